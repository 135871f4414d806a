// The messages of a queue in one state, in the order of their delivery.
import { Administrators, useMayChange } from "../components/Administrators.js";
import { Confirm } from "../components/Confirm.js";
import { Empty } from "../components/Empty.js";
import { JobBar } from "../components/JobBar.js";
import { Loading } from "../components/Loading.js";
import { Messages } from "../components/Messages.js";
import { Pager } from "../components/Pager.js";
import { post, remove, withQuery } from "../core/api.js";
import { useKeptFocus } from "../core/focus.js";
import { plural } from "../core/format.js";
import { html, useRef, useState } from "../core/html.js";
import { useLoad } from "../core/load.js";
import { useSelection } from "../core/selection.js";
import { changeQuery, useRoute } from "../core/router.js";
import { say } from "../core/toasts.js";
import { JobForm } from "./JobForm.js";

const LIMIT = 25;

const NONE = {
  ready: ["Nothing waits in this queue.", "What is published to the topic from now on appears here."],
  leased: ["Nobody holds a message.", "Messages are here while a consumer works on them."],
  delayed: ["No message is delayed.", "Rejected messages wait here until they are delivered again."],
};

const OUTCOMES = {
  "move-messages": (messages) => `Moved ${messages}.`,
  "reject-messages": (messages) => `Rejected ${messages}.`,
};

export function MessageList({ subscription, state, onChange }) {
  const { query } = useRoute();
  const mayChange = useMayChange();
  const [asking, setAsking] = useState(null);
  const [forming, setForming] = useState(null);
  const [job, setJob] = useState(null);
  const list = useRef(null);
  useKeptFocus(list, ".message", ".message-button");
  const load = useLoad(
    withQuery(`subscriptions/${subscription.id}/messages`, { state, limit: LIMIT, after: query.after }),
    { exact: true },
  );
  const selection = useSelection(load.data?.messages.map(({ msg_id: id }) => id));
  const form = (kind, ids) => setForming({ kind, ...names(subscription), msg_ids: ids });
  const changed = () => {
    load.reload();
    onChange();
  };
  // One at once; many in a job, so that it goes on whatever becomes of this window.
  const discard = (ids) =>
    ids.length === 1
      ? remove(`subscriptions/${subscription.id}/messages/${ids[0]}`)
      : post("jobs", { kind: "delete-messages", ...names(subscription), msg_ids: ids });
  const begun = (count, data) => {
    selection.clear();
    if (count > 1) {
      setJob({ started: data, outcome: (done) => `Deleted ${plural(done, "message")}.` });
    } else {
      say("Deleted 1 message.");
      changed();
    }
  };
  return html`
    ${job && html`<${JobBar} key=${job.started.id} ...${job} onDismiss=${() => setJob(null)}
      onEnd=${(hasFailed) => { hasFailed || setJob(null); changed(); }} />`}
    <div role="region" aria-label="Messages" tabindex="-1" ref=${list}>
    <${Loading} load=${load}>
      ${({ messages, next }) => html`
        ${messages.length > 0 && mayChange && html`
          <div class="tools chosen">
            ${selection.ids.length > 0 && html`
              <span>${plural(selection.ids.length, "message")} chosen</span>
              ${state === "ready" && html`
                <button type="button" onClick=${() => form("move-messages", selection.ids)}>Move</button>
                <button type="button" onClick=${() => form("reject-messages", selection.ids)}>Reject</button>`}
              <button type="button" class="danger-quiet" onClick=${() => setAsking(selection.ids)}>Delete</button>
              <button type="button" onClick=${selection.clear}>Choose none</button>`}
            ${selection.ids.length < messages.length && html`
              <button type="button" onClick=${() => selection.choose(messages.map(({ msg_id: id }) => id))}>Choose these ${messages.length}</button>`}
          </div>`}
        ${messages.length > 0
          ? html`<${Messages} messages=${messages} opened=${query.open} onOpen=${(open) => changeQuery({ open }, { replace: true })}
              selection=${mayChange ? selection.set : undefined} onSelect=${selection.toggle}
              actions=${(message) => html`
                <${Administrators}>
                  ${state === "ready" && html`<button type="button" onClick=${() => form("reject-messages", [message.msg_id])}>Reject</button>`}
                  <button type="button" class="danger-quiet" onClick=${() => setAsking([message.msg_id])}>Delete</button>
                <//>`} />`
          : html`<${Empty} title=${NONE[state][0]}><p>${NONE[state][1]}</p><//>`}
        <${Pager} next=${next} />`}
    <//>
    </div>
    ${forming && html`<${JobForm} onClose=${() => setForming(null)} start=${forming}
      onDone=${(data) => { selection.clear(); setJob({ started: data, outcome: (done) => OUTCOMES[data.kind](plural(done, "message")) }); }} />`}
    ${asking && html`
      <${Confirm} title="Delete from this queue?" label="Delete" action=${() => discard(asking)}
        onClose=${() => setAsking(null)} onDone=${({ data }) => begun(asking.length, data)}>
        <p>${plural(asking.length, "message")} will be deleted from the queue of <bdi>${subscription.endpoint_name}</bdi> for
        good. Other queues keep their copies.</p>
      <//>`}
  `;
}

const names = ({ topic_name, endpoint_name }) => ({ topic_name, endpoint_name });
