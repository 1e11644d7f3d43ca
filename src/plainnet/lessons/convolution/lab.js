import { convolve, outputSize, pad, pool, valueAt, volumeOf, windowTerms } from "../arithmetic/convolution.js";
import { format, parseImages } from "../../numbers.js";
import { chooseImage } from "../../own_image.js";
import { element } from "../../page.js";
import { choice, number, text } from "../../state.js";
import { extent, Tiles } from "../../tiles.js";

const COURSE_PIXELS = "0,1,2\n3,4,5\n6,7,8";
const COURSE_KERNEL = "0,1\n2,3";
const KERNELS = {
  vertical_edges: "-1,0,1\n-2,0,2\n-1,0,1",
  horizontal_edges: "-1,-2,-1\n0,0,0\n1,2,1",
  blur: "0.0625,0.125,0.0625\n0.125,0.25,0.125\n0.0625,0.125,0.0625",
  sharpen: "0,-1,0\n-1,5,-1\n0,-1,0",
};
const PICTURES = await (await fetch(new URL("data.json", import.meta.url))).json();
const LARGEST_IMAGE = 32; // pixels of an own image's longer side
const A_SCRATCH = 100; // a sum of edges, in levels of brightness, that is more than grain
const MOST_TERMS = 49; // of a channel's sum, written out
const MOST_MATRIX = 64; // rows and columns of the dense layer that is drawn
const CHANNELS = ["red", "green", "blue"];

const last = (count) => Math.max(1, (count ?? 1) - 1);

export const controls = {
  pixels: text(COURSE_PIXELS, { rows: 3 }),
  kernel: text(COURSE_KERNEL, { rows: 3 }),
  bias: number(0, { range: () => [-10, 10], step: 1 }),
  padding: number(0, { range: () => [0, 4], step: 1, least: 0, most: 16, whole: true }),
  stride: number(1, { range: () => [1, 4], step: 1, least: 1, most: 16, whole: true }),
  row: number(0, { range: ({ values }) => [0, last(values.output_height)], step: 1, least: 0, most: 999, whole: true }),
  column: number(0, { range: ({ values }) => [0, last(values.output_width)], step: 1, least: 0, most: 999, whole: true }),
  map: number(0, { step: 1, least: 0, most: 99, whole: true }),
  pooling: choice("none", "none", "max", "average"),
  pool_size: number(2, { step: 1, least: 1, most: 16, whole: true }),
};

// --- arithmetic: state in, numbers out ------------------------------------------------------

const NAMES = [
  "output_height", "output_width", "output_maps", "sum_at_cursor", "map_least", "map_largest", "pooled_height",
  "pooled_width", "pooled_at_cursor", "weights_convolution", "weights_dense",
];

export function numbers(state) {
  const { padding, stride, bias } = state;
  const [pictures, given] = [parseImages(state.pixels), parseImages(state.kernel)];
  const problem = pictures.problem ?? given.problem;
  if (problem) return undefinedBecause(problem);
  const image = volumeOf(pictures.images[0]);
  const kernels = given.images.map(volumeOf);
  const [kernel] = kernels;
  const read = { image, kernels, padded: pad(image, padding) };
  if (pictures.images.length > 1) return undefinedBecause({ word: "why_one_image" }, read);
  if (kernel.channels !== image.channels) {
    return undefinedBecause({ word: "why_channels", image: image.channels, kernel: kernel.channels }, read);
  }
  const height = outputSize(image.height, kernel.height, stride, padding);
  const width = outputSize(image.width, kernel.width, stride, padding);
  if (height < 1 || width < 1) return undefinedBecause({ word: "why_too_large" }, read);
  const maps = convolve(read.padded, kernels, kernels.map(() => bias), stride);
  return { ...read, maps, ...shown(state, read, maps) };
}

