// Yes-or-no answers against the truth: the four counts, the scores made of them, and what a threshold costs.

// A row is called positive when its probability lies above the threshold.
export function countAnswers(labels, probabilities, threshold) {
  const counts = { true_positive: 0, false_positive: 0, false_negative: 0, true_negative: 0 };
  labels.forEach((label, i) => {
    const isCalled = probabilities[i] > threshold;
    if (label === 1) counts[isCalled ? "true_positive" : "false_negative"] += 1;
    else counts[isCalled ? "false_positive" : "true_negative"] += 1;
  });
  return counts;
}

// 0 / 0 is not defined: null
export const share = (part, whole) => (whole > 0 ? part / whole : null);

// Of those called positive, how many are.
export const precision = ({ true_positive: hits, false_positive: alarms }) => share(hits, hits + alarms);

// Of those that are positive, how many are found.
export const recall = ({ true_positive: hits, false_negative: missed }) => share(hits, hits + missed);

// 2 P R / (P + R), which is 2 TP / (2 TP + FP + FN)
export const f1 = ({ true_positive: hits, false_positive: alarms, false_negative: missed }) => share(2 * hits, 2 * hits + alarms + missed);

export const accuracy = (counts) =>
  share(counts.true_positive + counts.true_negative, Object.values(counts).reduce((sum, count) => sum + count, 0));

// The false alarms among the negatives: the other axis of the ROC curve.
export const falseAlarmRate = ({ false_positive: alarms, true_negative: quiet }) => share(alarms, alarms + quiet);

// Every threshold that answers differently, one between any two neighbouring probabilities, and its counts.
export function countsBetween(labels, probabilities) {
  const edges = [...new Set([0, ...probabilities, 1])].sort((a, b) => a - b);
  const rows = probabilities.map((probability, i) => [probability, labels[i]]).sort((a, b) => a[0] - b[0]);
  const counts = countAnswers(labels, probabilities, -1); // all are called
  let passed = 0;
  return edges.slice(1).map((edge, i) => {
    for (; passed < rows.length && rows[passed][0] <= edges[i]; passed += 1) {
      const isPositive = rows[passed][1] === 1;
      counts[isPositive ? "true_positive" : "false_positive"] -= 1;
      counts[isPositive ? "false_negative" : "true_negative"] += 1;
    }
    return { threshold: (edge + edges[i]) / 2, counts: { ...counts } };
  });
}

// What the mistakes cost together.
export const costOf = ({ false_negative: missed, false_positive: alarms }, { missed: price, alarm }) => price * missed + alarm * alarms;

// The threshold of least cost among `tried`. Of equally cheap ones the nearest to alarm / (alarm + missed),
// which is right for probabilities that can be taken at their word.
export function cheapestThreshold(tried, prices) {
  const calibrated = prices.alarm / (prices.alarm + prices.missed);
  const costs = tried.map(({ counts }) => costOf(counts, prices));
  const least = Math.min(...costs);
  let best = null;
  for (const [i, { threshold }] of tried.entries()) {
    const isCheap = costs[i] - least <= 1e-9 * Math.max(1, least);
    const away = Math.abs(threshold - calibrated);
    if (isCheap && (best === null || away < best.away)) best = { threshold, cost: costs[i], away };
  }
  return best;
}
