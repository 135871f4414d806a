// What a new job is to do.
import { ActionForm } from "../components/ActionForm.js";
import { Dialog } from "../components/Dialog.js";
import { Choice, TextField } from "../components/Field.js";
import { post } from "../core/api.js";
import { plural } from "../core/format.js";
import { html, useState } from "../core/html.js";
import { say } from "../core/toasts.js";

/** The name of each kind, whether it moves to another topic, and whether it is about dead letters. */
export const KINDS = {
  "redeliver-dead-letters": ["Redeliver dead letters", false, true],
  "delete-dead-letters": ["Delete dead letters", false, true],
  "move-dead-letters": ["Move dead letters", true, true],
  "move-messages": ["Move messages", true, false],
  "reject-messages": ["Make dead letters", false, false],
  "delete-messages": ["Delete messages", false, false],
};

export function JobForm({ start = {}, onClose, onDone }) {
  const [values, setValues] = useState({
    kind: "redeliver-dead-letters", topic_name: "", endpoint_name: "", target_topic_name: "", reason: "", typed: "", ...start,
  });
  const field = (name) => ({
    name,
    value: values[name],
    onChange: (value) => setValues((old) => ({ ...old, [name]: value })),
  });
  const [label, isMove, isAboutDead] = KINDS[values.kind];
  const isDeletion = values.kind.startsWith("delete");
  const isRejection = values.kind === "reject-messages";
  const isOfAll = !values.msg_ids && !values.topic_name.trim();
  const word = isDeletion ? "delete" : isOfAll ? "all" : "";
  const why = (error) => html`<${TextField} ...${field("reason")} label="Reason" error=${error} isWide
    hint="Stays with the dead letters." />`;
  const send = async () => {
    const { kind, topic_name, endpoint_name, target_topic_name, reason, msg_ids } = values;
    const body = {
      kind,
      ...(topic_name && { topic_name }),
      ...(endpoint_name && { endpoint_name }),
      ...(isMove && { target_topic_name }),
      ...((isAboutDead || isRejection) && reason && { reason }),
      ...(msg_ids && { msg_ids }),
    };
    const { data } = await post("jobs", body);
    if (!values.msg_ids) {
      say(`Started: ${label.toLowerCase()}.`);
    }
    return data;
  };
  return html`
    <${Dialog} title=${values.msg_ids ? label : "New job"} onClose=${onClose}>
      <${ActionForm} action=${send} label="Start" kind=${isDeletion ? "danger" : "primary"} onCancel=${onClose}
        isReady=${!word || values.typed === word} onDone=${(job) => { onClose(); onDone?.(job); }}>
        ${(error) => values.msg_ids
          ? html`
          <p class="prose">${plural(values.msg_ids.length, "message")} of <bdi>${values.endpoint_name}</bdi> in <bdi>${values.topic_name}</bdi></p>
          ${isMove && html`<${TextField} ...${field("target_topic_name")} label="To the topic" error=${error} isWide autocapitalize="none" spellcheck="false" />`}
          ${isRejection && why(error)}`
          : html`
          <div class="fields">
            <${Choice} ...${field("kind")} label="What" error=${error} options=${Object.entries(KINDS).map(([key, [text]]) => [key, text])} />
            <${TextField} ...${field("topic_name")} label="Topic" error=${error} hint=${isAboutDead ? "Empty: all topics" : undefined} autocapitalize="none" spellcheck="false" />
            <${TextField} ...${field("endpoint_name")} label="Endpoint" error=${error} hint=${values.kind === "move-messages" ? undefined : "Empty: the queues of all"} />
            ${isMove && html`<${TextField} ...${field("target_topic_name")} label="To the topic" error=${error} autocapitalize="none" spellcheck="false" />`}
            ${isAboutDead && html`<${TextField} ...${field("reason")} label="With this in the reason" error=${error} />`}
            ${isRejection && why(error)}
            ${word && html`<${TextField} ...${field("typed")} label=${`Type ${word} to confirm`} isWide autocomplete="off" autocapitalize="none" spellcheck="false"
              hint=${isOfAll && everything(values, isAboutDead)} />`}
          </div>`}
      <//>
    <//>
  `;
}

const everything = ({ reason, endpoint_name: endpoint }, isAboutDead) => html`
  No topic is named: this is about all ${isAboutDead ? "dead letters" : "messages"} of ${endpoint ? html`<bdi>${endpoint}</bdi>` : "all endpoints"} in
  ${" "}all topics${isAboutDead && reason && html` that have <bdi>“${reason}”</bdi> in their reason`}.`;
