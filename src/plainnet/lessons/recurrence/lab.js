import { halfSquaredError, halfSquaredErrorGradient } from "../arithmetic/dense.js";
import { backThroughTime, clippedTogether, commonNorm, factorsBack, termsThroughTime, unrolled } from "../arithmetic/recurrence.js";
import { handWork, HAND_START, NetFigure, product, signed, verdictOfText } from "../../chain_rule.js";
import { format } from "../../numbers.js";
import { element } from "../../page.js";
import { interval, Plot } from "../../plot.js";
import { choice, number, text } from "../../state.js";
import { growingTable, madeOnce, tableHead } from "../../step_table.js";

const WEIGHTS = ["u", "w", "v", "b", "c"];
const FEWEST = 2; // steps
const MOST = 50;
const MOST_FACTORS = 9; // of a product, written out
const STEEPEST = { sigmoid: 0.25, tanh: 1, relu: 1, linear: 1 }; // the largest slope of each activation

const weight = (start, settings = {}) => number(start, { step: 0.1, ...settings });
const time = (start) => number(start, { step: 1, least: 1, most: MOST, whole: true });

export const controls = {
  inputs: text("0.2, 0.4, 0.6, 0.5", { rows: 2 }),
  targets: text("0.4, 0.6, 0.5, 0.2", { rows: 2 }),
  u: weight(1),
  w: weight(2, { range: () => [-6, 6] }),
  v: weight(1.2),
  b: weight(-1),
  c: weight(0),
  h0: weight(0),
  activation: choice("sigmoid", "sigmoid", "tanh", "relu", "linear"),
  error_at: time(4),
  back_to: time(2),
  clip: number(1, { step: 0.1, least: 0 }),
  rate: number(0.1, { step: 0.1, least: 0 }),
  hand: text(HAND_START, { rows: 1 }),
};

// --- arithmetic: state in, numbers out ------------------------------------------------------

export function numbers(state) {
  const inputs = series(state.inputs);
  const targets = series(state.targets);
  const problem = problemOf(inputs, targets);
  if (problem) return undefinedBecause(problem);
  const steps = unrolled(state, inputs);
  const outputs = steps.map(({ output }) => output);
  const errors = halfSquaredErrorGradient(outputs, targets);
  const { h0, ...gradients } = backThroughTime(state, steps, errors);
  const factors = factorsBack(state, steps);
  const terms = termsThroughTime(state, steps, errors);
  const clipped = clippedTogether(gradients, state.clip);
  const lossAfter = (moves) => {
    const moved = Object.fromEntries(WEIGHTS.map((name) => [name, state[name] - state.rate * moves[name]]));
    return halfSquaredError(unrolled({ ...state, ...moved }, inputs).map(({ output }) => output), targets);
  };
  const chosen = chosenOf(state, steps.length);
  const values = {
    loss: halfSquaredError(outputs, targets),
    gradient_norm: commonNorm(gradients),
    clipped_norm: commonNorm(clipped),
    new_loss: lossAfter(gradients),
    clipped_loss: lossAfter(clipped),
    gradient_h0: h0,
    last_factor: factors.at(-1),
    mean_factor: Math.abs(factors.at(-1)) ** (1 / steps.length),
    vanishes_below: 1 / STEEPEST[state.activation],
    chosen_term: terms[chosen.time - 1][chosen.step - 1],
    ...numbered("sum", steps.map(({ sum }) => sum)),
    ...numbered("hidden", steps.map(({ hidden }) => hidden)),
    ...numbered("slope", steps.map(({ slope }) => slope)),
    ...numbered("output", outputs),
    ...numbered("error", errors),
    ...numbered("factor", factors),
    ...numbered("row", terms.map(total)),
    ...numbered("column", steps.map((_, step) => total(terms.slice(step).map((row) => row[step])))),
  };
  for (const name of WEIGHTS) {
    values[`gradient_${name}`] = gradients[name];
    values[`clipped_${name}`] = clipped[name];
  }
  for (const [at, row] of terms.entries()) Object.assign(values, numbered(`term_${at + 1}`, row));
  return { values, inputs, targets, steps, errors, factors, chosen, clipped, chain: chainOf(state, steps, errors, chosen) };
}

