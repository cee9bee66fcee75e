"""What a table asks for of single cells: ratings (red, amber, green), marks beyond a threshold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Protocol

from msgspec import Struct

from panel_papers.content.exhibits.shape import Said
from panel_papers.core import Problem, did_you_mean
from panel_papers.inputs import Path, Tree, YamlText, one_line

_RATING = "{column: Status, of: Variance %, rules: {Green: 0% or more, Red: otherwise}}"
_MARK = "{column: Variance, beyond: 5%}"
SIDES = ("beyond", "above", "below")
"""On which side of a threshold a number is marked: beyond 5% are 6% and -6%."""


class RatingAsk(Struct, frozen=True):
    """A column of ratings, by its heading: in the data, or by rules for the numbers of another.

    `rules` are names of ratings with what each is for, in the order in which they are tried.
    """

    column: Said
    of: Said | None
    rules: tuple[tuple[Said, Said], ...]


class MarkAsk(Struct, frozen=True):
    """A column whose numbers are marked on one `side` of a threshold, or on both (“beyond”)."""

    column: Said
    side: str
    threshold: Said


class Asking(Protocol):
    """The reader of one fence."""

    @property
    def document(self) -> YamlText:
        """The YAML of the fence."""

    @property
    def problems(self) -> list[Problem]:
        """What is wrong with it."""

    def leaf(self, path: Path) -> Said:
        """Return a text; one that is none, or empty, is reported."""

    def wrong_kind(self, path: Path, value: Tree, wanted: str, hint: str | None = None) -> None:
        """Report a value of another kind."""


def read_ratings(asking: Asking) -> tuple[RatingAsk, ...]:
    """Return the columns of ratings that a table asks for."""
    found = []
    for path, value in _entries(asking, "rag", _RATING):
        if isinstance(value, str):
            found.append(RatingAsk(asking.leaf(path), None, ()))
        elif _knows(asking, path, value, ("column", "of", "rules"), _RATING):
            of = asking.leaf((*path, "of")) if "of" in value else None
            rules = _rules(asking, (*path, "rules"), value.get("rules"))
            found.append(RatingAsk(asking.leaf((*path, "column")), of, rules))
    return tuple(found)


def _rules(asking: Asking, path: Path, value: Tree) -> tuple[tuple[Said, Said], ...]:
    if value is None:
        return ()
    if not isinstance(value, dict):
        asking.wrong_kind(path, value, f"ratings with rules, as in “rag: {_RATING}”")
        return ()
    names = [Said(name, asking.document.key_place((*path, name))) for name in value]
    return tuple((name, asking.leaf((*path, name.text))) for name in names)


def read_marks(asking: Asking) -> tuple[MarkAsk, ...]:
    """Return the columns whose numbers are marked beyond a threshold."""
    found = []
    for path, value in _entries(asking, "mark", _MARK):
        if isinstance(value, str):
            hint = f"write “mark: {{column: {one_line(value)}, beyond: 5%}}” with your number in "
            hint += "place of 5%: “beyond:” marks numbers as far above or below zero, “above:” and "
            hint += "“below:” those on one side of the number"
            asking.wrong_kind(path, value, f"“mark: {_MARK}”", hint)
        elif _knows(asking, path, value, ("column", *SIDES), _MARK):
            sides = [side for side in SIDES if side in value]
            if len(sides) == 1:
                column, side = asking.leaf((*path, "column")), sides[0]
                found.append(MarkAsk(column, side, asking.leaf((*path, side))))
                continue
            place = asking.document.key_place(path)
            said = " and ".join(f"“{side}”" for side in sides) if sides else "no threshold"
            wanted = f"one of {', '.join(SIDES)}, as in “mark: {_MARK}”"
            asking.problems.append(
                Problem("missing-field", place, f"The mark of a column has {said}", wanted)
            )
    return tuple(found)


def _entries(
    asking: Asking, name: str, example: str
) -> Iterator[tuple[Path, str | dict[str, Tree]]]:
    """Yield what is asked for once, or in a list."""
    value = asking.document.value.get(name)
    if value is None or (name,) in asking.document.spoiled:
        return
    several = isinstance(value, list)
    for index, each in enumerate(value if isinstance(value, list) else [value]):
        path: Path = (name, index) if several else (name,)
        if isinstance(each, str | dict):
            yield path, each
        else:
            asking.wrong_kind(path, each, f"“{name}: {example}”")


def cut_number(name: str) -> str | None:
    """Return the hint for a name that is the rest of a number: {beyond: £50,000}."""
    cut = re.match(r"\d{3}(?!\d)", name)
    return "put a number with a comma in quotes: “'£50,000'”" if cut else None


def _knows(
    asking: Asking, path: Path, value: dict[str, Tree], names: tuple[str, ...], example: str
) -> bool:
    """Say whether the names in an entry are known and “column” is there; report what is not."""
    before = len(asking.problems)
    for name in value:
        if name not in names:
            place = asking.document.key_place((*path, name))
            found, wanted = (
                f"“{name}” is not a setting of “{path[0]}”",
                f"one of {', '.join(names)}",
            )
            hint = did_you_mean(name, names) or f"write “{path[0]}: {example}”"
            hint = cut_number(name) or hint
            asking.problems.append(Problem("unknown-key", place, found, wanted, hint))
    if "column" not in value:
        place = asking.document.key_place(path)
        found, wanted = f"“{path[0]}:” does not say which column it is for", ""
        hint = f"write “{path[0]}: {example}”"
        asking.problems.append(Problem("missing-field", place, found, wanted, hint))
    return len(asking.problems) == before
