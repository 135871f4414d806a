// Which queues have dead letters: those with the most first.
import { Empty } from "../components/Empty.js";
import { Header } from "../components/Header.js";
import { Loading } from "../components/Loading.js";
import { Pager } from "../components/Pager.js";
import { SearchField } from "../components/SearchField.js";
import { LateFigures } from "../components/Stale.js";
import { Table } from "../components/Table.js";
import { withQuery } from "../core/api.js";
import { figures, MOST } from "../core/figures.js";
import { formatNumber } from "../core/format.js";
import { html } from "../core/html.js";
import { useLoad } from "../core/load.js";
import { href, useRoute } from "../core/router.js";
import { useStatuses } from "../core/statuses.js";
import { useStore } from "../core/store.js";

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
    value: (one) => one.dead_letters,
    cell: (one) => formatNumber(one.dead_letters),
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
  const live = useStore(figures);
  return html`
    <${Header} title="Dead letters" note="Messages that used up their deliveries, or were rejected for good, are kept here with the reason, until somebody puts them back or deletes them." />
    <div class="tools"><${SearchField} label="Search by topic or endpoint" /></div>
    ${live.isThere
      ? html`<${LateFigures} lateSince=${live.lateSince} /><${Live} queues=${[...live.subscriptions.values()]} total=${live.total.dead_letters} />`
      : live.isTried ? html`<${Polled} />` : html`<p class="loading" role="status">Loading …</p>`}
  `;
}

function Live({ queues, total }) {
  const { query } = useRoute();
  const text = query.name ?? "";
  const all = withDeadLetters(queues);
  const told = all.reduce((sum, one) => sum + one.dead_letters, 0);
  const rows = all.filter((one) => one.topic_name.includes(text) || one.endpoint_name.includes(text));
  return html`
    ${told < total && html`<p class="note">These are the ${MOST} queues with the most. <a href="#/queues">Queues</a> has all of them.</p>`}
    <${Rows} rows=${rows} text=${text} />`;
}

/** Without the stream of figures: page by page, by asking for each queue. */
function Polled() {
  const { query } = useRoute();
  const load = useLoad(withQuery("subscriptions", { limit: 100, name: query.name, after: query.after }), { seconds: 15 });
  const statuses = useStatuses(load.data?.subscriptions);
  const rows = statuses && load.data?.subscriptions
    .map((one) => ({ ...one, dead_letters: statuses.get(one.id)?.dead_letters ?? 0 }));
  return html`
    <${Loading} load=${{ ...load, data: rows ?? null }}>
      ${() => html`<${Rows} rows=${withDeadLetters(rows)} text=${query.name} next=${load.data.next} />`}
    <//>
    <${Pager} next=${load.data?.next} />`;
}

const withDeadLetters = (queues) =>
  queues.filter((one) => one.dead_letters > 0).sort((one, other) => other.dead_letters - one.dead_letters || one.id - other.id);

const Rows = ({ rows, text, next }) =>
  rows.length > 0
    ? html`<${Table} columns=${COLUMNS} rows=${rows} caption="Queues with dead letters" next=${next} />`
    : text
      ? html`<${Empty} title=${`No queue with dead letters has “${text}” in its names.`}><p>Upper and lower case differ in names.</p><//>`
      : html`<${Empty} title="No dead letters."><p>Every message is delivered, or still waits for its turn.</p><//>`;
