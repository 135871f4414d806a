// How many messages of each queue are ready, leased, delayed and dead, from the API queue by queue:
// for who has no stream of figures.
import { get } from "./api.js";
import { useEffect, useState } from "./html.js";

const AT_ONCE = 6;
const PAUSE = 15_000;

/** A map from the ids of subscriptions to their queues; null until all were asked once. */
export function useStatuses(subscriptions) {
  const [statuses, setStatuses] = useState(null);
  const ids = subscriptions?.map(({ id }) => id).join(" ");
  useEffect(() => {
    if (ids === undefined) {
      return undefined;
    }
    let isStopped = false;
    let timer;
    const run = async () => {
      const found = await ask(ids.split(" ").filter(Boolean), () => isStopped);
      if (!isStopped) {
        setStatuses(found);
        timer = setTimeout(() => (document.hidden ? later() : run()), PAUSE);
      }
    };
    const later = () => (timer = setTimeout(() => (document.hidden ? later() : run()), PAUSE));
    run();
    return () => {
      isStopped = true;
      clearTimeout(timer);
    };
  }, [ids]);
  return statuses;
}

async function ask(ids, isStopped) {
  const found = new Map();
  const rest = [...ids];
  const worker = async () => {
    while (rest.length > 0 && !isStopped()) {
      const id = rest.shift();
      try {
        found.set(Number(id), (await get(`subscriptions/${id}/queue`)).data);
      } catch {
        // One that has ended meanwhile, or no connection: then the frame says so.
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return found;
}
