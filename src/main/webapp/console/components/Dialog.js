// A question over the page. The browser keeps the keyboard inside and closes it with Escape.
import { html, useEffect, useId, useRef } from "../core/html.js";
import { Icon } from "./Icon.js";

export function Dialog({ title, onClose, isWide = false, children }) {
  const element = useRef(null);
  const heading = useId();
  // The browser tells a moment later that it has closed; whoever took it away knows.
  const isThere = useRef(true);
  useEffect(() => {
    const dialog = element.current;
    dialog.showModal();
    dialog.querySelector("input, textarea, .buttons button")?.focus();
    return () => {
      isThere.current = false;
      dialog.close();
    };
  }, []);
  return html`
    <dialog ref=${element} class=${isWide ? "dialog wide" : "dialog"} aria-labelledby=${heading}
      onClose=${() => isThere.current && onClose()} onClick=${(event) => event.target === element.current && onClose()}>
      <div class="dialog-body">
        <div class="dialog-head">
          <h2 id=${heading}>${title}</h2>
          <button type="button" class="bare" aria-label="Close" onClick=${onClose}><${Icon} name="close" /></button>
        </div>
        ${children}
      </div>
    </dialog>
  `;
}
