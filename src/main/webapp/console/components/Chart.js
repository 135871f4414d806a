// Lines over time, drawn as they come; the numbers are in the text for who cannot see them.
import { formatNumber, formatTime } from "../core/format.js";
import { html, useState } from "../core/html.js";

const WIDTH = 600;
const HEIGHT = 140;

/**
 * @param series objects with name, kind and values, all of one length
 * @param end the time of the last value; step the milliseconds between two
 */
export function Chart({ title, series, end, step }) {
  const [at, setAt] = useState(-1);
  const length = series[0].values.length;
  const most = niceMaximum(Math.max(1, ...series.flatMap(({ values }) => values)));
  const point = at < 0 || at >= length ? length - 1 : at;
  const time = (index) => new Date(end.getTime() - (length - 1 - index) * step);
  const move = (event) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    setAt(Math.round(((event.clientX - left) / width) * (length - 1)));
  };
  return html`
    <figure class="chart">
      <figcaption>
        <strong>${title}</strong>
        ${series.map(({ name, kind, values }) => html`
          <span key=${name} class=${"key " + kind}>${name} <b>${formatNumber(values[point] ?? 0)}</b></span>`)}
      </figcaption>
      <svg viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label=${describe(title, series)}
        onPointerMove=${move} onPointerLeave=${() => setAt(-1)}>
        <line class="grid" x1="0" x2=${WIDTH} y1=${HEIGHT / 2} y2=${HEIGHT / 2} />
        <line class="grid" x1="0" x2=${WIDTH} y1=${HEIGHT} y2=${HEIGHT} />
        ${series.map(({ name, kind, values }) => html`
          <path key=${name} class=${"line " + kind} d=${line(values, most)} />`)}
        ${at >= 0 && html`<line class="cursor" x1=${x(point, length)} x2=${x(point, length)} y1="0" y2=${HEIGHT} />`}
      </svg>
      <p class="scale note"><span>${formatTime(time(0))}</span><span>${at >= 0 ? formatTime(time(point)) : `up to ${formatNumber(most)}`}</span><span>${formatTime(end)}</span></p>
    </figure>
  `;
}

const x = (index, length) => (index / Math.max(length - 1, 1)) * WIDTH;

const line = (values, most) =>
  values.map((value, at) => `${at === 0 ? "M" : "L"}${x(at, values.length).toFixed(1)} ${(HEIGHT - (value / most) * (HEIGHT - 6)).toFixed(1)}`).join("");

/** One of a few round numbers, so that the scale does not jump with every value. */
function niceMaximum(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 1.5, 2, 3, 5, 8, 10].map((one) => one * power).find((one) => one >= value);
}

const describe = (title, series) =>
  `${title}: ${series.map(({ name, values }) => `${name} ${formatNumber(values.at(-1) ?? 0)}, at most ${formatNumber(Math.max(0, ...values))}`).join("; ")}`;
