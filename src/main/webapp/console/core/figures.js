// The figures of the whole, and of the topics and queues with the most to tell, as the one stream of
// this window brings them; and what it tells besides: alerts and changes.
import { report } from "./connection.js";
import { createStore } from "./store.js";
import { readEvents } from "./stream.js";

const LONGEST_PAUSE = 15_000;
/** Of so many queues with the most messages, with the most dead letters, and that are paused. */
export const MOST = 50;
const EMPTY = { isTried: false, isThere: false, lateSince: null, total: null, nodes: 0, topics: new Map(), subscriptions: new Map() };

/**
 * Is not there before the first event, and when it has been tried in vain. Is late when a second try brought
 * nothing new, or when the server itself has nothing new.
 */
export const figures = createStore(EMPTY);
/** How often an alert began, was acknowledged or ended; who shows alerts reads them again. */
export const alertEvents = createStore(0);
/** How often another node came or went; who shows nodes reads them again. */
export const nodeEvents = createStore(0);
/** How often a topic, an endpoint or a subscription changed. */
export const changeEvents = createStore(0);

let current = null;

/** Begins to watch, until the login ends. */
export function watch() {
  pause();
  current = new AbortController();
  run(current.signal);
}

/** Keeps what is known: who logs in again goes on with it. */
export function pause() {
  current?.abort();
}

export function stop() {
  pause();
  figures.set(EMPTY);
  alertEvents.set(0);
  nodeEvents.set(0);
  changeEvents.set(0);
}

async function run(signal) {
  let lastId = "";
  let pause = 1000;
  let broken = null;
  while (!signal.aborted) {
    try {
      await readEvents("events?limit=" + MOST, lastId, (type, data, id) => {
        lastId = id ?? lastId;
        pause = 1000;
        broken = null;
        HANDLERS[type]?.(data);
      }, signal);
    } catch (error) {
      if (error.status === 401) {
        return;
      }
      // Not every server has it; and one that starts does not have it yet.
      pause = error.status === 404 ? LONGEST_PAUSE : pause;
    }
    if (signal.aborted) {
      return;
    }
    // Some proxies end every stream after a while; then the next try goes on.
    figures.set({ ...figures.get(), isTried: true, lateSince: figures.get().lateSince ?? broken });
    broken ??= new Date();
    await new Promise((resolve) => setTimeout(resolve, pause));
    pause = Math.min(pause * 2, LONGEST_PAUSE);
  }
}

const HANDLERS = {
  snapshot: (data) => apply(EMPTY, data),
  statistics: (data) => apply(figures.get(), data),
  alert: () => count(alertEvents),
  node: () => count(nodeEvents),
  configuration: () => count(changeEvents),
  // Some may be lost, of whichever kind.
  reset: () => [alertEvents, nodeEvents, changeEvents].forEach(count),
};

const count = (store) => store.set(store.get() + 1);

function apply(before, data) {
  const isLate = data.is_current === false;
  report(isLate);
  figures.set({
    isTried: true,
    isThere: true,
    lateSince: isLate ? (figures.get().lateSince ?? new Date()) : null,
    total: data.total ?? before.total,
    nodes: data.nodes,
    topics: merge(before.topics, data.topics, data.removed_topics),
    subscriptions: merge(before.subscriptions, data.subscriptions, data.removed_subscriptions),
  });
}

function merge(before, changed, removed = []) {
  const rows = new Map(before);
  removed.forEach((id) => rows.delete(id));
  changed.forEach((row) => rows.set(row.id, row));
  return rows;
}
