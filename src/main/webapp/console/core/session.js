// Who is logged in. The cookie is the browser's and no script can read it; what requests carry besides
// it is kept here, in memory.
import { call, get, remove, setCsrfToken, whenDenied, whenEnded } from "./api.js";
import { look } from "./features.js";
import { pause, stop, watch } from "./figures.js";
import { createStore } from "./store.js";
import { toasts } from "./toasts.js";

const NOBODY = { login: null, hasEnded: false, before: null };

/**
 * The login; null without one. When it has ended on the server, it stays until somebody logs in again.
 * Before is who was logged in when another window logged somebody else in.
 */
export const session = createStore(NOBODY);

/** All that the sessions of this login have had, the newest last. */
let tokens = [];
let renewal = null;

whenEnded(() => {
  const { login, hasEnded } = session.get();
  if (login && !hasEnded) {
    setCsrfToken("");
    pause();
    session.set({ ...NOBODY, login, hasEnded: true });
  }
});

whenDenied(async (token) => {
  if (token === tokens.at(-1)) {
    renewal ??= lookAgain().finally(() => (renewal = null));
    await renewal;
  }
  // What was to be done as one user is never done as another.
  return tokens.includes(token) && token !== tokens.at(-1);
});

/** Goes on with the session of this browser, if there is one. */
export async function resume() {
  try {
    const { data } = await get("session");
    begin(data);
  } catch {
    session.set(NOBODY);
  }
}

/** Goes on with the session that another window of this browser has begun, if it has. */
export async function lookAgain() {
  try {
    const { data } = await get("session");
    const { login, hasEnded } = session.get();
    if (hasEnded || data.csrf_token !== tokens.at(-1)) {
      begin(data, isSame(login, data) ? null : login);
    }
  } catch {
    // There is none, or the server is away; whoever asked says so.
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
  try {
    await remove("session");
  } catch (error) {
    if (error.status !== 401) {
      throw error;
    }
  }
  end();
}

/** Of another login, nothing stays. */
function end() {
  setCsrfToken("");
  tokens = [];
  stop();
  toasts.set([]);
  session.set(NOBODY);
}

async function open(authorization, body) {
  return (await call("POST", "session", { authorization, body })).data;
}

function begin(login, before = null) {
  if (!login.csrf_token) {
    return;
  }
  const old = session.get().login;
  if (old && !isSame(old, login)) {
    end();
    location.hash = "#/";
  }
  setCsrfToken(login.csrf_token);
  tokens.push(login.csrf_token);
  session.set({ login, hasEnded: false, before });
  watch();
  look();
}

const isSame = (one, other) =>
  one?.endpoint_name === other.endpoint_name && one.role === other.role;

function base64(text) {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
