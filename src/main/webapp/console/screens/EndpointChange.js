// Asks before a change of an endpoint ends subscriptions, and says which.
import { Confirm } from "../components/Confirm.js";
import { Losses } from "../components/Losses.js";
import { get, withQuery } from "../core/api.js";
import { plural } from "../core/format.js";
import { html } from "../core/html.js";
import { useLosses } from "../core/losses.js";
import { decide } from "../core/patterns.js";

const LISTED = 1_000;
const SHOWN = 10;

/** As the server decides: a subscription of an endpoint that is disabled stays. */
const isEnded = (changed) => (subscription) =>
  !decide("sub", subscription.topic_name, { ...changed, is_active: true }).isAllowed;

/** Whether an endpoint would lose subscriptions; also when it has more than can be looked at. */
export async function endsSubscriptions(changed) {
  const { data } = await get(withQuery("subscriptions", { limit: LISTED, endpoint_id: changed.id }));
  return Boolean(data.next) || data.subscriptions.some(isEnded(changed));
}

/** @param changed the endpoint as it would be */
export function EndpointChange({ endpoint, changed, save, onClose, onStale, onDone }) {
  const losses = useLosses({ endpoint_id: endpoint.id }, isEnded(changed));
  const topics = losses.rows?.map((one) => one.topic_name) ?? [];
  return html`
    <${Confirm} title="End subscriptions?" label="Save" typed=${losses.isCounted && losses.isMuch ? endpoint.name : ""}
      isReady=${losses.isCounted} action=${save} onClose=${onClose} onStale=${onStale} onDone=${onDone}>
      <p>With this, <bdi>${endpoint.name}</bdi> may no longer receive from some of its topics, and its subscriptions to them
      end. Deleted for good are</p>
      <${Losses} losses=${losses} />
      ${topics.length > 0 && html`
        <p>The topics are</p>
        <ul>
          ${topics.slice(0, SHOWN).map((name) => html`<li key=${name}><bdi>${name}</bdi></li>`)}
          ${topics.length > SHOWN && html`<li>and ${plural(topics.length - SHOWN, "other topic")}</li>`}
        </ul>`}
    <//>
  `;
}
