// The places to go. On a phone, the four that matter most are at the bottom, and the rest behind More.
import { hasOperations } from "../core/features.js";
import { html, useEffect, useRef, useState } from "../core/html.js";
import { isHelpOpen } from "../core/keys.js";
import { useRoute } from "../core/router.js";
import { logOut } from "../core/session.js";
import { useStore } from "../core/store.js";
import { say } from "../core/toasts.js";
import { Icon } from "./Icon.js";

/** The last says of some that not every server has them. */
const PLACES = [
  ["", "Overview", "overview"],
  ["topics", "Topics", "topics"],
  ["queues", "Queues", "queues"],
  ["dead-letters", "Dead letters", "dead-letters"],
  ["endpoints", "Endpoints", "endpoints"],
  ["access", "Access", "access"],
  ["listeners", "Listeners", "listeners"],
  ["nodes", "Nodes", "nodes", true],
  ["connections", "Connections", "connections", true],
  ["jobs", "Jobs", "jobs", true],
  ["audit", "Audit log", "audit", true],
  ["definitions", "Definitions", "definitions", true],
  ["settings", "Settings", "settings"],
];

export function Navigation({ login, place }) {
  const [isOpen, setOpen] = useState(false);
  const nav = useRef(null);
  const route = useRoute();
  const isComplete = useStore(hasOperations);
  const places = PLACES.filter(([, , , isOperation]) => !isOperation || isComplete);
  useEffect(() => setOpen(false), [route]);
  useEffect(() => (isOpen ? whenLeft(nav.current, () => setOpen(false)) : undefined), [isOpen]);
  return html`
    <header class="side">
      <a class="brand" href="#/"><img src="icon.svg" alt="" width="28" height="28" />Tidings</a>
      <nav ref=${nav} aria-label="Places" class=${isOpen ? "places open" : "places"}>
        <ul>
          ${places.map(([address, label, icon]) => html`
            <li key=${address}>
              <a href=${"#/" + address} aria-current=${place === address ? "page" : undefined}>
                <${Icon} name=${icon} /><span>${label}</span>
              </a>
            </li>`)}
        </ul>
        <button type="button" class="more" aria-expanded=${isOpen} onClick=${() => setOpen(!isOpen)}>
          <${Icon} name="more" /><span>More</span>
        </button>
      </nav>
      <div class="account">
        <p class="who">Logged in as <bdi>${login.endpoint_name}</bdi></p>
        <button type="button" class="quiet" onClick=${() => isHelpOpen.set(true)}>
          <${Icon} name="help" /><span>Help</span>
        </button>
        <button type="button" class="quiet" onClick=${leave}>
          <${Icon} name="out" /><span>Log out</span>
        </button>
      </div>
    </header>
  `;
}

function leave() {
  logOut().catch(() => say("The server did not log you out. Try again."));
}

/** Closes with Escape, and when the mouse or the keyboard goes elsewhere. */
function whenLeft(nav, close) {
  const escape = (event) => {
    if (event.key === "Escape") {
      close();
      nav.querySelector(".more").focus();
    }
  };
  const elsewhere = ({ target }) => nav.contains(target) || close();
  const listeners = { keydown: escape, pointerdown: elsewhere, focusin: elsewhere };
  Object.entries(listeners).forEach(([type, listener]) => document.addEventListener(type, listener));
  return () => Object.entries(listeners).forEach(([type, listener]) => document.removeEventListener(type, listener));
}
