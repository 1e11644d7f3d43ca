import { ACTIVATIONS } from "../arithmetic/activations.js";
import { gradientAlongCell, gradientOfCell, gradientOfRnn, placeOf } from "../arithmetic/lstm.js";
import { sequenceNetworkOf, sequencePass } from "../arithmetic/sequence_network.js";
import { forecastOf, networkRows } from "../arithmetic/series.js";
import { handWork, HAND_START, NetFigure, product, signed, verdictOfText } from "../../chain_rule.js";
import { format, parseRows } from "../../numbers.js";
import { fileField, isServed } from "../../own_data.js";
import { element } from "../../page.js";
import { interval, Plot, svg } from "../../plot.js";
import { choice, kept, number, text } from "../../state.js";
import { growingTable, madeOnce, tableHead } from "../../step_table.js";
import { openTrained } from "./trained.js";

const trained = await openTrained(new URL(".", import.meta.url));
const SHIPPED = trained.prices.map((price) => [price]);
const EARLIER = 51; // prices before the first that is forecast
const WINDOW = 5;
const MOST_ROWS = 201; // of a window
const MOST_HANDLES = 12; // of prices to drag
const MOST_TERMS = 8; // of a sum or product, written out
const START = { day: 42, unit: 12, time: 3 }; // a price that falls, and a unit that takes note of it
const EACH = ["forget_gate", "input_gate", "candidate", "output_gate", "cell_state", "hidden_state"];
const GRADIENTS = ["gradient_along_cell", "gradient_of_rnn", "gradient_of_cell"];

// What the user opened: a network, what it knows of its series, and rows of numbers.
export const own = { network: null, series: null, rows: null };

const whole = (start, most) => number(start, { step: 1, least: 1, most, whole: true });

export const controls = {
  way: choice("should", "taught", "should", "own"),
  layer: whole(1, 99),
  unit: whole(START.unit, 9999),
  time: whole(START.time, 999),
  forget_bias: number(0, { step: 0.1, least: -20, most: 20, range: () => [-6, 6] }),
  day: { ...whole(START.day, 9999), range: ({ days }) => [1, Math.max(days, 2)] },
  window: text(windowText(SHIPPED, EARLIER + START.day - 1, WINDOW), { rows: 2 }),
  part: choice("forget_gate", "forget_gate", "input_gate", "candidate", "output_gate"),
  hand: text(HAND_START, { rows: 1 }),
};

// --- windows of a series ----------------------------------------------------------------------

// The rows before place `end`, as they are typed: one number beside the other, or a line a step.
function windowText(rows, end, length) {
  const window = rows.slice(Math.max(0, end - length), end);
  return window.every((row) => row.length === 1) ? window.join(", ") : window.map((row) => row.join(", ")).join("\n");
}

// The rows a way can look at, how many stand before the first day that can be chosen, and how many days can.
function seriesOf(way) {
  if (way !== "own") return { rows: SHIPPED, earlier: EARLIER, days: SHIPPED.length - EARLIER, window: WINDOW };
  const window = own.series?.window ?? own.network?.steps ?? WINDOW;
  const rows = own.rows ?? [];
  return { rows, earlier: window, days: Math.max(1, rows.length - window + 1), window };
}

function windowBefore({ way, day }, length) {
  const { rows, earlier, days } = seriesOf(way);
  return day <= days && rows.length >= earlier ? windowText(rows, earlier + day - 1, length) : null;
}

// Where nothing is loaded: a window in which nothing changes or, of a network without a card, one that rises to 1.
function quietWindow() {
  if (!own.network) return null;
  const length = seriesOf("own").window;
  const ramp = (at) => Array(own.network.features).fill(Number(((at + 1) / length).toPrecision(3)));
  if (!own.series) return windowText(Array.from({ length }, (_, at) => ramp(at)), length, length);
  const { forms, scaling, mean } = own.series;
  const row = forms.map((form, column) => {
    if (column === 0) return form === "log_change" && !(mean > 0) ? 1 : Number(mean.toPrecision(6));
    return form === "value" ? Number(scaling.offset[column].toPrecision(6)) : 1;
  });
  return windowText(Array(length).fill(row), length, length);
}

