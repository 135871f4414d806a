// The parts of one object; which one is shown stands in the address.
import { html } from "../core/html.js";
import { href, useRoute } from "../core/router.js";

export function Tabs({ label, name, tabs, current }) {
  const { path } = useRoute();
  const here = "/" + path.map(encodeURIComponent).join("/");
  return html`
    <nav class="tabs" aria-label=${label}>
      ${tabs.map(([key, text, count]) => html`
        <a key=${key} href=${href(here, { [name]: key })} aria-current=${key === current ? "true" : undefined}>
          ${text}${count !== undefined && html` <span class="count">${count}</span>`}
        </a>`)}
    </nav>
  `;
}
