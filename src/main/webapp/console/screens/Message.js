// Where a message is in each queue, why, and what comes next.
import { Badge } from "../components/Badge.js";
import { Empty } from "../components/Empty.js";
import { Facts } from "../components/Facts.js";
import { Header } from "../components/Header.js";
import { Loading } from "../components/Loading.js";
import { Time } from "../components/Time.js";
import { formatBytes, plural } from "../core/format.js";
import { html } from "../core/html.js";
import { useLoad } from "../core/load.js";
import { href } from "../core/router.js";

const KINDS = { ready: "good", leased: "off", delayed: "off", dead_letter: "bad" };
const TABS = { ready: "ready", leased: "leased", delayed: "delayed", dead_letter: "dead" };

export function Message({ id }) {
  const load = useLoad("messages/" + encodeURIComponent(id));
  return html`
    <${Header} title=${id} up=${["#/queues", "Queues"]} />
    <${Loading} load=${load}>${(trace) => html`
      <p class="status">${trace.explanation}</p>
      <${Facts} facts=${facts(trace)} />
      <section class="part">
        <h2>In the queues</h2>
        ${trace.queues.length > 0
          ? html`<ol class="trace">${trace.queues.map((queue) => html`<${InQueue} key=${queue.subscription_id} queue=${queue} />`)}</ol>`
          : html`<${Empty} title="It is in no queue."><p>Nobody was subscribed, or everybody is done with it.</p><//>`}
      </section>`}
    <//>
  `;
}

const facts = (trace) => [
  ["Topic", trace.topic_name],
  ["Published", trace.pub_time && html`<${Time} value=${trace.pub_time} />`],
  ["Published by", trace.publisher_name && html`<bdi>${trace.publisher_name}</bdi>`],
  ["Allowed by", trace.pattern_matched && html`<code>${trace.pattern_matched}</code>`],
  ["Priority", trace.priority],
  ["Size", trace.size !== undefined && formatBytes(trace.size)],
  ["Due", trace.due_time && html`<${Time} value=${trace.due_time} />`],
];

function InQueue({ queue }) {
  const time = queue.leased_until ?? queue.died_time ?? queue.due_time;
  return html`
    <li class="card">
      <h3><a href=${href("/queues/" + queue.subscription_id, { state: TABS[queue.state] })}>
        <bdi>${queue.endpoint_name}</bdi></a> <${Badge} kind=${KINDS[queue.state] ?? "plain"}>${queue.state.replaceAll("_", " ")}<//></h3>
      <p>${queue.explanation} ${queue.next}</p>
      ${queue.reason && html`<p class="reason"><bdi>${queue.reason}</bdi></p>`}
      ${queue.obstacles.map((one) => html`<p key=${one.code} class="obstacle">${one.explanation}</p>`)}
      <p class="note">${plural(queue.delivery_count, "delivery", "deliveries")}${time && html`, <${Time} value=${time} />`}</p>
    </li>
  `;
}
