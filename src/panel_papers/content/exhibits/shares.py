"""The parts of a whole in whole percent, for a pie chart."""

from __future__ import annotations

from fractions import Fraction

from panel_papers.content.exhibits.chart import Chart


def share_texts(chart: Chart) -> tuple[str, ...]:
    """Return each part's share of the whole; empty texts where the values are percentages."""
    values = [Fraction(value or 0) for value in chart.series[0].values]
    whole = sum(values, Fraction(0))
    if chart.format.unit == "%" or not whole:
        return ("",) * len(values)
    return tuple(_percent(value / whole) for value in values)


def _percent(share: Fraction) -> str:
    """Return a share rounded half up; a small part is never “0%”, nor the rest “100%”."""
    percent = int(share * 100 + Fraction(1, 2))
    if percent == 0 and share:
        return "less than 1%"
    if percent == 100 and share != 1:
        return "more than 99%"
    return f"{percent}%"
