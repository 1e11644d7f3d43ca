import { descend, largestCurvature, leastSquares, line, lineGradient, lineLoss, search } from "../arithmetic/line.js";
import { mean } from "../arithmetic/losses.js";
import { format, parseRows } from "../../numbers.js";
import { element } from "../../page.js";
import { interval, Plot } from "../../plot.js";
import { choice, number, text } from "../../state.js";
import { chooseColumns } from "../../own_data.js";

const COURSE_POINTS = "1,2\n2,4\n3,6";
const EQUAL_COLUMNS = "1,1\n1,2\n1,6";
const ASKED = 4; // hours of learning
const MOST_TERMS = 3; // of a sum, written out
const MOST_WIDENING = 10; // times in one move
const MOST_DRAWN = 400; // points of the path

export const controls = {
  points: text(COURSE_POINTS, { rows: 4 }),
  w: number(4, { range: () => [-6, 6], step: 0.1 }),
  b: number(0, { range: () => [-6, 6], step: 0.1 }),
  bias: choice("fixed", "fixed", "free"),
  rate: number(0.01, { range: ({ values }) => [0, 1.5 * (values.diverges_above ?? 1)], step: 0.01, least: 0 }),
  epochs: number(100, { range: () => [1, 200], step: 1, least: 1, most: 10000, whole: true }),
  search_from: number(0, { step: 0.5 }),
  search_to: number(4, { step: 0.5 }),
  search_count: number(41, { range: () => [2, 101], step: 1, least: 2, most: 401, whole: true }),
};

// --- arithmetic: state in, numbers out ------------------------------------------------------

export function numbers(state) {
  const { rows, problem } = parseRows(state.points, 2);
  if (problem) return undefinedBecause({ word: "why_line", ...problem });
  if (rows.length === 0) return undefinedBecause({ word: "why_no_points" });
  const x = rows.map((row) => row[0]);
  const y = rows.map((row) => row[1]);
  const { w, b } = state;
  const isBiasFree = state.bias === "free";
  const gradient = lineGradient(x, y, w, b);
  const curvature = largestCurvature(x, isBiasFree);
  const best = leastSquares(x, y, b, isBiasFree);
  const path = descend(x, y, { ...state, isBiasFree });
  const found = search(x, y, { candidates: candidates(state), b, isBiasFree });
  return {
    x, y, path, isBiasFree, curvature,
    values: {
      w, b,
      loss: lineLoss(x, y, w, b),
      gradient_w: gradient.w,
      gradient_b: gradient.b,
      least_squares_w: best?.w ?? null,
      least_squares_b: best?.b ?? null,
      diverges_above: curvature > 0 ? 2 / curvature : null,
      prediction_at_4: line([ASKED], w, b)[0],
      after_w: path.at(-1).w,
      after_b: path.at(-1).b,
      search_w: found.w,
      search_b: found.b,
      search_loss: found.loss,
      search_evaluations: found.evaluations,
    },
    reasons: {
      least_squares_w: { word: isBiasFree ? "why_singular" : "why_zero" },
      least_squares_b: { word: isBiasFree ? "why_singular" : "why_zero" },
      diverges_above: { word: "why_flat" },
    },
  };
}

function undefinedBecause(reason) {
  const names = [
    "w", "b", "loss", "gradient_w", "gradient_b", "least_squares_w", "least_squares_b", "diverges_above",
    "prediction_at_4", "after_w", "after_b", "search_w", "search_b", "search_loss", "search_evaluations",
  ];
  const each = (value) => Object.fromEntries(names.map((name) => [name, value]));
  return { x: [], y: [], path: [], isBiasFree: false, curvature: 0, values: each(null), reasons: each(reason) };
}

function candidates({ search_from: from, search_to: to, search_count: count }) {
  const step = (to - from) / (count - 1);
  return Array.from({ length: count }, (_, k) => from + k * step);
}

export const actions = {
  step: (state) => afterEpochs(state, 1),
  run: (state) => afterEpochs(state, state.epochs),
  course_points: () => ({ points: COURSE_POINTS }),
  equal_columns: () => ({ points: EQUAL_COLUMNS, bias: "free" }),
};

function afterEpochs(state, epochs) {
  const { x, y, isBiasFree } = numbers(state);
  return x.length > 0 ? descend(x, y, { ...state, epochs, isBiasFree }).at(-1) : {};
}

// --- what the lab remembers: the way gone ---------------------------------------------------

export const memory = ({ w, b }) => ({ way: [{ w, b }] });

