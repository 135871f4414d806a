// One subscription and its queue: what is ready, leased, delayed and dead.
import { Administrators } from "../components/Administrators.js";
import { Activity } from "../components/Badge.js";
import { Confirm } from "../components/Confirm.js";
import { ErrorNote } from "../components/ErrorNote.js";
import { Figures } from "../components/Figures.js";
import { Header } from "../components/Header.js";
import { Histories } from "../components/Histories.js";
import { Loading } from "../components/Loading.js";
import { Stale } from "../components/Stale.js";
import { Tabs } from "../components/Tabs.js";
import { patch, remove } from "../core/api.js";
import { useBusy } from "../core/busy.js";
import { hasOperations } from "../core/features.js";
import { counted, formatAge, formatNumber, plural } from "../core/format.js";
import { html, useState } from "../core/html.js";
import { useLoad } from "../core/load.js";
import { isMuch } from "../core/losses.js";
import { navigate, useRoute } from "../core/router.js";
import { useStore } from "../core/store.js";
import { say } from "../core/toasts.js";
import { DeadLetterList } from "./DeadLetterList.js";
import { JobForm } from "./JobForm.js";
import { MessageList } from "./MessageList.js";

const UP = ["#/queues", "Queues"];

export function Queue({ id }) {
  const load = useLoad("subscriptions/" + id);
  const status = useLoad(`subscriptions/${id}/queue`, { seconds: 3 });
  return html`<${Loading} load=${load} up=${UP} nameOf=${(subscription) => subscription.topic_name}>
    ${(subscription) => html`<${Loaded} subscription=${subscription} load=${load} status=${status} />`}
  <//>`;
}

function Loaded({ subscription, load, status }) {
  const { query } = useRoute();
  const state = query.state ?? "ready";
  const [open, setOpen] = useState(null);
  const [error, setError] = useState(null);
  const [isBusy, alone] = useBusy();
  const isComplete = useStore(hasOperations);
  const counts = countsOf(status.data);
  // What could not be loaded again may be long past.
  const certain = status.error ? undefined : counts;
  const pause = async () => {
    try {
      setError(null);
      await patch("subscriptions/" + subscription.id, { is_active: !subscription.is_active }, load.etag);
      say(subscription.is_active ? "Paused: the queue fills, and nothing is delivered." : "Delivering again.");
    } catch (failure) {
      setError(failure);
    }
    load.reload();
  };
  return html`
    <${Header} title=${subscription.topic_name} up=${UP}
      note=${html`Queue of <bdi>${subscription.endpoint_name}</bdi>`}>
      <${Administrators}>
        <button type="button" aria-disabled=${isBusy} onClick=${() => alone(pause)}>${subscription.is_active ? "Pause" : "Resume"}</button>
        ${isComplete && html`<button type="button" onClick=${() => setOpen("move")}>Move</button>`}
        <button type="button" class="danger-quiet" onClick=${() => setOpen("clear")}>Clear</button>
        <button type="button" class="danger-quiet" onClick=${() => setOpen("unsubscribe")}>Unsubscribe</button>
      <//>
    <//>
    <${ErrorNote} error=${error} />
    <p class="status"><${Activity} isActive=${subscription.is_active} /><span>${subscription.is_active
      ? html`It delivers what the line <code>${subscription.pattern_matched}</code> allows.`
      : "Nothing is delivered until it is resumed; the queue goes on filling."}</span></p>
    <${Stale} what="numbers" load=${status} />
    <${Figures} figures=${figures(counts, status.data)} />
    <${Histories} path=${`statistics/subscriptions/${subscription.id}/history`} />
    <${Tabs} label="States of messages" name="state" current=${state} tabs=${[
      ["ready", "Ready", counts && formatNumber(counts.ready)],
      ["leased", "Leased", counts && formatNumber(counts.leased)],
      ["delayed", "Delayed", counts && formatNumber(counts.delayed)],
      ["dead", "Dead letters", counts && formatNumber(counts.dead)],
    ]} />
    ${state === "dead"
      ? html`<${DeadLetterList} subscription=${subscription} total=${counts?.dead} onChange=${status.reload} />`
      : html`<${MessageList} key=${state} subscription=${subscription} state=${state} onChange=${status.reload} />`}
    ${open === "move" && html`<${JobForm} onClose=${() => setOpen(null)} onDone=${() => navigate("/jobs")}
      start=${{ kind: state === "dead" ? "move-dead-letters" : "move-messages", topic_name: subscription.topic_name,
        endpoint_name: subscription.endpoint_name, reason: query.reason ?? "" }} />`}
    ${open === "clear" && html`<${Clearing} subscription=${subscription} counts=${certain} onClose=${() => setOpen(null)} onDone=${status.reload} />`}
    ${open === "unsubscribe" && html`<${Ending} subscription=${subscription} counts=${certain} onClose=${() => setOpen(null)} />`}
  `;
}

function countsOf(status) {
  return status && {
    ready: status.queue_depth - status.leased - status.delayed,
    leased: status.leased,
    delayed: status.delayed,
    dead: status.dead_letters,
    all: status.queue_depth,
  };
}

const figures = (counts, status) => [
  { label: "Ready", value: counts?.ready, kind: "ready" },
  { label: "Leased", value: counts?.leased, kind: "leased" },
  { label: "Delayed", value: counts?.delayed, kind: "delayed" },
  { label: "Dead letters", value: counts?.dead, kind: counts?.dead > 0 ? "dead" : "" },
  { label: "Oldest message", value: status ? (status.oldest_age_ms === undefined ? "none" : formatAge(status.oldest_age_ms)) : undefined },
];

const Clearing = ({ subscription, counts, onClose, onDone }) => html`
  <${Confirm} title="Clear this queue?" label="Clear the queue" onClose=${onClose}
    typed=${isMuch(counts?.all) ? subscription.topic_name : ""}
    action=${() => remove(`subscriptions/${subscription.id}/messages`)}
    onDone=${({ data }) => { say(`Deleted ${plural(data.removed, "message")}.`); onDone(); }}>
    <p>This deletes ${counted(counts?.all, "message")} of <bdi>${subscription.endpoint_name}</bdi> for good,
    also those that are leased or delayed, and those that still arrive before you confirm. Dead letters stay, and other queues keep their copies.</p>
  <//>
`;

const Ending = ({ subscription, counts, onClose }) => html`
  <${Confirm} title="End this subscription?" label="Unsubscribe" onClose=${onClose}
    typed=${isMuch(counts?.all, counts?.dead) ? subscription.topic_name : ""}
    action=${() => remove("subscriptions/" + subscription.id)}
    onDone=${() => { say(`Unsubscribed ${subscription.endpoint_name}.`); navigate("/queues"); }}>
    <p><bdi>${subscription.endpoint_name}</bdi> gets nothing from <bdi>${subscription.topic_name}</bdi> any more. Deleted with it are</p>
    <ul>
      <li>${counted(counts?.all, "message")} that it has not taken</li>
      <li>${counted(counts?.dead, "dead letter")}</li>
    </ul>
  <//>
`;