function undefinedBecause(reason, read = {}) {
  const each = (value) => Object.fromEntries(NAMES.map((name) => [name, value]));
  return { ...read, maps: null, pooled: null, terms: null, values: each(null), reasons: each(reason) };
}

function shown(state, { image, kernels, padded }, maps) {
  const { row, column, map, stride, bias } = state;
  const isInside = row < maps.height && column < maps.width && map < maps.channels;
  const terms = isInside ? windowTerms(padded, kernels[map], row * stride, column * stride) : null;
  const pooling = pooled(state, maps);
  const { low, high } = extent(maps, map < maps.channels ? map : 0);
  const outside = { word: "why_outside", rows: maps.height, columns: maps.width, maps: maps.channels };
  const [kernel] = kernels;
  return {
    terms, pooled: pooling.pooled,
    values: {
      output_height: maps.height,
      output_width: maps.width,
      output_maps: maps.channels,
      sum_at_cursor: terms ? terms.reduce((sum, channel) => sum + channel.sum, bias) : null,
      map_least: map < maps.channels ? low : null,
      map_largest: map < maps.channels ? high : null,
      ...pooling.values,
      weights_convolution: kernels.length * kernel.values.length,
      weights_dense: image.values.length * maps.values.length,
    },
    reasons: { sum_at_cursor: outside, map_least: outside, map_largest: outside, ...pooling.reasons },
  };
}

// The maps pooled, and the value of the window that the cursor lies in.
function pooled({ pooling, pool_size: size, row, column, map }, maps) {
  const none = { pooled_height: null, pooled_width: null, pooled_at_cursor: null };
  const because = (reason) => ({ pooled: null, values: none, reasons: { pooled_height: reason, pooled_width: reason, pooled_at_cursor: reason } });
  if (pooling === "none") return because({ word: "why_no_pooling" });
  if (outputSize(Math.min(maps.height, maps.width), size, size) < 1) return because({ word: "why_pool_too_large" });
  const smaller = pool(maps, [size, size], pooling);
  const place = [Math.floor(row / size), Math.floor(column / size)];
  const isInside = place[0] < smaller.height && place[1] < smaller.width && map < maps.channels;
  return {
    pooled: smaller,
    values: {
      pooled_height: smaller.height,
      pooled_width: smaller.width,
      pooled_at_cursor: isInside ? valueAt(smaller, map, ...place) : null,
    },
    reasons: { pooled_at_cursor: { word: "why_left_over" } },
  };
}

const first = { row: 0, column: 0, map: 0 };

const useKernels = (...names) => ({ pixels }) => {
  const channels = parseImages(pixels).images[0]?.length ?? 1;
  const kernel = (name) => Array(channels).fill(KERNELS[name]).join("\n|\n");
  return { kernel: names.map(kernel).join("\n\n"), ...first };
};

export const actions = {
  course_numbers: () => ({
    pixels: COURSE_PIXELS, kernel: COURSE_KERNEL, bias: 0, padding: 0, stride: 1, pooling: "none", ...first,
  }),
  steel: () => ({ pixels: PICTURES.steel, ...first }),
  lights: () => ({ pixels: PICTURES.lights, ...first }),
  vertical_edges: useKernels("vertical_edges"),
  horizontal_edges: useKernels("horizontal_edges"),
  blur: useKernels("blur"),
  sharpen: useKernels("sharpen"),
  four_kernels: useKernels("vertical_edges", "horizontal_edges", "blur", "sharpen"),
};

const isCourse = ({ pixels, kernel }) => pixels === COURSE_PIXELS && kernel === COURSE_KERNEL;

