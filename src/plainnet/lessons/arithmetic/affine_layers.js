// Layers without an activation, W x + b, and what becomes of several in a row.

// One layer: { weights, bias }; weights[j][i] leads from input i to unit j.
export function affine({ weights, bias }, inputs) {
  return weights.map((row, j) => {
    let sum = 0;
    for (const [i, weight] of row.entries()) sum += weight * inputs[i];
    return sum + bias[j];
  });
}

// A matrix product, row by column.
export function matrixProduct(left, right) {
  return left.map((row) =>
    right[0].map((_, column) => {
      let sum = 0;
      for (const [k, value] of row.entries()) sum += value * right[k][column];
      return sum;
    }),
  );
}

// Two layers are one: W2 (W1 x + b1) + b2 = (W2 W1) x + (W2 b1 + b2).
export const joined = (first, second) => ({
  weights: matrixProduct(second.weights, first.weights),
  bias: affine(second, first.bias),
});

// A net: the activation `bend` after each layer but the last.
export function throughLayers(layers, inputs, bend) {
  let now = inputs;
  for (const [at, layer] of layers.entries()) {
    now = affine(layer, now);
    if (at < layers.length - 1) now = now.map(bend);
  }
  return now;
}
