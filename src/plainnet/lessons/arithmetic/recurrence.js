// A recurrent net of one unit, unrolled: h_t = f(u x_t + w h_{t-1} + b) and y_t = v h_t + c, with t from 1 and h_0 given.
// The weights are { u, w, v, b, c, h0, activation }, the same ones at every step; step t lies at place t - 1 of a list.

import { ACTIVATIONS } from "./activations.js";

// Each step: the state before it, the sum, the state after it, how steep the activation is there, and the output.
export function unrolled({ u, w, v, b, c, h0, activation }, inputs) {
  const { value, slope } = ACTIVATIONS[activation];
  let hidden = h0;
  return inputs.map((input) => {
    const before = hidden;
    const sum = input * u + before * w + b;
    hidden = value(sum);
    return { input, before, sum, hidden, slope: slope(sum), output: hidden * v + c };
  });
}

// How much of a change of h_0 is left in each state: dh_T/dh_0, the product of w f'(s_k) over k from 1 to T.
export function factorsBack({ w }, steps) {
  let product = 1;
  return steps.map(({ slope }) => (product *= w * slope));
}

// Back through time. `errors` are y_t - target_t. What reaches the sum of step t comes from its own output and from
// the step after it; as the weights are shared, what the steps add to a gradient is added up.
export function backThroughTime({ w, v }, steps, errors) {
  const gradients = { u: 0, w: 0, v: 0, b: 0, c: 0, h0: 0 };
  let later = 0; // dL/ds of the step after
  for (let at = steps.length - 1; at >= 0; at -= 1) {
    const { input, before, hidden, slope } = steps[at];
    gradients.v += errors[at] * hidden;
    gradients.c += errors[at];
    later = (errors[at] * v + later * w) * slope;
    gradients.u += later * input;
    gradients.w += later * before;
    gradients.b += later;
  }
  gradients.h0 = later * w;
  return gradients;
}

// The gradient of w in its parts: terms[T - 1][K - 1] is what step K adds through the error at T.
export function termsThroughTime({ w, v }, steps, errors) {
  return steps.map((last, from) => {
    let toSum = errors[from] * v * last.slope; // from the error at T to the sum of step K
    const terms = [toSum * last.before];
    for (let at = from - 1; at >= 0; at -= 1) {
      toSum *= w * steps[at].slope;
      terms.unshift(toSum * steps[at].before);
    }
    return terms;
  });
}

// The length of all gradients together.
export const commonNorm = (gradients) => Math.hypot(...Object.values(gradients));

// All gradients shortened by one factor where their common length exceeds `limit`; a limit of 0 asks for none.
export function clippedTogether(gradients, limit) {
  const norm = commonNorm(gradients);
  if (limit === 0 || norm <= limit) return gradients;
  return Object.fromEntries(Object.entries(gradients).map(([name, gradient]) => [name, (gradient * limit) / norm]));
}