export const steps = {
  last_sum: ({ state, numbers: now }) => isCourse(state) && state.row === 1 && state.column === 1 && now.values.output_height === 2,
  padding: ({ state, numbers: now }) => isCourse(state) && state.padding === 1 && now.values.output_height === 4,
  stride: ({ state }) => isCourse(state) && state.padding === 1 && state.stride === 2,
  edges: ({ state, numbers: now, before }) =>
    state.kernel === KERNELS.horizontal_edges && now.values.output_width > 8 && Math.abs(now.values.sum_at_cursor) > A_SCRATCH
    && state.row > 0 && state.row !== before.state.row,
  channels: ({ numbers: now, before }) =>
    before.numbers.reasons.sum_at_cursor?.word === "why_channels" && now.image?.channels === 3 && now.maps !== null,
  kernels: ({ numbers: now }) => now.values.output_maps === 4,
  pooling: ({ state, numbers: now }) => state.pooling === "max" && state.pool_size === 2 && now.values.pooled_height > 2,
};

// --- formulas with their numbers ------------------------------------------------------------

const signed = (value) => (value < 0 ? `(${format(value)})` : format(value));

export function formulas(state, { image, kernels, terms, values }) {
  if (!image) return {};
  const { padding, stride, pool_size: size } = state;
  const [{ height, width, channels }] = kernels;
  const exactly = (value, whole) => (Number.isInteger(value) ? format(value) : `${format(value)} → ${whole}`);
  return {
    height: image.height,
    width: image.width,
    kernel_height: height,
    kernel_width: width,
    height_exactly: exactly((image.height + 2 * padding - height) / stride + 1, values.output_height ?? ""),
    width_exactly: exactly((image.width + 2 * padding - width) / stride + 1, values.output_width ?? ""),
    kernel_numbers: `${kernels.length} · ${channels} · ${height} · ${width}`,
    inputs: image.values.length,
    outputs: (values.output_maps ?? 0) * (values.output_height ?? 0) * (values.output_width ?? 0),
    channel_sums: terms ? terms.map(({ sum }) => signed(sum)).join(" + ") : "",
    pooled_exactly: values.pooled_height === null ? "" : exactly((values.output_height - size) / size + 1, values.pooled_height),
  };
}

// --- the page -------------------------------------------------------------------------------

export function build(lab, places) {
  const figure = (name, draw) => {
    const made = new Tiles(lab, { name, height: 216, draw: () => draw(lab, made) });
    return made;
  };
  const figures = [figure("image", drawImage), figure("kernel", drawKernel), figure("maps", drawMaps), figure("pooled", drawPooled)];
  const matrix = figure("matrix", drawMatrix);
  const sum = element("div", { class: "written-sum" });
  places.lab.append(element("div", { class: "figures beside" }, ...figures.map((each) => each.element)), sum, panel(lab));
  places.lab.append(
    lab.values("sum_at_cursor", "output_height", "output_width", "output_maps", "weights_convolution", "weights_dense", "pooled_height", "pooled_width", "pooled_at_cursor", "map_least", "map_largest"),
  );
  const undrawn = element("p", { class: "hint" });
  places.sharing.append(matrix.element, undrawn);
  lab.listeners.push(() => {
    figures[3].element.hidden = lab.state.pooling === "none";
    for (const each of [...figures, matrix]) each.draw();
    matrix.element.hidden = !isMatrixDrawn(lab.numbers);
    undrawn.textContent = matrix.element.hidden ? lab.word("matrix_undrawn", { most: MOST_MATRIX }) : "";
    writeSum(lab, sum);
  });
}

function panel(lab) {
  const quiet = (...names) => element("div", { class: "row" }, ...names.map((name) => lab.button(name, "quiet")));
  const own = chooseImage(lab, LARGEST_IMAGE, (image) => lab.set({ pixels: written(image), ...first }));
  return element(
    "div",
    { class: "panel thirds" },
    element("div", { class: "data" }, lab.control("pixels"), quiet("course_numbers", "steel", "lights"), own),
    element("div", { class: "data" }, lab.control("kernel"), quiet("vertical_edges", "horizontal_edges", "blur", "sharpen", "four_kernels")),
    element(
      "div",
      { class: "controls narrow" },
      lab.control("padding"), lab.control("stride"), lab.control("row"), lab.control("column"), lab.control("bias"), lab.control("map"),
      lab.control("pooling"), lab.control("pool_size"), element("div", { class: "row buttons" }, lab.button("reset", "quiet")),
    ),
  );
}

