// Names and values side by side.
import { html } from "../core/html.js";

export const Facts = ({ facts }) => html`
  <dl class="facts">
    ${facts.filter(([, value]) => value !== undefined && value !== "" && value !== null).map(([name, value]) => html`
      <div key=${name}><dt>${name}</dt><dd>${value}</dd></div>`)}
  </dl>
`;
