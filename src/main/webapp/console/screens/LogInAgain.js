// The way back in when a session has ended: over the page, so that nothing typed there is lost.
import { Dialog } from "../components/Dialog.js";
import { html, useEffect } from "../core/html.js";
import { lookAgain } from "../core/session.js";
import { LogInForm } from "./LogIn.js";

export function LogInAgain() {
  useEffect(() => {
    // Somebody may have logged in again in another window.
    const onVisible = () => document.hidden || lookAgain();
    document.addEventListener("visibilitychange", onVisible);
    return () => document.removeEventListener("visibilitychange", onVisible);
  }, []);
  return html`
    <${Dialog} title="Log in again">
      <p class="info" role="status">The session has ended. Log in again to go on where you were; as somebody
      else, you begin anew.</p>
      <${LogInForm} />
    <//>
  `;
}
