// A network of layers for images: read as Keras writes it, then run layer by layer, every volume kept.

import { ACTIVATIONS, softmax } from "./activations.js";
import { convolve, outputSize, pad, pool, valueAt, volume } from "./convolution.js";

const SHOWN = ["linear", "relu", "sigmoid", "tanh", "softmax"]; // activations

// --- layers, each with what it makes of a volume ---------------------------------------------

const LAYERS = {
  Conv2D: { read: readConvolution, run: runConvolution },
  Dense: { read: readDense, run: runDense },
  MaxPooling2D: { read: readPooling, run: (layer, image) => pool(image, layer.window, "max", layer.strides) },
  AveragePooling2D: { read: readPooling, run: (layer, image) => pool(image, layer.window, "average", layer.strides) },
  GlobalAveragePooling2D: { read: () => ({}), run: (_, image) => pool(image, [image.height, image.width], "average") },
  GlobalMaxPooling2D: { read: () => ({}), run: (_, image) => pool(image, [image.height, image.width], "max") },
  BatchNormalization: { read: readNormalization, run: runNormalization },
  Activation: { read: ({ activation }) => ({ activation: known(activation) }), run: activated },
  ReLU: { read: readRelu, run: activated },
  Softmax: { read: () => ({ activation: "softmax" }), run: activated },
  Flatten: { read: () => ({}), run: (_, image) => flattened(image) },
  Dropout: { read: () => ({}), run: (_, image) => image },
  SpatialDropout2D: { read: () => ({}), run: (_, image) => image },
  Rescaling: { read: ({ scale, offset }) => ({ scale, offset }), run: runRescaling },
};

// A network out of `{ input_shape: [height, width, channels], layers: [{ kind, ..., weights }] }`. Weights are nested
// lists, or { shape, values }. `problem` says which layer cannot be shown.
export function networkOf({ input_shape: inputShape, layers }) {
  if (inputShape?.length !== 3 || inputShape.some((size) => !(size > 0))) return { problem: { word: "why_no_images" } };
  const [height, width, channels] = inputShape;
  const network = { height, width, channels, layers: [] };
  for (const { kind, weights = {}, ...settings } of layers) {
    if (kind === "InputLayer") continue;
    const arrays = Object.fromEntries(Object.entries(weights).map(([name, array]) => [name, arrayOf(array)]));
    const weightCount = Object.values(arrays).reduce((count, { values }) => count + values.length, 0);
    const layer = LAYERS[kind]?.read(settings, arrays);
    const isPlain = (settings.data_format ?? "channels_last") === "channels_last";
    if (!layer || !isPlain || layer.activation === null) return { problem: { word: "why_layer", layer: settings.name ?? kind } };
    network.layers.push({ kind, name: settings.name, weightCount, ...layer });
  }
  const shapes = shapesOf(network);
  return shapes === null ? { problem: { word: "why_shapes" } } : { ...network, shapes };
}

// Run an image through: for each layer { sums: before its activation, outputs }.
export function forward(network, image) {
  const passed = [];
  for (const layer of network.layers) passed.push(runLayer(layer, passed.at(-1)?.outputs ?? image));
  return passed;
}

export function runLayer(layer, image) {
  const sums = LAYERS[layer.kind].run(layer, image);
  const isActivated = layer.kind === "Conv2D" || layer.kind === "Dense";
  return { sums, outputs: isActivated ? activated(layer, sums) : sums };
}

// Every volume as { channels, height, width }; null where layers do not fit together.
function shapesOf(network) {
  try {
    return forward(network, volume(network.channels, network.height, network.width)).map(({ outputs }) => {
      if (!(outputs.values.length > 0)) throw new RangeError("nothing is left");
      return { channels: outputs.channels, height: outputs.height, width: outputs.width };
    });
  } catch {
    return null;
  }
}

// Nested lists as { shape, values }.
export function arrayOf(array) {
  if (array.shape) return array;
  const shape = [];
  for (let inner = array; Array.isArray(inner); inner = inner[0]) shape.push(inner.length);
  return { shape, values: Float64Array.from(array.flat(shape.length - 1)) };
}

const known = (activation) => SHOWN.find((name) => name === (activation ?? "linear")) ?? null;

function readConvolution({ strides, padding, dilation_rate: dilation, groups, activation }, { kernel, bias }) {
  const [height, width, channels, count] = kernel.shape;
  if ((dilation ?? [1, 1]).some((step) => step !== 1) || (groups ?? 1) !== 1 || strides[0] !== strides[1]) return null;
  const kernels = Array.from({ length: count }, (_, number) => {
    const one = volume(channels, height, width);
    for (let channel = 0; channel < channels; channel += 1) {
      for (let place = 0; place < height * width; place += 1) {
        one.values[channel * height * width + place] = kernel.values[(place * channels + channel) * count + number];
      }
    }
    return one;
  });
  return { kernels, biases: bias ? Array.from(bias.values) : Array(count).fill(0), stride: strides[0], padding, activation: known(activation) };
}

