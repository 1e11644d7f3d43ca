// Logistic regression on two features: p = sigmoid(w1 x1 + w2 x2 + b).

import { crossEntropy, crossEntropySlope, mean } from "./losses.js";

// (x - min) / (max - min) of a column; a column of equal numbers has no such scale
export function minMax(column) {
  const [least, most] = [Math.min(...column), Math.max(...column)];
  return { least, most, scaled: column.map((value) => (value - least) / (most - least)) };
}

export const score = ([x1, x2], { w1, w2, b }) => w1 * x1 + w2 * x2 + b;

// The gradient of one row's cross-entropy: (p - y) x, and p - y for the bias.
export function rowGradient(row, y, unit) {
  const error = crossEntropySlope(score(row, unit), y);
  return { w1: error * row[0], w2: error * row[1], b: error };
}

// The mean over all rows.
export function logisticGradient(rows, labels, unit) {
  const each = rows.map((row, i) => rowGradient(row, labels[i], unit));
  return { w1: mean(each.map((one) => one.w1)), w2: mean(each.map((one) => one.w2)), b: mean(each.map((one) => one.b)) };
}

export const logisticLoss = (rows, labels, unit) => mean(rows.map((row, i) => crossEntropy(score(row, unit), labels[i])));

// The share of rows on the right side of the line: z > 0 says yes.
export const shareRight = (rows, labels, unit) => mean(rows.map((row, i) => (score(row, unit) > 0 === (labels[i] === 1) ? 1 : 0)));

// Gradient descent: w <- w - rate * gradient, the same for b; the unit after some epochs.
export function descendLogistic(rows, labels, unit, { rate, epochs }) {
  let now = unit;
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    const gradient = logisticGradient(rows, labels, now);
    now = { w1: now.w1 - rate * gradient.w1, w2: now.w2 - rate * gradient.w2, b: now.b - rate * gradient.b };
  }
  return now;
}
