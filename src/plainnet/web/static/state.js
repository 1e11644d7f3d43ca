// A lab's state: native controls that change it, values computed from it, the address that holds it.

import { fill, format } from "./numbers.js";
import { element } from "./page.js";

const ADDRESS_DELAY = 300; // milliseconds without a change before the address is rewritten

export class Lab {
  // `module` is a lesson's lab.js; `words` its words in the reader's language.
  constructor(module, words) {
    this.module = module;
    this.words = words;
    this.start = Object.fromEntries(
      Object.entries(module.controls).map(([name, control]) => [name, control.start]),
    );
    this.state = this.following(this.start, this.stateOfAddress());
    this.memory = module.memory?.(this.state) ?? {};
    this.inputs = new Map();
    this.outputs = [];
    this.listeners = [];
    this.numbers = module.numbers(this.state);
  }

  word(name, values) {
    return fill(this.words[name] ?? name, values);
  }

  // --- changes ---------------------------------------------------------------------------

  // Take over some of the state; `action` names the button or "control" or "drag".
  set(changes, action = "control") {
    const before = { state: this.state, numbers: this.numbers };
    this.state = this.following(this.state, changes);
    this.numbers = this.module.numbers(this.state);
    this.module.remember?.(this.memory, { before, state: this.state, numbers: this.numbers, action });
    this.refresh({ before, action });
    this.writeAddress();
  }

  // The state after some changes, and what the lab's `follow` says must change with them.
  following(before, changes) {
    const state = { ...before, ...changes };
    return { ...state, ...this.module.follow?.(before, state) };
  }

  // Press a button of the lab.
  act(name) {
    if (name === "reset") {
      this.memory = this.module.memory?.(this.start) ?? {};
      this.set(this.start, "reset");
    } else this.set(this.module.actions[name](this.state), name);
  }

  // Paint everything anew.
  refresh(change = { before: null, action: "open" }) {
    for (const [name, update] of this.inputs) update(this.state[name]);
    for (const update of this.outputs) update();
    for (const listener of this.listeners) listener(change);
  }

  // --- the address -----------------------------------------------------------------------

  stateOfAddress() {
    const found = {};
    for (const [name, text] of new URLSearchParams(location.search)) {
      const control = this.module.controls[name];
      const value = control ? valueOf(control, text.replaceAll(";", "\n")) : null;
      if (value !== null) found[name] = value;
    }
    return found;
  }

