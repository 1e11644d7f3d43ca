// The nets and prices that come with the lesson.

import { sequenceNetworkOf } from "../arithmetic/sequence_network.js";
import { openWeights } from "../arithmetic/trained_weights.js";

export async function openTrained(folder) {
  const { described, ways } = await openWeights(folder);
  const opened = ways.map(([way, { series, ...network }]) => [way, { network: sequenceNetworkOf(network), series }]);
  return { ways: Object.fromEntries(opened), prices: described.prices };
}
