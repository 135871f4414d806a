// Says that the server is out of reach, for as long as it is.
import { connection } from "../core/connection.js";
import { html } from "../core/html.js";
import { useStore } from "../core/store.js";

export function ConnectionNote() {
  const { isLost } = useStore(connection);
  return html`
    <div role="status" class="connection">
      ${isLost && html`<p><span class="pulse"></span>The server does not answer. What you see may be
        old; it is brought up to date as soon as the server is back.</p>`}
    </div>
  `;
}
