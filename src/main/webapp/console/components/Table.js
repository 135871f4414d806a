// A table that can be sorted by its columns, unless it is one page of several: sorting each page by itself would
// look like an order of all. The order is in the address.
import { html } from "../core/html.js";
import { changeQuery, useRoute } from "../core/router.js";

/**
 * @param columns objects with name, label, cell(row), and where it can be sorted, value(row)
 * @param next where the next page begins, if there is one
 */
export function Table({ columns, rows, caption, next }) {
  const { query } = useRoute();
  const [name, direction] = (query.sort ?? "").split(".");
  const isWhole = !next && !query.after;
  const column = isWhole && columns.find((one) => one.name === name && one.value);
  const sorted = column ? sort(rows, column.value, direction === "down") : rows;
  return html`
    <div class="table" tabindex="0" role="region" aria-label=${caption}>
      <table>
        <caption class="hidden">${caption}</caption>
        <thead><tr>${columns.map((one) => html`<${Heading} column=${one} maySort=${isWhole && one.value} name=${name} direction=${direction} />`)}</tr></thead>
        <tbody>
          ${sorted.map((row) => html`
            <tr key=${row.id ?? row.name}>
              ${columns.map((one) => html`<td class=${one.kind} data-label=${one.label}>${one.cell(row)}</td>`)}
            </tr>`)}
        </tbody>
      </table>
    </div>
  `;
}

function Heading({ column, maySort, name, direction }) {
  if (!maySort) {
    return html`<th scope="col" class=${column.kind}>${column.label}</th>`;
  }
  const isSorted = column.name === name;
  const next = isSorted && direction !== "down" ? column.name + ".down" : column.name;
  const order = direction === "down" ? "descending" : "ascending";
  return html`
    <th scope="col" class=${column.kind} aria-sort=${isSorted ? order : undefined}>
      <button type="button" class="sort" onClick=${() => changeQuery({ sort: next }, { replace: true })}>
        ${column.label}${isSorted && html`<span class="arrow" aria-hidden="true">${direction === "down" ? "↓" : "↑"}</span>`}
      </button>
    </th>
  `;
}

function sort(rows, value, isDown) {
  const sorted = [...rows].sort((one, other) => compare(value(one), value(other)));
  return isDown ? sorted.reverse() : sorted;
}

function compare(one, other) {
  return typeof one === "string" ? one.localeCompare(other) : one - other;
}
