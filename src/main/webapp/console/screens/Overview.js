// How things are, at a glance, and where to look next.
import { Alerts } from "../components/Alerts.js";
import { Empty } from "../components/Empty.js";
import { Figures } from "../components/Figures.js";
import { Header } from "../components/Header.js";
import { Histories } from "../components/Histories.js";
import { Loading } from "../components/Loading.js";
import { Time } from "../components/Time.js";
import { changes, figures } from "../core/figures.js";
import { formatAge, formatNumber, plural } from "../core/format.js";
import { html } from "../core/html.js";
import { useLoad } from "../core/load.js";
import { href } from "../core/router.js";
import { useStatuses } from "../core/statuses.js";
import { useStore } from "../core/store.js";

const MOST = 100;
const SHOWN = 8;

export function Overview() {
  const live = useStore(figures);
  const topics = useLoad("topics?limit=1000", { seconds: 15 });
  const load = useLoad(`subscriptions?limit=${MOST}`, { seconds: live.isThere ? 30 : 5 });
  const statuses = useStatuses(load.data?.subscriptions);
  const rows = live.isThere ? [...live.subscriptions.values()] : load.data?.subscriptions ?? [];
  return html`
    <${Header} title="Overview" />
    <${Alerts} />
    <${Loading} load=${load}>
      ${() => html`
        <${Figures} figures=${live.isThere ? liveFigures(live) : polledFigures(topics.data, load.data, statuses)} />
        ${!live.isThere && load.data.next && html`<p class="note">Messages and dead letters are those of the first ${MOST} queues.</p>`}
        ${live.isThere && html`<${Histories} path="statistics/history" />`}
        <div class="columns">
          <section class="part card">
            <h2>Deepest queues</h2>
            <${Deepest} subscriptions=${rows} />
          </section>
          <section class="part card">
            <h2>To look at</h2>
            <${Attention} rows=${rows} statuses=${statuses} subscriptions=${load.data.subscriptions} topics=${topics.data?.topics ?? []} />
          </section>
        </div>
        <${Latest} topics=${topics.data?.topics ?? []} />`}
    <//>
  `;
}

const liveFigures = ({ total, subscriptions, nodes }) => [
  { label: "Published", value: `${total.publish_rate.minute.toFixed(1)}/s`, note: `${total.publish_rate.hour.toFixed(1)}/s in an hour` },
  { label: "Delivered", value: `${total.delivery_rate.minute.toFixed(1)}/s`, note: `${total.delivery_rate.hour.toFixed(1)}/s in an hour` },
  { label: "Waiting", value: total.queue_depth, href: "#/queues", note: `in ${plural(subscriptions.size, "queue")}` },
  { label: "Oldest message", value: total.queue_depth > 0 ? formatAge(total.oldest_age_ms) : "none" },
  { label: "Dead letters", value: total.dead_letters, kind: "dead", href: "#/dead-letters" },
  { label: "Nodes", value: nodes, href: "#/nodes", note: plural(total.consumers, "consumer") },
];

function polledFigures(topics, load, statuses) {
  const waiting = load.subscriptions.reduce((sum, one) => sum + one.queue_depth, 0);
  const found = statuses && [...statuses.values()];
  const dead = found?.reduce((sum, one) => sum + one.dead_letters, 0);
  const oldest = found && Math.max(-1, ...found.map((one) => one.oldest_age_ms ?? -1));
  return [
    { label: "Topics", value: topics && count(topics.topics, topics.next), href: "#/topics" },
    { label: "Subscriptions", value: count(load.subscriptions, load.next), href: "#/queues" },
    { label: "Messages waiting", value: waiting, href: "#/queues" },
    { label: "Oldest message", value: oldest === null ? undefined : oldest < 0 ? "none" : formatAge(oldest) },
    { label: "Dead letters", value: dead ?? undefined, kind: "dead", href: "#/dead-letters" },
  ];
}

const count = (rows, next) => formatNumber(rows.length) + (next ? "+" : "");

function Deepest({ subscriptions }) {
  const rows = subscriptions.filter((one) => one.queue_depth > 0)
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

function Attention({ rows, statuses, subscriptions, topics }) {
  const items = [
    ...rows.filter((one) => (statuses?.get(one.id)?.dead_letters ?? 0) > 0).map((one) => ({
      key: "dead" + one.id,
      address: href("/queues/" + one.id, { state: "dead" }),
      name: one.topic_name,
      text: `${plural(statuses.get(one.id).dead_letters, "dead letter")} of ${one.endpoint_name}`,
    })),
    ...subscriptions.filter((one) => !one.is_active).map((one) => ({
      key: "paused" + one.id,
      address: "#/queues/" + one.id,
      name: one.topic_name,
      text: `The subscription of ${one.endpoint_name} is paused.`,
    })),
    ...topics.filter((one) => !one.is_active).map((one) => ({
      key: "topic" + one.id,
      address: "#/topics/" + one.id,
      name: one.name,
      text: "The topic refuses publications.",
    })),
  ].slice(0, SHOWN);
  return items.length === 0
    ? html`<${Empty} title="Nothing needs you."><p>No dead letters, and nothing is paused.</p><//>`
    : html`<ul class="plain-list">${items.map(({ key, address, name, text }) => html`
        <li key=${key}><a href=${address}>${name}</a><span class="note"><bdi>${text}</bdi></span></li>`)}</ul>`;
}

/** What changed while this window watched; before that, the newest topics. */
function Latest({ topics }) {
  const changed = useStore(changes);
  if (changed.length > 0) {
    return html`
      <section class="part card">
        <h2>What changed lately</h2>
        <ul class="plain-list rows">${changed.slice(0, SHOWN).map((one, at) => html`
          <li key=${at}><span><bdi>${one.name}</bdi> <span class="note">${one.kind} ${one.action}</span></span>
            <span class="note"><${Time} value=${one.at.toISOString()} /></span></li>`)}</ul>
      </section>`;
  }
  const rows = topics.slice(-SHOWN).reverse();
  return html`
    <section class="part card">
      <h2>Newest topics</h2>
      ${rows.length === 0
        ? html`<${Empty} title="There is no topic yet."><p><a href="#/topics">Make the first one</a></p><//>`
        : html`<ul class="plain-list rows">${rows.map((topic) => html`
            <li key=${topic.id}><a href=${"#/topics/" + topic.id}>${topic.name}</a><span class="note"><${Time} value=${topic.created_at} /></span></li>`)}</ul>`}
    </section>`;
}
