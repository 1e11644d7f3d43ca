// Numbers as people write and read them.

const DIGITS = 6;

// A number in at most `digits` digits, with a true minus sign.
export function format(value, digits = DIGITS) {
  if (value === null || value === undefined || Number.isNaN(value)) return "";
  if (typeof value === "string") return value;
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e7 || size < 1e-4)) {
    const [mantissa, exponent] = value.toExponential(Math.min(digits, 4) - 1).split("e");
    return `${Number(mantissa)}e${Number(exponent)}`.replaceAll("-", "−");
  }
  return String(Number(value.toPrecision(digits))).replace("-", "−");
}

// A number someone typed: 0.5, 0,5, −2, 3/14, 1e-3; null if it is none.
export function parse(text) {
  const plain = text.trim().replaceAll("−", "-").replaceAll("，", ".").replaceAll(",", ".").replaceAll("。", ".");
  const parts = plain.split("/").map((part) => (part.trim() === "" ? NaN : Number(part)));
  if (parts.length > 2 || parts.some((part) => !Number.isFinite(part))) return null;
  const value = parts.length === 2 ? parts[0] / parts[1] : parts[0];
  return Number.isFinite(value) ? value : null;
}

// Lines of numbers, the cells parted by commas, tabs or spaces; lines also by semicolons. `problem` is the
// first line that has not `columns` numbers, or whose numbers are not right.
export function parseRows(text, columns, isRight = () => true) {
  const rows = [];
  const lines = text.split(/[\n;；]/);
  for (const [index, line] of lines.entries()) {
    if (line.trim() === "") continue;
    const cells = line.trim().replaceAll("−", "-").split(/\s*[,，\t]\s*|\s+/).map((cell) => (cell === "" ? NaN : Number(cell)));
    if (cells.length !== columns || cells.some((cell) => !Number.isFinite(cell)) || !isRight(cells)) {
      return { rows: [], problem: { line: index + 1, text: line.trim() } };
    }
    rows.push(cells);
  }
  return { rows, problem: null };
}

// Images as text: a line a row, `|` between channels (between whole channels, or within each row), an empty line
// between images of equal size; lines also by semicolons. Each image is a list of channels of rows.
export function parseImages(text) {
  const plain = text.replaceAll(/\r\n?|[;；]/g, "\n").replaceAll(/[ \t]*\n[ \t]*/g, "\n").replaceAll(/\s*\|\s*/g, "|").trim();
  if (plain === "") return { images: [], problem: { word: "why_empty" } };
  const images = [];
  let sizes = null;
  for (const block of plain.split(/\n{2,}/)) {
    const lines = block.split("\n").map((line) => line.split("|"));
    const isByRow = lines.length > 1 && lines[0].length > 1 && lines.every((line) => line.length === lines[0].length);
    const channels = isByRow
      ? lines[0].map((_, channel) => lines.map((line) => line[channel]))
      : block.split("|").map((channel) => channel.split("\n"));
    const image = [];
    for (const channel of channels) {
      const { rows, problem } = parseRows(channel.join("\n"), channel[0].trim().split(/\s*[,，\t]\s*|\s+/).length);
      if (problem || rows.length === 0) return { images: [], problem: { word: "why_row", text: problem?.text ?? block } };
      image.push(rows);
    }
    const same = [image.length, image[0].length, image[0][0].length];
    sizes ??= same;
    const isSame = image.every((rows) => rows.length === sizes[1] && rows[0].length === sizes[2]) && image.length === sizes[0];
    if (!isSame) return { images: [], problem: { word: "why_unequal" } };
    images.push(image);
  }
  return { images, problem: null };
}

// Round numbers that part [low, high] into about `count` pieces.
export function ticks(low, high, count) {
  const rough = (high - low) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough) ?? rough;
  const found = [];
  for (let k = Math.ceil(low / step); k * step <= high + step * 1e-9; k += 1) {
    found.push(Number((k * step).toPrecision(12)));
  }
  return found;
}

// A sentence with its {placeholders} filled.
export function fill(sentence, values = {}) {
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? format(values[name]) : whole));
}
