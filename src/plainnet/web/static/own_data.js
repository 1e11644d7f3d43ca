// A table of the user's own, read by the local server; a static site can only take what is typed.

import { element } from "./page.js";

const MOST_ROWS = 1000;
const language = document.documentElement.lang.slice(0, 2);
const isServed = () => document.cookie.split("; ").includes(`plainnet-served-${location.port}=yes`);

// A file field, and two lists to choose the columns x and y from. `take` gets the rows [x, y].
export function chooseColumns(lab, take) {
  if (!isServed()) return element("p", { class: "hint" }, lab.word("file_needs_server"));
  const verdict = element("p", { role: "status", class: "hint" });
  const lists = element("div", { class: "row" });
  const file = element("input", { type: "file", id: "own-file", accept: ".csv,.tsv,.txt,.xlsx,.parquet" });
  file.addEventListener("change", async () => {
    if (file.files.length === 0) return;
    verdict.textContent = lab.word("reading");
    offer(await sent(file.files[0]));
  });
  const offer = (answer) => {
    lists.replaceChildren();
    verdict.textContent = answer.error ?? "";
    if (!answer.error) offerColumns(lab, answer, lists, verdict, take);
  };
  openGiven(offer);
  return element("div", { class: "own" }, element("label", { for: "own-file" }, lab.word("own_file")), file, lists, verdict);
}

async function sent(file) {
  try {
    const address = `/api/tables?language=${language}&name=${encodeURIComponent(file.name)}`;
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

function offerColumns(lab, { columns, rows }, lists, verdict, take) {
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
  lists.append(element("label", { for: "own-x" }, "x"), x, element("label", { for: "own-y" }, "y"), y);
  use();
}
