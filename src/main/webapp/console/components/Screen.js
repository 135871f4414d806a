// Which screen belongs to an address.
import { html } from "../core/html.js";
import { Audit } from "../screens/Audit.js";
import { Connections } from "../screens/Connections.js";
import { Definitions } from "../screens/Definitions.js";
import { Jobs } from "../screens/Jobs.js";
import { Message } from "../screens/Message.js";
import { Access } from "../screens/Access.js";
import { DeadLetters } from "../screens/DeadLetters.js";
import { Endpoint } from "../screens/Endpoint.js";
import { Endpoints } from "../screens/Endpoints.js";
import { Listeners } from "../screens/Listeners.js";
import { Nodes } from "../screens/Nodes.js";
import { NotFound } from "../screens/NotFound.js";
import { Overview } from "../screens/Overview.js";
import { Queue } from "../screens/Queue.js";
import { Queues } from "../screens/Queues.js";
import { Settings } from "../screens/Settings.js";
import { Topic } from "../screens/Topic.js";
import { Topics } from "../screens/Topics.js";

const LISTS = {
  topics: Topics,
  queues: Queues,
  "dead-letters": DeadLetters,
  endpoints: Endpoints,
  access: Access,
  listeners: Listeners,
  nodes: Nodes,
  connections: Connections,
  jobs: Jobs,
  audit: Audit,
  definitions: Definitions,
  settings: Settings,
};
const OBJECTS = { topics: Topic, queues: Queue, endpoints: Endpoint, messages: Message };

export function Screen({ path }) {
  const [place, id] = path;
  if (place === undefined || place === "set-up") {
    return html`<${Overview} />`;
  }
  const component = id === undefined ? LISTS[place] : path.length === 2 && OBJECTS[place];
  return component ? html`<${component} key=${path.join("/")} id=${id} />` : html`<${NotFound} />`;
}
