// The figures of the whole, of topics and of queues, as the one stream of this window brings them; and
// what it tells besides: alerts and changes.
import { report } from "./connection.js";
import { createStore } from "./store.js";
import { readEvents } from "./stream.js";

const LONGEST_PAUSE = 15_000;
const NOTED = 20;
const EMPTY = { isThere: false, total: null, nodes: 0, topics: new Map(), subscriptions: new Map() };

/** Is not there on a server without statistics, and before the first event. */
export const figures = createStore(EMPTY);
/** How often an alert began, was acknowledged or ended; who shows alerts reads them again. */
export const alertEvents = createStore(0);
/** How often another node came or went; who shows nodes reads them again. */
export const nodeEvents = createStore(0);
/** What changed lately, the newest first. */
export const changes = createStore([]);

let current = null;

/** Begins to watch, until the login ends. */
export function watch() {
  stop();
  current = new AbortController();
  run(current.signal);
}

export function stop() {
  current?.abort();
  figures.set(EMPTY);
  alertEvents.set(0);
  nodeEvents.set(0);
  changes.set([]);
}

async function run(signal) {
  let lastId = "";
  let pause = 1000;
  while (!signal.aborted) {
    try {
      await readEvents("events", lastId, (type, data, id) => {
        lastId = id ?? lastId;
        pause = 1000;
        HANDLERS[type]?.(data);
      }, signal);
    } catch (error) {
      if (error.status === 401) {
        return;
      }
      // Not every server has it; and one that starts does not have it yet.
      pause = error.status === 404 ? LONGEST_PAUSE : pause;
    }
    report(!signal.aborted && figures.get().isThere);
    await new Promise((resolve) => setTimeout(resolve, pause));
    pause = Math.min(pause * 2, LONGEST_PAUSE);
  }
}

const HANDLERS = {
  snapshot: (data) => apply(EMPTY, data),
  statistics: (data) => apply(figures.get(), data),
  alert: () => alertEvents.set(alertEvents.get() + 1),
  configuration: (data) => {
    if (data.action === "deleted") {
      forget(data);
    }
    note(data);
  },
  node: ({ name, state }) => {
    nodeEvents.set(nodeEvents.get() + 1);
    note({ kind: "node", name, action: state });
  },
};

function note(change) {
  changes.set([{ ...change, at: new Date() }, ...changes.get()].slice(0, NOTED));
}

function apply(before, data) {
  const topics = new Map(before.topics);
  const subscriptions = new Map(before.subscriptions);
  data.topics.forEach((topic) => topics.set(topic.id, topic));
  data.subscriptions.forEach((one) => subscriptions.set(one.id, one));
  report(data.is_current === false);
  figures.set({ isThere: true, total: data.total ?? before.total, nodes: data.nodes, topics, subscriptions });
}

function forget({ kind, id }) {
  const { topics, subscriptions, ...others } = figures.get();
  const kept = { topic: new Map(topics), subscription: new Map(subscriptions) };
  kept[kind]?.delete(Number(id));
  figures.set({ ...others, topics: kept.topic, subscriptions: kept.subscription });
}
