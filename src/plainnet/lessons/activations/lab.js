import { ACTIVATIONS, softmax } from "../arithmetic/activations.js";
import { affine, joined, throughLayers } from "../arithmetic/affine_layers.js";
import { countDead, hiddenLoss, hiddenNet, trainHidden } from "../arithmetic/hidden_layer.js";
import { format, parseRows } from "../../numbers.js";
import { element } from "../../page.js";
import { interval, Plot } from "../../plot.js";
import { choice, kept, number, text } from "../../state.js";

const data = await (await fetch(new URL("data.json", import.meta.url))).json();
const START = { w: data.w, b: data.w.map(() => 0), v: data.v, c: 0 };
const POINTS = Array.from({ length: 16 }, (_, k) => -1 + (2 * k) / 15);
const CURVE = POINTS.map((x) => 1 - 2 * x * x);
const RATES = Array.from({ length: 24 }, (_, k) => (k + 1) / 25);
const FARTHEST = 6; // x of the curve
const FEWEST = -24; // powers of ten of a product that are drawn
const MOST_CLASSES = 8;
const COMPARED = ["sigmoid", "tanh", "relu", "leaky_relu"];

export const controls = {
  activation: choice("sigmoid", "sigmoid", "tanh", "relu", "leaky_relu", "softmax"),
  x: number(1, { range: () => [-FARTHEST, FARTHEST], step: 0.1 }),
  slope: number(0.2, { range: () => [0, 1], step: 0.01, least: 0, most: 1 }),
  depth: number(5, { range: () => [1, 50], step: 1, least: 0, most: 200, whole: true }),
  layer1: text("1.5,-0.5\n-1,1", { rows: 2 }),
  layer2: text("1,0.5,0\n-0.5,2,0.5", { rows: 2 }),
  layer3: text("1,-1,0.25", { rows: 1 }),
  between: choice("linear", "linear", "sigmoid", "tanh", "relu", "leaky_relu"),
  logits: text("2\n1\n0.1", { rows: 3 }),
  unit: choice("relu", "relu", "leaky_relu"),
  rate: number(0.1, { range: () => [0.01, 0.96], step: 0.01, least: 0 }),
  epochs: number(100, { range: () => [1, 200], step: 1, least: 0, most: 1000, whole: true }),
};

// --- arithmetic: state in, numbers out ------------------------------------------------------

export function numbers(state) {
  const scores = readScores(state.logits);
  const parts = [oneFunction(state, scores), classes(scores), threeLayers(state), smallNet(shareOf(state), state.rate, state.epochs)];
  return {
    scores: scores.scores,
    layers: parts[2].layers,
    joint: parts[2].joint,
    net: parts[3].net,
    values: Object.assign({}, ...parts.map((part) => part.values)),
    reasons: Object.assign({}, ...parts.map((part) => part.reasons)),
  };
}

const every = (names, value) => Object.fromEntries(names.map((name) => [name, value]));

// Scores of classes, parted by commas, spaces or lines.
const readScores = kept((given) => {
  const cells = given.replaceAll("−", "-").split(/[\s,，;；]+/).filter((cell) => cell !== "");
  const wrong = cells.find((cell) => !Number.isFinite(Number(cell)));
  if (wrong !== undefined) return { scores: [], reason: { word: "why_score", text: wrong } };
  if (cells.length === 0) return { scores: [], reason: { word: "why_no_scores" } };
  if (cells.length > MOST_CLASSES) return { scores: [], reason: { word: "why_many_scores", most: MOST_CLASSES } };
  return { scores: cells.map(Number), reason: null };
});

// What an activation gives at x and how steep it is there. Of softmax: the first class's probability when x is
// its score and the others have theirs.
function at(name, x, share, others) {
  if (name !== "softmax") return { value: ACTIVATIONS[name].value(x, share), slope: ACTIVATIONS[name].slope(x, share) };
  const [p] = softmax([x, ...others]);
  return { value: p, slope: p * (1 - p) };
}

function oneFunction({ activation, x, slope: share, depth }, { scores, reason }) {
  const names = ["value", "slope_at_x", "product_of_slopes"];
  if (activation === "softmax" && reason) return { values: every(names, null), reasons: every(names, reason) };
  const { value, slope } = at(activation, x, share, scores.slice(1));
  return { values: { value, slope_at_x: slope, product_of_slopes: slope ** depth } };
}

