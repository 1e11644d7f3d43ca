// A net of one input, a row of rectified units and one output, v . max(0, w x + b) + c, and its training.
// `share` is what a unit lets through below zero: 0 for ReLU, more for leaky ReLU.

import { leakyRelu, leakyReluSlope, reluSlope } from "./activations.js";

const slopeOf = (sum, share) => (share === 0 ? reluSlope(sum) : leakyReluSlope(sum, share));

export function hiddenNet({ w, b, v, c }, x, share) {
  let sum = c;
  for (let k = 0; k < w.length; k += 1) sum += v[k] * leakyRelu(w[k] * x + b[k], share);
  return sum;
}

export function hiddenLoss(net, x, y, share) {
  let sum = 0;
  for (let i = 0; i < x.length; i += 1) sum += (hiddenNet(net, x[i], share) - y[i]) ** 2;
  return sum / x.length;
}

// One step down the gradient of the mean squared error over all points.
export function hiddenStep(net, x, y, { rate, share }) {
  const { w, b, v, c } = net;
  const gradient = { w: w.map(() => 0), b: w.map(() => 0), v: w.map(() => 0), c: 0 };
  for (let i = 0; i < x.length; i += 1) {
    const error = (2 * (hiddenNet(net, x[i], share) - y[i])) / x.length;
    for (let k = 0; k < w.length; k += 1) {
      const sum = w[k] * x[i] + b[k];
      const back = error * v[k] * slopeOf(sum, share); // to the sum of unit k
      gradient.w[k] += back * x[i];
      gradient.b[k] += back;
      gradient.v[k] += error * leakyRelu(sum, share);
    }
    gradient.c += error;
  }
  const moved = (values, name) => values.map((value, k) => value - rate * gradient[name][k]);
  return { w: moved(w, "w"), b: moved(b, "b"), v: moved(v, "v"), c: c - rate * gradient.c };
}

export function trainHidden(net, x, y, { rate, share, epochs }) {
  let now = net;
  for (let epoch = 0; epoch < epochs; epoch += 1) now = hiddenStep(now, x, y, { rate, share });
  return now;
}

// A unit is dead when its slope is 0 at every point: nothing that is learned reaches its weights again.
export const countDead = ({ w, b }, x, share) => w.filter((weight, k) => x.every((value) => slopeOf(weight * value + b[k], share) === 0)).length;
