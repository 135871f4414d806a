// To the next page of a list, and back to the first. Lists are read from a cursor on, not by number.
import { html } from "../core/html.js";
import { href, useRoute } from "../core/router.js";

export function Pager({ next }) {
  const { path, query } = useRoute();
  const here = "/" + path.map(encodeURIComponent).join("/");
  if (!next && !query.after) {
    return null;
  }
  return html`
    <nav class="pager" aria-label="Pages">
      ${query.after && html`<a class="button" href=${href(here, { ...query, after: "" })}>First page</a>`}
      ${next && html`<a class="button" href=${href(here, { ...query, after: next })}>Next page</a>`}
    </nav>
  `;
}
