// A form that does one thing: while it does, it cannot be sent again, and it says what went wrong.
import { html, useEffect, useRef, useState } from "../core/html.js";
import { ErrorNote } from "./ErrorNote.js";

/**
 * @param action returns a promise; onDone is told its result
 * @param children is called with the error, for the fields
 */
export function ActionForm({ action, onDone, label, kind = "primary", isReady = true, onCancel, onStale, children }) {
  const [error, setError] = useState(null);
  const [isBusy, setBusy] = useState(false);
  const isSent = useRef(false);
  const form = useRef(null);
  useEffect(() => error && goToFault(form.current), [error]);
  const submit = async (event) => {
    event.preventDefault();
    if (isSent.current) {
      return;
    }
    isSent.current = true;
    setBusy(true);
    setError(null);
    try {
      const result = await action();
      setBusy(false);
      onDone?.(result);
    } catch (failure) {
      setBusy(false);
      setError(failure);
    } finally {
      isSent.current = false;
    }
  };
  // A disabled button would lose the keyboard, so it is only said to be while it works.
  return html`
    <form ref=${form} onSubmit=${submit} novalidate>
      ${children(error)}
      <${ErrorNote} error=${error}>
        ${error?.code === "stale-version" && onStale && html`
          <p>Somebody else was faster. <button type="button" onClick=${onStale}>Load what is there now</button></p>`}
      <//>
      <div class="buttons">
        ${onCancel && html`<button type="button" onClick=${onCancel}>Cancel</button>`}
        <button type="submit" class=${kind} disabled=${!isReady} aria-disabled=${isBusy || undefined}>${isBusy ? "One moment …" : label}</button>
      </div>
    </form>
  `;
}

/** To the first field that has to be mended; it may be folded away. */
function goToFault(form) {
  const field = form.querySelector("[aria-invalid=true]");
  const folded = field?.closest("details");
  if (folded) {
    folded.open = true;
  }
  field?.focus();
}
