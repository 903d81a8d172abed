// Adds a calculator to the table of tuning costs: examples times tokens times epochs, times the cell chosen.
const form = document.getElementById("calculator");
const cells = [...document.querySelectorAll("#costs td[data-usd]")];
const state = new URLSearchParams(location.search);

function element(name, properties, ...children) {
  const node = Object.assign(document.createElement(name), properties);
  node.append(...children);
  return node;
}

function field(text, control) {
  form.append(element("label", {}, `${text} `, control));
  control.addEventListener("input", show);
  return control;
}

const number = (text, name, value) =>
  field(text, element("input", { type: "number", min: 1, step: 1, name, value: state.get(name) ?? value }));

function choice(text, name, values) {
  const control = element("select", { name }, ...values.map((value) => element("option", { value }, value)));
  if (values.includes(state.get(name))) control.value = state.get(name);
  return field(text, control);
}

const different = (name) => [...new Set(cells.map((cell) => cell.dataset[name]))];

const said = (value, digits) => value.toLocaleString("en", { maximumSignificantDigits: digits });

/** The ends of a range, each by a factor. */
const scaled = (ends, factor) => ends.split(" ").map((end) => end * factor);
const span = (ends) => ends.map((end) => said(end, 2)).join(" to ");
const time = (hours) => (hours[1] < 1 ? `${span(hours.map((end) => 60 * end))} minutes` : `${span(hours)} hours`);

function show() {
  const wanted = { method: method.value, base: base.value, card: card.value };
  const cell = cells.find(({ dataset }) => Object.keys(wanted).every((key) => dataset[key] === wanted[key]));
  const tokens = examples.value * length.value * epochs.value;
  result.textContent = !(tokens > 0) ? "Give whole numbers above 0."
    : !cell ? "This machine is not the smallest on offer that holds it, or none does; choose another card."
    : `${said(tokens / 1e6, 3)} million tokens: ${time(scaled(cell.dataset.hours, tokens / 1e6))}, ` +
      `$${span(scaled(cell.dataset.usd, tokens / 1e6))}.`;
  for (const { name, value } of [examples, length, epochs, method, base, card]) state.set(name, value);
}

const examples = number("Examples", "examples", 1000);
const length = number("Tokens an example", "tokens", 500);
const epochs = number("Epochs", "epochs", 3);
const method = choice("Way", "method", different("method"));
const base = choice("Base", "base", different("base"));
const card = choice("Card", "card", different("card"));
const result = form.appendChild(element("output", {}));
form.addEventListener("input", () => history.replaceState(null, "", `${location.pathname}?${state}${location.hash}`));
form.addEventListener("submit", (event) => event.preventDefault());
form.hidden = !cells.length;
if (cells.length) show();
