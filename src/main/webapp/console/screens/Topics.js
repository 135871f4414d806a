// All topics: found, made, and opened.
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
import { TopicForm } from "./TopicForm.js";

const COLUMNS = [
  {
    name: "name",
    label: "Topic",
    kind: "main",
    value: (topic) => topic.name,
    cell: (topic) => html`<a href=${"#/topics/" + topic.id}>${topic.name}</a>`,
  },
  {
    name: "state",
    label: "State",
    value: (topic) => String(topic.is_active),
    cell: (topic) => html`<${Activity} isActive=${topic.is_active} />`,
  },
  {
    name: "gd",
    label: "Delivery",
    value: (topic) => String(topic.has_gd),
    cell: (topic) => (topic.has_gd ? "guaranteed" : "in memory first"),
  },
  {
    name: "depth",
    label: "Queue limit",
    kind: "number",
    value: (topic) => topic.max_depth,
    cell: (topic) => formatNumber(topic.max_depth),
  },
  {
    name: "created",
    label: "Created",
    kind: "time",
    value: (topic) => parseTime(topic.created_at).getTime(),
    cell: (topic) => html`<${Time} value=${topic.created_at} />`,
  },
];

export function Topics() {
  const { query } = useRoute();
  const [isMaking, setMaking] = useState(false);
  const load = useLoad(withQuery("topics", { limit: 50, name: query.name, after: query.after }));
  return html`
    <${Header} title="Topics" note="Publishers send messages to topics; each subscription keeps its own queue of them.">
      <${Administrators}>
        <button type="button" class="primary" onClick=${() => setMaking(true)}><${Icon} name="plus" />New topic</button>
      <//>
    <//>
    <div class="tools"><${SearchField} label="Search topics" /></div>
    <${Loading} load=${load}>
      ${({ topics, next }) => html`
        ${topics.length > 0
          ? html`<${Table} columns=${COLUMNS} rows=${topics} caption="Topics" next=${next} />`
          : html`<${None} name=${query.name} onMake=${() => setMaking(true)} />`}
        <${Pager} next=${next} />`}
    <//>
    ${isMaking && html`<${TopicForm} onClose=${() => setMaking(false)} onDone=${(topic) => navigate("/topics/" + topic.id)} />`}
  `;
}

const None = ({ name, onMake }) =>
  name
    ? html`<${Empty} title=${`No topic has “${name}” in its name.`}><p>Upper and lower case differ in names.</p><//>`
    : html`<${Empty} title="There is no topic yet.">
        <p>Make the first one, then let an endpoint publish to it.</p>
        <${Administrators}>
          <p><button type="button" class="primary" onClick=${onMake}>New topic</button></p>
        <//>
      <//>`;
