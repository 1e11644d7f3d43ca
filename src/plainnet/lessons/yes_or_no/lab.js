import { sigmoid, sigmoidSlope } from "../arithmetic/activations.js";
import { descendLogistic, logisticGradient, logisticLoss, minMax, rowGradient, score, shareRight } from "../arithmetic/logistic.js";
import { crossEntropy, crossEntropySlope, meanAbsoluteError, meanAbsolutePercentageError, meanSquaredError } from "../arithmetic/losses.js";
import { accuracy, cheapestThreshold, costOf, countAnswers, countsBetween, f1, falseAlarmRate, precision, recall } from "../arithmetic/scores.js";
import { format, parseRows } from "../../numbers.js";
import { element } from "../../page.js";
import { interval, Plot } from "../../plot.js";
import { choice, kept, keptFor, number, text } from "../../state.js";
import { chooseColumns } from "../../own_data.js";

const data = await (await fetch(new URL("data.json", import.meta.url))).json();
const FARTHEST = 8; // z of the two curves
const MOST_TERMS = 3; // of a sum, written out
const MOST_DOTS = 400;

export const controls = {
  z: number(1, { range: () => [-FARTHEST, FARTHEST], step: 0.1 }),
  y: number(0, { range: () => [0, 1], step: 1, least: 0, most: 1, whole: true }),
  patients: text(data.patients, { rows: 5 }),
  scaling: choice("min_max", "min_max", "none"),
  w1: number(1, { range: () => [-20, 20], step: 0.1 }),
  w2: number(-1, { range: () => [-20, 20], step: 0.1 }),
  b: number(0, { range: () => [-20, 20], step: 0.1 }),
  rate: number(2, { range: () => [0, 10], step: 0.1, least: 0 }),
  epochs: number(200, { range: () => [1, 500], step: 1, least: 1, most: 2000, whole: true }),
  row: number(2, { range: ({ rows }) => [1, Math.max(2, rows.length)], step: 1, least: 1, most: 1000, whole: true }),
  predictions: text(data.predictions, { rows: 7 }),
  threshold: number(0.5, { range: () => [0, 1], step: 0.01, least: 0, most: 1 }),
  cost_missed: number(5, { range: () => [0, 20], step: 0.5, least: 0 }),
  cost_false_alarm: number(1, { range: () => [0, 20], step: 0.5, least: 0 }),
  forecasts: text(data.forecasts, { rows: 7 }),
};

// --- arithmetic: state in, numbers out ------------------------------------------------------

export function numbers(state) {
  const parts = [oneRow(state.z, state.y), line(state), answers(state), errors(state.forecasts)];
  return {
    ...parts[1].drawn, ...parts[2].drawn, ...parts[3].drawn,
    values: Object.assign({}, ...parts.map((part) => part.values)),
    reasons: Object.assign({}, ...parts.map((part) => part.reasons)),
  };
}

function oneRow(z, y) {
  const p = sigmoid(z);
  return {
    values: {
      z, y,
      sigmoid: p,
      sigmoid_slope: sigmoidSlope(z),
      cross_entropy: crossEntropy(z, y),
      squared_error: (p - y) ** 2,
      gradient_z: crossEntropySlope(z, y),
      squared_gradient_z: 2 * crossEntropySlope(z, y) * sigmoidSlope(z),
    },
  };
}

// The rows of a text, or why there are none; `isRight` says whether one may be as it is.
function readRows(given, columns, isRight, word) {
  const { rows, problem } = parseRows(given, columns, isRight);
  const reason = problem ? { word, ...problem } : rows.length === 0 ? { word: "why_no_rows" } : null;
  return { rows, reason };
}

const isLabel = (value) => value === 0 || value === 1;
const every = (names, value) => Object.fromEntries(names.map((name) => [name, value]));

// --- two features and a line

const readPatients = kept((given) => readRows(given, 3, (row) => isLabel(row[2]), "why_patients"));

