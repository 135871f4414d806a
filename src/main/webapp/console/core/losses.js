// What goes when subscriptions go: their messages and dead letters. A number that is not known is undefined.
import { withQuery } from "./api.js";
import { useLoad } from "./load.js";
import { useStatuses } from "./statuses.js";

const MUCH = 100;
/** The API lists no more at once. */
const LISTED = 1_000;
/** Dead letters are asked of each queue. */
const ASKED = 100;

/** Whether so much goes that a name has to be typed; also when it is not known how much. */
export const isMuch = (...counts) => !(counts.reduce((sum, one) => sum + one, 0) < MUCH);

/**
 * @param query which subscriptions: topic_id or endpoint_id
 * @param isEnding whether one of them goes; all of them without it
 */
export function useLosses(query, isEnding = () => true) {
  const load = useLoad(withQuery("subscriptions", { limit: LISTED, ...query }));
  const rows = load.error ? undefined : load.data?.subscriptions.filter(isEnding);
  const isAll = rows && !load.data.next;
  const isAsked = isAll && rows.length <= ASKED;
  const statuses = useStatuses(isAsked ? rows : undefined);
  const deadLetters = isAsked && statuses ? sum(rows, ({ id }) => statuses.get(id)?.dead_letters) : undefined;
  const messages = isAll ? sum(rows, (one) => one.queue_depth) : undefined;
  return {
    rows,
    isCounted: load.error !== null || (rows !== undefined && (!isAsked || statuses !== null)),
    subscriptions: isAll ? rows.length : undefined,
    messages,
    deadLetters,
    isMuch: rows?.length > 1 || isMuch(messages, deadLetters),
  };
}

const sum = (rows, count) => rows.reduce((total, one) => total + count(one), 0);
