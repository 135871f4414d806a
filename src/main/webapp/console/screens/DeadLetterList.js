// The dead letters of one queue, by their reasons: put back, or deleted.
import { Administrators, useMayChange } from "../components/Administrators.js";
import { Empty } from "../components/Empty.js";
import { ErrorNote } from "../components/ErrorNote.js";
import { JobBar } from "../components/JobBar.js";
import { Loading } from "../components/Loading.js";
import { Messages } from "../components/Messages.js";
import { Pager } from "../components/Pager.js";
import { post, withQuery } from "../core/api.js";
import { useBusy } from "../core/busy.js";
import { formatNumber, plural } from "../core/format.js";
import { html, useState } from "../core/html.js";
import { useLoad } from "../core/load.js";
import { changeQuery, useRoute } from "../core/router.js";
import { useSelection } from "../core/selection.js";
import { say } from "../core/toasts.js";
import { DeadLetterDeletion } from "./DeadLetterDeletion.js";
import { JobForm } from "./JobForm.js";

const LIMIT = 100;

export function DeadLetterList({ subscription, total, onChange }) {
  const { query } = useRoute();
  const mayChange = useMayChange();
  const base = `subscriptions/${subscription.id}/dead-letters`;
  const load = useLoad(withQuery(base, { limit: LIMIT, after: query.after }), { exact: true });
  const all = load.data?.dead_letters ?? [];
  const shown = query.reason ? all.filter(({ reason }) => reason.includes(query.reason)) : all;
  const selection = useSelection(shown.map(({ msg_id: id }) => id));
  const [asking, setAsking] = useState(null);
  const [moving, setMoving] = useState(null);
  const [job, setJob] = useState(null);
  const [error, setError] = useState(null);
  const [isBusy, alone] = useBusy();
  const isWorking = isBusy || (job !== null && !job.hasFailed);
  const names = { topic_name: subscription.topic_name, endpoint_name: subscription.endpoint_name };
  const changed = () => {
    load.reload();
    onChange();
  };
  const begin = (kind, filter) => post("jobs", { kind, ...names, ...filter });
  const begun = (data, outcome) => {
    selection.clear();
    setJob({ started: data, outcome });
  };
  const redeliver = async (filter) => {
    try {
      setError(null);
      const { data } = await begin("redeliver-dead-letters", filter);
      begun(data, (done) => `Put ${plural(done, "message")} back into the queue.`);
    } catch (failure) {
      setError(failure);
      say(`Not redelivered. ${failure.message}`);
    }
  };
  const buttons = (filter) => html`
    <${Administrators}>
      <button type="button" class="primary" aria-disabled=${isWorking} onClick=${() => isWorking || alone(() => redeliver(filter))}>Redeliver</button>
      <button type="button" aria-disabled=${isWorking} onClick=${() => isWorking || setMoving(filter)}>Move</button>
      <button type="button" class="danger-quiet" aria-disabled=${isWorking} onClick=${() => isWorking || setAsking({ filter, shown })}>Delete</button>
    <//>`;
  return html`
    <${ErrorNote} error=${error} />
    ${job && html`<${JobBar} key=${job.started.id} ...${job} onDismiss=${() => setJob(null)}
      onEnd=${(hasFailed) => { setJob(hasFailed ? { ...job, hasFailed } : null); changed(); }} />`}
    <${Loading} load=${load}>
      ${({ next }) => html`
        <${Reasons} letters=${all} chosen=${query.reason} />
        ${(shown.length > 0 || query.reason) && mayChange && html`
          <div class="tools chosen">
            ${selection.ids.length > 0
              ? html`<span>${plural(selection.ids.length, "dead letter")} chosen</span>${buttons({ msg_ids: selection.ids })}`
              : html`<span>${query.reason ? "All with this in their reason" : total === undefined ? "All of this queue" : `All ${formatNumber(total)} of this queue`}</span>
                  ${buttons(query.reason ? { reason: query.reason } : {})}`}
            ${shown.length > 0 && html`<button type="button" onClick=${() => selection.choose(shown.map(({ msg_id: id }) => id))}>Choose these ${shown.length}</button>`}
          </div>`}
        ${shown.length > 0
          ? html`<${Messages} messages=${shown} opened=${query.open} onOpen=${(open) => changeQuery({ open }, { replace: true })}
              selection=${mayChange ? selection.set : undefined} onSelect=${selection.toggle}
              actions=${(message) => buttons({ msg_ids: [message.msg_id] })} />`
          : query.reason && (all.length > 0 || query.after)
          ? html`<${Empty} title="None of this page has this in its reason."><p>${next
              ? "Other pages may have some. Go to the next page, or press the reason to see all."
              : "Press the reason to see all dead letters."}</p><//>`
          : html`<${Empty} title="No dead letters here."><p>Messages that use up their deliveries end here, with the last reason.</p><//>`}
        <${Pager} next=${next} />`}
    <//>
    ${moving && html`<${JobForm} start=${{ kind: "move-dead-letters", ...names, ...moving }} onClose=${() => setMoving(null)}
      onDone=${(data) => begun(data, (done) => `Moved ${plural(done, "message")}.`)} />`}
    ${asking && html`
      <${DeadLetterDeletion} ...${asking} subscription=${subscription} begin=${begin} onClose=${() => setAsking(null)}
        onDone=${({ data }) => begun(data, (done) => `Deleted ${plural(done, "dead letter")}.`)} />`}
  `;
}

/** Each with the number of those on this page that have it in theirs, which pressing it shows. */
function Reasons({ letters, chosen }) {
  const reasons = new Set(letters.map(({ reason }) => reason).filter(Boolean));
  if (reasons.size < 2 && !chosen) {
    return null;
  }
  const count = (text) => letters.filter(({ reason }) => reason.includes(text)).length;
  if (chosen) {
    reasons.add(chosen);
  }
  const counts = [...reasons].map((reason) => [reason, count(reason)]);
  return html`
    <ul class="chips" aria-label="Reasons on this page">
      ${counts.sort(([, one], [, other]) => other - one).map(([reason, number]) => html`
        <li key=${reason}>
          <button type="button" aria-pressed=${reason === chosen}
            onClick=${() => changeQuery({ reason: reason === chosen ? "" : reason, open: "" })}>
            <bdi>${reason}</bdi> <span class="count">${formatNumber(number)}</span>
          </button>
        </li>`)}
    </ul>
  `;
}