const scaledRows = kept((rows, scaling) => {
  const columns = [0, 1].map((at) => minMax(rows.map((row) => row[at])));
  const rowsNow = scaling === "none" ? rows : rows.map((_, i) => columns.map(({ scaled }) => scaled[i]));
  return { columns, rows: rowsNow.map(([x1, x2]) => [x1, x2]), labels: rows.map((row) => row[2]) };
});

const LINE_VALUES = ["mean_loss", "gradient_w1", "gradient_w2", "gradient_b", "right_of_line", "after_w1", "after_w2", "after_b", "after_loss"];
const ROW_VALUES = ["row_x1", "row_x2", "row_z", "row_p", "row_gradient_w1", "row_gradient_w2", "row_gradient_b"];

const line = keptFor(["patients", "scaling", "w1", "w2", "b", "rate", "epochs", "row"], (state) => {
  const { rows: given, reason } = readPatients(state.patients);
  if (reason) {
    const names = [...LINE_VALUES, ...ROW_VALUES];
    return { drawn: { rows: [], labels: [], columns: [] }, values: every(names, null), reasons: every(names, reason) };
  }
  const { columns, rows, labels } = scaledRows(given, state.scaling);
  const unit = { w1: state.w1, w2: state.w2, b: state.b };
  const gradient = logisticGradient(rows, labels, unit);
  const after = descendLogistic(rows, labels, unit, state);
  return {
    drawn: { rows, labels, columns, given },
    values: {
      mean_loss: logisticLoss(rows, labels, unit),
      gradient_w1: gradient.w1, gradient_w2: gradient.w2, gradient_b: gradient.b,
      right_of_line: shareRight(rows, labels, unit),
      after_w1: after.w1, after_w2: after.w2, after_b: after.b,
      after_loss: logisticLoss(rows, labels, after),
      ...rowValues(rows[state.row - 1], labels[state.row - 1], unit),
    },
    reasons: { ...every(LINE_VALUES, { word: "why_constant" }), ...every(ROW_VALUES, { word: rows[state.row - 1] ? "why_constant" : "why_no_row" }) },
  };
});

function rowValues(row, label, unit) {
  if (!row) return every(ROW_VALUES, null);
  const gradient = rowGradient(row, label, unit);
  const z = score(row, unit);
  return {
    row_x1: row[0], row_x2: row[1], row_z: z, row_p: sigmoid(z),
    row_gradient_w1: gradient.w1, row_gradient_w2: gradient.w2, row_gradient_b: gradient.b,
  };
}

// --- a threshold and its mistakes

const isPrediction = ([label, probability]) => isLabel(label) && probability >= 0 && probability <= 1;
const readPredictions = kept((given) => readRows(given, 2, isPrediction, "why_predictions"));

const swept = kept((rows) => {
  const labels = rows.map((row) => row[0]);
  const probabilities = rows.map((row) => row[1]);
  return { labels, probabilities, between: countsBetween(labels, probabilities) };
});

const ANSWER_VALUES = [
  "true_positive", "false_negative", "false_positive", "true_negative", "precision", "recall", "f1", "accuracy",
  "cost", "best_threshold", "least_cost",
];

const answers = keptFor(["predictions", "threshold", "cost_missed", "cost_false_alarm"], (state) => {
  const { rows, reason } = readPredictions(state.predictions);
  if (reason) {
    return {
      drawn: { answered: { labels: [], probabilities: [], between: [] } },
      values: every(ANSWER_VALUES, null), reasons: every(ANSWER_VALUES, reason),
    };
  }
  const answered = swept(rows);
  const { labels, probabilities } = answered;
  const counts = countAnswers(labels, probabilities, state.threshold);
  const prices = { missed: state.cost_missed, alarm: state.cost_false_alarm };
  const why = labels.every((label) => label === labels[0]) ? "why_one_class" : prices.missed > 0 && prices.alarm > 0 ? null : "why_costs";
  const best = why ? null : cheapestOf(answered, prices);
  return {
    drawn: { answered, counts },
    values: {
      ...counts,
      precision: precision(counts), recall: recall(counts), f1: f1(counts), accuracy: accuracy(counts),
      cost: costOf(counts, prices),
      best_threshold: best?.threshold ?? null,
      least_cost: best?.cost ?? null,
    },
    reasons: {
      precision: { word: "why_none_called" }, recall: { word: "why_none_positive" }, f1: { word: "why_no_f1" },
      best_threshold: { word: why }, least_cost: { word: why },
    },
  };
});

