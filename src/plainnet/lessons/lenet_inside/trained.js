// The nets and images that come with the lesson; the images follow the weights.

import { volume } from "../arithmetic/convolution.js";
import { networkOf } from "../arithmetic/network.js";
import { openWeights } from "../arithmetic/trained_weights.js";

export async function openTrained(folder) {
  const { described, ways: read, packed, end } = await openWeights(folder);
  const ways = Object.fromEntries(read.map(([way, { input_shape, layers, ...settings }]) => (
    [way, { network: networkOf({ input_shape, layers }), settings: { ...settings, classes: described.classes } }]
  )));
  const sizes = Object.entries(ways).map(([way, { network }]) => [way, network.height * network.width]);
  const total = sizes.reduce((sum, [, size]) => sum + size, 0);
  // The grey levels of an image as one way reads it; another's network gets the larger ones.
  const levels = (image, way) => {
    const before = way === "taught" ? 0 : sizes[0][1];
    const { network } = ways[way === "taught" ? "taught" : "should"];
    const part = new Uint8Array(packed, end + image * total + before, network.height * network.width);
    return volume(1, network.height, network.width, Float64Array.from(part));
  };
  return { ways, levels, images: described.images, classes: described.classes };
}