// Zeros at the top, bottom, left and right: with "same" as many as keep the size, the odd one at the end.
export function borders({ kernels: [kernel], stride, padding }, image) {
  return [[image.height, kernel.height], [image.width, kernel.width]].flatMap(([size, window]) => {
    const lacking = padding === "same" ? Math.max(0, (Math.ceil(size / stride) - 1) * stride + window - size) : 0;
    return [Math.floor(lacking / 2), Math.ceil(lacking / 2)];
  });
}

function runConvolution(layer, image) {
  if (layer.kernels[0].channels !== image.channels) throw new RangeError("channels");
  return convolve(pad(image, borders(layer, image)), layer.kernels, layer.biases, layer.stride);
}

function readDense({ activation }, { kernel, bias }) {
  const [inputs, units] = kernel.shape;
  return { kernel: kernel.values, inputs, units, biases: bias ? bias.values : new Float64Array(units), activation: known(activation) };
}

// A number for each unit: the sum of every input times its weight, and the bias.
function runDense({ kernel, inputs, units, biases }, image) {
  if (image.values.length !== inputs || image.height * image.width !== 1) throw new RangeError("inputs");
  const sums = volume(units, 1, 1, Float64Array.from(biases));
  for (let input = 0; input < inputs; input += 1) {
    for (let unit = 0; unit < units; unit += 1) sums.values[unit] += image.values[input] * kernel[input * units + unit];
  }
  return sums;
}

function readPooling({ pool_size: window, strides, padding }) {
  return padding === "same" ? null : { window, strides: strides ?? window };
}

function readRelu({ max_value: most, negative_slope: slope, threshold }) {
  return most || slope || threshold ? null : { activation: "relu" };
}

function readNormalization({ epsilon, axis }, { gamma, beta, moving_mean: mean, moving_variance: variance }) {
  if (![-1, 3].includes(Array.isArray(axis) ? axis[0] : axis)) return null;
  const scale = variance.values.map((value, at) => (gamma?.values[at] ?? 1) / Math.sqrt(value + epsilon));
  return { scale, mean: mean.values, beta: beta?.values ?? new Float64Array(scale.length) };
}

// (x − mean) scale + beta, a mean and a scale for each map, as they were in training.
function runNormalization({ scale, mean, beta }, image) {
  const places = image.height * image.width;
  return { ...image, values: image.values.map((value, at) => {
    const map = Math.floor(at / places);
    return (value - mean[map]) * scale[map] + beta[map];
  }) };
}

function runRescaling({ scale, offset }, image) {
  return { ...image, values: image.values.map((value) => value * scale + (offset ?? 0)) };
}

function activated({ activation }, image) {
  if (activation !== "softmax") return { ...image, values: image.values.map((sum) => ACTIVATIONS[activation].value(sum)) };
  if (image.height * image.width !== 1) throw new RangeError("softmax");
  return { ...image, values: softmax(image.values) };
}

// Row by row, the channels of each place together, as Keras does.
function flattened(image) {
  const values = new Float64Array(image.values.length);
  let place = 0;
  for (let row = 0; row < image.height; row += 1) {
    for (let column = 0; column < image.width; column += 1) {
      for (let channel = 0; channel < image.channels; channel += 1) values[place++] = valueAt(image, channel, row, column);
    }
  }
  return volume(values.length, 1, 1, values);
}

// How much the probability of `answer` falls when a square of the image is hidden under its mean, for every place of
// the square.
export function occlusion(network, image, answer, side, stride) {
  const before = forward(network, image).at(-1).outputs.values[answer];
  const map = volume(1, outputSize(image.height, side, stride), outputSize(image.width, side, stride));
  for (let row = 0; row < map.height; row += 1) {
    for (let column = 0; column < map.width; column += 1) {
      const hidden = hide(image, row * stride, column * stride, side);
      map.values[row * map.width + column] = before - forward(network, hidden).at(-1).outputs.values[answer];
    }
  }
  return map;
}

function hide(image, top, left, side) {
  const hidden = { ...image, values: Float64Array.from(image.values) };
  const places = image.height * image.width;
  for (let channel = 0; channel < image.channels; channel += 1) {
    const values = hidden.values.subarray(channel * places, (channel + 1) * places);
    const mean = values.reduce((sum, value) => sum + value, 0) / places;
    for (let row = top; row < top + side; row += 1) values.fill(mean, row * image.width + left, row * image.width + left + side);
  }
  return hidden;
}
