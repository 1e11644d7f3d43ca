// A net of the user's own in the place of the lab's: its graph, the row, every number, and the chain rule written out.

import { denseNetOf } from "../arithmetic/dense_net.js";
import { NetFigure } from "../../chain_rule.js";
import { format } from "../../numbers.js";
import { fileField, isServed } from "../../own_data.js";
import { element } from "../../page.js";
import { Lab } from "../../state.js";
import { chainLines, controlsOf, numbersOf, ownNet, placeOf, weightAt, weightNames } from "./own_net.js";

const ROOM = 96; // pixels a unit of the fullest layer
const HEIGHTS = { least: 260, most: 540 };
const FULL = 5; // units of a layer, above which there is no room for sums
const LETTER = 6.4; // pixels of a Latin letter; a Chinese character has two

// The address holds the lab of the lesson, never a net from a file.
class OwnLab extends Lab {
  stateOfAddress() {
    return {};
  }

  writeAddress() {}
}

// A field for a model file; the net takes the place of the `course`'s until its button leads back.
export function openModels(lab, { field, course, own }) {
  field.id = "own-net";
  if (!isServed()) return field.append(element("p", { class: "hint" }, lab.word("own_needs_server")));
  const close = () => {
    own.replaceChildren();
    course.hidden = false;
  };
  field.append(fileField(lab, "model", "own_model", (answer, verdict) => {
    const { layers, problem } = denseNetOf(answer);
    if (problem) {
      verdict.textContent = lab.word(problem.word, problem);
      return;
    }
    course.hidden = true;
    show(labOf(lab, ownNet(layers, answer)), own, close);
    own.querySelector("h2").focus();
    own.scrollIntoView();
  }));
}

// --- the lab of one net ---------------------------------------------------------------------

function labOf(lab, net) {
  const module = {
    controls: controlsOf(net),
    numbers: (state) => numbersOf(net, state),
    actions: {
      own_update: (state) => ({ layers: numbersOf(net, state).next }),
      own_trained: () => ({ layers: net.layers }),
    },
  };
  return Object.assign(new OwnLab(module, { ...lab.words, ...wordsOf(lab, net) }), { net });
}

// Names out of the file as the words of its controls.
function wordsOf(lab, net) {
  const words = {};
  for (const [k, { name, levels }] of net.columns.entries()) {
    words[`own_column_${k + 1}`] = name;
    for (const [at, level] of levels?.entries() ?? []) words[`own_column_${k + 1}_${at}`] = level;
    for (const other of ["rare", "missing"]) words[`own_column_${k + 1}_${other}`] = lab.word(`own_${other}`);
  }
  const outputs = net.names.at(-1);
  const isOne = net.classes || outputs.length === 1;
  for (const [j, name] of outputs.entries()) words[`own_target_${j + 1}`] = isOne ? lab.word("own_target", { target: net.target?.column ?? "" }).trim() : lab.word("own_target", { target: name });
  for (const [at, name] of net.classes?.entries() ?? []) words[`own_target_1_${at}`] = name;
  for (const name of weightNames(net.layers)) words[`own_weight_${name}`] = weightWords(lab, net, name);
  return words;
}

function weightWords(lab, net, weight) {
  const [layer, i, j] = placeOf(weight);
  const unit = net.names[layer][j - 1];
  return i === 0 ? lab.word("own_bias_of", { unit }) : `${net.names[layer - 1][i - 1]} → ${unit}`;
}

