"""The constants of simultaneous comparison, one row a size that a list, or a filtered table, has (Hsu 1996)."""

import functools
from collections.abc import Callable

import duckdb
import numpy as np
import pandas as pd
from scipy import special


def table(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """`n_ranked`, `c_tukey` (all ranks right together) and `c_mcb` (the best is among the tied), both at 95 %."""
    rows = con.execute("select distinct n from (select count(*) as n from mart_entries group by ranking_id) order by n")
    # Any number of rows that a reader's filter may leave, too.
    sizes = sorted({n for (n,) in rows.fetchall()} | set(range(1, 401)))
    return pd.DataFrame({
        "n_ranked": sizes,
        "c_tukey": [c_tukey(n) for n in sizes],
        "c_mcb": [c_mcb(n - 1) for n in sizes],
    })  # fmt: skip


# Worked out at these ranking sizes; in between they are interpolated over log p, to within 0.001 of the exact constant.
_GRID = np.unique(np.concatenate([np.arange(2, 21), np.geomspace(21, 60_000, 34).round()]))

# E[f(Z)] of a standard normal Z, as a weighted sum over these points.
_NODES, _WEIGHTS = special.roots_hermitenorm(101)
_WEIGHTS = _WEIGHTS / np.sqrt(2 * np.pi)
_Z = np.linspace(-8, 8, 321)
_DENSITY = np.exp(-_Z * _Z / 2) / np.sqrt(2 * np.pi) * (_Z[1] - _Z[0])


def c_tukey(p: int) -> float:
    """Studentised range over √2: the 95 % constant for all differences among `p` models (Tukey and Kramer)."""
    return float(np.interp(np.log(p), np.log(_GRID), _curve(_within_range))) if p > 1 else 0.0


def c_mcb(k: int) -> float:
    """One-sided Dunnett constant for `k` competitors correlated ½: the best is among the tied (Hsu)."""
    return float(np.interp(np.log(k + 1), np.log(_GRID), _curve(_below_best))) if k > 0 else 0.0


@functools.cache
def _curve(probability: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
    """The constant at every size of the grid at once, by bisection: where the probability reaches 0.95."""
    low, high = np.zeros(len(_GRID)), np.full(len(_GRID), 10.0)
    for _ in range(26):
        middle = (low + high) / 2
        reached = probability(middle) >= 0.95
        low, high = np.where(reached, low, middle), np.where(reached, middle, high)
    return (low + high) / 2


def _within_range(c: np.ndarray) -> np.ndarray:
    """P(range of p normals ≤ c√2) = p ∫ φ(z) [Φ(z) − Φ(z − c√2)]^(p−1) dz, z the largest of them."""
    width = special.ndtr(_Z) - special.ndtr(_Z - c[:, None] * np.sqrt(2))
    return _GRID * (width ** (_GRID[:, None] - 1) @ _DENSITY)


def _below_best(c: np.ndarray) -> np.ndarray:
    """P(every one of p − 1 competitors is less than c above the best) = E[Φ(Z + c√2)^(p−1)]."""
    return np.exp((_GRID[:, None] - 1) * special.log_ndtr(_NODES + c[:, None] * np.sqrt(2))) @ _WEIGHTS
