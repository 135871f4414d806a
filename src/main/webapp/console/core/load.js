// Loads what a screen shows, and again every few seconds while somebody can see it.
import { get } from "./api.js";
import { useEffect, useRef, useState } from "./html.js";
import { session } from "./session.js";
import { useStore } from "./store.js";

const LONGEST_PAUSE = 15_000;
const SETTLED = 300;

/**
 * The response to a GET. What was there stays until the next response is, so that nothing jumps;
 * since says when it came.
 *
 * @param path null while there is nothing to load
 * @param seconds between two requests; 0 for one request only
 */
export function useLoad(path, { seconds = 5, exact = false } = {}) {
  const [state, setState] = useState({ path: null, data: null, etag: "", error: null, since: null });
  const again = useRef(() => {});
  const { hasEnded } = useStore(session);
  useEffect(() => {
    if (path === null || hasEnded) {
      return undefined;
    }
    const loop = new Loop(path, seconds, exact, setState);
    again.current = () => loop.run();
    loop.run();
    return () => loop.stop();
  }, [path, seconds, exact, hasEnded]);
  const isCurrent = state.path === path;
  return {
    data: isCurrent ? state.data : null,
    etag: isCurrent ? state.etag : "",
    error: isCurrent ? state.error : null,
    since: isCurrent ? state.since : null,
    reload: () => again.current(),
  };
}

/** Loads again a moment after a store has changed: what many events tell is asked for once. */
export function useReloadAfter(store, load) {
  const value = useStore(store);
  const isFirst = useRef(true);
  useEffect(() => {
    if (isFirst.current) {
      isFirst.current = false;
      return undefined;
    }
    const timer = setTimeout(load.reload, SETTLED);
    return () => clearTimeout(timer);
  }, [value]);
}

class Loop {
  #isStopped = false;
  #timer;
  #failures = 0;
  #latest = 0;
  #onVisible = () => document.hidden || this.run();

  constructor(path, seconds, exact, setState) {
    Object.assign(this, { path, seconds, exact, setState });
    document.addEventListener("visibilitychange", this.#onVisible);
  }

  async run() {
    clearTimeout(this.#timer);
    const turn = ++this.#latest;
    let next = (state) => state;
    try {
      const { data, etag } = await get(this.path, { exact: this.exact });
      this.#failures = 0;
      next = () => ({ path: this.path, data, etag, error: null, since: new Date() });
    } catch (error) {
      // What is not there will not be there in a second.
      this.#failures += error.status === 404 ? 4 : 1;
      next = (state) =>
        state.path === this.path
          ? { ...state, error }
          : { path: this.path, data: null, etag: "", error, since: null };
    }
    if (!this.#isStopped && turn === this.#latest) {
      this.setState(next);
      this.#schedule();
    }
  }

  #schedule() {
    if (this.#failures > 0) {
      this.#wait(Math.min(1000 * 2 ** (this.#failures - 1), LONGEST_PAUSE));
    } else if (this.seconds > 0) {
      this.#wait(this.seconds * 1000);
    }
  }

  #wait(pause) {
    this.#timer = setTimeout(() => document.hidden || this.run(), pause);
  }

  stop() {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    document.removeEventListener("visibilitychange", this.#onVisible);
  }
}
