"""figures.yaml against its schema: every fault with its line, or the figures that it defines."""

from __future__ import annotations

import keyword
import re
from collections.abc import Mapping

from msgspec import Struct

from panel_papers.content.figures.expressions import (
    Expression,
    ExpressionError,
    read_assertion,
    read_formula,
)
from panel_papers.content.figures.formats import WANTED, Format, read_format
from panel_papers.content.periods import span_of
from panel_papers.core import (
    InputsError,
    Level,
    Period,
    Place,
    Problem,
    Stage,
    did_you_mean,
    long_date,
    working_on,
)
from panel_papers.inputs import (
    ANY_TEXT,
    FIGURES_YAML,
    LINE,
    ROW_NUMBER,
    Describe,
    Fault,
    JsonSchema,
    Kind,
    Path,
    Shape,
    Tree,
    ValueFault,
    YamlText,
    as_date,
    hold,
    list_of,
    names_in,
    names_of,
    one_line,
    read_text,
    read_yaml,
    record,
    text_of,
    text_or_names,
)

AGGREGATES = (
    *("sum", "count", "mean", "min", "max"),
    *("first", "last", "change", "percentage_change"),
)
_EXAMPLE = "write, for example, “figures: {officers: {source: data/FILE.csv, column: Officers}}”"
_WAY_IN = (
    "write below its name “source: data/FILE.csv” and “column: …” to take the number from a file, "
    "“formula: a / b” to calculate it from figures, or “value: 12” and “note: …” to type it"
)
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_DATES: JsonSchema = {
    "properties": {"from": ANY_TEXT, "to": ANY_TEXT},
    "required": ["from", "to"],
    "additionalProperties": False,
}


def _as_format(typed: str) -> Format:
    example = one_line(typed)
    read = read_format(example)
    if read is None:
        hint = (
            "write an example of the number alone, such as “format: £86m”; words around it belong "
        )
        hint += "into the text of the report"
        raise ValueFault(
            "bad-format", f"“{example}” is no example of how to print numbers", WANTED, hint
        )
    if read.heading:
        found = (
            f"“{example}” is a format for columns, whose heading says the scale, and this number "
        )
        found += "is printed in text"
        hint = "write “format: £1.2m”, or “£1,234 thousand”"
        raise ValueFault("bad-format", found, "", hint)
    return read


def _as_aggregate(typed: str) -> str:
    asked = one_line(typed)
    if asked not in AGGREGATES:
        likely = asked.lower().replace(" ", "_").replace("average", "mean")
        hint = did_you_mean(likely, AGGREGATES) or "write, for example, “aggregate: sum”"
        found = f"“aggregate: {typed}” is not a known way to make one number of several rows"
        raise ValueFault("bad-aggregate", found, f"one of {', '.join(AGGREGATES)}", hint)
    return asked


def _as_period(value: str | dict[str, Tree]) -> Period:
    if isinstance(value, str):
        words = one_line(value)
        span = span_of(words)
        return Period(words, span.first, span.last) if span else Period(words)
    wanted = "words such as “12 months to March 2020”, or “{from: 2019-04-01, to: 2020-03-31}”"
    if set(value) != {"from", "to"}:
        names = ", ".join(f"“{name}:”" for name in value) or "nothing"
        found = f"The period has {names}, and needs “from:” and “to:” and nothing else"
        hint = "write “period: 2024/25”, or both days with “from” and “to”"
        raise ValueFault("bad-period", found, wanted, hint)
    begins, ends = value["from"], value["to"]
    if not isinstance(begins, str) or not isinstance(ends, str):
        hint = "write both days like 2019-04-01"
        raise ValueFault("bad-period", "The period has no dates", wanted, hint)
    first, last = as_date(begins), as_date(ends)
    if first > last:
        found = "The period ends before it begins"
        hint = "exchange the two dates, so that “from” is the earlier one"
        raise ValueFault("bad-period", found, wanted, hint)
    return Period(f"{long_date(first)} to {long_date(last)}", first, last)


