// Numbers as images: tiles of cells side by side - channels, kernels, maps -, and boxes that mouse, finger and keys move.

import { format } from "./numbers.js";
import { element } from "./page.js";
import { label, Plot, svg } from "./plot.js";

const GAP = 12; // pixels between tiles
const NAME = 18; // above a tile that has a name
const LARGEST_CELL = 68;
const SMALLEST_RULED = 9; // a cell that gets lines around it
const SMALLEST_FRAME = 9; // of a box around a cell
const LETTER = 6.4; // the width of a digit in a cell
const MOST_WRITTEN = 400; // numbers in one figure
const BLUE = [0, 114, 178];
const VERMILLION = [213, 94, 0];

export class Tiles extends Plot {
  constructor(lab, settings) {
    super(lab, settings);
    this.element.classList.add("tiles");
    this.root.addEventListener("pointerdown", (event) => this.press(event));
  }

  // Draw tiles: { volume, channel (null: red, green and blue together), low, high, tint (grey, red, green, blue,
  // signed), name, boxes: [{ row, column, height, width, kind }], steers: the cursor that follows a press,
  // press(row, column): or what a press does }.
  show(tiles) {
    this.clear({ left: 1, right: 1, top: 1, bottom: 1 });
    this.tiles = tiles;
    const { cell, across } = this.arrange(tiles);
    const hasNames = tiles.some((tile) => tile.name);
    this.placed = tiles.map(({ volume: { height, width } }, at) => ({
      cell, height, width,
      left: 1 + (at % across) * (cell * width + GAP),
      top: 1 + (hasNames ? NAME : 0) + Math.floor(at / across) * (cell * height + GAP + (hasNames ? NAME : 0)),
    }));
    for (const at of tiles.keys()) this.drawTile(tiles[at], this.placed[at], tiles.length);
  }

  // The largest cells with which all tiles fit, and how many tiles a line then holds.
  arrange(tiles) {
    const [{ volume: { height, width } }] = tiles;
    const above = tiles.some((tile) => tile.name) ? NAME : 0;
    let best = { cell: 0, across: 1 };
    for (let across = 1; across <= tiles.length; across += 1) {
      const lines = Math.ceil(tiles.length / across);
      const wide = (this.width - 2 - (across - 1) * GAP) / (across * width);
      const high = (this.height - 2 - (lines - 1) * GAP - lines * above) / (lines * height);
      const cell = Math.min(wide, high, LARGEST_CELL);
      if (cell > best.cell) best = { cell: cell > 3 ? Math.floor(cell) : cell, across };
    }
    return best;
  }

  drawTile(tile, place, count) {
    const { left, top, cell, height, width } = place;
    const size = { x: left, y: top, width: cell * width, height: cell * height };
    this.marks.append(svg("image", { ...size, href: painted(tile), preserveAspectRatio: "none", "image-rendering": "pixelated" }));
    if (cell >= SMALLEST_RULED) this.marks.append(svg("path", { class: "ruling", d: ruling(place) }));
    this.marks.append(svg("rect", { class: "outline", ...size }));
    if (tile.name) this.notes.append(label(left, top - 5, tile.name, "name", "start"));
    if (height * width * count <= MOST_WRITTEN && tile.channel !== null) this.write(tile, place);
    for (const { row, column, height: rows, width: columns, kind } of tile.boxes ?? []) {
      const box = { x: left + column * cell, y: top + row * cell, width: columns * cell, height: rows * cell };
      this.marks.append(svg("rect", { class: `box ${kind}`, ...box }));
    }
  }

  // Each number in its cell, if all of them can be read there; whole numbers with all their digits.
  write(tile, { left, top, cell, height, width }) {
    const start = tile.channel * height * width;
    const values = Array.from(tile.volume.values.subarray(start, start + height * width));
    const fits = (words) => cell >= 15 && Math.max(...words.map((word) => word.length)) * LETTER + 3 <= cell;
    const words = [3, 2].map((digits) => values.map((value) => format(value, Number.isInteger(value) ? undefined : digits))).find(fits);
    if (!words) return;
    for (const [at, word] of words.entries()) {
      const kind = isDark(colourOf(tile, at)) ? "cell on-dark" : "cell";
      const [row, column] = [Math.floor(at / width), at % width];
      this.notes.append(label(left + (column + 0.5) * cell, top + (row + 0.5) * cell + 4, word, kind, "middle"));
    }
  }

