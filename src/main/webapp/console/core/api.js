// Calls of the administration API, and nothing else: what the console can do, curl can do.
import { report } from "./connection.js";
import { parseExactly } from "./json.js";
import { ConnectionLost, Problem } from "./problem.js";

const BASE = new URL("../api/v1/admin/", document.baseURI);
const UNREACHABLE = [502, 503, 504];
const REFUSED = [401, 403];
/** Until an answer begins, to what only reads; what changes something may take a while. */
const LONGEST_WAIT = 15_000;
/** Until an answer is there as a whole. */
const LONGEST = 120_000;

let csrfToken = "";
let onEnded = () => {};
let onDenied = async () => false;

export function setCsrfToken(token) {
  csrfToken = token;
}

/** Tells what to do when a session has ended on the server. */
export function whenEnded(listener) {
  onEnded = listener;
}

/**
 * Tells what to do when a request is refused: the cookie may be of a newer session.
 *
 * @param listener is told the token of the request, and promises whether to send it once more
 */
export function whenDenied(listener) {
  onDenied = listener;
}

/**
 * Sends a request.
 *
 * @param body an object, or JSON as a text, which is sent as it is
 * @param patience milliseconds until the answer has to begin
 * @returns {Promise<{status: number, data: any, etag: string}>}
 * @throws {Problem | ConnectionLost}
 */
export async function call(method, path, { body, ifMatch, authorization, exact, patience } = {}) {
  const headers = { Accept: "application/json" };
  if (body !== undefined) {
    headers["Content-Type"] = "application/json";
  }
  if (ifMatch) {
    headers["If-Match"] = ifMatch;
  }
  if (authorization) {
    headers.Authorization = authorization;
  }
  const text = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), LONGEST);
  try {
    const request = { method, headers, body: text, signal: late.signal };
    const response = await sendInSession(path, request, patience ?? (method === "GET" ? LONGEST_WAIT : LONGEST));
    const data = await read(response, path, request, exact);
    if (!response.ok) {
      throw problem(response.status, data, authorization);
    }
    return { status: response.status, data, etag: response.headers.get("ETag") ?? "" };
  } finally {
    clearTimeout(timer);
  }
}

/** With the token of the session; once more if another window has begun a new one meanwhile. */
async function sendInSession(path, request, patience) {
  const token = csrfToken;
  const response = await send(path, request, patience);
  if (request.headers.Authorization) {
    return response;
  }
  const isLook = path === "session" && request.method === "GET";
  if (REFUSED.includes(response.status) && !isLook && (await onDenied(token))) {
    return send(path, request, patience);
  }
  if (response.status === 401 && token === csrfToken) {
    onEnded();
  }
  return response;
}

async function send(path, request, patience) {
  const headers = { ...request.headers, "Tidings-Csrf": csrfToken };
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), patience);
  try {
    const signal = AbortSignal.any([request.signal, late.signal]);
    const response = await fetch(new URL(path, BASE), { ...request, headers, signal, cache: "no-store", redirect: "error" });
    report(UNREACHABLE.includes(response.status));
    return response;
  } catch {
    throw lost(path, request);
  } finally {
    clearTimeout(timer);
  }
}

function lost(path, { method }) {
  report(true);
  return new ConnectionLost(advice(path, method));
}

function advice(path, method) {
  if (path === "session") {
    return "Try again.";
  }
  return method === "GET"
    ? "The console goes on trying."
    : "It may have done it all the same, so look before you try again.";
}

async function read(response, path, request, exact) {
  const text = await response.text().catch(() => {
    throw lost(path, request);
  });
  try {
    return text && (exact ? parseExactly(text) : JSON.parse(text));
  } catch {
    return "";
  }
}

function problem(status, data, authorization) {
  if (status === 401 && !authorization) {
    return new Problem(status, { title: "The session has ended.", detail: "Nothing was changed. Log in and try again." });
  }
  return new Problem(status, data && typeof data === "object" ? data : {});
}

/** The body of a response that goes on. */
export async function open(path, headers, signal) {
  const request = { method: "GET", headers: { Accept: "text/event-stream", ...headers }, signal };
  const response = await sendInSession(path, request, LONGEST_WAIT);
  if (!response.ok) {
    throw problem(response.status, await read(response, path, request));
  }
  return response.body;
}

export const get = (path, options) => call("GET", path, options);
export const post = (path, body, options) => call("POST", path, { body, ...options });
export const patch = (path, body, ifMatch) => call("PATCH", path, { body, ifMatch });
export const remove = (path, options) => call("DELETE", path, options);

/** A path with a query; what is empty is left out. */
export function withQuery(path, query) {
  const parameters = Object.entries(query).filter(([, value]) => value !== "" && value != null);
  const text = new URLSearchParams(parameters).toString();
  return text ? path + "?" + text : path;
}
