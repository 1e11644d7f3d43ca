import { gradients as autodiffGradients, Scalar } from "../arithmetic/autodiff.js";
import {
  halfSquaredError, halfSquaredErrorGradient, networkBackward, networkForward, sumGradients, updated,
} from "../arithmetic/dense.js";
import { handWork, HAND_START, NetFigure, product, signed, verdictOfText } from "../../chain_rule.js";
import { format } from "../../numbers.js";
import { element, mathml } from "../../page.js";
import { interval, Plot } from "../../plot.js";
import { choice, number, text } from "../../state.js";
import { openModels } from "./own_view.js";

const WEIGHTS = ["w11", "w12", "w21", "w22", "b1", "b2", "v1", "v2", "c"];
const UNITS = [
  { weights: ["w11", "w21"], bias: "b1", onward: "v1", sum: "sum1", output: "hidden1" },
  { weights: ["w12", "w22"], bias: "b2", onward: "v2", sum: "sum2", output: "hidden2" },
];
const START = {
  w11: 0.4, w12: -0.3, w21: 0.2, w22: 0.6, b1: 0.1, b2: -0.1, v1: 0.7, v2: -0.5, c: 0.2,
};

const weight = (name) => number(START[name], { step: 0.1 });

export const controls = {
  x1: number(0.5, { step: 0.1 }),
  x2: number(1, { step: 0.1 }),
  target: number(0.9, { step: 0.1 }),
  activation: choice("sigmoid", "sigmoid", "tanh", "relu", "linear"),
  output_activation: choice("sigmoid", "sigmoid", "tanh", "relu", "linear"),
  rate: number(0.1, { step: 0.1, least: 0 }),
  steps: number(1, { step: 1, least: 1, most: 10000, whole: true }),
  ...Object.fromEntries(WEIGHTS.map((name) => [name, weight(name)])),
  weight: choice("w11", ...WEIGHTS),
  hand: text(HAND_START, { rows: 1 }),
};

// --- arithmetic: state in, numbers out ------------------------------------------------------

const layersOf = (state) => [
  { kernel: [[state.w11, state.w12], [state.w21, state.w22]], bias: [state.b1, state.b2], activation: state.activation },
  { kernel: [[state.v1], [state.v2]], bias: [state.c], activation: state.output_activation },
];

// The same nine names for whatever has the form of the layers: weights or gradients.
const named = ([hidden, output]) => ({
  w11: hidden.kernel[0][0], w12: hidden.kernel[0][1], w21: hidden.kernel[1][0], w22: hidden.kernel[1][1],
  b1: hidden.bias[0], b2: hidden.bias[1], v1: output.kernel[0][0], v2: output.kernel[1][0], c: output.bias[0],
});

const lossOf = (layers, { x1, x2, target }) =>
  halfSquaredError(networkForward(layers, [x1, x2]).at(-1).outputs, [target]);

function backThrough(layers, { x1, x2, target }) {
  const passed = networkForward(layers, [x1, x2]);
  const lastSums = sumGradients(passed[1], halfSquaredErrorGradient(passed[1].outputs, [target]));
  return { passed, back: networkBackward(layers, passed, lastSums) };
}

export function numbers(state) {
  const layers = layersOf(state);
  const { passed: [hidden, output], back } = backThrough(layers, state);
  const gradients = named(back);
  const automatic = autodiff(state);
  const next = updated(layers, back, state.rate);
  const losses = lossesAhead(layers, state);
  const values = {
    sum1: hidden.sums[0], sum2: hidden.sums[1], hidden1: hidden.outputs[0], hidden2: hidden.outputs[1],
    sum3: output.sums[0], output: output.outputs[0],
    loss: halfSquaredError(output.outputs, [state.target]),
    gradient_x1: back[0].inputs[0], gradient_x2: back[0].inputs[1],
    new_output: networkForward(next, [state.x1, state.x2]).at(-1).outputs[0],
    new_loss: lossOf(next, state),
    loss_after_steps: losses.at(-1),
    autodiff_difference: Math.max(...WEIGHTS.map((name) => Math.abs(gradients[name] - automatic[name]))),
  };
  const moved = named(next);
  for (const name of WEIGHTS) {
    values[`gradient_${name}`] = gradients[name];
    values[`autodiff_${name}`] = automatic[name];
    values[`new_${name}`] = moved[name];
  }
  return { values, losses, factors: factorsOf(state, hidden, output), slopes: { hidden: hidden.slopes, output: output.slopes[0] } };
}

// The loss before each of the next updates, and after the last.
function lossesAhead(layers, state) {
  const losses = [];
  for (let step = 0; step <= state.steps; step += 1) {
    const { passed, back } = backThrough(layers, state);
    losses.push(halfSquaredError(passed[1].outputs, [state.target]));
    if (step < state.steps) layers = updated(layers, back, state.rate);
  }
  return losses;
}