function cheapestOf({ labels, probabilities, between }, prices) {
  const others = [prices.alarm / (prices.alarm + prices.missed), 1];
  const tried = others.map((threshold) => ({ threshold, counts: countAnswers(labels, probabilities, threshold) }));
  return cheapestThreshold([...tried, ...between], prices);
}

// --- the errors of numbers

const ERROR_VALUES = ["mae", "mse", "rmse", "mape"];

const errors = kept((forecasts) => {
  const { rows, reason } = readRows(forecasts, 2, () => true, "why_forecasts");
  if (reason) return { drawn: { days: [] }, values: every(ERROR_VALUES, null), reasons: every(ERROR_VALUES, reason) };
  const truth = rows.map((row) => row[0]);
  const predicted = rows.map((row) => row[1]);
  const mse = meanSquaredError(predicted, truth);
  return {
    drawn: { days: rows },
    values: {
      mae: meanAbsoluteError(predicted, truth), mse, rmse: Math.sqrt(mse),
      mape: meanAbsolutePercentageError(predicted, truth),
    },
    reasons: { mape: { word: "why_zero_truth" } },
  };
});

export const actions = {
  step: (state) => afterEpochs(state, 1),
  run: (state) => afterEpochs(state, state.epochs),
};

function afterEpochs(state, epochs) {
  const { values } = line({ ...state, epochs });
  if (values.after_w1 === null || !Number.isFinite(values.after_w1)) return {};
  return { w1: values.after_w1, w2: values.after_w2, b: values.after_b };
}

// --- steps ----------------------------------------------------------------------------------

const hasWalked = ({ action }) => action === "step" || action === "run";
const byHand = ({ action }) => action === "control";

export const steps = {
  half: (now) => byHand(now) && Math.abs(now.state.z) < 0.05,
  badly_wrong: ({ state }) => (state.y === 1 ? state.z <= -6 : state.z >= 6),
  sure: ({ state }) => (state.y === 1 ? state.z > 5 : state.z < -5),
  line_by_hand: (now) => byHand(now) && now.before.numbers.values.right_of_line < 0.85 && now.numbers.values.right_of_line >= 0.85,
  descent: (now) => now.action === "run" && now.state.scaling === "min_max" && now.numbers.values.mean_loss !== null && now.numbers.values.mean_loss < 0.3,
  raw: (now) => hasWalked(now) && now.state.scaling === "none" && now.numbers.values.mean_loss > now.before.numbers.values.mean_loss,
  course_threshold: ({ state, before, numbers: now }) => before.state.threshold > 0.3 && state.threshold === 0.3 && now.values.recall > 0,
  none_called: ({ numbers: now }) => now.values.precision === null && now.values.true_positive === 0,
  cheapest: ({ before, state, numbers: now }) =>
    state.threshold !== before.state.threshold && now.values.least_cost !== null && Math.abs(now.values.cost - now.values.least_cost) < 1e-9,
  outlier: ({ action, numbers: now }) => action === "control" && now.values.rmse > 2 * now.values.mae,
};

// --- formulas with their numbers ------------------------------------------------------------

const signed = (value) => (value < 0 ? `(${format(value)})` : format(value));

