// A client of the WebSocket protocol in one page: it logs in, subscribes, shows what arrives, and
// comes back with its subscription when it has lost the connection.

const MOST_SHOWN = 200;
const LONGEST_PAUSE = 15_000;
const TIME_FOR_AN_ANSWER = 10_000;
const TIME_BETWEEN_PINGS = 20_000;

const page = Object.fromEntries(
  ["form", "username", "password", "topic", "subscribe", "stop", "unsubscribe"]
    .concat(["status", "command", "none", "messages"])
    .map((id) => [id, document.getElementById(id)]),
);

let watch = null;

/** One connection, from the login to its end. */
class Connection {
  #socket;
  #token = null;
  #waiting = new Map();
  #pings;

  constructor(onMessages, onEnd) {
    const address = new URL("ws", location.href);
    address.protocol = address.protocol.replace("http", "ws");
    this.#socket = new WebSocket(address);
    this.#socket.onmessage = (event) => this.#take(JSON.parse(event.data), onMessages);
    this.#socket.onclose = () => this.#end(onEnd);
  }

  async logIn(username, secret) {
    await new Promise((resolve) => (this.#socket.onopen = resolve));
    const client = { client_id: crypto.getRandomValues(new Uint32Array(2)).join("-") };
    const response = await this.#request({ action: "create-session", username, secret, ...client });
    this.#token = response.data.token;
    this.#pings = setInterval(() => this.#ping(), TIME_BETWEEN_PINGS);
  }

  async invoke(service, request) {
    return (await this.#request({ action: "invoke-service" }, { service, request })).data;
  }

  close() {
    this.#socket.close(1000, "stopped by the user");
  }

  /** A link that was cut says nothing; a server that answers nothing is as good as gone. */
  async #ping() {
    const late = setTimeout(() => this.#socket.close(), TIME_FOR_AN_ANSWER);
    try {
      await this.invoke("zato.ping", {});
    } catch {
      // The end of the connection says so, too.
    } finally {
      clearTimeout(late);
    }
  }

  #request(meta, data) {
    return new Promise((resolve, reject) => {
      const id = this.#send(meta, data);
      this.#waiting.set(id, { resolve, reject });
    });
  }

  #send(meta, data) {
    const id = "page." + crypto.getRandomValues(new Uint32Array(2)).join("-");
    const timestamp = new Date().toISOString().replace("Z", "000");
    const token = this.#token ? { token: this.#token } : {};
    this.#socket.send(JSON.stringify({ meta: { id, timestamp, ...token, ...meta }, data }));
    return id;
  }

  #take(message, onMessages) {
    const { meta, data } = message;
    if (meta.msg_type === "zwsx.psrq") {
      onMessages([].concat(data));
      // Shown is done: without this line the pong to the server's next ping would say so.
      this.#send({ action: "client-response", in_reply_to: meta.id });
    } else if (meta.msg_type === "zwsx.merr") {
      this.#failAll(new Refusal(data));
    } else {
      const request = this.#waiting.get(meta.in_reply_to);
      this.#waiting.delete(meta.in_reply_to);
      if (meta.status === 200) {
        request?.resolve(message);
      } else {
        request?.reject(new Refusal(meta.error_message));
      }
    }
  }

  #end(onEnd) {
    clearInterval(this.#pings);
    this.#failAll(new Error("The connection ended."));
    onEnd();
  }

  #failAll(error) {
    this.#waiting.forEach(({ reject }) => reject(error));
    this.#waiting.clear();
  }
}

/** What the server says no to will not get better by trying again. */
class Refusal extends Error {}

/** One subscription that is being watched, over as many connections as it takes. */
class Watch {
  #account;
  #topic;
  #key = null;
  #connection = null;
  #pause = 1000;
  #isOver = false;

  constructor(account, topic) {
    this.#account = account;
    this.#topic = topic;
  }

  async start() {
    say("Connecting …");
    this.#connection = new Connection(show, () => this.#lost());
    try {
      await this.#connection.logIn(this.#account.username, this.#account.password);
      await this.#deliver();
      this.#pause = 1000;
      say(`Watching ${this.#topic}.`);
      page.unsubscribe.disabled = false;
    } catch (error) {
      if (error instanceof Refusal) {
        this.stop(error.message);
      }
    }
  }

  async #deliver() {
    if (this.#key) {
      await this.#connection.invoke("zato.pubsub.resume-wsx-subscription", { sub_key: this.#key });
    } else {
      const request = { topic_name: this.#topic };
      const answer = await this.#connection.invoke("zato.pubsub.pubapi.subscribe-wsx", request);
      this.#key = answer.sub_key;
    }
  }

  #lost() {
    if (!this.#isOver) {
      say("The connection was lost; trying again …");
      // By chance, so that all who lost the same server do not come back together.
      setTimeout(() => this.#isOver || this.start(), this.#pause * (0.5 + Math.random()));
      this.#pause = Math.min(2 * this.#pause, LONGEST_PAUSE);
    }
  }

  async unsubscribe() {
    try {
      await this.#connection.invoke("zato.pubsub.pubapi.unsubscribe", { sub_key: this.#key });
      this.stop("Unsubscribed.");
    } catch (error) {
      say(error.message);
    }
  }

  stop(reason) {
    this.#isOver = true;
    this.#connection.close();
    say(reason);
    setWatching(null);
  }
}

function setWatching(next) {
  watch = next;
  page.subscribe.disabled = next !== null;
  page.stop.disabled = next === null;
  page.unsubscribe.disabled = true;
}

function say(text) {
  page.status.textContent = text;
}

function show(messages) {
  page.none.hidden = true;
  for (const message of messages) {
    page.messages.prepend(row(message));
  }
  while (page.messages.children.length > MOST_SHOWN) {
    page.messages.lastElementChild.remove();
  }
}

function row(message) {
  const item = document.createElement("li");
  const data = document.createElement("pre");
  const details = document.createElement("p");
  data.textContent =
    typeof message.data === "string" ? message.data : JSON.stringify(message.data, null, 2);
  const again = message.delivery_count > 1 ? `, delivery ${message.delivery_count}` : "";
  const published = new Date(message.pub_time).toLocaleTimeString();
  details.textContent = `${message.topic_name}, ${published}, priority ${message.priority}${again}`;
  item.append(data, details);
  return item;
}

const template = page.command.textContent;

function fillCommand() {
  const topic = encodeURI("/" + page.topic.value.replace(/^\//, ""));
  page.command.textContent = template
    .replace("{username}", () => page.username.value)
    .replace("{topic}", () => topic);
}

page.form.addEventListener("submit", (event) => {
  event.preventDefault();
  const account = { username: page.username.value, password: page.password.value };
  setWatching(new Watch(account, page.topic.value));
  watch.start();
});
page.stop.addEventListener("click", () => watch.stop("Stopped; messages wait in the queue."));
page.unsubscribe.addEventListener("click", () => watch.unsubscribe());
page.form.addEventListener("input", fillCommand);
fillCommand();
