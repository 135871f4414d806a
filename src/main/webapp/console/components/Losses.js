// What goes with subscriptions, in a question.
import { counted } from "../core/format.js";
import { html } from "../core/html.js";

/** @param losses what useLosses has counted */
export const Losses = ({ losses: { isCounted, rows, subscriptions, messages, deadLetters } }) =>
  isCounted
    ? html`
      <ul>
        <li>${subscriptions === undefined && rows?.length > 0 ? `at least ${counted(rows.length, "subscription")}` : counted(subscriptions, "subscription")} with their queues</li>
        <li>${counted(messages, "message")} that nobody has taken yet</li>
        <li>${counted(deadLetters, "dead letter")}</li>
      </ul>`
    : html`<p role="status">Counting what waits in the queues …</p>`;
