// The nets and images that come with the lesson: data.json says what is where in trained.bin.

import { volume } from "../arithmetic/convolution.js";
import { halfPrecision } from "../arithmetic/half_precision.js";
import { networkOf } from "../arithmetic/network.js";

export async function openTrained(folder) {
  const [described, packed] = await Promise.all([
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
  const ways = Object.fromEntries(Object.entries(described.ways).map(([way, { input_shape, layers, ...settings }]) => {
    const opened = layers.map(({ weights, ...layer }) => ({
      ...layer, weights: Object.fromEntries(Object.entries(weights).map(([name, array]) => [name, unpacked(array)])),
    }));
    return [way, { network: networkOf({ input_shape, layers: opened }), settings: { ...settings, classes: described.classes } }];
  }));
  const start = place;
  const sizes = Object.entries(ways).map(([way, { network }]) => [way, network.height * network.width]);
  const total = sizes.reduce((sum, [, size]) => sum + size, 0);
  // The grey levels of an image as one way reads it; another's network gets the larger ones.
  const levels = (image, way) => {
    const before = way === "taught" ? 0 : sizes[0][1];
    const { network } = ways[way === "taught" ? "taught" : "should"];
    const part = new Uint8Array(packed, start + image * total + before, network.height * network.width);
    return volume(1, network.height, network.width, Float64Array.from(part));
  };
  return { ways, levels, images: described.images, classes: described.classes };
}
