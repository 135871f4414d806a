// What somebody should look at, while it lasts, and who does.
import { post } from "../core/api.js";
import { alertEvents } from "../core/figures.js";
import { useKeptFocus } from "../core/focus.js";
import { plural } from "../core/format.js";
import { html, useRef, useState } from "../core/html.js";
import { useLoad, useReloadAfter } from "../core/load.js";
import { href } from "../core/router.js";
import { say } from "../core/toasts.js";
import { Administrators } from "./Administrators.js";
import { ErrorNote } from "./ErrorNote.js";
import { Stale } from "./Stale.js";
import { Time } from "./Time.js";

const SHOWN = 4;
/** The API tells of no more of a kind. */
const TOLD = 200;

const TEXTS = {
  "oldest-message-too-old": "A message waits for more than 10 minutes",
  "dead-letters-growing": "More messages have become dead letters",
  "queue-nearly-full": "The queue is nearly full",
  "no-consumer": "Messages wait, and nobody receives",
  "database-unavailable": "The database does not answer",
};

/** What nobody looks after yet comes first; of each kind a few, so that many do not hide another. */
export function Alerts() {
  const load = useLoad("alerts", { seconds: 15 });
  const [error, setError] = useState(null);
  const part = useRef(null);
  useReloadAfter(alertEvents, load);
  useKeptFocus(part, ".alerts > li");
  const all = load.data?.alerts ?? [];
  const acknowledge = async ({ name, topic_name, endpoint_name }) => {
    try {
      setError(null);
      await post("alerts/acknowledge", { name, topic_name, endpoint_name });
      say("You look after it.");
    } catch (failure) {
      setError(failure);
    }
    load.reload();
  };
  return html`
    <${ErrorNote} error=${error} />
    <${Stale} what="alerts" load=${load} />
    <div role="status" tabindex="-1" ref=${part}>
      ${all.length > 0 && html`
        <ul class="alerts">
          ${Object.keys(TEXTS).map((name) => html`<${Kind} key=${name} name=${name} alerts=${all.filter((one) => one.name === name)} onAcknowledge=${acknowledge} />`)}
        </ul>`}
    </div>
  `;
}

function Kind({ name, alerts, onAcknowledge }) {
  const some = (isAcknowledged) => alerts.filter((one) => Boolean(one.acknowledged_at) === isAcknowledged).slice(0, SHOWN);
  const shown = [...some(false), ...some(true)];
  return html`
    ${shown.map((one) => html`
      <li key=${one.topic_name + " " + one.endpoint_name} class=${one.acknowledged_at ? "acknowledged" : ""}>
        <span><strong>${TEXTS[name]}</strong>${one.topic_name && html`:
          ${" "}<a href=${href("/queues", { name: one.topic_name })}>${one.topic_name}</a> of <bdi>${one.endpoint_name}</bdi>`}
          ${" "}<span class="alert-time">since <${Time} value=${one.since} /></span></span>
        ${one.acknowledged_at
          ? html`<span><bdi>${one.acknowledged_by || "The server"}</bdi> looks after it.</span>`
          : html`<${Administrators}><button type="button" class="small" onClick=${() => onAcknowledge(one)}>Acknowledge</button><//>`}
      </li>`)}
    ${alerts.length > shown.length && html`<li>${alerts.length < TOLD ? plural(alerts.length - shown.length, "more queue") : `More than ${TOLD} queues`}:${" "}
      ${TEXTS[name].toLowerCase()}.</li>`}
  `;
}