const total = (values) => values.reduce((sum, value) => sum + value, 0);
const numbered = (name, values) => Object.fromEntries(values.map((value, at) => [`${name}_${at + 1}`, value]));

// Numbers parted by commas, spaces or lines; what is none of them is NaN.
function series(text) {
  const cells = text.replaceAll("−", "-").split(/[\s,，;；、]+/).filter((cell) => cell !== "");
  return cells.map((cell) => (Number.isFinite(Number(cell)) ? Number(cell) : NaN));
}

function problemOf(inputs, targets) {
  if ([...inputs, ...targets].some(Number.isNaN)) return { word: "why_number" };
  if (inputs.length !== targets.length) return { word: "why_lengths", inputs: inputs.length, targets: targets.length };
  if (inputs.length < FEWEST || inputs.length > MOST) return { word: "why_steps", fewest: FEWEST, most: MOST };
  return null;
}

function undefinedBecause(reason) {
  const reasons = new Proxy({}, { get: () => reason }); // the same one for every value
  return { values: {}, reasons, inputs: [], targets: [], steps: [], errors: [], factors: [], chain: [], chosen: { time: 1, step: 1 } };
}

// The term that is followed through the net: within the steps there are, and not after the error.
function chosenOf({ error_at: at, back_to: back }, count) {
  const time = Math.min(at, count);
  return { time, step: Math.min(back, time) };
}

// The chain of the chosen term: the factors from the error at T back to step K, each with its name.
function chainOf({ w, v }, steps, errors, { time, step }) {
  const chain = [["error", errors[time - 1], { time }], ["v", v], ["slope", steps[time - 1].slope, { time }]];
  for (let at = time - 1; at >= step; at -= 1) chain.push(["w", w], ["slope", steps[at - 1].slope, { time: at }]);
  return [...chain, ["before", steps[step - 1].before, { time: step - 1 }]];
}

// The same series, cut or begun anew, so that it has `count` steps.
function resized(state, count) {
  const cycled = (values) => Array.from({ length: count }, (_, at) => values[at % values.length]).join(", ");
  const [inputs, targets] = [state.inputs, state.targets].map(series);
  if (problemOf(inputs, targets)) return {};
  return { inputs: cycled(inputs), targets: cycled(targets), error_at: count };
}

// Inputs of zero, and a state that stays where the activation is steepest.
function balanced(state) {
  const zeros = numbers(state).inputs.map(() => 0).join(", ") || state.inputs;
  return state.activation === "sigmoid" ? { inputs: zeros, h0: 0.5, b: -state.w / 2 } : { inputs: zeros, h0: 0, b: 0 };
}

export const actions = {
  two_steps: (state) => resized(state, 2),
  five_steps: (state) => resized(state, 5),
  twenty_steps: (state) => resized(state, 20),
  fifty_steps: (state) => resized(state, 50),
  balance: balanced,
  update: (state) => {
    const { clipped } = numbers(state);
    return clipped ? Object.fromEntries(WEIGHTS.map((name) => [name, state[name] - state.rate * clipped[name]])) : {};
  },
};

// --- what the steps ask for -----------------------------------------------------------------

// What the page says of a term worked out on paper; a slip people make is the state after step K for that before it.
function verdict(state, { values, chain, chosen, steps }) {
  if (chain.length === 0) return { word: "hand_empty" };
  const others = chain.slice(0, -1).reduce((sum, [, value]) => sum * value, 1);
  const slips = [
    [others * steps[chosen.step - 1].hidden, "hand_state"],
    [values[`row_${chosen.time}`], "hand_row"],
  ];
  return verdictOfText(state.hand, values.chosen_term, chain, chosen.time > 1 ? slips : slips.slice(0, 1));
}

