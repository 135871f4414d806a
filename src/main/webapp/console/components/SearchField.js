// A filter that is in the address, so it can be kept and sent to others.
import { html, useEffect, useRef, useState } from "../core/html.js";
import { hasShortcuts } from "../core/keys.js";
import { changeQuery, useRoute } from "../core/router.js";
import { useStore } from "../core/store.js";
import { Icon } from "./Icon.js";

const PAUSE = 250;

export function SearchField({ label }) {
  const { query } = useRoute();
  const hasKey = useStore(hasShortcuts);
  const [text, setText] = useState(query.name ?? "");
  const timer = useRef(0);
  useEffect(() => setText(query.name ?? ""), [query.name]);
  // What was typed for this screen is no filter of the next.
  useEffect(() => () => clearTimeout(timer.current), []);
  const change = (value) => {
    setText(value);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => changeQuery({ name: value, after: "" }, { replace: true }), PAUSE);
  };
  return html`
    <label class="search">
      <${Icon} name="search" />
      <span class="hidden">${label}</span>
      <input type="search" placeholder=${label} value=${text} spellcheck="false" autocapitalize="none"
        onInput=${(event) => change(event.target.value)} />
      ${hasKey && html`<kbd aria-hidden="true">/</kbd>`}
    </label>
  `;
}
