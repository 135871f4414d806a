// What administrators changed lately, as the audit log says.
import { changeEvents } from "../core/figures.js";
import { hasOperations } from "../core/features.js";
import { html } from "../core/html.js";
import { useLoad, useReloadAfter } from "../core/load.js";
import { useStore } from "../core/store.js";
import { Empty } from "./Empty.js";
import { Stale } from "./Stale.js";
import { Time } from "./Time.js";

const SHOWN = 8;

export function Latest() {
  const isThere = useStore(hasOperations);
  const load = useLoad(isThere ? `audit?limit=${SHOWN}` : null, { seconds: 60 });
  useReloadAfter(changeEvents, load);
  if (!load.data) {
    return html`<${Stale} what="what changed lately" load=${load} />`;
  }
  const { entries } = load.data;
  return html`
    <section class="part card">
      <h2>What changed lately</h2>
      <${Stale} load=${load} />
      ${entries.length === 0
        ? html`<${Empty} title="Nothing yet."><p><a href="#/topics">Make the first topic</a></p><//>`
        : html`<ul class="plain-list rows">${entries.map((one) => html`
            <li key=${one.id}><span><bdi>${one.object_name}</bdi> <span class="note">${one.kind}: ${one.action}</span></span>
              <span class="note"><${Time} value=${one.time} /></span></li>`)}</ul>`}
    </section>
  `;
}
