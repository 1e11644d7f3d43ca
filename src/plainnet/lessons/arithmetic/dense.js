// Dense layers, forward and back. A layer is { kernel, bias, activation }; kernel[i][j] leads from input i to unit j.
// `share` is what leaky ReLU lets through. Softmax has no slope of each unit alone: it can only be the last.

import { ACTIVATIONS, softmax } from "./activations.js";

// Each unit: the sum of input times weight, plus its bias, through the activation.
export function denseForward({ kernel, bias, activation, share }, inputs) {
  const sums = bias.map((start, j) => {
    let sum = 0;
    for (const [i, input] of inputs.entries()) sum += input * kernel[i][j];
    return sum + start;
  });
  if (activation === "softmax") return { inputs, sums, outputs: softmax(sums), slopes: null };
  const { value, slope } = ACTIVATIONS[activation];
  return { inputs, sums, outputs: sums.map((sum) => value(sum, share)), slopes: sums.map((sum) => slope(sum, share)) };
}

// dL/d(sum j) from dL/d(output j): times the slope.
export const sumGradients = ({ slopes }, outputGradients) => outputGradients.map((gradient, j) => gradient * slopes[j]);

// Back through one layer: `sums` are dL/d(sum j). A weight's gradient is the gradient of the sum it enters times what
// it multiplies; an input's gradient is added up over all units it feeds.
export function denseBackward({ kernel }, { inputs }, sums) {
  return {
    sums,
    bias: sums,
    kernel: inputs.map((input) => sums.map((gradient) => gradient * input)),
    inputs: kernel.map((row) => row.reduce((total, weight, j) => total + sums[j] * weight, 0)),
  };
}

export function networkForward(layers, inputs) {
  const passed = [];
  for (const layer of layers) passed.push(denseForward(layer, passed.at(-1)?.outputs ?? inputs));
  return passed;
}

// The gradients of every layer, from the last, whose dL/d(sum j) are given, to the first; in the order of the layers.
export function networkBackward(layers, passed, lastSums) {
  const gradients = [];
  for (let at = layers.length - 1; at >= 0; at -= 1) {
    const sums = gradients.length === 0 ? lastSums : sumGradients(passed[at], gradients[0].inputs);
    gradients.unshift(denseBackward(layers[at], passed[at], sums));
  }
  return gradients;
}

// One step of gradient descent.
export function updated(layers, gradients, rate) {
  const moved = (weight, gradient) => weight - rate * gradient;
  return layers.map((layer, at) => ({
    ...layer,
    kernel: layer.kernel.map((row, i) => row.map((weight, j) => moved(weight, gradients[at].kernel[i][j]))),
    bias: layer.bias.map((weight, j) => moved(weight, gradients[at].bias[j])),
  }));
}

// L = the sum over the outputs of (target - output)^2 / 2, and dL/d(output)
export const halfSquaredError = (outputs, targets) =>
  outputs.reduce((sum, output, j) => sum + (targets[j] - output) ** 2 / 2, 0);
export const halfSquaredErrorGradient = (outputs, targets) => outputs.map((output, j) => output - targets[j]);

// The mean of the gradients of several rows.
export function meanGradients(rows) {
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return rows[0].map((layer, at) => ({
    kernel: layer.kernel.map((row, i) => row.map((_, j) => mean(rows.map((one) => one[at].kernel[i][j])))),
    bias: layer.bias.map((_, j) => mean(rows.map((one) => one[at].bias[j]))),
  }));
}
