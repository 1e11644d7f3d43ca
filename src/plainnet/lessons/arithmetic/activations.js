// Activations and their slopes, each as the lessons write it.

// 1 / (1 + e^-z)
export const sigmoid = (z) => 1 / (1 + Math.exp(-z));

// p (1 - p)
export const sigmoidSlope = (z) => sigmoid(z) * (1 - sigmoid(z));

// (e^z - e^-z) / (e^z + e^-z)
export const tanh = (z) => Math.tanh(z);

// 1 - tanh^2
export const tanhSlope = (z) => 1 - Math.tanh(z) ** 2;

// max(0, z)
export const relu = (z) => Math.max(0, z);

export const reluSlope = (z) => (z > 0 ? 1 : 0);

// z above zero, a small share of it below
export const leakyRelu = (z, share) => (z >= 0 ? z : share * z);

export const leakyReluSlope = (z, share) => (z >= 0 ? 1 : share);

// A straight line cut off at 0 and 1: of slope 1/6 in today's Keras, 1/5 in its first versions.
const hardSigmoid = (slope) => ({
  value: (z) => Math.min(1, Math.max(0, z * slope + 0.5)),
  slope: (z) => (Math.abs(z * slope) < 0.5 ? slope : 0),
});

// e^z_k / sum of e^z; the largest z is taken off first, which changes nothing but keeps e^z finite
export function softmax(z) {
  const largest = Math.max(...z);
  const powers = z.map((value) => Math.exp(value - largest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

// The same by name: what it gives and how steep it is there. `share` is what leaky ReLU lets through.
export const ACTIVATIONS = {
  linear: { value: (z) => z, slope: () => 1 },
  sigmoid: { value: sigmoid, slope: sigmoidSlope },
  tanh: { value: tanh, slope: tanhSlope },
  relu: { value: relu, slope: reluSlope },
  hard_sigmoid: hardSigmoid(1 / 6),
  steep_hard_sigmoid: hardSigmoid(1 / 5),
  leaky_relu: { value: leakyRelu, slope: leakyReluSlope },
};
