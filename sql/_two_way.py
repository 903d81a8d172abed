"""Scores with gaps: what a model would have scored on benchmarks that it never ran, and how sure that is."""

from dataclasses import dataclass

import numpy as np

Array = np.ndarray

PRIOR_DF = 10  # how many residuals the whole basket's spread is worth beside those of one benchmark


@dataclass(frozen=True, slots=True, kw_only=True)
class Basket:
    """One score a model over a basket of B benchmarks, in the unit of the scores; arrays of one entry a model."""

    score: Array  # mean of the measured scores and of the predicted ones where there is none
    se: Array
    pessimistic: Array  # the same with each gap at the 5th percentile of its prediction
    strength: Array  # θ of each model, on the fit's scale
    difficulty: Array  # B difficulties δ on the fit's scale
    tau: Array  # B standard deviations of a model's own strengths, on the fit's scale
    predicted: Array  # M × B scores, NaN where one was measured or nothing links the two


def logit_cells(score: Array, se: Array, n: Array, chance: Array) -> tuple[Array, Array]:
    """Points (0 to 100) on the fit's scale: z = logit y with y = (k + ½)/(n + 1) above chance, and its variance v.

    `score`, `se` and `n` are M × B, NaN where nothing was measured; `chance` holds B shares.
    With nothing to guess v = 1/((n + 1) y (1 − y)); guessing stretches it as it stretches the score.
    """
    y = (n * np.clip((score / 100 - chance) / (1 - chance), 0, 1) + 0.5) / (n + 1)
    # A published error may be that of fewer or of more questions than were asked: it is what counts.
    v = np.maximum(se / 100 / (1 - chance), 1e-9) ** 2 / (y * (1 - y)) ** 2 * n / (n + 1)
    return np.log(y / (1 - y)), v


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """Strengths and difficulties of M models and B benchmarks, and what they predict."""

    strength: Array  # θ of each model
    difficulty: Array  # δ of each benchmark
    covariance: Array  # B × B, of δ
    share: Array  # M × B, how much of a model's strength each of its scores is
    precision: Array  # of each strength, without δ's error
    eta: Array  # M × B, θ − δ
    gap: Array  # M × B, whether a prediction stands for a score
    is_lost: Array  # whether a model has gaps that nothing tells of


def fit(z: Array, v: Array, field: Array, tau: Array) -> Fit:
    """θ and δ of z_mb = θ_m − δ_b + u_mb + e_mb by weighted least squares; see `basket`."""
    seen = np.isfinite(z)
    z, v = np.where(seen, z, 0.0), np.where(seen, v, 1.0)
    learnt = seen & field[:, None]
    w = np.where(seen, 1 / (v + tau**2), 0.0)
    delta, covariance = _difficulty(z, np.where(learnt, w, 0.0))
    precision = w.sum(axis=1)
    share = w / precision[:, None]
    theta = (share * (z + delta)).sum(axis=1)
    gap = ~seen & _linked(learnt, seen)
    # Without a residual nothing tells how far a strength on one benchmark carries to another.
    gap &= learnt.sum() - learnt.any(axis=1).sum() - learnt.any(axis=0).sum() >= 0
    return Fit(
        strength=theta, difficulty=delta, covariance=covariance, share=share, precision=precision,
        eta=theta[:, None] - delta, gap=gap, is_lost=(~seen & ~gap).any(axis=1),
    )  # fmt: skip


def mean(score: Array, found: Fit, gaps: Array) -> Array:
    """M means over the basket of what was measured and, in the gaps, of `gaps`; NaN where one cannot be told."""
    filled = np.where(np.isfinite(score), score, np.where(found.gap, gaps, 0.0))
    return np.where(found.is_lost, np.nan, filled.mean(axis=1))


def expected(eta: Array, chance: Array | None) -> Array:
    """What θ − δ comes to in the scores' unit."""
    return eta if chance is None else 100 * (chance + (1 - chance) / (1 + np.exp(-eta)))


