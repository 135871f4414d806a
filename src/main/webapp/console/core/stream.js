// Server-sent events by fetch: an EventSource can send no header, and so not the token of the session.
import { open } from "./api.js";

/** The server tells something every second. */
const LONGEST_SILENCE = 10_000;

/**
 * Reads events until the stream ends.
 *
 * @param path with the stream
 * @param lastId of the event after which to go on; empty for none
 * @param onEvent is told the type, the data, and the id of each
 * @param signal ends it
 */
export async function readEvents(path, lastId, onEvent, signal) {
  const body = await open(path, lastId ? { "Last-Event-ID": lastId } : {}, signal);
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  let silence;
  try {
    while (true) {
      clearTimeout(silence);
      silence = setTimeout(() => reader.cancel().catch(() => {}), LONGEST_SILENCE);
      const { done, value } = await reader.read();
      if (done) {
        return;
      }
      const events = (text + value).split("\n\n");
      text = events.pop();
      events.forEach((event) => take(event, onEvent));
    }
  } finally {
    clearTimeout(silence);
    // Also when an event cannot be read: then nobody would take the others, and the next stream is a second one.
    reader.cancel().catch(() => {});
  }
}

function take(event, onEvent) {
  const fields = {};
  for (const line of event.split("\n")) {
    const [, name, value] = /^([a-z]+): ?(.*)$/.exec(line) ?? [];
    if (name) {
      fields[name] = value;
    }
  }
  if (fields.data) {
    onEvent(fields.event, JSON.parse(fields.data), fields.id);
  }
}
