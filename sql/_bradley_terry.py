"""Bradley–Terry ratings from votes by pair: Newton's fit, sandwich errors, ranks, and what has no finite rating."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from scipy import linalg, sparse
from scipy.sparse import csgraph

from sources._contract import SourceError
from sql.mart_critical_values import c_tukey

ELO = 400 / np.log(10)  # points per unit of the logistic scale
MEAN = 1000.0
Z = 1.959964
BLOCK = 256  # models whose differences from all others are held at once


@dataclass(frozen=True)
class Votes:
    """Votes by pair: models in the order of their names, and per pair two of their places and three counts."""

    models: np.ndarray
    i: np.ndarray
    j: np.ndarray
    wins_i: np.ndarray
    wins_j: np.ndarray
    ties: np.ndarray

    @classmethod
    def of(cls, pairs: pd.DataFrame) -> "Votes":
        """From `model_a, model_b, wins_a, wins_b, ties`, one row a pair."""
        both = pd.concat([pairs.model_a, pairs.model_b])
        places, models = pd.factorize(both.to_numpy(dtype=object), sort=True)
        counts = (pairs[name].to_numpy(dtype=float) for name in ("wins_a", "wins_b", "ties"))
        return cls(models, *np.split(places, 2), *counts)

    @cached_property
    def n(self) -> np.ndarray:
        """Votes of each pair."""
        return self.wins_i + self.wins_j + self.ties

    @property
    def of_models(self) -> np.ndarray:
        """Votes of each model."""
        return np.bincount(np.r_[self.i, self.j], np.r_[self.n, self.n], len(self.models))

    def laplacian(self, weights: np.ndarray) -> np.ndarray:
        """Σ w·xx′ over the pairs, with x = +1 at one model and −1 at the other."""
        p, ij, ji = len(self.models), (self.i, self.j), (self.j, self.i)
        made = np.zeros((p, p))
        made[ij] = made[ji] = -weights
        made[np.diag_indices(p)] = -made.sum(axis=1)
        return made


def ratings(pairs: pd.DataFrame, where: str) -> pd.DataFrame:
    """`model, rating, se, rating_low, rating_high, rank_low, rank_high, votes`, best first, in Elo with mean 1000.

    Of votes by pair (see `Votes.of`), ties as half wins. Where the votes allow no finite rating, a SourceError says
    why, after `where`. Ranks hold for all models at once (Tukey and Kramer), intervals each for one, both at 95 %.
    """
    votes = Votes.of(pairs)
    _refuse(votes, where)
    theta, covariance = fit(votes, where)
    rating = (MEAN + ELO * theta).round(6)
    se = ELO * np.sqrt(np.diag(covariance))
    low, high = ranks(theta, covariance)
    table = pd.DataFrame({
        "model": votes.models, "rating": rating, "se": se.round(6),
        "rating_low": (rating - Z * se).round(6), "rating_high": (rating + Z * se).round(6),
        "rank_low": low, "rank_high": high, "votes": votes.of_models.astype(int),
    })  # fmt: skip
    return table.sort_values(["rating", "model"], ascending=[False, True], ignore_index=True)


def fit(votes: Votes, where: str) -> tuple[np.ndarray, np.ndarray]:
    """The ratings θ with mean 0, logistic scale, and their covariance H⁺MH⁺: H the information, M the scores' spread.

    P(i beats j) = σ(θi − θj). Valid also where ties are no half wins: the model-based error would be too wide then.
    """
    theta = np.zeros(len(votes.models))
    won = votes.wins_i + votes.ties / 2
    for _ in range(100):
        q = _chance(theta, votes)
        hessian = votes.laplacian(votes.n * q * (1 - q))
        # Any weight on the common shift gives the same step, as the gradient has none; this one keeps the matrix even.
        shift = np.trace(hessian) / len(theta) ** 2
        factor = linalg.cho_factor(hessian + shift, check_finite=False)
        push = won - votes.n * q
        gradient = np.bincount(votes.i, push, len(theta)) - np.bincount(votes.j, push, len(theta))
        step = linalg.cho_solve(factor, gradient, check_finite=False)
        size = _guarded(theta, step, votes, won)
        theta = theta + size * step
        theta -= theta.mean()
        if np.abs(step).max() < 1e-8:  # steps shrink by squares: the next would be nothing
            break
    else:
        raise SourceError(f"{where}: the fit does not settle; some model has won or lost almost every vote")
    q = _chance(theta, votes)
    spread = votes.wins_i * (1 - q) ** 2 + votes.wins_j * q**2 + votes.ties * (0.5 - q) ** 2
    _refuse_certain(votes, spread, where)
    half = linalg.cho_solve(factor, votes.laplacian(spread), check_finite=False)
    return theta, linalg.cho_solve(factor, half.T, check_finite=False)


def ranks(theta: np.ndarray, covariance: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The best and the worst rank of each model that the differences from all others allow, all at once at 95 %."""
    p, c, variances = len(theta), c_tukey(len(theta)), np.diag(covariance)
    low, high = np.empty(p, dtype=int), np.empty(p, dtype=int)
    for start in range(0, p, BLOCK):
        rows = slice(start, start + BLOCK)
        above = theta - theta[rows, None]
        squared = variances[rows, None] + variances - 2 * covariance[rows]
        allowed = c * np.sqrt(np.maximum(squared, 0)) + 1e-12
        low[rows] = 1 + (above > allowed).sum(axis=1)
        high[rows] = p - (-above > allowed).sum(axis=1)
    return low, high


