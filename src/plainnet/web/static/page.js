// Elements and live formulas.

const MATHML = "http://www.w3.org/1998/Math/MathML";

// An element with its attributes and children; null children are left out.
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

const math = (tag, ...children) => {
  const made = document.createElementNS(MATHML, tag);
  made.append(...children);
  return made;
};

// Write arithmetic such as "(4·1 + 0 − 2)^2 + …" as MathML: numbers, names, operators, and ^ for a power.
export function mathml(text) {
  const row = math("mrow");
  const open = [];
  const tokens = text.match(/\d+(?:\.\d+)?(?:e[−-]?\d+)?|[A-Za-zα-ωŷ]+|\S/g) ?? [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    const parent = open.at(-1) ?? row;
    if (token === "(") open.push(math("mrow", operator("(")));
    else if (token === ")" && open.length > 0) {
      const group = open.pop();
      group.append(operator(")"));
      (open.at(-1) ?? row).append(group);
    } else if (token === "^" && parent.lastChild) {
      const base = parent.lastChild;
      const sign = tokens[at + 1] === "−" ? tokens[(at += 1)] : "";
      base.replaceWith(math("msup", base.cloneNode(true), math("mn", sign + (tokens[(at += 1)] ?? ""))));
    } else if (/^\d/.test(token)) parent.append(math("mn", token));
    else if (/^[A-Za-zα-ωŷ]/.test(token)) parent.append(math("mi", token));
    else parent.append(operator(token));
  }
  for (const group of open) row.append(group);
  return row;
}

function operator(token) {
  const made = math("mo", token);
  if ("()".includes(token)) made.setAttribute("stretchy", "false");
  return made;
}

// Give the user a file.
export function download(name, blob) {
  const address = URL.createObjectURL(blob);
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}
