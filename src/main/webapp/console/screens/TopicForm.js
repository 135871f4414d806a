// The settings of a topic, for a new one and for one that is there.
import { ActionForm } from "../components/ActionForm.js";
import { Dialog } from "../components/Dialog.js";
import { Check, Choice, TextField } from "../components/Field.js";
import { patch, post } from "../core/api.js";
import { formatDuration, NEVER, parseDuration } from "../core/format.js";
import { html, useState } from "../core/html.js";
import { say } from "../core/toasts.js";

const DEFAULTS = {
  name: "/",
  is_active: true,
  has_gd: true,
  is_api_sub_allowed: true,
  on_no_subs: "accept",
  max_depth: 100000,
  overflow: "reject",
  max_message_size: 1048576,
  default_expiration: NEVER,
  retention: 0,
  max_deliveries: 16,
  default_lease: 30000,
};
const DURATIONS = ["default_expiration", "retention", "default_lease"];
const NUMBERS = ["max_depth", "max_message_size", "max_deliveries"];

export function TopicForm({ topic, etag, onClose, onDone, onStale }) {
  const [values, setValues] = useState(() => toTexts(topic ?? DEFAULTS));
  // That of what the form began with: the screen behind it goes on loading.
  const [version] = useState(etag);
  const field = (name) => ({
    name,
    value: values[name],
    onChange: (value) => setValues((old) => ({ ...old, [name]: value })),
  });
  const save = async () => {
    const body = toBody(values);
    const { data } = topic ? await patch("topics/" + topic.id, body, version) : await post("topics", body);
    say(topic ? `Changed ${data.name}.` : `Made the topic ${data.name}.`);
    return data;
  };
  return html`
    <${Dialog} title=${topic ? "Edit topic" : "New topic"} onClose=${onClose} isWide>
      <${ActionForm} action=${save} label=${topic ? "Save" : "Make the topic"} onCancel=${onClose} onStale=${onStale}
        onDone=${(saved) => { onClose(); onDone?.(saved); }}>
        ${(error) => html`
          <div class="fields">
            <${TextField} ...${field("name")} label="Name" error=${error} isWide autocapitalize="none" spellcheck="false"
              hint="Begins with a slash, as in /orders/new. Letters, digits and . _ - : @ = ~ $ | ^ /" />
            <${Check} ...${field("is_active")} label="Active" hint="Otherwise publications are refused." />
            <${Check} ...${field("has_gd")} label="Guaranteed delivery" hint="A publish returns when the message is on disk." />
            <${Choice} ...${field("on_no_subs")} label="Without subscriptions" error=${error}
              options=${[["accept", "keep messages for the first"], ["drop", "discard messages"]]} />
            <${Check} ...${field("is_api_sub_allowed")} label="Endpoints may subscribe themselves" hint="Otherwise only administrators subscribe them." />
          </div>
          <details class="more-fields" open=${Boolean(topic)}>
            <summary>Limits and defaults</summary>
            <div class="fields">
              <${TextField} ...${field("max_depth")} label="Messages in one queue, at most" error=${error} inputmode="numeric" />
              <${Choice} ...${field("overflow")} label="When a queue is full" error=${error}
                options=${[["reject", "refuse new messages"], ["drop-oldest", "drop the oldest"]]} />
              <${TextField} ...${field("max_message_size")} label="Bytes of one message, at most" error=${error} inputmode="numeric" />
              <${TextField} ...${field("default_expiration")} label="Messages expire after" error=${error} hint="Such as 30 s, 2 h, 7 d or never" />
              <${TextField} ...${field("default_lease")} label="Lease of a delivery" error=${error} hint="After that, the message is delivered again." />
              <${TextField} ...${field("max_deliveries")} label="Deliveries before it is a dead letter" error=${error} inputmode="numeric" />
              <${TextField} ...${field("retention")} label="Kept after everybody is done" error=${error} />
            </div>
          </details>`}
      <//>
    <//>
  `;
}

function toTexts(topic) {
  const texts = {};
  for (const name of Object.keys(DEFAULTS)) {
    const value = topic[name];
    texts[name] = DURATIONS.includes(name)
      ? formatDuration(value)
      : NUMBERS.includes(name) ? String(value) : value;
  }
  return texts;
}

/** What cannot be read is sent as it is, so that the API says what is wrong with it. */
function toBody(values) {
  const body = { ...values };
  DURATIONS.forEach((name) => (body[name] = number(parseDuration(values[name]), values[name])));
  NUMBERS.forEach((name) => (body[name] = number(Number(values[name]), values[name])));
  return body;
}

const number = (value, text) => (Number.isFinite(value) ? value : text);
