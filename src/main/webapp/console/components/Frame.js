// What is around every screen: the places to go, who is logged in, and whether the server is there.
import { html, useEffect, useRef } from "../core/html.js";
import { useRoute } from "../core/router.js";
import { ConnectionNote } from "./ConnectionNote.js";
import { Help } from "./Help.js";
import { Navigation } from "./Navigation.js";
import { Toasts } from "./Toasts.js";

export function Frame({ login, place, children }) {
  const { path } = useRoute();
  const main = useRef(null);
  const address = path.join("/");
  const isFirst = useRef(true);
  useEffect(() => {
    // Who reads by ear learns of the new screen; who has just arrived is where the page begins.
    if (!isFirst.current) {
      main.current?.focus({ preventScroll: true });
      scrollTo(0, 0);
    }
    isFirst.current = false;
  }, [address]);
  return html`
    <a class="skip" href="#main" onClick=${(event) => skip(event, main)}>Skip to the content</a>
    <div class="frame">
      <${Navigation} login=${login} place=${place} />
      <div class="page">
        <${ConnectionNote} />
        <main id="main" tabindex="-1" ref=${main}>${children}</main>
      </div>
    </div>
    <${Toasts} />
    <${Help} />
  `;
}

/** The part behind the number sign is the screen, so the link must not change it. */
function skip(event, main) {
  event.preventDefault();
  main.current?.focus();
}
