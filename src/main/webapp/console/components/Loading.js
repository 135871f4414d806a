// For the moment before the first response, and when what was there is not there any more.
import { html } from "../core/html.js";
import { ErrorNote } from "./ErrorNote.js";
import { Header } from "./Header.js";
import { Stale } from "./Stale.js";

const GONE = "It is not there any more.";

/**
 * Shows children once there is data; what was loaded before stays beside an error.
 *
 * @param up where the way back leads, where children have the heading
 * @param nameOf says what that heading is
 */
export function Loading({ load, up, nameOf, children }) {
  const { data, error, reload } = load;
  const isGone = error?.status === 404;
  if (error && (data === null || isGone)) {
    const title = data === null ? (isGone ? "Nothing here" : "Not loaded") : nameOf?.(data);
    return html`
      ${up && html`<${Header} title=${title} up=${up} />`}
      <${ErrorNote} error=${data === null ? error : { title: GONE, message: error.message }}>
        <p><button type="button" onClick=${reload}>Try again</button></p>
      <//>`;
  }
  if (data === null) {
    return html`<p class="loading" role="status">Loading …</p>`;
  }
  return html`<${Stale} load=${load} />${children(data)}`;
}
