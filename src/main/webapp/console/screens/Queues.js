// All subscriptions, each with its queue.
import { Administrators } from "../components/Administrators.js";
import { FindMessage } from "../components/FindMessage.js";
import { Header } from "../components/Header.js";
import { Icon } from "../components/Icon.js";
import { Pager } from "../components/Pager.js";
import { SearchField } from "../components/SearchField.js";
import { withQuery } from "../core/api.js";
import { html, useState } from "../core/html.js";
import { useLoad } from "../core/load.js";
import { navigate, useRoute } from "../core/router.js";
import { SubscribeForm } from "./SubscribeForm.js";
import { SubscriptionTable } from "./SubscriptionTable.js";

export function Queues() {
  const { query } = useRoute();
  const [isMaking, setMaking] = useState(false);
  const load = useLoad(withQuery("subscriptions", { limit: 50, name: query.name, after: query.after }));
  return html`
    <${Header} title="Queues" note="Each subscription has a queue of its own, and a message stays there until its work is done.">
      <${Administrators}>
        <button type="button" class="primary" onClick=${() => setMaking(true)}><${Icon} name="plus" />Subscribe an endpoint</button>
      <//>
    <//>
    <div class="tools"><${SearchField} label="Search by topic or endpoint" /><${FindMessage} /></div>
    <${SubscriptionTable} load=${load} rows=${load.data?.subscriptions} text=${query.name} />
    <${Pager} next=${load.data?.next} />
    ${isMaking && html`<${SubscribeForm} onClose=${() => setMaking(false)} onDone=${(made) => navigate("/queues/" + made.id)} />`}
  `;
}
