// A message by hand.
import { ActionForm } from "../components/ActionForm.js";
import { Choice, TextArea, TextField } from "../components/Field.js";
import { post } from "../core/api.js";
import { hasOperations } from "../core/features.js";
import { parseDuration } from "../core/format.js";
import { html, useState } from "../core/html.js";
import { Digits, printLine } from "../core/json.js";
import { Problem } from "../core/problem.js";
import { say } from "../core/toasts.js";

const PRIORITIES = [9, 8, 7, 6, 5, 4, 3, 2, 1].map((one) => [
  String(one),
  { 9: "9, first", 5: "5, as usual", 1: "1, last" }[one] ?? String(one),
]);

export function PublishForm({ topic }) {
  const [values, setValues] = useState({ data: "", form: "text", priority: "5", expiration: "", delay: "", correlation: "" });
  const field = (name) => ({
    value: values[name],
    onChange: (value) => setValues((old) => ({ ...old, [name]: value })),
  });
  const publish = async () => {
    const { data } = await post(`topics/${topic.id}/messages`, printLine(toBody(values)));
    const [id] = data.msg_ids;
    say(id === undefined ? "Nobody is subscribed, so the topic has discarded it." : html`Published <${Id} id=${id} />.`);
  };
  return html`
    <div class="card">
      <${ActionForm} action=${publish} label="Publish" isReady=${topic.is_active}>
        ${(error) => html`
          <div class="fields">
            <${TextArea} ...${field("data")} label="Data" name="data" error=${error} rows="6" />
            <${Choice} ...${field("form")} label="The data is" name="form" options=${[["text", "text"], ["json", "JSON"]]} />
            <${Choice} ...${field("priority")} label="Priority" name="priority" error=${error} options=${PRIORITIES} />
            <${TextField} ...${field("expiration")} label="Expires after" name="expiration" error=${error} placeholder="as the topic says" />
            <${TextField} ...${field("delay")} label="Delivered after" name="deliver_after" error=${error} placeholder="at once" hint="Such as 30 s or 2 h" />
            <${TextField} ...${field("correlation")} label="Correlation id" name="correl_id" error=${error} />
          </div>`}
      <//>
      ${!topic.is_active && html`<p class="note">The topic is paused. Resume it to publish.</p>`}
    </div>
  `;
}

const Id = ({ id }) => (hasOperations.get() ? html`<a href=${"#/messages/" + encodeURIComponent(id)}>${id}</a>` : id);

function toBody({ data, form, priority, expiration, delay, correlation }) {
  return {
    data: form === "json" ? readJson(data) : data,
    priority: Number(priority),
    ...(expiration.trim() && { expiration: readDuration(expiration) }),
    ...(delay.trim() && { deliver_after: readDuration(delay) }),
    ...(correlation && { correl_id: correlation }),
  };
}

/** What cannot be read is sent as it is, so that the API says what is wrong with it. */
function readDuration(text) {
  const milliseconds = parseDuration(text);
  return Number.isNaN(milliseconds) ? text : milliseconds;
}

/** As it was typed: what a browser makes of a number may have other digits. */
function readJson(text) {
  try {
    JSON.parse(text);
    return new Digits(text);
  } catch (error) {
    throw new Problem(0, {
      title: "This is no JSON.",
      detail: "Mend the data, or say that it is text.",
      errors: [{ field: "data", detail: error.message }],
    });
  }
}
