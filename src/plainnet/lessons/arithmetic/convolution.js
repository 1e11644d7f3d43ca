// Convolution and pooling. An image, a kernel and a set of maps are all volumes: channels of rows of numbers.

export function volume(channels, height, width, values = new Float64Array(channels * height * width)) {
  return { channels, height, width, values };
}

// A volume from lists: channels of rows of numbers.
export function volumeOf(channels) {
  return volume(channels.length, channels[0].length, channels[0][0].length, Float64Array.from(channels.flat(2)));
}

export const valueAt = (image, channel, row, column) => image.values[(channel * image.height + row) * image.width + column];

// (size + 2 padding − window) / stride + 1, a fraction left off; below 1 the window does not fit.
export const outputSize = (size, window, stride = 1, padding = 0) => Math.floor((size + 2 * padding - window) / stride) + 1;

// Zeros around every channel: one number for all sides, or [top, bottom, left, right].
export function pad(image, border) {
  const [top, bottom, left, right] = Array.isArray(border) ? border : Array(4).fill(border);
  if (top + bottom + left + right === 0) return image;
  const padded = volume(image.channels, image.height + top + bottom, image.width + left + right);
  for (let channel = 0; channel < image.channels; channel += 1) {
    for (let row = 0; row < image.height; row += 1) {
      const from = (channel * image.height + row) * image.width;
      const to = (channel * padded.height + row + top) * padded.width + left;
      padded.values.set(image.values.subarray(from, from + image.width), to);
    }
  }
  return padded;
}

// What the kernel meets at one place: for each channel its pairs [pixel, weight], and the sum of their products.
export function windowTerms(image, kernel, top, left) {
  return Array.from({ length: kernel.channels }, (_, channel) => {
    const pairs = [];
    let sum = 0;
    for (let row = 0; row < kernel.height; row += 1) {
      for (let column = 0; column < kernel.width; column += 1) {
        const pixel = valueAt(image, channel, top + row, left + column);
        const weight = valueAt(kernel, channel, row, column);
        pairs.push([pixel, weight]);
        sum += pixel * weight;
      }
    }
    return { pairs, sum };
  });
}

// Every kernel at every place: one map a kernel. All places of a map are summed together, some weights at a time.
export function convolve(image, kernels, biases, stride = 1) {
  const height = outputSize(image.height, kernels[0].height, stride);
  const width = outputSize(image.width, kernels[0].width, stride);
  const maps = volume(kernels.length, height, width);
  for (const [number, kernel] of kernels.entries()) {
    const map = maps.values.subarray(number * height * width, (number + 1) * height * width).fill(biases[number]);
    for (let channel = 0; channel < kernel.channels; channel += 1) {
      for (let top = 0; top < kernel.height; top += 1) {
        const start = (channel * kernel.height + top) * kernel.width;
        const weights = kernel.values.subarray(start, start + kernel.width);
        addWeighted(map, { height, width, stride, image, channel, top, weights });
      }
    }
  }
  return maps;
}

// Add a line of weights times the pixels that it meets, at every place of a map; three weights at a time, for each
// number of the map is read and written once for all three.
function addWeighted(map, { height, width, stride, image, channel, top, weights }) {
  const pixels = image.values;
  let left = 0;
  for (; left + 2 < weights.length; left += 3) {
    const [first, second, third] = [weights[left], weights[left + 1], weights[left + 2]];
    for (let row = 0; row < height; row += 1) {
      let at = (channel * image.height + row * stride + top) * image.width + left;
      for (let place = row * width; place < (row + 1) * width; place += 1, at += stride) {
        map[place] += first * pixels[at] + second * pixels[at + 1] + third * pixels[at + 2];
      }
    }
  }
  for (; left < weights.length; left += 1) {
    const weight = weights[left];
    for (let row = 0; row < height; row += 1) {
      let at = (channel * image.height + row * stride + top) * image.width + left;
      for (let place = row * width; place < (row + 1) * width; place += 1, at += stride) map[place] += weight * pixels[at];
    }
  }
}

// The largest value or the mean of every window; windows lie side by side unless a stride is given.
export function pool(maps, [windowHeight, windowWidth], how, [down, across] = [windowHeight, windowWidth]) {
  const pooled = volume(maps.channels, outputSize(maps.height, windowHeight, down), outputSize(maps.width, windowWidth, across));
  let place = 0;
  for (let channel = 0; channel < pooled.channels; channel += 1) {
    for (let row = 0; row < pooled.height; row += 1) {
      for (let column = 0; column < pooled.width; column += 1) {
        let largest = -Infinity;
        let sum = 0;
        for (let y = row * down; y < row * down + windowHeight; y += 1) {
          for (let x = column * across; x < column * across + windowWidth; x += 1) {
            const value = valueAt(maps, channel, y, x);
            largest = Math.max(largest, value);
            sum += value;
          }
        }
        pooled.values[place] = how === "max" ? largest : sum / (windowHeight * windowWidth);
        place += 1;
      }
    }
  }
  return pooled;
}
