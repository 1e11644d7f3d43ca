import { pad, valueAt, volumeOf, windowTerms } from "../arithmetic/convolution.js";
import { resized, scaled, withChannels } from "../arithmetic/images.js";
import { borders, forward, networkOf, occlusion } from "../arithmetic/network.js";
import { format } from "../../numbers.js";
import { fileField, isServed } from "../../own_data.js";
import { chooseImage } from "../../own_image.js";
import { element } from "../../page.js";
import { choice, number } from "../../state.js";
import { extent, Tiles } from "../../tiles.js";
import { openTrained } from "./trained.js";

const trained = await openTrained(new URL(".", import.meta.url));
const LARGEST_OWN = 512; // pixels of an own image's longer side
const MOST_TERMS = 25; // of a sum, written out
const MOST_SUMS = 16;
const MOST_TILES = 128;
const SQUARES = { side: 4, stride: 8 }; // an occluding square is a quarter of the image; it moves by an eighth
const MOST_PLACES = 7;

// What the user opened: a network, and the levels of an image.
export const own = { network: null, settings: null, image: null };

export const controls = {
  image: choice("1", ...trained.images.map((_, at) => String(at + 1)), "own"),
  way: choice("taught", "taught", "should", "own"),
  layer: number(1, { step: 1, least: 0, most: 99, whole: true }),
  map: number(0, { step: 1, least: 0, most: 9999, whole: true }),
  row: number(0, { step: 1, least: 0, most: 999, whole: true }),
  column: number(0, { step: 1, least: 0, most: 999, whole: true }),
  channel: number(0, { step: 1, least: 0, most: 9999, whole: true }),
  occlusion: choice("hidden", "hidden", "shown"),
};

// --- arithmetic: state in, numbers out ------------------------------------------------------

const runs = new Map(); // one for each way and image: moving the cursor computes no network anew

export function forget() {
  runs.clear();
}

// A network run on an image: { network, settings, input, passed }, or the reason why there is none.
function runOf(way, image) {
  const key = `${way} ${image}`;
  if (!runs.has(key)) runs.set(key, computed(way, image));
  return runs.get(key);
}

function computed(way, image) {
  const opened = way === "own" ? { network: own.network, settings: own.settings } : trained.ways[way];
  if (!opened.network) return { problem: { word: "why_no_model" } };
  if (image === "own" && !own.image) return { problem: { word: "why_no_image" } };
  const { network, settings } = opened;
  const levels = image === "own" ? own.image : trained.levels(Number(image) - 1, way);
  const sized = resized(withChannels(levels, network.channels), network.height, network.width, settings.resize);
  const input = scaled(sized, settings.pixels);
  return { network, settings, levels: sized, input, passed: forward(network, input) };
}

export function numbers(state) {
  const { way, image, layer, map, row, column } = state;
  const run = runOf(way, image);
  if (run.problem) return undefinedBecause(run.problem);
  const beside = runOf(way === "taught" ? "should" : "taught", image);
  const { network, passed, input } = run;
  const values = { ...sizes(network), ...probabilities(run, "probability"), ...probabilities(beside, "beside") };
  const isLayer = layer <= network.layers.length;
  const shown = !isLayer ? null : layer === 0 ? input : passed[layer - 1].outputs;
  const isInside = isLayer && map < shown.channels && row < shown.height && column < shown.width;
  const from = layer > 1 && isLayer ? passed[layer - 2].outputs : input;
  return {
    ...run, beside, shown, from, isInside,
    sum: isInside && layer > 0 ? sumOf(network.layers[layer - 1], from, state) : null,
    values: {
      ...values,
      weights_total: network.layers.reduce((total, { weightCount }) => total + weightCount, 0),
      value_at_cursor: isInside ? valueAt(shown, map, row, column) : null,
      sum_at_cursor: isInside && layer > 0 ? valueAt(passed[layer - 1].sums, map, row, column) : null,
    },
    reasons: {
      value_at_cursor: outside(shown, network),
      sum_at_cursor: layer === 0 ? { word: "why_input" } : outside(shown, network),
    },
  };
}

const outside = (shown, network) => (shown
  ? { word: "why_outside", maps: shown.channels, rows: shown.height, columns: shown.width }
  : { word: "why_no_layer", layers: network.layers.length });

