// Where there is nothing: why, and what to do next.
import { html } from "../core/html.js";

export const Empty = ({ title, children }) => html`
  <div class="empty">
    <p class="empty-title">${title}</p>
    ${children}
  </div>
`;
