// An image of the user's own, read by the page itself; also where there is no server.

import { element } from "./page.js";

// A file field. `take` gets { height, width, data }: red, green, blue, alpha of every pixel, the longer side at most
// `most` pixels.
export function chooseImage(lab, most, take) {
  const verdict = element("span", { role: "status", class: "hint" });
  const file = element("input", { type: "file", id: "own-image", accept: "image/*" });
  file.addEventListener("change", async () => {
    if (file.files.length === 0) return;
    try {
      take(await pixels(file.files[0], most));
      verdict.textContent = "";
    } catch {
      verdict.textContent = lab.word("not_an_image");
    }
  });
  return element("div", { class: "own-image" }, element("label", { for: "own-image" }, lab.word("own_image")), file, verdict);
}

async function pixels(file, most) {
  const bitmap = await createImageBitmap(file);
  const shrink = Math.min(1, most / Math.max(bitmap.width, bitmap.height));
  const [width, height] = [bitmap.width, bitmap.height].map((side) => Math.max(1, Math.round(side * shrink)));
  return averaged(bitmap, height, width);
}

// Each pixel is the mean of those it covers.
function averaged(bitmap, height, width) {
  const canvas = element("canvas", { width: bitmap.width, height: bitmap.height });
  const context = canvas.getContext("2d");
  context.fillStyle = "white"; // what is transparent lies on paper
  context.fillRect(0, 0, bitmap.width, bitmap.height);
  context.drawImage(bitmap, 0, 0);
  const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
  const small = new Uint8ClampedArray(4 * height * width);
  for (let row = 0; row < height; row += 1) {
    const [top, bottom] = [row, row + 1].map((line) => Math.floor((line * bitmap.height) / height));
    for (let column = 0; column < width; column += 1) {
      const [left, right] = [column, column + 1].map((line) => Math.floor((line * bitmap.width) / width));
      const sums = [0, 0, 0, 0];
      for (let y = top; y < bottom; y += 1) {
        for (let x = left; x < right; x += 1) {
          for (let part = 0; part < 4; part += 1) sums[part] += data[4 * (y * bitmap.width + x) + part];
        }
      }
      const count = (bottom - top) * (right - left);
      small.set(sums.map((sum) => Math.round(sum / count)), 4 * (row * width + column));
    }
  }
  return { height, width, data: small };
}
