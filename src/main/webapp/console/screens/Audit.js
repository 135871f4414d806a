// Who changed what, when, and from where.
import { Badge } from "../components/Badge.js";
import { Choice } from "../components/Field.js";
import { Empty } from "../components/Empty.js";
import { Header } from "../components/Header.js";
import { Loading } from "../components/Loading.js";
import { Pager } from "../components/Pager.js";
import { SearchField } from "../components/SearchField.js";
import { Time } from "../components/Time.js";
import { withQuery } from "../core/api.js";
import { html } from "../core/html.js";
import { useLoad } from "../core/load.js";
import { changeQuery, useRoute } from "../core/router.js";

const KINDS = ["topic", "endpoint", "subscription", "job", "connection", "alert", "database"];
const ACTIONS = ["create", "change", "delete", "start", "cancel", "disconnect", "acknowledge",
  "clear", "remove", "redeliver", "discard", "publish", "backup"];
const COLOURS = { create: "good", delete: "bad", disconnect: "off", cancel: "off" };

export function Audit() {
  const { query } = useRoute();
  const { name, kind, action, after } = query;
  const load = useLoad(withQuery("audit", { limit: 50, name, kind, action, after }));
  return html`
    <${Header} title="Audit log" note="Every change by an administrator: who, what, before and after, and from where." />
    <div class="tools low">
      <${SearchField} label="Search by name" />
      <${Filter} label="Kind" name="kind" value=${kind} options=${KINDS} />
      <${Filter} label="Action" name="action" value=${action} options=${ACTIONS} />
    </div>
    <${Loading} load=${load}>
      ${({ entries, next }) => html`
        ${entries.length > 0
          ? html`<ol class="entries card">${entries.map((entry) => html`<${Entry} key=${entry.id} entry=${entry} />`)}</ol>`
          : name || kind || action
            ? html`<${Empty} title="No entry matches."><p>Clear the search and the filters to see all.</p><//>`
            : html`<${Empty} title="No entries."><p>What administrators change appears here.</p><//>`}
        <${Pager} next=${next} />`}
    <//>
  `;
}

const Filter = ({ label, name, value = "", options }) => html`
  <${Choice} label=${label} name=${name} value=${value} options=${[["", "all"], ...options.map((one) => [one, one])]}
    onChange=${(chosen) => changeQuery({ [name]: chosen, after: "" })} />`;

const Entry = ({ entry }) => html`
  <li>
    <p><${Badge} kind=${COLOURS[entry.action] ?? "plain"}>${entry.action}<//> ${entry.kind} <strong><bdi>${entry.object_name}</bdi></strong></p>
    ${entry.changes.length > 0 && html`
      <dl class="changes">${entry.changes.map(({ field, before, after }) => html`
        <div key=${field}><dt>${field}</dt><dd>
          ${before && html`<del><bdi>${before}</bdi></del> `}${after && html`<ins><bdi>${after}</bdi></ins>`}</dd></div>`)}</dl>`}
    <p class="note"><${Time} value=${entry.time} />, ${entry.actor ? html`<bdi>${entry.actor}</bdi>` : "the server"}${entry.address && `, ${entry.address}`}</p>
  </li>
`;
