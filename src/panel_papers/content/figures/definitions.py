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
from panel_papers.content.figures.fields import (
    FIGURE,
    KEYS,
    NAME,
    OF_SOURCE,
    TOP,
    WAYS,
    FigureEntry,
)
from panel_papers.core import (
    InputsError,
    Level,
    Place,
    Problem,
    Stage,
    did_you_mean,
    working_on,
)
from panel_papers.inputs import (
    FIGURES_YAML,
    Fault,
    Kind,
    Path,
    Tree,
    YamlText,
    hold,
    one_line,
    read_text,
    read_yaml,
)

_EXAMPLE = "write, for example, “figures: {officers: {source: data/FILE.csv, column: Officers}}”"
_WAY_IN = (
    "write below its name “source: data/FILE.csv” and “column: …” to take the number from a file, "
    "“formula: a / b” to calculate it from figures, or “value: 12” and “note: …” to type it"
)


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
            if name in TOP or (name,) in self.document.spoiled:
                continue
            hint = did_you_mean(name, TOP)
            if isinstance(value, dict):
                hint = "move it below the line “figures:”, two spaces further to the right"
            wanted = f"one of {', '.join(TOP)}"
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
            if not NAME.fullmatch(name) or keyword.iskeyword(name):
                likely = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")
                hint = f"write “{likely}” if you mean that" if NAME.fullmatch(likely) else None
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
        entry, faults = hold(given, FIGURE)
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
        ways = [way for way in WAYS if way in given]
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
        for part in OF_SOURCE:
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
            place, wanted = self.document.key_place(at), f"one of {', '.join(KEYS)}"
            hint = did_you_mean(str(name), KEYS) or "delete the line, or write one of these names"
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
