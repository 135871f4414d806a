// Reads JSON without losing digits: numbers that a browser cannot hold keep their text.

/** Is printed as it is. */
export class Digits {
  constructor(text) {
    this.text = text;
  }
}

function keepDigits(key, value, context) {
  const isChanged =
    typeof value === "number" && context?.source !== undefined && String(value) !== context.source;
  return isChanged ? new Digits(context.source) : value;
}

/** For data of messages; counts and ids of the API itself are numbers in any case. */
export const parseExactly = (text) => JSON.parse(text, keepDigits);

/** In one line, as it is sent. */
export function printLine(value) {
  if (value instanceof Digits) {
    return value.text;
  }
  if (Array.isArray(value)) {
    return `[${value.map(printLine).join(", ")}]`;
  }
  if (value !== null && typeof value === "object") {
    const fields = Object.entries(value).map(([name, one]) => `${JSON.stringify(name)}: ${printLine(one)}`);
    return `{${fields.join(", ")}}`;
  }
  return JSON.stringify(value);
}

/** The same with two spaces of indentation; values that keep their digits included. */
export function print(value, indent = "") {
  const inner = indent + "  ";
  if (value instanceof Digits) {
    return value.text;
  }
  if (Array.isArray(value) && value.length > 0) {
    return `[\n${value.map((one) => inner + print(one, inner)).join(",\n")}\n${indent}]`;
  }
  if (value !== null && typeof value === "object" && Object.keys(value).length > 0) {
    const fields = Object.entries(value);
    const lines = fields.map(([name, one]) => `${inner}${JSON.stringify(name)}: ${print(one, inner)}`);
    return `{\n${lines.join(",\n")}\n${indent}}`;
  }
  return JSON.stringify(value);
}
