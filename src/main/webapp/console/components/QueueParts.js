// Which queues hold the most, and what somebody should look at.
import { formatNumber, plural } from "../core/format.js";
import { html } from "../core/html.js";
import { href } from "../core/router.js";
import { Empty } from "./Empty.js";

const SHOWN = 8;

/**
 * @param deepest rows of queues
 * @param attention what attention() has found
 */
export const QueueParts = ({ deepest, attention: items }) => html`
  <div class="columns">
    <section class="part card">
      <h2>Deepest queues</h2>
      <${Deepest} queues=${deepest} />
    </section>
    <section class="part card">
      <h2>To look at</h2>
      ${items.length === 0
        ? html`<${Empty} title="Nothing needs you."><p>No dead letters, and nothing is paused.</p><//>`
        : html`<ul class="plain-list">${items.map(({ key, address, name, text }) => html`
            <li key=${key}><a href=${address}>${name}</a><span class="note"><bdi>${text}</bdi></span></li>`)}</ul>`}
    </section>
  </div>
`;

/** Queues with dead letters, those with the most first; then what is paused. */
export function attention(queues, topics) {
  const dead = queues.filter((one) => one.dead_letters > 0)
    .sort((one, other) => other.dead_letters - one.dead_letters || one.id - other.id);
  return [
    ...dead.map((one) => ({
      key: "dead" + one.id,
      address: href("/queues/" + one.id, { state: "dead" }),
      name: one.topic_name,
      text: `${plural(one.dead_letters, "dead letter")} of ${one.endpoint_name}`,
    })),
    ...queues.filter((one) => one.is_active === false).map((one) => ({
      key: "paused" + one.id,
      address: "#/queues/" + one.id,
      name: one.topic_name,
      text: `The subscription of ${one.endpoint_name} is paused.`,
    })),
    ...topics.filter((one) => one.is_active === false).map((one) => ({
      key: "topic" + one.id,
      address: "#/topics/" + one.id,
      name: one.name,
      text: "The topic refuses publications.",
    })),
  ].slice(0, SHOWN);
}

function Deepest({ queues }) {
  const rows = queues.filter((one) => one.queue_depth > 0)
    .sort((one, other) => other.queue_depth - one.queue_depth || one.id - other.id).slice(0, SHOWN);
  if (rows.length === 0) {
    return html`<${Empty} title="Every queue is empty."><p>Everything published has been taken.</p><//>`;
  }
  const most = rows[0].queue_depth;
  return html`
    <ul class="bars">
      ${rows.map((one) => html`
        <li key=${one.id}>
          <a href=${"#/queues/" + one.id}><span class="bar-name">${one.topic_name}</span>
            <span class="bar-of"><bdi>${one.endpoint_name}</bdi></span></a>
          <span class="bar-count">${formatNumber(one.queue_depth)}</span>
          <meter min="0" max=${most} value=${one.queue_depth} aria-label=${`Messages of ${one.endpoint_name} in ${one.topic_name}`}></meter>
        </li>`)}
    </ul>
  `;
}
