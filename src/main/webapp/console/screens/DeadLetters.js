// Which queues have dead letters.
import { Empty } from "../components/Empty.js";
import { Header } from "../components/Header.js";
import { Loading } from "../components/Loading.js";
import { Pager } from "../components/Pager.js";
import { SearchField } from "../components/SearchField.js";
import { Table } from "../components/Table.js";
import { withQuery } from "../core/api.js";
import { formatNumber } from "../core/format.js";
import { html } from "../core/html.js";
import { useLoad } from "../core/load.js";
import { href, useRoute } from "../core/router.js";
import { useStatuses } from "../core/statuses.js";

const COLUMNS = [
  {
    name: "topic",
    label: "Topic",
    kind: "main",
    value: (one) => one.topic_name,
    cell: (one) => html`<a href=${href("/queues/" + one.id, { state: "dead" })}>${one.topic_name}</a>`,
  },
  {
    name: "endpoint",
    label: "Endpoint",
    value: (one) => one.endpoint_name,
    cell: (one) => html`<bdi>${one.endpoint_name}</bdi>`,
  },
  {
    name: "dead",
    label: "Dead letters",
    kind: "number",
    value: (one) => one.dead,
    cell: (one) => formatNumber(one.dead),
  },
  {
    name: "depth",
    label: "Still waiting",
    kind: "number",
    value: (one) => one.queue_depth,
    cell: (one) => formatNumber(one.queue_depth),
  },
];

export function DeadLetters() {
  const { query } = useRoute();
  const load = useLoad(withQuery("subscriptions", { limit: 100, name: query.name, after: query.after }), { seconds: 15 });
  const statuses = useStatuses(load.data?.subscriptions);
  const rows = statuses && load.data?.subscriptions
    .map((one) => ({ ...one, dead: statuses.get(one.id)?.dead_letters ?? 0 }))
    .filter(({ dead }) => dead > 0)
    .sort((one, other) => other.dead - one.dead);
  return html`
    <${Header} title="Dead letters" note="Messages that used up their deliveries are kept here with the reason, until somebody puts them back or deletes them." />
    <div class="tools"><${SearchField} label="Search by topic or endpoint" /></div>
    <${Loading} load=${{ ...load, data: rows ?? null }}>
      ${() => rows.length > 0
        ? html`<${Table} columns=${COLUMNS} rows=${rows} caption="Queues with dead letters" />`
        : html`<${Empty} title="No dead letters."><p>Every message is delivered, or still waits for its turn.</p><//>`}
    <//>
    <${Pager} next=${load.data?.next} />
  `;
}