function undefinedBecause(reason) {
  const names = ["value_at_cursor", "sum_at_cursor", "weights_total", ...trained.classes.map((name) => `probability_${name}`)];
  const each = (value) => Object.fromEntries(names.map((name) => [name, value]));
  return { network: null, shown: null, from: null, sum: null, values: each(null), reasons: each(reason) };
}

function sizes(network) {
  const found = { output_height_0: network.height, weights_0: 0 };
  for (const [at, layer] of network.layers.entries()) {
    found[`output_height_${at + 1}`] = network.shapes[at].height;
    found[`weights_${at + 1}`] = layer.weightCount;
  }
  return found;
}

// Of each class; the classes of another's network may have no names.
function probabilities({ passed, settings, network }, name) {
  if (!passed) return {};
  const last = passed.at(-1).outputs.values;
  return Object.fromEntries(Array.from(last, (value, at) => [`${name}_${classesOf(settings, network)[at]}`, value]));
}

const classesOf = (settings, network) => {
  const count = network.shapes.at(-1).channels;
  return settings.classes?.length === count ? settings.classes : Array.from({ length: count }, (_, at) => String(at));
};

// How a layer came to the value under the cursor: { kind, ... }.
function sumOf(layer, from, { map, row, column, channel }) {
  switch (layer.kind) {
    case "Conv2D": {
      const [top, , left] = borders(layer, from);
      const padded = pad(from, borders(layer, from));
      const kernel = layer.kernels[map];
      const corner = [row * layer.stride, column * layer.stride];
      const terms = windowTerms(padded, kernel, ...corner);
      return { kind: "window", terms, kernel, bias: layer.biases[map], channel: Math.min(channel, kernel.channels - 1), top: corner[0] - top, left: corner[1] - left, layer };
    }
    case "Dense": {
      const pairs = Array.from(from.values, (value, input) => [value, layer.kernel[input * layer.units + map], input]);
      return { kind: "dense", pairs, bias: layer.biases[map], layer };
    }
    case "MaxPooling2D":
    case "AveragePooling2D":
    case "GlobalMaxPooling2D":
    case "GlobalAveragePooling2D": {
      const window = layer.window ?? [from.height, from.width];
      const [top, left] = layer.strides ? [row * layer.strides[0], column * layer.strides[1]] : [0, 0];
      const pixels = Array.from({ length: window[0] * window[1] }, (_, at) => valueAt(from, map, top + Math.floor(at / window[1]), left + (at % window[1])));
      return { kind: layer.kind.includes("Max") ? "max" : "average", pixels, top, left, window, channel: map };
    }
    case "BatchNormalization":
      return { kind: "normal", value: valueAt(from, map, row, column), mean: layer.mean[map], scale: layer.scale[map], beta: layer.beta[map], channel: map, top: row, left: column, window: [1, 1] };
    case "Flatten": {
      const place = Math.floor(map / from.channels);
      return { kind: "same", value: from.values[(map % from.channels) * from.height * from.width + place], channel: map % from.channels, top: Math.floor(place / from.width), left: place % from.width, window: [1, 1] };
    }
    default:
      return { kind: "same", value: valueAt(from, map, row, column), channel: map, top: row, left: column, window: [1, 1] };
  }
}

// How much each square matters for the answer; kept, for it runs the network for every square.
function occlusionOf(run) {
  run.occluded ??= (() => {
    const answer = answerOf(run);
    const size = Math.min(run.network.height, run.network.width);
    const side = Math.max(1, Math.floor(size / SQUARES.side));
    const stride = Math.max(1, Math.floor(size / SQUARES.stride), Math.ceil((Math.max(run.network.height, run.network.width) - side) / (MOST_PLACES - 1)));
    return { map: occlusion(run.network, run.input, answer, side, stride), side, stride };
  })();
  return run.occluded;
}

const answerOf = ({ passed }) => {
  const values = passed.at(-1).outputs.values;
  return values.indexOf(values.reduce((most, value) => Math.max(most, value), -Infinity));
};

// --- what the page notices --------------------------------------------------------------------

const isWrong = (state) => {
  const image = trained.images[Number(state.image) - 1];
  return image !== undefined && answerOf(runOf("taught", state.image)) !== image.label;
};

export const steps = {
  look: ({ state, before, numbers: now }) => state.layer === 1 && (state.row !== before.state.row || state.column !== before.state.column) && now.sum !== null,
  deeper: ({ state, numbers: now }) => state.layer === 3 && state.way === "taught" && now.isInside && state.channel > 0,
  pooled: ({ state, numbers: now }) => now.sum?.kind === "max" && state.layer === 2,
  answer: ({ state, numbers: now }) => now.network && state.layer === now.network.layers.length && now.isInside,
  hide: ({ state }) => state.occlusion === "shown",
  mistaken: ({ state }) => state.way === "should" && isWrong(state),
};

