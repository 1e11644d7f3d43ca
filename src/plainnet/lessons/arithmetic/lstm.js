// A long short-term memory. At each step, from the input x_t and the hidden state before it, h_{t-1}:
//   forget gate  f_t = gate(x_t W_f + h_{t-1} U_f + b_f)        what stays of the cell state
//   input gate   i_t = gate(x_t W_i + h_{t-1} U_i + b_i)        how much of the candidate is written
//   candidate    g_t = activation(x_t W_g + h_{t-1} U_g + b_g)  what could be written
//   output gate  o_t = gate(x_t W_o + h_{t-1} U_o + b_o)        how much of the cell state is shown
//   cell state   c_t = f_t c_{t-1} + i_t g_t
//   hidden state h_t = o_t activation(c_t)
// Every name stands for a number a unit; h_0 and c_0 are zero. A layer is { features, units, kernel, recurrentKernel,
// biases, activation, gate }, its weights row after row, and in each row the four parts side by side.

import { ACTIVATIONS } from "./activations.js";

const PARTS = ["input_gate", "forget_gate", "candidate", "output_gate"]; // in the order of the weights

// Where the weights of one part of one unit lie in a row of all.
export const placeOf = ({ units }, part, unit) => PARTS.indexOf(part) * units + unit;

// The four parts of numbers that lie side by side, by name.
function partsOf({ units }, numbers) {
  return Object.fromEntries(PARTS.map((name, at) => [name, numbers.subarray(at * units, (at + 1) * units)]));
}

// Add `numbers` times a matrix to `sums`.
function addProduct(sums, numbers, matrix) {
  const width = sums.length;
  for (let row = 0; row < numbers.length; row += 1) {
    const number = numbers[row];
    if (number === 0) continue;
    const start = row * width;
    for (let column = 0; column < width; column += 1) sums[column] += number * matrix[start + column];
  }
  return sums;
}

// The same layer, its forget gates' biases raised by `added`.
export function withForgetBias(layer, added) {
  const biases = Float64Array.from(layer.biases);
  const forget = partsOf(layer, biases).forget_gate;
  for (const [unit, bias] of forget.entries()) forget[unit] = bias + added;
  return { ...layer, biases };
}

export function lstmStep(layer, x, { hidden_state: h, cell_state: c }) {
  const gate = ACTIVATIONS[layer.gate].value;
  const activation = ACTIVATIONS[layer.activation].value;
  const sums = addProduct(addProduct(Float64Array.from(layer.biases), x, layer.kernel), h, layer.recurrentKernel);
  const parts = partsOf(layer, sums);
  const [i, f, o] = [parts.input_gate, parts.forget_gate, parts.output_gate].map((part) => part.map((sum) => gate(sum)));
  const g = parts.candidate.map((sum) => activation(sum));
  const cell = c.map((before, unit) => f[unit] * before + i[unit] * g[unit]);
  const hidden = cell.map((now, unit) => o[unit] * activation(now));
  return { x, before: { hidden_state: h, cell_state: c }, sums, input_gate: i, forget_gate: f, candidate: g, output_gate: o, cell_state: cell, hidden_state: hidden };
}

// Every step of a sequence.
export function lstmWalk(layer, inputs) {
  const passed = [];
  let state = { hidden_state: new Float64Array(layer.units), cell_state: new Float64Array(layer.units) };
  for (const x of inputs) {
    state = lstmStep(layer, x, state);
    passed.push(state);
  }
  return passed;
}

// What is left of a change of the cell state c_0 of one unit after each step, along the cell alone: dc_t/dc_0 is the
// product of the forget gates.
export function gradientAlongCell(passed, unit) {
  let product = 1;
  return passed.map(({ forget_gate: f }) => (product *= f[unit]));
}

// dc_t/dc_0 of one unit by all routes: also through the hidden state, which the gates of every unit see. A change is
// carried forward: each operation multiplies it by its slope.
export function gradientOfCell(layer, passed, unit) {
  const gateSlope = ACTIVATIONS[layer.gate].slope;
  const { value: activation, slope } = ACTIVATIONS[layer.activation];
  let changeOfHidden = new Float64Array(layer.units);
  let changeOfCell = new Float64Array(layer.units);
  changeOfCell[unit] = 1;
  return passed.map((step) => {
    const { before: { cell_state: c }, input_gate: i, forget_gate: f, candidate: g, output_gate: o, cell_state: cell } = step;
    const sums = partsOf(layer, step.sums);
    const changes = partsOf(layer, addProduct(new Float64Array(4 * layer.units), changeOfHidden, layer.recurrentKernel));
    changeOfCell = changeOfCell.map((change, j) =>
      f[j] * change + c[j] * gateSlope(sums.forget_gate[j]) * changes.forget_gate[j] +
      g[j] * gateSlope(sums.input_gate[j]) * changes.input_gate[j] + i[j] * slope(sums.candidate[j]) * changes.candidate[j]);
    changeOfHidden = changeOfCell.map((change, j) =>
      o[j] * slope(cell[j]) * change + activation(cell[j]) * gateSlope(sums.output_gate[j]) * changes.output_gate[j]);
    return changeOfCell[unit];
  });
}

// A plain recurrent net with the weights of the candidate, and no gates: h_t = activation(x_t W_g + h_{t-1} U_g + b_g).
// How far a change of h_0 of one unit still moves all of h_t: the length of dh_t/dh_0. With one unit that is the
// product of |w| times slope.
export function gradientOfRnn(layer, inputs, unit) {
  const { units } = layer;
  const { value: activation, slope } = ACTIVATIONS[layer.activation];
  const [kernel, recurrentKernel] = [candidateColumns(layer, layer.kernel), candidateColumns(layer, layer.recurrentKernel)];
  const biases = partsOf(layer, layer.biases).candidate;
  let hidden = new Float64Array(units);
  let change = new Float64Array(units);
  change[unit] = 1;
  return inputs.map((x) => {
    const sums = addProduct(addProduct(Float64Array.from(biases), x, kernel), hidden, recurrentKernel);
    hidden = sums.map((sum) => activation(sum));
    change = addProduct(new Float64Array(units), change, recurrentKernel).map((moved, j) => moved * slope(sums[j]));
    return lengthOf(change);
  });
}

function candidateColumns({ units }, matrix) {
  const rows = matrix.length / (4 * units);
  const first = PARTS.indexOf("candidate") * units;
  const found = new Float64Array(rows * units);
  for (let row = 0; row < rows; row += 1) found.set(matrix.subarray(4 * units * row + first, 4 * units * row + first + units), row * units);
  return found;
}

// The largest is taken out first, so that no square is too small to be a number.
function lengthOf(numbers) {
  const largest = numbers.reduce((most, number) => Math.max(most, Math.abs(number)), 0);
  return largest === 0 ? 0 : largest * Math.sqrt(numbers.reduce((sum, number) => sum + (number / largest) ** 2, 0));
}
