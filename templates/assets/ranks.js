// Ranks belong to what a reader sees: after a filter, ranges and bracket are worked out among the rows that are left.
let constants;

/** Tukey's and Hsu's constants by the number of models, asked for once, when first needed. */
function load(address) {
  constants ??= fetch(address)
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status)))
    .then((rows) => new Map(rows.map((row) => [row.n_ranked, row])));
  return constants;
}

/** Of scores and errors: [lowest rank, highest rank, may be the best], one for each; as mart_rank_ranges and mart_bests have it. */
function among(models, { c_tukey, c_mcb }) {
  return models.map((one) => {
    const apart = (other) => (other.score - one.score) / Math.hypot(one.se, other.se);
    const above = models.filter((other) => apart(other) > c_tukey).length;
    const below = models.filter((other) => apart(other) < -c_tukey).length;
    const isBeaten = models.some((other) => apart(other) > c_mcb);
    return [1 + above, models.length - below, !isBeaten];
  });
}

function enhance(table) {
  const rows = [...table.tBodies[0].rows].filter((row) => row.dataset.se);
  const published = rows.map((row) => ({ row, tied: row.classList.contains("tied"), cell: [...row.querySelector(".rank").childNodes] }));
  const status = () => table.closest(".scroll").previousElementSibling?.querySelector("[role=status]");
  let turn = 0;

  function restore() {
    for (const { row, tied, cell } of published) {
      row.classList.toggle("tied", tied);
      row.querySelector(".rank").replaceChildren(...cell);
    }
  }

  async function rerank() {
    const mine = ++turn;
    const shown = rows.filter((row) => !row.hidden);
    if (shown.length === rows.length || !shown.length) return restore();
    const known = await load(table.dataset.constants).catch(() => null);
    if (mine !== turn) return;
    if (!known?.has(shown.length)) {
      restore();
      status()?.append(" Ranks are those of the whole list.");
      return;
    }
    const models = shown.map((row) => ({ score: Number(row.querySelector(".score").dataset.sort), se: Number(row.dataset.se) }));
    const found = among(models, known.get(shown.length));
    const tied = found.filter((one) => one[2]).length;
    shown.forEach((row, i) => {
      const [low, high, isTied] = found[i];
      row.classList.toggle("tied", isTied);
      const words = Object.assign(document.createElement("small"), { textContent: tied > 1 ? "tied for best" : "alone at the top" });
      row.querySelector(".rank").replaceChildren(low === high ? `${low}` : `${low}–${high}`, ...(isTied ? [" ", words] : []));
    });
    const hasMore = Number(table.dataset.of) > rows.length;
    status()?.append(` Ranks and bracket are now among these ${shown.length}.`);
    if (hasMore) status()?.append(` Others that match may stand below the first ${rows.length}.`);
  }

  table.addEventListener("filtered", rerank);
  if (rows.some((row) => row.hidden)) rerank();
}

document.querySelectorAll("table[data-constants]").forEach(enhance);
