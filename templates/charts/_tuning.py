"""What the charts of the tuning index share: names that tell runs apart, and places at which labels keep clear."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Literal

import altair as alt
import numpy as np
import pandas as pd
from scipy.optimize import isotonic_regression

from templates.charts import INK, MUTED, WIDTH

# Pixels that a letter and a line of text take at eleven pixels: on the safe side, for readers' fonts may be wider.
LETTER, LINE = 6.4, 13

Side = Literal["left", "center", "right"]
SIDES: list[tuple[Side, int]] = [("left", 2), ("center", 0), ("right", -2)]

Point = tuple[float, float]
Box = tuple[float, float, float, float]
# Where a text is tied, and which end of it.
Place = tuple[float, float, Side]
Data = Callable[[Point], Point]


def labels(rows: pd.DataFrame) -> list[str]:
    """`name, setup`: the name alone, with the setup where several have the name, and a number where that is shared."""
    shared = rows.name.duplicated(keep=False)
    long = rows.name.where(~shared | (rows.setup.fillna("") == ""), rows.name + ", " + rows.setup.fillna(""))
    turn = long.groupby(long).cumcount()
    return [f"{label} #{n + 1}" if n else label for label, n in zip(long, turn, strict=True)]


def apart(values: Sequence[float], gap: float) -> list[float]:
    """Places at least `gap` apart, in the order of the values and as near to them as can be (least squares)."""
    order = np.argsort(values, kind="stable")
    steps = gap * np.arange(len(values))
    places = np.empty(len(values))
    if len(values):
        places[order] = isotonic_regression(np.asarray(values, float)[order] - steps).x + steps
    return [float(place) for place in places]


def names(points: Sequence[Point], texts: Sequence[str], width: float, x: alt.X, y: alt.Y, data: Data) -> list[Any]:
    """Layers with the text of each point near it, and a thread where it is not close by; `data` tells the data
    coordinates of a place in pixels. What is named first has the best place; an empty text needs none.
    """
    found = []
    for point, (text, place) in zip(points, _placed(points, texts, width), strict=True):
        if place:
            found.append((text, *data(point), *data(place[:2]), place[2], abs(place[1] - point[1]) > LINE))
    rows = pd.DataFrame(found, columns=["text", "x", "y", "text_x", "text_y", "align", "is_far"])
    # The scales as items: as attributes they are setters.
    at_x, to_x = (alt.X(f"{field}:Q", scale=x["scale"]) for field in ("x", "text_x"))
    at_y, to_y = (alt.Y(f"{field}:Q", scale=y["scale"]) for field in ("y", "text_y"))
    named = alt.Chart(rows)
    threads = named.transform_filter("datum.is_far").mark_rule(color=MUTED, strokeWidth=0.7)
    return [
        threads.encode(x=at_x, x2="text_x:Q", y=at_y, y2="text_y:Q"),
        *(
            alt.Chart(rows[rows["align"] == align])
            .mark_text(align=align, dx=dx, color=INK)
            .encode(x=to_x, y=to_y, text="text:N")
            for align, dx in SIDES
        ),
    ]


def _placed(points: Sequence[Point], texts: Sequence[str], width: float) -> Iterator[tuple[str, Place | None]]:
    """Where each text is tied, and to which side: within `width`, clear of points and texts; None where no room is."""
    taken: list[Box] = [(x - 5, y - 5, x + 5, y + 5) for x, y in points]
    for point, text in zip(points, texts, strict=True):
        long = LETTER * len(text)
        for x, y, align in _places(*point, long / 2, width) if text else ():
            left = x - {"left": 0, "center": long / 2, "right": long}[align]
            box = (left, y - LINE / 2, left + long, y + LINE / 2)
            if left >= 0 and left + long <= width and not any(_overlap(box, other) for other in taken):
                taken.append(box)
                yield text, (x, y, align)
                break
        else:
            yield text, None


def nothing(says: str) -> Any:
    """A chart that says why it shows nothing."""
    return (
        alt.Chart(pd.DataFrame({"says": [says]}))
        .mark_text(color=MUTED, fontSize=13)
        .encode(text="says:N")
        .properties(width=WIDTH - 60, height=60, description=says)
    )


def _places(x: float, y: float, half: float, width: float) -> Iterator[Place]:
    """Beside the point, then above and below, then ever farther off."""
    for shift in (0, 6, 9, 12, 16, 20, 26, 32, 40, 48, 56):
        for down in (-shift, shift) if shift else (0,):
            yield x + 6, y + down, "left"
            yield x - 6, y + down, "right"
            if shift >= 12:
                yield min(max(x, half), width - half), y + down, "center"


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
