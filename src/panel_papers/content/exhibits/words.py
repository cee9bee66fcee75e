"""A chart in words, drawn from its data, for a reader who does not see it (WCAG 2.2, 1.1.1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from panel_papers.content.exhibits.asking import CHART_KINDS
from panel_papers.content.exhibits.chart import Chart, Series

_FEW = 8  # values that can be listened to one by one


def alternative_text(chart: Chart) -> str:
    """Return kind, title and axes, then what each series says, and how it stands to the target.

    Of few values all are told, of many the first, last, least and greatest; and where they go.
    """
    return " ".join(_sentences(chart))


def _sentences(chart: Chart) -> Iterator[str]:
    yield f"{CHART_KINDS[chart.kind]}: {chart.caption.rstrip('.')}."
    values = chart.y_title or _listed([series.name for series in chart.series])
    yield f"The axes show {values} against {chart.x_title}, for {_points(chart)}."
    few = len(chart.labels) * len(chart.series) <= _FEW
    for series in chart.series:
        yield _every_value(chart, series) if few else _main_values(chart, series)
        if chart.ordered:
            yield from _direction(series)
        yield from _gaps(chart, series)
    if few and chart.kind == "stacked-bar" and len(chart.series) > 1:
        yield _totals(chart)
    yield from _against_target(chart)


def _points(chart: Chart) -> str:
    if len(chart.labels) == 1:
        return chart.labels[0]
    if chart.ordered:
        return f"{len(chart.labels)} points from {chart.labels[0]} to {chart.labels[-1]}"
    return f"{len(chart.labels)} categories"


def _every_value(chart: Chart, series: Series) -> str:
    pairs = zip(chart.labels, series.texts, strict=True)
    told = [_value_at(chart, label, text) for label, text in pairs if text]
    return f"{series.name}: {'; '.join(told)}."


def _value_at(chart: Chart, label: str, text: str) -> str:
    return f"{text} in {label}" if chart.ordered else f"{label}, {text}"


def _main_values(chart: Chart, series: Series) -> str:
    known = [index for index, value in enumerate(series.values) if value is not None]
    least = min(known, key=lambda index: _value(series, index))
    greatest = max(known, key=lambda index: _value(series, index))
    told = {"least": least, "greatest": greatest}
    if chart.ordered:
        told = {"first": known[0], "last": known[-1]} | told
    words = "; ".join(
        f"{name} {series.texts[index]} in {chart.labels[index]}"
        if chart.ordered
        else f"{name} {series.texts[index]}, {chart.labels[index]}"
        for name, index in told.items()
    )
    return f"{series.name}: {words}."


def _value(series: Series, index: int) -> Decimal:
    return series.values[index] or Decimal(0)


def _direction(series: Series) -> Iterator[str]:
    known = [value for value in series.values if value is not None]
    if len(known) < 2:
        return
    steps = [after - before for before, after in pairwise(known)]
    if not any(steps):
        yield "It stays the same."
    elif all(step >= 0 for step in steps):
        yield "It never falls." if 0 in steps else "It rises at every step."
    elif all(step <= 0 for step in steps):
        yield "It never rises." if 0 in steps else "It falls at every step."
    elif known[-1] == known[0]:
        yield "It ends where it began."
    else:
        yield "It rises and falls, and ends " + (
            "higher than it began." if known[-1] > known[0] else "lower than it began."
        )


def _gaps(chart: Chart, series: Series) -> Iterator[str]:
    gaps = [
        label for label, value in zip(chart.labels, series.values, strict=True) if value is None
    ]
    if gaps:
        shown = _listed(gaps) if len(gaps) <= _FEW else f"{len(gaps)} of the points"
        yield f"There is no number for {shown}."


def _totals(chart: Chart) -> str:
    sums = [sum((_value(s, i) for s in chart.series), Decimal(0)) for i in range(len(chart.labels))]
    texts = [chart.format.printed(Fraction(each)) for each in sums]
    pairs = zip(chart.labels, texts, strict=True)
    return f"Totals: {'; '.join(_value_at(chart, label, text) for label, text in pairs)}."


def _against_target(chart: Chart) -> Iterator[str]:
    if chart.target is None:
        return
    last = [v for v in chart.series[0].values if v is not None][-1]
    how = (
        "meets"
        if last == chart.target.value
        else ("is above" if last > chart.target.value else "is below")
    )
    shown = [text for text in chart.series[0].texts if text][-1]
    yield f"The target is {chart.target.text}; the last value, {shown}, {how} it."


def _listed(names: Sequence[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
