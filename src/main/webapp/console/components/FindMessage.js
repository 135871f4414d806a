// The way to a message whose id somebody has: from a log, an application or a toast.
import { hasOperations } from "../core/features.js";
import { html, useId, useState } from "../core/html.js";
import { navigate } from "../core/router.js";
import { useStore } from "../core/store.js";

export function FindMessage() {
  const [text, setText] = useState("");
  const id = useId();
  const find = (event) => {
    event.preventDefault();
    if (text.trim()) {
      navigate("/messages/" + encodeURIComponent(text.trim()));
    }
  };
  return useStore(hasOperations) && html`
    <form class="find" onSubmit=${find}>
      <label class="hidden" for=${id}>Message id</label>
      <input id=${id} value=${text} placeholder="Message id" autocomplete="off" autocapitalize="none" spellcheck="false"
        onInput=${(event) => setText(event.target.value)} />
      <button type="submit">Find the message</button>
    </form>
  `;
}