function show(lab, place, close) {
  const { net } = lab;
  const height = Math.min(HEIGHTS.most, Math.max(HEIGHTS.least, ROOM * Math.max(...net.names.map((units) => units.length))));
  const figure = new NetFigure(lab, { name: "own_net", height, draw: () => draw(lab, figure) });
  const chain = element("div", { class: "written-sum small", tabindex: "0", role: "region", "aria-live": "polite", "aria-label": lab.word("chain") });
  listenToEdges(lab, figure);
  const answers = ["own_answer", "own_new_answer"].filter((name) => name in lab.numbers.values);
  place.replaceChildren(
    element("h2", { tabindex: "-1" }, lab.word("own_net")),
    element(
      "div",
      { class: "figures two" },
      figure.element,
      element(
        "div",
        { class: "panel" },
        rowTable(lab),
        element("div", { class: "fields" }, ...Object.keys(lab.module.controls).filter((name) => /target|rate/.test(name)).map((name) => lab.control(name))),
        element("div", { class: "row buttons" }, lab.button("own_update", "main"), lab.button("own_trained"), element("button", { type: "button", "data-control": "own_close", onclick: close }, lab.word("own_close"))),
        lab.values("own_loss", "own_new_loss", ...answers),
      ),
    ),
    element("div", { class: "panel" }, lab.control("own_weight"), chain),
    element("p", { class: "hint" }, lab.word(lossWord(net))),
    ...net.layers.map((layer, at) => layerTable(lab, at + 1)),
  );
  lab.listeners.push(() => {
    figure.draw();
    chain.replaceChildren(...chainLines(net, lab.numbers, lab.state.own_weight, lab.state.own_rate).map((line) => element("p", {}, line)));
  });
  lab.refresh();
}

const lossWord = ({ layers }) => ({ sigmoid: "own_loss_sigmoid", softmax: "own_loss_softmax" })[layers.at(-1).activation] ?? "own_loss_squares";

// --- the row --------------------------------------------------------------------------------

// A column a line: what was typed, and the inputs that the net reads for it.
function rowTable(lab) {
  const { net } = lab;
  let input = 0;
  const rows = net.columns.map((column, k) => {
    const read = column.features.map((feature) => {
      input += 1;
      const name = feature === column.name ? null : element("span", { class: "muted" }, `${feature} `);
      return element("div", {}, name, ...lab.output(`own_input_${input}`, 4));
    });
    return element("tr", {}, element("td", {}, lab.control(`own_column_${k + 1}`)), element("td", { class: "number" }, ...read));
  });
  const head = ["own_typed", "own_read"].map((name) => element("th", { scope: "col" }, lab.word(name)));
  return element("table", { class: "weights own-row" }, element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...rows));
}

// --- the graph ------------------------------------------------------------------------------

const positionOf = (net, most, layer, k) => {
  const count = net.names[layer].length;
  return [layer, ((count - 1) / 2 - k) * (most / count)];
};

function draw(lab, figure) {
  const { net, numbers, state } = lab;
  const most = Math.max(...net.names.map((units) => units.length));
  const place = (layer, k) => positionOf(net, most, layer, k);
  const last = net.layers.length;
  figure.begin([-0.4, last + 0.4], [-most / 2, most / 2]);
  const chain = onTheChain(net, state.own_weight);
  for (const weight of weightNames(net.layers).filter((name) => placeOf(name)[1] > 0)) {
    const [layer, i, j] = placeOf(weight);
    figure.edge(place(layer - 1, i - 1), place(layer, j - 1), weightAt(numbers.layers, weight), chain(layer, i, j), weight);
  }
  const room = (figure.inner.width / (last + 0.8)) * 0.95;
  const radius = most > FULL || figure.width < 380 ? 17 : 24;
  for (const [layer, units] of net.names.entries()) {
    for (const [k, name] of units.entries()) drawUnit(figure, { numbers, layer, k, place: place(layer, k), name: shortened(name, room), radius, isFull: units.length > FULL });
  }
  noteWeight(figure, lab, place);
  figure.end();
}

function drawUnit(figure, { numbers, layer, k, place, name, radius, isFull }) {
  const { inputs, passed, targets } = numbers;
  const isLast = layer === passed.length;
  const output = layer === 0 ? inputs[k] : passed[layer - 1].outputs[k];
  figure.unit(place, { output, name, radius });
  if (layer === 0 || isFull) return;
  const below = [`Σ ${format(passed[layer - 1].sums[k], 4)}`, ...(isLast ? [`t ${format(targets[k], 4)}`] : [])];
  for (const [at, line] of below.entries()) figure.note(...place, line, "unit-name", "middle", [0, radius + 14 + 13 * at]);
}

