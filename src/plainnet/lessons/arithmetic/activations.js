// Activation functions: each with its value and its slope at a sum z.

export const sigmoid = (z) => 1 / (1 + Math.exp(-z));

export const ACTIVATIONS = {
  linear: { value: (z) => z, slope: () => 1 },
  sigmoid: { value: sigmoid, slope: (z) => sigmoid(z) * (1 - sigmoid(z)) },
  tanh: { value: (z) => Math.tanh(z), slope: (z) => 1 - Math.tanh(z) ** 2 },
  relu: { value: (z) => Math.max(0, z), slope: (z) => (z > 0 ? 1 : 0) },
};
