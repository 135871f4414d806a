// The messages of a queue in one state, in the order of their delivery.
import { Administrators, useMayChange } from "../components/Administrators.js";
import { Confirm } from "../components/Confirm.js";
import { Empty } from "../components/Empty.js";
import { Loading } from "../components/Loading.js";
import { Messages } from "../components/Messages.js";
import { Pager } from "../components/Pager.js";
import { remove, withQuery } from "../core/api.js";
import { plural } from "../core/format.js";
import { html, useState } from "../core/html.js";
import { useLoad } from "../core/load.js";
import { useSelection } from "../core/selection.js";
import { changeQuery, useRoute } from "../core/router.js";
import { say } from "../core/toasts.js";

const NONE = {
  ready: ["Nothing waits in this queue.", "What is published to the topic from now on appears here."],
  leased: ["Nobody holds a message.", "Messages are here while a consumer works on them."],
  delayed: ["No message is delayed.", "Rejected messages wait here until they are delivered again."],
};

export function MessageList({ subscription, state, onChange }) {
  const { query } = useRoute();
  const mayChange = useMayChange();
  const [isAsking, setAsking] = useState(false);
  const [progress, setProgress] = useState("");
  const load = useLoad(
    withQuery(`subscriptions/${subscription.id}/messages`, { state, limit: 25, after: query.after }),
    { exact: true },
  );
  const selection = useSelection(load.data?.messages.map(({ msg_id: id }) => id));
  const changed = () => {
    load.reload();
    onChange();
  };
  const discard = async (ids) => {
    for (const [at, id] of ids.entries()) {
      setProgress(`${at + 1} of ${ids.length}`);
      await remove(`subscriptions/${subscription.id}/messages/${id}`).catch(ignoreGone);
    }
    return ids.length;
  };
  return html`
    <${Loading} load=${load}>
      ${({ messages, next }) => html`
        ${selection.ids.length > 0 && html`
          <div class="tools chosen"><span>${plural(selection.ids.length, "message")} chosen</span>
            <button type="button" class="danger-quiet" onClick=${() => setAsking(selection.ids)}>Delete</button>
            <button type="button" onClick=${selection.clear}>Choose none</button></div>`}
        ${messages.length > 0
          ? html`<${Messages} messages=${messages} opened=${query.open} onOpen=${(open) => changeQuery({ open }, { replace: true })}
              selection=${mayChange ? selection.set : undefined} onSelect=${selection.toggle}
              actions=${(message) => html`
                <${Administrators}>
                  <button type="button" class="danger-quiet" onClick=${() => setAsking([message.msg_id])}>Delete</button>
                <//>`} />`
          : html`<${Empty} title=${NONE[state][0]}><p>${NONE[state][1]}</p><//>`}
        <${Pager} next=${next} />`}
    <//>
    ${isAsking && html`
      <${Confirm} title="Delete from this queue?" label=${progress || "Delete"} action=${() => discard(isAsking)}
        onClose=${() => { setAsking(false); setProgress(""); }}
        onDone=${(count) => { say(`Deleted ${plural(count, "message")}.`); selection.clear(); changed(); }}>
        <p>${plural(isAsking.length, "message")} will be deleted from the queue of <bdi>${subscription.endpoint_name}</bdi> for
        good. Other queues keep their copies.</p>
      <//>`}
  `;
}

/** Somebody may have taken it meanwhile. */
function ignoreGone(error) {
  if (error.status !== 404) {
    throw error;
  }
}