// Softmax, and how each probability changes with the first score: p1 (1 - p1), and -p1 pk for the others.
function classes({ scores, reason }) {
  const values = {};
  const reasons = {};
  const probabilities = scores.length > 0 ? softmax(scores) : [];
  for (let k = 1; k <= Math.max(1, scores.length); k += 1) {
    const p = probabilities[k - 1];
    values[`softmax_${k}`] = p ?? null;
    values[`softmax_slope_${k}`] = p === undefined ? null : probabilities[0] * ((k === 1 ? 1 : 0) - p);
    Object.assign(reasons, every([`softmax_${k}`, `softmax_slope_${k}`], reason));
  }
  return { values, reasons };
}

const shareOf = ({ unit, slope }) => (unit === "relu" ? 0 : slope);

// --- three layers in a row: 1 input, 2 units, 2 units, 1 output

const SHAPES = { layer1: [2, 1], layer2: [2, 2], layer3: [1, 2] };
const LINE_VALUES = ["line_slope", "line_bias", "line_output", "stack_output"];

const readLayers = kept((...texts) => {
  const layers = [];
  for (const [i, [name, [units, inputs]]] of Object.entries(SHAPES).entries()) {
    const { rows, problem } = parseRows(texts[i], inputs + 1);
    if (problem || rows.length !== units) return { layers: [], reason: { word: `why_${name}` } };
    layers.push({ weights: rows.map((row) => row.slice(0, -1)), bias: rows.map((row) => row.at(-1)) });
  }
  return { layers, joint: layers.reduce(joined), reason: null };
});

function threeLayers({ layer1, layer2, layer3, between, slope: share, x }) {
  const { layers, joint, reason } = readLayers(layer1, layer2, layer3);
  if (reason) return { layers, joint: null, values: every(LINE_VALUES, null), reasons: every(LINE_VALUES, reason) };
  const bend = (sum) => ACTIVATIONS[between].value(sum, share);
  return {
    layers, joint,
    values: {
      line_slope: joint.weights[0][0], line_bias: joint.bias[0],
      line_output: affine(joint, [x])[0],
      stack_output: throughLayers(layers, [x], bend)[0],
    },
  };
}

// --- a small net, trained

const smallNet = kept((share, rate, epochs) => {
  const net = trainHidden(START, POINTS, CURVE, { rate, share, epochs });
  const loss = hiddenLoss(net, POINTS, CURVE, share);
  const isThere = Number.isFinite(loss);
  return {
    net,
    values: { dead_units: isThere ? countDead(net, POINTS, share) : null, net_loss: isThere ? loss : null },
    reasons: every(["dead_units", "net_loss"], { word: "why_diverged" }),
  };
});

// The dead at each of several rates; where a training leaves the range of numbers there is nothing to count.
const deadByRate = kept((share, epochs) =>
  RATES.map((rate) => [rate, trainHidden(START, POINTS, CURVE, { rate, share, epochs })])
    .filter(([, net]) => Number.isFinite(hiddenLoss(net, POINTS, CURVE, share)))
    .map(([rate, net]) => [rate, countDead(net, POINTS, share)]),
);

export const actions = {};

// --- steps ----------------------------------------------------------------------------------

const isSquashing = ({ state }) => state.activation === "sigmoid" || state.activation === "tanh";

export const steps = {
  steepest: ({ action, state }) => action === "control" && state.activation === "sigmoid" && Math.abs(state.x) < 0.05,
  saturated: (now) => isSquashing(now) && now.numbers.values.slope_at_x < 0.01,
  vanish: ({ state, numbers: now }) => state.activation === "sigmoid" && state.depth > 1 && now.values.product_of_slopes < 1e-6,
  relu_keeps: ({ state, numbers: now }) => state.activation === "relu" && state.x > 0 && now.values.product_of_slopes === 1,
  relu_blocks: ({ state, numbers: now }) => state.activation === "relu" && state.x < 0 && now.values.slope_at_x === 0,
  leaky: ({ state, numbers: now }) => state.activation === "leaky_relu" && state.x < 0 && now.values.slope_at_x > 0,
  bend: ({ state, numbers: now }) => state.between !== "linear" && now.values.stack_output !== null,
  sure: ({ numbers: now }) => now.scores.length > 1 && Object.entries(now.values).some(([name, p]) => /^softmax_\d+$/.test(name) && p > 0.99),
  dying: ({ state, numbers: now }) => state.unit === "relu" && now.values.dead_units >= START.w.length / 2,
  leaky_lives: ({ state, numbers: now }) => state.unit === "leaky_relu" && now.values.dead_units === 0 && state.rate >= 0.55,
};