export const actions = { first_map: () => ({ layer: 1, map: 0, row: 0, column: 0, channel: 0 }) };

export function formulas(state, { network, sum, values, settings, passed }) {
  if (!network) return {};
  const kernel = sum?.kind === "window" ? sum.kernel : null;
  const answer = answerOf({ passed });
  return {
    layer_sum: sum ? inWords(sum, values, (word) => word).at(-1) : "",
    filters: kernel ? sum.layer.kernels.length : "",
    kernel_channels: kernel ? kernel.channels : "",
    kernel_height: kernel ? kernel.height : "",
    kernel_width: kernel ? kernel.width : "",
    kernel_weights: kernel ? sum.layer.weightCount : "",
    answer_sum: passed.at(-1).sums.values[answer],
    answer_probability: values[`probability_${classesOf(settings, network)[answer]}`],
  };
}

// --- the page -------------------------------------------------------------------------------

export function build(lab, places) {
  const figure = (name, draw) => {
    const made = new Tiles(lab, { name, height: 172, draw: () => draw(lab, made) });
    return made;
  };
  const figures = [figure("picture", drawPicture), figure("from", drawFrom), figure("kernel", drawKernel), figure("maps", drawMaps)];
  const sum = element("div", { class: "written-sum small" });
  const chips = element("div", { class: "chips", role: "group", "aria-label": lab.word("layers") });
  const legend = element("p", { class: "hint legend" }, lab.word("chips"));
  const table = element("table", { class: "probabilities" });
  places.lab.append(
    element("div", { class: "figures inside" }, ...figures.map((each) => each.element)), sum, legend, chips,
    element(
      "div",
      { class: "panel columns wide" },
      element("div", {}, table),
      element(
        "div",
        { class: "controls narrow" },
        lab.control("image"), lab.control("way"), lab.control("layer"), lab.control("map"), lab.control("row"), lab.control("column"),
        lab.control("channel"), lab.control("occlusion"), element("div", { class: "row buttons" }, lab.button("reset", "quiet")),
      ),
    ),
    lab.values("value_at_cursor", "sum_at_cursor", "weights_total"),
  );
  openOwn(lab, places.own);
  lab.listeners.push(() => {
    for (const each of figures) each.draw();
    writeSum(lab, sum);
    writeChips(lab, chips);
    writeProbabilities(lab, table);
  });
}

// A model and an image that the local server reads; an exported page reads the image itself.
function openOwn(lab, place) {
  const take = (channels) => {
    own.image = volumeOf(channels);
    forget();
    lab.set({ image: "own" });
  };
  const openModel = (answer, verdict) => {
    const network = networkOf(answer);
    if (network.problem) {
      verdict.textContent = lab.word(network.problem.word, network.problem);
      return;
    }
    const pixels = network.layers[0].kind === "Rescaling" ? "levels" : "zero_to_one";
    own.network = network;
    own.settings = { resize: "area", pixels, ...answer.inputs, classes: answer.classes };
    forget();
    lab.set({ way: "own", layer: 1, map: 0, row: 0, column: 0, channel: 0 });
  };
  place.append(
    isServed()
      ? fileField(lab, "picture", "own_image", ({ pixels }) =>
        take(pixels[0][0].map((_, channel) => pixels.map((row) => row.map((pixel) => pixel[channel])))))
      : chooseImage(lab, LARGEST_OWN, ({ height, width, data }) => {
        const level = (row, column, part) => data[4 * (row * width + column) + part];
        const rows = (part) => Array.from({ length: height }, (_, row) => Array.from({ length: width }, (_, column) => level(row, column, part)));
        take([0, 1, 2].map(rows));
      }),
    isServed() ? fileField(lab, "model", "own_model", openModel) : element("p", { class: "hint" }, lab.word("model_needs_server")),
  );
}

function nothing(figure) {
  figure.tiles = figure.placed = [];
  figure.clear({ left: 0, right: 0, top: 0, bottom: 0 });
  figure.end();
}

