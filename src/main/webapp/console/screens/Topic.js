// One topic: who is subscribed, what it is set to, and a message to try it out.
import { Administrators, useMayChange } from "../components/Administrators.js";
import { Activity } from "../components/Badge.js";
import { Confirm } from "../components/Confirm.js";
import { ErrorNote } from "../components/ErrorNote.js";
import { Facts } from "../components/Facts.js";
import { Header } from "../components/Header.js";
import { Histories } from "../components/Histories.js";
import { Loading } from "../components/Loading.js";
import { Losses } from "../components/Losses.js";
import { Pager } from "../components/Pager.js";
import { Tabs } from "../components/Tabs.js";
import { Time } from "../components/Time.js";
import { patch, remove, withQuery } from "../core/api.js";
import { useBusy } from "../core/busy.js";
import { counted, formatBytes, formatDuration, formatNumber } from "../core/format.js";
import { html, useState } from "../core/html.js";
import { useLoad } from "../core/load.js";
import { useLosses } from "../core/losses.js";
import { navigate, useRoute } from "../core/router.js";
import { say } from "../core/toasts.js";
import { PublishForm } from "./PublishForm.js";
import { SubscribeForm } from "./SubscribeForm.js";
import { SubscriptionTable } from "./SubscriptionTable.js";
import { TopicForm } from "./TopicForm.js";

const UP = ["#/topics", "Topics"];
const PAGE = 100;

export function Topic({ id }) {
  const load = useLoad("topics/" + id);
  return html`<${Loading} load=${load} up=${UP} nameOf=${(topic) => topic.name}>${(topic) => html`<${Loaded} topic=${topic} load=${load} />`}<//>`;
}

function Loaded({ topic, load }) {
  const { query } = useRoute();
  const mayChange = useMayChange();
  const tab = query.show ?? "subscriptions";
  const [open, setOpen] = useState(null);
  const [error, setError] = useState(null);
  const [isBusy, alone] = useBusy();
  const close = () => setOpen(null);
  const subscriptions = useSubscriptions(topic);
  const pause = async () => {
    try {
      setError(null);
      await patch("topics/" + topic.id, { is_active: !topic.is_active }, load.etag);
      say(topic.is_active ? `Paused ${topic.name}: publications are refused.` : `${topic.name} takes publications again.`);
    } catch (failure) {
      setError(failure);
    }
    load.reload();
  };
  return html`
    <${Header} title=${topic.name} up=${UP}>
      <${Administrators}>
        <button type="button" onClick=${() => setOpen("edit")}>Edit</button>
        <button type="button" aria-disabled=${isBusy} onClick=${() => alone(pause)}>${topic.is_active ? "Pause" : "Resume"}</button>
        <button type="button" class="danger-quiet" onClick=${() => setOpen("delete")}>Delete</button>
      <//>
    <//>
    <${ErrorNote} error=${error} />
    <p class="status"><${Activity} isActive=${topic.is_active} /> ${topic.is_active ? "It takes publications." : "Publications are refused until it is resumed."}</p>
    <${Histories} path=${`statistics/topics/${topic.id}/history`} />
    <${Tabs} label="Parts of the topic" name="show" current=${tab} tabs=${[
      ["subscriptions", "Subscriptions", subscriptions.count],
      ...(mayChange ? [["publish", "Publish"]] : []),
      ["settings", "Settings"],
    ]} />
    ${tab === "subscriptions" && html`
      <${SubscriptionTable} load=${subscriptions.load} rows=${subscriptions.rows} isOfTopic onSubscribe=${() => setOpen("subscribe")} />
      <${Pager} next=${subscriptions.load.data?.next} />`}
    ${mayChange && html`<div hidden=${tab !== "publish"}><${PublishForm} topic=${topic} /></div>`}
    ${tab === "settings" && html`<${SettingsOf} topic=${topic} />`}
    ${open === "edit" && html`<${TopicForm} topic=${topic} etag=${load.etag} onClose=${close} onDone=${load.reload}
      onStale=${() => { close(); load.reload(); }} />`}
    ${open === "subscribe" && html`<${SubscribeForm} topic=${topic.name} onClose=${close} onDone=${subscriptions.load.reload} />`}
    ${open === "delete" && html`<${Deletion} topic=${topic} onClose=${close} />`}
  `;
}

/** Page by page; how many there are is known for sure when all are on the first. */
function useSubscriptions(topic) {
  const { query } = useRoute();
  const load = useLoad(withQuery("subscriptions", { limit: PAGE, topic_id: topic.id, after: query.after }));
  const rows = load.data?.subscriptions;
  const isAll = rows && !load.data.next && !query.after;
  return { load, rows, count: isAll ? formatNumber(rows.length) : undefined };
}

function Deletion({ topic, onClose }) {
  const losses = useLosses({ topic_id: topic.id });
  const lost = losses.subscriptions === undefined ? "all its subscriptions" : counted(losses.subscriptions, "subscription");
  return html`
    <${Confirm} title="Delete this topic?" label="Delete the topic" typed=${losses.isCounted && losses.isMuch ? topic.name : ""}
      isReady=${losses.isCounted} action=${() => remove("topics/" + topic.id)} onClose=${onClose}
      onDone=${() => { say(`Deleted ${topic.name} with ${lost}.`); navigate("/topics"); }}>
      <p>This deletes <bdi>${topic.name}</bdi> for good, and with it</p>
      <${Losses} losses=${losses} />
      ${losses.subscriptions === 0 && topic.on_no_subs === "accept" && html`<p>What it keeps for its first subscription is deleted too.</p>`}
    <//>
  `;
}

const SettingsOf = ({ topic }) => html`
  <${Facts} facts=${[
    ["Delivery", topic.has_gd ? "guaranteed: on disk before a publish returns" : "in memory first; a crash may lose the last moments"],
    ["Without subscriptions", topic.on_no_subs === "accept" ? "messages are kept for the first" : "messages are discarded"],
    ["Endpoints subscribe themselves", topic.is_api_sub_allowed ? "yes" : "no, only administrators subscribe them"],
    ["Messages in one queue", `at most ${formatNumber(topic.max_depth)}; then ${topic.overflow === "reject" ? "new ones are refused" : "the oldest are dropped"}`],
    ["Size of a message", `at most ${formatBytes(topic.max_message_size)}`],
    ["Messages expire after", formatDuration(topic.default_expiration)],
    ["Lease of a delivery", formatDuration(topic.default_lease)],
    ["Deliveries", `${formatNumber(topic.max_deliveries)}, then it is a dead letter`],
    ["Kept after everybody is done", topic.retention === 0 ? "no" : formatDuration(topic.retention)],
    ["Created", html`<${Time} value=${topic.created_at} />`],
  ]} />
`;