// --- formulas with their numbers ------------------------------------------------------------

export function formulas({ x, logits }, { layers, joint, scores, values }) {
  const named = { negative_x: -x, twice_x: 2 * x };
  layers.forEach((layer, l) =>
    layer.weights.forEach((row, j) => {
      row.forEach((weight, i) => (named[`w${l + 1}_${j + 1}${i + 1}`] = weight));
      named[`b${l + 1}_${j + 1}`] = layer.bias[j];
    }),
  );
  if (joint) {
    joined(layers[0], layers[1]).weights.forEach(([weight], j) => (named[`w21_${j + 1}`] = weight));
    joined(layers[0], layers[1]).bias.forEach((bias, j) => (named[`b21_${j + 1}`] = bias));
  }
  return {
    ...named,
    first_score: scores[0] ?? "",
    first_loss: scores.length > 0 ? -Math.log(softmax(scores)[0]) : "",
    powers: scores.map((score) => `e^${format(score)}`).join(" + "),
    softmax_sum: scores.length > 0 ? softmax(scores).map((p) => format(p, 4)).join(" + ") : "",
    softmax_total: scores.length > 0 ? softmax(scores).reduce((sum, p) => sum + p, 0) : "",
  };
}

// --- the page -------------------------------------------------------------------------------

export function build(lab, places) {
  const figures = [...buildFunction(lab, places.lab), ...buildStack(lab, places.stack), ...buildClasses(lab, places.classes), ...buildNet(lab, places.net)];
  lab.listeners.push(() => figures.forEach((figure) => figure.draw()));
}

function figure(lab, name, draw, ratio = 0.72) {
  const plot = new Plot(lab, { name, ratio, draw: () => draw(lab, plot) });
  return plot;
}

const pair = (...parts) => element("div", { class: "figures two" }, ...parts);

function buildFunction(lab, place) {
  const plots = [figure(lab, "function", drawFunction), figure(lab, "product", drawProduct)];
  place.append(
    pair(...plots.map((plot) => plot.element)),
    element(
      "div",
      { class: "panel" },
      element(
        "div",
        { class: "controls" },
        lab.control("x"), lab.control("depth"), lab.control("slope"), lab.control("activation"), lab.button("reset", "quiet"),
      ),
    ),
    lab.values("value", "slope_at_x", "product_of_slopes"),
  );
  return plots;
}

function buildStack(lab, place) {
  const plots = [figure(lab, "stack", drawStack)];
  place.append(
    pair(
      plots[0].element,
      element("div", { class: "controls" }, lab.control("layer1"), lab.control("layer2"), lab.control("layer3"), lab.control("between")),
    ),
    lab.values(...LINE_VALUES),
  );
  return plots;
}

function buildClasses(lab, place) {
  const plots = [figure(lab, "scores", drawScores), figure(lab, "probabilities", drawProbabilities)];
  const numbered = (name) =>
    Array.from({ length: MOST_CLASSES }, (_, k) => lab.value(`${name}_${k + 1}`, undefined, lab.word(`${name}_of`, { number: k + 1 })));
  const kinds = [numbered("softmax"), numbered("softmax_slope")];
  lab.listeners.push(() => {
    const count = Math.max(1, lab.numbers.scores.length);
    for (const values of kinds) values.forEach((value, k) => (value.hidden = k >= count));
  });
  const shown = kinds.map((values) => element("dl", { class: "values" }, ...values));
  place.append(pair(...plots.map((plot) => plot.element)), element("div", { class: "panel" }, lab.control("logits")), ...shown);
  return plots;
}

