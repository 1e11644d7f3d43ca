// A figure in SVG: axes, lines, dots, and handles that mouse, finger and keyboard move.

import { format, ticks } from "./numbers.js";
import { download, element } from "./page.js";

const SVG = "http://www.w3.org/2000/svg";
const EDGE = { left: 46, right: 14, top: 12, bottom: 38 };
const LARGEST = 1e6; // pixels; what lies further out is drawn at this distance
const INLINED = [
  "fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-linejoin", "stroke-linecap",
  "opacity", "paint-order", "font-family", "font-size", "font-weight", "font-style", "text-anchor",
];

export function svg(tag, attributes = {}, ...children) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

let figures = 0;

export class Plot {
  // `lab` gives the words; `draw` is called whenever the figure's width changes.
  constructor(lab, { name, height = 300, draw, ratio = null }) {
    Object.assign(this, { lab, name, height, draw, ratio, width: 420, handles: new Map(), dragging: null });
    figures += 1;
    this.clip = `clip-${figures}`;
    this.hole = svg("rect");
    this.back = svg("g", { class: "axes", "aria-hidden": "true" });
    this.marks = svg("g", { "clip-path": `url(#${this.clip})`, "aria-hidden": "true" });
    this.notes = svg("g", { "aria-hidden": "true" });
    this.front = svg("g");
    this.root = svg(
      "svg",
      { role: "group", "aria-label": lab.word(`${name}_figure`) },
      svg("clipPath", { id: this.clip }, this.hole),
      this.back, this.marks, this.notes, this.front,
    );
    this.caption = element("figcaption", {}, element("span", { class: "title" }, lab.word(`${name}_figure`)), this.savers());
    this.element = element("figure", { class: "plot", "data-figure": name }, this.caption, this.root);
    new ResizeObserver(([entry]) => this.resize(entry.contentRect.width)).observe(this.element);
  }

  resize(width) {
    if (width < 1 || Math.abs(width - this.width) < 0.5) return;
    this.width = width;
    this.draw();
  }

  // --- a drawing: begin, marks, handles, end ----------------------------------------------

  // `isCounted` is false where heights are no numbers, as those of rows of names.
  begin([left, right], [bottom, top], { x = "", y = "", isCounted = true } = {}) {
    if (this.ratio) this.height = Math.round(Math.min(420, this.width * this.ratio));
    this.view = { left, right, bottom, top };
    this.clear(EDGE);
    // Axes are most of the text of a figure, and seldom change: drawn again only then.
    const drawn = [left, right, bottom, top, this.width, this.height, x, y].join(" ");
    if (this.drawn === drawn) return;
    this.drawn = drawn;
    this.back.replaceChildren();
    this.axes(x, y, isCounted);
  }

  // An empty drawing inside margins.
  clear(edge) {
    this.root.setAttribute("viewBox", `0 0 ${this.width} ${this.height}`);
    this.root.setAttribute("height", this.height);
    const inner = { x: edge.left, y: edge.top, width: this.width - edge.left - edge.right, height: this.height - edge.top - edge.bottom };
    this.inner = inner;
    for (const [key, value] of Object.entries(inner)) this.hole.setAttribute(key, Math.max(0, value));
    this.marks.replaceChildren();
    this.notes.replaceChildren();
    this.used = new Set();
  }

  end() {
    for (const [name, handle] of this.handles) {
      if (!this.used.has(name) && this.dragging !== name) {
        handle.node.remove();
        this.handles.delete(name);
      }
    }
  }

  x(value) {
    const { left, right } = this.view;
    return bounded(this.inner.x + ((value - left) / (right - left)) * this.inner.width);
  }

  y(value) {
    const { bottom, top } = this.view;
    return bounded(this.inner.y + ((top - value) / (top - bottom)) * this.inner.height);
  }