const lastFactor = ({ values }) => Math.abs(values.last_factor);
const isSigmoid = ({ state, numbers: now }) => state.activation === "sigmoid" && now.steps.length > 0;

export const steps = {
  first_input: ({ action, numbers: now, before }) => {
    const was = before.numbers;
    const changed = now.inputs.map((input, at) => input !== was.inputs[at]);
    const isFirstAlone = now.steps.length === was.steps.length && changed[0] && !changed.slice(1).includes(true);
    return action === "control" && isFirstAlone && now.steps.at(-1).hidden !== was.steps.at(-1).hidden;
  },
  first_state: ({ state, before, numbers: now }) => before.state.h0 === 0 && state.h0 !== 0 && now.values.term_1_1 !== 0 && now.steps.length > 0,
  without_w: ({ state, action }) => action === "control" && state.w === 0,
  by_hand: ({ state, numbers: now, action }) => action === "control" && now.chosen.time > now.chosen.step && verdict(state, now).word === "hand_right",
  vanish: (now) => isSigmoid(now) && Math.abs(now.state.w) >= 3 && Math.abs(now.state.w) < 4 && now.numbers.steps.length >= 20 && lastFactor(now.numbers) < 0.01,
  explode: (now) => isSigmoid(now) && now.state.w > 4 && now.numbers.steps.length >= 20 && lastFactor(now.numbers) > 10,
  unbalance: (now) => isSigmoid(now) && now.state.w > 4 && lastFactor(now.before.numbers) > 10 && lastFactor(now.numbers) < 0.01,
  other_bound: ({ state, numbers: now }) => state.activation === "tanh" && Math.abs(state.w) < 4 && lastFactor(now) > 10,
  clipped: ({ action, before: { state, numbers: was } }) =>
    action === "update" && state.clip > 0 && was.values.gradient_norm > state.clip &&
    was.values.clipped_loss < was.values.loss && !(was.values.new_loss < was.values.loss),
};

// --- formulas with their numbers ------------------------------------------------------------

export function formulas(state, { values, steps: passed, errors, chain, chosen, clipped }) {
  if (passed.length === 0) return {};
  const sum = ({ input, before }) =>
    `${signed(state.u)} · ${signed(input)} + ${signed(state.w)} · ${signed(before)} + ${signed(state.b)}`;
  const output = ({ hidden }) => `${signed(state.v)} · ${signed(hidden)} + ${signed(state.c)}`;
  const first = passed.slice(0, 2);
  const more = passed.length > first.length ? " + …" : "";
  const last = passed.slice(-3).reverse();
  return {
    sum_1_terms: sum(passed[0]),
    sum_2_terms: sum(passed[1]),
    output_1_terms: output(passed[0]),
    output_2_terms: output(passed[1]),
    loss_terms: first.map((_, at) => `(${format(-errors[at], 4)})^2`).join(" + ") + more,
    columns: first.map((_, at) => signed(values[`column_${at + 1}`])).join(" + ") + more,
    chain: chain.length > MOST_FACTORS ? `${product(chain.slice(0, MOST_FACTORS - 2))} · … · ${product(chain.slice(-1))}` : product(chain),
    time: chosen.time,
    step: chosen.step,
    count: passed.length,
    factor_terms: last.map(({ slope }) => `(${signed(state.w)} · ${format(slope, 4)})`).join(" · ") + (passed.length > 3 ? " · …" : ""),
    share: values.gradient_norm > 0 ? values.clipped_norm / values.gradient_norm : 1,
    clip_terms: `${signed(values.gradient_w)} · ${format(values.clipped_norm, 4)} / ${format(values.gradient_norm, 4)}`,
    clipped_now: clipped.w,
  };
}

// --- the page -------------------------------------------------------------------------------

const FIGURE = 240; // pixels high

