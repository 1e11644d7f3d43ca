// Tables with a row for each step of a sequence, made anew only where the number of steps changes.

import { element } from "./page.js";

// A table of `rows(count)`; it scrolls within the page.
export function growingTable(lab, name, kind, rows) {
  const table = element("table", { class: `weights ${kind}` });
  let shown = 0;
  lab.listeners.push(() => {
    const count = lab.numbers.steps.length;
    if (count === shown) return;
    shown = count;
    const known = lab.outputs.length;
    table.replaceChildren(...rows(count));
    for (const update of lab.outputs.slice(known)) update();
  });
  return element("div", { class: "wide high", tabindex: "0", role: "region", "aria-label": lab.word(name) }, table);
}

// What is made once for a key, and kept.
export function madeOnce(make) {
  const made = new Map();
  return (...key) => {
    const name = key.join(" ");
    if (!made.has(name)) made.set(name, make(...key));
    return made.get(name);
  };
}

export const tableHead = (...words) => element("thead", {}, element("tr", {}, ...words.map((word) => element("th", { scope: "col" }, word))));
