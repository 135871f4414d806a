// The nodes that share the database: which are there, since when, and what each does.
import { Badge } from "../components/Badge.js";
import { Empty } from "../components/Empty.js";
import { Header } from "../components/Header.js";
import { Loading } from "../components/Loading.js";
import { SearchField } from "../components/SearchField.js";
import { Table } from "../components/Table.js";
import { Time } from "../components/Time.js";
import { nodeEvents } from "../core/figures.js";
import { formatNumber } from "../core/format.js";
import { html } from "../core/html.js";
import { useLoad, useReloadAfter } from "../core/load.js";
import { useRoute } from "../core/router.js";

export function Nodes() {
  const { query } = useRoute();
  const load = useLoad("nodes");
  useReloadAfter(nodeEvents, load);
  return html`
    <${Header} title="Nodes" note="Servers with Tidings that share the database. Each says every ten seconds how it is." />
    <div class="tools"><${SearchField} label="Search nodes" /></div>
    <${Loading} load=${load}>${({ nodes }) => html`<${Found} nodes=${nodes} text=${query.name ?? ""} />`}<//>
  `;
}

function Found({ nodes, text }) {
  const rows = nodes.filter(({ name }) => name.toLowerCase().includes(text.toLowerCase()));
  if (rows.length === 0) {
    return html`<${Empty} title="No node has this in its name."><p>There are others: clear the search.</p><//>`;
  }
  return html`
    <${Table} columns=${COLUMNS} rows=${rows} caption="Nodes" />
    ${nodes.some((one) => one.state === "silent") && html`
      <p class="note">A silent node was not seen for a minute: it was killed, or does not reach the database. It is
        listed for an hour, or until a node of this name has started.</p>`}
    ${nodes.length === 1 && nodes[0].id === 0 && html`
      <p class="note">This database belongs to one node. With PostgreSQL, several may share it.</p>`}
  `;
}

const rate = (name, label) => ({
  name,
  label,
  kind: "number",
  value: (one) => one[name],
  cell: (one) => one[name].toFixed(1) + "/s",
});

const COLUMNS = [
  {
    name: "name",
    label: "Node",
    kind: "main",
    value: (one) => one.name,
    cell: (one) => html`<bdi>${one.name}</bdi>${one.is_this && html` <span class="note">this one</span>`}
      <p class="note">Tidings ${one.version}${one.server && ", " + one.server}</p>`,
  },
  {
    name: "state",
    label: "State",
    kind: "word",
    value: (one) => one.state,
    cell: (one) => html`<${Badge} kind=${one.state === "alive" ? "good" : "bad"}>${one.state}<//>
      ${one.state !== "alive" && html`<p class="note">last seen <${Time} value=${one.last_seen} /></p>`}`,
  },
  { name: "started", label: "Started", kind: "time", value: (one) => one.started_at, cell: (one) => html`<${Time} value=${one.started_at} />` },
  {
    name: "connections",
    label: "Connections",
    kind: "number",
    value: (one) => one.connections,
    cell: (one) => html`<a href="#/connections">${formatNumber(one.connections)}</a>`,
  },
  { name: "waiting", label: "Waiting", kind: "number", value: (one) => one.receives_waiting, cell: (one) => formatNumber(one.receives_waiting) },
  rate("publish_rate", "Published"),
  rate("delivery_rate", "Delivered"),
  rate("acknowledge_rate", "Acknowledged"),
];
