// Small drawings beside words; they say nothing by themselves.
import { html } from "../core/html.js";

const PATHS = {
  overview: "M3 12l4-4 4 3 6-7M3 17h14",
  topics: "M4 6h12M4 10h12M4 14h7",
  queues: "M3 5h14v3H3zM3 12h14v3H3z",
  "dead-letters": "M3 5h14v10H3zM3 5l7 6 7-6M13 13l4 4m0-4l-4 4",
  endpoints: "M7 13a3 3 0 1 1 0-6 3 3 0 0 1 0 6zm3-3h7m-3 0v3",
  access: "M10 3l6 2v5c0 4-3 6-6 7-3-1-6-3-6-7V5zM7.5 10l2 2 3.5-4",
  listeners: "M6 8l-3 2 3 2M14 8l3 2-3 2M11 6l-2 8",
  nodes: "M4 4h12v5H4zM4 11h12v5H4zM7 6.5h.1M7 13.5h.1",
  connections: "M7 13L13 7M6 9L4 11a3.5 3.5 0 0 0 5 5l2-2M9 6l2-2a3.5 3.5 0 0 1 5 5l-2 2",
  jobs: "M10 3a7 7 0 1 0 7 7M10 6v4l3 2",
  audit: "M5 3h10v14H5zM8 7h4M8 10h4M8 13h2",
  definitions: "M7 4c-3 0 0 6-3 6 3 0 0 6 3 6M13 4c3 0 0 6 3 6-3 0 0 6-3 6",
  settings: "M4 6h6m4 0h2M4 14h2m4 0h6M12 4v4M8 12v4",
  more: "M4 10h.1M10 10h.1M16 10h.1M4 9.9h.1M10 9.9h.1M16 9.9h.1",
  out: "M8 4H4v12h4M9 10h8m-3-3l3 3-3 3",
  help: "M7.5 7.5a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .8-1 1.7M10 14.5h.01",
  search: "M9 14A5 5 0 1 0 9 4a5 5 0 0 0 0 10zm4-1l4 4",
  plus: "M10 4v12M4 10h12",
  back: "M12 5l-5 5 5 5",
  close: "M5 5l10 10M15 5L5 15",
};

export function Icon({ name }) {
  return html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d=${PATHS[name]} /></svg>`;
}
