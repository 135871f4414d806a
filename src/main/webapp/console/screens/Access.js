// May an endpoint publish to a topic, or receive from it? And which line decides.
import { Badge } from "../components/Badge.js";
import { Empty } from "../components/Empty.js";
import { Header } from "../components/Header.js";
import { Loading } from "../components/Loading.js";
import { NoMatch } from "../components/NoMatch.js";
import { Pager } from "../components/Pager.js";
import { SearchField } from "../components/SearchField.js";
import { Table } from "../components/Table.js";
import { withQuery } from "../core/api.js";
import { html } from "../core/html.js";
import { useLoad } from "../core/load.js";
import { decide } from "../core/patterns.js";
import { changeQuery, useRoute } from "../core/router.js";

export function Access() {
  const { query } = useRoute();
  const load = useLoad(withQuery("endpoints", { limit: 100, name: query.name, after: query.after }), { seconds: 15 });
  const topic = query.topic ?? "";
  return html`
    <${Header} title="Access" note="Who may use a topic, and which line of their patterns says so." />
    <div class="tools low">
      <label class="field topic-field"><span>Topic</span>
        <input value=${topic} placeholder="/orders/new" autocapitalize="none" spellcheck="false"
          onInput=${(event) => changeQuery({ topic: event.target.value }, { replace: true })} />
      </label>
      <${SearchField} label="Search endpoints" />
    </div>
    ${topic === ""
      ? html`<${Empty} title="Type the name of a topic."><p>It need not exist: patterns are about names.</p><//>`
      : html`<${Loading} load=${load}>
          ${({ endpoints, next }) => html`
            ${endpoints.length > 0
              ? html`<${Table} columns=${columns(topic.startsWith("/") ? topic : "/" + topic)} rows=${endpoints} caption="Access of endpoints" next=${next} />`
              : html`<${NoMatch} what="endpoint" text=${query.name} />`}
            <${Pager} next=${next} />`}
        <//>`}
  `;
}

const columns = (topic) => [
  {
    name: "name",
    label: "Endpoint",
    kind: "main",
    value: (endpoint) => endpoint.name,
    cell: (endpoint) => html`<a href=${"#/endpoints/" + endpoint.id}><bdi>${endpoint.name}</bdi></a>`,
  },
  { name: "role", label: "Role", kind: "word", value: (endpoint) => endpoint.role, cell: (endpoint) => endpoint.role },
  column("pub", "Publish", topic),
  column("sub", "Receive", topic),
];

const column = (kind, label, topic) => ({
  name: kind,
  label,
  value: (endpoint) => String(!decide(kind, topic, endpoint).isAllowed),
  cell: (endpoint) => {
    const { isAllowed, reason } = decide(kind, topic, endpoint);
    return html`<span class="decision"><${Badge} kind=${isAllowed ? "good" : "bad"}>${isAllowed ? "yes" : "no"}<//><bdi>${reason}</bdi></span>`;
  },
});
