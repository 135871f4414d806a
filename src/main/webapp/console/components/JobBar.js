// A job that somebody has started here: how far it is, an end before its time, and what came of it.
import { post } from "../core/api.js";
import { formatNumber, plural } from "../core/format.js";
import { html, useEffect, useRef, useState } from "../core/html.js";
import { useLoad } from "../core/load.js";
import { say } from "../core/toasts.js";
import { ErrorNote } from "./ErrorNote.js";

const ENDED = ["done", "cancelled", "failed"];
/** Before a bar that is out of sight moves into it: most jobs have ended by then. */
const PATIENCE = 400;

/**
 * @param started the job, as the API has answered
 * @param outcome says what has been done to a number of messages
 * @param onEnd is told when it has ended, and whether it has failed
 */
export function JobBar({ started, outcome, onEnd, onDismiss }) {
  const load = useLoad("jobs/" + started.id, { seconds: 0.5 });
  const [error, setError] = useState(null);
  const bar = useRef(null);
  const job = load.data ?? started;
  const hasEnded = ENDED.includes(job.state);
  useEffect(() => {
    if (hasEnded) {
      say([outcome(job.done), missing(job), job.state === "cancelled" && "Cancelled: the rest stays."].filter(Boolean).join(" "));
      onEnd(job.state === "failed");
    }
  }, [hasEnded]);
  useEffect(() => {
    const timer = setTimeout(() => bar.current?.scrollIntoView({ block: "nearest" }), PATIENCE);
    return () => clearTimeout(timer);
  }, []);
  if (job.state === "failed") {
    return html`<${ErrorNote} error=${{ title: "The job has failed.", message: job.error }}>
      <p><button type="button" onClick=${onDismiss}>Dismiss</button></p><//>`;
  }
  const cancel = () => post(`jobs/${job.id}/cancel`).then(load.reload, setError);
  return html`
    <div class="tools chosen" role="status" ref=${bar}>
      <span>${formatNumber(job.seen)} of ${formatNumber(job.total)}</span>
      <meter class="progress" min="0" max=${Math.max(job.total, 1)} value=${job.seen} aria-label="Messages looked at"></meter>
      ${job.error && html`<span class="obstacle"><bdi>${job.error}</bdi></span>`}
      <button type="button" onClick=${cancel}>Cancel</button>
      <a href="#/jobs">Jobs</a>
    </div>
    <${ErrorNote} error=${error} />
  `;
}

const missing = ({ missing: count }) =>
  count > 0 && `${plural(count, "message was", "messages were")} not there any more.`;
