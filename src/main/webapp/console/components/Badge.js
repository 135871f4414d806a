// A state in a word, with a colour that says it again.
import { html } from "../core/html.js";

export const Badge = ({ kind, children }) => html`<span class=${"badge " + kind}>${children}</span>`;

export const Activity = ({ isActive, otherwise = "paused" }) =>
  isActive ? html`<${Badge} kind="good">active<//>` : html`<${Badge} kind="off">${otherwise}<//>`;
