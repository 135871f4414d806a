// Who is logged in. The cookie is the browser's and no script can read it; what requests carry besides
// it is kept here, in memory.
import { call, get, remove, setCsrfToken, whenEnded } from "./api.js";
import { look } from "./features.js";
import { stop, watch } from "./figures.js";
import { createStore } from "./store.js";

/** The login; null without one. It says whether there was one that has ended. */
export const session = createStore({ login: null, hasEnded: false });

whenEnded(() => {
  if (session.get().login) {
    setCsrfToken("");
    stop();
    session.set({ login: null, hasEnded: true });
  }
});

/** Goes on with the session of this browser, if there is one. */
export async function resume() {
  try {
    const { data } = await get("session");
    begin(data);
  } catch {
    session.set({ login: null, hasEnded: false });
  }
}

export async function logIn(username, password) {
  begin(await open(`Basic ${base64(`${username}:${password}`)}`));
}

/** Sets the first password, with the link that the server has logged. */
export async function setUp(token, password) {
  begin(await open(`Setup ${token}`, { password }));
}

export async function logOut() {
  await remove("session");
  setCsrfToken("");
  stop();
  session.set({ login: null, hasEnded: false });
}

async function open(authorization, body) {
  return (await call("POST", "session", { authorization, body })).data;
}

function begin(login) {
  if (login.csrf_token) {
    setCsrfToken(login.csrf_token);
    session.set({ login, hasEnded: false });
    watch();
    look();
  }
}

function base64(text) {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
