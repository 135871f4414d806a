// The way in, by the username and password of an endpoint that administers or monitors.
import { ActionForm } from "../components/ActionForm.js";
import { TextField } from "../components/Field.js";
import { html, useEffect, useState } from "../core/html.js";
import { logIn } from "../core/session.js";

export function LogIn() {
  useEffect(() => {
    document.title = "Log in – Tidings console";
  }, []);
  return html`
    <main class="alone">
      <a class="brand large" href="../"><img src="icon.svg" alt="" width="40" height="40" />Tidings</a>
      <h1>Log in</h1>
      <${LogInForm} />
      <p class="note">Any endpoint with the role admin can log in; one with the role monitor can look on. After the
      first start, the log of the server has a link that sets the password of <code>admin</code>.</p>
    </main>
  `;
}

export function LogInForm() {
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  return html`
    <${ActionForm} action=${() => logIn(username, password)} label="Log in">
      ${() => html`
        <${TextField} label="Username" name="username" value=${username} onChange=${setUsername}
          autocomplete="username" autocapitalize="none" spellcheck="false" required isWide />
        <${TextField} label="Password" name="password" type="password" value=${password}
          onChange=${setPassword} autocomplete="current-password" required isWide />`}
    <//>
  `;
}
