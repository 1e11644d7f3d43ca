// The pure part of a net of the user's own: what a lab of it holds, computes and writes out.
// Layers, inputs and units count from 1; input 0 is the constant 1 that a bias multiplies.

import { isCrossEntropy, trainedOn } from "../arithmetic/dense_net.js";
import { updated } from "../arithmetic/dense.js";
import { asLearned, dateOf, dayOf, encodedRow, inUnit } from "../arithmetic/table_row.js";
import { signed } from "../../chain_rule.js";
import { format } from "../../numbers.js";
import { choice, number, text } from "../../state.js";

const MOST_WRITTEN = 5; // digits of a start value

// --- names ----------------------------------------------------------------------------------

const lowered = (count) => [...String(count)].map((digit) => "₀₁₂₃₄₅₆₇₈₉"[digit]).join("");

// What the inputs and the units of each layer are called, as the model's file says.
function namesOf(layers, { columns, target }) {
  const inputs = columns.flatMap(({ features }) => features);
  const isOneHidden = layers.length === 2;
  const hidden = layers.slice(0, -1).map(({ bias }, at) => bias.map((_, j) => `h${isOneHidden ? "" : lowered(at + 1)}${lowered(j + 1)}`));
  return [inputs, ...hidden, outputNames(layers.at(-1).bias.length, target)];
}

function outputNames(count, target) {
  if (target?.names?.length === count) return target.names;
  if (target?.names?.length === 2 && count === 1) return [target.names[1]];
  if (count === 1) return [target?.column || "y"];
  return Array.from({ length: count }, (_, j) => `y${lowered(j + 1)}`);
}

// --- what the lab holds ---------------------------------------------------------------------

// A net as the server read it, with a name and a scaling for everything; what the file does not tell is plain numbers.
export function ownNet(layers, answer) {
  const count = layers[0].kernel.length;
  const isKnown = answer.columns?.flatMap(({ features }) => features).length === count;
  const columns = isKnown ? answer.columns : Array.from({ length: count }, (_, i) => plainColumn(`x${lowered(i + 1)}`));
  const outputs = layers.at(-1).bias.length;
  const target = isFitting(answer.target, outputs) ? answer.target : null;
  const classes = target?.names ?? (layers.at(-1).activation === "softmax" ? outputNames(outputs, null) : null);
  return { layers, columns, target, classes, isKnown, names: namesOf(layers, { columns, target }) };
}

const plainColumn = (name) => ({ name, kind: "number", fill: 1, offset: 0, scale: 1, features: [name] });

// A target of another number of outputs is none of this net.
const isFitting = (target, outputs) =>
  target && (target.names ? target.names.length === outputs || (target.names.length === 2 && outputs === 1) : outputs === 1);

export function controlsOf(net) {
  const columns = net.columns.map((column, k) => [`own_column_${k + 1}`, columnControl(column, k)]);
  const targets = net.classes
    ? [["own_target_1", choice(String(net.target?.most_frequent ?? 0), ...net.classes.map((_, at) => String(at)))]]
    : net.names.at(-1).map((_, j) => [`own_target_${j + 1}`, number(written(net.target?.training_mean ?? 1, net.target?.scaling?.scale[0] ?? 1))]);
  const controls = { ...Object.fromEntries([...columns, ...targets]), own_rate: number(0.1, { step: 0.1, least: 0 }) };
  return { ...controls, own_weight: choice(steepest(net, controls), ...weightNames(net.layers)) };
}

// The first layer's weight of the largest gradient: a chain of zeros would be a poor start.
function steepest(net, controls) {
  const { back } = numbersOf(net, Object.fromEntries(Object.entries(controls).map(([name, { start }]) => [name, start])));
  const size = (name) => Math.abs(weightAt(back, name));
  return weightNames(net.layers.slice(0, 1)).filter((name) => placeOf(name)[1] > 0).reduce((most, name) => (size(name) > size(most) ? name : most));
}

// Numbers start half a deviation above and below the usual: a row like any other.
function columnControl({ kind, fill, scale, levels, rare, with_missing: withMissing }, k) {
  const start = written(fill + (k % 2 === 0 ? scale : -scale) / 2, scale);
  if (kind === "number") return number(start, { step: 10 ** Math.floor(Math.log10(scale)) });
  if (kind === "date") return text(dateOf(fill), { rows: 1 });
  const others = kind === "boolean" ? [] : [...(rare.length > 0 ? ["rare"] : []), ...(withMissing ? ["missing"] : [])];
  return choice("0", ...levels.map((_, at) => String(at)), ...others);
}

// A start value in few digits: to a thousandth of what the column varies by.
const written = (value, scale) => Number(value.toFixed(Math.min(MOST_WRITTEN, Math.max(0, 3 - Math.floor(Math.log10(scale))))));

// Every weight as LAYER_INPUT_UNIT, a unit's bias (input 0) first.
export const weightNames = (layers) =>
  layers.flatMap(({ kernel, bias, hasBias }, at) =>
    bias.flatMap((_, j) => [...(hasBias ? [0] : []), ...kernel.map((_, i) => i + 1)].map((i) => `${at + 1}_${i}_${j + 1}`)));

export const placeOf = (weight) => weight.split("_").map(Number);

// --- state in, numbers out ------------------------------------------------------------------