// Another day or another series is another window, unless that is typed in the same breath.
export function follow(before, state) {
  const isOther = (state.way === "own") !== (before.way === "own");
  if (state.window !== before.window || (state.day === before.day && !isOther)) return {};
  const { rows: known, window } = seriesOf(state.way);
  const length = isOther ? window : (rowsOf(before.window, known[0]?.length ?? 1).rows?.length ?? window);
  const found = windowBefore(state, length) ?? (state.way === "own" ? quietWindow() : null);
  return found === null ? {} : { window: found };
}

// Rows of numbers that were typed: of one column as people write series, else a line a step.
function rowsOf(typed, columns) {
  if (columns > 1) {
    const { rows, problem } = parseRows(typed, columns);
    return problem ? { problem: { word: "why_row", columns, text: problem.text } } : { rows };
  }
  const cells = typed.replaceAll("−", "-").split(/[\s,，;；、]+/).filter((cell) => cell !== "");
  const rows = cells.map((cell) => [Number(cell)]);
  return rows.every(([value]) => Number.isFinite(value)) ? { rows } : { problem: { word: "why_number" } };
}

// --- arithmetic: state in, numbers out ------------------------------------------------------

const passOf = kept((network, series, typed, added) => {
  const { rows, problem } = rowsOf(typed, series ? series.columns.length : network.features);
  if (problem) return { problem };
  const isPositive = rows.every((row) => row.every((value, column) => value > 0 || series?.forms[column] !== "log_change"));
  if (!isPositive) return { problem: { word: "why_positive" } };
  const inputs = series ? networkRows(rows, series) : rows.map((row) => Float64Array.from(row));
  const fewest = series?.forms.some((form) => form !== "value") ? 2 : 1; // one value alone shows no change
  if (rows.length < fewest || rows.length > MOST_ROWS) return { problem: { word: "why_rows", least: fewest, most: MOST_ROWS } };
  return { rows, inputs, ...sequencePass(network, inputs, added) };
});

const gradientsOf = kept((walk, unit) => ({
  gradient_along_cell: gradientAlongCell(walk.passed, unit),
  gradient_of_rnn: gradientOfRnn(walk.layer, walk.inputs, unit),
  gradient_of_cell: gradientOfCell(walk.layer, walk.passed, unit),
}));

export function numbers(state) {
  const { network, series } = state.way === "own" ? own : trained.ways[state.way];
  const { days } = seriesOf(state.way);
  if (!network) return undefinedBecause({ word: "why_no_model" }, days);
  const pass = passOf(network, series, state.window, state.forget_bias);
  if (pass.problem) return undefinedBecause(pass.problem, days);
  const walk = pass.walks[state.layer - 1];
  if (!walk) return undefinedBecause({ word: "why_no_layer", layers: pass.walks.length }, days);
  const { units } = walk.layer;
  if (state.unit > units) return undefinedBecause({ word: "why_no_unit", units }, days);
  const unit = state.unit - 1;
  const each = { ...gradientsOf(walk, unit) };
  for (const name of EACH) each[name] = walk.passed.map((step) => step[name][unit]);
  const forgetGates = walk.passed.flatMap(({ forget_gate: f }) => Array.from(f));
  const values = {
    ...numbered("input", pass.inputs.map(([first]) => first)),
    least_forget_gate: least(forgetGates),
    most_forget_gate: -least(forgetGates.map((gate) => -gate)),
    last_price: pass.rows.at(-1)[0],
    truth: truthOf(state),
    forecast: pass.output === null ? null : series ? forecastOf(pass.output[0], pass.rows.at(-1)[0], series) : pass.output[0],
  };
  for (const [name, all] of Object.entries(each)) Object.assign(values, numbered(name, all), { [name]: all[state.time - 1] ?? null });
  const isTime = state.time <= walk.passed.length;
  const why = { word: "why_no_time", steps: walk.passed.length };
  return {
    values, reasons: { ...Object.fromEntries(Object.keys(each).map((name) => [name, why])), ...reasonsOf(network) },
    network, series, days, rows: pass.rows, inputs: pass.inputs, layer: walk.layer, read: walk.inputs, each, unit, isTime,
    steps: walk.passed, chosen: walk.passed[Math.min(state.time, walk.passed.length) - 1], layers: pass.walks.length,
  };
}

const numbered = (name, values) => Object.fromEntries(values.map((value, at) => [`${name}_${at + 1}`, value]));
const least = (values) => values.reduce((low, value) => Math.min(low, value), Infinity);