export function remember(kept, { before, state, action }) {
  if (action === "step" || action === "run") {
    const { x, y, isBiasFree } = before.numbers;
    const epochs = action === "step" ? 1 : before.state.epochs;
    kept.way.push(...descend(x, y, { ...before.state, epochs, isBiasFree }).slice(1));
  } else if (["points", "w", "b", "bias"].some((name) => state[name] !== before.state[name])) {
    kept.way = memory(state).way;
  }
}

const lossFell = ({ numbers: now, before }) => now.values.loss < before.numbers.values.loss;
const hasWalked = ({ action }) => action === "step" || action === "run";

export const steps = {
  drag_line: ({ action, before, state, numbers: now }) =>
    action === "control" && (state.w !== before.state.w || state.b !== before.state.b) &&
    now.values.loss !== null && now.values.loss < 0.1,
  course_run: ({ action, before: { state } }) =>
    action === "run" && state.points === COURSE_POINTS && state.w === 4 && state.b === 0 &&
    state.rate === 0.01 && state.epochs === 100 && state.bias === "fixed",
  diverge: (now) => hasWalked(now) && now.before.numbers.x.length > 0 && now.state.rate > now.before.numbers.values.diverges_above && !lossFell(now),
  one_step: ({ action, before, numbers: now }) =>
    action === "step" && before.numbers.values.loss > 0.1 && now.values.loss !== null && now.values.loss < 1e-4 * before.numbers.values.loss,
  free_bias: (now) => hasWalked(now) && now.state.bias === "free" && lossFell(now) && now.numbers.values.least_squares_w !== null,
  equal_columns: (now) => hasWalked(now) && now.state.bias === "free" && lossFell(now) && now.numbers.values.least_squares_w === null,
  search_cost: ({ state, numbers: now }) => state.bias === "free" && now.values.search_evaluations >= 10000,
};

// --- formulas with their numbers ------------------------------------------------------------

export function formulas(state, { x, y, values, isBiasFree }) {
  const w = format(state.w);
  const error = (i) => `(${w}·${signed(x[i])} + ${signed(state.b)} − ${signed(y[i])})`;
  const sum = (term) => {
    const shown = x.slice(0, MOST_TERMS).map((_, i) => term(i));
    return shown.join(" + ") + (x.length > MOST_TERMS ? " + …" : "");
  };
  return {
    n: x.length || "",
    loss_terms: sum((i) => `${error(i)}^2`),
    gradient_w_terms: sum((i) => `${signed(x[i])}·${error(i)}`),
    gradient_b_terms: sum(error),
    next_w: values.gradient_w === null ? "" : state.w - state.rate * values.gradient_w,
    sum_xx: total(x.map((value) => value * value)),
    sum_x: total(x),
    sum_xy: total(x.map((value, i) => value * y[i])),
    sum_y: total(y),
    determinant: x.length * total(x.map((value) => value * value)) - total(x) ** 2,
    mean_xx: mean(x.map((value) => value * value)),
    evaluations_form: isBiasFree ? `${state.search_count}^2` : `${state.search_count}^1`,
    factor: 1 - state.rate * 2 * mean(x.map((value) => value * value)),
  };
}

const total = (values) => values.reduce((sum, value) => sum + value, 0);
const signed = (value) => (value < 0 ? `(${format(value)})` : format(value));

// --- the page -------------------------------------------------------------------------------

export function build(lab, places) {
  const points = new Plot(lab, { name: "points", ratio: 0.66, draw: () => drawPoints(lab, points) });
  const loss = new Plot(lab, { name: "loss", ratio: 0.66, draw: () => drawLoss(lab, loss) });
  places.lab.append(
    element("div", { class: "figures two" }, points.element, loss.element),
    element(
      "div",
      { class: "panel columns" },
      element(
        "div",
        { class: "data" },
        lab.control("points"),
        element("div", { class: "row" }, lab.button("course_points", "quiet"), lab.button("equal_columns", "quiet")),
      ),
      element(
        "div",
        { class: "controls" },
        lab.control("w"), lab.control("rate"), lab.control("b"), lab.control("epochs"), lab.control("bias"),
        element("div", { class: "row buttons" }, lab.button("step"), lab.button("run", "main"), lab.button("reset", "quiet")),
      ),
    ),
    lab.values("w", "b", "loss", "gradient_w", "gradient_b", "prediction_at_4", "diverges_above", "after_w", "after_b", "least_squares_w", "least_squares_b"),
  );
  places.search.append(
    element("div", { class: "controls panel" }, lab.control("search_from"), lab.control("search_to"), lab.control("search_count")),
    lab.values("search_evaluations", "search_w", "search_b", "search_loss"),
  );
  places.own_data.append(chooseColumns(lab, (rows) => lab.set({ points: rows.map((row) => row.join(",")).join("\n") })));
  lab.listeners.push(() => {
    points.draw();
    loss.draw();
  });
}

