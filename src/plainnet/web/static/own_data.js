// Files of the user's own, read by the local server; a static site can only take what is typed.

import { element } from "./page.js";

const MOST_ROWS = 1000;
const IMAGES = ".png,.jpg,.jpeg,.bmp,.gif,.webp";
const TABLES = ".csv,.tsv,.txt,.xlsx,.parquet";
const ENDINGS = { table: TABLES, series: TABLES, image: IMAGES, picture: IMAGES, model: ".keras,.h5,.hdf5" };
const language = document.documentElement.lang.slice(0, 2);
export const isServed = () => document.cookie.split("; ").includes(`plainnet-served-${location.port}=yes`);

// A field for a file of a `kind` that the server reads: "table", "series" (its last rows), "image" (at most 32 pixels
// each way), "picture" (512) or "model". `take` gets what it answers; what cannot be read is a sentence under the
// field. `wanted()` gives what else the server is told: { columns: [...], only: [...] } of a series.
export function fileField(lab, kind, word, take, wanted = () => ({})) {
  if (!isServed()) return element("p", { class: "hint" }, lab.word("file_needs_server"));
  const verdict = element("p", { role: "status", class: "hint" });
  const file = element("input", { type: "file", id: `own-${kind}`, accept: ENDINGS[kind] });
  const offer = (answer) => {
    verdict.textContent = answer.error ?? "";
    if (!answer.error) take(answer, verdict);
  };
  file.addEventListener("change", async () => {
    if (file.files.length === 0) return;
    verdict.textContent = lab.word("reading");
    offer(await sent(kind, file.files[0], wanted()));
  });
  if (kind === "table") openGiven(offer);
  return element("div", { class: "own" }, element("label", { for: file.id }, lab.word(word)), file, verdict);
}

// A field for a table, and two lists to choose columns from, called x and y unless `names` says how. `take` gets
// the rows [x, y].
export function chooseColumns(lab, take, names = ["x", "y"]) {
  const lists = element("div", { class: "row" });
  const field = fileField(lab, "table", "own_file", (answer, verdict) => {
    lists.replaceChildren();
    offerColumns(lab, answer, names, { lists, verdict, take });
  });
  return element("div", {}, field, lists);
}

async function sent(kind, file, wanted) {
  try {
    const query = new URLSearchParams({ language, name: file.name });
    for (const [name, values] of Object.entries(wanted)) for (const value of values) query.append(name, value);
    const address = `/api/files/${kind}?${query}`;
    const answer = await fetch(address, { method: "POST", body: file, headers: { "content-type": "application/octet-stream" } });
    return await answer.json();
  } catch (error) {
    return { error: String(error) };
  }
}

// The file that `plainnet learn --data` was given.
async function openGiven(offer) {
  const answer = await (await fetch(`/api/given-table?language=${language}`)).json();
  if (answer.columns || answer.error) offer(answer);
}

function offerColumns(lab, { columns, rows }, names, { lists, verdict, take }) {
  const list = (name, chosen) =>
    element("select", { id: `own-${name}` }, ...columns.map((column, i) => element("option", { value: i, selected: i === chosen }, column)));
  const x = list("x", 0);
  const y = list("y", Math.min(1, columns.length - 1));
  const use = () => {
    const pairs = rows.map((row) => [row[x.value], row[y.value]]).filter(([a, b]) => a !== null && b !== null);
    verdict.textContent = lab.word("rows_taken", { taken: Math.min(pairs.length, MOST_ROWS), rows: rows.length });
    take(pairs.slice(0, MOST_ROWS));
  };
  for (const each of [x, y]) each.addEventListener("input", use);
  lists.append(element("label", { for: "own-x" }, names[0]), x, element("label", { for: "own-y" }, names[1]), y);
  use();
}