const reasonsOf = ({ unread }) => ({
  truth: { word: "why_no_truth" },
  forecast: unread ? { word: "why_layer_after", layer: unread } : { word: "why_length" },
});

function undefinedBecause(reason, days) {
  const reasons = new Proxy({}, { get: () => reason }); // the same one for every value
  return { values: {}, reasons, days, network: null, rows: [], inputs: [], each: {}, steps: [], isTime: false, chosen: null };
}

// What came after the window; unknown where it was edited, or ends with the series.
function truthOf(state) {
  const { rows, earlier } = seriesOf(state.way);
  const end = earlier + state.day - 1;
  const length = rowsOf(state.window, rows[0]?.length ?? 1).rows?.length ?? 0;
  return end < rows.length && length > 0 && windowText(rows, end, length) === state.window ? rows[end][0] : null;
}

// The sum inside one part of the chosen unit: products with the inputs, with the hidden state before, and the bias.
function sumOf({ layer, chosen, unit }, part) {
  const place = placeOf(layer, part, unit);
  const products = (given, matrix) => Array.from(given, (value, row) => [value, matrix[row * 4 * layer.units + place]]);
  const total = (pairs) => pairs.reduce((sum, [value, weight]) => sum + value * weight, 0);
  const [inputs, hidden] = [products(chosen.x, layer.kernel), products(chosen.before.hidden_state, layer.recurrentKernel)];
  return { inputs, hidden, ofInputs: total(inputs), ofHidden: total(hidden), bias: layer.biases[place], sum: chosen.sums[place], value: chosen[part][unit] };
}

const longWindow = (state, length) => {
  const found = windowBefore(state, length);
  return found === null ? {} : { window: found };
};

export const actions = {
  five_prices: (state) => longWindow(state, 5),
  twenty_prices: (state) => longWindow(state, 20),
  fifty_prices: (state) => longWindow(state, 50),
};

// --- what the steps ask for -----------------------------------------------------------------

// What the page says of a cell state worked out on paper.
function verdict(state, { chosen, unit, isTime }) {
  if (!isTime) return { word: "hand_empty" };
  const [f, i, g] = ["forget_gate", "input_gate", "candidate"].map((name) => chosen[name][unit]);
  const before = chosen.before.cell_state[unit];
  const slips = [
    [before + i * g, "hand_all_kept"],
    [f * before + g, "hand_all_written"],
    [i * before + f * g, "hand_swapped"],
    [f * before, "hand_nothing_written"],
    [chosen.hidden_state[unit], "hand_shown"],
  ];
  return verdictOfText(state.hand, chosen.cell_state[unit], [], slips);
}

export const steps = {
  first: ({ state, before, numbers: now, action }) => action === "control" && state.time === 1 && before.state.time > 1 && now.isTime,
  closes: ({ state, numbers: now }) => state.way === "should" && state.forget_bias === 0 && now.isTime && now.values.forget_gate < 0.1,
  first_price: ({ numbers: { rows, steps: now }, before: { numbers: was } }) => {
    const changed = rows.map(([price], at) => price !== was.rows[at]?.[0]);
    return rows.length === was.rows.length && changed[0] && !changed.slice(1).includes(true) && now.length === was.steps.length;
  },
  open: ({ state, numbers: { values, isTime } }) => isTime && state.time > 1 && state.forget_bias > 0 && values.gradient_along_cell > 0.5,
  shut: ({ state, numbers: { values, isTime } }) => isTime && state.time > 1 && state.forget_bias <= -5 && values.gradient_along_cell < 0.001,
  long: ({ state, numbers: { values, isTime } }) =>
    isTime && state.time >= 40 && state.forget_bias > 0 && values.gradient_along_cell > 1e6 * values.gradient_of_rnn,
  taught: ({ state, before, numbers: now }) => state.way === "taught" && before.state.way !== "taught" && now.isTime,
  by_hand: ({ state, numbers: now, action }) => action === "control" && state.time > 1 && verdict(state, now).word === "hand_right",
};

// --- formulas with their numbers ------------------------------------------------------------

const SIGNS = { sigmoid: "σ", hard_sigmoid: "hard", steep_hard_sigmoid: "hard", tanh: "tanh", relu: "ReLU", linear: "id" };
const shortened = (terms, sign) => terms.slice(0, MOST_TERMS).join(` ${sign} `) + (terms.length > MOST_TERMS ? ` ${sign} …` : "");