function drawPicture(lab, figure) {
  const { levels, network } = lab.numbers;
  if (!network) return nothing(figure);
  const picture = { volume: levels, channel: levels.channels === 3 ? null : 0, low: 0, high: 255, name: `${network.height} × ${network.width}` };
  if (lab.state.occlusion === "hidden") figure.show([picture]);
  else {
    const { map } = occlusionOf(lab.numbers);
    figure.show([{ volume: map, channel: 0, ...extent(map), tint: "signed", name: lab.word("occlusion_map") }]);
  }
  figure.end();
}

// One channel of what the layer reads, with the window of the value under the cursor.
function drawFrom(lab, figure) {
  const { network, from, sum, shown } = lab.numbers;
  if (!network || lab.state.layer === 0) return nothing(figure);
  const channel = Math.min(sum?.channel ?? 0, from.channels - 1);
  const [height, width] = sum?.kind === "window" ? [sum.kernel.height, sum.kernel.width] : (sum?.window ?? [1, 1]);
  const isSquare = sum?.top !== undefined;
  figure.show([{
    volume: from, channel, ...extent(from, channel), name: lab.word("of_channels", { channel, channels: from.channels }),
    boxes: isSquare ? [{ row: sum.top, column: sum.left, height, width, kind: "window" }] : [],
    press: (y, x) => lab.set(nearest(lab.numbers, shown, y, x)),
  }]);
  figure.end();
}

// The place in the layer's map whose window is nearest to a pixel.
function nearest({ sum }, shown, y, x) {
  const [down, across] = sum?.kind === "window" ? [sum.layer.stride, sum.layer.stride] : (sum?.window ?? [1, 1]);
  const reach = sum?.kind === "window" ? [(sum.kernel.height - 1) / 2, (sum.kernel.width - 1) / 2] : [0, 0];
  const inside = (value, size) => Math.min(Math.max(Math.floor(value), 0), size - 1);
  return { row: inside((y - reach[0]) / down, shown.height), column: inside((x - reach[1]) / across, shown.width) };
}

function drawKernel(lab, figure) {
  const { sum } = lab.numbers;
  if (sum?.kind !== "window") return nothing(figure);
  const most = extent(sum.kernel);
  figure.show([{ volume: sum.kernel, channel: sum.channel, ...most, tint: "signed", name: lab.word("of_channels", { channel: sum.channel, channels: sum.kernel.channels }) }]);
  figure.end();
}

function drawMaps(lab, figure) {
  const { network, shown, isInside, values } = lab.numbers;
  if (!network || !shown) return nothing(figure);
  const { row, column, map } = lab.state;
  const range = extent(shown);
  const isList = shown.height * shown.width === 1;
  const tiles = Array.from({ length: Math.min(shown.channels, MOST_TILES) }, (_, channel) => ({
    volume: shown, channel, ...(isList ? range : extent(shown, channel)),
    ...(channel === map ? { steers: "cell" } : { press: (y, x) => lab.set({ map: channel, row: y, column: x }) }),
  }));
  figure.show(tiles);
  if (isInside && map < tiles.length) {
    figure.cursor("cell", {
      tile: map, row, column, height: 1, width: 1, now: values.value_at_cursor, label: lab.word("cell"),
      says: lab.word("place", { map, row, column, value: values.value_at_cursor }),
      move: (y, x) => lab.set(isList ? { map: clamp(map + y + x, shown.channels) } : { row: clamp(y, shown.height), column: clamp(x, shown.width) }),
    });
  }
  figure.end();
}

const clamp = (value, count) => Math.min(Math.max(value, 0), count - 1);
const signed = (value, digits = 3) => (value < 0 ? `(${format(value, digits)})` : format(value, digits));
const times = ([pixel, weight]) => `${signed(pixel, 2)}×${signed(weight, 2)}`;
const joined = (parts, most) => parts.slice(0, most).join(" + ") + (parts.length > most ? " + …" : "");

