// How far a share of rows could have come out otherwise on other rows of the same kind.

const QUANTILE = 1.959963984540054; // of the normal distribution: 95 % lie within so many standard deviations

// Wilson's 95 % interval of a share of `rows` rows; null without rows.
export function wilsonInterval(share, rows) {
  if (!(rows > 0)) return null;
  const z = QUANTILE;
  const middle = (share + (z * z) / (2 * rows)) / (1 + (z * z) / rows);
  const half = (z / (1 + (z * z) / rows)) * Math.sqrt((share * (1 - share)) / rows + (z * z) / (4 * rows * rows));
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

// The probability of each number of hits in `rows` rows, where each is hit with probability `share`: pairs
// [hits, probability] around the likeliest number, as far as they can be seen.
export function binomial(share, rows) {
  if (share <= 0 || share >= 1) return [[share > 0 ? rows : 0, 1]];
  const likeliest = Math.min(rows, Math.floor((rows + 1) * share));
  const odds = share / (1 - share);
  const found = [[likeliest, 1]]; // in units of the likeliest
  let now = 1;
  for (let hits = likeliest; hits < rows && now > 1e-6; hits += 1) found.push([hits + 1, (now *= ((rows - hits) / (hits + 1)) * odds)]);
  now = 1;
  for (let hits = likeliest; hits > 0 && now > 1e-6; hits -= 1) found.unshift([hits - 1, (now *= hits / ((rows - hits + 1) * odds))]);
  const total = found.reduce((sum, [, size]) => sum + size, 0);
  return found.map(([hits, size]) => [hits, size / total]);
}
