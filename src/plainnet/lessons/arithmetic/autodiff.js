// Automatic differentiation: numbers that remember what they were computed from. Nobody derives a formula here;
// each operation knows its own slopes, and `gradients` multiplies and adds them on the way back.

export class Scalar {
  constructor(value, parents = []) {
    this.value = value;
    this.parents = parents; // pairs [scalar, slope of this value in it]
  }

  plus(other) {
    return new Scalar(this.value + other.value, [[this, 1], [other, 1]]);
  }

  minus(other) {
    return new Scalar(this.value - other.value, [[this, 1], [other, -1]]);
  }

  times(other) {
    return new Scalar(this.value * other.value, [[this, other.value], [other, this.value]]);
  }

  over(other) {
    return new Scalar(this.value / other.value, [[this, 1 / other.value], [other, -this.value / other.value ** 2]]);
  }

  exponential() {
    const value = Math.exp(this.value);
    return new Scalar(value, [[this, value]]);
  }

  tanh() {
    const value = Math.tanh(this.value);
    return new Scalar(value, [[this, 1 - value * value]]);
  }

  relu() {
    return new Scalar(Math.max(0, this.value), [[this, this.value > 0 ? 1 : 0]]);
  }

  sigmoid() {
    const one = new Scalar(1);
    return one.over(one.plus(new Scalar(0).minus(this).exponential()));
  }

  activated(activation) {
    return activation === "linear" ? this : this[activation]();
  }
}

// The slope of `result` in every number behind it.
export function gradients(result) {
  const order = [];
  const seen = new Set();
  const visit = (scalar) => {
    if (seen.has(scalar)) return;
    seen.add(scalar);
    for (const [parent] of scalar.parents) visit(parent);
    order.push(scalar);
  };
  visit(result);
  const found = new Map([[result, 1]]);
  for (const scalar of order.reverse()) {
    for (const [parent, slope] of scalar.parents) {
      found.set(parent, (found.get(parent) ?? 0) + found.get(scalar) * slope);
    }
  }
  return found;
}
