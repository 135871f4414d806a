// A page of messages: each a line that opens, and can be chosen.
import { hasOperations } from "../core/features.js";
import { formatBytes, plural } from "../core/format.js";
import { html } from "../core/html.js";
import { printLine } from "../core/json.js";
import { useStore } from "../core/store.js";
import { Facts } from "./Facts.js";
import { MessageBody } from "./MessageBody.js";
import { Time } from "./Time.js";

const PREVIEW = 160;

/**
 * @param selection a Set of ids, or undefined when nothing can be chosen
 * @param actions is called with an open message, for its buttons
 */
export function Messages({ messages, opened, onOpen, selection, onSelect, actions }) {
  const isExplained = useStore(hasOperations);
  return html`
    <ul class="messages">
      ${messages.map((message) => {
        const id = message.msg_id;
        return html`
          <li key=${id + (message.died_time_iso ?? "")} class=${opened === id ? "message open" : "message"}>
            <div class="message-line">
              ${selection && html`<input type="checkbox" aria-label=${"Choose " + id} checked=${selection.has(id)}
                onChange=${() => onSelect(id)} />`}
              <button type="button" class="message-button" aria-expanded=${opened === id} onClick=${() => onOpen(opened === id ? "" : id)}>
                <span class="message-preview"><bdi>${preview(message)}</bdi></span>
                <span class="message-facts">
                  ${message.reason && html`<span class="reason"><bdi>${message.reason}</bdi></span>`}
                  <span>priority ${message.priority}</span>
                  <span>${plural(message.delivery_count, "delivery", "deliveries")}</span>
                  <span>${formatBytes(message.size)}</span>
                  <${Time} value=${message.died_time_iso ?? message.pub_time} />
                </span>
              </button>
            </div>
            ${opened === id && html`
              <div class="message-inside">
                <${MessageBody} message=${message} />
                <${Facts} facts=${facts(message)} />
                <div class="buttons">
                  ${isExplained && html`<a class="button" href=${"#/messages/" + id}>Where it is</a>`}
                  ${actions(message)}
                </div>
              </div>`}
          </li>`;
      })}
    </ul>
  `;
}

function preview({ data, data_encoding: encoding }) {
  if (data === undefined) {
    return "data that only administrators see";
  }
  if (encoding === "base64") {
    return "bytes";
  }
  const text = typeof data === "string" ? data : printLine(data);
  return text.slice(0, PREVIEW).replace(/\s+/g, " ") || "empty";
}

const facts = (message) => [
  ["Message id", html`<code>${message.msg_id}</code>`],
  ["Published", html`<${Time} value=${message.pub_time} />`],
  ["Expires", new Date(message.expiration_time).getFullYear() > 2080 ? "never" : html`<${Time} value=${message.expiration_time} />`],
  ["Died", message.died_time_iso && html`<${Time} value=${message.died_time_iso} />`],
  ["Reason", message.reason && html`<bdi>${message.reason}</bdi>`],
  ["Deliveries", message.delivery_count],
  ["Delivery", message.has_gd ? "guaranteed" : "in memory first"],
  ["Subject", message.subject && html`<bdi>${message.subject}</bdi>`],
  ["Trace", message.traceparent && html`<bdi>${message.traceparent}</bdi>`],
  ["Correlation id", message.correl_id && html`<bdi>${message.correl_id}</bdi>`],
  ["In reply to", message.in_reply_to && html`<bdi>${message.in_reply_to}</bdi>`],
  ["Client id", message.ext_client_id && html`<bdi>${message.ext_client_id}</bdi>`],
  ...Object.entries(message.attributes ?? {}).map(([name, value]) => [name, html`<bdi>${value}</bdi>`]),
];