def _chance(theta: np.ndarray, votes: Votes) -> np.ndarray:
    return 1 / (1 + np.exp(theta[votes.j] - theta[votes.i]))


def _guarded(theta: np.ndarray, step: np.ndarray, votes: Votes, won: np.ndarray) -> float:
    """The share of a Newton step that does not make the votes less likely; no rating moves by more than 5."""

    def unlikely(at: np.ndarray) -> float:
        gap = at[votes.i] - at[votes.j]
        return float(np.sum(won * np.logaddexp(0, -gap) + (votes.n - won) * np.logaddexp(0, gap)))

    size = min(1.0, 5 / max(np.abs(step).max(), 1e-300))
    now = unlikely(theta)
    while size > 1e-6 and unlikely(theta + size * step) > now * (1 + 1e-12):
        size /= 2
    return size


def _refuse(votes: Votes, where: str) -> None:
    """Groups never compared with each other, and a model or a set that won or lost everything (Ford 1957)."""
    p = len(votes.models)
    if votes.n.sum() == 1:
        raise SourceError(f"{where}: holds one vote only; two models need at least a win each, or more models")
    n_groups, group = _components(votes, votes.n > 0, votes.n > 0)
    if n_groups > 1:
        sizes = np.bincount(group)
        smallest = votes.models[group == sizes.argmin()]
        raise SourceError(
            f"{where}: the models fall into {n_groups} groups that were never compared with each other, the smallest "
            f"{_named(smallest)}; rate the groups apart, or bring votes between them"
        )
    n_sets, member = _components(votes, votes.wins_i + votes.ties > 0, votes.wins_j + votes.ties > 0)
    if n_sets == 1:
        return
    between = member[votes.i] != member[votes.j]
    winners = np.where(votes.wins_i > 0, member[votes.i], member[votes.j])[between]
    losers = np.where(votes.wins_i > 0, member[votes.j], member[votes.i])[between]
    sizes = np.bincount(member, minlength=n_sets)
    sides = [(sizes[k], k, "won") for k in range(n_sets) if k not in losers]
    sides += [(sizes[k], k, "lost") for k in range(n_sets) if k not in winners]
    size, k, did = min(sides, key=lambda side: (side[0], side[2] == "lost", side[1]))
    n = int(votes.n[between][(winners if did == "won" else losers) == k].sum())
    rest = " against the others" if size > 1 else ""
    more = f" (and {n_sets - 2} more such sets)" if n_sets > 2 else ""
    raise SourceError(
        f"{where}: {_named(votes.models[member == k])} {did} every vote{rest}, {n:,} of {n:,}, so no finite rating "
        f"fits{more}; leave out the {'models' if size > 1 else 'model'}, or bring votes that went the other way"
        if p > 2
        else f"{where}: {_named(votes.models[member == k])} {did} every vote, {n:,} of {n:,}, so no finite rating fits"
    )


def _refuse_certain(votes: Votes, spread: np.ndarray, where: str) -> None:
    """A set whose every vote against the others is a tie between equals: the sandwich would call that certain."""
    varies = spread > 1e-12 * votes.n
    n_sets, member = _components(votes, varies, varies)
    if n_sets > 1:
        smallest = votes.models[member == np.bincount(member).argmin()]
        raise SourceError(
            f"{where}: every vote between {_named(smallest)} and the others is a tie between equals, so nothing says "
            "how uncertain the difference is; bring votes that somebody won"
        )


def _components(votes: Votes, forth: np.ndarray, back: np.ndarray) -> tuple[int, np.ndarray]:
    """The strongly connected sets of models, by edges i → j of some pairs and j → i of others."""
    p = len(votes.models)
    heads, tails = np.r_[votes.i[forth], votes.j[back]], np.r_[votes.j[forth], votes.i[back]]
    graph = sparse.coo_array((np.ones(len(heads)), (heads, tails)), shape=(p, p)).tocsr()
    n, labels = csgraph.connected_components(graph, directed=True, connection="strong")
    return int(n), labels


def _named(models: np.ndarray) -> str:
    """Up to five names, and how many more."""
    shown = ", ".join(map(str, models[:5]))
    return f"{shown} and {len(models) - 5:,} more" if len(models) > 5 else shown
