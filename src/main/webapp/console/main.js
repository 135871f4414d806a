// The console: see, find and mend what Tidings holds, by the administration API alone.
import { html, render } from "./core/html.js";
import { resume } from "./core/session.js";
import { App } from "./components/App.js";

await resume();
render(html`<${App} />`, document.getElementById("console"));
