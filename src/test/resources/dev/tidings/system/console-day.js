// Has a day pass in a page within minutes: a clock that the test turns, and a server that answers in the
// page itself. What is real is the console, its rendering, and the streams that it reads.
(() => {
  const RealDate = Date;
  const BEGIN = RealDate.parse("2026-11-24T00:00:00Z");
  const SECOND = 1000;
  const QUEUES = 200;
  const ROWS = 20;

  let now = BEGIN;
  let lastTimer = 0;
  const timers = new Map();

  window.Date = class extends RealDate {
    constructor(...values) {
      super(...(values.length === 0 ? [now] : values));
    }
    static now() {
      return now;
    }
  };
  window.setTimeout = (work, pause = 0, ...values) => {
    timers.set(++lastTimer, { at: now + Number(pause), run: () => work(...values) });
    return lastTimer;
  };
  window.clearTimeout = (id) => timers.delete(id);
  window.setInterval = () => {
    throw new Error("The console has no intervals");
  };
  // Frames come less often than seconds pass here.
  window.requestAnimationFrame = (work) => window.setTimeout(() => work(now));
  window.cancelAnimationFrame = (id) => window.clearTimeout(id);

  const server = { isThere: true, hasLogin: true, streams: new Set(), opened: 0, requests: 0, seconds: 0 };

  const iso = (time) => new RealDate(time).toISOString();
  const rate = (value) => ({ minute: value, hour: value / 2 });
  const figures = (seed) => ({
    publish_rate: rate(seed % 7), delivery_rate: rate(seed % 5), acknowledge_rate: rate(seed % 5),
    queue_depth: seed % 1000, ready: seed % 1000, leased: 0, delayed: 0, dead_letters: seed % 3,
    consumers: 1, oldest_age_ms: seed * 10,
  });
  const queue = (id, seed) => ({
    id, topic_id: id, topic_name: "/day/" + id, endpoint_name: "reader-" + (id % 9), is_active: id % 11 > 0,
    max_depth: 100000, ...figures(seed + id),
  });
  const topic = (id, seed) => ({ id, name: "/day/" + id, is_active: true, subscriptions: 1, ...figures(seed + id) });
  const range = (from, count) => Array.from({ length: count }, (_, at) => from + at);
  const statistics = (ids, seed, removed) => ({
    at: iso(now), is_current: true, nodes: 1 + (seed % 2),
    total: { topics: QUEUES, subscriptions: QUEUES, ...figures(seed) },
    topics: ids.map((id) => topic(id, seed)), subscriptions: ids.map((id) => queue(id, seed)), ...removed,
  });
  const message = (id) => ({
    msg_id: "zpsm" + String(id).padStart(24, "0"), topic_name: "/day/1", data: { order: id, lines: [1, 2, 3] },
    priority: 5, delivery_count: 1, size: 40, pub_time: iso(now - SECOND), expiration_time: "2090-01-01T00:00:00Z",
    has_gd: true, reason: "reason " + (id % 3), died_time_iso: iso(now),
  });
  const series = (seed) => range(0, 300).map((at) => (seed + at) % 50);

  const ANSWERS = [
    [/^session$/, () => ({ endpoint_name: "admin", role: "admin", csrf_token: "token" })],
    [/^statistics/, () => ({
      resolution: "1s", step_ms: 1000, end: iso(now), published: series(server.seconds), delivered: series(1),
      acknowledged: series(2), queue_depth: series(server.seconds),
    })],
    [/^alerts$/, () => ({ alerts: range(server.seconds % 5, 3).map((id) => ({
      name: "no-consumer", topic_name: "/day/" + id, endpoint_name: "reader", since: iso(now),
    })) })],
    [/^audit/, () => ({ entries: range(server.seconds, 8).map((id) => ({
      id, time: iso(now), actor: "admin", address: "::1", action: "change", kind: "topic", object_name: "/day/" + id,
      changes: [{ field: "max_depth", before: "1", after: String(id) }],
    })) })],
    [/^topics\/\d+/, () => ({ ...topic(1, 1), created_at: iso(BEGIN), max_depth: 10, default_expiration: 1000,
      default_lease: 1000, retention: 0, max_message_size: 1, max_deliveries: 1 })],
    [/^topics/, () => ({ topics: range(1, 50).map((id) => ({ ...topic(id, server.seconds), created_at: iso(BEGIN), max_depth: id })), next: "50" })],
    [/^subscriptions\/\d+\/queue/, () => ({ queue_depth: server.seconds % 100, leased: 1, delayed: 0, dead_letters: 3, oldest_age_ms: 5 })],
    [/^subscriptions\/\d+\/messages/, () => ({ messages: range(server.seconds, 25).map(message), next: "25" })],
    [/^subscriptions\/\d+\/dead-letters/, () => ({ dead_letters: range(server.seconds, 25).map(message) })],
    [/^subscriptions\/\d+/, () => ({ ...queue(1, 1), created_at: iso(BEGIN), pattern_matched: "sub=/**" })],
    [/^subscriptions/, () => ({ subscriptions: range(1, 50).map((id) => ({ ...queue(id, server.seconds), created_at: iso(BEGIN) })), next: "50" })],
    [/^endpoints/, () => ({ endpoints: range(1, 50).map((id) => ({ id, name: "reader-" + id, role: "sub-only", type: "rest",
      is_active: true, patterns: ["sub=/**"], created_at: iso(BEGIN) })) })],
    [/^jobs/, () => ({ jobs: range(1, 25).map((id) => ({ id, kind: "delete-messages", state: "running", done: server.seconds,
      seen: server.seconds, total: 100000, missing: 0, rate: 1, created_by: "admin", created_at: iso(now) })) })],
    [/^connections/, () => ({ connections: range(1, 20).map((id) => ({ id, endpoint_name: "reader", address: "::1", since: iso(BEGIN),
      unsettled: server.seconds % 9, window: 500, topic_names: ["/day/" + id] })) })],
    [/^listeners/, () => ({ listeners: [] })],
    [/^config/, () => ({ settings: [{ name: "tidings.name", value: "x", source: "default", description: "A name" }] })],
    [/^definitions/, () => ({ topics: [], endpoints: [], subscriptions: [] })],
  ];

  const json = (status, data) =>
    new Response(JSON.stringify(data), { status, headers: { "Content-Type": "application/json", ETag: '"1"' } });
  const event = (type, data, id) => `${id === undefined ? "" : `id: day-${id}\n`}event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
  const bytes = (text) => new TextEncoder().encode(text);

  window.fetch = async (address, { signal } = {}) => {
    server.requests++;
    if (!server.isThere) {
      throw new TypeError("Failed to fetch");
    }
    const path = String(address).replace(/^.*\/api\/v1\/admin\//, "");
    if (!server.hasLogin && path !== "session") {
      return json(401, { code: "not-authenticated", title: "Not authenticated" });
    }
    if (path.startsWith("events")) {
      return stream(signal);
    }
    const [, answer] = ANSWERS.find(([pattern]) => pattern.test(path)) ?? [];
    server.hasLogin = true;
    return answer ? json(200, answer()) : json(404, { code: "not-found", title: "Not found" });
  };

  // What ends it may not be kept by the signal, which outlives it: a real fetch forgets it too.
  function stream(signal) {
    const ended = new AbortController();
    const one = { control: null, end: () => server.streams.delete(one) && ended.abort() };
    const body = new ReadableStream({ start: (control) => (one.control = control), cancel: one.end });
    server.streams.add(one);
    server.opened++;
    const abort = () => {
      if (server.streams.has(one)) {
        one.end();
        one.control.error(new DOMException("Aborted", "AbortError"));
      }
    };
    signal?.addEventListener("abort", abort, { signal: ended.signal });
    one.control.enqueue(bytes(event("begin", {}, server.seconds)));
    one.control.enqueue(bytes(event("snapshot", statistics(range(1, 100), server.seconds))));
    return new Response(body, { status: 200, headers: { "Content-Type": "text/event-stream" } });
  }

  /** What is told in one second: figures, rows that come and go, and now and then something else. */
  function tell() {
    const at = server.seconds;
    const first = 1 + (at % (QUEUES - 100));
    const texts = [event("statistics", statistics(range(first + 80, ROWS), at, {
      removed_topics: [first - 1], removed_subscriptions: [first - 1],
    }))];
    if (at % 30 === 0) {
      texts.push(event("configuration", { kind: "topic", action: "changed", id: "1", name: "/day/1" }, at));
    }
    if (at % 60 === 0) {
      texts.push(event("alert", { name: "no-consumer", state: "firing", topic_name: "/day/1", endpoint_name: "reader" }, at));
    }
    server.streams.forEach(({ control }) => control.enqueue(bytes(texts.join(""))));
  }

  function cut() {
    [...server.streams].forEach((one) => {
      one.end();
      one.control.error(new TypeError("network error"));
    });
  }

  // A timer would wait for four milliseconds.
  const channel = new MessageChannel();
  const turns = [];
  channel.port1.onmessage = () => turns.shift()();
  const turn = () => new Promise((resolve) => {
    turns.push(resolve);
    channel.port2.postMessage(null);
  });

  /** Lets everything run that waits for nothing but its turn. */
  async function settle() {
    await turn();
    await turn();
  }

  async function second() {
    server.seconds++;
    now += SECOND;
    if (server.isThere) {
      tell();
    }
    const due = [...timers].filter(([, timer]) => timer.at <= now).sort(([, one], [, other]) => one.at - other.at);
    for (const [id, timer] of due) {
      if (timers.delete(id)) {
        timer.run();
      }
    }
    await settle();
  }

  window.day = {
    server,
    /** So many seconds; each twentieth minute the server is away for half of one. */
    async pass(seconds) {
      for (let at = 0; at < seconds; at++) {
        if (server.seconds % 1200 === 600) {
          cut();
          server.isThere = false;
        }
        if (server.seconds % 1200 === 630) {
          server.isThere = true;
        }
        await second();
      }
      return server.seconds;
    },
    logOut() {
      server.hasLogin = false;
      cut();
    },
    timers: () => timers.size,
  };
})();
