// What somebody should look at, while it lasts.
import { alerts } from "../core/figures.js";
import { html } from "../core/html.js";
import { href } from "../core/router.js";
import { useStore } from "../core/store.js";

const SHOWN = 4;

const TEXTS = {
  "oldest-message-too-old": "A message waits for more than 10 minutes:",
  "dead-letters-growing": "More messages have become dead letters:",
  "queue-nearly-full": "The queue is nearly full:",
  "no-consumer": "Messages wait, and nobody receives:",
  "database-unavailable": "The database does not answer.",
};

/** One line for each kind, so that many of one do not hide another. */
export function Alerts() {
  const byName = new Map();
  useStore(alerts).forEach((alert) => byName.set(alert.name, [...(byName.get(alert.name) ?? []), alert]));
  return html`
    <div role="status">
      ${byName.size > 0 && html`
        <ul class="alerts">
          ${[...byName].map(([name, all]) => html`
            <li key=${name}><strong>${TEXTS[name] ?? name}</strong>
              ${all.slice(0, SHOWN).filter((one) => one.topic_name).map((one) => html`
                ${" "}<a href=${href("/queues", { name: one.topic_name })}>${one.topic_name}</a> <span>of <bdi>${one.endpoint_name}</bdi></span>`)}
              ${all.length > SHOWN && ` and ${all.length - SHOWN} more`}
            </li>`)}
        </ul>`}
    </div>
  `;
}
