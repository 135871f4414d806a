// A question over the page. The browser keeps the keyboard inside and closes it with Escape.
import { html, useEffect, useId, useRef } from "../core/html.js";
import { Icon } from "./Icon.js";

/** @param onClose undefined when it has to be answered */
export function Dialog({ title, onClose, isWide = false, children }) {
  const element = useRef(null);
  const heading = useId();
  const backdrop = useBackdrop(element, onClose);
  // The browser tells a moment later that it has closed; whoever took it away knows.
  const isThere = useRef(true);
  useEffect(() => {
    const dialog = element.current;
    dialog.showModal();
    dialog.querySelector("input:not([type=checkbox]), textarea, .buttons button")?.focus();
    return () => {
      isThere.current = false;
      dialog.close();
    };
  }, []);
  const closed = () => (onClose ? onClose() : element.current?.showModal());
  return html`
    <dialog ref=${element} class=${isWide ? "dialog wide" : "dialog"} aria-labelledby=${heading}
      onClose=${() => isThere.current && closed()} onCancel=${(event) => onClose || event.preventDefault()} ...${backdrop}>
      <div class="dialog-body">
        <div class="dialog-head">
          <h2 id=${heading}>${title}</h2>
          ${onClose && html`
            <button type="button" class="bare" aria-label="Close" onClick=${onClose}><${Icon} name="close" /></button>`}
        </div>
        ${children}
      </div>
    </dialog>
  `;
}

/** A click beside the dialog closes it, unless that would lose what somebody has typed. */
function useBackdrop(element, onClose) {
  const isPressed = useRef(false);
  const isTyped = useRef(false);
  const isBeside = ({ target, clientX: x, clientY: y }) => {
    const { left, right, top, bottom } = element.current.getBoundingClientRect();
    return target === element.current && (x < left || x > right || y < top || y > bottom);
  };
  return {
    onInput: () => (isTyped.current = true),
    onPointerDown: (event) => (isPressed.current = isBeside(event)),
    onClick: (event) => isPressed.current && isBeside(event) && !isTyped.current && onClose?.(),
  };
}
