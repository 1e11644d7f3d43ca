// The trained nets of a lesson: data.json says what is where in trained.bin, whose numbers have 16 bits.

// Gives what data.json holds, its ways with the weights of every layer, the bytes, and where the weights end.
export async function openWeights(folder) {
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
  const ways = Object.entries(described.ways).map(([way, { layers, ...settings }]) => {
    const opened = layers.map(({ weights, ...layer }) => ({
      ...layer, weights: Object.fromEntries(Object.entries(weights).map(([name, array]) => [name, unpacked(array)])),
    }));
    return [way, { ...settings, layers: opened }];
  });
  return { described, ways, packed, end: place };
}

// A number of 16 bits: a sign, 5 bits of exponent, 10 of fraction.
function halfPrecision(bits) {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