// The chain of each weight: the factors on the way from the loss back to it, each with its name.
function factorsOf(state, hidden, output) {
  const error = ["error", output.outputs[0] - state.target];
  const slope3 = ["slope3", output.slopes[0]];
  const chains = { c: [error, slope3] };
  for (const [j, unit] of UNITS.entries()) {
    chains[unit.onward] = [error, slope3, [unit.output, hidden.outputs[j]]];
    const toSum = [error, slope3, [unit.onward, state[unit.onward]], [`slope${j + 1}`, hidden.slopes[j]]];
    chains[unit.bias] = toSum;
    for (const [i, name] of unit.weights.entries()) chains[name] = [...toSum, [`x${i + 1}`, state[`x${i + 1}`]]];
  }
  return chains;
}

// The same gradients by automatic differentiation: it is told the forward pass and nothing else.
function autodiff(state) {
  const of = Object.fromEntries([...WEIGHTS, "x1", "x2", "target"].map((name) => [name, new Scalar(state[name])]));
  let sum = of.c;
  for (const unit of UNITS) {
    const [first, second] = unit.weights;
    const hidden = of.x1.times(of[first]).plus(of.x2.times(of[second])).plus(of[unit.bias]).activated(state.activation);
    sum = sum.plus(hidden.times(of[unit.onward]));
  }
  const error = of.target.minus(sum.activated(state.output_activation));
  const found = autodiffGradients(error.times(error).times(new Scalar(0.5)));
  return Object.fromEntries(WEIGHTS.map((name) => [name, found.get(of[name])]));
}

export const actions = {
  update: (state) => {
    let layers = layersOf(state);
    for (let step = 0; step < state.steps; step += 1) layers = updated(layers, backThrough(layers, state).back, state.rate);
    return named(layers);
  },
  equal_units: (state) => ({ w12: state.w11, w22: state.w21, b2: state.b1, v2: state.v1 }),
};

// What the page says of a gradient worked out on paper.
function verdict(state, { values, factors }) {
  const right = values[`gradient_${state.weight}`];
  return verdictOfText(state.hand, right, factors[state.weight], [[state.rate * right, "hand_rate"]]);
}

const isUpdate = ({ action }) => action === "update";
const lossFell = ({ numbers: now, before }) => now.values.loss < before.numbers.values.loss;
const changedWeights = ({ state, before }) => WEIGHTS.filter((name) => state[name] !== before.state[name]);

export const steps = {
  one_weight: (now) => now.action === "control" && changedWeights(now).length === 1 && now.numbers.values.loss < 0.9 * now.before.numbers.values.loss,
  first_update: (now) => isUpdate(now) && now.state.steps < 10 && lossFell(now),
  many_updates: (now) => isUpdate(now) && now.state.steps >= 1000 && lossFell(now),
  by_hand: ({ state, numbers: now, action }) => action === "control" && verdict(state, now).word === "hand_right",
  dead_unit: ({ state, numbers: now }) => state.activation === "relu" && (now.values.sum1 < 0 || now.values.sum2 < 0),
  saturated: ({ state, numbers: now }) => state.activation === "sigmoid" && Math.min(...now.slopes.hidden) < 0.01,
  same_units: (now) => isUpdate(now) && now.state.w11 === now.state.w12 && now.state.w21 === now.state.w22 && now.state.v1 === now.state.v2,
  too_fast: (now) => isUpdate(now) && now.numbers.values.loss > now.before.numbers.values.loss,
};

// --- formulas with their numbers ------------------------------------------------------------

export function formulas(state, { values, factors, slopes }) {
  const weighted = (unit) =>
    `${signed(state.x1)}·${signed(state[unit.weights[0]])} + ${signed(state.x2)}·${signed(state[unit.weights[1]])} + ${signed(state[unit.bias])}`;
  const path = (unit, j, name) => `${signed(factors.c[0][1] * factors.c[1][1])} · ${signed(state[unit.onward])} · ${signed(slopes.hidden[j])} · ${signed(state[name])}`;
  return {
    sum1_terms: weighted(UNITS[0]),
    sum2_terms: weighted(UNITS[1]),
    sum3_terms: `${signed(values.hidden1)}·${signed(state.v1)} + ${signed(values.hidden2)}·${signed(state.v2)} + ${signed(state.c)}`,
    loss_terms: `(${signed(state.target)} − ${signed(values.output)})^2`,
    error: values.output - state.target,
    slope1: slopes.hidden[0],
    slope2: slopes.hidden[1],
    slope3: slopes.output,
    chain_v1: product(factors.v1),
    chain_w11: product(factors.w11),
    path_1: path(UNITS[0], 0, "w11"),
    path_2: path(UNITS[1], 1, "w12"),
    update_w11: `${signed(state.w11)} − ${signed(state.rate)} · ${signed(values.gradient_w11)}`,
  };
}

// --- the page -------------------------------------------------------------------------------

const PLACES = { x1: [0, 1], x2: [0, -1], hidden1: [1, 1], hidden2: [1, -1], output: [2, 0] };
const EDGES = {
  w11: ["x1", "hidden1"], w12: ["x1", "hidden2"], w21: ["x2", "hidden1"], w22: ["x2", "hidden2"],
  v1: ["hidden1", "output"], v2: ["hidden2", "output"],
};
const ALONG = 0.3; // where on an edge its weight is written