export function formulas(state, { values, rows, labels, columns, given, counts, days }) {
  const { row, w1, w2, b } = state;
  const here = rows[row - 1];
  const sum = (term, most = MOST_TERMS) => days.slice(0, most).map(term).join(" + ") + (days.length > most ? " + …" : "");
  const ratio = (part, whole) => ({ part, whole });
  const hit = counts && ratio(counts.true_positive, counts.true_positive + counts.false_positive);
  return {
    negative_z: -state.z,
    row_sum: here ? `${signed(w1)}·${signed(here[0])} + ${signed(w2)}·${signed(here[1])} + ${signed(b)}` : "",
    row_label: here ? labels[row - 1] : "",
    row_error: values.row_gradient_b ?? "",
    next_w1: values.gradient_w1 === null ? "" : w1 - state.rate * values.gradient_w1,
    next_b: values.gradient_b === null ? "" : b - state.rate * values.gradient_b,
    row_raw: here ? given[row - 1][0] : "",
    least: columns[0]?.least ?? "",
    most: columns[0]?.most ?? "",
    scaled: here ? columns[0].scaled[row - 1] : "",
    called: hit?.whole ?? "",
    positives: counts ? counts.true_positive + counts.false_negative : "",
    twice_hits: counts ? 2 * counts.true_positive : "",
    twice_and_mistakes: counts ? 2 * counts.true_positive + counts.false_positive + counts.false_negative : "",
    right: counts ? counts.true_positive + counts.true_negative : "",
    all: counts ? Object.values(counts).reduce((total, count) => total + count, 0) : "",
    days: days.length || "",
    absolute_terms: sum(([truth, predicted]) => `|${format(predicted)} − ${signed(truth)}|`),
    square_terms: sum(([truth, predicted]) => `(${format(predicted)} − ${signed(truth)})^2`),
    share_terms: sum(([truth, predicted]) => `|${format(predicted)} − ${signed(truth)}| / ${signed(truth)}`, MOST_TERMS - 1),
  };
}

// --- the page -------------------------------------------------------------------------------

export function build(lab, places) {
  const figures = [...buildRow(lab, places.lab), ...buildLine(lab, places.line), ...buildThreshold(lab, places.threshold), ...buildErrors(lab, places.errors)];
  lab.listeners.push(() => figures.forEach((figure) => figure.draw()));
}

function figure(lab, name, draw, ratio = 0.7) {
  const plot = new Plot(lab, { name, ratio, draw: () => draw(lab, plot) });
  return plot;
}

function buildRow(lab, place) {
  const plots = [figure(lab, "sigmoid", drawSigmoid, 0.72), figure(lab, "losses", drawLosses, 0.72)];
  place.append(
    element("div", { class: "figures two" }, ...plots.map((plot) => plot.element)),
    element("div", { class: "panel" }, element("div", { class: "controls" }, lab.control("z"), lab.control("y"), lab.button("reset", "quiet"))),
    element(
      "dl",
      { class: "values" },
      ...["z", "y"].map((name) => lab.value(name, undefined, name)),
      ...["sigmoid", "sigmoid_slope", "cross_entropy", "gradient_z", "squared_error", "squared_gradient_z"].map((name) => lab.value(name)),
    ),
  );
  return plots;
}

function buildLine(lab, place) {
  const plots = [figure(lab, "plane", drawPlane, 0.8)];
  place.append(
    element(
      "div",
      { class: "figures two" },
      plots[0].element,
      element(
        "div",
        { class: "controls" },
        lab.control("w1"), lab.control("w2"), lab.control("b"), lab.control("rate"), lab.control("epochs"), lab.control("scaling"),
        element("div", { class: "row buttons" }, lab.button("step"), lab.button("run", "main")),
      ),
    ),
    lab.values("right_of_line", "mean_loss", "gradient_w1", "gradient_w2", "gradient_b", "after_w1", "after_w2", "after_b", "after_loss"),
    element("div", { class: "panel columns" }, lab.control("patients"), element("div", {}, lab.control("row"),
      lab.values("row_x1", "row_x2", "row_z", "row_p", "row_gradient_w1", "row_gradient_w2", "row_gradient_b"))),
  );
  return plots;
}

