// From an image file's levels, 0 to 255, to the numbers a network takes; each step as the project's readers do it.

import { valueAt, volume } from "./convolution.js";

const NEIGHBOURHOOD = 17; // pixels, as in data/image_file.py
const FAINTEST_CONTRAST = 0.005;
const SHARE = 2 ** 22; // Pillow averages with whole parts of this
const ONE = 2048; // OpenCV weighs with whole numbers of 1/2048

// Red, green and blue as one channel, in Pillow's whole numbers.
export function grey(image) {
  if (image.channels === 1) return image;
  const places = image.height * image.width;
  const { values } = image;
  const level = (at) => (19595 * values[at] + 38470 * values[places + at] + 7471 * values[2 * places + at] + 32768) >> 16;
  return volume(1, image.height, image.width, Float64Array.from({ length: places }, (_, at) => level(at)));
}

// One channel given to three, where a network wants three.
export function withChannels(image, channels) {
  if (channels === 1) return grey(image);
  if (image.channels === channels) return image;
  const made = volume(channels, image.height, image.width);
  for (let channel = 0; channel < channels; channel += 1) made.values.set(grey(image).values, channel * image.height * image.width);
  return made;
}

// "nearest": the pixel under each centre; "area": the mean of what a pixel covers, first along rows, then down;
// "bilinear": OpenCV's mean of four.
export function resized(image, height, width, how) {
  if (image.height === height && image.width === width) return image;
  if (how === "nearest") return made(image, height, width, (c, row, column) => valueAt(image, c, under(row, image.height, height), under(column, image.width, width)));
  if (how === "bilinear") return interpolated(image, height, width);
  const across = made(image, image.height, width, (c, row, column) => average(column, image.width, width, (at) => valueAt(image, c, row, at)));
  return made(across, height, width, (c, row, column) => average(row, image.height, height, (at) => valueAt(across, c, at, column)));
}

const under = (at, old, size) => Math.min(old - 1, Math.floor(((at + 0.5) * old) / size));

function average(at, old, size, level) {
  const [centre, reach] = [(at + 0.5) * (old / size), Math.max(1, old / size)];
  const to = Math.min(old, Math.floor(centre + reach / 2 + 0.5));
  let [sum, count] = [0, 0];
  for (let place = Math.max(0, Math.floor(centre - reach / 2 + 0.5)); place < to; place += 1) {
    const away = (place - centre + 0.5) * (1 / reach);
    if (away <= -0.5 || away > 0.5) continue;
    sum += level(place);
    count += 1;
  }
  return Math.floor((sum * Math.floor(SHARE / count + 0.5)) / SHARE + 0.5);
}

function interpolated(image, height, width) {
  const [rows, columns] = [neighbours(image.height, height), neighbours(image.width, width)];
  return made(image, height, width, (c, row, column) => {
    const [left, right, weight] = columns[column];
    const [top, bottom, down] = rows[row];
    const line = (at) => (valueAt(image, c, at, left) * (ONE - weight) + valueAt(image, c, at, right) * weight) >> 4;
    return (((line(top) * (ONE - down)) >> 16) + ((line(bottom) * down) >> 16) + 2) >> 2;
  });
}

function neighbours(old, size) {
  return Array.from({ length: size }, (_, at) => {
    const centre = Math.fround((at + 0.5) * (old / size) - 0.5);
    const first = Math.floor(centre);
    const inside = (place) => Math.min(Math.max(place, 0), old - 1);
    return [inside(first), inside(first + 1), Math.round((centre - first) * ONE)];
  });
}

function made(image, height, width, level) {
  const result = volume(image.channels, height, width);
  let place = 0;
  for (let channel = 0; channel < image.channels; channel += 1) {
    for (let row = 0; row < height; row += 1) {
      for (let column = 0; column < width; column += 1) result.values[place++] = level(channel, row, column);
    }
  }
  return result;
}

// Levels as a network takes them: "levels" as they are, "zero_to_one", or "local_contrast": less the mean of the neighbourhood, over the
// deviation of what remains.
export function scaled(image, how) {
  if (how === "levels") return image;
  const levels = { ...image, values: image.values.map((level) => level / 255) };
  if (how !== "local_contrast") return levels;
  const details = levels.values.map((level, at) => level - localMean(levels, at));
  const mean = details.reduce((sum, value) => sum + value, 0) / details.length;
  const variance = details.reduce((sum, value) => sum + (value - mean) ** 2, 0) / details.length;
  const contrast = Math.sqrt(variance) + FAINTEST_CONTRAST;
  return { ...image, values: details.map((value) => value / contrast) };
}

// The mean of the square around a pixel; beyond the border the image is mirrored.
function localMean({ height, width, values }, at) {
  const reach = (NEIGHBOURHOOD - 1) / 2;
  const start = Math.floor(at / (height * width)) * height * width;
  const [row, column] = [Math.floor((at - start) / width), (at - start) % width];
  let sum = 0;
  for (let y = row - reach; y <= row + reach; y += 1) {
    const line = start + mirrored(y, height) * width;
    for (let x = column - reach; x <= column + reach; x += 1) sum += values[line + mirrored(x, width)];
  }
  return sum / NEIGHBOURHOOD ** 2;
}

function mirrored(at, size) {
  const turn = ((at % (2 * size)) + 2 * size) % (2 * size);
  return turn < size ? turn : 2 * size - 1 - turn;
}
