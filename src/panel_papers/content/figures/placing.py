"""A paper with its figures put in: in Markdown, other appendices and the texts of paper.yaml.

Markdown stays as typed, with what each figure prints beside it, so that all places stay right and
no printed figure can become Markdown. In a plain text the tag gives way to what the figure prints.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.content.figures.formats import plain_number
from panel_papers.content.figures.looking_up import Lookup, place_at
from panel_papers.content.figures.mistyped import mistyped_tags
from panel_papers.content.figures.signs import sign_problems
from panel_papers.content.figures.unsaid_scale import unsaid_scale
from panel_papers.content.markdown.parser import EXHIBITS, SyntaxTreeNode, parse
from panel_papers.core import (
    FIGURE,
    AlternativeText,
    Appendix,
    BackgroundPaper,
    Contact,
    CoverRow,
    Figure,
    FromTemplate,
    InputFile,
    Lateness,
    Missing,
    Paper,
    PdfFile,
    Picture,
    Place,
    PlacedText,
    Problem,
    Prose,
    Restriction,
    Section,
    Stage,
    Table,
    Text,
    Value,
    Withheld,
    figure_tag,
    may_hold_tag,
    with_figures,
    working_on,
)
from panel_papers.inputs import FIGURES_YAML, are_numbers

if TYPE_CHECKING:
    from panel_papers.content.figures import Figures

_SPACE = r"\s+(?:>\s*)*"  # between words of a tag that may be on two lines, in a quotation
_QUOTED = re.compile(r"\n[ \t]*(?:>[ \t]*)+")  # a line of a quotation continues
_SHOWN = re.compile(r"[ \t]*(?:caption|source_line|alternative_text)[ \t]*:")
# A backslash before a tag, so that it prints as typed; Markdown takes it off by itself.
_ESCAPED = re.compile(r"\\\{\{(?=\s*figures\s*\.)")

_T = TypeVar("_T", bound=Text | None)


class Figured(Struct, frozen=True):
    """A paper with its figures put in, and what is wrong with the tags in its texts."""

    paper: Paper
    problems: tuple[Problem, ...]


def put_in(paper: Paper, figures: Figures, *, draft: bool = False) -> Figured:
    """Return the paper with what each figure prints in the place of its tag.

    A tag that names no figure is a fault; in a draft a warning, and a gap that is marked.
    `paper.figures` are those that are used.
    """
    return _Placing(figures, draft, _texts(paper)).paper(paper)


def unknown_in(prose: Sequence[Prose], figures: Figures, *, draft: bool = False) -> list[Problem]:
    """Return what is wrong with the tags in the prose of a paper that cannot be read."""
    placing = _Placing(figures, draft, {})
    for each in prose:
        placing.prose(each)
    return placing.problems


def _texts(paper: Paper) -> dict[str, str]:
    """Return the text of each file that is text, by its path."""
    found = {}
    for file in paper.files:
        if file.data and file.path.endswith((".yaml", ".yml", ".md")):
            found[file.path] = file.data.decode("utf-8-sig", "replace").replace("\r\n", "\n")
    return found


class _Placing(Lookup):
    """One walk over a paper."""

    def paper(self, paper: Paper) -> Figured:
        made = replace(
            paper,
            title=(title := self.text(paper.title)),
            short_title=title if paper.short_title == paper.title else self.text(paper.short_title),
            report_to=self.text(paper.report_to),
            author=self.text(paper.author),
            report_for=self.text(paper.report_for),
            enquiries_to=self.contact(paper.enquiries_to),
            divisions_affected=paper.divisions_affected and self.line(paper.divisions_affected),
            cover=tuple(self.cover_row(each) for each in paper.cover),
            late=paper.late and self.late(paper.late),
            sections=tuple(self.section(each) for each in paper.sections),
            background_papers=tuple(self.background(each) for each in paper.background_papers),
            appendices=tuple(self.appendix(each) for each in paper.appendices),
        )
        used = tuple(self.used())
        files = self.with_sources(paper, used)
        return Figured(replace(made, figures=used, files=files), tuple(self.problems))

    def contact(self, contact: Contact | Missing) -> Contact | Missing:
        if isinstance(contact, Missing):
            return contact
        parts = (contact.name, contact.role, contact.email)
        return Contact(*(self.text(each) for each in parts))

    def late(self, late: Lateness) -> Lateness:
        return Lateness(self.line(late.urgency), self.line(late.lateness))

    def background(self, paper: BackgroundPaper) -> BackgroundPaper:
        link_text = paper.link_text and self.line(paper.link_text)
        return BackgroundPaper(self.line(paper.title), link_text, paper.url)

    def cover_row(self, row: CoverRow) -> CoverRow:
        text = row.text
        return replace(row, text=self.placed(text)) if isinstance(text, PlacedText) else row

    def section(self, section: Section) -> Section:
        if isinstance(section.heading, PlacedText):
            section = replace(section, heading=self.placed(section.heading))
        if isinstance(section.prose, Missing):
            return section
        with working_on(section.prose.place, Stage.READING, size=len(section.prose.markdown)):
            return replace(section, prose=self.prose(section.prose))

    def appendix(self, appendix: Appendix) -> Appendix:
        content, why = appendix.content, appendix.restriction
        title = "" if isinstance(content, Withheld) else self.line(appendix.title)
        if why is not None:
            # a withheld one has its public title for a title, and no other
            why = Restriction(why.paragraphs, self.line(why.reason), self.line(why.public_title))
        if isinstance(content, FromTemplate):
            with working_on(appendix.place, Stage.READING):
                fields = {name: self.value(each) for name, each in content.fields.items()}
            content = replace(content, fields=fields)
        elif isinstance(content, PdfFile):
            content = replace(content, alternative_text=self.alternative(content.alternative_text))
        elif isinstance(content, Withheld) and why is not None:
            content = Withheld(why)
            return replace(appendix, title=why.public_title, content=content, restriction=why)
        return replace(appendix, title=title, content=content, restriction=why)

    def alternative(self, text: AlternativeText | None) -> AlternativeText | None:
        if isinstance(text, Mapping):
            return {number: self.line(each) for number, each in text.items()}
        return text and self.line(text)

    def value(self, value: Value) -> Value:
        match value:
            case PlacedText() | Prose() | Table():
                return self.typed(value)
            case Picture() if may_hold_tag(value.alternative_text):
                return replace(value, alternative_text=self.line(value.alternative_text))
            case Mapping():
                return {name: self.value(each) for name, each in value.items()}
            case Sequence() if not isinstance(value, str):
                return [self.value(each) for each in value]
        return value

    def typed(self, value: PlacedText | Prose | Table) -> Value:
        match value:
            case PlacedText():
                return self.placed(value)
            case Prose():
                return self.prose(value)
        return self.table(value)

    def prose(self, prose: Prose) -> Prose:
        """Return Markdown that knows what its figures print."""
        if not may_hold_tag(prose.markdown):
            return prose
        typed = _QUOTED.sub("\n", prose.markdown)
        keys = dict.fromkeys(figure_tag(said).key for said in FIGURE.findall(typed))
        everything = replace(prose, figures=tuple((key, key) for key in keys))
        found: dict[str, Text] = {}
        source = parse(everything)
        notes = [node for each in source.notes.values() for node in each]
        for node in (n for block in (*source.blocks, *notes) for n in block.walk()):
            if node.type == "figure":
                tag, place = node.meta["tag"], source.place(node)
                self.print(tag, place, found)
                made = self.figures.values.get(tag.name)
                if made and not tag.words:
                    problem = unsaid_scale(made, place, prose.markdown)
                    self.problems += [problem] if problem else []
            elif node.type in {"inline", "tr"}:
                if node.type == "inline":
                    typed = "".join(_typed(each) for each in node.walk())
                    self.mistyped(prose, typed, source.place(node))
                    if _in_row(node):
                        continue
                figures = [each for each in node.walk() if each.type == "figure"]
                places = {each.meta["tag"].key: source.place(each) for each in reversed(figures)}
                text = "".join(_typed(each) for each in node.walk())
                self.problems += sign_problems(text, places, self.figures.values)
            elif node.type == "fence" and node.info.strip() in EXHIBITS:
                self.exhibit(node, source.place(node), found)
            elif node.type == "image":
                self.caption(str(node.attrs.get("title", "")), source.place(node), found)
            elif node.type in {"code_inline", "fence", "code_block"}:
                at = prose.markdown.find(node.content.strip("\n"))
                within = place_at(prose.markdown, at, prose.place)
                self.warn_of_code(node.content, source.place(node) if prose.spots else within)
        return replace(prose, figures=tuple(found.items()))

    def caption(self, text: str, place: Place, found: dict[str, Text]) -> None:
        """Look up the tags in the caption of a picture."""
        tags = [figure_tag(said) for said in FIGURE.findall(text)]
        for tag in tags:
            self.print(tag, place, found)
        self.problems += sign_problems(text, {tag.key: place for tag in tags}, self.figures.values)
        for like in mistyped_tags(text, self.figures.places):
            self.strange(like, place)

    def mistyped(self, prose: Prose, text: str, place: Place) -> None:
        """Report what was meant as a tag in a text; a backslash before it says that it was not.

        In prose from Word nobody typed a backslash: each is reported at the text's `place`.
        """
        for like in mistyped_tags(text, self.figures.places):
            if prose.spots:
                self.strange(like, place)
                continue
            words = (re.escape(each) for each in like.split())
            end = r"(?!\})" if like.endswith("}") else ""
            key = (prose.place, like)  # the same may be typed several times
            pattern = re.compile(rf"(?<![\\`{{]){_SPACE.join(words)}{end}")
            typed = pattern.search(prose.markdown, self.searched.get(key, 0))
            if typed:
                self.searched[key] = typed.end()
                self.strange(like, place_at(prose.markdown, typed.start(), prose.place))

    def exhibit(self, fence: SyntaxTreeNode, place: Place, found: dict[str, Text]) -> None:
        """Look up the tags in the texts of a table or chart; elsewhere in it they are code."""
        for number, line in enumerate(fence.content.split("\n"), 1):
            if not may_hold_tag(line):
                continue
            at = place.at(number + 1)
            if not _SHOWN.match(line):
                self.warn_of_code(line, at)
                continue
            tags = [figure_tag(said) for said in FIGURE.findall(line)]
            for tag in tags:
                self.print(tag, at, found)
            places = {tag.key: at for tag in tags}
            self.problems += sign_problems(line, places, self.figures.values)
            for like in mistyped_tags(line, self.figures.places):
                self.strange(like, at)

    def table(self, table: Table) -> Table:
        """Return a supplied table with its figures printed; all else in it prints as typed."""
        rows = [table.header, *table.rows]
        if not any(isinstance(cell, PlacedText) for row in rows for cell in row):
            return table
        header, *body = [
            tuple(self.cell(each, [*table.header, *row]) for each in row) for row in rows
        ]
        numeric = tuple(are_numbers(column) for column in zip(*body, strict=True))
        return replace(table, header=header, rows=tuple(body), numeric=numeric)

    def cell(self, text: str, around: Sequence[str]) -> str:
        if not isinstance(text, PlacedText):
            return text
        found: dict[str, Text] = {}
        self.tags(text, text.place, found, "\n".join(each or "-" for each in around))
        figures = tuple(found.items())
        printed = _ESCAPED.sub("{{", with_figures(text, figures))
        return PlacedText(printed, text.place, text.markdown, figures)

    def placed(self, text: PlacedText) -> PlacedText | Missing:
        """Return a text of a structured appendix with its figures printed."""
        if not may_hold_tag(text):
            return text
        found: dict[str, Text] = {}
        self.tags(str(text), text.place, found)
        whole = FIGURE.fullmatch(text.strip())
        gap = found.get(figure_tag(whole[1]).key) if whole else None
        if isinstance(gap, Missing):
            return gap
        figures = tuple(found.items())
        return PlacedText(with_figures(text, figures), text.place, str(text), figures)

    def text(self, text: Text) -> Text:
        """Return a text of paper.yaml with its figures printed; a gap that is all of it stays."""
        if isinstance(text, Missing):
            return text
        whole = FIGURE.fullmatch(text.strip())
        printed = self.line(text)
        name = figure_tag(whole[1]).name if whole else ""
        missing = whole and self.draft and name not in self.figures.values
        return Missing(f"figures.{name}") if missing else printed

    def line(self, text: str) -> str:
        if not may_hold_tag(text):
            return text
        place = self.figures.files.places.get(
            text, Place(f"{self.figures.files.folder}/paper.yaml")
        )
        found: dict[str, Text] = {}
        self.tags(text, place, found, text)
        return with_figures(text, tuple(found.items()))

    def used(self) -> Iterator[Figure]:
        """Yield the figures that are printed, in the order of figures.yaml."""
        for name, made in self.figures.values.items():
            if name not in self.uses:
                continue
            yield Figure(
                name=name,
                label=made.entry.label or name.replace("_", " "),
                printed=made.printed,
                value=plain_number(made.value_in_unit),
                unit=made.unit,
                formula=made.formula,
                sources=made.sources,
                period=made.period,
                compared=made.compared,
                source_note=made.entry.source_note or "",
                place=self.figures.places[name],
                uses=tuple(self.uses[name]),
            )

    def with_sources(self, paper: Paper, used: Sequence[Figure]) -> tuple[InputFile, ...]:
        """Return the paper's files with those that its figures come from.

        Where anything is withheld, their checksums are too: they may hold what is withheld, and
        who knows all of a file but one number could try numbers until the checksum agrees.
        """
        files = {each.path: each for each in paper.files}
        public = "\n".join(self.texts.values())
        for path, data in self.figures.files.files.items():
            sourced = any(path == source.file for each in used for source in each.sources)
            if path in files or not (sourced or path == FIGURES_YAML or path in public):
                continue
            if path == FIGURES_YAML and not used:
                continue
            hidden = bool(paper.withheld) and (sourced or path == FIGURES_YAML)
            files[path] = InputFile(path, None if hidden else data)
        return tuple(files[path] for path in sorted(files))


def _in_row(node: SyntaxTreeNode) -> bool:
    """Say whether an inline text is that of a cell; the row is looked at as a whole."""
    return node.parent is not None and node.parent.type in {"td", "th"}


def _typed(node: SyntaxTreeNode) -> str:
    """Return what was typed for a part of a line; code in it is no tag."""
    if node.type == "figure":
        return str(node.meta["typed"])
    return node.content if node.type == "text" else " " if node.type.endswith("break") else ""