export function build(lab, places) {
  const net = new NetFigure(lab, { name: "net", height: FIGURE, draw: () => drawNet(lab, net) });
  const factors = new Plot(lab, { name: "factors", height: FIGURE, draw: () => drawFactors(lab, factors) });
  const row = (...parts) => element("div", { class: "row buttons" }, ...parts);
  places.lab.append(
    element("div", { class: "figures two" }, net.element, factors.element),
    element(
      "div",
      { class: "panel halves" },
      element(
        "div",
        {},
        lab.control("inputs"), lab.control("targets"),
        row(
          element("span", { class: "hint" }, lab.word("count")),
          ...["two_steps", "five_steps", "twenty_steps", "fifty_steps"].map((name) => lab.button(name, "quiet")),
        ),
        row(lab.button("balance", "main"), lab.button("reset", "quiet")),
      ),
      element(
        "div",
        {},
        lab.control("w"),
        element("div", { class: "fields" }, ...["u", "v", "b", "c", "h0", "activation", "error_at", "back_to"].map((name) => lab.control(name))),
      ),
    ),
    lab.values("loss", "gradient_u", "gradient_w", "gradient_v", "chosen_term", "last_factor", "mean_factor", "vanishes_below"),
  );
  places.forward.append(stepTable(lab));
  places.terms.append(termTable(lab), lab.values("gradient_b", "gradient_c", "gradient_h0"));
  places.hand.append(handWork(lab, verdict, "hand"));
  places.clipping.append(
    element("div", { class: "panel" }, element("div", { class: "fields" }, lab.control("clip"), lab.control("rate")), row(lab.button("update", "main"))),
    lab.values("gradient_norm", "clipped_norm", ...WEIGHTS.map((name) => `clipped_${name}`), "new_loss", "clipped_loss"),
  );
  lab.listeners.push(() => {
    net.draw();
    factors.draw();
  });
}

// --- tables that grow with the steps ---

const COLUMNS = ["sum", "hidden", "slope", "factor", "output", "error"];

// A row a step: its input, what is computed from it, and its target.
function stepTable(lab) {
  const given = (at, name) => {
    const cell = element("td", { class: "number" });
    lab.listeners.push(() => (cell.textContent = format(lab.numbers[name][at - 1] ?? null)));
    cell.textContent = format(lab.numbers[name][at - 1]);
    return cell;
  };
  const row = madeOnce((at) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, String(at)),
      given(at, "inputs"),
      ...COLUMNS.slice(0, -1).map((name) => element("td", { class: "number" }, ...lab.output(`${name}_${at}`, 5))),
      given(at, "targets"),
      element("td", { class: "number" }, ...lab.output(`error_${at}`, 5)),
    ),
  );
  const words = ["column_time", "column_input", ...COLUMNS.slice(0, -1).map((name) => `column_${name}`), "column_target", "column_error"];
  return growingTable(lab, "step_table", "", (count) => [
    tableHead(...words.map((word) => lab.word(word))),
    element("tbody", {}, ...Array.from({ length: count }, (_, at) => row(at + 1))),
  ]);
}

// A row an error at T, a column a step K: what it adds to the gradient of w. Sums stand at the ends.
function termTable(lab) {
  const cell = madeOnce((name) => element("td", { class: "number" }, ...lab.output(name, 4)));
  const term = madeOnce((at, step) => {
    const made = cell(`term_${at}_${step}`);
    made.addEventListener("click", () => lab.set({ error_at: at, back_to: step }));
    return made;
  });
  const label = (word, values) => element("th", { scope: "row" }, lab.word(word, values));
  const steps = (count) => Array.from({ length: count }, (_, at) => at + 1);
  const table = growingTable(lab, "term_table", "terms", (count) => [
    tableHead("", ...steps(count).map((step) => lab.word("term_step", { step })), lab.word("term_sum")),
    element(
      "tbody",
      {},
      ...steps(count).map((at) =>
        element("tr", {}, label("term_error", { time: at }), ...steps(at).map((step) => term(at, step)), ...steps(count - at).map(() => element("td")), cell(`row_${at}`)),
      ),
      element("tr", { class: "sums" }, label("term_sum"), ...steps(count).map((step) => cell(`column_${step}`)), cell("gradient_w")),
    ),
  ]);
  let marked = null;
  lab.listeners.push(() => {
    marked?.classList.remove("chosen");
    const { time, step } = lab.numbers.chosen;
    marked = lab.numbers.steps.length ? term(time, step) : null;
    marked?.classList.add("chosen");
  });
  return table;
}

