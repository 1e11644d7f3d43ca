// Losses and their gradients, each as the lessons write it. Sums run from the first row to the last.

export function mean(values) {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

// (1/n) sum of (p - y)^2
export function meanSquaredError(predictions, targets) {
  return mean(predictions.map((prediction, i) => (prediction - targets[i]) ** 2));
}
