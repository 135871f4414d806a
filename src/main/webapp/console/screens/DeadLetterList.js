// The dead letters of one queue, by their reasons: put back, or deleted.
import { Administrators, useMayChange } from "../components/Administrators.js";
import { Confirm } from "../components/Confirm.js";
import { Empty } from "../components/Empty.js";
import { ErrorNote } from "../components/ErrorNote.js";
import { JobBar } from "../components/JobBar.js";
import { Loading } from "../components/Loading.js";
import { Messages } from "../components/Messages.js";
import { Pager } from "../components/Pager.js";
import { post, withQuery } from "../core/api.js";
import { formatNumber, plural } from "../core/format.js";
import { html, useState } from "../core/html.js";
import { useLoad } from "../core/load.js";
import { changeQuery, useRoute } from "../core/router.js";
import { useSelection } from "../core/selection.js";
import { JobForm } from "./JobForm.js";

const LIMIT = 100;
const MUCH = 100;

export function DeadLetterList({ subscription, total, onChange }) {
  const { query } = useRoute();
  const mayChange = useMayChange();
  const base = `subscriptions/${subscription.id}/dead-letters`;
  const load = useLoad(withQuery(base, { limit: LIMIT, after: query.after }), { exact: true });
  const all = load.data?.dead_letters ?? [];
  const shown = query.reason ? all.filter(({ reason }) => reason === query.reason) : all;
  const selection = useSelection(shown.map(({ msg_id: id }) => id));
  const [asking, setAsking] = useState(null);
  const [moving, setMoving] = useState(null);
  const [job, setJob] = useState(null);
  const [error, setError] = useState(null);
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
    }
  };
  const buttons = (filter, count) => html`
    <${Administrators}>
      <button type="button" class="primary" onClick=${() => redeliver(filter)}>Redeliver</button>
      <button type="button" onClick=${() => setMoving(filter)}>Move</button>
      <button type="button" class="danger-quiet" onClick=${() => setAsking({ filter, count })}>Delete</button>
    <//>`;
  return html`
    <${ErrorNote} error=${error} />
    ${job && html`<${JobBar} key=${job.started.id} ...${job} onDismiss=${() => setJob(null)}
      onEnd=${(hasFailed) => { hasFailed || setJob(null); changed(); }} />`}
    <${Loading} load=${load}>
      ${({ next }) => html`
        <${Reasons} letters=${all} chosen=${query.reason} />
        ${shown.length > 0 && mayChange && html`
          <div class="tools chosen">
            ${selection.ids.length > 0
              ? html`<span>${plural(selection.ids.length, "dead letter")} chosen</span>${buttons({ msg_ids: selection.ids }, selection.ids.length)}`
              : html`<span>${query.reason ? "All with this in their reason" : `All ${formatNumber(total ?? all.length)} of this queue`}</span>
                  ${buttons(query.reason ? { reason: query.reason } : {}, query.reason ? undefined : total)}`}
            <button type="button" onClick=${() => selection.choose(shown.map(({ msg_id: id }) => id))}>Choose these ${shown.length}</button>
          </div>`}
        ${shown.length > 0
          ? html`<${Messages} messages=${shown} opened=${query.open} onOpen=${(open) => changeQuery({ open }, { replace: true })}
              selection=${mayChange ? selection.set : undefined} onSelect=${selection.toggle}
              actions=${(message) => buttons({ msg_ids: [message.msg_id] }, 1)} />`
          : html`<${Empty} title="No dead letters here."><p>Messages that use up their deliveries end here, with the last reason.</p><//>`}
        <${Pager} next=${next} />`}
    <//>
    ${moving && html`<${JobForm} start=${{ kind: "move-dead-letters", ...names, ...moving }} onClose=${() => setMoving(null)}
      onDone=${(data) => begun(data, (done) => `Moved ${plural(done, "message")}.`)} />`}
    ${asking && html`
      <${Confirm} title="Delete dead letters?" label="Delete" action=${() => begin("delete-dead-letters", asking.filter)} onClose=${() => setAsking(null)}
        typed=${(asking.count ?? MUCH) >= MUCH ? subscription.topic_name : ""}
        onDone=${({ data }) => begun(data, (done) => `Deleted ${plural(done, "dead letter")}.`)}>
        <p>${asking.count === undefined ? html`All dead letters with <bdi>“${asking.filter.reason}”</bdi> in their reason` : plural(asking.count, "dead letter")} of
        <bdi> ${subscription.endpoint_name}</bdi> will be deleted for good.</p>
      <//>`}
  `;
}

function Reasons({ letters, chosen }) {
  const counts = new Map();
  letters.forEach(({ reason }) => counts.set(reason, (counts.get(reason) ?? 0) + 1));
  if (counts.size < 2 && !chosen) {
    return null;
  }
  return html`
    <ul class="chips" aria-label="Reasons on this page">
      ${[...counts].sort(([, one], [, other]) => other - one).map(([reason, count]) => html`
        <li key=${reason}>
          <button type="button" aria-pressed=${reason === chosen}
            onClick=${() => changeQuery({ reason: reason === chosen ? "" : reason, open: "" })}>
            <bdi>${reason}</bdi> <span class="count">${formatNumber(count)}</span>
          </button>
        </li>`)}
    </ul>
  `;
}
