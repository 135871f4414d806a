// Who publishes and receives.
import { Administrators } from "../components/Administrators.js";
import { Activity } from "../components/Badge.js";
import { Empty } from "../components/Empty.js";
import { Header } from "../components/Header.js";
import { Icon } from "../components/Icon.js";
import { Loading } from "../components/Loading.js";
import { Pager } from "../components/Pager.js";
import { SearchField } from "../components/SearchField.js";
import { Table } from "../components/Table.js";
import { Time } from "../components/Time.js";
import { withQuery } from "../core/api.js";
import { formatNumber, parseTime } from "../core/format.js";
import { html, useState } from "../core/html.js";
import { useLoad } from "../core/load.js";
import { navigate, useRoute } from "../core/router.js";
import { EndpointForm } from "./EndpointForm.js";

const COLUMNS = [
  {
    name: "name",
    label: "Endpoint",
    kind: "main",
    value: (endpoint) => endpoint.name,
    cell: (endpoint) => html`<a href=${"#/endpoints/" + endpoint.id}><bdi>${endpoint.name}</bdi></a>`,
  },
  { name: "role", label: "Role", kind: "word", value: (endpoint) => endpoint.role, cell: (endpoint) => endpoint.role },
  { name: "type", label: "Type", kind: "word", value: (endpoint) => endpoint.type, cell: (endpoint) => endpoint.type },
  {
    name: "state",
    label: "State",
    value: (endpoint) => String(endpoint.is_active),
    cell: (endpoint) => html`<${Activity} isActive=${endpoint.is_active} otherwise="disabled" />`,
  },
  {
    name: "patterns",
    label: "Patterns",
    kind: "number",
    value: (endpoint) => endpoint.patterns.length,
    cell: (endpoint) => formatNumber(endpoint.patterns.length),
  },
  {
    name: "created",
    label: "Created",
    kind: "time",
    value: (endpoint) => parseTime(endpoint.created_at).getTime(),
    cell: (endpoint) => html`<${Time} value=${endpoint.created_at} />`,
  },
];

export function Endpoints() {
  const { query } = useRoute();
  const [isMaking, setMaking] = useState(false);
  const load = useLoad(withQuery("endpoints", { limit: 50, name: query.name, after: query.after }));
  return html`
    <${Header} title="Endpoints" note="Who publishes and receives: a name, a password, a role, and patterns that say on which topics.">
      <${Administrators}>
        <button type="button" class="primary" onClick=${() => setMaking(true)}><${Icon} name="plus" />New endpoint</button>
      <//>
    <//>
    <div class="tools"><${SearchField} label="Search endpoints" /></div>
    <${Loading} load=${load}>
      ${({ endpoints, next }) => html`
        ${endpoints.length > 0
          ? html`<${Table} columns=${COLUMNS} rows=${endpoints} caption="Endpoints" next=${next} />`
          : html`<${Empty} title=${`No endpoint has “${query.name}” in its name.`}><p>Upper and lower case differ in names.</p><//>`}
        <${Pager} next=${next} />`}
    <//>
    ${isMaking && html`<${EndpointForm} onClose=${() => setMaking(false)} onDone=${(made) => navigate("/endpoints/" + made.id)} />`}
  `;
}
