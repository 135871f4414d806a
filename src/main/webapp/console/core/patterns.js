// The access rules of docs/api.md, so that patterns can be tried out before they are saved.

const MAY = {
  pub: ["pub-sub", "pub-only", "admin"],
  sub: ["pub-sub", "sub-only", "admin"],
};

/** One star stands for anything but a slash, two stars for anything; the whole name has to match. */
export function matches(pattern, topic) {
  const parts = pattern.split(/(\*\*|\*)/).map((part) => {
    if (part === "**") {
      return ".*";
    }
    return part === "*" ? "[^/]*" : part.replace(/[.+?^${}()|[\]\\]/g, "\\$&");
  });
  return new RegExp(`^${parts.join("")}$`, "s").test(topic);
}

/**
 * Whether an endpoint may publish (pub) or receive (sub), and why.
 *
 * @returns {{isAllowed: boolean, line: number, reason: string}} line counts from 1; 0 without one
 */
export function decide(kind, topic, { role, type, patterns, is_active: isActive }) {
  const verb = kind === "pub" ? "publish" : "receive";
  if (!isActive) {
    return { isAllowed: false, line: 0, reason: "The endpoint is disabled." };
  }
  if (!MAY[kind].includes(role)) {
    return { isAllowed: false, line: 0, reason: `The role ${role} does not ${verb}.` };
  }
  if (topic.startsWith("/tidings/") && role !== "admin" && type !== "internal") {
    return { isAllowed: false, line: 0, reason: "Names below /tidings/ are the broker's own." };
  }
  const at = patterns.findIndex(
    (line) => line.startsWith(kind + "=") && matches(line.slice(4).trim(), topic),
  );
  return at < 0
    ? { isAllowed: false, line: 0, reason: `No line that begins with ${kind}= matches.` }
    : { isAllowed: true, line: at + 1, reason: `Line ${at + 1} matches: ${patterns[at]}` };
}