class FigureEntry(Struct, frozen=True):
    """One figure as figures.yaml defines it."""

    label: str | None = None
    """What the figure is, for the register of figures."""
    source: str | None = None
    """The file that it is taken from, such as data/officers.csv."""
    sheet: str | None = None
    """The sheet of a workbook."""
    header_row: int | None = None
    """The row of a sheet that holds the names of the columns."""
    range: str | None = None
    """The cells of a workbook: B4:H20, a named range or an Excel table."""
    filter: dict[str, list[str]] | None = None
    """Columns with the values that the rows must have: {Service: Planning}."""
    column: str | None = None
    """The column that holds the number."""
    aggregate: str | None = None
    """How several rows become one number; without it, one row is expected."""
    formula: str | None = None
    """The calculation from other figures, such as forecast - budget."""
    value: str | None = None
    """The number itself, where it is typed by hand; it needs a “note”."""
    note: str | None = None
    """Where a number that is typed by hand is from."""
    format: Format | None = None
    """How the number is printed, by example: 3,755, £12.6m, 5.9%, twenty."""
    period: Period | None = None
    """The period that the figure is about: 2026/27, or {from: …, to: …}."""
    source_note: str | None = None
    """Whose data it is, for the register of figures."""


_FIGURE = record(
    FigureEntry,
    {
        "label": LINE,
        "source": LINE,
        "sheet": LINE,
        "header_row": ROW_NUMBER,
        "range": LINE,
        "filter": names_of(list_of(LINE, or_one=True)),
        "column": LINE,
        "aggregate": text_of(_as_aggregate, schema={"enum": [*AGGREGATES]}),
        "formula": LINE,
        "value": LINE,
        "note": LINE,
        "format": text_of(_as_format),
        "period": text_or_names(_as_period, names=_DATES),
        "source_note": LINE,
    },
)
_KEYS = names_in(FigureEntry)
_OF_SOURCE = ("sheet", "header_row", "range", "filter", "column", "aggregate")
_WAYS = ("source", "formula", "value")


class FiguresFile(Struct, frozen=True):
    """The two parts of figures.yaml."""

    figures: dict[str, FigureEntry] = {}
    """Each number once, by its name; the text says {{ figures.NAME }}."""
    assertions: list[str] = []
    """What must be true, such as spent <= budget, or nothing is built."""


_TOP = names_in(FiguresFile)


def _with_one_way(describe: Describe) -> JsonSchema:
    """Return JSON Schema of a figure, which has one source and for a typed number a note."""
    ways = [{"required": [way]} for way in _WAYS]
    return {**_FIGURE.schema(describe), "oneOf": ways, "dependencies": {"value": ["note"]}}


FIGURES = record(
    FiguresFile,
    {
        "figures": names_of(Shape(_FIGURE.read, _with_one_way), {"pattern": f"^{_NAME.pattern}$"}),
        "assertions": list_of(LINE),
    },
)
"""The shape of figures.yaml, for editors; the reader goes through its parts one by one."""


class Assertion(Struct, frozen=True):
    """What must hold between figures, and where it was typed."""

    expression: Expression
    text: str
    place: Place


class Definitions(Struct, frozen=True):
    """The figures that can be reckoned, by name; `names` are all, also those with faults.

    `formulas` holds what each formula reads as. `place` tells where a part of a figure stands.
    """

    entries: Mapping[str, FigureEntry]
    formulas: Mapping[str, Expression]
    names: tuple[str, ...]
    assertions: tuple[Assertion, ...]
    problems: tuple[Problem, ...]
    document: YamlText | None = None

    def place(self, name: str, part: str | None = None) -> Place:
        """Return where a figure, or a part of it, stands."""
        assert self.document is not None  # noqa: S101  # there are figures, so there is a file
        if part is None:
            return self.document.key_place(("figures", name))
        return self.document.place(("figures", name, part))


def read_definitions(data: bytes, place: Place) -> Definitions:
    """Return what figures.yaml says; its faults are in `problems`."""
    try:
        with working_on(place, Stage.READING):
            document = read_yaml(read_text(data, place), place.file)
    except InputsError as error:
        return Definitions({}, {}, (), (), error.problems)
    reading = _Reading(document, list(document.problems))
    reading.unknown_at_top()
    entries, names = reading.entries()
    formulas = reading.formulas(entries, names)
    assertions = reading.assertions(names)
    problems = sorted(reading.problems, key=lambda p: (p.place.line or 0, p.place.column or 0))
    sound = {n: e for n, e in entries.items() if e.formula is None or n in formulas}
    return Definitions(sound, formulas, names, tuple(assertions), tuple(problems), document)