export function numbersOf(net, state) {
  const layers = state.layers ?? net.layers;
  const encoded = encodedRow(net.columns, net.columns.map((_, k) => state[`own_column_${k + 1}`]));
  const inputs = encoded.flat();
  const targets = targetsOf(net, state);
  const { passed, loss, back } = trainedOn(layers, inputs, targets);
  const next = updated(layers, back, state.own_rate);
  const after = trainedOn(next, inputs, targets);
  const values = { own_loss: loss, own_new_loss: after.loss, ...answerOf(net, passed, "own_answer"), ...answerOf(net, after.passed, "own_new_answer") };
  for (const [i, input] of inputs.entries()) values[`own_input_${i + 1}`] = input;
  for (const [j, target] of targets.entries()) values[`own_learned_target_${j + 1}`] = target;
  for (const [at, { sums, outputs }] of passed.entries()) {
    for (const [j, sum] of sums.entries()) {
      Object.assign(values, { [`own_sum_${at + 1}_${j + 1}`]: sum, [`own_output_${at + 1}_${j + 1}`]: outputs[j] });
    }
  }
  for (const name of weightNames(layers)) {
    values[`own_weight_${name}`] = weightAt(layers, name);
    values[`own_gradient_${name}`] = weightAt(back, name);
  }
  return { values, reasons: reasonsOf(net, state, values), layers, inputs, targets, passed, back, next, encoded };
}

// The number of a weight in layers, or in gradients: they have the same form.
export function weightAt(layers, weight) {
  const [layer, i, j] = placeOf(weight);
  const { kernel, bias } = layers[layer - 1];
  return i === 0 ? bias[j - 1] : kernel[i - 1][j - 1];
}

function targetsOf(net, state) {
  if (net.classes) {
    const label = Number(state.own_target_1);
    const count = net.names.at(-1).length;
    return count === 1 ? [label] : Array.from({ length: count }, (_, j) => Number(j === label));
  }
  return net.names.at(-1).map((_, j) => (net.target ? asLearned(net.target, state[`own_target_${j + 1}`]) : state[`own_target_${j + 1}`]));
}

// What the net says of the row: a class, or a number in its unit; nothing where the file does not tell what it means.
function answerOf({ classes, target }, passed, name) {
  const { outputs } = passed.at(-1);
  if (!target && !classes) return {};
  if (!classes) return { [name]: inUnit(target, outputs[0]) };
  const chances = outputs.length === 1 ? [1 - outputs[0], outputs[0]] : outputs;
  if (!chances.every(Number.isFinite)) return { [name]: null };
  const { threshold = null, positive = null } = target ?? {};
  if (threshold === null || positive === null) return { [name]: classes[chances.indexOf(Math.max(...chances))] };
  return { [name]: classes[chances[positive] > threshold ? positive : 1 - positive] };
}

// What is wrong with the row is why nothing can be computed of it.
function reasonsOf(net, state, values) {
  const undated = net.columns.find(({ kind }, k) => kind === "date" && Number.isNaN(dayOf(state[`own_column_${k + 1}`]).day));
  const isWithoutLog = net.target?.is_log && !(state.own_target_1 > 0);
  const reason = undated ? { word: "why_no_date", column: undated.name } : isWithoutLog ? { word: "why_no_logarithm" } : null;
  return reason ? Object.fromEntries(Object.keys(values).map((name) => [name, reason])) : {};
}

// --- the chain rule, written out ------------------------------------------------------------

// The gradient of a weight and its update, then where each of its factors comes from, back to the loss; a line each.
export function chainLines(net, numbers, weight, rate) {
  const { layers, inputs, passed, back, next } = numbers;
  const [layer, i, j] = placeOf(weight);
  const gradient = weightAt(back, weight);
  const signal = back[layer - 1].sums[j - 1];
  const input = (layer === 1 ? inputs : passed[layer - 2].outputs)[i - 1];
  const unit = net.names[layer][j - 1];
  const first = i === 0
    ? `∂L/∂b = ∂L/∂s(${unit}) = ${format(gradient)}`
    : `∂L/∂w = ∂L/∂s(${unit}) · ${net.names[layer - 1][i - 1]} = ${signed(signal)} · ${signed(input)} = ${format(gradient)}`;
  const change = `${i === 0 ? "b" : "w"} ← ${signed(weightAt(layers, weight))} − ${format(rate)} · ${signed(gradient)} = ${format(weightAt(next, weight))}`;
  const lines = [first, change];
  for (let at = layer; at <= layers.length; at += 1) {
    const units = at === layer ? [j - 1] : layers[at - 1].bias.keys();
    for (const k of units) lines.push(signalLine(net, numbers, at, k));
  }
  return lines;
}

// dL/ds of one unit: from the loss at the last layer, elsewhere from all units that it feeds.
function signalLine({ names }, { layers, targets, passed, back }, at, k) {
  const start = `∂L/∂s(${names[at][k]}) =`;
  const { outputs, slopes } = passed[at - 1];
  const found = format(back[at - 1].sums[k]);
  if (at < layers.length) {
    const paths = back[at].sums.map((sum, onward) => `${signed(sum)}·${signed(layers[at].kernel[k][onward])}`);
    return `${start} (${paths.join(" + ")}) · f′(s) = ${signed(back[at].inputs[k])} · ${signed(slopes[k])} = ${found}`;
  }
  const error = `${format(outputs[k], 4)} − ${signed(targets[k])}`;
  return isCrossEntropy(layers) ? `${start} p − t = ${error} = ${found}` : `${start} (y − t) · f′(s) = (${error}) · ${signed(slopes[k])} = ${found}`;
}