function buildThreshold(lab, place) {
  const plots = [figure(lab, "answers", drawAnswers), figure(lab, "roc", drawRoc), figure(lab, "costs", drawCosts)];
  const matrix = lab.values("true_positive", "false_negative", "false_positive", "true_negative");
  matrix.classList.add("matrix");
  const own = chooseColumns(
    lab,
    // A table may hold anything; its columns are taken once they can be labels and probabilities.
    (rows) => rows.some(isPrediction) && lab.set({ predictions: rows.map((row) => row.join(",")).join("\n") }),
    [lab.word("column_label"), lab.word("column_probability")],
  );
  place.append(
    element("div", { class: "panel" }, element("div", { class: "controls" }, lab.control("threshold"), lab.control("cost_missed"), lab.control("cost_false_alarm"))),
    element("div", { class: "figures two" }, plots[0].element, plots[1].element, plots[2].element, matrix),
    lab.values("precision", "recall", "f1", "accuracy", "cost", "best_threshold", "least_cost"),
    element("div", { class: "panel columns" }, lab.control("predictions"), own),
  );
  return plots;
}

function buildErrors(lab, place) {
  const plots = [figure(lab, "days", drawDays, 0.5)];
  place.append(plots[0].element, lab.values("mae", "mse", "rmse", "mape"), element("div", { class: "panel" }, lab.control("forecasts")));
  return plots;
}

const between = (low, high, count = 160) => Array.from({ length: count + 1 }, (_, k) => low + ((high - low) * k) / count);
const round = (value, digits = 3) => Number(value.toFixed(digits));

function zHandle(lab, plot, height) {
  const { z } = lab.state;
  plot.handle("z", {
    x: z, y: height, kind: "turn", step: [0.1, 0], now: z, label: lab.word("z"), says: `z ${format(z)}`,
    move: (x) => lab.set({ z: x }),
  });
}

function drawSigmoid(lab, plot) {
  const { z } = lab.state;
  const { sigmoid: p, sigmoid_slope: slope } = lab.numbers.values;
  const edge = Math.max(FARTHEST, Math.abs(z) * 1.05);
  if (!plot.dragging) plot.views = [[-edge, edge], [-0.08, 1.12]];
  plot.begin(...plot.views, { x: "z", y: "p" });
  plot.path(between(-edge, edge).map((x) => [x, sigmoidSlope(x)]), "preview");
  plot.path(between(-edge, edge).map((x) => [x, sigmoid(x)]), "model");
  plot.path([z - 2, z + 2].map((x) => [x, p + slope * (x - z)]), "tangent");
  plot.dot(z, slope, "asked", 4);
  plot.note(z, slope, format(slope, 4), "note accent", z > 3 ? "end" : "start");
  zHandle(lab, plot, p);
  plot.end();
}

function drawLosses(lab, plot) {
  const { z, y } = lab.state;
  const { cross_entropy: loss, gradient_z: slope, squared_error: square, squared_gradient_z: squareSlope } = lab.numbers.values;
  const edge = Math.max(FARTHEST, Math.abs(z) * 1.05);
  if (!plot.dragging) plot.views = [[-edge, edge], [-0.07 * edge, 1.05 * edge]];
  plot.begin(...plot.views, { x: "z", y: lab.word("axis_loss") });
  plot.path(between(-edge, edge).map((x) => [x, (sigmoid(x) - y) ** 2]), "curve");
  plot.path(between(-edge, edge).map((x) => [x, crossEntropy(x, y)]), "model");
  for (const [height, steepness] of [[square, squareSlope], [loss, slope]]) {
    plot.path([z - 1.6, z + 1.6].map((x) => [x, height + steepness * (x - z)]), "tangent");
  }
  plot.dot(z, square, "asked", 4);
  const wrong = y === 1 ? -edge * 0.62 : edge * 0.62; // the side on which both losses are large
  const anchor = y === 1 ? "start" : "end";
  plot.note(wrong, crossEntropy(wrong, y), lab.word("cross_entropy"), "note", anchor, [y === 1 ? 12 : -12, -6]);
  plot.note(wrong, 1, lab.word("squared_error"), "note", anchor, [0, -8]);
  zHandle(lab, plot, loss);
  plot.end();
}

