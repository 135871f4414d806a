// All topics, endpoints and subscriptions as one document: to keep, and to make so again. What an import
// would change is shown before it changes anything.
import { ActionForm } from "../components/ActionForm.js";
import { Administrators } from "../components/Administrators.js";
import { Badge } from "../components/Badge.js";
import { Empty } from "../components/Empty.js";
import { ErrorNote } from "../components/ErrorNote.js";
import { Check, TextArea } from "../components/Field.js";
import { Header } from "../components/Header.js";
import { Loading } from "../components/Loading.js";
import { call, get, withQuery } from "../core/api.js";
import { figures } from "../core/figures.js";
import { plural } from "../core/format.js";
import { html, useMemo, useState } from "../core/html.js";
import { print } from "../core/json.js";
import { useLoad } from "../core/load.js";
import { Problem } from "../core/problem.js";
import { useStore } from "../core/store.js";
import { say } from "../core/toasts.js";

/** More objects than a page can show. */
const MUCH = 5_000;
/** All of a large broker takes a while to read. */
const LONG = 120_000;
const SHOWN_CHANGES = 200;
const COLOURS = { create: "good", delete: "bad" };

export function Definitions() {
  const live = useStore(figures);
  const isLarge = live.isThere && live.total.topics + live.total.subscriptions > MUCH;
  const load = useLoad(isLarge || !live.isTried ? null : "definitions", { seconds: 0 });
  const shown = useMemo(() => load.data && print(load.data), [load.data]);
  const [error, setError] = useState(null);
  const [text, setText] = useState("");
  const [isPruning, setPruning] = useState(false);
  const [plan, setPlan] = useState(null);
  const put = (isDry) => call("PUT", withQuery("definitions", { dry_run: isDry ? "true" : "", prune: isPruning ? "true" : "" }), { body: read(text) });
  const change = (setter) => (value) => {
    setPlan(null);
    setter(value);
  };
  // What has been looked at is applied, and nothing else: others may have changed something since.
  const apply = async () => {
    const { data } = await put(true);
    return JSON.stringify(data.changes) === JSON.stringify(plan.changes) ? put(false) : { newPlan: data.changes };
  };
  const preview = (changes, isOther) => setPlan({ changes, isOther, turn: (plan?.turn ?? 0) + 1 });
  const done = ({ data, newPlan }) => {
    if (newPlan) {
      preview(newPlan, true);
      return;
    }
    say(`Applied ${plural(data.changes.length, "change")}.`);
    setPlan(null);
    load.reload();
  };
  return html`
    <${Header} title="Definitions" note="Topics, endpoints and subscriptions as one document. Passwords are not in it." isForAll>
      <button type="button" onClick=${() => exportAll().catch(setError)}>Export</button>
    <//>
    <${ErrorNote} error=${error} />
    <${Administrators}>
      <section class="part card">
        <h2>Import</h2>
        <${ActionForm} action=${() => put(true)} label="Show what it would change" isReady=${text.trim() !== ""} onDone=${({ data }) => preview(data.changes, false)}>
          ${(error) => html`
            <${TextArea} label="Document, in JSON" name="definitions" error=${error} rows="10" value=${text} onChange=${change(setText)} />
            <${Check} label="Also delete what is not in it" value=${isPruning} onChange=${change(setPruning)}
              hint="Of the kinds that it mentions: topics, endpoints, subscriptions" />`}
        <//>
      </section>
    <//>
    ${plan && html`
      <section class="part card" aria-live="polite">
        <h2>What it would change</h2>
        ${plan.isOther && html`<p class="obstacle"><strong>Nothing is applied yet.</strong> Something was changed since you looked. This is
          what the document would change now; look at it, and apply it then.</p>`}
        ${plan.changes.length === 0
          ? html`<${Empty} title="Nothing."><p>Everything is so already.</p><//>`
          : html`<${Plan} key=${plan.turn} plan=${plan.changes} onApply=${apply} onDone=${done} />`}
      </section>`}
    <section class="part">
      <h2>As it is now</h2>
      ${isLarge
        ? html`<${Empty} title=${`${plural(live.total.topics, "topic")} and ${plural(live.total.subscriptions, "subscription")}.`}>
            <p>That is too much to show here. Export has all of it.</p>
          <//>`
        : html`<${Loading} load=${load}>${() => html`<pre class="body-data" tabindex="0" role="region" aria-label="Definitions">${shown}</pre>`}<//>`}
    </section>
  `;
}

function Plan({ plan, onApply, onDone }) {
  const [typed, setTyped] = useState(false);
  const deletions = plan.filter(({ action }) => action === "delete").length;
  return html`
    <ol class="entries">${plan.slice(0, SHOWN_CHANGES).map((one) => html`
      <li key=${one.kind + one.name}>
        <p><${Badge} kind=${COLOURS[one.action] ?? "plain"}>${one.action}<//> ${one.kind} <strong><bdi>${one.name}</bdi></strong></p>
        ${one.changes?.length > 0 && html`<dl class="changes">${one.changes.map(({ field, before, after }) => html`
          <div key=${field}><dt>${field}</dt><dd>${before && html`<del><bdi>${before}</bdi></del> `}${after && html`<ins><bdi>${after}</bdi></ins>`}</dd></div>`)}</dl>`}
      </li>`)}</ol>
    ${plan.length > SHOWN_CHANGES && html`<p class="note">And ${plural(plan.length - SHOWN_CHANGES, "more change")}.</p>`}
    <${ActionForm} action=${onApply} label="Apply" kind=${deletions > 0 ? "danger" : "primary"} isReady=${deletions === 0 || typed} onDone=${onDone}>
      ${() => deletions > 0 && html`<${Check} label=${`Delete ${plural(deletions, "object")} with all messages in their queues`} value=${typed} onChange=${setTyped} />`}
    <//>
  `;
}

function read(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Problem(0, { title: "This is no JSON.", detail: error.message });
  }
}

async function exportAll() {
  save(print((await get("definitions", { patience: LONG })).data) + "\n");
}

/** As a file; the page may load nothing but what is its own, and this it only hands over. */
function save(text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = "tidings-definitions.json";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
