"""One rating of a file of votes in a process of its own: `rate.py NAME FILE` prints seconds and ratings as JSON."""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Rated = tuple[float, dict[str, float], dict[str, float]]  # when the file was read, ratings, and their errors if any


def ours(path: Path) -> Rated:
    """By `build.py ratings`: counts by pair, Newton, sandwich errors, rank ranges."""
    from sources import _votes
    from sql import _bradley_terry

    pairs, _ = _votes.read(path)
    read = time.perf_counter()
    table = _bradley_terry.ratings(pairs, str(path)).set_index("model")
    return read, table.rating.to_dict(), table.se.to_dict()


def evalica(path: Path) -> Rated:
    """By evalica, without intervals, from rows that DuckDB has read."""
    import duckdb
    import evalica
    import numpy as np

    kind = "read_parquet" if path.suffix == ".parquet" else "read_csv"
    votes = duckdb.connect().execute(f"from {kind}(?)", [str(path)]).df()
    winner = {"model_a": evalica.Winner.X, "model_b": evalica.Winner.Y, "tie": evalica.Winner.Draw}
    outcomes = votes.winner.map(winner)
    read = time.perf_counter()
    logs = np.log(evalica.bradley_terry(votes.model_a, votes.model_b, outcomes).scores) * 400 / np.log(10)
    return read, (logs - logs.mean() + 1000).to_dict(), {}


def arena_rank(path: Path) -> Rated:
    """By LMArena's arena-rank, with its sandwich errors, from rows that pandas has read."""
    import numpy as np
    import pandas as pd
    from arena_rank.models.bradley_terry import BradleyTerry
    from arena_rank.utils.data_utils import PairDataset

    votes = pd.read_parquet(path) if path.suffix == ".parquet" else pd.read_csv(path)
    read = time.perf_counter()
    data = PairDataset.from_pandas(votes)
    found = BradleyTerry(len(data.competitors)).compute_ratings_and_cis(data)
    ratings = np.asarray(found["ratings"])
    centred = dict(zip(data.competitors, (ratings - ratings.mean() + 1000).tolist(), strict=True))
    return read, centred, dict(zip(data.competitors, np.sqrt(found["variances"]).tolist(), strict=True))


RATERS: dict[str, Callable[[Path], Rated]] = {"ours": ours, "evalica": evalica, "arena-rank": arena_rank}


def main(name: str, path: Path) -> dict[str, Any]:
    """Rate twice: the first time loads the libraries and compiles what they compile, the second is that of the work."""
    seconds = []
    for _ in range(2):
        started = time.perf_counter()
        read, ratings, errors = RATERS[name](path)
        seconds.append((read - started, time.perf_counter() - read))
    return {"first": sum(seconds[0]), "read": seconds[1][0], "fit": seconds[1][1], "ratings": ratings, "se": errors}


if __name__ == "__main__":
    if sys.argv[1] == "ours":
        sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    print(json.dumps(main(sys.argv[1], Path(sys.argv[2]))))
