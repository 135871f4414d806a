// What went wrong: the words of the API, each field at fault, and where to read on: in a new tab, so that what
// was typed stays.
import { html } from "../core/html.js";

export function ErrorNote({ error, children }) {
  if (!error) {
    return null;
  }
  const isDocumented = error.code && error.code !== "connection-lost";
  return html`
    <div class="error" role="alert">
      <p><strong>${error.title ?? "Something went wrong"}</strong> ${error.message}</p>
      ${error.errors?.length > 0 && html`
        <ul>${error.errors.map((one, at) => html`<li key=${at}><code>${one.field}</code> ${one.detail}</li>`)}</ul>`}
      ${children}
      ${isDocumented && html`<p class="note"><a href=${"../problems/" + encodeURIComponent(error.code)}
        target="_blank" rel="noopener">About ${error.code} (in a new tab)</a></p>`}
    </div>
  `;
}
