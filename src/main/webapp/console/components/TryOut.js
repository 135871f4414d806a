// May this endpoint use that topic? And which line says so.
import { html, useId, useState } from "../core/html.js";
import { decide } from "../core/patterns.js";
import { Badge } from "./Badge.js";

export function TryOut({ endpoint, startTopic = "" }) {
  const [topic, setTopic] = useState(startTopic);
  const id = useId();
  const name = topic.startsWith("/") ? topic : "/" + topic;
  return html`
    <div class="try">
      <label for=${id}>Try a topic out</label>
      <input id=${id} value=${topic} placeholder="/orders/new" autocapitalize="none" spellcheck="false" autocomplete="off"
        onInput=${(event) => setTopic(event.target.value)} />
      <dl class="decisions" aria-live="polite">
        ${topic !== "" && [["pub", "Publish"], ["sub", "Receive"]].map(([kind, label]) => html`
          <${Decision} key=${kind} label=${label} decision=${decide(kind, name, endpoint)} />`)}
      </dl>
    </div>
  `;
}

const Decision = ({ label, decision }) => html`
  <div>
    <dt>${label}</dt>
    <dd>${decision.isAllowed ? html`<${Badge} kind="good">yes<//>` : html`<${Badge} kind="bad">no<//>`} <bdi>${decision.reason}</bdi></dd>
  </div>
`;
