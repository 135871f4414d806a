// A few large numbers. They keep their width, so that nothing moves while they change.
import { formatNumber } from "../core/format.js";
import { html } from "../core/html.js";

export const Figures = ({ figures }) => html`
  <dl class="figures">
    ${figures.map(({ label, value, note, kind, href }) => html`
      <div key=${label} class=${"figure " + (value ? (kind ?? "") : "none")}>
        <dt>${href ? html`<a href=${href}>${label}</a>` : label}</dt>
        <dd>${typeof value === "number" ? formatNumber(value) : (value ?? "–")}</dd>
        ${note && html`<dd class="note">${note}</dd>`}
      </div>`)}
  </dl>
`;
