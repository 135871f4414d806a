// Work on many messages: how far it is, and an end before its time.
import { Administrators } from "../components/Administrators.js";
import { Badge } from "../components/Badge.js";
import { Empty } from "../components/Empty.js";
import { ErrorNote } from "../components/ErrorNote.js";
import { Header } from "../components/Header.js";
import { Icon } from "../components/Icon.js";
import { Loading } from "../components/Loading.js";
import { Pager } from "../components/Pager.js";
import { Time } from "../components/Time.js";
import { post, withQuery } from "../core/api.js";
import { formatNumber, plural } from "../core/format.js";
import { html, useState } from "../core/html.js";
import { useLoad } from "../core/load.js";
import { useRoute } from "../core/router.js";
import { say } from "../core/toasts.js";
import { JobForm, KINDS } from "./JobForm.js";

const COLOURS = { done: "good", running: "off", waiting: "plain", cancelled: "plain", failed: "bad" };

export function Jobs() {
  const { query } = useRoute();
  const [isMaking, setMaking] = useState(query.new === "1");
  const [error, setError] = useState(null);
  const load = useLoad(withQuery("jobs", { limit: 25, after: query.after }), { seconds: 2 });
  const cancel = async (job) => {
    try {
      setError(null);
      await post(`jobs/${job.id}/cancel`);
      say("Cancelled. What is done stays done.");
    } catch (failure) {
      setError(failure);
    }
    load.reload();
  };
  return html`
    <${Header} title="Jobs" note="What is done with many messages, in small steps, so that others go on meanwhile.">
      <${Administrators}>
        <button type="button" class="primary" onClick=${() => setMaking(true)}><${Icon} name="plus" />New job</button>
      <//>
    <//>
    <${ErrorNote} error=${error} />
    <${Loading} load=${load}>
      ${({ jobs, next }) => html`
        ${jobs.length > 0
          ? html`<ol class="entries card">${jobs.map((job) => html`<${Job} key=${job.id} job=${job} onCancel=${() => cancel(job)} />`)}</ol>`
          : html`<${Empty} title="No jobs."><p>A job moves, deletes or redelivers all messages that match a filter.</p><//>`}
        <${Pager} next=${next} />`}
    <//>
    ${isMaking && html`<${JobForm} onClose=${() => setMaking(false)} onDone=${load.reload} />`}
  `;
}

function Job({ job, onCancel }) {
  const isOpen = job.state === "running" || job.state === "waiting";
  return html`
    <li>
      <div class="part-head">
        <p><${Badge} kind=${COLOURS[job.state]}>${job.state}<//> <strong>${KINDS[job.kind]?.[0] ?? job.kind}</strong>
          ${job.topic_name && ` in ${job.topic_name}`}${job.endpoint_name && html` of <bdi>${job.endpoint_name}</bdi>`}${job.target_topic_name && ` to ${job.target_topic_name}`}</p>
        ${isOpen && html`<${Administrators}><button type="button" class="small" onClick=${onCancel}>Cancel</button><//>`}
      </div>
      <meter class="progress" min="0" max=${Math.max(job.total, 1)} value=${job.state === "done" ? Math.max(job.total, 1) : job.seen}
        aria-label="Messages looked at"></meter>
      <p class="note">${formatNumber(job.done)} done, ${formatNumber(job.seen)} of ${formatNumber(job.total)} looked at${job.rate ? `, ${formatNumber(Math.round(job.rate))} a second` : ""};
        ${" "}<${Time} value=${job.finished_at ?? job.started_at ?? job.created_at} />, <bdi>${job.created_by}</bdi></p>
      ${job.missing > 0 && html`<p class="note">${plural(job.missing, "message was", "messages were")} not there any more.</p>`}
      ${job.reason && html`<p class="note">${job.kind === "reject-messages"
        ? html`Reason: <bdi>${job.reason}</bdi>`
        : html`Only with “<bdi>${job.reason}</bdi>” in the reason`}</p>`}
      ${job.error && html`<p class="obstacle"><bdi>${job.error}</bdi></p>`}
    </li>
  `;
}