class _Reading(Struct):
    document: YamlText
    problems: list[Problem]

    def unknown_at_top(self) -> None:
        for name, value in self.document.value.items():
            if name in _TOP or (name,) in self.document.spoiled:
                continue
            hint = did_you_mean(name, _TOP)
            if isinstance(value, dict):
                hint = "move it below the line “figures:”, two spaces further to the right"
            wanted = f"one of {', '.join(_TOP)}"
            found = f"“{name}” is not a name that can be at the left edge of {FIGURES_YAML}"
            self.tell("unknown-key", self.document.key_place((name,)), found, wanted, hint)

    def entries(self) -> tuple[dict[str, FigureEntry], tuple[str, ...]]:
        """Return the figures without faults, and the names of all."""
        given = self.document.value.get("figures")
        if given is None:
            return {}, ()
        if not isinstance(given, dict):
            found, wanted = (
                "“figures:” is followed by a list or text",
                "names of figures, each with its settings below it",
            )
            self.tell("wrong-kind", self.document.place(("figures",)), found, wanted, _EXAMPLE)
            return {}, ()
        entries = {}
        for name, tree in given.items():
            path: Path = ("figures", name)
            if path in self.document.spoiled:
                continue
            if not _NAME.fullmatch(name) or keyword.iskeyword(name):
                likely = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")
                hint = f"write “{likely}” if you mean that" if _NAME.fullmatch(likely) else None
                if keyword.iskeyword(name):  # formulas are read by Python's rules
                    hint = f"write another name, such as “{name}_total”"
                wanted = "a name of small letters, digits and “_”, beginning with a letter"
                place = self.document.key_place(path)
                found = f"A figure cannot have the name “{name}”"
                self.tell("bad-figure-name", place, found, wanted, hint)
                continue
            entry = self.entry(path, tree)
            if entry is not None:
                entries[name] = entry
        return entries, tuple(given)

    def entry(self, path: Path, tree: Tree) -> FigureEntry | None:
        before = len(self.problems)
        if not isinstance(tree, dict):
            found = f"The figure “{path[-1]}” has no settings below its name"
            wanted, hint = "“source:”, “formula:” or “value:” below it", _WAY_IN
            self.tell("wrong-kind", self.document.key_place(path), found, wanted, hint)
            return None
        given: dict[str, Tree] = {
            name: value for name, value in tree.items() if value not in (None, "", {}, [])
        }
        entry, faults = hold(given, _FIGURE)
        for fault in faults:
            at: Path = (*path, *fault.path)
            if not any(at[:n] in self.document.spoiled for n in range(len(at) + 1)):
                self.problems.append(self.schema_problem(fault, at))
        if len(self.problems) == before:  # a misspelt name is not missing as well
            self.agree(path, given)
        spoiled = any(
            each[: len(path)] == path for each in self.document.spoiled if len(each) > len(path)
        )
        wrong = any(each.level is Level.ERROR for each in self.problems[before:])
        return None if wrong or spoiled else entry

    def agree(self, path: Path, given: Mapping[str, Tree]) -> None:
        """Tell what is missing from a figure, and what contradicts itself."""
        place = self.document.key_place(path)
        ways = [way for way in _WAYS if way in given]
        if len(ways) != 1:
            found = f"The figure “{path[-1]}” does not say where its number comes from"
            hint = _WAY_IN
            if ways:
                said = " and ".join(f"“{each}:”" for each in ways)
                found = f"The figure “{path[-1]}” has {said}, which are different ways to a number"
                hint = (
                    "keep one of the lines and delete the other: “source” takes the number "
                    "from a file, "
                )
                hint += (
                    "“formula” calculates it from other figures, “value” is a number that you type"
                )
            wanted = "one of “source:”, “formula:” and “value:”"
            self.tell("which-source", place, found, wanted, hint)
            return
        if ways == ["value"] and "note" not in given:
            found = (
                f"The number of “{path[-1]}” is typed by hand, and nothing says where it is from"
            )
            hint = "add a line below “value:”, such as “note: annual return, 31 March 2024”"
            at = self.document.place((*path, "value"))
            self.tell("missing-note", at, found, "", hint)
        if ways == ["source"]:
            if "column" not in given and given.get("aggregate") != "count":
                at = self.document.place((*path, "source"))
                found = (
                    f"The figure “{path[-1]}” does not say which column of the file has its number"
                )
                hint = "add a line below “source:”, such as “column: Officers”, with the heading "
                hint += "of the column as it is in the file"
                self.tell("missing-field", at, found, "", hint)
            return
        for part in _OF_SOURCE:
            if part in given:
                found = (
                    f"“{part}:” has no effect here, because the figure “{path[-1]}” is not taken "
                    "from a file"
                )
                at = self.document.key_place((*path, part))
                hint = f"delete “{part}:”; to take the number from a file, write “source: "
                hint += f"data/FILE.csv” in place of “{ways[0]}:”"
                self.tell("unused-field", at, found, "", hint)

    def schema_problem(self, fault: Fault, at: Path) -> Problem:
        """Return a fault that the schema found in our own words."""
        name = at[-1]
        if fault.kind is Kind.VALUE:
            return fault.problem(self.document.place(at))
        if fault.kind is Kind.UNKNOWN:
            place, wanted = self.document.key_place(at), f"one of {', '.join(_KEYS)}"
            hint = did_you_mean(str(name), _KEYS) or "delete the line, or write one of these names"
            return Problem("unknown-key", place, fault.unknown_name, wanted, hint)
        is_filter = name == "filter"
        wanted = "names of columns with values" if is_filter else "text in the same line"
        what = next((str(part) for part in reversed(at) if isinstance(part, str)), "figures")
        value = self.document.value.get(str(at[0])) if at else None
        for part in at[1:]:
            if isinstance(value, dict):
                value = value.get(str(part))
            elif isinstance(value, list) and isinstance(part, int):
                value = value[part]
        kind = "lines with names" if isinstance(value, dict) else "a list"
        found = f"“{what}:” is followed by {'text' if isinstance(value, str) else kind}"
        example = "“filter: {Area: North}”" if is_filter else f"“{what}: …” in one line"
        hint = f"write {example}"
        return Problem("wrong-kind", self.document.place(at), found, wanted, hint)

    def formulas(
        self, entries: Mapping[str, FigureEntry], names: tuple[str, ...]
    ) -> dict[str, Expression]:
        found = {}
        for name, entry in entries.items():
            if entry.formula is not None:
                place = self.document.place(("figures", name, "formula"))
                expression = self.expression(entry.formula, place, names, assertion=False)
                if expression is not None:
                    found[name] = expression
        return found

    def assertions(self, names: tuple[str, ...]) -> list[Assertion]:
        given = self.document.value.get("assertions")
        if given is None:
            return []
        place = self.document.place(("assertions",))
        if not isinstance(given, list):
            hint = "write, below “assertions:”, lines such as “- total == before + during”"
            found = "“assertions:” is not followed by a list"
            self.tell("wrong-kind", place, found, "a list, each on a line that begins “- ”", hint)
            return []
        found_ones = []
        for index, text in enumerate(given):
            path: Path = ("assertions", index)
            at = self.document.place(path)
            if path in self.document.spoiled:
                continue
            if not isinstance(text, str) or not text.strip():
                wanted = "a comparison, such as “total == before + after”"
                found, hint = "This assertion is not a comparison", "write one, or delete the line"
                self.tell("wrong-kind", at, found, wanted, hint)
                continue
            expression = self.expression(text, at, names, assertion=True)
            if expression is not None:
                found_ones.append(Assertion(expression, one_line(text), at))
        return found_ones

    def expression(
        self, text: str, place: Place, names: tuple[str, ...], *, assertion: bool
    ) -> Expression | None:
        try:
            expression = read_assertion(text) if assertion else read_formula(text)
        except ExpressionError as error:
            self.tell(error.code, place, error.found, error.wanted, error.hint)
            return None
        unknown = [name for name in expression.names if name not in names]
        for name in unknown:
            wanted = "the name of a figure of this file"
            hint = did_you_mean(name, names)
            hint = (
                hint
                or f"write a name that is in this file, or add a figure “{name}” below “figures:”"
            )
            found = f"“{one_line(text)}” names “{name}”, and there is no figure of that name"
            self.tell("unknown-figure", place, found, wanted, hint)
        return None if unknown else expression

    def tell(self, code: str, place: Place, found: str, wanted: str, hint: str | None) -> None:
        self.problems.append(Problem(code, place, found, wanted, hint))
