// What the last actions did.
import { html } from "../core/html.js";
import { useStore } from "../core/store.js";
import { dismiss, toasts } from "../core/toasts.js";
import { Icon } from "./Icon.js";

export function Toasts() {
  const all = useStore(toasts);
  return html`
    <div class="toasts" role="status" aria-live="polite">
      ${all.map((toast) => html`
        <p class="toast" key=${toast.id}>
          <span>${toast.text}</span>
          <button type="button" class="bare" aria-label="Dismiss" onClick=${() => dismiss(toast.id)}>
            <${Icon} name="close" />
          </button>
        </p>`)}
    </div>
  `;
}
