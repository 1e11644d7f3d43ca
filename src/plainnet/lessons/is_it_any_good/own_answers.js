// Answers of the user's own: a line a row, the truth and what was predicted.

import { parseRows } from "../../numbers.js";

const MOST_CLASSES = 40;
const MOST_ROWS = 5000;

// Pairs [truth, prediction]: names of classes, or numbers; or the reason why there are none.
export function readOwn(given, kind) {
  const failed = (reason) => ({ pairs: [], reason });
  if (kind !== "classes") {
    const { rows, problem } = parseRows(given, 2);
    if (problem) return failed({ word: "why_own_numbers", ...problem });
    return rows.length > 0 ? { pairs: rows } : failed({ word: "why_no_rows" });
  }
  const pairs = [];
  for (const [index, line] of given.split(/[\n;；]/).entries()) {
    if (line.trim() === "") continue;
    const cells = line.trim().split(/\s*[,，\t]\s*/);
    if (cells.length !== 2 || cells.includes("")) return failed({ word: "why_own_classes", line: index + 1 });
    pairs.push(cells);
  }
  if (pairs.length === 0) return failed({ word: "why_no_rows" });
  const classes = new Set(pairs.map(([truth]) => truth)).size;
  return classes > MOST_CLASSES ? failed({ word: "why_many_classes", classes, most: MOST_CLASSES }) : { pairs };
}

// The lines `truth,prediction` of a table with such columns; of a series, of its first step ahead. A file without
// them is taken as it is if it has two columns.
export function columnsOfFile(content) {
  const lines = content.replace(/^\uFEFF/, "").split(/\r?\n/).filter((line) => line.trim() !== "");
  if (lines.length === 0 || lines.length > MOST_ROWS) return { word: lines.length === 0 ? "why_no_rows" : "why_many_rows" };
  const rows = lines.map((line) => line.split(",").map((cell) => cell.trim().replace(/^"(.*)"$/, "$1")));
  const places = ["truth", "prediction"].map((name) => rows[0].findIndex((cell) => cell === name || cell === `${name}_step_1`));
  if (!places.includes(-1)) return { text: rows.slice(1).map((row) => places.map((at) => row[at]).join(",")).join("\n") };
  return rows[0].length === 2 ? { text: rows.map((row) => row.join(",")).join("\n") } : { word: "why_no_columns" };
}