def basket(score: Array, se: Array, z: Array, v: Array, field: Array, chance: Array | None) -> Basket:
    """Standardise M models to the whole basket of B benchmarks.

    z_mb = θ_m − δ_b + u_mb + e_mb, u ~ N(0, τ_b²), e ~ N(0, v_mb): a model's strength, a benchmark's difficulty, what
    the one has for the other, and the error of the questions. `score` and `se` (in the scores' unit), `z` and `v` (on
    the fit's scale) are M × B, NaN where nothing was measured. `field` says which models δ and τ are learnt from.
    `chance` holds B shares where z is a logit of points above chance, and is None where z is the score itself. A model
    that nothing links to a benchmark it lacks gets NaN.
    """
    tau = spread(z, v, field)
    found = fit(z, v, field, tau)
    # The prediction η = θ_m − δ_b of a gap errs by the model's own mean, which all its gaps share, and by δ.
    contrast = found.share[:, None, :] - np.eye(z.shape[1])  # M × B × B: row b is the contrast of gap b
    of_eta = np.einsum("mbi,ij,mbj->mb", contrast, found.covariance, contrast)
    variance = of_eta + 1 / found.precision[:, None] + tau**2
    g = np.where(found.gap, _slope(found.eta, chance), 0.0)
    shared = np.einsum("mb,mbi->mi", g, contrast)
    of_gaps = np.einsum("mi,ij,mj->m", shared, found.covariance, shared)
    of_gaps += g.sum(axis=1) ** 2 / found.precision + (g * g * tau**2).sum(axis=1)
    # What erred in a measured score moved the model's mean, and so its gaps, the same way.
    moved = np.nansum(_slope(z, chance) * found.share * v, axis=1)
    of_scores = np.nansum(se * se, axis=1)
    predicted = expected(found.eta, chance)
    return Basket(
        score=mean(score, found, predicted),
        se=np.sqrt(of_scores + of_gaps + 2 * g.sum(axis=1) * moved) / z.shape[1],
        pessimistic=mean(score, found, expected(found.eta - 1.644854 * np.sqrt(variance), chance)),
        strength=found.strength,
        difficulty=found.difficulty,
        tau=tau,
        predicted=np.where(found.gap, predicted, np.nan),
    )


def _slope(eta: Array, chance: Array | None) -> Array:
    """How much the expected score grows with η."""
    if chance is None:
        return np.ones_like(eta)
    y = 1 / (1 + np.exp(-eta))
    return 100 * (1 - chance) * y * (1 - y)


def _difficulty(z: Array, w: Array) -> tuple[Array, Array]:
    """δ by weighted least squares with θ eliminated, and its covariance (both with mean 0 in each linked part)."""
    total = np.maximum(w.sum(axis=1, keepdims=True), 1e-300)
    schur = np.diag(w.sum(axis=0)) - w.T @ (w / total)
    inverse = np.linalg.pinv(schur, rcond=1e-10, hermitian=True)
    return -inverse @ ((w * z).sum(axis=0) - w.T @ ((w * z).sum(axis=1) / total[:, 0])), inverse


def spread(z: Array, v: Array, field: Array) -> Array:
    """τ of each benchmark, where Σ r²/(v + τ²) is its degrees of freedom (Paule, Mandel 1982), τ² shrunk to one τ²."""
    seen = np.isfinite(z) & field[:, None]
    z, v = np.where(seen, z, 0.0), np.where(seen, v, 1.0)
    tau2, own, whole = np.zeros(z.shape[1]), np.zeros(z.shape[1]), np.zeros(1)
    for _ in range(60):
        w = np.where(seen, 1 / (v + tau2), 0.0)
        delta, _ = _difficulty(z, w)
        total = np.maximum(w.sum(axis=1, keepdims=True), 1e-300)
        theta = (w * (z + delta)).sum(axis=1, keepdims=True) / total
        r2 = np.where(seen, (z - theta + delta) ** 2, 0.0)
        # Each model's strength takes its share of a residual, and all difficulties but one take the rest.
        df = np.maximum(seen.sum(axis=0) - (w / total).sum(axis=0) - (1 - 1 / seen.shape[1]), 0.0)
        whole = _paule_mandel(r2[seen][:, None], v[seen][:, None], np.array([df.sum()]), whole)
        own = _paule_mandel(r2, v, df, own)
        before, tau2 = tau2, (df * own + PRIOR_DF * whole) / (df + PRIOR_DF)
        if np.abs(tau2 - before).max() <= 1e-9 * (1 + tau2.max()):
            break
    return np.sqrt(tau2)


def _paule_mandel(r2: Array, v: Array, df: Array, tau2: Array) -> Array:
    """The τ² ≥ 0 of each column at which Σ r²/(v + τ²) = df, by Newton from a first guess; the sum is convex in τ²."""
    for _ in range(50):
        w = 1 / (v + tau2)
        step = ((r2 * w).sum(axis=0) - df) / np.maximum((r2 * w * w).sum(axis=0), 1e-300)
        before, tau2 = tau2, np.maximum(tau2 + np.where(df > 0, step, 0.0), 0.0)
        if np.abs(tau2 - before).max() <= 1e-10 * (1 + tau2.max()):
            break
    return tau2


def _linked(learnt: Array, seen: Array) -> Array:
    """M × B: whether models measured on both link a benchmark, by way of others or not, to one that the model has."""
    step = (learnt.T.astype(float) @ learnt > 0) | np.eye(learnt.shape[1], dtype=bool)
    reach = np.linalg.matrix_power(step.astype(float), learnt.shape[1]) > 0
    return (seen.astype(float) @ reach) > 0
