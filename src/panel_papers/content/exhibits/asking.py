"""What a fence asks for, checked against the names that it may hold: every fault with its line."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from panel_papers.content.exhibits.asking_marks import (
    MarkAsk,
    RatingAsk,
    read_marks,
    read_ratings,
)
from panel_papers.content.exhibits.chart_kinds import CHART_KINDS
from panel_papers.content.exhibits.fences import Fence
from panel_papers.content.exhibits.reading_shape import SHAPING, read_shape
from panel_papers.content.exhibits.shape import Said, Shape
from panel_papers.core import PLAIN_NAME, InputsError, Level, Place, Problem, did_you_mean
from panel_papers.inputs import Part, Path, Tree, ValueFault, YamlText, as_row_number, one_line

__all__ = ["NAMES", "Ask", "ChartAsk", "Column", "Said", "read_ask"]

_COMMON = (
    *("source", "sheet", "header_row", "range", "caption", "formats", "filter", "source_line"),
    "name",
)
NAMES = {
    "table": (
        *(*_COMMON, "columns", "row_headers", "sparkline"),
        *("rag", "mark"),
        *(*SHAPING, "total"),
    ),
    "chart": (
        *(*_COMMON, *SHAPING),
        *("kind", "x", "series", "target", "x_title", "y_title", "alternative_text", "data_table"),
        "total",
    ),
}
_TARGET_KINDS = " or ".join(f"“kind: {n}”" for n, kind in CHART_KINDS.items() if kind.target)
_EXAMPLES = {
    "source": "source: data/officers.csv",
    "caption": "caption: Police officers in post",
    "kind": f"kind: bar (or {', '.join(list(CHART_KINDS)[1:])})",
    "x": "x: year",
    "series": "series: officers",
    "target": "target: 90%",
}


class Column(Struct, frozen=True):
    """A column of the data by its name there, or a formula over columns, under a heading."""

    heading: str
    name: Said


class Ask(Struct, frozen=True):
    """What a table asks for, and what a chart asks for too.

    `columns` are all columns where it is empty; `formats` are examples by column or heading;
    a row is kept where each column of `filters` holds one of the texts. `row_headers` says whether
    the first column names the rows, None where nothing is said. `sparklines` are columns of small
    lines: a heading, and the columns of the file that one line runs through, in their order.
    `ratings` and `marks` are of single cells: red, amber and green, and what is beyond a threshold.
    `name` is the one that references have.
    """

    place: Place
    line: int
    source: Said
    part: Part
    caption: Said
    columns: tuple[Column, ...]
    formats: tuple[tuple[Said, Said], ...]
    filters: tuple[tuple[Said, tuple[Said, ...]], ...]
    source_line: str | None
    row_headers: bool | None = None
    sparklines: tuple[tuple[Said, tuple[Said, ...]], ...] = ()
    ratings: tuple[RatingAsk, ...] = ()
    marks: tuple[MarkAsk, ...] = ()
    shape: Shape = Shape()
    name: str = ""


class ChartAsk(Struct, frozen=True):
    """What a chart asks for; the columns of `ask` are its series.

    `data_table` says whether a table of its values follows; None where nothing is said.
    Where `across` names columns, they are the points, and the series are rows of the file. It
    `keeps_total` where a total is meant to be drawn beside its parts.
    """

    ask: Ask
    kind: str
    x: Said
    target: Said | None
    x_title: str | None
    y_title: str | None
    alternative_text: str | None
    data_table: bool | None
    across: tuple[Said, ...] = ()
    keeps_total: bool = False


def read_ask(fence: Fence) -> tuple[Ask | ChartAsk, tuple[Problem, ...]]:
    """Return what a fence asks for, with warnings; raises InputsError with all its faults."""
    document = fence.read()
    asking = _Asking(fence, document)
    ask = asking.chart() if fence.kind == "chart" else asking.ask("columns")
    problems = sorted([*document.problems, *asking.problems], key=lambda p: p.place)
    if any(p.level is Level.ERROR for p in problems):
        raise InputsError(problems)
    return ask, tuple(problems)


class _Asking(Struct):
    """One fence on its way in; values that are missing or wrong are noted and stand empty."""

    fence: Fence
    document: YamlText
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        known = NAMES[self.fence.kind]
        for name in self.document.value:
            path = (name,)
            if name in known or path in self.document.spoiled:
                continue
            found, wanted = (
                f"“{name}:” is not a setting of a {self.fence.kind}",
                f"one of {', '.join(known)}",
            )
            place = self.document.key_place(path)
            hint = did_you_mean(name, known) or "delete the line, or write one of these names"
            if name in NAMES["chart"]:
                hint = f"“{name}” is for charts: begin the block with “```chart”"
            if name in NAMES["table"]:
                hint = f"“{name}” is for tables: begin the block with “```table”"
            self.problems.append(Problem("unknown-key", place, found, wanted, hint))

    def chart(self) -> ChartAsk:
        kind, target = self.required("kind"), self.said("target")
        if kind.text and kind.text not in CHART_KINDS:
            hint = did_you_mean(kind.text, CHART_KINDS) or "write one of these after “kind:”"
            found, wanted = (
                f"The chart kind “{kind.text}” is not known",
                f"one of {', '.join(CHART_KINDS)}",
            )
            self.problems.append(Problem("unknown-chart-kind", kind.place, found, wanted, hint))
        known = CHART_KINDS.get(kind.text)
        if known and known.target:
            target = self.required("target")
        elif target is not None:
            found = f"A chart with “kind: {kind.text}” cannot show a “target”"
            hint = f"write {_TARGET_KINDS} in this block, or delete the line “target:”"
            self.problems.append(Problem("target-here", target.place, found, "", hint))
        across = self.across()
        x = Said("Period", self.document.place(("x",))) if across else self.required("x")
        if "series" not in self.document.value:
            self.required("series")
        return ChartAsk(
            ask=self.ask("series"),
            kind=kind.text,
            x=x,
            across=across,
            target=target,
            x_title=self.text("x_title"),
            y_title=self.text("y_title"),
            alternative_text=self.text("alternative_text"),
            data_table=self.choice("data_table"),
            keeps_total=self.keeps_total(kind.text),
        )

    def keeps_total(self, kind: str) -> bool:
        """Return whether a chart draws a total beside its parts."""
        said = self.said("total")
        if said is None:
            return False
        if kind in CHART_KINDS and CHART_KINDS[kind].of_a_whole:
            found = f"A chart with “kind: {kind}” shows the parts of a whole, and cannot have a "
            found += "“total”"
            hint = "delete the line “total:”"
            self.problems.append(Problem("total-here", said.place, found, "", hint))
        elif said.text != "keep":
            found = f"“total” cannot be “{said.text}” in a chart"
            hint = "write “total: keep” to draw a total beside its parts, or delete the line"
            self.problems.append(Problem("bad-choice", said.place, found, "", hint))
        return True

    def across(self) -> tuple[Said, ...]:
        """Return the columns over which a chart runs, where “x” is a list of them."""
        value = self.document.value.get("x")
        if not isinstance(value, list) or ("x",) in self.document.spoiled:
            return ()
        return tuple(self.leaf(("x", index)) for index in range(len(value)))

    def ask(self, columns: str) -> Ask:
        return Ask(
            place=self.fence.place,
            line=self.fence.line,
            source=self.required("source"),
            part=Part(self.text("sheet"), self.row("header_row"), self.text("range")),
            caption=self.required("caption"),
            columns=self.columns(columns),
            formats=tuple(
                (name, self.leaf(("formats", name.text))) for name in self.names("formats")
            ),
            filters=tuple(
                (name, self.leaves(("filter", name.text))) for name in self.names("filter")
            ),
            source_line=self.text("source_line"),
            row_headers=self.choice("row_headers"),
            sparklines=tuple(
                (name, self.leaves(("sparkline", name.text))) for name in self.names("sparkline")
            ),
            ratings=read_ratings(self),
            marks=read_marks(self),
            shape=read_shape(self, self.fence.kind),
            name=self.name(),
        )

    def name(self) -> str:
        """Return the name by which the text refers to it."""
        said = self.said("name")
        if said is None or PLAIN_NAME.fullmatch(said.text):
            return "" if said is None else said.text
        found = f"“{said.text}” cannot be the name of a reference"
        wanted = "letters, digits and hyphens, beginning with a letter"
        hint = "write a name such as “costs”, and “{{ ref.costs }}” in the text"
        self.problems.append(Problem("bad-reference-name", said.place, found, wanted, hint))
        return ""

    def said(self, name: str) -> Said | None:
        """Return a value's text in one line; None where it is absent or empty."""
        if (name,) in self.document.spoiled or self.document.value.get(name) is None:
            return None
        leaf = self.leaf((name,))
        return leaf if leaf.text else None

    def text(self, name: str) -> str | None:
        said = self.said(name)
        return None if said is None else said.text

    def row(self, name: str) -> int | None:
        """Return the number of a row; None where nothing is said."""
        said = self.said(name)
        if said is None:
            return None
        try:
            return as_row_number(said.text)
        except ValueFault as fault:
            wrong = Problem(fault.code, said.place, fault.found, fault.wanted, fault.hint)
            self.problems.append(wrong)
            return None

    def required(self, name: str) -> Said:
        said = self.said(name)
        if said is not None:
            return said
        path, value = (name,), self.document.value.get(name)
        place = self.document.key_place(path) if name in self.document.value else self.fence.place
        if path not in self.document.spoiled and not isinstance(value, list | dict):
            what = "empty" if name in self.document.value else "missing"
            found = f"“{name}” is {what}"
            if what == "missing":
                found = f"The block for a {self.fence.kind} has no line “{name}:”"
            hint = f"add a line to the block, such as “{_EXAMPLES[name]}”"
            hint = hint if what == "missing" else f"write a value, such as “{_EXAMPLES[name]}”"
            self.problems.append(Problem("missing-field", place, found, "", hint))
        return Said("", place)

    def choice(self, name: str) -> bool | None:
        """Return whether “yes” or “no” is said; None where nothing is."""
        said = self.said(name)
        meant = {"yes": True, "true": True, "no": False, "false": False}
        if said is None:
            return None
        if said.text.lower() not in meant:
            found = f"“{name}” is “{said.text}”, which is neither yes nor no"
            hint = f"write “{name}: yes” or “{name}: no”"
            fault = Problem("bad-choice", said.place, found, "", hint)
            self.problems.append(fault)
        return meant.get(said.text.lower())

    def columns(self, name: str) -> tuple[Column, ...]:
        """Return columns as one name, a list of names, or headings with names."""
        value = self.document.value.get(name)
        match value:
            case None:
                return ()
            case dict():
                return tuple(Column(key, self.leaf((name, key))) for key in value)
            case list():
                names = [self.leaf((name, index)) for index in range(len(value))]
            case _:
                names = [self.leaf((name,))]
        return tuple(Column(each.text, each) for each in names)

    def names(self, name: str) -> list[Said]:
        """Return the names in a mapping such as `filter`."""
        value = self.document.value.get(name)
        if value is None or (name,) in self.document.spoiled:
            return []
        if not isinstance(value, dict):
            wanted = "names with values, such as “{year: 2024}”"
            self.wrong_kind((name,), value, wanted)
            return []
        return [Said(key, self.document.key_place((name, key))) for key in value]

    def leaves(self, path: Path) -> tuple[Said, ...]:
        value = _at(self.document.value, path)
        if isinstance(value, list):
            return tuple(self.leaf((*path, index)) for index in range(len(value)))
        return (self.leaf(path),)

    def leaf(self, path: Path) -> Said:
        value, place = _at(self.document.value, path), self.document.place(path)
        if isinstance(value, dict | list):
            self.wrong_kind(path, value, "text")
            return Said("", place)
        if not (value or "").strip() and len(path) > 1:
            found, hint = f"A value of “{path[0]}:” is empty", "write the value, or delete the line"
            self.problems.append(Problem("missing-field", place, found, "", hint))
        return Said(one_line(value or ""), place)

    def wrong_kind(self, path: Path, value: Tree, wanted: str, hint: str | None = None) -> None:
        name = next((each for each in reversed(path) if isinstance(each, str)), "")
        kind = "names with values" if isinstance(value, dict) else "a list"
        kind = "text" if isinstance(value, str) else kind
        as_text = (
            f"write “{name}: …” in one line; a text with brackets in it needs quotes around it"
        )
        hint = as_text if wanted == "text" else hint
        place = self.document.place(path)
        found = f"“{name}:” is followed by {kind}"
        self.problems.append(Problem("wrong-kind", place, found, wanted, hint))


def _at(tree: Tree | Mapping[str, Tree], path: Path) -> Tree:
    value: Tree | Mapping[str, Tree] = tree
    for step in path:
        if isinstance(value, Mapping):
            value = value.get(str(step))
        elif isinstance(value, list) and isinstance(step, int):
            value = value[step]
    return dict(value) if isinstance(value, Mapping) else value
