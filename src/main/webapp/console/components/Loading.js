// For the moment before the first response.
import { html } from "../core/html.js";
import { ErrorNote } from "./ErrorNote.js";

/** Shows children once there is data; what was loaded before stays beside an error. */
export function Loading({ load, children }) {
  if (load.data === null && load.error) {
    return html`<${ErrorNote} error=${load.error}><p><button type="button" onClick=${load.reload}>Try again</button></p><//>`;
  }
  if (load.data === null) {
    return html`<p class="loading" role="status">Loading …</p>`;
  }
  return children(load.data);
}
