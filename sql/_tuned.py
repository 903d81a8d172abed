"""Statistics of tuning runs: means over tasks, what tells two of them apart, and who is likely the best of a task."""

import functools
from collections.abc import Callable

import numpy as np
from scipy import special

Z = 1.959964
FEW = 3  # tasks from which on a mean over them has an interval
_GRID = np.linspace(-8, 8, 161)
_DENSITY = np.exp(-_GRID * _GRID / 2) / np.sqrt(2 * np.pi) * (_GRID[1] - _GRID[0])
_SHARES = (np.arange(200) + 0.5) / 200


def mean_interval(values: np.ndarray) -> tuple[float, float | None, float | None]:
    """Mean over tasks with its 95 % interval, ± t · sd/√T; one or two tasks tell nothing of others."""
    mean, n = float(values.mean()), len(values)
    if n < FEW:
        return mean, None, None
    half = float(special.stdtrit(n - 1, 0.975) * values.std(ddof=1) / np.sqrt(n))
    return mean, mean - half, mean + half


@functools.cache
def c_tukey(p: int, df: int) -> float:
    """Studentised range over √2 with `df` degrees of freedom: the 95 % constant for all differences among `p`."""

    def within(width: np.ndarray) -> np.ndarray:
        return p * ((special.ndtr(_GRID) - special.ndtr(_GRID - width)) ** (p - 1) @ _DENSITY)

    return _reached(within, df) if p > 1 else 0.0


@functools.cache
def c_mcb(k: int, df: int) -> float:
    """One-sided Dunnett constant for `k` competitors with `df` degrees of freedom: the best is among the tied (Hsu)."""
    return _reached(lambda width: special.ndtr(_GRID + width) ** k @ _DENSITY, df) if k > 0 else 0.0


def _reached(probability: Callable[[np.ndarray], np.ndarray], df: int) -> float:
    """Where a probability of c√2·s reaches 0.95 on average over s, the estimated error over the true one."""
    s = np.sqrt(2 * special.gammaincinv(df / 2, _SHARES) / df)[:, None]
    low, high = 0.0, 100.0
    for _ in range(24):
        middle = (low + high) / 2
        low, high = (low, middle) if probability(middle * np.sqrt(2) * s).mean() >= 0.95 else (middle, high)
    return (low + high) / 2


def places(scores: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Best place, worst place, and whether tied with the best, of `p` models on the same `T` tasks (p × T).

    Two are compared by their differences task by task: the mean of these over sd/√T, with T − 1 degrees of freedom, so
    that what makes a task hard for both cancels. All places hold together at 95 % (Games and Howell's use of Tukey's
    constant); the best is among the tied at 95 % (Hsu). Of one or two tasks every place is possible.
    """
    p, n = scores.shape
    if n < FEW or p < 2:
        return np.ones(p, int), np.full(p, p), np.full(p, True)
    apart = scores[None, :, :] - scores[:, None, :]  # how far the second is above the first
    gap, se = apart.mean(axis=2), apart.std(axis=2, ddof=1) / np.sqrt(n)
    least = c_tukey(p, n - 1) * se
    is_tied = ~(gap > c_mcb(p - 1, n - 1) * se + 1e-12).any(axis=1)
    return 1 + (gap > least + 1e-12).sum(axis=1), p - (gap < -least - 1e-12).sum(axis=1), is_tied


def best_shares(score: np.ndarray, se: np.ndarray) -> tuple[np.ndarray, float]:
    """Each model's probability to be the best of a task, and by how much the best score flatters.

    Scores are independent normal variables about what was measured: P(i best) = ∫ φᵢ ∏ Φⱼ, by quadrature. The winner's
    curse is E[max] − Σ P(i best)·scoreᵢ: what the highest of such draws exceeds, on average, its own model's score by.
    """
    if len(score) == 1:
        return np.ones(1), 0.0
    # Steps of each model's own error, so that one that is known well is not passed over beside one that is not.
    x = np.unique(score[:, None] + se[:, None] * np.linspace(-8, 8, 401))
    x = x[x >= (score - 8 * se).max()]
    z = (x[None, :] - score[:, None]) / se[:, None]
    below = special.log_ndtr(z)
    others = np.exp(below.sum(axis=0)[None, :] - below)
    density = np.exp(-z * z / 2) / (np.sqrt(2 * np.pi) * se[:, None]) * others
    share = np.trapezoid(density, x, axis=1)
    above = np.trapezoid(density.sum(axis=0) * (x - score.max()), x)
    return share / share.sum(), max(0.0, float(score.max() + (above - share @ score) / share.sum()))


def c_choice(k: int) -> float:
    """|z| that the best of `k` must exceed to be told from one other at 95 %, chosen as it was (Šidák 1967)."""
    return float(-special.ndtri((1 - 0.95 ** (1 / k)) / 2)) if k > 0 else 0.0


def wilson(wins: int, n: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share."""
    share, extra = wins / n, Z * Z / n
    centre, half = share + extra / 2, Z * np.sqrt(share * (1 - share) / n + extra / (4 * n))
    return float((centre - half) / (1 + extra)), float((centre + half) / (1 + extra))


def sign_test(wins: int, losses: int) -> float | None:
    """Two-sided exact probability of so uneven a count, were wins and losses as likely; ties say nothing."""
    return min(1.0, float(2 * special.bdtr(min(wins, losses), wins + losses, 0.5))) if wins + losses else None


def fisher(r: float, n: int) -> tuple[float, float] | tuple[None, None]:
    """95 % interval of a correlation of `n` pairs, tanh(atanh r ± 1.96/√(n − 3)) (Fisher 1921)."""
    if n < 4 or abs(r) >= 1:
        return None, None
    half = Z / np.sqrt(n - 3)
    return float(np.tanh(np.arctanh(r) - half)), float(np.tanh(np.arctanh(r) + half))
