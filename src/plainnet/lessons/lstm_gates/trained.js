// The nets and prices that come with the lesson: data.json says what is where in trained.bin.

import { halfPrecision } from "../arithmetic/half_precision.js";
import { sequenceNetworkOf } from "../arithmetic/sequence_network.js";

export async function openTrained(folder) {
  const [{ ways, prices }, packed] = await Promise.all([
    fetch(new URL("data.json", folder)).then((answer) => answer.json()),
    fetch(new URL("trained.bin", folder)).then((answer) => answer.arrayBuffer()),
  ]);
  const bytes = new DataView(packed);
  let place = 0;
  const unpacked = ({ shape }) => {
    const values = new Float64Array(shape.reduce((count, size) => count * size, 1));
    for (let at = 0; at < values.length; at += 1, place += 2) values[at] = halfPrecision(bytes.getUint16(place, true));
    return { shape, values };
  };
  const opened = Object.entries(ways).map(([way, { input_shape, layers, series }]) => {
    const read = layers.map(({ weights, ...layer }) => ({
      ...layer, weights: Object.fromEntries(Object.entries(weights).map(([name, array]) => [name, unpacked(array)])),
    }));
    return [way, { network: sequenceNetworkOf({ input_shape, layers: read }), series }];
  });
  return { ways: Object.fromEntries(opened), prices };
}
