// Markup in template literals, made into elements: <p class=${name}>Hello ${who}</p>. A template is read
// once; after that only its values are filled in. Values never become markup.
//
// <${Component} ...${properties} name=${value} />, and <//> closes a component.

const templates = new WeakMap();

/** The tag of the literals, with the function that makes elements. */
export function templateTag(h) {
  return (strings, ...values) => {
    if (!templates.has(strings)) {
      templates.set(strings, new Reader(strings).children());
    }
    const made = templates.get(strings).map((node) => build(node, values, h));
    return made.length === 1 ? made[0] : made;
  };
}

function build(node, values, h) {
  if (typeof node === "string") {
    return node;
  }
  if (node.type === undefined) {
    return values[node.slot];
  }
  const properties = {};
  for (const { name, value } of node.properties) {
    const filled = value?.slot === undefined ? value : values[value.slot];
    Object.assign(properties, name === "..." ? filled : { [name]: filled });
  }
  const type = typeof node.type === "string" ? node.type : values[node.type.slot];
  return h(type, properties, ...node.children.map((child) => build(child, values, h)));
}

/** Reads the strings of a literal; between two of them is a value. */
class Reader {
  #strings;
  #string = 0;
  #at = 0;

  constructor(strings) {
    this.#strings = strings;
  }

  /** Everything up to the closing tag of the element around it, or to the end. */
  children() {
    const nodes = [];
    while (true) {
      this.#addText(nodes);
      if (this.#isAtValue()) {
        if (this.#string === this.#strings.length - 1) {
          return nodes;
        }
        nodes.push(this.#value());
      } else if (this.#rest().startsWith("</")) {
        this.#take(/[^>]*>/y);
        return nodes;
      } else {
        nodes.push(this.#element());
      }
    }
  }

  /** Without the line breaks and the indentation at its ends, which are those of the code. */
  #addText(nodes) {
    const text = this.#take(/[^<]*/y).replace(/^\s*\n\s*|\s*\n\s*$/g, "");
    if (text !== "") {
      nodes.push(text);
    }
  }

  #element() {
    this.#take(/</y);
    const type = this.#isAtValue() ? this.#value() : this.#take(/[^\s/>]+/y);
    const properties = this.#properties();
    const isAlone = this.#take(/\/?>/y) === "/>";
    return { type, properties, children: isAlone ? [] : this.children() };
  }

  #properties() {
    const properties = [];
    this.#take(/\s*/y);
    while (!/^\/?>/.test(this.#rest())) {
      const name = this.#take(/\.\.\.|[^\s=/>]+/y);
      const hasValue = name === "..." || this.#take(/=?/y) === "=";
      properties.push({ name, value: hasValue ? this.#property() : true });
      this.#take(/\s*/y);
    }
    return properties;
  }

  #property() {
    return this.#isAtValue() ? this.#value() : this.#take(/"[^"]*"|[^\s"/>]+/y).replaceAll('"', "");
  }

  #isAtValue() {
    return this.#at === this.#strings[this.#string].length;
  }

  #value() {
    this.#at = 0;
    return { slot: this.#string++ };
  }

  #rest() {
    return this.#strings[this.#string].slice(this.#at);
  }

  #take(pattern) {
    pattern.lastIndex = this.#at;
    const [taken] = pattern.exec(this.#strings[this.#string]) ?? [""];
    this.#at += taken.length;
    return taken;
  }
}