// An image as text: one channel where red, green and blue are equal.
function written({ height, width, data }) {
  const isGrey = data.every((value, at) => at % 4 === 3 || value === data[at - (at % 4)]);
  const rows = (part) =>
    Array.from({ length: height }, (_, row) => Array.from({ length: width }, (_, column) => data[4 * (row * width + column) + part]).join(","));
  return (isGrey ? [0] : [0, 1, 2]).map((part) => rows(part).join("\n")).join("\n|\n");
}

function nothing(figure) {
  figure.tiles = figure.placed = [];
  figure.clear({ left: 0, right: 0, top: 0, bottom: 0 });
  figure.end();
}

const clamp = (value, count) => Math.min(Math.max(value, 0), count - 1);

function drawImage(lab, figure) {
  const { image, padded, kernels, maps, terms } = lab.numbers;
  if (!image) return nothing(figure);
  const { padding, stride, row, column } = lab.state;
  const [kernel] = kernels;
  const inside = padding > 0 ? [{ row: padding, column: padding, height: image.height, width: image.width, kind: "inside" }] : [];
  const window = { row: row * stride, column: column * stride, height: kernel.height, width: kernel.width };
  const isColour = padded.channels === 3;
  const range = { low: 0, high: extent(image).high };
  const tiles = Array.from({ length: padded.channels }, (_, channel) => ({
    volume: padded, channel, ...range, steers: maps ? "window" : null,
    tint: isColour ? CHANNELS[channel] : "grey", name: isColour ? lab.word(CHANNELS[channel]) : "",
    boxes: terms && channel > 0 ? [...inside, { ...window, kind: "window" }] : inside,
  }));
  if (isColour) tiles.push({ volume: padded, channel: null, ...range, name: lab.word("together"), steers: maps ? "window" : null, boxes: inside });
  figure.show(tiles);
  if (terms) {
    figure.cursor("window", {
      tile: 0, ...window, step: stride, now: lab.numbers.values.sum_at_cursor, label: lab.word("window"), says: place(lab),
      move: (top, left) => lab.set({ row: clamp(Math.round(top / stride), maps.height), column: clamp(Math.round(left / stride), maps.width) }),
    });
  }
  figure.end();
}

const place = (lab) => lab.word("place", { row: lab.state.row, column: lab.state.column, value: lab.numbers.values.sum_at_cursor ?? "" });

// All kernels; that of the map under the cursor is framed.
function drawKernel(lab, figure) {
  const { kernels } = lab.numbers;
  if (!kernels) return nothing(figure);
  const tiles = kernels.flatMap((kernel, number) =>
    Array.from({ length: kernel.channels }, (_, channel) => ({
      volume: kernel, channel, ...extent(kernel), tint: "signed", press: () => lab.set({ map: number }),
      boxes: kernels.length > 1 && number === lab.state.map ? [{ row: 0, column: 0, height: kernel.height, width: kernel.width, kind: "window" }] : [],
    })));
  figure.show(tiles);
  figure.end();
}

function drawMaps(lab, figure) {
  const { maps, terms } = lab.numbers;
  if (!maps) return nothing(figure);
  const { row, column, map, pooling, pool_size: size } = lab.state;
  const blocks = lab.numbers.pooled && pooling !== "none"
    ? [{ row: Math.floor(row / size) * size, column: Math.floor(column / size) * size, height: size, width: size, kind: "inside" }]
    : [];
  const isWhole = blocks.every((block) => block.row + size <= maps.height && block.column + size <= maps.width);
  figure.show(Array.from({ length: maps.channels }, (_, channel) => ({
    volume: maps, channel, ...extent(maps, channel), boxes: channel === map && isWhole ? blocks : [],
    ...(channel === map ? { steers: "cell" } : { press: (y, x) => lab.set({ map: channel, row: y, column: x }) }),
  })));
  if (terms) {
    figure.cursor("cell", {
      tile: map, row, column, height: 1, width: 1, now: lab.numbers.values.sum_at_cursor, label: lab.word("cell"), says: place(lab),
      move: (top, left) => lab.set({ row: clamp(top, maps.height), column: clamp(left, maps.width) }),
    });
  }
  figure.end();
}