function drawPoints(lab, plot) {
  const { x, y } = lab.numbers;
  const { w, b } = lab.state;
  if (!plot.dragging) {
    plot.views = [interval([...x, 0, ASKED + 0.6], 0.02), interval([...y, 0, ...(x.length ? y.map((value) => value * 2.1) : [1])], 0.06)];
  }
  const [horizontal, vertical] = plot.views;
  plot.begin(horizontal, vertical, { x: lab.word("axis_x"), y: lab.word("axis_y") });
  x.forEach((value, i) => plot.path([[value, y[i]], [value, value * w + b]], "error"));
  plot.path(horizontal.map((value) => [value, value * w + b]), "model");
  plot.dot(ASKED, ASKED * w + b, "asked", 5);
  plot.note(ASKED, ASKED * w + b, format(ASKED * w + b), "note accent", "end", [-9, -9]);
  pointHandles(lab, plot);
  lineHandles(lab, plot, horizontal);
  plot.end();
}

function pointHandles(lab, plot) {
  const { x, y } = lab.numbers;
  if (x.length > 60) {
    plot.dots(x.map((value, i) => [value, y[i]]), "point", 4);
    return;
  }
  const write = (rows) => lab.set({ points: rows.map((row) => row.join(",")).join("\n") });
  x.forEach((value, i) => {
    const rows = x.map((each, k) => [each, y[k]]);
    plot.handle(`point-${i}`, {
      x: value, y: y[i], kind: "point", radius: 6, step: [0.1, 0.1], now: y[i],
      label: lab.word("point", { number: i + 1 }), says: `${format(value)}, ${format(y[i])}`,
      move: (toX, toY) => write(rows.with(i, [toX, toY])),
      remove: () => write(rows.toSpliced(i, 1)),
    });
  });
}

// One handle turns the line, one at x = 0 lifts it.
function lineHandles(lab, plot, [left, right]) {
  const { w, b } = lab.state;
  const [low, high] = plot.views[1];
  let at = right - (right - left) * 0.06;
  const end = at * w + b > high ? high : at * w + b < low ? low : null;
  if (end !== null && w !== 0) at = Math.min(at, Math.max((right - left) * 0.12, (end - b) / w - (right - left) * 0.03));
  plot.handle("slope", {
    x: at, y: at * w + b, kind: "turn", step: [0, 0.1 * at], now: w, label: lab.word("turn"), says: `w ${format(w)}`,
    move: (_, y) => lab.set({ w: Number(((y - b) / at).toPrecision(4)) }),
  });
  plot.handle("intercept", {
    x: 0, y: b, kind: "turn", step: [0, 0.1], now: b, label: lab.word("lift"), says: `b ${format(b)}`,
    move: (_, y) => lab.set({ b: y }),
  });
}

function drawLoss(lab, plot) {
  if (lab.numbers.x.length === 0) {
    plot.begin([0, 1], [0, 1]);
    plot.end();
  } else if (lab.numbers.isBiasFree) drawLossOverBoth(lab, plot);
  else drawLossOverSlope(lab, plot);
}

// The figure reaches around the best line to where descent began. It keeps still while the points stay, and
// widens when the line leaves it; what diverges may leave.
function reach(lab, plot, name) {
  const best = lab.numbers.values[`least_squares_${name}`] ?? 0;
  const away = Math.abs(lab.state[name] - best);
  const key = `${lab.state.points} ${lab.state.bias}`;
  if (plot.reached !== key) Object.assign(plot, { reached: key, reaches: {} });
  const now = plot.reaches[name] ?? 1.5 * Math.max(1, away);
  plot.reaches[name] = away > now && away < MOST_WIDENING * now ? 1.5 * away : now;
  return [best, plot.reaches[name]];
}

