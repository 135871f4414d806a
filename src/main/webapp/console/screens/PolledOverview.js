// The overview without the stream of figures: of the first queues alone, by asking for each.
import { attention, QueueParts } from "../components/QueueParts.js";
import { Figures } from "../components/Figures.js";
import { Loading } from "../components/Loading.js";
import { Stale } from "../components/Stale.js";
import { formatAge, formatNumber } from "../core/format.js";
import { html } from "../core/html.js";
import { useLoad } from "../core/load.js";
import { useStatuses } from "../core/statuses.js";

const MOST = 100;

export function PolledOverview() {
  const topics = useLoad(`topics?limit=${MOST}`, { seconds: 15 });
  const load = useLoad(`subscriptions?limit=${MOST}`);
  const statuses = useStatuses(load.data?.subscriptions);
  return html`
    <${Loading} load=${load}>
      ${({ subscriptions, next }) => {
        const rows = subscriptions.map((one) => ({ ...one, dead_letters: statuses?.get(one.id)?.dead_letters ?? 0 }));
        return html`
          <${Stale} what="topics" load=${topics} />
          <${Figures} figures=${polledFigures(topics.data, load.data, statuses)} />
          ${next && html`<p class="note">Messages and dead letters are those of the first ${MOST} queues.</p>`}
          <${QueueParts} deepest=${rows} attention=${attention(rows, topics.data?.topics ?? [])} />`;
      }}
    <//>
  `;
}

function polledFigures(topics, load, statuses) {
  const waiting = load.subscriptions.reduce((sum, one) => sum + one.queue_depth, 0);
  const found = statuses && [...statuses.values()];
  const dead = found?.reduce((sum, one) => sum + one.dead_letters, 0);
  const oldest = found && Math.max(-1, ...found.map((one) => one.oldest_age_ms ?? -1));
  return [
    { label: "Topics", value: topics && count(topics.topics, topics.next), href: "#/topics" },
    { label: "Subscriptions", value: count(load.subscriptions, load.next), href: "#/queues" },
    { label: "Messages waiting", value: waiting, href: "#/queues" },
    { label: "Oldest message", value: oldest === null ? undefined : oldest < 0 ? "none" : formatAge(oldest) },
    { label: "Dead letters", value: dead ?? undefined, kind: "dead", href: "#/dead-letters" },
  ];
}

const count = (rows, next) => formatNumber(rows.length) + (next ? "+" : "");
