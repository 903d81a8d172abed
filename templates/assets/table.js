// Adds a filter box and stable sorting to tables marked data-sortable; the page is complete without it.
const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
const state = new URLSearchParams(location.search);

/** What a node says without its cards, which tell where numbers come from. */
function said(node) {
  const cards = [...node.getElementsByClassName("card")];
  return cards.reduce((text, card) => text.replace(card.textContent, " "), node.textContent);
}

/** What a cell sorts by: data-sort, else its text; a number where it reads as one, null where it is empty. */
function value(cell) {
  const raw = (cell?.dataset.sort ?? (cell ? said(cell) : "")).trim();
  if (raw === "" || raw === "–") return null;
  const number = Number(raw.replaceAll(",", ""));
  return Number.isNaN(number) ? raw : number;
}

/** Orders two values; empties come last in both directions. */
function compare(a, b, sign) {
  if (a === null || b === null) return (a === null) - (b === null);
  if (typeof a === "number" && typeof b === "number") return sign * (a - b);
  return sign * collator.compare(a, b);
}

/** Keeps what the reader did in the address, so that it can be shared. */
function remember(key, text) {
  if (text) state.set(key, text);
  else state.delete(key);
  history.replaceState(null, "", location.pathname + (state.size ? `?${state}` : "") + location.hash);
}

function element(name, properties, ...children) {
  const node = Object.assign(document.createElement(name), properties);
  node.append(...children);
  return node;
}

function enhance(table) {
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  const published = [...body.rows];
  const rows = published.filter((row) => !row.classList.contains("group"));
  const texts = rows.map((row) => said(row).toLowerCase());
  const input = element("input", { type: "search", autocomplete: "off", placeholder: table.dataset.sortable });
  const status = element("span", { role: "status" });

  function report() {
    const shown = rows.filter((row) => !row.hidden).length;
    const changed = shown < rows.length || heads.some((head) => head.ariaSort);
    table.dataset.order = changed ? "changed" : "published";
    // The headings of groups belong to the published order.
    published.forEach((row) => row.classList.contains("group") && (row.hidden = changed));
    const count = (number) => number.toLocaleString("en");
    status.textContent = shown < rows.length ? `${count(shown)} of ${count(rows.length)} rows. ` : "";
    if (!shown) status.textContent = "No row matches; clear the filter. ";
    if (changed && table.querySelector(".next")) status.append("“vs next” belongs to the published order.");
  }

  function sort(column, direction) {
    heads.forEach((head, i) => (head.ariaSort = i === column ? direction : null));
    const sign = direction === "descending" ? -1 : 1;
    const keyed = rows.map((row) => [direction && value(row.cells[column]), row]);
    const sorted = keyed.sort((a, b) => compare(a[0], b[0], sign)).map((pair) => pair[1]);
    body.append(...(direction ? sorted : published));
    report();
  }

  function press(column) {
    const order = ["ascending", "descending"];
    if (heads[column].classList.contains("n")) order.reverse();
    const next = [...order, null][order.indexOf(heads[column].ariaSort) + 1];
    sort(column, next);
    remember(`${table.id}.sort`, next && `${column}.${next}`);
  }

  function filter() {
    const words = input.value.toLowerCase().split(/\s+/);
    rows.forEach((row, i) => (row.hidden = !words.every((word) => texts[i].includes(word))));
    report();
    table.dispatchEvent(new Event("filtered"));
  }

  heads.forEach((head, column) => {
    const name = head.textContent.trim();
    const content = head.querySelector("a") ? [] : [...head.childNodes];
    const button = element("button", { type: "button", onclick: () => press(column) }, ...content);
    if (!content.length) button.ariaLabel = `Sort by ${name}`;
    head.append(button);
  });

  input.addEventListener("input", () => {
    filter();
    remember(`${table.id}.filter`, input.value.trim());
  });
  const label = element("label", {}, "Filter ", input);
  const tools = element("div", { className: "tools" }, rows.length > 10 ? label : "", status);
  (table.closest(".scroll") ?? table).before(tools);

  const [column, direction] = (state.get(`${table.id}.sort`) ?? "").split(".");
  if (direction && heads[column]) sort(Number(column), direction);
  input.value = state.get(`${table.id}.filter`) ?? "";
  if (input.value) filter();
}

document.querySelectorAll("table[data-sortable]").forEach(enhance);
