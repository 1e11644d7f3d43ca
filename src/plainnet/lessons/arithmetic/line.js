// A line w x + b through points: its loss, the way down, and the two ways to its least value.

import { mean, meanSquaredError } from "./losses.js";

export const line = (x, w, b) => x.map((value) => value * w + b);

// J(w, b) = (1/n) sum of (w x + b - y)^2
export const lineLoss = (x, y, w, b) => meanSquaredError(line(x, w, b), y);

// dJ/dw = (1/n) sum of 2 x (w x + b - y),  dJ/db = (1/n) sum of 2 (w x + b - y)
export function lineGradient(x, y, w, b) {
  const errors = line(x, w, b).map((prediction, i) => prediction - y[i]);
  return {
    w: mean(errors.map((error, i) => 2 * x[i] * error)),
    b: mean(errors.map((error) => 2 * error)),
  };
}

// Gradient descent: every (w, b) on the way, the start included. A fixed bias stays as it is.
export function descend(x, y, { w, b, rate, epochs, isBiasFree }) {
  const path = [{ w, b }];
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    const gradient = lineGradient(x, y, w, b);
    w -= rate * gradient.w;
    if (isBiasFree) b -= rate * gradient.b;
    path.push({ w, b });
  }
  return path;
}

// The second derivatives of J: [[2 mean x^2, 2 mean x], [2 mean x, 2]]; with a fixed bias the first alone.
export function largestCurvature(x, isBiasFree) {
  const square = mean(x.map((value) => value * value));
  if (!isBiasFree) return 2 * square;
  return square + 1 + Math.hypot(square - 1, 2 * mean(x));
}

// Least squares. Free bias: both columns, x and ones, less their means, which is the first step of solving
// the normal equations by elimination, done before rounding can hurt. null: the columns are dependent.
export function leastSquares(x, y, b, isBiasFree) {
  if (!isBiasFree) {
    const square = mean(x.map((value) => value * value));
    return square > 0 ? { w: mean(x.map((value, i) => value * (y[i] - b))) / square, b } : null;
  }
  if (x.every((value) => value === x[0])) return null;
  const middle = { x: mean(x), y: mean(y) };
  const apart = x.map((value) => value - middle.x);
  const w =
    mean(apart.map((value, i) => value * (y[i] - middle.y))) / mean(apart.map((value) => value * value));
  return { w, b: middle.y - w * middle.x };
}

// Exhaustive search: the loss at every candidate, and the first of the best.
export function search(x, y, { candidates, b, isBiasFree }) {
  const best = { w: NaN, b: NaN, loss: Infinity, evaluations: 0 };
  for (const w of candidates) {
    for (const tried of isBiasFree ? candidates : [b]) {
      const loss = lineLoss(x, y, w, tried);
      best.evaluations += 1;
      if (loss < best.loss) Object.assign(best, { w, b: tried, loss });
    }
  }
  return best;
}
