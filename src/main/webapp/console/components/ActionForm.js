// A form that does one thing: while it does, it cannot be sent again, and it says what went wrong.
import { html, useState } from "../core/html.js";
import { ErrorNote } from "./ErrorNote.js";

/**
 * @param action returns a promise; onDone is told its result
 * @param children is called with the error, for the fields
 */
export function ActionForm({ action, onDone, label, kind = "primary", isReady = true, onCancel, onStale, children }) {
  const [error, setError] = useState(null);
  const [isBusy, setBusy] = useState(false);
  const submit = async (event) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      const result = await action();
      setBusy(false);
      onDone?.(result);
    } catch (failure) {
      setBusy(false);
      setError(failure);
    }
  };
  return html`
    <form onSubmit=${submit} novalidate>
      ${children(error)}
      <${ErrorNote} error=${error}>
        ${error?.code === "stale-version" && onStale && html`
          <p>Somebody else was faster. <button type="button" onClick=${onStale}>Load what is there now</button></p>`}
      <//>
      <div class="buttons">
        ${onCancel && html`<button type="button" onClick=${onCancel}>Cancel</button>`}
        <button type="submit" class=${kind} disabled=${isBusy || !isReady}>${isBusy ? "One moment …" : label}</button>
      </div>
    </form>
  `;
}
