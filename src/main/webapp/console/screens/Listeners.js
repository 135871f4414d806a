// The methods of the application that are called with messages.
import { useMayChange } from "../components/Administrators.js";
import { Badge } from "../components/Badge.js";
import { Empty } from "../components/Empty.js";
import { ErrorNote } from "../components/ErrorNote.js";
import { Header } from "../components/Header.js";
import { Loading } from "../components/Loading.js";
import { Table } from "../components/Table.js";
import { post } from "../core/api.js";
import { html, useState } from "../core/html.js";
import { useLoad } from "../core/load.js";
import { say } from "../core/toasts.js";

export function Listeners() {
  const mayChange = useMayChange();
  const load = useLoad("listeners");
  const [error, setError] = useState(null);
  const change = async (listener, verb) => {
    try {
      setError(null);
      await post(`listeners/${encodeURIComponent(listener.name)}/${verb}`);
      say(verb === "pause" ? `Paused ${listener.name}.` : `${listener.name} receives again.`);
    } catch (failure) {
      setError(failure);
    }
    load.reload();
  };
  return html`
    <${Header} title="Listeners" note="Methods of the application that Tidings calls with messages." />
    <${ErrorNote} error=${error} />
    <${Loading} load=${load}>
      ${({ listeners }) => listeners.length > 0
        ? html`<${Table} columns=${mayChange ? withAction(change) : COLUMNS} rows=${listeners} caption="Listeners" />`
        : html`<${Empty} title="This application has no listeners.">
            <p>A method with <code>@TidingsListener</code> in an application that contains Tidings is one.</p>
          <//>`}
    <//>
  `;
}

const COLUMNS = [
  { name: "name", label: "Listener", kind: "main", value: (one) => one.name, cell: (one) => one.name },
  {
    name: "topic",
    label: "Topic",
    value: (one) => one.topic_name,
    cell: (one) => one.subscription_id ? html`<a href=${"#/queues/" + one.subscription_id}>${one.topic_name}</a>` : one.topic_name,
  },
  { name: "endpoint", label: "Endpoint", value: (one) => one.endpoint_name, cell: (one) => html`<bdi>${one.endpoint_name}</bdi>` },
  {
    name: "state",
    label: "State",
    value: (one) => one.state,
    cell: (one) => html`<${Badge} kind=${one.state === "paused" ? "off" : "good"}>${one.state}<//>`,
  },
  { name: "running", label: "Running", kind: "number", value: (one) => one.running, cell: (one) => `${one.running} of ${one.concurrency}` },
];

const withAction = (change) => [
  ...COLUMNS,
  {
    name: "action",
    label: "Action",
    cell: (one) => html`<button type="button" class="small" onClick=${() => change(one, one.state === "paused" ? "resume" : "pause")}>
      ${one.state === "paused" ? "Resume" : "Pause"}</button>`,
  },
];
