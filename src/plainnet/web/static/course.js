// Which steps of which lesson are done, kept in this browser; and links that keep the lab's settings.

const KEY = "plainnet-course";

function read() {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "{}");
  } catch {
    return {};
  }
}

export const readDone = (slug) => read()[slug] ?? [];

export function writeDone(slug, steps) {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...read(), [slug]: steps }));
  } catch {
    // A browser that keeps nothing still teaches.
  }
}

// The other language opens with the same settings.
export function keepLanguageLinks() {
  const update = () => {
    for (const link of document.querySelectorAll("a[hreflang]")) link.search = location.search;
  };
  addEventListener("addresschange", update);
  update();
}

// The list of lessons says which are done.
export function markLessons() {
  for (const item of document.querySelectorAll("[data-steps]")) {
    const done = readDone(item.dataset.lesson).length;
    const steps = Number(item.dataset.steps);
    const state = item.querySelector(".state");
    state.textContent = done >= steps ? state.dataset.done : done > 0 ? state.dataset.begun.replace("{done}", done) : "";
    item.classList.toggle("done", done >= steps);
  }
  showPlace([...document.querySelectorAll("[data-steps]")]);
}

// Where the learner is: the first lesson that is not done.
function showPlace(items) {
  const onward = document.getElementById("onward");
  if (!onward || items.length === 0) return;
  const isDone = (item) => item.classList.contains("done");
  const done = items.filter(isDone).length;
  const here = items.find((item) => !isDone(item)) ?? items[0];
  const isBegun = items.some((item) => readDone(item.dataset.lesson).length > 0);
  const word = done === items.length ? "again" : isBegun ? "go_on" : "begin";
  onward.href = here.querySelector("a").getAttribute("href");
  onward.textContent = onward.dataset[word].replace("{number}", items.indexOf(here) + 1);
  here.classList.add("here");
  const count = document.getElementById("done");
  count.textContent = count.dataset.done.replace("{done}", done);
}

markLessons();