  // A box over some cells of the tile `tile`. `move(row, column)` takes the cell where its corner is wanted; arrow
  // keys move it by `step` cells.
  cursor(name, { tile, row, column, height, width, step = 1, move, ...settings }) {
    const handle = this.handles.get(name) ?? this.newHandle(name, svg("rect", { class: "reach" }), svg("rect", { class: "frame" }));
    this.used.add(name);
    handle.settings = {
      x: column, y: row, tile, height, width, step: [step, -step], move: (x, y) => move(y, x), ...settings,
    };
    const { left, top, cell } = this.placed[tile];
    const { node } = handle;
    node.setAttribute("class", "drag cursor");
    node.setAttribute("transform", `translate(${(left + column * cell).toFixed(2)} ${(top + row * cell).toFixed(2)})`);
    const seen = Math.max(0, (SMALLEST_FRAME - cell * Math.min(width, height)) / 2);
    for (const [shape, edge] of [[node.firstChild, seen + 3], [node.lastChild, seen]]) {
      const size = { x: -edge, y: -edge, width: width * cell + 2 * edge, height: height * cell + 2 * edge };
      for (const [key, value] of Object.entries(size)) shape.setAttribute(key, value);
    }
    this.announce(node, handle.settings);
  }

  // A press beside the box brings it there; one on a tile without a box may do something else.
  press(event) {
    if (event.target.closest("[data-handle]")) return;
    const [x, y] = this.pixel(event);
    const at = this.placed?.findIndex(({ left, top, cell, height, width }) =>
      x >= left && y >= top && x < left + cell * width && y < top + cell * height) ?? -1;
    if (at < 0) return;
    const tile = this.tiles[at];
    const handle = this.handles.get(tile.steers);
    if (handle) {
      this.pressed = at;
      this.grab(tile.steers, handle.node, event);
      handle.settings.move(...this.place(event));
    } else {
      const { left, top, cell } = this.placed[at];
      tile.press?.(Math.floor((y - top) / cell), Math.floor((x - left) / cell));
    }
  }

  grab(name, node, event) {
    super.grab(name, node, event);
    if (event.target.closest("[data-handle]")) this.pressed = this.handles.get(name).settings.tile;
  }

  // The corner of the box whose middle is at the pointer.
  place(event) {
    const { height, width } = this.handles.get(this.dragging).settings;
    const { left, top, cell } = this.placed[this.pressed];
    const [x, y] = this.pixel(event);
    return [Math.floor((x - left) / cell - (width - 1) / 2), Math.floor((y - top) / cell - (height - 1) / 2)];
  }
}

const ruling = ({ left, top, cell, height, width }) => {
  const down = Array.from({ length: width - 1 }, (_, k) => `M${left + (k + 1) * cell} ${top}v${cell * height}`);
  const across = Array.from({ length: height - 1 }, (_, k) => `M${left} ${top + (k + 1) * cell}h${cell * width}`);
  return [...down, ...across].join("");
};

// A tile as a picture of one pixel a cell.
function painted(tile) {
  const { height, width } = tile.volume;
  const canvas = element("canvas", { width, height });
  const context = canvas.getContext("2d");
  const image = context.createImageData(width, height);
  for (let at = 0; at < height * width; at += 1) image.data.set([...colourOf(tile, at), 255], 4 * at);
  context.putImageData(image, 0, 0);
  return canvas.toDataURL();
}

function colourOf({ volume, channel, low, high, tint = "grey" }, at) {
  const places = volume.height * volume.width;
  const level = (of) => {
    const share = high > low ? (volume.values[of * places + at] - low) / (high - low) : Number(low > 0);
    return Math.round(255 * Math.min(1, Math.max(0, share)));
  };
  if (channel === null) return [level(0), level(1), level(2)];
  if (tint === "signed") return signed(volume.values[channel * places + at], Math.max(Math.abs(low), Math.abs(high)));
  const grey = level(channel);
  if (tint === "grey") return [grey, grey, grey];
  return ["red", "green", "blue"].map((name) => (name === tint ? grey : 0));
}

// White is zero; orange above, blue below.
function signed(value, most) {
  const share = most > 0 ? Math.min(1, Math.abs(value) / most) : 0;
  return (value < 0 ? BLUE : VERMILLION).map((part) => Math.round(255 + (part - 255) * share));
}

const isDark = ([red, green, blue]) => 0.299 * red + 0.587 * green + 0.114 * blue < 140;

// The least and the largest value of a volume, or of one of its channels.
export function extent({ values, height, width }, channel = null) {
  const part = channel === null ? values : values.subarray(channel * height * width, (channel + 1) * height * width);
  let low = Infinity;
  let high = -Infinity;
  for (const value of part) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return { low, high };
}
