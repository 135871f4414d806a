// One endpoint: what it may do, and what it is subscribed to.
import { Administrators } from "../components/Administrators.js";
import { Activity } from "../components/Badge.js";
import { Confirm } from "../components/Confirm.js";
import { ErrorNote } from "../components/ErrorNote.js";
import { Facts } from "../components/Facts.js";
import { Header } from "../components/Header.js";
import { Loading } from "../components/Loading.js";
import { Losses } from "../components/Losses.js";
import { Pager } from "../components/Pager.js";
import { Time } from "../components/Time.js";
import { TryOut } from "../components/TryOut.js";
import { patch, remove, withQuery } from "../core/api.js";
import { useBusy } from "../core/busy.js";
import { html, useState } from "../core/html.js";
import { useLoad } from "../core/load.js";
import { useLosses } from "../core/losses.js";
import { navigate, useRoute } from "../core/router.js";
import { say } from "../core/toasts.js";
import { EndpointChange, endsSubscriptions } from "./EndpointChange.js";
import { EndpointForm } from "./EndpointForm.js";
import { SubscribeForm } from "./SubscribeForm.js";
import { SubscriptionTable } from "./SubscriptionTable.js";

const UP = ["#/endpoints", "Endpoints"];
const PAGE = 100;

export function Endpoint({ id }) {
  const load = useLoad("endpoints/" + id);
  return html`<${Loading} load=${load} up=${UP} nameOf=${({ name }) => name}>${(endpoint) => html`<${Loaded} endpoint=${endpoint} load=${load} />`}<//>`;
}

function Loaded({ endpoint, load }) {
  const [open, setOpen] = useState(null);
  const [error, setError] = useState(null);
  const [isBusy, alone] = useBusy();
  const close = () => setOpen(null);
  const isOurs = endpoint.type === "internal";
  const { query } = useRoute();
  const subscriptions = useLoad(withQuery("subscriptions", { limit: PAGE, endpoint_id: endpoint.id, after: query.after }));
  const rows = subscriptions.data?.subscriptions;
  const changed = () => {
    load.reload();
    subscriptions.reload();
  };
  const enable = async () => {
    await patch("endpoints/" + endpoint.id, { is_active: !endpoint.is_active }, load.etag);
    say(endpoint.is_active ? `Disabled ${endpoint.name}: its logins are refused.` : `${endpoint.name} can log in again.`);
  };
  // A topic may have got another name since; then any change ends the subscription to it.
  const enableOrAsk = async () => {
    try {
      setError(null);
      await ((await endsSubscriptions(endpoint)) ? setOpen("enable") : enable());
    } catch (failure) {
      setError(failure);
    }
    load.reload();
  };
  return html`
    <${Header} title=${endpoint.name} up=${UP}>
      ${!isOurs && html`
        <${Administrators}>
          <button type="button" onClick=${() => setOpen("edit")}>Edit</button>
          <button type="button" aria-disabled=${isBusy} onClick=${() => alone(enableOrAsk)}>${endpoint.is_active ? "Disable" : "Enable"}</button>
          <button type="button" class="danger-quiet" onClick=${() => setOpen("delete")}>Delete</button>
        <//>`}
    <//>
    <${ErrorNote} error=${error} />
    <p class="status"><${Activity} isActive=${endpoint.is_active} otherwise="disabled" /> ${isOurs
      ? "The server itself: what code inside it does without naming an endpoint. It stays as it is."
      : endpoint.is_active ? "It can log in." : "Its logins are refused until it is enabled."}</p>
    <${Facts} facts=${[
      ["Role", endpoint.role],
      ["Type", endpoint.type],
      ["Username", endpoint.username && html`<bdi>${endpoint.username}</bdi>`],
      ["Created", html`<${Time} value=${endpoint.created_at} />`],
    ]} />
    <section class="part">
      <h2>Patterns</h2>
      ${endpoint.patterns.length > 0
        ? html`<ol class="patterns">${endpoint.patterns.map((line, at) => html`<li key=${at}><code>${line}</code></li>`)}</ol>`
        : html`<p class="note">None, so it may use no topic.</p>`}
      <${TryOut} endpoint=${endpoint} />
    </section>
    <section class="part">
      <h2>Subscriptions</h2>
      <${SubscriptionTable} load=${subscriptions} rows=${rows} isOfEndpoint onSubscribe=${() => setOpen("subscribe")} />
      <${Pager} next=${subscriptions.data?.next} />
    </section>
    ${open === "edit" && html`<${EndpointForm} endpoint=${endpoint} etag=${load.etag} onClose=${close} onDone=${changed}
      onStale=${() => { close(); load.reload(); }} />`}
    ${open === "subscribe" && html`<${SubscribeForm} endpoint=${endpoint.name} onClose=${close} onDone=${subscriptions.reload} />`}
    ${open === "delete" && html`<${Deletion} endpoint=${endpoint} onClose=${close} />`}
    ${open === "enable" && html`<${EndpointChange} endpoint=${endpoint} changed=${endpoint} save=${enable} onClose=${close}
      onStale=${() => { close(); load.reload(); }} onDone=${changed} />`}
  `;
}

function Deletion({ endpoint, onClose }) {
  const losses = useLosses({ endpoint_id: endpoint.id });
  return html`
    <${Confirm} title="Delete this endpoint?" label="Delete the endpoint" onClose=${onClose}
      typed=${losses.isCounted && losses.isMuch ? endpoint.name : ""} isReady=${losses.isCounted}
      action=${() => remove("endpoints/" + endpoint.id)}
      onDone=${() => { say(`Deleted ${endpoint.name}.`); navigate("/endpoints"); }}>
      <p><bdi>${endpoint.name}</bdi> can log in no more. Deleted with it are</p>
      <${Losses} losses=${losses} />
      <p>What it has published stays.</p>
    <//>
  `;
}