  writeAddress() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      history.replaceState(null, "", this.query() || location.pathname);
      dispatchEvent(new Event("addresschange"));
    }, ADDRESS_DELAY);
  }

  // What differs from the start, as a query.
  query() {
    const changed = Object.entries(this.state).filter(([name, value]) => value !== this.start[name]);
    const parts = changed.map(([name, value]) => {
      const text = encodeURIComponent(String(value).trim().replaceAll("\n", ";"));
      return `${name}=${text.replaceAll("%2C", ",").replaceAll("%3B", ";")}`;
    });
    return parts.length > 0 ? `?${parts.join("&")}` : "";
  }

  // --- controls --------------------------------------------------------------------------

  // The native control called `name` with its label.
  control(name) {
    const control = this.module.controls[name];
    const label = element("label", { for: `control-${name}` }, this.word(name));
    if (control.kind === "choice") return this.choice(name, control, label);
    if (control.kind === "text") return this.text(name, control, label);
    return this.number(name, control, label);
  }

  choice(name, control, label) {
    const options = control.options.map((option) =>
      element("option", { value: option }, this.word(`${name}_${option}`)),
    );
    const input = element("select", { id: `control-${name}`, "data-control": name }, ...options);
    input.addEventListener("input", () => this.set({ [name]: input.value }));
    this.inputs.set(name, (value) => (input.value = value));
    return element("div", { class: "control choice" }, label, input);
  }

  text(name, control, label) {
    const input = element("textarea", {
      id: `control-${name}`, "data-control": name, rows: control.rows ?? 4, spellcheck: "false",
      autocomplete: "off", autocapitalize: "off",
    });
    // Many lines put in at once come as an event for each line: the first is taken over, then all together.
    let isHeld = false;
    let isNewer = false;
    const take = () => {
      isNewer = false;
      this.set({ [name]: input.value });
    };
    input.addEventListener("input", () => {
      isNewer = isHeld;
      if (isHeld) return;
      isHeld = true;
      setTimeout(() => {
        isHeld = false;
        if (isNewer) take();
      });
      take();
    });
    this.inputs.set(name, (value) => {
      if (!isNewer && input.value !== value) input.value = value;
    });
    return element("div", { class: "control text" }, label, input);
  }

  // A field for the exact number and, where the control has a range, a slider beside it.
  number(name, control, label) {
    const input = element("input", {
      type: "number", id: `control-${name}`, "data-control": name, step: control.step ?? "any",
      min: control.least, max: control.most, required: true, inputmode: "decimal", autocomplete: "off",
    });
    const refused = element("span", { class: "refused", role: "status" });
    const take = (text) => {
      const value = valueOf(control, text);
      input.setAttribute("aria-invalid", String(value === null));
      refused.textContent = value === null ? this.refusal(control) : "";
      if (value !== null) this.set({ [name]: value });
    };
    input.addEventListener("input", () => take(input.value));
    const slider = control.range ? this.slider(name, control, take) : null;
    this.inputs.set(name, (value) => {
      if (valueOf(control, input.value) !== value) input.value = Number.isFinite(value) ? String(value) : "";
      if (document.activeElement !== input) {
        input.setAttribute("aria-invalid", "false");
        refused.textContent = "";
      }
      if (slider) {
        const [least, most] = control.range(this.numbers);
        Object.assign(slider, { min: least, max: most });
        slider.value = Number.isFinite(value) ? String(value) : "0";
        slider.setAttribute("aria-valuetext", format(value));
      }
    });
    return element("div", { class: `control ${slider ? "slid" : "typed"}` }, label, input, slider, refused);
  }

  // Which numbers a field takes, said when it has not taken one.
  refusal({ least = -Infinity, most = Infinity, whole }) {
    if (least === -Infinity && most === Infinity) return this.word("not_a_number");
    return this.word(whole ? "needs_whole_between" : "needs_between", { least: format(least), most: format(most) });
  }

  // A slider moves in a thousandth of its range; its ends may depend on the lab's numbers.
  slider(name, control, take) {
    const slider = element("input", {
      type: "range", step: "any", "aria-label": this.word(name), "data-slider-of": name,
    });
    slider.addEventListener("input", () => {
      const unit = control.whole ? 1 : 10 ** Math.floor(Math.log10((slider.max - slider.min) / 100));
      take(String(Number((Math.round(slider.value / unit) * unit).toPrecision(12))));
    });
    return slider;
  }

  button(name, kind = "") {
    return element(
      "button",
      { type: "button", class: kind, "data-control": name, onclick: () => this.act(name) },
      this.word(name),
    );
  }

  // --- values ----------------------------------------------------------------------------

  // A value, and where it is not defined, why.
  output(name, digits) {
    const output = element("output", { "data-value-of": name });
    const reason = element("span", { class: "why" });
    this.outputs.push(() => {
      const value = this.numbers.values[name];
      const isDefined = typeof value === "string" || Number.isFinite(value);
      if (isDefined && output.dataset.value === String(value)) return;
      output.dataset.value = isDefined ? String(value) : "";
      output.textContent = isDefined ? format(value, digits) : "";
      output.title = isDefined ? String(value) : "";
      const why = this.numbers.reasons?.[name];
      reason.textContent = isDefined ? "" : this.word(why?.word ?? "not_finite", why);
    });
    return [output, reason];
  }

  // The same with its name, or the words it is given.
  value(name, digits, words = this.word(name)) {
    return element("div", { class: "value" }, element("dt", {}, words), element("dd", {}, ...this.output(name, digits)));
  }

  values(...names) {
    const list = element("dl", { class: "values" }, ...names.map((name) => this.value(name)));
    const reasons = [...list.querySelectorAll(".why")];
    // What is wrong with an input is wrong for every value: it is printed at the first of them.
    this.outputs.push(() => {
      const seen = new Set([""]);
      for (const reason of reasons) {
        reason.classList.toggle("again", seen.has(reason.textContent) && reason.textContent !== "");
        seen.add(reason.textContent);
      }
    });
    return list;
  }
}

// The value that `text` gives a control; null if it cannot take it.
export function valueOf(control, text) {
  if (control.kind === "text") return text;
  if (control.kind === "choice") return control.options.includes(text) ? text : null;
  const value = text.trim() === "" ? NaN : Number(text);
  const isInside = value >= (control.least ?? -Infinity) && value <= (control.most ?? Infinity);
  const isWhole = !control.whole || Number.isInteger(value);
  return Number.isFinite(value) && isInside && isWhole ? value : null;
}

// --- what a lab.js declares -----------------------------------------------------------------

export const number = (start, options = {}) => ({ kind: "number", start, ...options });
export const choice = (start, ...options) => ({ kind: "choice", start, options });
export const text = (start, options = {}) => ({ kind: "text", start, ...options });

// A function that computes again only when what it is given has changed: labs ask at every move.
export function kept(compute) {
  let given;
  let found;
  return (...now) => {
    if (!given || given.length !== now.length || now.some((one, i) => one !== given[i])) [given, found] = [now, compute(...now)];
    return found;
  };
}

// `compute` of a state, kept while the controls it depends on stay.
export function keptFor(names, compute) {
  const find = kept((...given) => compute(Object.fromEntries(names.map((name, i) => [name, given[i]]))));
  return (state) => find(...names.map((name) => state[name]));
}
