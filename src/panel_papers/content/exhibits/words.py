"""A chart in words, made from its data, for a reader who does not see it (WCAG 2.2, 1.1.1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from msgspec.structs import replace

from panel_papers.content.exhibits.asking import ChartAsk
from panel_papers.content.exhibits.chart import Chart, Series
from panel_papers.content.exhibits.chart_kinds import CHART_KINDS
from panel_papers.content.exhibits.shares import share_texts
from panel_papers.content.figures.formats import plain_number

MOST_VALUES = 20  # values that can be listened to one by one
_FEW = 3  # places that share the highest or lowest value, by name
_GAPS = 8


def alternative_text(chart: Chart) -> str:
    """Return kind, title and axes, then what each series says, and how it compares to the target.

    Up to MOST_VALUES values are all given; of more the first, last, lowest and highest.
    """
    return " ".join(_sentences(chart))


def line_text(chart: Chart) -> str:
    """Return what the line of one row of a table says: each value, and where they go."""
    (series,) = chart.series
    said = [_every_value(chart, series), *_direction(chart, series), *_gaps(chart, series)]
    return " ".join(said)


def has_table(ask: ChartAsk, chart: Chart) -> bool:
    """Return whether a table of the values follows: unasked, where no words give each of them."""
    if ask.data_table is not None:
        return ask.data_table
    own = ask.alternative_text
    if own is not None:
        return not all(text in own for series in chart.series for text in series.texts if text)
    return not _has_few_values(chart)


def _has_few_values(chart: Chart) -> bool:
    return len(chart.labels) * len(chart.series) <= MOST_VALUES


def _sentences(chart: Chart) -> Iterator[str]:
    yield f"{CHART_KINDS[chart.kind].said}: {chart.caption.rstrip('.')}."
    if chart.has_parts:
        yield from _parts(chart)
        return
    values = chart.y_title or _listed([series.name for series in chart.series])
    yield f"The axes show {values} against {chart.x_title}, for {_points(chart)}."
    few = _has_few_values(chart)
    for series in chart.series:
        yield _every_value(chart, series) if few else _main_values(chart, series)
        if chart.ordered:
            yield from _direction(chart, series)
        yield from _gaps(chart, series)
    if few and chart.is_stacked and len(chart.series) > 1:
        yield _totals(chart)
    yield from _against_target(chart)


def _parts(chart: Chart) -> Iterator[str]:
    series = chart.series[0]
    shares = share_texts(chart)
    said = [
        f"{label}, {text}" + (f" ({share})" if share else "")
        for label, text, share in zip(chart.labels, series.texts, shares, strict=True)
    ]
    yield f"{series.name} by {chart.x_title}: {'; '.join(said)}."


def _points(chart: Chart) -> str:
    if len(chart.labels) == 1:
        return chart.labels[0]
    if chart.ordered:
        return f"{len(chart.labels)} points from {chart.labels[0]} to {chart.labels[-1]}"
    return f"{len(chart.labels)} categories"


def _every_value(chart: Chart, series: Series) -> str:
    pairs = zip(chart.labels, series.texts, strict=True)
    said = [_value_at(chart, label, text) for label, text in pairs if text]
    return f"{series.name}: {'; '.join(said)}."


def _value_at(chart: Chart, label: str, text: str) -> str:
    return f"{text} in {label}" if chart.ordered else f"{label}, {text}"


def _main_values(chart: Chart, series: Series) -> str:
    known = [index for index, value in enumerate(series.values) if value is not None]
    said = [f"first {_at(chart, series, known[:1])}", f"last {_at(chart, series, known[-1:])}"]
    if not chart.ordered:
        said = []
    for name, extreme in (("lowest", min), ("highest", max)):
        value = extreme(_value(series, index) for index in known)
        same = [index for index in known if _value(series, index) == value]
        said.append(f"{name} {_at(chart, series, same)}")
    return f"{series.name}: {'; '.join(said)}."


def _at(chart: Chart, series: Series, points: Sequence[int]) -> str:
    """Return a value with the points that have it, the first few by name."""
    names = [chart.labels[index] for index in points[:_FEW]]
    more = len(points) - _FEW
    where = _listed([*names, f"{more} more"] if more > 0 else names)
    return f"{series.texts[points[0]]}{' in' if chart.ordered else ','} {where}"


def _value(series: Series, index: int) -> Decimal:
    return series.values[index] or Decimal(0)


def _direction(chart: Chart, series: Series) -> Iterator[str]:
    """Yield where the values go, where exact and printed values agree on it.

    A rise that rounding hides would be heard as a mistake beside two equal numbers.
    """
    known = [Fraction(value) for value in series.values if value is not None]
    exact, printed = _course(known), _course([chart.format.rounded(each) for each in known])
    if exact == printed and exact is not None:
        yield exact


def _course(known: Sequence[Fraction]) -> str | None:
    if len(known) < 2:
        return None
    steps = [after - before for before, after in pairwise(known)]
    if not any(steps):
        return "It stays the same."
    if all(step >= 0 for step in steps):
        return "It never falls." if 0 in steps else "It rises at every step."
    if all(step <= 0 for step in steps):
        return "It never rises." if 0 in steps else "It falls at every step."
    if known[-1] == known[0]:
        return "It ends where it began."
    return "It rises and falls, and ends " + (
        "higher than it began." if known[-1] > known[0] else "lower than it began."
    )


def _gaps(chart: Chart, series: Series) -> Iterator[str]:
    gaps = [
        label for label, value in zip(chart.labels, series.values, strict=True) if value is None
    ]
    if gaps:
        shown = _listed(gaps) if len(gaps) <= _GAPS else f"{len(gaps)} of the points"
        yield f"There is no number for {shown}."


def _totals(chart: Chart) -> str:
    sums = [sum((_value(s, i) for s in chart.series), Decimal(0)) for i in range(len(chart.labels))]
    texts = [chart.format.printed(Fraction(each)) for each in sums]
    pairs = zip(chart.labels, texts, strict=True)
    return f"Totals: {'; '.join(_value_at(chart, label, text) for label, text in pairs)}."


def _against_target(chart: Chart) -> Iterator[str]:
    if chart.target is None:
        return
    series = chart.series[0]
    known = [index for index, value in enumerate(series.values) if value is not None]
    last, target = _value(series, known[-1]), chart.target.value
    how = "meets" if last == target else ("is above" if last > target else "is below")
    shown = series.texts[known[-1]]
    printed = chart.format.rounded(Fraction(last))
    if _way(printed, target) != _way(last, target):
        shown = f"{shown} (more exactly {_exactly(chart, last)})"
    if known[-1] != len(series.values) - 1:
        shown = f"{shown} in {chart.labels[known[-1]]}"
    yield f"The target is {chart.target.text}; the last value, {shown}, {how} it."


def _way(value: Fraction | Decimal, target: Decimal) -> int:
    """Return 1 for a value above a target, -1 for one below, 0 for one that meets it."""
    return (value > target) - (value < target)


def _exactly(chart: Chart, value: Decimal) -> str:
    """Return a value with all its digits, in the unit of the chart."""
    digits = plain_number(Fraction(value) / chart.format.scale).partition(".")[2]
    return replace(chart.format, decimals=len(digits)).printed(Fraction(value))


def _listed(names: Sequence[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