function buildNet(lab, place) {
  const plots = [figure(lab, "dead", drawDead), figure(lab, "fit", drawFit)];
  place.append(
    element("div", { class: "panel" }, element("div", { class: "controls" }, lab.control("rate"), lab.control("epochs"), lab.control("unit"))),
    pair(...plots.map((plot) => plot.element)),
    lab.values("dead_units", "net_loss"),
  );
  return plots;
}

const spread = (low, high, count = 240) => Array.from({ length: count + 1 }, (_, k) => low + ((high - low) * k) / count);
const round = (value, digits = 3) => Number(value.toFixed(digits));

function drawFunction(lab, plot) {
  const { activation, x, slope: share } = lab.state;
  const { value, slope_at_x: slope } = lab.numbers.values;
  const others = lab.numbers.scores.slice(1);
  const edge = Math.max(FARTHEST, Math.abs(x) * 1.05);
  const curve = spread(-edge, edge).map((place) => [place, at(activation, place, share, others)]);
  const isBounded = activation === "sigmoid" || activation === "tanh" || activation === "softmax";
  if (!plot.dragging) plot.views = [[-edge, edge], isBounded ? [activation === "tanh" ? -1.2 : -0.12, 1.25] : [-0.25 * edge, 1.05 * edge]];
  plot.begin(...plot.views, { x: "x", y: lab.word(activation === "softmax" ? "axis_softmax" : `activation_${activation}`) });
  if (value !== null) {
    plot.path(curve.map(([place, one]) => [place, one.slope]), "preview");
    plot.path(curve.map(([place, one]) => [place, one.value]), "model");
    plot.path([x - 1.5, x + 1.5].map((place) => [place, value + slope * (place - x)]), "tangent");
    plot.dot(x, slope, "asked", 4);
    plot.note(x, slope, format(slope, 4), "note accent", x > 2 ? "end" : "start", [x > 2 ? -8 : 8, -8]);
    plot.handle("x", {
      x, y: value, kind: "turn", step: [0.1, 0], now: x, label: lab.word("x"), says: `x ${format(x)}`,
      move: (to) => lab.set({ x: to }),
    });
  }
  plot.end();
}

// Powers of the slope at x, layer by layer, as powers of ten: a straight line each. Zero lies below all of them.
function drawProduct(lab, plot) {
  const { activation, x, slope: share, depth } = lab.state;
  const deepest = Math.max(10, depth * 1.15);
  const now = lab.numbers.values.slope_at_x;
  const lines = COMPARED.map((name) => [name, ACTIVATIONS[name].slope(x, share)]);
  const powers = [now ?? 1, ...lines.map(([, slope]) => slope)].map((slope) => (slope > 0 ? deepest * Math.log10(slope) : 0));
  const bottom = 1.06 * Math.max(FEWEST, Math.min(-4, ...powers));
  if (!plot.dragging) plot.views = [[0, deepest], [bottom, -0.14 * bottom]];
  plot.begin(...plot.views, { x: lab.word("axis_depth"), y: lab.word("axis_power") });
  const power = (slope, layers) => (slope > 0 ? layers * Math.log10(slope) : layers > 0 ? bottom : 0);
  const drawn = (slope, kind) => plot.path([[0, 0], [slope > 0 ? deepest : 0, slope > 0 ? power(slope, deepest) : bottom], [deepest, power(slope, deepest)]], kind);
  for (const [, slope] of lines) drawn(slope, "curve");
  labelLines(lab, plot, lines, deepest);
  if (now !== null) {
    drawn(now, "model");
    plot.handle("depth", {
      x: depth, y: power(now, depth), kind: "turn", step: [1, 0], now: depth, label: lab.word("depth"), says: format(depth),
      move: (to) => lab.set({ depth: Math.min(200, Math.max(1, Math.round(to))) }),
    });
  }
  plot.end();
}

// Names under the lines; those of lines that lie close together share one place.
function labelLines(lab, plot, lines, deepest) {
  const [bottom] = plot.views[1];
  const places = [];
  for (const [name, slope] of lines) {
    const steep = Math.log10(slope); // -Infinity for 0
    const at = slope > 0 ? 0.97 * Math.min(deepest, steep < 0 ? bottom / steep : deepest) : 0.35 * deepest;
    const [x, y] = slope > 0 ? [at, steep * at] : [at, 0.9 * bottom];
    const near = places.find((place) => Math.abs(plot.x(place.x) - plot.x(x)) < 70 && Math.abs(plot.y(place.y) - plot.y(y)) < 15);
    if (near) near.names.push(lab.word(`activation_${name}`));
    else places.push({ x, y, names: [lab.word(`activation_${name}`)] });
  }
  for (const { x, y, names } of places) plot.note(x, y, names.join(", "), "note", "end", [-8, y < 0.95 * bottom ? -8 : 16]);
}