// Inputs, hidden state and bias: a single product is written out.
function sumTerms(numbers, part) {
  const { inputs: [[x, w], ...others], ofInputs, ofHidden, bias } = sumOf(numbers, part);
  return `${others.length ? signed(ofInputs) : `${signed(x)} · ${signed(w)}`} + ${signed(ofHidden)} + ${signed(bias)}`;
}

export function formulas(state, numbers) {
  const { chosen, unit, layer, isTime, each } = numbers;
  if (!isTime) return {};
  const at = (name) => chosen[name][unit];
  const before = chosen.before.cell_state[unit];
  const lengths = each.gradient_of_rnn.slice(0, state.time);
  const growth = lengths.map((length, step) => length / (step > 0 ? lengths[step - 1] : 1));
  return {
    gate: SIGNS[layer.gate],
    activation: SIGNS[layer.activation],
    forget_terms: sumTerms(numbers, "forget_gate"),
    input_terms: sumTerms(numbers, "input_gate"),
    candidate_terms: sumTerms(numbers, "candidate"),
    output_terms: sumTerms(numbers, "output_gate"),
    cell_terms: `${product([["f", at("forget_gate")], ["c", before]])} + ${product([["i", at("input_gate")], ["g", at("candidate")]])}`,
    output_now: at("output_gate"),
    cell_now: at("cell_state"),
    shown_cell: ACTIVATIONS[layer.activation].value(at("cell_state")),
    along_terms: shortened(each.forget_gate.slice(0, state.time).map(signed), "·"),
    rnn_terms: shortened(growth.map((factor) => signed(Number.isFinite(factor) ? factor : 0)), "·"),
    units: layer.units,
  };
}

// --- the page -------------------------------------------------------------------------------

const FIGURE = 140; // pixels high

export function build(lab, places) {
  const plot = (Kind, name, draw) => {
    const made = new Kind(lab, { name, height: FIGURE, draw: () => draw(lab, made) });
    return made;
  };
  const figures = [plot(Plot, "window", drawWindow), plot(NetFigure, "cell", drawCell), plot(Plot, "tracks", drawTracks), plot(Plot, "gradients", drawGradients)];
  const row = (...parts) => element("div", { class: "row buttons" }, ...parts);
  places.lab.append(
    element("div", { class: "figures two" }, ...figures.map((figure) => figure.element)),
    element(
      "div",
      { class: "panel halves" },
      element("div", {}, lab.control("window"), lab.control("day"),
        row(element("span", { class: "hint" }, lab.word("prices")), ...Object.keys(actions).map((name) => lab.button(name, "quiet")), lab.button("reset", "quiet"))),
      element("div", {}, lab.control("way"), element("div", { class: "fields" }, ...["layer", "unit", "time"].map((name) => lab.control(name))), lab.control("forget_bias")),
    ),
    lab.values(...EACH, ...GRADIENTS, "forecast", "last_price", "truth"),
  );
  const sum = element("div", { class: "written-sum" });
  places.sum.append(element("div", { class: "panel" }, lab.control("part"), sum));
  places.hand.append(handWork(lab, verdict, "hand"));
  places.walk.append(stepTable(lab));
  places.gates.append(lab.values("least_forget_gate", "most_forget_gate"));
  openOwn(lab, places.own);
  lab.listeners.push(() => {
    for (const figure of figures) figure.draw();
    writeSum(lab, sum);
  });
}

// --- figures ---

// The first column of the window, what came after it, and what the network says.
function drawWindow(lab, plot) {
  const { rows, values } = lab.numbers;
  const levels = rows.map(([value]) => value);
  const after = rows.length + 1;
  if (plot.dragging === null || !plot.levels) plot.levels = roundLimits([...levels, values.forecast, values.truth]);
  plot.begin([0.5, Math.max(after, 2) + 0.5], [plot.levels.low, plot.levels.high], { x: lab.word("axis_row") });
  plot.path(levels.map((level, at) => [at + 1, level]), "curve");
  if (levels.length > 0) plot.path([[rows.length, levels.at(-1)], [after, values.forecast ?? NaN]], "preview");
  plot.dot(after, values.truth ?? NaN, "truth", 6.5);
  plot.dot(after, values.forecast ?? NaN, "yes", 3.5);
  const { x, y, height } = plot.inner;
  const legend = [svg("tspan", { class: "vermillion" }, lab.word("forecast")), " · ", svg("tspan", { class: "grey" }, lab.word("truth"))];
  plot.notes.append(svg("text", { class: "note", x, y: y + height + 32 }, ...legend));
  if (rows.length <= MOST_HANDLES) for (const [at, level] of levels.entries()) priceHandle(lab, plot, at, level);
  plot.end();
}

