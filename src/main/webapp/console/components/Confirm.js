// Asks before something is destroyed, and says what. When it is much, its name has to be typed.
import { html, useState } from "../core/html.js";
import { ActionForm } from "./ActionForm.js";
import { Dialog } from "./Dialog.js";
import { TextField } from "./Field.js";

export function Confirm({ title, label, typed, isReady = true, action, onDone, onStale, onClose, children }) {
  const [text, setText] = useState("");
  return html`
    <${Dialog} title=${title} onClose=${onClose}>
      <${ActionForm} action=${action} label=${label} kind="danger" isReady=${isReady && (!typed || text === typed)}
        onCancel=${onClose} onStale=${onStale} onDone=${(result) => { onClose(); onDone?.(result); }}>
        ${() => html`
          <div class="prose">${children}</div>
          ${typed && html`<${TextField} label=${html`Type <bdi class="typed">${typed}</bdi> to confirm`} name="typed"
            value=${text} onChange=${setText} autocomplete="off" spellcheck="false" autocapitalize="none" isWide />`}`}
      <//>
    <//>
  `;
}