// --- the plane of two features

function drawPlane(lab, plot) {
  const { rows, labels, values } = lab.numbers;
  if (rows.length === 0 || !rows.flat().every(Number.isFinite)) {
    plot.begin([0, 1], [0, 1]);
    plot.end();
    return;
  }
  if (!plot.dragging) plot.views = [0, 1].map((at) => interval(rows.map((row) => row[at]), 0.06));
  const unit = lab.state.scaling === "none" ? "axis_raw" : "axis_scaled";
  plot.begin(...plot.views, { x: lab.word(`${unit}_1`), y: lab.word(`${unit}_2`) });
  rows.forEach(([x1, x2], i) => plot.dot(x1, x2, labels[i] === 1 ? "yes" : "no", 4));
  const chosen = rows[lab.state.row - 1];
  if (chosen) plot.dot(...chosen, "ring", 8);
  const after = { w1: values.after_w1, w2: values.after_w2, b: values.after_b };
  plot.path(crossing(plot.views, after) ?? [], "preview");
  const ends = crossing(plot.views, lab.state);
  if (ends) {
    plot.path(ends, "model");
    lineHandles(lab, plot, ends);
  }
  plot.end();
}

// Where w1 x1 + w2 x2 + b = 0 enters and leaves the figure; null where it does not pass.
function crossing([[left, right], [bottom, top]], { w1, w2, b }) {
  const ends = [];
  if (w2 !== 0) for (const x of [left, right]) ends.push([x, -(w1 * x + b) / w2]);
  if (w1 !== 0) for (const y of [bottom, top]) ends.push([-(w2 * y + b) / w1, y]);
  const slack = 1e-9 * (right - left + top - bottom);
  const inside = ends.filter(([x, y]) => x >= left - slack && x <= right + slack && y >= bottom - slack && y <= top + slack);
  if (inside.length < 2) return null;
  const far = inside.slice(1).reduce((best, one) => (distance(one, inside[0]) > distance(best, inside[0]) ? one : best));
  return distance(far, inside[0]) > slack ? [inside[0], far] : null;
}

const distance = ([a, b], [c, d]) => Math.hypot(a - c, b - d);

// Two handles on the line: one is dragged while the other holds its place.
function lineHandles(lab, plot, [from, to]) {
  const at = (share) => from.map((value, k) => value + share * (to[k] - value));
  const spots = [at(0.2), at(0.8)];
  const [horizontal, vertical] = plot.views;
  const step = [horizontal, vertical].map(([low, high]) => round((high - low) / 50));
  spots.forEach(([x, y], i) => {
    plot.handle(`line-${i}`, {
      x, y, kind: "turn", step, now: y, label: lab.word("turn", { number: i + 1 }), says: `${format(x, 3)}, ${format(y, 3)}`,
      move: (toX, toY) => lab.set(through([toX, toY], spots[1 - i], lab.state)),
    });
  });
}

// The unit whose line passes two places; its weights stay as long and point the same way as before.
function through([x, y], [heldX, heldY], { w1, w2 }) {
  const length = Math.hypot(x - heldX, y - heldY);
  if (length === 0) return {};
  const size = Math.hypot(w1, w2) / length;
  let normal = [(y - heldY) * size, (heldX - x) * size];
  if (normal[0] * w1 + normal[1] * w2 < 0) normal = normal.map((value) => -value);
  return { w1: round(normal[0]), w2: round(normal[1]), b: round(-normal[0] * heldX - normal[1] * heldY) };
}

// --- the threshold

const isThreshold = (value) => Math.min(1, Math.max(0, round(value)));

