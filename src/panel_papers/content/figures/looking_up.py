"""Tags of figures in a text looked up by their names: what each prints, and where it is used."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct, field

from panel_papers.content.figures.mistyped import likely_tag, mistyped_tags
from panel_papers.content.figures.signs import printed_by, sign_problems, wordless_zero
from panel_papers.content.figures.unsaid_scale import unsaid_scale
from panel_papers.core import (
    FIGURE,
    FigureTag,
    Level,
    Missing,
    Place,
    Problem,
    Text,
    did_you_mean,
    figure_tag,
)
from panel_papers.inputs import FIGURES_YAML

if TYPE_CHECKING:
    from panel_papers.content.figures import Figures


class Lookup(Struct):
    """Looks up figures; `uses` are the places where each is printed.

    `texts` are the texts of the paper's files, by their paths. `searched` is up to where a text was
    searched for a mistyped tag.
    """

    figures: Figures
    draft: bool
    texts: Mapping[str, str]
    problems: list[Problem] = field(default_factory=list)
    uses: dict[str, list[Place]] = field(default_factory=dict)
    searched: dict[tuple[Place, str], int] = field(default_factory=dict)

    def tags(
        self, text: str, place: Place, found: dict[str, Text], around: str | None = None
    ) -> None:
        """Look up each tag in a text that was typed from `place` on.

        `around` is what a reader sees with it, where that says the scale or the sign of its
        numbers.
        """
        path = place.file.removeprefix(f"{self.figures.files.folder}/")
        file = self.texts.get(path, "")
        lines = file.split("\n")
        line, column = place.line or 1, place.column or 1
        start = sum(len(each) + 1 for each in lines[: line - 1]) + column - 1
        places: dict[str, Place] = {}
        for said in FIGURE.findall(text):
            # the file has the same tags in the same order, however the value was folded
            tag = FIGURE.search(file, start)
            start = tag.end() if tag else start
            at = place_at(file, tag.start(), Place(place.file, 1, 1)) if tag else place
            read = figure_tag(said)
            places.setdefault(read.key, at)
            self.print(read, at, found)
            made = self.figures.values.get(read.name)
            if made and around and not read.words:
                problem = unsaid_scale(made, at, around)
                self.problems += [problem] if problem else []
        self.problems += sign_problems(around or text, places, self.figures.values)
        for like in mistyped_tags(text, self.figures.places):
            self.strange(like, place)

    def print(self, tag: FigureTag, place: Place, found: dict[str, Text]) -> None:
        """Note that a figure is used at a place, or report that there is none of this name."""
        name = tag.name
        self.uses.setdefault(name, []).append(place)
        if name in self.figures.values:
            made = self.figures.values[name]
            found[tag.key] = printed_by(tag, made)
            problem = wordless_zero(tag, made, place)
            self.problems += [problem] if problem else []
            return
        found[tag.key] = Missing(f"figures.{name}")
        known = self.figures.places
        if name in known and not self.draft:
            return  # why it has no value is reported where it is defined
        tag_text = f"“{{{{ figures.{name} }}}}”"
        what = f"There is no figure “{name}”, which {tag_text} asks for"
        if name in known:
            what = f"{tag_text} asks for a figure whose number could not be read"
        hint = did_you_mean(name, known) or (
            f"write a name here that is in figures.yaml, or define “{name}” in "
            f"{FIGURES_YAML}, below “figures:”"
        )
        if name in known:
            hint = f"do what the message on this figure says ({known[name]})"
        level = Level.WARNING if self.draft else Level.ERROR
        wanted = f"the name of a figure in {FIGURES_YAML}"
        self.problems.append(Problem("unknown-figure", place, what, wanted, hint, level))

    def strange(self, typed: str, place: Place) -> None:
        """Report a tag that was probably meant as a figure and names none."""
        near = likely_tag(typed, self.figures.places)
        wanted = "“{{ figures.NAME }}” with the name of a figure, and nothing else"
        hint = (
            near or f"define what it calculates in {FIGURES_YAML}, and write only the name here: "
        )
        hint = near or hint + "{{ figures.NAME }}"
        if "}" not in typed and typed.startswith("{"):
            wanted = "a tag that ends with “}}” in the same line or cell"
            hint = (
                "end the tag with “}}” in this line; in a table, write “\\|” for the bar in a tag"
            )
        elif "|" in typed and near is None:
            wanted = "“| abs”, or “| direction(…)” with a word for each sign"
            hint = 'write {{ figures.NAME | direction("underspend", "overspend", "on budget") }}'
        found = f"“{typed}” does not name a figure as it should, and prints as typed"
        self.problems.append(Problem("bad-figure-tag", place, found, wanted, hint))

    def warn_of_code(self, content: str, place: Place) -> None:
        """Report figures in code, which prints as typed."""
        for tag in FIGURE.finditer(content):
            wanted = ""
            hint = "to print the number, delete the backticks (`) around it, or the spaces at the "
            hint += "beginning of the line"
            found = f"“{tag[0]}” is in code, so it prints as typed and not as a number"
            self.problems.append(
                Problem("figure-in-code", place, found, wanted, hint, Level.WARNING)
            )


def place_at(text: str, index: int, place: Place) -> Place:
    """Return the place of a character of a text that begins at `place`."""
    before = text[: max(index, 0)]
    line = before.count("\n") + 1
    column = len(before) - before.rfind("\n")
    if line == 1:
        column += (place.column or 1) - 1
    return place.at(line, column)