// The chosen weight and its gradient, on its edge.
function noteWeight(figure, { numbers, state }, place) {
  const [layer, i, j] = placeOf(state.own_weight);
  if (i === 0) return;
  const [start, end] = [place(layer - 1, i - 1), place(layer, j - 1)];
  const middle = start.map((value, axis) => (value + end[axis]) / 2);
  figure.note(...middle, `w ${format(weightAt(numbers.layers, state.own_weight), 3)}`, "note", "middle", [0, -6]);
  figure.note(...middle, `∂ ${format(weightAt(numbers.back, state.own_weight), 3)}`, "note accent", "middle", [0, 9]);
}

// Whether an edge lies between the chosen weight and the loss.
function onTheChain(net, chosen) {
  const [layer, i, j] = placeOf(chosen);
  return (at, from, to) => {
    if (at === layer) return from === i && to === j;
    return at > layer && (at > layer + 1 || from === j);
  };
}

// A name in the room there is, its end left out.
function shortened(name, room) {
  let width = 0;
  for (const [at, letter] of [...name].entries()) {
    width += letter.codePointAt(0) > 0x2e80 ? 2 * LETTER : LETTER;
    if (width > room && at > 1) return `${[...name].slice(0, at).join("")}…`;
  }
  return name;
}

// An edge under the pointer, or touched, is the chosen weight; the list beside chooses by keyboard.
function listenToEdges(lab, figure) {
  const choose = ({ target, movementX, movementY, type }) => {
    const { weight } = target.dataset;
    const isMeant = type === "pointerdown" || movementX !== 0 || movementY !== 0; // what is drawn anew moves no pointer
    if (weight && isMeant && weight !== lab.state.own_weight) lab.set({ own_weight: weight });
  };
  for (const kind of ["pointermove", "pointerdown"]) figure.root.addEventListener(kind, choose);
}

// --- every number ---------------------------------------------------------------------------

// A layer: each weight with its gradient, inputs down and units across, then each unit's sum and output.
function layerTable(lab, layer) {
  const { net } = lab;
  const { activation, name, hasBias, share } = net.layers[layer - 1];
  const units = net.names[layer];
  const title = lab.word("own_layer", { layer, name, activation: activation === "leaky_relu" ? `leaky ReLU (${format(share, 3)})` : lab.word(`activation_${activation}`) });
  const line = (words, cell, kind = "") => element("tr", { class: kind }, element("th", { scope: "row" }, words), ...units.map((_, j) => cell(j + 1)));
  const weights = [...(hasBias ? [[0, lab.word("own_bias")]] : []), ...net.names[layer - 1].map((input, i) => [i + 1, input])];
  return element(
    "div",
    { class: "wide", tabindex: "0", role: "region", "aria-label": title },
    element("p", { class: "hint" }, title),
    element(
      "table",
      { class: "weights own-layer" },
      element("thead", {}, element("tr", {}, element("th", { scope: "col" }, lab.word("own_from")), ...units.map((unit) => element("th", { scope: "col" }, unit)))),
      element("tbody", {},
        ...weights.map(([i, words]) => line(words, (j) => weightCell(lab, `${layer}_${i}_${j}`))),
        ...["own_sum", "own_output"].map((kind) => line(lab.word(kind), (j) => element("td", {}, ...lab.output(`${kind}_${layer}_${j}`, 5)), "sums")),
        layer === net.layers.length ? line(lab.word("own_learned_target"), (j) => element("td", {}, ...lab.output(`own_learned_target_${j}`, 5)), "sums") : null),
    ),
  );
}

function weightCell(lab, weight) {
  const cell = element("td", {}, ...lab.output(`own_weight_${weight}`, 4), element("div", { class: "gradient" }, "∂ ", ...lab.output(`own_gradient_${weight}`, 4)));
  cell.addEventListener("click", () => lab.set({ own_weight: weight }));
  lab.listeners.push(() => cell.classList.toggle("chosen", lab.state.own_weight === weight));
  return cell;
}
