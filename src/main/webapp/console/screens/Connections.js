// Who is connected to which node, and how much each has.
import { useMayChange } from "../components/Administrators.js";
import { Confirm } from "../components/Confirm.js";
import { Empty } from "../components/Empty.js";
import { Header } from "../components/Header.js";
import { Loading } from "../components/Loading.js";
import { NoMatch } from "../components/NoMatch.js";
import { SearchField } from "../components/SearchField.js";
import { Table } from "../components/Table.js";
import { Time } from "../components/Time.js";
import { remove, withQuery } from "../core/api.js";
import { formatNumber } from "../core/format.js";
import { html, useState } from "../core/html.js";
import { useLoad } from "../core/load.js";
import { useRoute } from "../core/router.js";
import { say } from "../core/toasts.js";

export function Connections() {
  const { query } = useRoute();
  const mayChange = useMayChange();
  const [asking, setAsking] = useState(null);
  const load = useLoad(withQuery("connections", { name: query.name }));
  return html`
    <${Header} title="Connections" note="WebSockets that messages are pushed to, of all nodes. Those of other nodes are as they were within the last ten seconds." />
    <div class="tools"><${SearchField} label="Search by endpoint" /></div>
    <${Loading} load=${load}>
      ${({ connections }) => connections.length > 0
        ? html`<${Table} columns=${mayChange ? withAction(setAsking) : COLUMNS} rows=${connections} caption="Connections" />`
        : query.name
          ? html`<${NoMatch} what="connected endpoint" text=${query.name} />`
          : html`<${Empty} title="Nobody is connected.">
              <p>The <a href="../try.html">page to try it out</a> makes a connection.</p>
            <//>`}
    <//>
    ${asking && html`
      <${Confirm} title="Disconnect?" label="Disconnect" action=${() => remove("connections/" + encodeURIComponent(asking.id))}
        onClose=${() => setAsking(null)} onDone=${({ status }) => { say(outcome(status, asking)); load.reload(); }}>
        <p>The connection of <bdi>${asking.endpoint_name}</bdi> from ${asking.address} to <bdi>${asking.server_name}</bdi> is closed. What it has not settled, ${formatNumber(asking.unsettled)},
        goes back to its queue. It may connect again; to prevent that, disable the endpoint.</p>
      <//>`}
  `;
}

/** Another node is asked, and does it as soon as it hears. */
const outcome = (status, { server_name: node }) => status === 202 ? `Asked ${node} to disconnect it.` : "Disconnected.";

const COLUMNS = [
  { name: "endpoint", label: "Endpoint", kind: "main", value: (one) => one.endpoint_name, cell: (one) => html`<bdi>${one.endpoint_name || "not logged in yet"}</bdi>` },
  { name: "node", label: "Node", value: (one) => one.server_name, cell: (one) => html`<bdi>${one.server_name}</bdi>` },
  { name: "address", label: "From", kind: "word", value: (one) => one.address, cell: (one) => one.address },
  { name: "since", label: "Since", kind: "time", value: (one) => one.since, cell: (one) => html`<${Time} value=${one.since} />` },
  { name: "unsettled", label: "Unsettled", kind: "number", value: (one) => one.unsettled, cell: (one) => `${formatNumber(one.unsettled)} of ${formatNumber(one.window)}` },
  { name: "topics", label: "Topics", cell: (one) => one.topic_names.join(", ") },
];

const withAction = (onDisconnect) => [
  ...COLUMNS,
  { name: "action", label: "Action", cell: (one) => html`<button type="button" class="small" onClick=${() => onDisconnect(one)}>Disconnect</button>` },
];
