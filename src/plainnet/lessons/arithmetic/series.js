// Windows of a series, as a network reads them and as people read what it answers.

// Rows (steps, columns) in the form the network reads: values, changes, or changes of the logarithm; then scaled.
export function networkRows(rows, { forms, scaling: { offset, scale } }) {
  const first = forms.every((form) => form === "value") ? 0 : 1;
  return rows.slice(first).map((row, at) =>
    Float64Array.from(row, (value, column) => (formed(value, rows[at + first - 1]?.[column], forms[column]) - offset[column]) / scale[column]));
}

function formed(value, before, form) {
  if (form === "change") return value - before;
  return form === "log_change" ? Math.log(value) - Math.log(before) : value;
}

// What the network's first number says in the unit of the series, whose last value was `last`.
export function forecastOf(output, last, { forecast, target: { offset, scale } }) {
  const unscaled = output * scale[0] + offset[0];
  if (forecast === "change") return last + unscaled;
  return forecast === "log_change" ? last * Math.exp(unscaled) : unscaled;
}
