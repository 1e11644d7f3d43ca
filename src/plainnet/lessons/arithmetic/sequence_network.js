// A network that reads steps one after another: read as Keras writes it, then run layer by layer. What a layer gives is
// a list of steps, each a number a unit; a layer that gives its last step alone gives a list of one.

import { ACTIVATIONS, softmax } from "./activations.js";
import { lstmWalk, withForgetBias } from "./lstm.js";
import { arrayOf } from "./network.js";

const SHOWN = ["linear", "relu", "sigmoid", "tanh", "hard_sigmoid", "steep_hard_sigmoid"]; // activations
const OTHERS = { SimpleRNN: "why_simple_rnn", GRU: "why_gru", Bidirectional: "why_bidirectional" };

const LAYERS = {
  LSTM: { read: readLstm, run: runLstm },
  Dense: { read: readDense, run: runDense },
  Activation: { read: ({ activation }) => ({ activation: known(activation, ["softmax"]) }), run: (layer, steps) => steps.map((step) => activated(layer, step)) },
  Flatten: { read: () => ({}), run: (_, steps) => [Float64Array.from(steps.flatMap((step) => Array.from(step)))] },
  Dropout: { read: () => ({}), run: (_, steps) => steps },
};

// A network out of `{ input_shape: [steps, features], layers: [{ kind, ..., weights }] }`: { features, steps, layers,
// lstms: places of the LSTM layers, unread: the layer after the last of them that is not run, or null }. `problem` says
// why it cannot be shown.
export function sequenceNetworkOf({ input_shape: inputShape, layers }) {
  const inside = layers.filter(({ kind }) => kind !== "InputLayer");
  const last = inside.findLastIndex(({ kind }) => kind === "LSTM");
  if (last < 0) {
    const other = inside.find(({ kind }) => kind in OTHERS);
    return { problem: { word: other ? OTHERS[other.kind] : "why_no_lstm" } };
  }
  const read = inside.map(({ kind, weights, name, ...settings }) => {
    const arrays = Object.fromEntries(Object.entries(weights ?? {}).map(([of, array]) => [of, arrayOf(array)]));
    const layer = LAYERS[kind]?.read(settings, arrays) ?? null;
    return layer && layer.activation !== null && layer.gate !== null ? { kind, name, ...layer } : { kind, name, isUnread: true };
  });
  const unread = read.findIndex(({ isUnread }) => isUnread);
  if (unread >= 0 && unread <= last) return { problem: { word: "why_layer_before", layer: read[unread].name ?? read[unread].kind } };
  if (inputShape?.length !== 2) return { problem: { word: "why_no_steps" } };
  const followed = unread < 0 ? read : read.slice(0, unread);
  return {
    features: inputShape[1], steps: inputShape[0], layers: followed, unread: unread < 0 ? null : (read[unread].name ?? read[unread].kind),
    lstms: followed.flatMap(({ kind }, at) => (kind === "LSTM" ? [at] : [])),
  };
}

// Run some steps through, every forget gate's bias raised by `added`: { walks: every step of each LSTM, output: the
// numbers the network gives, null where not all layers could be run }.
export function sequencePass(network, inputs, added = 0) {
  const walks = [];
  let steps = inputs;
  for (const layer of network.layers) {
    if (layer.kind === "LSTM") walks.push({ layer: withForgetBias(layer, added), inputs: steps });
    steps = LAYERS[layer.kind].run(layer, steps, walks.at(-1));
    if (steps === null) break;
  }
  return { walks, output: steps === null || network.unread !== null ? null : steps.at(-1) };
}

const known = (name, also = []) => [...SHOWN, ...also].find((each) => each === (name ?? "linear")) ?? null;

function readLstm({ units, activation, recurrent_activation: gate, return_sequences: isSequence, return_state: givesState, go_backwards: isBackwards }, { kernel, recurrent_kernel: recurrentKernel, bias }) {
  if (givesState || isBackwards) return null;
  return {
    features: kernel.shape[0], units, kernel: kernel.values, recurrentKernel: recurrentKernel.values,
    biases: bias ? bias.values : new Float64Array(4 * units), activation: known(activation),
    gate: known(gate), isSequence,
  };
}

function runLstm(layer, steps, walk) {
  walk.passed = lstmWalk(walk.layer, steps);
  const hidden = walk.passed.map(({ hidden_state: h }) => h);
  return layer.isSequence ? hidden : hidden.slice(-1);
}

function readDense({ activation }, { kernel, bias }) {
  const [inputs, units] = kernel.shape;
  return { inputs, units, kernel: kernel.values, biases: bias ? bias.values : new Float64Array(units), activation: known(activation, ["softmax"]) };
}

// null where a window has other steps than the layer was made for
function runDense({ inputs, units, kernel, biases, activation }, steps) {
  if (steps[0].length !== inputs) return null;
  return steps.map((step) => {
    const sums = Float64Array.from(biases);
    for (let input = 0; input < inputs; input += 1) {
      for (let unit = 0; unit < units; unit += 1) sums[unit] += step[input] * kernel[input * units + unit];
    }
    return activated({ activation }, sums);
  });
}

function activated({ activation }, sums) {
  return activation === "softmax" ? Float64Array.from(softmax(Array.from(sums))) : sums.map((sum) => ACTIVATIONS[activation].value(sum));
}
