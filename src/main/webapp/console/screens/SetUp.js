// The first password of the administrator, by the link that the server logged at its first start.
import { ActionForm } from "../components/ActionForm.js";
import { TextField } from "../components/Field.js";
import { html, useEffect, useState } from "../core/html.js";
import { navigate } from "../core/router.js";
import { setUp } from "../core/session.js";
import { say } from "../core/toasts.js";

const SHORTEST = 8;

export function SetUp({ token }) {
  const [password, setPassword] = useState("");
  const [again, setAgain] = useState("");
  useEffect(() => {
    document.title = "Welcome – Tidings console";
  }, []);
  const isReady = password.length >= SHORTEST && password === again;
  const done = () => {
    say("The password of admin is set.");
    navigate("/");
  };
  return html`
    <main class="alone">
      <p class="brand large"><img src="icon.svg" alt="" width="40" height="40" />Tidings</p>
      <h1>Welcome</h1>
      <p>Choose a password for <code>admin</code>. This link is good once, for 15 minutes after the first start.</p>
      <${ActionForm} action=${() => setUp(token, password)} label="Set the password" isReady=${isReady} onDone=${done}>
        ${(error) => html`
          <input type="hidden" autocomplete="username" value="admin" />
          <${TextField} label="Password" name="password" type="password" error=${error} value=${password}
            hint="At least 8 characters" onChange=${setPassword} autocomplete="new-password" required isWide />
          <${TextField} label="The same again" name="again" type="password" value=${again}
            onChange=${setAgain} autocomplete="new-password" required isWide />`}
      <//>
      <p class="note"><a href="#/">Log in instead</a></p>
    </main>
  `;
}
