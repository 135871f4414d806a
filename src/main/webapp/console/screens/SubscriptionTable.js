// Subscriptions and how much waits in their queues.
import { Administrators } from "../components/Administrators.js";
import { Activity } from "../components/Badge.js";
import { Empty } from "../components/Empty.js";
import { Icon } from "../components/Icon.js";
import { Loading } from "../components/Loading.js";
import { NoMatch } from "../components/NoMatch.js";
import { Table } from "../components/Table.js";
import { Time } from "../components/Time.js";
import { formatNumber, parseTime } from "../core/format.js";
import { html } from "../core/html.js";

const TOPIC = {
  name: "topic",
  label: "Topic",
  kind: "main",
  value: (one) => one.topic_name,
  cell: (one) => html`<a href=${"#/queues/" + one.id}>${one.topic_name}</a>`,
};
const ENDPOINT = {
  name: "endpoint",
  label: "Endpoint",
  value: (one) => one.endpoint_name,
  cell: (one) => html`<bdi>${one.endpoint_name}</bdi>`,
};
const ENDPOINT_FIRST = { ...ENDPOINT, kind: "main", cell: (one) => html`<a href=${"#/queues/" + one.id}><bdi>${one.endpoint_name}</bdi></a>` };
const OTHERS = [
  {
    name: "depth",
    label: "Messages",
    kind: "number",
    value: (one) => one.queue_depth,
    cell: (one) => formatNumber(one.queue_depth),
  },
  {
    name: "state",
    label: "State",
    value: (one) => String(one.is_active),
    cell: (one) => html`<${Activity} isActive=${one.is_active} />`,
  },
  {
    name: "created",
    label: "Since",
    kind: "time",
    value: (one) => parseTime(one.created_at).getTime(),
    cell: (one) => html`<${Time} value=${one.created_at} />`,
  },
];

export function SubscriptionTable({ load, rows, isOfTopic, isOfEndpoint, onSubscribe, text }) {
  const first = isOfTopic ? [ENDPOINT_FIRST] : isOfEndpoint ? [TOPIC] : [TOPIC, ENDPOINT];
  return html`
    ${onSubscribe && html`
      <${Administrators}>
        <div class="tools"><button type="button" onClick=${onSubscribe}><${Icon} name="plus" />Subscribe an endpoint</button></div>
      <//>`}
    <${Loading} load=${load}>
      ${() => rows.length > 0
        ? html`<${Table} columns=${[...first, ...OTHERS]} rows=${rows} caption="Subscriptions" next=${load.data.next} />`
        : text
          ? html`<${NoMatch} what="queue" where="its names" text=${text} />`
          : html`<${Empty} title="Nobody is subscribed.">
              <p>Endpoints subscribe themselves over the API, or you subscribe them here.</p>
            <//>`}
    <//>
  `;
}