function drawLossOverSlope(lab, plot) {
  const { x, y, path, values } = lab.numbers;
  const { w, b } = lab.state;
  const at = (slope) => lineLoss(x, y, slope, b);
  if (!plot.dragging) {
    const [best, width] = reach(lab, plot, "w");
    const most = Math.max(at(best - width), at(best + width));
    plot.views = [[best - width, best + width], [-0.06 * most, 1.04 * most]];
  }
  const [[left, right], vertical] = plot.views;
  plot.begin([left, right], vertical, { x: lab.word("axis_w"), y: lab.word("axis_loss") });
  const curve = Array.from({ length: 97 }, (_, k) => left + ((right - left) * k) / 96);
  plot.path(curve.map((slope) => [slope, at(slope)]), "curve");
  plot.dots(candidates(lab.state).map((tried) => [tried, at(tried)]), "tried", 2);
  const tangent = [w - (right - left) * 0.12, w + (right - left) * 0.12];
  plot.path(tangent.map((slope) => [slope, values.loss + values.gradient_w * (slope - w)]), "tangent");
  drawWay(plot, path, ({ w: slope }) => [slope, at(slope)], "preview");
  drawWay(plot, lab.memory.way, ({ w: slope }) => [slope, at(slope)], "way");
  if (values.least_squares_w !== null) plot.dot(values.least_squares_w, at(values.least_squares_w), "best", 4);
  plot.handle("place", {
    x: w, y: values.loss, kind: "turn", step: [0.1, 0], now: w, label: lab.word("place_w"), says: `w ${format(w)}`,
    move: (to) => lab.set({ w: to }),
  });
  plot.end();
}

function drawLossOverBoth(lab, plot) {
  const { path, values } = lab.numbers;
  const { w, b } = lab.state;
  if (!plot.dragging) {
    plot.views = ["w", "b"].map((name) => {
      const [best, width] = reach(lab, plot, name);
      return [best - width, best + width];
    });
  }
  const [horizontal, vertical] = plot.views;
  plot.begin(horizontal, vertical, { x: lab.word("axis_w"), y: lab.word("axis_b") });
  drawContours(lab.numbers, plot);
  drawTried(candidates(lab.state), plot);
  drawWay(plot, path, ({ w: slope, b: bias }) => [slope, bias], "preview");
  drawWay(plot, lab.memory.way, ({ w: slope, b: bias }) => [slope, bias], "way");
  if (values.least_squares_w !== null) plot.dot(values.least_squares_w, values.least_squares_b, "best", 4);
  plot.handle("place", {
    x: w, y: b, kind: "turn", step: [0.1, 0.1], now: w, label: lab.word("place_both"),
    says: `w ${format(w)}, b ${format(b)}`,
    move: (slope, bias) => lab.set({ w: slope, b: bias }),
  });
  plot.end();
}

// The candidates of exhaustive search: as dots while they are few, else where they lie.
function drawTried(tried, plot) {
  const [from, to] = [tried[0], tried.at(-1)];
  plot.area([[from, from], [to, from], [to, to], [from, to]], "tried-area");
  if (tried.length <= 21) plot.dots(tried.flatMap((slope) => tried.map((bias) => [slope, bias])), "tried", 1.5);
}

function drawWay(plot, way, place, kind) {
  const every = Math.ceil(way.length / MOST_DRAWN);
  const shown = way.filter((_, i) => i % every === 0 || i === way.length - 1).map(place);
  plot.path(shown, kind);
  plot.dots(shown.slice(0, 60), `${kind} stop`);
}

// Lines of equal loss: ellipses about the best line, or parallel lines where the columns are dependent.
function drawContours({ x, y, values }, plot) {
  const square = mean(x.map((value) => value * value));
  const middle = mean(x);
  const turn = 0.5 * Math.atan2(2 * middle, square - 1);
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const root = Math.hypot(square - 1, 2 * middle) / 2;
  const [steep, flat] = [(square + 1) / 2 + root, Math.max(0, (square + 1) / 2 - root)];
  const isSingular = values.least_squares_w === null;
  const best = isSingular ? nearestBest(x, y) : { w: values.least_squares_w, b: values.least_squares_b };
  const { left, right, bottom, top } = plot.view;
  const far = Math.hypot(right - left, top - bottom);
  for (let level = 9; level >= 1; level -= 1) {
    const height = steep * (far / 2) ** 2 * (level / 9) ** 3;
    const across = Math.sqrt(height / steep);
    const along = isSingular ? far : Math.sqrt(height / flat);
    const spot = (s, t) => [best.w + s * cos - t * sin, best.b + s * sin + t * cos];
    const outline = isSingular
      ? [spot(across, far), spot(across, -far), spot(-across, -far), spot(-across, far)]
      : Array.from({ length: 120 }, (_, k) => (2 * Math.PI * k) / 120).map((angle) => spot(across * Math.cos(angle), along * Math.sin(angle)));
    plot.area(outline, "level");
  }
}

// Some line of least loss where every x is the same.
function nearestBest(x, y) {
  const share = mean(y) / (x[0] * x[0] + 1);
  return { w: share * x[0], b: share };
}
