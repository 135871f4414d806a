// JSON as a tree that opens where one looks. Values are text, whatever they hold.
import { html, useState } from "../core/html.js";
import { Digits } from "../core/json.js";

const OPEN_DEPTH = 2;
const MOST_SHOWN = 200;

export function JsonTree({ value, name, depth = 0 }) {
  if (value === null || typeof value !== "object" || value instanceof Digits) {
    return html`<div class="json-line"><${Name} name=${name} /><${Scalar} value=${value} /></div>`;
  }
  return html`<${Branch} value=${value} name=${name} depth=${depth} />`;
}

function Branch({ value, name, depth }) {
  const [isOpen, setOpen] = useState(depth < OPEN_DEPTH);
  const [most, setMost] = useState(MOST_SHOWN);
  const isList = Array.isArray(value);
  const entries = isList ? value.map((one, at) => [at, one]) : Object.entries(value);
  const size = isList ? `[${entries.length}]` : `{${entries.length}}`;
  return html`
    <details class="json" open=${isOpen} onToggle=${(event) => setOpen(event.target.open)}>
      <summary><${Name} name=${name} /><span class="json-size">${size}</span></summary>
      ${isOpen && html`
        <div class="json-inner">
          ${entries.slice(0, most).map(([key, one]) => html`<${JsonTree} key=${key} name=${String(key)} value=${one} depth=${depth + 1} />`)}
          ${entries.length > most && html`<button type="button" onClick=${() => setMost(most * 10)}>
            Show more of ${entries.length}</button>`}
        </div>`}
    </details>
  `;
}

const Name = ({ name }) => name !== undefined && html`<span class="json-name"><bdi>${name}</bdi>: </span>`;

function Scalar({ value }) {
  if (value instanceof Digits) {
    return html`<span class="json-number">${value.text}</span>`;
  }
  const kind = value === null ? "null" : typeof value;
  return html`<span class=${"json-" + kind}>${kind === "string" ? html`"<bdi>${value}</bdi>"` : String(value)}</span>`;
}
