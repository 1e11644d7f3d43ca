// Losses and their gradients, each as the lessons write it. Sums run from the first row to the last.

import { sigmoid } from "./activations.js";

export function mean(values) {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

// (1/n) sum of (p - y)^2
export function meanSquaredError(predictions, targets) {
  return mean(predictions.map((prediction, i) => (prediction - targets[i]) ** 2));
}

// (1/n) sum of |p - y|
export function meanAbsoluteError(predictions, targets) {
  return mean(predictions.map((prediction, i) => Math.abs(prediction - targets[i])));
}

// (1/n) sum of |p - y| / |y|; null where some y is 0
export function meanAbsolutePercentageError(predictions, targets) {
  if (targets.includes(0)) return null;
  return mean(predictions.map((prediction, i) => Math.abs((prediction - targets[i]) / targets[i])));
}

// -(y ln p + (1 - y) ln(1 - p)) of p = sigmoid(z), written so that p = 0 and p = 1 do no harm
export const crossEntropy = (z, y) => Math.max(z, 0) - z * y + Math.log1p(Math.exp(-Math.abs(z)));

// Its slope in z: p - y, of which nothing is lost where p is next to y
export const crossEntropySlope = (z, y) => (1 - y) * sigmoid(z) - y * sigmoid(-z);
