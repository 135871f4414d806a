// A field of a form with its label, its hint, and what the API had to say about it.
import { html, useId } from "../core/html.js";

export function Field({ label, hint, name, error, children, isWide }) {
  const id = useId();
  const problem = error?.errors?.find((one) => one.field === name);
  const notes = [hint && id + "-hint", problem && id + "-error"].filter(Boolean).join(" ");
  const attributes = {
    id,
    name,
    "aria-describedby": notes || undefined,
    "aria-invalid": problem ? "true" : undefined,
  };
  return html`
    <div class=${isWide ? "field wide" : "field"}>
      <label for=${id}>${label}</label>
      ${children(attributes)}
      ${hint && html`<p class="hint" id=${id + "-hint"}>${hint}</p>`}
      ${problem && html`<p class="field-error" id=${id + "-error"}>${problem.detail}</p>`}
    </div>
  `;
}

export const TextField = ({ label, hint, name, error, value, onChange, isWide, ...others }) => html`
  <${Field} label=${label} hint=${hint} name=${name} error=${error} isWide=${isWide}>
    ${(attributes) => html`<input ...${attributes} ...${others} value=${value}
      onInput=${(event) => onChange(event.target.value)} />`}
  <//>
`;

export const TextArea = ({ label, hint, name, error, value, onChange, ...others }) => html`
  <${Field} label=${label} hint=${hint} name=${name} error=${error} isWide>
    ${(attributes) => html`<textarea ...${attributes} ...${others} value=${value} spellcheck="false"
      onInput=${(event) => onChange(event.target.value)}></textarea>`}
  <//>
`;

export const Choice = ({ label, hint, name, error, value, onChange, options }) => html`
  <${Field} label=${label} hint=${hint} name=${name} error=${error}>
    ${(attributes) => html`<select ...${attributes} value=${value} onChange=${(event) => onChange(event.target.value)}>
      ${options.map(([key, text]) => html`<option key=${key} value=${key} selected=${key === value}>${text}</option>`)}
    </select>`}
  <//>
`;

export const Check = ({ label, hint, value, onChange, name }) => {
  const id = useId();
  return html`
    <div class="field check">
      <input type="checkbox" id=${id} name=${name} checked=${value} aria-describedby=${hint && id + "-hint"}
        onChange=${(event) => onChange(event.target.checked)} />
      <label for=${id}>${label}</label>
      ${hint && html`<p class="hint" id=${id + "-hint"}>${hint}</p>`}
    </div>
  `;
};
