// A net of some hidden layers, one input and one output, trained in batches.

import { denseForward, halfSquaredErrorGradient, meanGradients, networkBackward, networkForward, updated } from "./dense.js";
import { mean } from "./losses.js";

const FACTOR = 16807; // Park and Miller's generator: whole numbers that a double holds exactly,
const MODULUS = 2 ** 31 - 1; // so that every machine draws the same
const THROWN_AWAY = 5;

// Numbers from 0 to 1, the same for the same seed; the first few still follow the seed, and are thrown away.
export function* drawn(seed) {
  let now = seed;
  for (let count = 0; ; count += 1) {
    now = (now * FACTOR) % MODULUS;
    if (count >= THROWN_AWAY) yield now / MODULUS;
  }
}

// `depth` hidden layers of `width` units and an output without activation. Weights are drawn from the interval of
// Glorot, -sqrt(6 / (inputs + units)) to sqrt(6 / (inputs + units)).
export function netOf({ depth, width, activation, seed }) {
  const random = drawn(seed);
  const sizes = [1, ...Array(depth).fill(width), 1];
  return sizes.slice(1).map((units, at) => {
    const limit = Math.sqrt(6 / (sizes[at] + units));
    const row = () => Array.from({ length: units }, () => limit * (2 * random.next().value - 1));
    return {
      kernel: Array.from({ length: sizes[at] }, row),
      bias: Array(units).fill(0),
      activation: at < depth ? activation : "linear",
    };
  });
}

export const countWeights = (layers) => layers.reduce((count, { kernel, bias }) => count + (kernel.length + 1) * bias.length, 0);

export const netOutput = (layers, x) => layers.reduce((inputs, layer) => denseForward(layer, inputs).outputs, [x])[0];

// (1/n) sum of (p - y)^2 over the rows [x, y]
export const netLoss = (layers, rows) => mean(rows.map(([x, y]) => (netOutput(layers, x) - y) ** 2));

// The gradient of (y - p)^2 / 2 of one row.
function rowGradient(layers, [x, y]) {
  const passed = networkForward(layers, [x]);
  return networkBackward(layers, passed, halfSquaredErrorGradient(passed.at(-1).outputs, [y]));
}

// The mean over some rows.
export const netGradient = (layers, rows) => meanGradients(rows.map((row) => rowGradient(layers, row)));

// One epoch of stochastic gradient descent: the rows in batches of `batch`, a step down the mean gradient of each.
export function netEpoch(layers, rows, { rate, batch }) {
  let now = layers;
  for (let start = 0; start < rows.length; start += batch) {
    now = updated(now, netGradient(now, rows.slice(start, start + batch)), rate);
  }
  return now;
}