// The sum in lines: the products of one channel, the channels' sums, the activation.
function inWords(sum, { sum_at_cursor: before, value_at_cursor: after }, word) {
  switch (sum.kind) {
    case "window": {
      const { pairs, sum: part } = sum.terms[sum.channel];
      return [
        `${word("of_channels", { channel: sum.channel, channels: sum.terms.length })}: ${joined(pairs.map(times), MOST_TERMS)} = ${format(part)}`,
        `${joined(sum.terms.map((term) => signed(term.sum)), MOST_SUMS)} + ${signed(sum.bias)} = ${format(before)} → ${sum.layer.activation}: ${format(after)}`,
      ];
    }
    case "dense": {
      const largest = sum.pairs.toSorted(([x, w], [y, v]) => Math.abs(y * v) - Math.abs(x * w));
      return [word("largest_first"), `${joined(largest.map(times), MOST_SUMS)} + ${signed(sum.bias)} = ${format(before)} → ${sum.layer.activation}: ${format(after)}`];
    }
    case "max":
      return [`max(${joined(sum.pixels.map((value) => format(value)), MOST_TERMS).replaceAll(" + ", ", ")}) = ${format(after)}`];
    case "average":
      return [`(${joined(sum.pixels.map((value) => signed(value)), MOST_TERMS)}) / ${sum.pixels.length} = ${format(after)}`];
    case "normal":
      return [`(${format(sum.value)} − ${signed(sum.mean)}) × ${signed(sum.scale)} + ${signed(sum.beta)} = ${format(after)}`];
    default:
      return [`${format(sum.value)} → ${format(after)}`];
  }
}

function writeSum(lab, place) {
  const { sum, values, reasons } = lab.numbers;
  if (!sum) {
    const reason = reasons.sum_at_cursor;
    place.replaceChildren(element("p", { class: "why" }, lab.word(reason.word, reason)));
    return;
  }
  const word = (name, given) => lab.word(name, given);
  place.replaceChildren(...inWords(sum, values, word).map((line) => element("p", {}, line)));
}

// Every layer with its volume and its weights; a press opens it.
function writeChips(lab, place) {
  const { network, values } = lab.numbers;
  if (!network) return place.replaceChildren();
  if (place.network !== network) {
    place.network = network;
    const layers = [{ kind: "input", shape: network }, ...network.layers.map((layer, at) => ({ kind: layer.kind, shape: network.shapes[at] }))];
    place.replaceChildren(...layers.map(({ kind, shape }, at) => chip(lab, values, at, kind, shape)));
  }
  for (const [at, one] of [...place.children].entries()) one.setAttribute("aria-pressed", String(at === lab.state.layer));
}

function chip(lab, values, at, kind, { channels, height, width }) {
  const shown = (name, text) => element("span", { "data-value-of": `${name}_${at}`, "data-value": String(values[`${name}_${at}`]) }, text);
  return element(
    "button",
    { type: "button", class: "chip", onclick: () => lab.set({ layer: at, map: 0, row: 0, column: 0, channel: 0 }) },
    element("span", { class: "kind" }, `${at} ${lab.word(`kind_${kind}`)}`), element("span", {}, `${channels}@`, shown("output_height", `${height}`), `×${width}`),
    element("span", { class: "weights" }, shown("weights", format(values[`weights_${at}`], 9))),
  );
}

// The classes: as this way sees them, and the other way beside.
function writeProbabilities(lab, place) {
  const { network, values, settings, beside } = lab.numbers;
  const { way, image } = lab.state;
  const other = way === "taught" ? "should" : "taught";
  const classes = network ? classesOf(settings, network) : [];
  const kept = `${way} ${image} ${classes}`;
  if (place.kept === kept && network) return;
  place.kept = kept;
  const truth = trained.images[Number(image) - 1];
  const named = (name) => (trained.classes.includes(name) ? lab.word(`class_${name}`) : name);
  const cell = (kind, name) => {
    const value = values[`${kind}_${name}`];
    if (value === undefined) return element("td", {});
    return element("td", {}, element("meter", { min: 0, max: 1, value, "aria-label": named(name) }), element("output", { "data-value-of": `${kind}_${name}`, "data-value": String(value) }, value.toFixed(4)));
  };
  const isTrue = (name) => truth && trained.classes[truth.label] === name;
  place.replaceChildren(
    element("caption", { class: "unseen" }, lab.word("probabilities")),
    element("tr", {}, element("th", { scope: "col" }, lab.word("class")), element("th", { scope: "col" }, lab.word(`way_${way}`)), beside?.passed ? element("th", { scope: "col" }, lab.word(`way_${other}`)) : null),
    ...(network ? classes : trained.classes).map((name) =>
      element("tr", { class: isTrue(name) ? "true" : null }, element("th", { scope: "row" }, named(name), isTrue(name) ? ` ${lab.word("is_true")}` : ""),
        network ? cell("probability", name) : element("td", {}, element("output", { "data-value-of": `probability_${name}`, "data-value": "" })), beside?.passed ? cell("beside", name) : null)),
  );
}