function thresholdHandle(lab, plot, height, step = [0.01, 0.1]) {
  const { threshold } = lab.state;
  plot.handle("threshold", {
    x: threshold, y: height, kind: "turn", step, now: threshold, label: lab.word("threshold"), says: format(threshold),
    move: (x) => lab.set({ threshold: isThreshold(x) }),
  });
}

// Both classes as two bands of dots; those that are answered wrongly stand out.
function drawAnswers(lab, plot) {
  const { labels, probabilities } = lab.numbers.answered;
  const { threshold } = lab.state;
  plot.begin([-0.03, 1.03], [-0.5, 1.5], { x: lab.word("column_probability"), y: lab.word("column_label") });
  const every = Math.ceil(labels.length / MOST_DOTS);
  labels.forEach((label, i) => {
    if (i % every !== 0) return;
    const isWrong = probabilities[i] > threshold !== (label === 1);
    const height = label + 0.6 * (((i * 0.618034) % 1) - 0.5); // spread, so that dots do not hide each other
    plot.dot(probabilities[i], height, `${label === 1 ? "yes" : "no"}${isWrong ? " wrong" : ""}`, isWrong ? 5 : 3);
  });
  plot.path([[threshold, -0.5], [threshold, 1.5]], "cut");
  thresholdHandle(lab, plot, 0.5);
  plot.end();
}

function drawRoc(lab, plot) {
  const { answered, counts, values } = lab.numbers;
  plot.begin([-0.05, 1.03], [-0.05, 1.22], { x: lab.word("axis_false_alarms"), y: lab.word("recall") });
  plot.path([[0, 0], [1, 1]], "preview");
  const places = answered.between.map((one) => [falseAlarmRate(one.counts), recall(one.counts)]);
  if (places.length > 0 && places.flat().every((value) => value !== null)) {
    plot.path([[1, 1], ...places, [0, 0]], "model");
    plot.dot(falseAlarmRate(counts), values.recall, "asked", 6);
    plot.note(falseAlarmRate(counts), values.recall, format(lab.state.threshold), "note accent", "start", [11, 5]);
  }
  plot.end();
}

function drawCosts(lab, plot) {
  const { answered, values } = lab.numbers;
  const prices = { missed: lab.state.cost_missed, alarm: lab.state.cost_false_alarm };
  const costs = answered.between.map((one) => [one.threshold, costOf(one.counts, prices)]);
  plot.begin([-0.03, 1.03], interval([0, ...costs.map((one) => one[1])], 0.08), { x: lab.word("threshold"), y: lab.word("axis_cost") });
  plot.path(costs, "curve");
  if (values.best_threshold !== null) plot.dot(values.best_threshold, values.least_cost, "best", 5);
  if (values.cost !== null) thresholdHandle(lab, plot, values.cost);
  plot.end();
}

// --- the forecasts

function drawDays(lab, plot) {
  const { days } = lab.numbers;
  if (!plot.dragging) plot.views = [[0.4, Math.max(2, days.length) + 0.6], interval([0, ...days.flat()], 0.1)];
  plot.begin(...plot.views, { x: lab.word("axis_day"), y: lab.word("axis_index") });
  days.forEach(([truth, predicted], i) => plot.path([[i + 1, truth], [i + 1, predicted]], "error"));
  plot.path(days.map(([truth], i) => [i + 1, truth]), "curve");
  days.forEach(([truth, predicted], i) => {
    plot.dot(i + 1, truth, "truth", 4);
    if (i < days.length - 1) plot.dot(i + 1, predicted, "guess", 4);
  });
  if (days.length > 0) outlierHandle(lab, plot, days);
  plot.end();
}

function outlierHandle(lab, plot, days) {
  const [truth, predicted] = days.at(-1);
  plot.handle("outlier", {
    x: days.length, y: predicted, kind: "turn", step: [0, 5], now: predicted,
    label: lab.word("outlier"), says: format(predicted),
    move: (_, y) => lab.set({ forecasts: [...days.slice(0, -1), [truth, round(y, 1)]].map((row) => row.join(",")).join("\n") }),
  });
}
