// Forecasts of a series against the truth, and against the simplest forecast there is.

import { meanSquaredError } from "./losses.js";

export const rootMeanSquaredError = (predictions, targets) => Math.sqrt(meanSquaredError(predictions, targets));

// The forecast moved `shift` days back, below 0 forward: what was said for day t, held against the truth of day
// t - shift, on all days where there are both.
export function shiftedError(truth, forecast, shift) {
  const said = forecast.slice(Math.max(0, shift), Math.max(0, forecast.length + Math.min(0, shift)));
  return said.length > 0 ? rootMeanSquaredError(said, truth.slice(Math.max(0, -shift)).slice(0, said.length)) : null;
}

// Yesterday's value as the forecast, for every day that has a yesterday.
export const lastValueError = (truth) => (truth.length > 1 ? rootMeanSquaredError(truth.slice(0, -1), truth.slice(1)) : null);

// The shift, from 0 to `most`, at which the forecast fits best; all are judged on the same forecasts. Of equally
// good ones the smallest; null where there are too few days.
export function bestLag(truth, forecast, most) {
  if (truth.length <= most) return null;
  const later = forecast.slice(most);
  const errors = Array.from({ length: most + 1 }, (_, lag) => meanSquaredError(later, truth.slice(most - lag, truth.length - lag)));
  return errors.indexOf(Math.min(...errors));
}
