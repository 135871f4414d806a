// How things are, at a glance, and where to look next.
import { Alerts } from "../components/Alerts.js";
import { attention, QueueParts } from "../components/QueueParts.js";
import { Figures } from "../components/Figures.js";
import { Header } from "../components/Header.js";
import { Histories } from "../components/Histories.js";
import { Latest } from "../components/Latest.js";
import { LateFigures } from "../components/Stale.js";
import { figures } from "../core/figures.js";
import { formatAge, plural } from "../core/format.js";
import { html } from "../core/html.js";
import { useStore } from "../core/store.js";
import { PolledOverview } from "./PolledOverview.js";

export function Overview() {
  const live = useStore(figures);
  return html`
    <${Header} title="Overview" />
    <${Alerts} />
    ${live.isThere
      ? html`<${Live} live=${live} />`
      : live.isTried ? html`<${PolledOverview} />` : html`<p class="loading" role="status">Loading …</p>`}
  `;
}

function Live({ live }) {
  const rows = [...live.subscriptions.values()];
  return html`
    <${LateFigures} lateSince=${live.lateSince} />
    <${Figures} figures=${liveFigures(live)} />
    <${Histories} path="statistics/history" />
    <${QueueParts} deepest=${rows} attention=${attention(rows, [...live.topics.values()])} />
    <${Latest} />
  `;
}

const liveFigures = ({ total, nodes }) => [
  { label: "Published", value: `${total.publish_rate.minute.toFixed(1)}/s`, note: `${total.publish_rate.hour.toFixed(1)}/s in an hour` },
  { label: "Delivered", value: `${total.delivery_rate.minute.toFixed(1)}/s`, note: `${total.delivery_rate.hour.toFixed(1)}/s in an hour` },
  { label: "Waiting", value: total.queue_depth, href: "#/queues", note: `in ${plural(total.subscriptions, "queue")} of ${plural(total.topics, "topic")}` },
  { label: "Oldest message", value: total.queue_depth > 0 ? formatAge(total.oldest_age_ms) : "none" },
  { label: "Dead letters", value: total.dead_letters, kind: "dead", href: "#/dead-letters" },
  { label: "Nodes", value: nodes, href: "#/nodes", note: plural(total.consumers, "consumer") },
];