function drawStack(lab, plot) {
  const { layers, joint, values } = lab.numbers;
  const { between, slope: share, x } = lab.state;
  const edge = Math.max(FARTHEST, Math.abs(x) * 1.05);
  if (!joint) {
    plot.begin([-edge, edge], [0, 1]);
    plot.end();
    return;
  }
  const bend = (sum) => ACTIVATIONS[between].value(sum, share);
  const curve = spread(-edge, edge).map((place) => [place, throughLayers(layers, [place], bend)[0]]);
  const straight = [-edge, edge].map((place) => [place, affine(joint, [place])[0]]);
  const heights = between === "linear" ? straight : [...curve, [0, 0]];
  if (!plot.dragging) plot.views = [[-edge, edge], interval(heights.map((one) => one[1]), 0.1)];
  plot.begin(...plot.views, { x: "x", y: lab.word("axis_output") });
  plot.path(straight, "preview");
  plot.path(curve, "model");
  plot.handle("stack", {
    x, y: values.stack_output, kind: "turn", step: [0.1, 0], now: x, label: lab.word("x"), says: `x ${format(x)}`,
    move: (to) => lab.set({ x: to }),
  });
  plot.end();
}

// --- softmax

function drawScores(lab, plot) {
  const { scores } = lab.numbers;
  if (!plot.dragging) plot.views = [[0.4, Math.max(1, scores.length) + 0.6], interval([-3, 6, ...scores], 0.06)];
  plot.begin(...plot.views, { x: lab.word("axis_class"), y: lab.word("axis_score") });
  scores.forEach((score, k) => {
    plot.path([[k + 1, 0], [k + 1, score]], "model");
    plot.handle(`score-${k}`, {
      x: k + 1, y: score, kind: "turn", step: [0, 0.1], now: score, label: lab.word("score", { number: k + 1 }), says: format(score),
      move: (_, y) => lab.set({ logits: scores.with(k, round(y, 2)).join("\n") }),
    });
  });
  plot.end();
}

function drawProbabilities(lab, plot) {
  const { scores, values } = lab.numbers;
  plot.begin([0.4, Math.max(1, scores.length) + 0.6], [-0.04, 1.18], { x: lab.word("axis_class"), y: lab.word("axis_probability") });
  scores.forEach((_, k) => {
    const p = values[`softmax_${k + 1}`];
    plot.area([[k + 0.7, 0], [k + 0.7, p], [k + 1.3, p], [k + 1.3, 0]], "bar");
    plot.note(k + 1, p, format(p, 3), "note", "middle", [0, -6]);
  });
  plot.end();
}

// --- the small net

function drawDead(lab, plot) {
  const { rate, epochs } = lab.state;
  const { dead_units: dead } = lab.numbers.values;
  plot.begin([0, Math.max(1, rate * 1.05)], [-0.8, START.w.length + 1.6], { x: lab.word("rate"), y: lab.word("dead_units") });
  const found = deadByRate(shareOf(lab.state), epochs);
  plot.path(found, "curve");
  for (const [each, count] of found) plot.dot(each, count, "stop", 2.5);
  plot.handle("rate", {
    x: rate, y: dead ?? START.w.length, kind: "turn", step: [0.01, 0], now: rate, label: lab.word("rate"), says: format(rate),
    move: (to) => lab.set({ rate: Math.max(0, round(to)) }),
  });
  plot.end();
}

function drawFit(lab, plot) {
  const { net } = lab.numbers;
  const share = shareOf(lab.state);
  plot.begin([-1.08, 1.08], [-1.6, 1.6], { x: "x", y: lab.word("axis_output") });
  POINTS.forEach((x, i) => plot.dot(x, CURVE[i], "truth", 3.5));
  plot.path(spread(-1.08, 1.08).map((x) => [x, hiddenNet(net, x, share)]), "model");
  plot.end();
}
