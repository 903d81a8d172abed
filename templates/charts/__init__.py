"""Charts: Altair drawn to SVG at build time, in the page's own colours and type."""

import html
import re
from typing import Any

import altair as alt
import vl_convert

# vl-convert passes these through, so that an inlined SVG takes them from the page's stylesheet.
INK, MUTED, ACCENT, RULE, PAPER = "currentColor", "var(--muted)", "var(--accent)", "var(--rule)", "var(--paper)"
FONT = "system-ui, sans-serif"
WIDTH = 720
VEGA_LITE = ".".join(alt.SCHEMA_VERSION.lstrip("v").split(".")[:2])


def log_x(field: str, values: Any, title: str, ticks: list[float], low: float = 0.9, high: float = 1.1) -> alt.X:
    """A logarithmic axis from `low` times the least value to `high` times the greatest."""
    domain = [float(values.min()) * low, float(values.max()) * high]
    scale = alt.Scale(type="log", nice=False, domain=domain)
    return alt.X(f"{field}:Q", scale=scale, title=f"{title} (log scale)", axis=alt.Axis(values=ticks, grid=False))


def svg(chart: Any) -> str:
    """A chart as one SVG element: labelled for readers who cannot see it, sized by its viewBox alone."""
    look = {
        **{f"{part}Color": INK for part in ("label", "title")},
        **{f"{part}Color": RULE for part in ("tick", "domain", "grid")},
        **{f"{part}Font": FONT for part in ("label", "title")},
        **{f"{part}FontSize": 12 for part in ("label", "title")},
        "titleFontWeight": "normal",
        # Readers' fonts may be wider than the one that measured the labels here.
        "titlePadding": 18,
    }
    # The look goes into the finished specification: each of Altair's own ways to add it copies the whole chart.
    spec = chart.to_dict(validate=False)
    theme = spec.get("config", {})
    spec |= {
        "background": "transparent",
        "config": {
            **theme,
            "padding": {"left": 12, "top": 8, "right": 12, "bottom": 12},
            "axis": look,
            "view": {**theme.get("view", {}), "stroke": None},
            "text": {"font": FONT, "fontSize": 11},
        },
    }
    drawn: str = vl_convert.vegalite_to_svg(spec, vl_version=VEGA_LITE, allowed_base_urls=[])
    box = re.search(r'viewBox="([^"]*)"', drawn)
    if box is None:
        raise ValueError("the chart was drawn without a viewBox")
    opening = f'<svg viewBox="{box[1]}" role="img" aria-label="{html.escape(chart.description)}" class="chart">'
    body = drawn[drawn.index(">", drawn.index("<svg")) + 1 :]
    # The picture as a whole has a name and its table stands beside it: a description of every mark is only weight.
    body = re.sub(r' (?:aria-[a-z]+|role|class|pointer-events)="[^"]*"', "", body)
    # A tenth of a pixel is as sharp as thirteen digits, and a third of the bytes; what readers read keeps its digits.
    return opening + re.sub(r"<[^>]*>", lambda tag: re.sub(r"(\d+\.\d)\d+", r"\1", tag[0]), body)
