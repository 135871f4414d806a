// Asks before dead letters are deleted, and says how many: of those that there are now, and no others.
import { Confirm } from "../components/Confirm.js";
import { get, withQuery } from "../core/api.js";
import { counted, parseTime } from "../core/format.js";
import { html, useEffect, useState } from "../core/html.js";
import { isMuch } from "../core/losses.js";

const PAGE = 100;
const PAGES = 10;

/**
 * @param filter of the job: msg_ids, or reason, or nothing for all
 * @param shown those on the page
 * @param begin starts the job
 */
export function DeadLetterDeletion({ subscription, filter, shown, begin, onDone, onClose }) {
  const [found, setFound] = useState(filter.msg_ids ? { count: filter.msg_ids.length } : null);
  useEffect(() => {
    found || look(subscription.id, filter.reason, shown).then(setFound);
  }, []);
  const { count, isMore, before } = found ?? {};
  return html`
    <${Confirm} title="Delete dead letters?" label="Delete" onClose=${onClose} onDone=${onDone} isReady=${found !== null}
      typed=${found && (isMore || isMuch(count)) ? subscription.topic_name : ""}
      action=${() => begin("delete-dead-letters", { ...filter, ...(before && { before }) })}>
      ${found === null
        ? html`<p role="status">Counting the dead letters …</p>`
        : html`
          <p>${isMore ? "At least " : ""}${counted(count, "dead letter")} of <bdi>${subscription.endpoint_name}</bdi> will be deleted for good${filter.reason
            ? html`: all that have <bdi>“${filter.reason}”</bdi> in their last reason.` : "."}</p>
          ${before && html`<p>What dies from now on stays.</p>`}`}
    <//>
  `;
}

async function look(id, reason, shown) {
  const before = await moment(shown);
  try {
    return { before, ...(await (reason ? countMatches(id, reason, before) : countAll(id))) };
  } catch {
    return { before };
  }
}

const countAll = async (id) => ({ count: (await get(`subscriptions/${id}/queue`)).data.dead_letters });

/** The API counts no reasons, so pages are read; where there are more of them, the number is a least one. */
async function countMatches(id, reason, before) {
  let count = 0;
  let after = "";
  for (let page = 0; page < PAGES; page++) {
    const { data } = await get(withQuery(`subscriptions/${id}/dead-letters`, { limit: PAGE, after }));
    count += data.dead_letters.filter((one) => one.reason.includes(reason) && isBefore(one, before)).length;
    after = data.next;
    if (!after) {
      return { count, isMore: false };
    }
  }
  return { count, isMore: true };
}

const isBefore = (one, before) => !before || parseTime(one.died_time_iso) < parseTime(before);

/** By the clock of the server, which need not be that of the browser; it tells up to a second late. */
async function moment(shown) {
  const afterShown = Math.max(...shown.map((one) => parseTime(one.died_time_iso).getTime())) + 1;
  try {
    const { at } = (await get("statistics?limit=1")).data;
    return parseTime(at).getTime() > afterShown ? at : new Date(afterShown).toISOString();
  } catch {
    return shown.length > 0 ? new Date(afterShown).toISOString() : undefined;
  }
}
