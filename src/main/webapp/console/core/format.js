// Numbers, times and durations as people read them.

const NUMBER = new Intl.NumberFormat("en");
const DAY = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", year: "numeric" });
const CLOCK = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit" });

export const NEVER = 2_147_483_647_000;

const UNITS = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["min", 60_000],
  ["s", 1_000],
  ["ms", 1],
];

export const formatNumber = (number) => NUMBER.format(number);

export const plural = (count, one, many = one + "s") =>
  `${formatNumber(count)} ${count === 1 ? one : many}`;

/** A number of something that may be unknown. */
export const counted = (count, one, many = one + "s") =>
  Number.isFinite(count) ? plural(count, one, many) : `an unknown number of ${many}`;

/** The API writes times in UTC, some without saying so. */
export function parseTime(text) {
  return new Date(/(Z|[+-]\d\d:?\d\d)$/.test(text) ? text : text + "Z");
}

export function formatTime(date, now = new Date()) {
  const isToday = date.toDateString() === now.toDateString();
  return isToday ? CLOCK.format(date) : `${DAY.format(date)}, ${CLOCK.format(date)}`;
}

export const formatUtc = (date) => date.toISOString().replace("T", " ").replace("Z", " UTC");

/** The two largest units: 3 d 4 h, 12 s, 250 ms. */
export function formatAge(milliseconds) {
  if (milliseconds < 1_000) {
    return Math.round(milliseconds) + " ms";
  }
  const at = UNITS.findIndex(([, size]) => milliseconds >= size);
  const [unit, size] = UNITS[at];
  const whole = Math.floor(milliseconds / size);
  const [smaller, smallerSize] = UNITS[at + 1] ?? [];
  const rest = smaller && smaller !== "ms" ? Math.floor((milliseconds % size) / smallerSize) : 0;
  return `${whole} ${unit}` + (rest > 0 ? ` ${rest} ${smaller}` : "");
}

/** Exactly, so that it can be edited: in the largest unit that has no remainder. */
export function formatDuration(milliseconds) {
  if (milliseconds >= NEVER) {
    return "never";
  }
  const [unit, size] = UNITS.find(([, one]) => milliseconds >= one && milliseconds % one === 0) ?? ["s", 1];
  return `${milliseconds / size} ${unit}`;
}

/** The milliseconds of a text such as 30 s, 1 h or never; NaN when it is none. */
export function parseDuration(text) {
  const clean = text.trim().toLowerCase();
  if (clean === "never") {
    return NEVER;
  }
  const [, digits, name] = /^(\d+(?:\.\d+)?)\s*(ms|s|min|m|h|d)$/.exec(clean) ?? [];
  const unit = UNITS.find(([one]) => one === (name === "m" ? "min" : name));
  return unit ? Math.round(Number(digits) * unit[1]) : NaN;
}

export function formatBytes(bytes) {
  const units = ["B", "KiB", "MiB", "GiB"];
  const at = Math.min(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), units.length - 1);
  const value = bytes / 1024 ** at;
  return `${Number.isInteger(value) || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[at]}`;
}
