// The top of a screen: where one is, and what can be done here, by administrators if nothing else is said.
import { html, useEffect } from "../core/html.js";
import { session } from "../core/session.js";
import { useStore } from "../core/store.js";
import { Icon } from "./Icon.js";

export function Header({ title, up, children, note, isForAll }) {
  const mayChange = useStore(session).login?.role === "admin";
  useEffect(() => {
    document.title = `${title} – Tidings console`;
  }, [title]);
  return html`
    <div class="head">
      <div class="head-text">
        ${up && html`<a class="up" href=${up[0]}><${Icon} name="back" />${up[1]}</a>`}
        <h1><bdi>${title}</bdi></h1>
        ${note && html`<p class="lead">${note}</p>`}
      </div>
      ${children && (mayChange || isForAll) && html`<div class="actions">${children}</div>`}
    </div>
  `;
}
