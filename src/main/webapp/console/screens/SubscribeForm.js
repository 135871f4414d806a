// Subscribes an endpoint to a topic.
import { ActionForm } from "../components/ActionForm.js";
import { Dialog } from "../components/Dialog.js";
import { Field, TextField } from "../components/Field.js";
import { post } from "../core/api.js";
import { html, useState } from "../core/html.js";
import { useLoad } from "../core/load.js";
import { say } from "../core/toasts.js";

export function SubscribeForm({ topic, endpoint, onClose, onDone }) {
  const [topicName, setTopicName] = useState(topic ?? "");
  const [endpointName, setEndpointName] = useState(endpoint ?? "");
  const endpoints = useLoad("endpoints?limit=200", { seconds: 0 }).data?.endpoints ?? [];
  const subscribe = async () => {
    const { data } = await post("subscriptions", { topic_name: topicName, endpoint_name: endpointName });
    say(`Subscribed ${endpointName} to ${data.topic_name}.`);
    return data;
  };
  return html`
    <${Dialog} title="Subscribe an endpoint" onClose=${onClose}>
      <${ActionForm} action=${subscribe} label="Subscribe" onCancel=${onClose} onDone=${(made) => { onClose(); onDone?.(made); }}>
        ${(error) => html`
          <${TextField} label="Topic" name="topic_name" error=${error} value=${topicName} onChange=${setTopicName}
            autocapitalize="none" spellcheck="false" isWide />
          <${Field} label="Endpoint" name="endpoint_name" error=${error} isWide hint="A line sub= of its patterns has to match the topic.">
            ${(attributes) => html`
              <input ...${attributes} list="endpoints" value=${endpointName} autocomplete="off" spellcheck="false"
                onInput=${(event) => setEndpointName(event.target.value)} />
              <datalist id="endpoints">${endpoints.map(({ name }) => html`<option key=${name} value=${name} />`)}</datalist>`}
          <//>`}
      <//>
    <//>
  `;
}
