// Every setting, its value, and where that comes from.
import { Badge } from "../components/Badge.js";
import { Header } from "../components/Header.js";
import { Loading } from "../components/Loading.js";
import { NoMatch } from "../components/NoMatch.js";
import { SearchField } from "../components/SearchField.js";
import { Table } from "../components/Table.js";
import { html } from "../core/html.js";
import { useLoad } from "../core/load.js";
import { useRoute } from "../core/router.js";

const COLUMNS = [
  {
    name: "name",
    label: "Setting",
    kind: "main",
    value: (setting) => setting.name,
    cell: (setting) => html`<code>${setting.name}</code><p class="note">${setting.description}</p>`,
  },
  {
    name: "value",
    label: "Value",
    value: (setting) => setting.value ?? "",
    cell: (setting) => (setting.value === null ? html`<span class="note">not set</span>` : html`<code>${setting.value}</code>`),
  },
  {
    name: "source",
    label: "From",
    value: (setting) => setting.source ?? "",
    cell: (setting) => html`<${Badge} kind=${/default/i.test(setting.source) ? "plain" : "good"}>${setting.source}<//>`,
  },
];

export function Settings() {
  const { query } = useRoute();
  const load = useLoad("config", { seconds: 0 });
  const text = (query.name ?? "").toLowerCase();
  return html`
    <${Header} title="Settings" note="They are set where the server is started, and count from the next start on." />
    <div class="tools"><${SearchField} label="Search settings" /></div>
    <${Loading} load=${load}>
      ${({ settings }) => html`<${Found} text=${query.name}
        rows=${settings.filter(({ name, description }) => (name + " " + description).toLowerCase().includes(text))} />`}
    <//>
  `;
}

const Found = ({ rows, text }) =>
  rows.length > 0
    ? html`<${Table} columns=${COLUMNS} caption="Settings" rows=${rows} />`
    : html`<${NoMatch} what="setting" where="its name or description" text=${text} hint="Clear the search to see all." />`;