function priceHandle(lab, plot, at, level) {
  const { rows } = lab.numbers;
  plot.handle(`price_${at + 1}`, {
    x: at + 1, y: level, step: [1, plot.levels.unit / 10], radius: 5, now: level,
    label: lab.word("price", { row: at + 1 }), says: lab.word("price_is", { row: at + 1, price: level }),
    move: (_, wanted) => {
      const moved = rows.map((row, place) => (place === at ? [wanted, ...row.slice(1)] : row));
      lab.set({ window: windowText(moved, moved.length, moved.length) }, "drag");
    },
  });
}

// Limits at whole units, so that the picture stands still while a number moves a little.
function roundLimits(values) {
  const [low, high] = interval(values.filter((value) => value !== null && value !== undefined), 0.1);
  const unit = 10 ** Math.floor(Math.log10(high - low)) / 2;
  return { low: Math.floor(low / unit) * unit, high: Math.ceil(high / unit) * unit, unit };
}

// Where things stand in the picture of a step: the cell state goes through at the top, the gates stand below.
const CELL = { left: 0, right: 10, bottom: 0, top: 6.4, cell: 5.3, shown: 3.1, gates: 2.2, floor: 0.5, written: 4.85, product: 3.9, out: 8.6 };
const GATES = { forget_gate: 2.3, input_gate: 4, candidate: 5.7, output_gate: 7.4 };

function drawCell(lab, plot) {
  const { chosen, unit, isTime, layer } = lab.numbers;
  plot.begin([CELL.left, CELL.right], [CELL.bottom, CELL.top]);
  if (isTime) {
    drawWires(plot);
    drawGates(lab, plot, (name) => chosen[name][unit], layer);
    writeStates(lab, plot, (name) => chosen[name][unit], chosen.before.cell_state[unit]);
  }
  plot.end();
}

function drawWires(plot) {
  const { cell, shown, gates, floor, written, product: multiplied, out } = CELL;
  plot.path([[0.6, cell], [9.4, cell]], "track cell_state");
  plot.path([[0.3, floor], [GATES.output_gate, floor]], "curve");
  for (const x of Object.values(GATES)) plot.path([[x, floor], [x, gates]], "curve");
  plot.path([[GATES.forget_gate, gates], [GATES.forget_gate, cell]], "track forget_gate");
  for (const name of ["input_gate", "candidate"]) plot.path([[GATES[name], gates], [written, multiplied]], `track ${name}`);
  plot.path([[written, multiplied], [written, cell]], "curve");
  plot.path([[out, cell], [out, shown]], "curve");
  plot.path([[GATES.output_gate, gates], [GATES.output_gate, shown], [9.4, shown]], "track output_gate");
  for (const [x, y, sign] of [[GATES.forget_gate, cell, "×"], [written, multiplied, "×"], [written, cell, "+"], [out, shown, "×"]]) {
    plot.dot(x, y, "unit", 8);
    plot.note(x, y, sign, "note", "middle", [0, 4]);
  }
}

// Each part with its number, its letter, and what it does to its sum.
function drawGates(lab, plot, at, layer) {
  const radius = plot.width < 380 ? 17 : 19;
  for (const [name, x] of Object.entries(GATES)) {
    plot.unit([x, CELL.gates], { output: at(name), name: "", radius });
    plot.marks.lastChild.setAttribute("class", `unit track ${name}`);
    const sign = SIGNS[name === "candidate" ? layer.activation : layer.gate];
    plot.note(x, CELL.gates, `${lab.word(`letter_${name}`)} ${sign}`, "unit-name", "start", [radius - 1, 20]);
  }
  plot.note(CELL.out, 4.3, SIGNS[layer.activation], "unit-name", "end", [-5, 4]);
}

