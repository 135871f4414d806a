// A time in the zone of the viewer, with UTC for who points at it.
import { formatTime, formatUtc, parseTime } from "../core/format.js";
import { html } from "../core/html.js";

export function Time({ value }) {
  if (!value) {
    return "–";
  }
  const date = parseTime(value);
  return html`<time datetime=${date.toISOString()} title=${formatUtc(date)}>${formatTime(date)}</time>`;
}
