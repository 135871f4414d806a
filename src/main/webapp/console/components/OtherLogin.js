// Says that another window has logged somebody else in: a browser has one login for all its windows.
import { html } from "../core/html.js";
import { session } from "../core/session.js";
import { Dialog } from "./Dialog.js";

export function OtherLogin({ login, before }) {
  const accept = () => session.set({ ...session.get(), before: null });
  return html`
    <${Dialog} title="Somebody else has logged in" onClose=${accept}>
      <div class="prose">
        <p>Another window of this browser has logged in as <bdi>${login.endpoint_name}</bdi>, in place of
        <bdi> ${before.endpoint_name}</bdi>. What was open in this window is closed, and it goes on as
        <bdi> ${login.endpoint_name}</bdi>.</p>
      </div>
      <div class="buttons"><button type="button" class="primary" onClick=${accept}>Go on as ${login.endpoint_name}</button></div>
    <//>
  `;
}