function writeStates(lab, plot, at, before) {
  const { cell, shown, floor, written } = CELL;
  const number = (x, y, name, value, anchor, shift) => plot.note(x, y, `${name} ${format(value, 3)}`, "note strong", anchor, shift);
  number(0.1, cell, lab.word("letter_cell_before"), before, "start", [0, -9]);
  number(9.9, cell, lab.word("letter_cell_state"), at("cell_state"), "end", [0, -9]);
  number(9.9, shown, lab.word("letter_hidden_state"), at("hidden_state"), "end", [0, 18]);
  number(3.6, cell, "f·c", at("forget_gate") * before, "middle", [0, 16]);
  number(written, 4.55, "i·g", at("input_gate") * at("candidate"), "start", [6, 4]);
  plot.note(0.1, floor, lab.word("inputs_note"), "note", "start", [0, -8]);
}

// The gates and states of the unit over time; a handle moves the time.
function drawTracks(lab, plot) {
  const { each, steps: passed, values } = lab.numbers;
  const count = Math.max(passed.length, 1);
  const [low, high] = interval([0, 1, ...EACH.flatMap((name) => each[name] ?? [])], 0.06);
  plot.begin([0.6, count * 1.06 + 0.6], [low, high], { x: lab.word("axis_time") });
  const { time } = lab.state;
  if (passed.length > 0) plot.path([[time, low], [time, high]], "preview");
  for (const name of Object.keys(each).filter((name) => EACH.includes(name))) {
    plot.path(each[name].map((value, at) => [at + 1, value]), `track ${name}`);
    if (count <= MOST_HANDLES) for (const [at, value] of each[name].entries()) plot.dot(at + 1, value, `unit track ${name}`, 2.5);
  }
  spreadNotes(lab, plot, Object.entries(each).filter(([name]) => EACH.includes(name)), count);
  if (lab.numbers.isTime) {
    plot.handle("time", {
      x: time, y: values.cell_state, step: [1, 0], now: time, label: lab.word("time"), says: lab.word("time_is", { time, cell: values.cell_state }),
      move: (wanted) => lab.set({ time: Math.min(Math.max(Math.round(wanted), 1), passed.length) }),
    });
  }
  plot.end();
}

// A letter at the end of each line, moved apart where lines end close to each other.
function spreadNotes(lab, plot, lines, count) {
  const ends = lines.map(([name, values]) => ({ name, y: plot.y(values.at(-1)) })).toSorted((a, b) => a.y - b.y);
  let lowest = -Infinity;
  for (const { name, y } of ends) {
    const at = Math.max(y, lowest + 12);
    lowest = at;
    plot.note(count, plot.view.top, lab.word(`letter_${name}`), "unit-name", "start", [8, at - plot.y(plot.view.top) + 4]);
  }
}

// What is left of a change of the first state, in powers of ten; what is zero has no logarithm and ends the line.
function drawGradients(lab, plot) {
  const { each, steps: passed } = lab.numbers;
  const power = (value) => Math.log10(Math.abs(value));
  const lines = GRADIENTS.filter((name) => each[name]).map((name) => [name, [[0, 0], ...each[name].map((value, at) => [at + 1, power(value)])]]);
  const heights = lines.flatMap(([, line]) => line.map(([, height]) => height)).filter(Number.isFinite);
  const lowest = 1.06 * Math.min(-1, least(heights));
  const highest = Math.max(-0.08 * lowest, 1.06 * -least(heights.map((height) => -height)));
  plot.begin([0, Math.max(passed.length, 1)], [lowest, highest], { x: lab.word("axis_time") });
  const kinds = { gradient_along_cell: ["model", "blue"], gradient_of_rnn: ["error", "vermillion"], gradient_of_cell: ["preview", ""] };
  for (const [name, line] of lines) {
    const end = line.findIndex(([, height]) => !Number.isFinite(height));
    plot.path(end < 0 ? line : line.slice(0, end), kinds[name][0]);
  }
  const { left, bottom } = plot.view;
  for (const [at, [name, [, colour]]] of Object.entries(kinds).entries()) plot.note(left, bottom, lab.word(`note_${name}`), `note ${colour}`, "start", [8, -36 + 14 * at]);
  plot.end();
}

// --- a sum written out, and all steps ---

const times = ([value, weight]) => `${signed(value)} × ${signed(weight)}`;

