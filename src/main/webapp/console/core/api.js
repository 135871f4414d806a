// Calls of the administration API, and nothing else: what the console can do, curl can do.
import { report } from "./connection.js";
import { parseExactly } from "./json.js";
import { ConnectionLost, Problem } from "./problem.js";

const BASE = new URL("../api/v1/admin/", document.baseURI);
const UNREACHABLE = [502, 503, 504];
/** Until an answer begins, to what only reads; what changes something may take a while. */
const LONGEST_WAIT = 15_000;
/** Until an answer is there as a whole. */
const LONGEST = 120_000;

let csrfToken = "";
let onEnded = () => {};

export function setCsrfToken(token) {
  csrfToken = token;
}

/** Tells what to do when a session has ended on the server. */
export function whenEnded(listener) {
  onEnded = listener;
}

/**
 * Sends a request.
 *
 * @param patience milliseconds until the answer has to begin
 * @returns {Promise<{status: number, data: any, etag: string}>}
 * @throws {Problem | ConnectionLost}
 */
export async function call(method, path, { body, ifMatch, authorization, exact, patience } = {}) {
  const headers = { Accept: "application/json", "Tidings-Csrf": csrfToken };
  if (body !== undefined) {
    headers["Content-Type"] = "application/json";
  }
  if (ifMatch) {
    headers["If-Match"] = ifMatch;
  }
  if (authorization) {
    headers.Authorization = authorization;
  }
  const response = await send(new URL(path, BASE), {
    method,
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
    cache: "no-store",
    redirect: "error",
    signal: AbortSignal.timeout(LONGEST),
  }, patience ?? (method === "GET" ? LONGEST_WAIT : LONGEST));
  const data = await read(response, exact);
  if (!response.ok) {
    throw problem(response.status, data, authorization);
  }
  return { status: response.status, data, etag: response.headers.get("ETag") ?? "" };
}

async function send(url, request, patience) {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), patience);
  try {
    const response = await fetch(url, { ...request, signal: AbortSignal.any([request.signal, late.signal]) });
    report(UNREACHABLE.includes(response.status));
    return response;
  } catch {
    throw lost();
  } finally {
    clearTimeout(timer);
  }
}

function lost() {
  report(true);
  return new ConnectionLost();
}

async function read(response, exact) {
  const text = await response.text().catch(() => {
    throw lost();
  });
  try {
    return text && (exact ? parseExactly(text) : JSON.parse(text));
  } catch {
    return "";
  }
}

function problem(status, data, authorization) {
  if (status === 401 && !authorization) {
    onEnded();
  }
  return new Problem(status, data && typeof data === "object" ? data : {});
}

/** The body of a response that goes on. */
export async function open(path, headers, signal) {
  const response = await send(new URL(path, BASE), {
    headers: { Accept: "text/event-stream", "Tidings-Csrf": csrfToken, ...headers },
    cache: "no-store",
    redirect: "error",
    signal,
  }, LONGEST_WAIT);
  if (!response.ok) {
    throw problem(response.status, await read(response));
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