  axes(xLabel, yLabel, isCounted) {
    const { x, y, width, height } = this.inner;
    for (const value of ticks(this.view.left, this.view.right, width / 70)) {
      const at = this.x(value);
      this.back.append(svg("line", { class: value === 0 ? "zero" : "grid", x1: at, x2: at, y1: y, y2: y + height }));
      this.back.append(label(at, y + height + 16, format(value), "tick", "middle"));
    }
    for (const value of isCounted ? ticks(this.view.bottom, this.view.top, height / 48) : []) {
      const at = this.y(value);
      this.back.append(svg("line", { class: value === 0 ? "zero" : "grid", x1: x, x2: x + width, y1: at, y2: at }));
      this.back.append(label(x - 7, at + 4, format(value), "tick", "end"));
    }
    this.back.append(label(x + width, y + height + 32, xLabel, "name", "end"));
    this.back.append(label(x + 6, y + 12, yLabel, "name", "start"));
  }

  path(points, kind) {
    const finite = points.filter(([x, y]) => Number.isFinite(x) && Number.isFinite(y));
    const steps = finite.map(([x, y], i) => `${i ? "L" : "M"}${this.x(x).toFixed(2)} ${this.y(y).toFixed(2)}`);
    if (steps.length > 1) this.marks.append(svg("path", { class: kind, d: steps.join("") }));
  }

  area(points, kind) {
    this.path(points, kind);
    const last = this.marks.lastChild;
    if (last?.tagName === "path") last.setAttribute("d", `${last.getAttribute("d")}Z`);
  }

  dot(x, y, kind, radius = 4) {
    if (!Number.isFinite(x) || !Number.isFinite(y)) return;
    this.marks.append(svg("circle", { class: kind, cx: this.x(x), cy: this.y(y), r: radius }));
  }

  // Many dots at once: one mark, whose points are the round ends of strokes without length.
  dots(points, kind, radius = 2.5) {
    const finite = points.filter(([x, y]) => Number.isFinite(x) && Number.isFinite(y));
    if (finite.length === 0) return;
    const steps = finite.map(([x, y]) => `M${this.x(x).toFixed(1)} ${this.y(y).toFixed(1)}h0`);
    this.marks.append(svg("path", { class: `dots ${kind}`, d: steps.join(""), "stroke-width": 2 * radius }));
  }

  note(x, y, words, kind = "note", anchor = "start", [dx, dy] = [8, -8]) {
    const at = [this.x(x) + dx, this.y(y) + dy];
    const { x: left, y: top, width, height } = this.inner;
    const isInside = at[0] >= left - 2 && at[0] <= left + width + 2 && at[1] >= top && at[1] <= top + height + 2;
    if (isInside) this.notes.append(label(at[0], at[1], words, kind, anchor));
  }

  // --- handles ----------------------------------------------------------------------------

  // Something to drag at (x, y). `move(x, y)` takes where it is wanted; `step` is what an arrow key moves.
  // `now` is the number a screen reader names with `says`; `remove` answers the Delete key.
  handle(name, { x, y, kind = "handle", radius = 7, ...settings }) {
    if (!Number.isFinite(x) || !Number.isFinite(y)) return;
    const handle =
      this.handles.get(name) ?? this.newHandle(name, svg("circle", { class: "reach", r: 16 }), svg("circle", { class: "body" }));
    this.used.add(name);
    handle.settings = { x, y, ...settings };
    const { node } = handle;
    node.setAttribute("class", `drag ${kind}`);
    const inside = (at, low, length) => Math.min(Math.max(at, low), low + length);
    const cx = inside(this.x(x), this.inner.x, this.inner.width);
    const cy = inside(this.y(y), this.inner.y, this.inner.height);
    node.setAttribute("transform", `translate(${cx.toFixed(2)} ${cy.toFixed(2)})`);
    node.lastChild.setAttribute("r", radius);
    this.announce(node, settings);
  }

  announce(node, { label: name, now, says }) {
    node.setAttribute("aria-label", name);
    node.setAttribute("aria-valuenow", Number.isFinite(now) ? now : 0);
    node.setAttribute("aria-valuetext", says);
  }

  newHandle(name, ...shapes) {
    const node = svg("g", { role: "slider", tabindex: "0", "data-handle": name }, ...shapes);
    const handle = { node, settings: null };
    this.handles.set(name, handle);
    this.front.append(node);
    node.addEventListener("pointerdown", (event) => this.grab(name, node, event));
    node.addEventListener("pointermove", (event) => {
      if (this.dragging === name) handle.settings.move(...this.place(event));
    });
    for (const end of ["pointerup", "pointercancel"]) {
      node.addEventListener(end, () => {
        if (this.dragging !== name) return;
        this.dragging = null;
        this.draw();
      });
    }
    node.addEventListener("keydown", (event) => this.key(event, handle.settings));
    return handle;
  }

