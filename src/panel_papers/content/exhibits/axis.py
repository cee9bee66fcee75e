"""The axis of a chart's values: round numbers that hold all of them, in the chart's format."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from msgspec.structs import replace

from panel_papers.content.exhibits.chart import Chart


def value_ticks(chart: Chart) -> list[float]:
    """Return round numbers from below the least to above the greatest value.

    Bars and areas begin at 0, as their size is what is read. Lines do so unless the values lie
    within the upper half of what the axis would show; then the title of the axis says it.
    """
    low, high = _extent(chart)
    if chart.has_bars or chart.is_stacked or low < 0 or low <= high / 2:
        low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        low, high = low - abs(low) / 10 - 0.5, high + abs(high) / 10 + 0.5
        low = max(low, 0.0) if high > 0 else low
    step = _round_step((high - low) / 5, whole=_whole(chart))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [number * step for number in range(first, last + 1)]


def tick_texts(chart: Chart, ticks: Sequence[float]) -> list[str]:
    """Return how the ticks print: in the chart's format, with no more places than they need.

    A unit that all of them share, such as “£ million”, is said once, beside the axis.
    """
    step = ticks[1] - ticks[0]
    places = max(0, -math.floor(math.log10(step) + 1e-9))
    shown = replace(chart, format=replace(chart.format, decimals=places))
    exact = [Fraction(repr(round(tick, places))) * chart.format.scale for tick in ticks]
    return [shown.text(each) for each in exact]


def value_title(chart: Chart) -> str:
    """Return what is printed beside the axis of values, with the unit that is said once."""
    title = chart.y_title or ""
    if chart.scale and not _says(title, chart.scale):
        title = f"{title} ({chart.scale})" if title else chart.scale
    start = value_ticks(chart)[0]
    if not chart.has_bars and start > 0:
        begins = f"axis begins at {tick_texts(chart, value_ticks(chart))[0]}"
        title = f"{title} ({begins})" if title else begins[0].upper() + begins[1:]
    return title


def _says(title: str, scale: str) -> bool:
    """Return whether a title says the unit already: “Budget, £m”, “£ million”, “£000”."""
    word = scale.rpartition(" ")[2]
    short = {"thousand": r"[£€$]\s?['’]?000s?|k\b", "million": r"m\b", "billion": r"bn\b"}.get(word)
    signs = rf"\b{re.escape(word)}s?\b" + (rf"|(?:[£€$]\s?|\()(?:{short})" if short else "")
    return re.search(signs, title, re.IGNORECASE) is not None


def _extent(chart: Chart) -> tuple[float, float]:
    if chart.is_stacked:
        points = range(len(chart.labels))
        sums = [sum((s.values[i] or Decimal(0) for s in chart.series), Decimal(0)) for i in points]
        values = [chart.drawn(each) for each in sums]
    else:
        values = [chart.drawn(v) for s in chart.series for v in s.values if v is not None]
    if chart.target is not None:
        values.append(chart.drawn(chart.target.value))
    return min(values), max(values)


def _whole(chart: Chart) -> bool:
    if chart.format.scale > 1:
        return False
    return all(v is None or v == int(v) for s in chart.series for v in s.values)


def _round_step(rough: float, *, whole: bool) -> float:
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * 0.999)
    return max(step, 1.0) if whole else step
