// Says that what is shown could not be brought up to date, since when, and why.
import { connection } from "../core/connection.js";
import { formatTime } from "../core/format.js";
import { html } from "../core/html.js";
import { useStore } from "../core/store.js";

/**
 * Nothing for what is not there at all, and while the frame says that the server does not answer.
 *
 * @param what is shown, in a word or two, where that is a part of the screen
 */
export function Stale({ what, load: { error, since } }) {
  const { isLost } = useStore(connection);
  const isSaid = !error || error.status === 404 || isLost;
  return html`
    <div role="status">
      ${!isSaid && html`<p class="stale"><strong>${since ? `Not up to date since ${formatTime(since)}` : "Could not be loaded"}${what && `: ${what}`}.</strong>
        ${" "}${error.message}${error.code !== "connection-lost" && " The console goes on trying."}</p>`}
    </div>
  `;
}

/** Of the figures that the stream of events brings. */
export const LateFigures = ({ lateSince }) => html`
  <${Stale} what="figures" load=${{ error: lateSince && { message: "The stream of events brings nothing new." }, since: lateSince }} />`;
