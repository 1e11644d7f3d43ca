// What the lessons on gradients share: a net drawn, products written out, and a gradient worked out on paper.

import { format, parse } from "./numbers.js";
import { element } from "./page.js";
import { Plot } from "./plot.js";

export const HAND_START = "0";
const HAND_TOLERANCE = 0.005; // relative: what is worked out on paper is rounded

// --- products -------------------------------------------------------------------------------

export const signed = (value) => (value < 0 ? `(${format(value, 4)})` : format(value, 4));

// The factors of a chain, [name, value, ...], as arithmetic.
export const product = (factors) => factors.map(([, value]) => signed(value)).join(" · ");

// --- by hand --------------------------------------------------------------------------------

// What `given` comes to where `right` is the product of `factors`: right, or which slip explains it: a word, and
// the factor it names. `slips` are other results that people find, [value, word].
export function verdictOfHand(given, right, factors, slips = []) {
  const near = (value) => Math.abs(given - value) <= HAND_TOLERANCE * Math.abs(value) + 1e-12;
  if (near(right)) return { word: "hand_right" };
  if (near(-right)) return { word: "hand_sign" };
  const slip = slips.find(([value]) => near(value));
  if (slip) return { word: slip[1] };
  for (const factor of factors) {
    const others = factors.filter((each) => each !== factor).reduce((total, [, value]) => total * value, 1);
    if (factor[1] !== 0 && near(others)) return { word: "hand_missing", factor };
    if (near(right * factor[1])) return { word: "hand_twice", factor };
  }
  return { word: "hand_other" };
}

// The same for what stands in the field.
export function verdictOfText(text, right, factors, slips) {
  const typed = text.trim();
  if (typed === "" || typed === HAND_START) return { word: "hand_empty" };
  const given = parse(typed);
  return given === null ? { word: "not_a_number" } : verdictOfHand(given, right, factors, slips);
}

// The controls of the work by hand and what the page says of it; a factor [name, value, values] has the word
// `factor_NAME`, filled with its values.
export function handWork(lab, verdict, ...controls) {
  const said = element("p", { role: "status", class: "hint" });
  lab.listeners.push(() => {
    const { word, factor } = verdict(lab.state, lab.numbers);
    said.textContent = lab.word(word, { factor: factor ? lab.word(`factor_${factor[0]}`, factor[2]) : "" });
    said.className = word === "hand_right" ? "good" : "hint";
  });
  return element("div", { class: "panel" }, element("div", { class: "fields" }, ...controls.map((name) => lab.control(name))), said);
}

// --- a net ----------------------------------------------------------------------------------

export class NetFigure extends Plot {
  axes() {} // a net has no axes, and needs no room for them

  clear() {
    super.clear({ left: 8, right: 8, top: 12, bottom: 8 });
  }

  // A line from unit to unit, as thick as its weight is large; one with a `name` can be pointed at.
  edge(from, to, weight, isChosen, name = null) {
    this.path([from, to], `edge ${weight < 0 ? "negative" : "positive"} ${isChosen ? "chosen" : ""}`);
    this.marks.lastChild.setAttribute("stroke-width", Math.min(9, 1 + 2.5 * Math.abs(weight)));
    if (name === null) return;
    this.path([from, to], "edge reach");
    this.marks.lastChild.dataset.weight = name;
  }

  // A circle with the output in it; name and lines stand above (side -1) or below.
  unit([x, y], { output, name, lines = [], side = -1, radius = this.width < 380 ? 20 : 24 }) {
    this.dot(x, y, "unit", radius);
    this.note(x, y, format(output, 3), "note", "middle", [0, 4]);
    for (const [at, line] of [name, ...lines].entries()) {
      this.note(x, y, line, "unit-name", "middle", [0, side < 0 ? -radius - 6 - 14 * at : radius + 16 + 14 * at]);
    }
  }
}