  grab(name, node, event) {
    event.preventDefault();
    node.focus({ preventScroll: true });
    node.setPointerCapture(event.pointerId);
    this.dragging = name;
  }

  key(event, { x, y, step, move, remove }) {
    const size = event.shiftKey ? 10 : 1;
    const [dx, dy] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key] ?? [0, 0];
    if (dx || dy) {
      event.preventDefault();
      move(tidy(x + dx * size * step[0]), tidy(y + dy * size * step[1]));
    } else if (event.key === "Delete" && remove) remove();
  }

  // Where a pointer is, in the units of the axes, rounded to what a pixel can show.
  place(event) {
    const { left, right, bottom, top } = this.view;
    const at = this.pixel(event);
    const x = left + ((at[0] - this.inner.x) / this.inner.width) * (right - left);
    const y = top - ((at[1] - this.inner.y) / this.inner.height) * (top - bottom);
    return [rounded(x, right - left), rounded(y, top - bottom)];
  }

  // Where a pointer is, in the units of the drawing.
  pixel(event) {
    const box = this.root.getBoundingClientRect();
    return [((event.clientX - box.left) * this.width) / box.width, ((event.clientY - box.top) * this.height) / box.height];
  }

  // --- saving -----------------------------------------------------------------------------

  savers() {
    const button = (kind, save) =>
      element("button", { type: "button", "aria-label": this.lab.word(`save_${kind}`), title: this.lab.word(`save_${kind}`), onclick: save }, kind.toUpperCase());
    return element("span", { class: "savers" }, button("svg", () => this.saveSvg()), button("png", () => this.savePng()));
  }

  // The figure as a file of its own: the page's look written into each mark.
  standalone() {
    const copy = this.root.cloneNode(true);
    const marks = [...copy.querySelectorAll("*")];
    for (const [at, original] of [...this.root.querySelectorAll("*")].entries()) {
      const look = getComputedStyle(original);
      for (const property of INLINED) marks[at].setAttribute(property, look.getPropertyValue(property));
    }
    copy.setAttribute("xmlns", SVG);
    copy.setAttribute("width", this.width);
    const paper = svg("rect", { width: this.width, height: this.height, fill: getComputedStyle(document.body).backgroundColor });
    copy.prepend(paper);
    return new XMLSerializer().serializeToString(copy);
  }

  saveSvg() {
    download(`${this.name}.svg`, new Blob([this.standalone()], { type: "image/svg+xml" }));
  }

  async savePng() {
    const image = new Image();
    const address = URL.createObjectURL(new Blob([this.standalone()], { type: "image/svg+xml" }));
    image.src = address;
    await image.decode();
    const canvas = element("canvas", { width: 2 * this.width, height: 2 * this.height });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    URL.revokeObjectURL(address);
    canvas.toBlob((blob) => download(`${this.name}.png`, blob), "image/png");
  }
}

const bounded = (pixels) => Math.min(LARGEST, Math.max(-LARGEST, pixels));
const tidy = (value) => Number(value.toPrecision(12));

export function label(x, y, words, kind, anchor) {
  return svg("text", { class: kind, x, y, "text-anchor": anchor }, words);
}

// `value` to a five-hundredth of `length`, in few digits.
function rounded(value, length) {
  const unit = 10 ** Math.floor(Math.log10(length / 200));
  return tidy(Math.round(value / unit) * unit);
}

// An interval around some values: `pad` of its length is added at both ends.
export function interval(values, pad = 0.08, least = 1) {
  const finite = values.filter(Number.isFinite);
  const low = Math.min(...finite);
  const high = Math.max(...finite);
  if (finite.length === 0) return [0, 1];
  const length = Math.max(high - low, least * Math.max(1e-9, high === low ? 1 : 0), 1e-12);
  const middle = (low + high) / 2;
  return [middle - length * (0.5 + pad), middle + length * (0.5 + pad)];
}