function drawPooled(lab, figure) {
  const { pooled: smaller, values } = lab.numbers;
  if (!smaller) return nothing(figure);
  const { row, column, map, pool_size: size } = lab.state;
  const box = { row: Math.floor(row / size), column: Math.floor(column / size), height: 1, width: 1, kind: "window" };
  figure.show(Array.from({ length: smaller.channels }, (_, channel) => ({
    volume: smaller, channel, ...extent(smaller, channel), boxes: channel === map && values.pooled_at_cursor !== null ? [box] : [],
    press: (y, x) => lab.set({ map: channel, row: y * size, column: x * size }),
  })));
  figure.end();
}

const isMatrixDrawn = ({ image, maps }) =>
  maps !== null && Math.max(image.height * image.width, maps.height * maps.width) <= MOST_MATRIX;

// The same layer as a matrix: a row for each number of the map, a column for each pixel; most weights are zero, the
// others the kernel's, again and again.
function drawMatrix(lab, figure) {
  const { image, kernels, maps } = lab.numbers;
  const { padding, stride, row, column, map } = lab.state;
  if (!isMatrixDrawn(lab.numbers) || map >= kernels.length) return nothing(figure);
  const [across, down] = [image.height * image.width, maps.height * maps.width];
  const kernel = kernels[map];
  const line = (place) => {
    const [top, left] = [Math.floor(place / maps.width) * stride - padding, (place % maps.width) * stride - padding];
    return Array.from({ length: across }, (_, pixel) => {
      const [y, x] = [Math.floor(pixel / image.width) - top, (pixel % image.width) - left];
      return y >= 0 && y < kernel.height && x >= 0 && x < kernel.width ? valueAt(kernel, 0, y, x) : 0;
    });
  };
  const matrix = volumeOf([Array.from({ length: down }, (_, place) => line(place))]);
  const { low, high } = extent(kernel);
  const box = { row: row * maps.width + column, column: 0, height: 1, width: across, kind: "window" };
  figure.show([{ volume: matrix, channel: 0, low, high, tint: "signed", boxes: lab.numbers.terms ? [box] : [], press: (y) => lab.set({ row: Math.floor(y / maps.width), column: y % maps.width }) }]);
  figure.end();
}

// The window under the cursor as a sum, a line a channel.
function writeSum(lab, place) {
  const { terms, values, reasons } = lab.numbers;
  if (!terms) {
    const reason = reasons.sum_at_cursor;
    place.replaceChildren(element("p", { class: "why" }, lab.word(reason.word, reason)));
    return;
  }
  const { bias } = lab.state;
  const line = ({ pairs }) =>
    pairs.slice(0, MOST_TERMS).map(([pixel, weight]) => `${signed(pixel)}×${signed(weight)}`).join(" + ") + (pairs.length > MOST_TERMS ? " + …" : "");
  const end = ` + ${signed(bias)} = ${format(values.sum_at_cursor)}`;
  if (terms.length === 1) {
    place.replaceChildren(element("p", {}, `${line(terms[0])}${end}`));
    return;
  }
  const lines = terms.map((channel, at) =>
    element("p", {}, `${terms.length === 3 ? lab.word(CHANNELS[at]) : at}: ${line(channel)} = ${format(channel.sum)}`));
  place.replaceChildren(...lines, element("p", {}, `${terms.map(({ sum }) => signed(sum)).join(" + ")}${end}`));
}
