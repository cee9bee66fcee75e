"""Every claim of an alternative text is true: 180 charts of generated data, judged from the data.

The judge reads the sentences and compares them with the numbers from which the data file was
written. It knows nothing of how the words are made; a sentence that it does not know is a failure.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

import pytest

from panel_papers.content.data import read_data
from panel_papers.content.exhibits.asking import ChartAsk, read_ask
from panel_papers.content.exhibits.chart import read_chart
from panel_papers.content.exhibits.fences import fences_of
from panel_papers.content.exhibits.words import alternative_text, has_table
from panel_papers.core.problems import Place
from panel_papers.core.values import Prose, Table

from .conftest import chart

NUMBER = re.compile(r"\(?([-−]?)(£?)([\d,]+(?:\.\d+)?)(m|%)?\)?")
SENTENCES = re.compile(r"(?<=[.]) (?=[A-Z])")
FORMATS = {"": 1, "3,755": 1, "£1.5m": 10**6, "3.5": 1, "£86m": 10**6}
MORE_FORMATS = {"(3,755)": 1, "5.9%": 1, "£3,755": 1, "(£1.5m)": 10**6}
PLACES = {"3,755": 0, "£1.5m": 1, "3.5": 1, "£86m": 0}
PLACES |= {"(3,755)": 0, "5.9%": 1, "£3,755": 0, "(£1.5m)": 1}


@dataclass
class Data:
    """What a chart is made of: the numbers of its file, None where a cell is empty.

    The file has its rows the other way round where it is `newest_first`, and numbers below 0 in
    `brackets`. `thousands` says that its headings do.
    """

    kind: str
    labels: list[str]
    series: dict[str, list[Decimal | None]]
    example: str = ""
    target: Decimal | None = None
    unit: str = ""
    newest_first: bool = False
    brackets: bool = False
    thousands: bool = False
    said: set[tuple[str, str]] = field(default_factory=set)

    def csv(self) -> str:
        rows = [
            ",".join([label, "Example", *(self._cell(v[i]) for v in self.series.values())])
            for i, label in enumerate(self.labels)
        ]
        rows = rows[::-1] if self.newest_first else rows
        return "\n".join([f"year,force,{','.join(self.series)}", *rows, ""])

    def _cell(self, value: Decimal | None) -> str:
        if value is None:
            return ""
        if self.brackets and value < 0:
            return f"({-value}{self.unit})"
        return f"{value}{self.unit}"

    def markdown(self) -> str:
        names = ", ".join(f"'{name}'" for name in self.series)
        more = [f"series: [{names}]"]
        if self.example:
            formats = ", ".join(f"'{name}': '{self.example}'" for name in self.series)
            more.append(f"formats: {{{formats}}}")
        if self.target is not None:
            more.append(f"target: {self.target}{self.unit}")
        return chart(*more, kind=self.kind)

    @property
    def ordered(self) -> bool:
        rising = self.labels[0].isdigit() and self.labels == sorted(self.labels)
        return self.kind in {"line", "trend", "area"} or rising

    def printed(self, value: Decimal) -> Decimal:
        """Return a number as readers of the chart see it."""
        if not self.example:
            return value
        value = self.full(value)
        step = Decimal((FORMATS | MORE_FORMATS)[self.example]).scaleb(-PLACES[self.example])
        return (value / step).quantize(Decimal(1), ROUND_HALF_UP) * step

    def full(self, value: Decimal) -> Decimal:
        """Return a number in the scale in which its format prints it."""
        return value * 1000 if self.thousands and "£" in self.example else value


def number(text: str) -> Decimal:
    found = NUMBER.fullmatch(text)
    assert found, text
    scale = 10**6 if found[4] == "m" else 1
    value = Decimal(found[3].replace(",", "")) * scale
    assert text.startswith("(") is text.endswith(")"), text
    return -value if found[1] or text.startswith("(") else value


def check(words: str, data: Data) -> None:
    """Raise AssertionError where the words say what the data do not."""
    first, *rest = SENTENCES.split(words)
    assert first.endswith("chart: Officers in post."), first
    name = ""
    for sentence in rest:
        if ": " in sentence and sentence.partition(":")[0] in data.series:
            name, _, said = sentence.rstrip(".").partition(": ")
            check_values(data, name, said)
        elif " by year: " in sentence:
            name = next(iter(data.series))
            check_values(data, name, sentence.rstrip(".").partition(" by year: ")[2])
        elif sentence.startswith("It "):
            assert sentence in courses(data, name), f"{sentence} {data.series[name]}"
        elif sentence.startswith("Totals: "):
            check_totals(data, sentence.rstrip(".").removeprefix("Totals: "))
        elif sentence.startswith("There is no number for "):
            check_gaps(data, name, sentence.rstrip(".").removeprefix("There is no number for "))
        elif sentence.startswith("The target is "):
            check_target(data, sentence)
        else:
            check_axes(data, sentence)


def check_axes(data: Data, sentence: str) -> None:
    count = len(data.labels)
    ends = f"{count} points from {data.labels[0]} to {data.labels[-1]}"
    wanted = ends if data.ordered else f"{count} categories"
    wanted = data.labels[0] if count == 1 else wanted
    assert re.fullmatch(
        rf"The axes show [\w ,(£)]+ against year, for {re.escape(wanted)}\.", sentence
    )


def check_values(data: Data, name: str, said: str) -> None:
    values = dict(zip(data.labels, data.series[name], strict=True))
    known = {label: value for label, value in values.items() if value is not None}
    for part in said.split("; "):
        word = re.match(r"(first|last|lowest|highest) ", part)
        if word:
            check_one(data, known, word[1], part[word.end() :])
            continue
        if data.ordered and data.kind != "pie":
            text, _, label = part.partition(" in ")
        else:
            label, _, text = part.rpartition(", ")
        share = re.fullmatch(r"(\S+) \((less than |more than )?(\d+)%\)", text)
        if share:
            text = share[1]
            exact = known[label] / sum(known.values()) * 100
            assert data.unit != "%"
            whole = Decimal(share[3])
            if share[2] == "less than ":
                assert 0 < exact < whole
            elif share[2]:
                assert whole < exact < 100
            else:
                assert abs(exact - whole) <= Decimal("0.5")
        assert number(text) == data.printed(known[label]), part
        data.said.add((name, label))


def check_one(data: Data, known: dict[str, Decimal], word: str, said: str) -> None:
    text, _, where = said.partition(" in ") if data.ordered else said.partition(", ")
    named = re.split(r", | and ", where)
    more = 0
    if found := re.fullmatch(r"(\d+) more", named[-1]):
        more = int(found[1])
        named.pop()
    value = number(text)
    order = list(known)
    if word in {"first", "last"}:
        assert named == [order[0 if word == "first" else -1]]
        assert value == data.printed(known[named[0]])
        return
    extreme = (min if word == "lowest" else max)(known.values())
    same = [label for label in order if known[label] == extreme]
    assert value == data.printed(extreme), said
    assert named == same[: len(named)]
    assert len(named) + more == len(same)


def courses(data: Data, name: str) -> set[str]:
    """Return all that may be said of how the numbers go, exact and as they are printed."""
    exact = [value for value in data.series[name] if value is not None]
    return course(exact) & course([data.printed(value) for value in exact])


def course(values: list[Decimal]) -> set[str]:
    pairs = list(pairwise(values))
    up, down = any(b > a for a, b in pairs), any(b < a for a, b in pairs)
    level = any(a == b for a, b in pairs)
    first, last = values[0], values[-1]
    true = {
        "It stays the same.": not up and not down,
        "It rises at every step.": up and not down and not level,
        "It falls at every step.": down and not up and not level,
        "It never falls.": not down,
        "It never rises.": not up,
        "It ends where it began.": first == last,
        "It rises and falls, and ends higher than it began.": up and down and last > first,
        "It rises and falls, and ends lower than it began.": up and down and last < first,
    }
    return {sentence for sentence, holds in true.items() if holds}


def check_totals(data: Data, said: str) -> None:
    parts = said.split("; ")
    assert len(parts) == len(data.labels)
    for index, (part, label) in enumerate(zip(parts, data.labels, strict=True)):
        text = (
            part.removesuffix(f" in {label}") if data.ordered else part.removeprefix(f"{label}, ")
        )
        whole = sum((v[index] for v in data.series.values()), Decimal(0))
        assert number(text) == data.printed(whole)


def check_gaps(data: Data, name: str, said: str) -> None:
    gaps = [b for b, value in zip(data.labels, data.series[name], strict=True) if value is None]
    count = re.fullmatch(r"(\d+) of the points", said)
    if count:
        assert int(count[1]) == len(gaps)
    else:
        assert re.split(r", | and ", said) == gaps


def check_target(data: Data, sentence: str) -> None:
    found = re.fullmatch(
        r"The target is (\S+); the last value, (\S+)(?: \(more exactly (\S+)\))?(?: in ([^,]+))?, "
        r"(meets|is above|is below) it\.",
        sentence,
    )
    assert found, sentence
    (values,) = data.series.values()
    known = [(b, value) for b, value in zip(data.labels, values, strict=True) if value is not None]
    label, last = known[-1]
    assert number(found[1]) == data.target
    assert number(found[2]) == data.printed(last)
    if found[3]:
        assert number(found[3]) == last
    assert (found[4] or data.labels[-1]) == label
    how = "meets" if last == data.target else "is above" if last > data.target else "is below"
    assert found[5] == how
    shown = number(found[3] or found[2])
    assert (shown > data.target, shown < data.target) == (how == "is above", how == "is below"), (
        "what is heard contradicts itself"
    )


def generated(seed: int) -> Data:
    """Return data with rises, ties, gaps, minuses and numbers that rounding makes equal."""
    chance = random.Random(seed)
    kind = ("bar", "line", "stacked-bar", "trend", "area", "pie")[seed % 6]
    example = "" if kind == "trend" else chance.choice(list(FORMATS))
    scale = FORMATS[example]
    count = chance.choice([2, 3, 5, 8, 24]) if kind != "pie" else chance.choice([2, 4, 5])
    dated = kind in {"line", "trend", "area"} or chance.random() < 0.5
    labels = [str(2000 + n) if dated and kind != "pie" else f"Ward {n}" for n in range(count)]
    positive = kind in {"stacked-bar", "area", "pie"}
    columns = 1 if kind in {"trend", "pie"} else chance.choice([1, 2]) if count < 24 else 1
    series = {}
    for name in ("North", "South")[:columns]:
        start = Decimal(chance.randint(1, 60))
        steps = chance.choice([(0, 1, 2), (0, -1), (-2, 3, 1, 0), (0,), (0.04, 0.3), (-0.04, 0.02)])
        values: list[Decimal | None] = []
        for _ in range(count):
            low = Decimal("0.1") if positive else Decimal(-40)
            values.append(max(low, start).quantize(Decimal("0.01")) * scale)
            start += Decimal(str(chance.choice(steps)))
        if not positive and count > 3:
            for index in chance.sample(range(1, count), chance.choice([0, 0, 1, 2])):
                values[index] = None
        series[name] = values
    target = None
    if kind == "trend":
        last = [v for v in next(iter(series.values())) if v is not None][-1]
        target = chance.choice([last, last + Decimal("0.01"), Decimal(50)])
    return Data(kind, labels, series, example, target, "%" if kind == "trend" else "")


def varied(seed: int) -> Data:
    """Return data as councils have them: newest first, brackets, %, £000, one point, all alike."""
    chance = random.Random(seed)
    kind = ("bar", "line", "stacked-bar", "trend", "area", "pie")[seed % 6]
    is_line, positive = kind in {"line", "trend", "area"}, kind in {"stacked-bar", "area", "pie"}
    many = [2, 3, 4, 7, 12, 23] if kind != "pie" else [2, 3, 5]
    count = chance.choice([1, *many] if kind in {"bar", "stacked-bar"} else many)
    labels = periods(chance, count) if is_line or chance.random() < 0.5 else wards(count)
    unit = chance.choice(["", "", "%"]) if kind != "pie" else ""
    thousands = unit == "" and chance.random() < 0.3
    columns = 1 if kind in {"trend", "pie"} or count > 10 else chance.choice([1, 2, 3])
    below = not positive and chance.random() < 0.5
    series = {
        f"{name} (£000)" if thousands else name: numbers(
            chance, count, positive=not below, gaps=not positive and count > 3
        )
        for name in ("North", "South", "East")[:columns]
    }
    if kind == "pie" and not any(next(iter(series.values()))):
        series = {name: [Decimal(7)] * count for name in series}
    examples = ["", "5.9%"] if unit else ["", "3,755", "(3,755)"]
    examples += ["£1.5m", "£3,755", "(£1.5m)"] if thousands else []
    data = Data(kind, labels, series, chance.choice(examples), unit=unit, thousands=thousands)
    data.newest_first = is_line and chance.random() < 0.5
    data.brackets = below and chance.random() < 0.5
    shown = [v for values in series.values() for v in values if v]
    if any(v and not data.printed(v) for v in shown) or (kind == "pie" and data.example):
        data.example = ""  # a format that shows nothing of a number is another test's
    if kind == "trend":
        last = [v for v in next(iter(series.values())) if v is not None][-1]
        data.target = chance.choice([last, last + 1, last - 1]) if last else last
        data.example = "" if thousands else data.example
    if not is_line and chance.random() < 0.3:
        data.labels = labels[::-1]
    return data


def wards(count: int) -> list[str]:
    return [f"Ward {n}" for n in range(count)]


def periods(chance: random.Random, count: int) -> list[str]:
    first = chance.randint(2000, 2020)
    kinds = [
        [str(first + n) for n in range(count)],
        [f"Q{n % 4 + 1} {first + n // 4}/{(first + n // 4 + 1) % 100:02}" for n in range(count)],
        [f"{first + n}/{(first + n + 1) % 100:02}" for n in range(count)],
    ]
    return chance.choice(kinds)


def numbers(
    chance: random.Random, count: int, *, positive: bool, gaps: bool
) -> list[Decimal | None]:
    """Return numbers that rise, fall, stay the same or go up and down; with ties and zeros."""
    way = chance.choice(["rise", "fall", "constant", "wild", "ties", "small"])
    start = Decimal(chance.randint(2000, 60_000))
    values: list[Decimal | None] = []
    for n in range(count):
        step = {"rise": n * 250, "fall": -n * 70, "constant": 0, "ties": (n // 2) * 100}.get(way)
        if step is None:
            size = 3 if way == "small" else 40_000
            values.append((start + chance.randint(0, size)) / (100 if way == "small" else 1))
        else:
            values.append(start + step)
    if way == "wild" and count > 2:
        values[chance.randrange(count)] = Decimal(0)
    if not positive:
        values = [v if v is None or chance.random() < 0.5 else -v for v in values]
    if gaps:
        for index in chance.sample(range(1, count), chance.choice([0, 1, 2])):
            values[index] = None
    return values


def made_of(data: Data, markdown: str | None = None) -> tuple[str, Table | None]:
    """Return the words of a chart, and the table that comes with it, without drawing it."""
    prose = Prose(markdown or data.markdown(), Place("context.md", 1, 1))
    ((asked, problems),) = [read_ask(fence) for fence in fences_of(prose)]
    assert isinstance(asked, ChartAsk)
    assert problems == ()
    file = read_data(data.csv().encode(), "data/officers.csv", Place("officers.csv"), None)
    made, table, advice = read_chart(asked, file)
    assert advice == []
    return alternative_text(made), table if has_table(asked, made) else None


@pytest.mark.parametrize("seed", range(120))
def test_every_claim_is_true_of_files_as_councils_have_them(seed: int):
    claims_are_true(varied(seed))


@pytest.mark.parametrize("seed", range(60))
def test_every_claim_is_true_and_every_value_can_be_had(seed: int):
    claims_are_true(generated(seed))


def claims_are_true(data: Data) -> None:
    words, table = made_of(data)
    check(words, data)
    known = {
        (name, label)
        for name, values in data.series.items()
        for label, value in zip(data.labels, values, strict=True)
        if value is not None
    }
    if len(data.labels) * len(data.series) <= 20:
        assert data.said == known
        assert table is None
        return
    assert table is not None
    shown = [number(cell) for row in table.rows for cell in row[1:] if cell]
    rows = zip(*data.series.values(), strict=True)
    assert shown == [data.printed(value) for row in rows for value in row if value is not None]


def test_the_judge_finds_what_is_untrue():
    data = Data("line", ["2020", "2021", "2022"], {"North": [Decimal(3), Decimal(5), Decimal(9)]})
    words, _ = made_of(data)
    check(words, data)
    wrong = {"rises at": "falls at", "5 in 2021": "6 in 2021", "from 2020": "from 2019"}
    for true, untrue in wrong.items():
        assert true in words
        with pytest.raises(AssertionError):
            check(words.replace(true, untrue), data)


def test_a_value_that_rounds_to_the_other_side_of_the_target_is_said_exactly():
    data = Data("trend", ["2020", "2021"], {"North": [Decimal("3"), Decimal("-400.5")]})
    data.example, data.target = "3,755", Decimal("-400.7")
    words, _ = made_of(data)
    check(words, data)
    assert words.endswith("the last value, -401 (more exactly -400.5), is above it.")


def test_two_series_of_which_one_has_brackets_share_a_format():
    series = {"North": [Decimal(3), Decimal(5)], "South": [Decimal(-3), Decimal(5)]}
    data = Data("bar", ["2020", "2021"], series, "3,755", brackets=True)
    words, _ = made_of(data)
    check(words, data)
    assert "South: (3) in 2020; 5 in 2021." in words


def test_a_value_that_rounds_to_the_target_is_said_exactly():
    values: list[Decimal | None] = [Decimal("88.1"), Decimal("89.96")]
    data = Data("trend", ["2020", "2021"], {"North": values}, target=Decimal(90), unit="%")
    markdown = data.markdown().replace("target:", "formats: {North: 5.9%}\ntarget:")
    words, _ = made_of(data, markdown)
    assert words.endswith(
        "The target is 90%; the last value, 90.0% (more exactly 89.96%), is below it."
    )