// --- figures ---

const WRITTEN = 58; // pixels a step needs for its numbers to be written

function drawNet(lab, plot) {
  const { state, numbers: { steps: passed, targets, chosen, values } } = lab;
  const count = passed.length;
  plot.begin([-0.4, Math.max(count, 1) + 0.4], [-1.6, 1.85]);
  const isWritten = plot.x(1) - plot.x(0) >= WRITTEN;
  const radius = isWritten ? 18 : Math.max(1.5, Math.min(10, (plot.x(1) - plot.x(0)) / 3));
  for (let at = 1; at <= count; at += 1) {
    plot.edge([at - 1, 0], [at, 0], state.w, at >= chosen.step && at <= chosen.time);
    plot.edge([at, -1], [at, 0], state.u, false);
    plot.edge([at, 0], [at, 1], state.v, at === chosen.time);
    if (!isWritten) continue;
    plot.note(at - 0.5, 0, `w ${format(state.w, 3)}`, "note", "middle", [0, -6]);
    plot.note(at, -0.5, `u ${format(state.u, 3)}`, "note", "start", [5, 4]);
    plot.note(at, 0.5, `v ${format(state.v, 3)}`, "note", "start", [5, 4]);
  }
  const unit = (x, y, output, name, side) => {
    if (isWritten) plot.unit([x, y], { output, name, side, radius });
    else plot.dot(x, y, "unit", radius);
  };
  if (count > 0) unit(0, 0, state.h0, subscript("h", 0), 1);
  for (const [at, { input, hidden, output }] of passed.entries()) {
    unit(at + 1, -1, input, subscript("x", at + 1), 1);
    unit(at + 1, 0, hidden, "", 1);
    unit(at + 1, 1, output, isWritten ? lab.word("output_note", { name: subscript("y", at + 1), target: targets[at] }) : "", -1);
    if (isWritten) plot.note(at + 1, 0, subscript("h", at + 1), "unit-name", "end", [-15, 22]);
  }
  if (count > 0) plot.note(chosen.time, 1, lab.word("term_note", { ...chosen, term: values.chosen_term }), "note accent", chosen.time > count / 2 ? "end" : "start", [radius, isWritten ? -40 : -16]);
  plot.end();
}

const subscript = (name, number) => name + [...String(number)].map((digit) => "₀₁₂₃₄₅₆₇₈₉"[digit]).join("");

// |dh_T/dh_0| over T in powers of ten, with the most it can be; a factor of zero has no logarithm and ends the line.
function drawFactors(lab, plot) {
  const { state, numbers: { factors } } = lab;
  if (factors.length === 0) {
    plot.begin([0, 1], [0, 1]);
    plot.end();
    return;
  }
  const most = Math.abs(state.w) * STEEPEST[state.activation];
  const power = (value) => Math.log10(Math.abs(value));
  const line = [[0, 0], ...factors.map((factor, at) => [at + 1, power(factor)])];
  const bound = [0, factors.length].map((at) => [at, at * power(most)]);
  const heights = [...line, ...bound].map(([, height]) => height).filter(Number.isFinite);
  plot.begin([0, factors.length], interval([...heights, 1, -1], 0.06), { x: lab.word("axis_time"), y: lab.word("axis_factor") });
  plot.path(bound, "preview");
  plot.path(line, "model");
  if (line.length <= 21) for (const [at, height] of line) plot.dot(at, height, "stop", 2.5);
  const { right, bottom, top } = plot.view;
  plot.note(right, most < 1 ? top : bottom, lab.word("bound_note", { most }), "note", "end", [-4, most < 1 ? 16 : -8]); // the free corner
  plot.end();
}
