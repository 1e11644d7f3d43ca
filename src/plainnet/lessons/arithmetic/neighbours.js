// Nearest neighbours: a classifier that learns its rows by heart. Rows are [x1, x2, label], labels 0 and 1.

// Every known row, from the nearest to the farthest; of equally near ones the first.
export function byDistance(known, [x1, x2]) {
  const distances = known.map(([a, b]) => (a - x1) ** 2 + (b - x2) ** 2);
  return known.map((_, at) => at).sort((a, b) => distances[a] - distances[b] || a - b);
}

// What most of the `count` nearest say; where they are divided equally, no.
export function vote(order, labels, count) {
  let yes = 0;
  for (const at of order.slice(0, count)) yes += labels[at];
  return 2 * yes > Math.min(count, order.length) ? 1 : 0;
}
