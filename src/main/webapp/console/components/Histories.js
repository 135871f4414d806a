// What happened in the last minutes, the last hour, or the last two days.
import { withQuery } from "../core/api.js";
import { parseTime } from "../core/format.js";
import { figures } from "../core/figures.js";
import { html } from "../core/html.js";
import { useLoad } from "../core/load.js";
import { changeQuery, useRoute } from "../core/router.js";
import { useStore } from "../core/store.js";
import { Chart } from "./Chart.js";
import { Stale } from "./Stale.js";

const SPANS = [["1s", "5 minutes", 2], ["10s", "1 hour", 10], ["5m", "2 days", 60]];

/** Shows nothing where the server has no history. */
export function Histories({ path }) {
  const { query } = useRoute();
  const [resolution, , seconds] = SPANS.find(([key]) => key === query.span) ?? SPANS[0];
  const isThere = useStore(figures).isThere;
  const load = useLoad(isThere ? withQuery(path, { resolution }) : null, { seconds });
  const { data } = load;
  if (!data) {
    return html`<${Stale} what="history" load=${load} />`;
  }
  const end = parseTime(data.end);
  return html`
    <section class="part card">
      <div class="part-head">
        <h2>Lately</h2>
        <div class="spans" role="group" aria-label="Time span">
          ${SPANS.map(([key, label]) => html`<button type="button" class="small" key=${key} aria-pressed=${key === resolution}
            onClick=${() => changeQuery({ span: key }, { replace: true })}>${label}</button>`)}
        </div>
      </div>
      <${Stale} load=${load} />
      <div class="columns">
        <${Chart} title="Messages" end=${end} step=${data.step_ms} series=${[
          { name: "published", kind: "a", values: data.published },
          { name: "delivered", kind: "b", values: data.delivered },
          { name: "acknowledged", kind: "c", values: data.acknowledged },
        ]} />
        <${Chart} title="Waiting" end=${end} step=${data.step_ms} series=${[{ name: "in queues", kind: "a", values: data.queue_depth }]} />
      </div>
    </section>
  `;
}