function writeSum(lab, place) {
  const { isTime, layer } = lab.numbers;
  if (!isTime) {
    const why = lab.numbers.reasons.forget_gate;
    place.replaceChildren(element("p", { class: "why" }, lab.word(why.word, why)));
    return;
  }
  const { part } = lab.state;
  const { inputs, hidden, ofInputs, ofHidden, bias, sum, value } = sumOf(lab.numbers, part);
  const largest = (pairs) => shortened(pairs.toSorted(([x, w], [y, v]) => Math.abs(y * v) - Math.abs(x * w)).map(times), "+");
  const activation = part === "candidate" ? layer.activation : layer.gate;
  const lines = [
    `${lab.word("sum_inputs")}${largest(inputs)} = ${format(ofInputs, 5)}`,
    `${lab.word("sum_hidden", { count: hidden.length })}${largest(hidden)} = ${format(ofHidden, 5)}`,
    `${lab.word("sum_bias")}${format(bias, 5)}`,
    `${signed(ofInputs)} + ${signed(ofHidden)} + ${signed(bias)} = ${format(sum, 5)} → ${lab.word(`name_${activation}`)} → ${format(value, 5)}`,
  ];
  place.replaceChildren(...lines.map((line) => element("p", {}, line)));
}

function stepTable(lab) {
  const columns = ["input", ...EACH, ...GRADIENTS];
  const row = madeOnce((at) =>
    element("tr", {}, element("th", { scope: "row" }, String(at)), ...columns.map((name) => element("td", { class: "number" }, ...lab.output(`${name}_${at}`, 5)))));
  const table = growingTable(lab, "walk_table", "", (count) => [
    tableHead(lab.word("axis_time"), ...columns.map((name) => lab.word(`column_${name}`))),
    element("tbody", {}, ...Array.from({ length: count }, (_, at) => row(at + 1))),
  ]);
  lab.listeners.push(() => {
    for (const [at, line] of [...table.querySelectorAll("tbody tr")].entries()) line.classList.toggle("chosen", at + 1 === lab.state.time);
  });
  return table;
}

// --- a model of one's own ---

function openOwn(lab, place) {
  if (!isServed()) {
    place.append(element("p", { class: "hint" }, lab.word("model_needs_server")));
    return;
  }
  const about = element("p", { class: "hint", role: "status" });
  const wanted = () => (own.series ? { columns: own.series.columns, only: own.series.only } : {});
  const takeSeries = (answer, verdict) => openSeries(lab, answer, { verdict, about });
  const series = element("div", { hidden: true }, fileField(lab, "series", "own_series", takeSeries, wanted));
  const takeModel = (answer, verdict) => {
    series.hidden = !openModel(lab, answer, { verdict, about }) && series.hidden;
  };
  place.append(fileField(lab, "model", "own_model", takeModel), about, series);
}

// Whether the model could be opened; else the verdict says why not.
function openModel(lab, answer, { verdict, about }) {
  const network = sequenceNetworkOf(answer);
  if (network.problem) {
    verdict.textContent = lab.word(network.problem.word, network.problem);
    return false;
  }
  const { series: read, target } = answer;
  const series = read ? { ...read, target: target.scaling, mean: target.training_mean } : null;
  Object.assign(own, { network, series, rows: null });
  const { window } = seriesOf("own");
  about.textContent = lab.word(series ? "opened_with_card" : "opened_without_card", { window, columns: series?.columns.join(", "), features: network.features });
  lab.set({ way: "own", layer: 1, unit: 1, time: 1, day: 1, forget_bias: 0, window: quietWindow() }, "open");
  lab.set({ time: Math.max(1, lab.numbers.steps.length) }, "open");
  return true;
}

function openSeries(lab, { columns, rows }, { verdict, about }) {
  const wanted = own.series?.columns.length ?? own.network.features;
  const { window } = seriesOf("own");
  if (columns.length < wanted || rows.length < window) {
    verdict.textContent = lab.word("series_too_small", { columns: wanted, window });
    return;
  }
  own.rows = rows.map((cells) => cells.slice(0, wanted));
  const { days } = seriesOf("own");
  about.textContent = lab.word("series_opened", { rows: rows.length, columns: columns.slice(0, wanted).join(", ") });
  lab.set({ way: "own", day: days, window: windowBefore({ way: "own", day: days }, window) }, "open");
}
