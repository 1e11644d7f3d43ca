// A row of a table as a trained net reads it: numbers scaled, categories as one input each, dates on circles.
// A column is { name, kind, fill, offset, scale, levels, rare, with_missing, with_time, features }.

const DAYS_OF_YEAR = 365.2425;
const DAYS_OF_WEEK = 7;
const MILLISECONDS_OF_DAY = 86_400_000;

// The inputs that the cells of a row become: for each column as many as it has `features`.
export const encodedRow = (columns, cells) => columns.map((column, k) => ENCODED[column.kind](column, cells[k]));

const ENCODED = {
  number: (column, value) => [scaled(column, value), ...missing(column)],
  // Two levels: 0 or 1.
  boolean: (_, level) => [Number(level)],
  // One input a level, 1 for the one that it is; then one for all rare levels together.
  category: ({ levels, rare, ...column }, level) => [
    ...levels.map((_, at) => Number(String(at) === level)), ...(rare.length > 0 ? [Number(level === "rare")] : []), ...missing(column, level === "missing"),
  ],
  date: encodedDate,
};

// (value - offset) / scale
const scaled = ({ offset, scale }, value) => (value - offset) / scale;

const missing = (column, isMissing = false) => (column.with_missing ? [Number(isMissing)] : []);

// A day, and the places in the year, the week and the day as points of circles.
function encodedDate(column, text) {
  const { day, ofDay } = dayOf(text);
  const turns = [day / DAYS_OF_YEAR, day / DAYS_OF_WEEK, ...(column.with_time ? [ofDay] : [])];
  const points = turns.flatMap((turn) => [Math.sin(2 * Math.PI * turn), Math.cos(2 * Math.PI * turn)]);
  return [scaled(column, day), ...points, ...missing(column)];
}

// Days since 1970, and the share of the day; NaN where the text is no date such as 2024-03-01 or 2024-03-01 06:30.
export function dayOf(text) {
  const [, date, time = "00:00"] = text.trim().match(/^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d(?::\d\d)?))?$/) ?? [];
  const milliseconds = date ? Date.parse(`${date}T${time}Z`) : NaN;
  const days = milliseconds / MILLISECONDS_OF_DAY;
  return { day: Math.floor(days), ofDay: days - Math.floor(days) };
}

export const dateOf = (day) => new Date(Math.floor(day) * MILLISECONDS_OF_DAY).toISOString().slice(0, 10);

// What a net gives for a number, back in the number's unit; and a number as the net learns it.
export const inUnit = ({ scaling, is_log: isLog }, output) => {
  const value = output * (scaling?.scale[0] ?? 1) + (scaling?.offset[0] ?? 0);
  return isLog ? Math.exp(value) : value;
};
export const asLearned = ({ scaling, is_log: isLog }, value) =>
  ((isLog ? Math.log(value) : value) - (scaling?.offset[0] ?? 0)) / (scaling?.scale[0] ?? 1);
