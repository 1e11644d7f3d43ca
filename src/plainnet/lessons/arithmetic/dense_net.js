// A net of dense layers, one after the other: read as Keras writes it, its loss, and the gradients of that loss.

import { halfSquaredError, halfSquaredErrorGradient, networkBackward, networkForward, sumGradients } from "./dense.js";
import { crossEntropy } from "./losses.js";

export const MOST_UNITS = 8; // of a layer, and inputs
export const MOST_LAYERS = 4;
const ACTIVATIONS_READ = { linear: 0, relu: 0, sigmoid: 0, tanh: 0, softmax: 0, leaky_relu: 0.2 }; // with the share
// What changes nothing when a trained net answers for a row.
const PASSES = ["InputLayer", "Dropout", "AlphaDropout", "GaussianDropout", "GaussianNoise", "ActivityRegularization", "Flatten"];

// --- reading --------------------------------------------------------------------------------

// The dense layers out of `{ input_shape: [inputs], layers: [{ kind, ..., weights }] }`, an activation that is a layer of
// its own joined to the dense layer before it; or { problem }: the word of the sentence that says what does not fit.
export function denseNetOf({ input_shape: inputShape, layers }) {
  if (inputShape?.length !== 1) return { problem: { word: "why_no_row", axes: inputShape?.length ?? "?" } };
  if (inputShape[0] > MOST_UNITS) return { problem: { word: "why_many_inputs", inputs: inputShape[0], most: MOST_UNITS } };
  const dense = [];
  for (const layer of layers) {
    if (PASSES.includes(layer.kind)) continue;
    const activation = activationOf(layer);
    const isNext = layer.kind === "Dense" || dense.at(-1)?.activation === "linear";
    if (!activation || !isNext) return { problem: { word: "why_layer", layer: layer.name, kind: layer.kind } };
    if (layer.kind === "Dense") dense.push({ ...weightsOf(layer), name: layer.name, ...activation });
    else Object.assign(dense.at(-1), activation);
  }
  return problemOf(dense) ?? { layers: dense };
}

// A layer without a bias adds 0, and keeps it.
function weightsOf({ weights: { kernel, bias } }) {
  return { kernel, bias: bias ?? kernel[0].map(() => 0), hasBias: bias !== undefined };
}

// { activation, share } of a dense layer or an activation; null for any other.
function activationOf({ kind, activation, max_value: most, threshold, negative_slope: share }) {
  if (kind === "Softmax") return { activation: "softmax", share: 0 };
  if (kind === "LeakyReLU") return { activation: "leaky_relu", share };
  if (kind === "ReLU") return most || threshold ? null : share ? { activation: "leaky_relu", share } : { activation: "relu", share: 0 };
  if (kind !== "Dense" && kind !== "Activation") return null;
  const name = activation ?? "linear";
  return name in ACTIVATIONS_READ ? { activation: name, share: ACTIVATIONS_READ[name] } : null;
}

function problemOf(dense) {
  if (dense.length === 0) return { problem: { word: "why_no_dense" } };
  if (dense.length > MOST_LAYERS) return { problem: { word: "why_deep", layers: dense.length, most: MOST_LAYERS } };
  const wide = dense.find(({ bias }) => bias.length > MOST_UNITS);
  if (wide) return { problem: { word: "why_wide", layer: wide.name, units: wide.bias.length, most: MOST_UNITS } };
  const inner = dense.slice(0, -1).find(({ activation }) => activation === "softmax");
  return inner ? { problem: { word: "why_inner_softmax", layer: inner.name } } : null;
}

// --- the loss -------------------------------------------------------------------------------

// The loss that such a net is trained by: cross-entropy where its outputs are probabilities, else half the squared error.
export function lossOf(layers, last, targets) {
  const { activation } = layers.at(-1);
  const { sums, outputs } = last;
  if (activation === "sigmoid") return sums.reduce((total, sum, j) => total + crossEntropy(sum, targets[j]), 0);
  if (activation !== "softmax") return halfSquaredError(outputs, targets);
  const largest = Math.max(...sums);
  const logOfAll = largest + Math.log(sums.reduce((total, sum) => total + Math.exp(sum - largest), 0));
  return targets.reduce((total, target, j) => total + target * (logOfAll - sums[j]), 0);
}

// Forward, the loss, and back. Cross-entropy and its activation together have the slope output - target.
export function trainedOn(layers, inputs, targets) {
  const passed = networkForward(layers, inputs);
  const last = passed.at(-1);
  const errors = halfSquaredErrorGradient(last.outputs, targets);
  const lastSums = isCrossEntropy(layers) ? errors : sumGradients(last, errors);
  const back = networkBackward(layers, passed, lastSums).map((gradients, at) =>
    layers[at].hasBias ? gradients : { ...gradients, bias: gradients.bias.map(() => 0) });
  return { passed, loss: lossOf(layers, last, targets), back };
}

export const isCrossEntropy = (layers) => ["sigmoid", "softmax"].includes(layers.at(-1).activation);
