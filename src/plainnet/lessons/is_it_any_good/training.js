// Small nets in training: a few milliseconds at a time, so that the page answers meanwhile. Each net keeps its
// weights and losses of all epochs passed, and nets of other settings are remembered beside it.

import { countWeights, netEpoch, netLoss, netOf } from "../arithmetic/small_net.js";

const WORK = 60000; // weights times rows that are passed through at once
const MOST_NETS = 24;

export const curve = (x) => Math.sin(3 * x);

class Training {
  constructor(settings, points, mostRows) {
    const rows = points.map(([x, chance]) => [x, curve(x) + settings.noise * chance]);
    this.settings = settings;
    this.rows = rows.slice(0, settings.rows);
    this.validation = rows.slice(mostRows);
    this.nets = [netOf(settings)]; // after each epoch, the start first
    this.losses = [this.measured()]; // [on the training rows, on the validation rows]
  }

  get epochs() {
    return this.nets.length - 1;
  }

  measured() {
    return [this.rows, this.validation].map((rows) => netLoss(this.nets.at(-1), rows));
  }

  // Go on towards `epochs`, as far as `WORK` allows.
  advance(epochs) {
    const weights = countWeights(this.nets[0]);
    const most = Math.max(1, Math.floor(WORK / (weights * (3 * this.rows.length + this.validation.length))));
    for (let done = 0; done < most && this.epochs < epochs; done += 1) {
      this.nets.push(netEpoch(this.nets.at(-1), this.rows, this.settings));
      this.losses.push(this.measured());
    }
  }
}

const trainings = new Map();

// The training with these settings: the one begun earlier, else a new one.
export function trainingOf(settings, points, mostRows) {
  const name = JSON.stringify(settings);
  const found = trainings.get(name) ?? new Training(settings, points, mostRows);
  trainings.delete(name);
  trainings.set(name, found); // the last used stands last
  if (trainings.size > MOST_NETS) trainings.delete(trainings.keys().next().value);
  return found;
}

// The losses of a training after so many epochs; null where it has not come so far.
export const lossesAfter = (settings, epochs) => trainings.get(JSON.stringify(settings))?.losses[epochs] ?? null;
