// What every lesson's page does: open its lab, notice its steps, check answers, keep what is done.

import { keepLanguageLinks, readDone, writeDone } from "./course.js";
import { fill, format, parse } from "./numbers.js";
import { element, mathml } from "./page.js";
import { Lab } from "./state.js";

const main = document.querySelector("main[data-lab]");
const REST = 200; // milliseconds without a change
const slug = main.dataset.lesson;
const words = JSON.parse(document.getElementById("words").textContent);

// Only what can be seen is written; the rest when it comes into view.
const seen = new Set();
const eyes = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) seen.add(target);
      else seen.delete(target);
    }
    writeFormulas(seen);
  },
  { rootMargin: "300px" },
);

let resting = 0; // the timer that waits for it

keepLanguageLinks();
const module = await import(main.dataset.lab);
const lab = new Lab(module, words);
const places = Object.fromEntries([...document.querySelectorAll("[data-place]")].map((place) => [place.dataset.place, place]));
module.build(lab, places);
const formulas = [...document.querySelectorAll("[data-live]")].map((place) => place.closest(".formula, p, li") ?? place);
lab.listeners.push(() => writeFormulas(seen), noticeSteps);
new ResizeObserver(reachWideFormulas).observe(document.querySelector("article"));
watchFormulas();
openChecks();
openPrint();
const done = new Set(readDone(slug));
markDone();
lab.refresh();
main.dataset.ready = "yes";

// --- formulas with the numbers now on the screen -------------------------------------------

function watchFormulas() {
  writeFormulas(formulas);
  for (const block of formulas) eyes.observe(block);
  addEventListener("beforeprint", () => writeFormulas(formulas));
}

function writeFormulas(blocks) {
  const live = module.formulas?.(lab.state, lab.numbers) ?? {};
  const places = [...blocks].flatMap((block) => [...block.querySelectorAll("[data-live]")]);
  for (const place of places) {
    const name = place.dataset.live;
    const value = live[name] ?? lab.numbers.values[name] ?? lab.state[name];
    const text = typeof value === "number" ? format(value) : (value ?? "");
    if (place.dataset.written === text) continue;
    place.dataset.written = text;
    place.replaceChildren(text === "" ? mathml("…") : mathml(text));
  }
  clearTimeout(resting);
  resting = setTimeout(reachWideFormulas, REST);
}

// A formula wider than its place scrolls; then the keyboard must reach it, too. Measuring makes the browser
// lay out the whole page, so it waits until the hand rests.
function reachWideFormulas() {
  for (const place of document.querySelectorAll(".formula")) {
    if (place.scrollWidth > place.clientWidth) place.tabIndex = 0;
    else place.removeAttribute("tabindex");
  }
}

// --- steps ----------------------------------------------------------------------------------

function noticeSteps({ before, action }) {
  if (before === null) return;
  const now = { state: lab.state, numbers: lab.numbers, memory: lab.memory, before, action };
  const reached = [...document.querySelectorAll("[data-step]")]
    .map((step) => step.dataset.step)
    .filter((name) => !done.has(name) && module.steps[name](now));
  if (reached.length === 0) return;
  for (const name of reached) done.add(name);
  writeDone(slug, [...done]);
  markDone(reached);
}

function markDone(reached = []) {
  const steps = [...document.querySelectorAll("[data-step]")];
  let next = true;
  for (const step of steps) {
    const isDone = done.has(step.dataset.step);
    step.classList.toggle("done", isDone);
    step.classList.toggle("next", !isDone && next);
    if (!isDone) next = false;
    if (isDone) step.dataset.done = "yes";
    step.querySelector(".reason").hidden = !isDone;
  }
  const count = steps.filter((step) => done.has(step.dataset.step)).length;
  document.getElementById("progress").textContent = fill(words.progress, { done: count, steps: steps.length });
  if (reached.length > 0) {
    const reasons = steps.filter((step) => reached.includes(step.dataset.step));
    document.getElementById("noticed").textContent = reasons.map((step) => step.querySelector(".reason").textContent.trim()).join(" ");
  }
}

// --- check yourself -------------------------------------------------------------------------

function openChecks() {
  for (const form of document.querySelectorAll("form.check")) {
    let tries = 0;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const given = parse(form.elements.answer.value);
      const isRight = given !== null && Math.abs(given - Number(form.dataset.answer)) <= Number(form.dataset.tolerance);
      tries += given === null ? 0 : 1;
      const verdict = form.querySelector("output");
      verdict.textContent = words[given === null ? "not_a_number" : isRight ? "right" : tries < 2 ? "not_yet" : "look_below"];
      verdict.className = isRight ? "good" : "bad";
      form.dataset.right = isRight ? "yes" : "no";
      form.querySelector(".reason").hidden = !isRight && tries < 2;
    });
  }
}

function openPrint() {
  const tools = document.getElementById("tools");
  tools.append(
    element("button", { type: "button", onclick: () => copyAddress() }, words.copy_address),
    element("button", { type: "button", onclick: () => print() }, words.print),
  );
}

async function copyAddress() {
  history.replaceState(null, "", lab.query() || location.pathname);
  await navigator.clipboard.writeText(location.href);
  document.getElementById("noticed").textContent = words.copied;
}