export function build(lab, places) {
  const net = new NetFigure(lab, { name: "net", ratio: 0.8, draw: () => drawNet(lab, net) });
  const ahead = new Plot(lab, { name: "ahead", ratio: 0.4, draw: () => drawAhead(lab, ahead) });
  const course = element(
    "div",
    {},
    element(
      "div",
      { class: "figures two" },
      net.element,
      element(
        "div",
        { class: "panel" },
        element("div", { class: "fields" }, ...["x1", "x2", "target", "activation", "output_activation", "rate", "steps"].map((name) => lab.control(name))),
        element("div", { class: "row buttons" }, lab.button("update", "main"), lab.button("equal_units"), lab.button("reset", "quiet"), element("a", { href: "#own-net" }, lab.word("own_net"))),
        lab.values("loss", "new_loss", "loss_after_steps", "autodiff_difference"),
      ),
    ),
    element("div", { class: "wide", tabindex: "0", role: "region", "aria-label": lab.word("table") }, weightTable(lab)),
  );
  const own = element("div", { class: "own-net" });
  places.lab.append(course, own);
  openModels(lab, { field: places.own, course, own });
  places.forward.append(lab.values("sum1", "sum2", "hidden1", "hidden2", "sum3", "output"));
  places.hand.append(handWork(lab, verdict, "weight", "hand"));
  places.inputs.append(lab.values("gradient_x1", "gradient_x2"));
  places.ahead.append(ahead.element, lab.values("new_output"));
  lab.listeners.push(() => {
    net.draw();
    ahead.draw();
  });
}

// A row a weight: its value, the product of the chain rule, the gradient, autodiff's, and what it becomes.
function weightTable(lab) {
  const head = ["weight_now", "chain", "gradient", "autodiff", "new_weight"].map((name) => element("th", { scope: "col" }, lab.word(name)));
  const rows = WEIGHTS.map((name) => {
    const chain = element("td", { class: "chain" });
    const row = element(
      "tr",
      {},
      element("td", {}, lab.control(name)),
      chain,
      ...["gradient", "autodiff", "new"].map((kind) => element("td", { class: "number" }, ...lab.output(`${kind}_${name}`, 5))),
    );
    lab.listeners.push(() => {
      chain.replaceChildren(mathml(product(lab.numbers.factors[name])));
      row.classList.toggle("chosen", lab.state.weight === name);
    });
    return row;
  });
  return element("table", { class: "weights" }, element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...rows));
}

// The edges between the chosen weight and the loss.
function chainEdges(name) {
  const unit = UNITS.find((each) => each.weights.includes(name) || each.bias === name);
  if (!unit) return [name];
  return [name, unit.onward];
}

function drawNet(lab, plot) {
  const { state, numbers } = lab;
  plot.begin([-0.2, 2.25], [-2, 2]);
  const onChain = chainEdges(state.weight);
  for (const [name, [from, to]] of Object.entries(EDGES)) {
    const [start, end] = [PLACES[from], PLACES[to]];
    plot.edge(start, end, state[name], onChain.includes(name));
    const at = start.map((value, axis) => value + ALONG * (end[axis] - value));
    plot.note(at[0], at[1], `${lab.word(name)} ${format(state[name], 4)}`, "note", "start", [0, -6]);
    // On a phone there is no room for the gradients between the units; the table has them.
    if (plot.width >= 380) plot.note(at[0], at[1], `∂ ${format(numbers.values[`gradient_${name}`], 3)}`, "note accent", "start", [0, 8]);
  }
  const { values } = numbers;
  for (const name of ["x1", "x2"]) plot.unit(PLACES[name], { output: state[name], name: lab.word(name) });
  const drawUnit = (name, sum, bias, side) =>
    plot.unit(PLACES[name], {
      output: values[name], name: lab.word(name), side, lines: [`Σ ${format(values[sum], 4)}`, `${lab.word(bias)} ${format(state[bias], 4)}`],
    });
  for (const [j, unit] of UNITS.entries()) drawUnit(unit.output, unit.sum, unit.bias, j === 0 ? -1 : 1);
  drawUnit("output", "sum3", "c", -1);
  plot.note(2, 0, lab.word("target_note", { target: state.target }), "note", "middle", [0, 44]);
  plot.note(2, 0, lab.word("loss_note", { loss: format(values.loss, 4) }), "note accent", "middle", [0, 60]);
  plot.end();
}

function drawAhead(lab, plot) {
  const { losses } = lab.numbers;
  plot.begin([0, lab.state.steps], interval([...losses, 0], 0.05), { x: lab.word("axis_steps"), y: lab.word("axis_loss") });
  plot.path(losses.map((loss, step) => [step, loss]), "model");
  if (losses.length <= 60) for (const [step, loss] of losses.entries()) plot.dot(step, loss, "stop", 2.5);
  plot.end();
}
