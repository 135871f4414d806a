// The whole page: a login, or the frame with the screen of the address.
import { html, useEffect } from "../core/html.js";
import { listenToKeys } from "../core/keys.js";
import { useRoute } from "../core/router.js";
import { session } from "../core/session.js";
import { useStore } from "../core/store.js";
import { SetUp } from "../screens/SetUp.js";
import { LogIn } from "../screens/LogIn.js";
import { LogInAgain } from "../screens/LogInAgain.js";
import { Frame } from "./Frame.js";
import { OtherLogin } from "./OtherLogin.js";
import { Screen } from "./Screen.js";

export function App() {
  const { path } = useRoute();
  const { login, hasEnded, before } = useStore(session);
  useEffect(listenToKeys, []);
  if (path[0] === "set-up" && !login) {
    return html`<${SetUp} token=${path[1] ?? ""} />`;
  }
  if (!login) {
    return html`<${LogIn} />`;
  }
  // The key: what somebody sees is never left to somebody else.
  return html`
    <${Frame} key=${`${login.role} ${login.endpoint_name}`} login=${login} place=${path[0] ?? ""}><${Screen} path=${path} /><//>
    ${hasEnded && html`<${LogInAgain} />`}
    ${before && html`<${OtherLogin} login=${login} before=${before} />`}
  `;
}
