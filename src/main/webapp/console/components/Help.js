// The shortcuts, behind the question mark.
import { html } from "../core/html.js";
import { hasShortcuts, isHelpOpen, PLACES, turnShortcuts } from "../core/keys.js";
import { useStore } from "../core/store.js";
import { Dialog } from "./Dialog.js";
import { Check } from "./Field.js";

export function Help() {
  const isOn = useStore(hasShortcuts);
  if (!useStore(isHelpOpen)) {
    return null;
  }
  return html`
    <${Dialog} title="Help" onClose=${() => isHelpOpen.set(false)}>
      <dl class="keys">
        <dt><kbd>/</kbd></dt><dd>Search on this screen</dd>
        <dt><kbd>?</kbd></dt><dd>This help</dd>
        <dt><kbd>Esc</kbd></dt><dd>Close what is open</dd>
        ${Object.entries(PLACES).map(([key, [, label]]) => html`
          <dt key=${key}><kbd>g</kbd> <kbd>${key}</kbd></dt><dd>${label}</dd>`)}
      </dl>
      <${Check} label="Use these shortcuts" name="shortcuts" value=${isOn} onChange=${turnShortcuts}
        hint="Kept in this browser. Esc closes what is open in any case." />
      <p class="note">Times are in the zone of your browser; point at one to see it in UTC. Whatever the
      console does, it does with the <a href="../">administration API</a>, so curl can do it too.</p>
    <//>
  `;
}
