// What somebody should look at, while it lasts.
import { alerts } from "../core/figures.js";
import { html } from "../core/html.js";
import { href } from "../core/router.js";
import { useStore } from "../core/store.js";

const TEXTS = {
  "oldest-message-too-old": "A message waits for more than 10 minutes.",
  "dead-letters-growing": "More messages have become dead letters.",
  "queue-nearly-full": "The queue is nearly full.",
  "no-consumer": "Messages wait, and nobody receives.",
  "database-unavailable": "The database does not answer.",
};

export function Alerts() {
  const all = useStore(alerts);
  return html`
    <div role="status">
      ${all.length > 0 && html`
        <ul class="alerts">
          ${all.map((alert) => html`
            <li key=${alert.name + alert.topic_name + alert.endpoint_name}>
              <strong>${TEXTS[alert.name] ?? alert.name}</strong>
              ${alert.topic_name && html` <a href=${href("/queues", { name: alert.topic_name })}>${alert.topic_name}</a> <bdi>${alert.endpoint_name}</bdi>`}
            </li>`)}
        </ul>`}
    </div>
  `;
}
