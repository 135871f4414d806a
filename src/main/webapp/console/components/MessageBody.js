// The data of a message: JSON as a tree, text as it is, bytes in hexadecimal digits. None of it can do
// anything: it is text in the page, and the policy of the page runs no code but our own.
import { formatBytes } from "../core/format.js";
import { html, useState } from "../core/html.js";
import { parseExactly, print } from "../core/json.js";
import { say } from "../core/toasts.js";
import { JsonTree } from "./JsonTree.js";

const MOST_TEXT = 100_000;
const MOST_BYTES = 4_096;

export function MessageBody({ message }) {
  const [isRaw, setRaw] = useState(false);
  const form = formOf(message);
  const copy = async () => {
    await navigator.clipboard.writeText(form.text);
    say("Copied the data.");
  };
  return html`
    <div class="body">
      <div class="body-head">
        <span>${form.name}, ${formatBytes(message.size)}, <code>${message.mime_type}</code></span>
        ${form.tree !== undefined && html`<button type="button" class="small" aria-pressed=${isRaw}
          onClick=${() => setRaw(!isRaw)}>As text</button>`}
        ${navigator.clipboard && message.data !== undefined && html`<button type="button" class="small" onClick=${copy}>Copy</button>`}
      </div>
      <div class="body-data" tabindex="0" role="region" aria-label="Data">
        ${form.tree !== undefined && !isRaw
          ? html`<${JsonTree} value=${form.tree} />`
          : html`<pre><bdi>${shorten(form.text)}</bdi></pre>`}
      </div>
    </div>
  `;
}

function formOf({ data, data_encoding: encoding, mime_type: type }) {
  if (data === undefined) {
    return { name: "Data", text: "Only administrators see the data of messages." };
  }
  if (encoding === "base64") {
    return { name: "Bytes", text: hexadecimal(data) };
  }
  if (typeof data !== "string") {
    return { name: "JSON", tree: data, text: print(data) };
  }
  if (type.includes("json")) {
    try {
      return { name: "JSON as text", tree: parseExactly(data), text: data };
    } catch {
      // It only says that it is JSON.
    }
  }
  return { name: "Text", text: data };
}

function shorten(text) {
  return text.length > MOST_TEXT
    ? text.slice(0, MOST_TEXT) + `\n… and ${text.length - MOST_TEXT} characters more`
    : text;
}

function hexadecimal(base64) {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const lines = [];
  for (let at = 0; at < Math.min(bytes.length, MOST_BYTES); at += 16) {
    lines.push(line(at, bytes.subarray(at, Math.min(at + 16, MOST_BYTES))));
  }
  const rest = bytes.length - MOST_BYTES;
  return lines.join("\n") + (rest > 0 ? `\n… and ${formatBytes(rest)} more` : "");
}

function line(at, bytes) {
  const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
  const text = String.fromCharCode(...[...bytes].map((byte) => (byte > 31 && byte < 127 ? byte : 46)));
  return `${at.toString(16).padStart(6, "0")}  ${digits.padEnd(47)}  ${text}`;
}
