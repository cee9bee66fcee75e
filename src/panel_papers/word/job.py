"""One Word document in the making: templates filled, composed, their values placed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date, datetime

from docx.document import Document
from msgspec import Struct

from panel_papers.core import (
    RECOMMENDATIONS,
    FromTemplate,
    InputsError,
    Level,
    Link,
    Missing,
    PanelPapersError,
    Paper,
    Picture,
    Place,
    PlacedText,
    Problem,
    Prose,
    Reference,
    Section,
    Table,
    TemplatesError,
    Value,
    did_you_mean,
)
from panel_papers.inputs import only_what_shows
from panel_papers.word.composing.compose import compose
from panel_papers.word.cover_order import order_rows
from panel_papers.word.fields import paper_fields, section_fields, text_field
from panel_papers.word.filling.fill import fill, names_asked, names_in
from panel_papers.word.filling.slots import Slot, Slots
from panel_papers.word.filling.templates import HOUSE, Templates
from panel_papers.word.language import set_language
from panel_papers.word.marks import mark_as_draft, remove_page_numbers_of
from panel_papers.word.origins import Origin, put_anchors
from panel_papers.word.outline import OutlinePart, outline_of
from panel_papers.word.package import repair, to_bytes
from panel_papers.word.paragraph_numbers import number_paragraphs
from panel_papers.word.place import Placer
from panel_papers.word.recommendation_numbers import number_recommendations
from panel_papers.word.referring import Written as WrittenText, refer
from panel_papers.word.xml import remove

COVER, CONTENTS = "cover-sheet", "contents"


class Written(Struct, frozen=True):
    """A document made in Word: as delivered, and as the pack takes it (without its own numbers).

    `problems` holds warnings and suggestions, `references` what its references by name stand for.
    `origins` has where each paragraph was typed, by the name of its anchor in `docx`; `outline` is
    what its templates say, for another form than Word.
    """

    docx: bytes
    for_pack: bytes
    problems: tuple[Problem, ...]
    references: tuple[Reference, ...] = ()
    origins: Mapping[str, Origin] = {}
    outline: tuple[OutlinePart, ...] = ()


class Job:
    """One Word document in the making: its filled parts and what was found wrong on the way."""

    def __init__(self, paper: Paper, templates: Templates, title: str) -> None:
        self._paper, self._templates, self._title = paper, templates, title
        self._slots = Slots()
        self._parts: list[Document] = []
        self._names: list[str] = []
        self._template_problems: list[Problem] = []
        self._input_problems: list[Problem] = []
        self._left_out: list[Problem] = []
        self._sections: list[Prose | Missing] = []

    def add(self, name: str, fields: Mapping[str, Value]) -> None:
        """Fill one template and put it behind the parts so far."""
        document = self._fill(name, fields)
        if document is not None:
            self._parts.append(document)
            self._names.append(name)

    def add_section(self, section: Section) -> None:
        """Fill the template of a section and put it behind the parts so far."""
        try:
            template = self._templates.of_section(section)
        except TemplatesError as error:
            self._template_problems += error.problems
            return
        self.add(template, section_fields(self._paper, section, template))
        self.expect_prose(section, template)

    def expect_prose(self, section: Section, template: str) -> None:
        """Note it as a problem in the template if a section's text or heading is not printed."""
        self._sections.append(section.prose)
        if self._template_problems:
            return
        file = self._templates.path(template)
        if not self._slots.prints(section.prose):
            self._template_problems.append(section_not_printed(file, text_field(template)))
        if isinstance(section.heading, PlacedText) and not self._slots.prints(section.heading):
            self._expect_heading(section.heading, template)

    def _expect_heading(self, heading: PlacedText, template: str) -> None:
        """Note it as a warning if a section's own template has other words for its heading."""
        words = {" ".join(p.text.split()) for p in self._parts[-1].paragraphs}
        if heading not in words:
            self._input_problems.append(
                Problem(
                    "heading-not-printed",
                    heading.place,
                    f"The heading “{heading}” is not printed, because {template}.docx has a "
                    "heading of its own",
                    "",
                    f"delete the heading here and keep “{template}”, or write another heading "
                    f"there in {self._templates.path(template)} to “{{{{ heading }}}}”",
                    Level.WARNING,
                )
            )

    def order_cover(self) -> None:
        """Put the rows of the cover sheet that are beside a usual one there."""
        if not self._template_problems:
            file = Place(self._templates.path(COVER))
            self._template_problems += order_rows(
                self._parts[-1], self._paper.cover, self._slots, file
            )

    def expect_cover(self) -> None:
        """Note it as a problem in the template if a row of the cover sheet is printed nowhere."""
        if self._template_problems:
            return
        for row in self._paper.cover:
            if row.own:
                continue
            if isinstance(row.text, PlacedText) and not self._slots.prints(row.text):
                rows = "cover_first" if row.first else "cover_rows"
                self._template_problems.append(
                    Problem(
                        "text-not-printed",
                        Place(self._templates.path(COVER)),
                        f"The template does not print the row “{row.label}” of the cover sheet",
                        "",
                        f"add three rows to its table in Word: {{%tr for row in {rows} %}}, "
                        "{{ row.label }}: with {{ row.text }} beside it, and {%tr endfor %}",
                    )
                )
                return

    def expect_fields(self) -> None:
        """Note it as a warning if no template asks for one of the body's own fields.

        One that a template only compares with something is used as it is meant to be.
        """
        filled = [r for r in self._paper.cover if r.own and isinstance(r.text, PlacedText)]
        if self._template_problems or not filled:
            return
        contents = (each.content for each in self._paper.appendices)
        others = [each.template for each in contents if isinstance(each, FromTemplate)]
        asked: set[str] = set()
        for name in (HOUSE, CONTENTS, *others):
            with suppress(TemplatesError):  # reported where it is filled
                asked |= names_asked(self._templates[name])
        for template in self._templates.opened:
            asked |= names_asked(template)
        self._input_problems += [
            Problem(
                "text-not-printed",
                row.text.place,
                f"No template prints the field “{row.name}”, which is filled in here",
                "",
                f"put {{{{ fields.{row.name} }}}} into a template in Word, or delete the line",
                Level.WARNING,
            )
            for row in filled
            if isinstance(row.text, PlacedText) and row.name not in asked
        ]

    def expect_all(self, content: FromTemplate) -> None:
        """Note it as a problem in the inputs if something that an appendix says is printed nowhere.

        What the template only compares with something (`{% if rating == "red" %}`) is used as it
        is meant to be.
        """
        if self._template_problems:
            return
        used, compared = names_in(self._templates[content.template])
        for leaf, path in _leaves(content.fields, ()):
            names = [step for step in path if isinstance(step, str)]
            if self._slots.prints(leaf) or names[-1] in compared:
                continue
            strange = next((name for name in names if name not in used), names[-1])
            near = None if strange in used else did_you_mean(strange, used - set(names))
            self._input_problems.append(
                Problem(
                    "text-not-printed",
                    _place_of(leaf) or Place(self._templates.path(content.template)),
                    f"The template “{content.template}” does not print “{_in_words(path)}”",
                    "",
                    near
                    or "either delete this line, or type its tag (such as “{{ NAME }}”) into "
                    "the template in Word",
                )
            )

    def write(
        self,
        *,
        draft: bool,
        delivered: bool = True,
        packed: bool = True,
        links: Mapping[str, str] | None = None,
    ) -> Written:
        """Compose, place the values, and return the document in its two forms, or one of them.

        In the pack, references to the appendices of `links` lead to the addresses given there.
        """
        house = self._fill(HOUSE, paper_fields(self._paper))
        if house is None or self._template_problems:
            raise TemplatesError(self._template_problems)
        with self._damage_told():
            parts = zip(self._names, self._parts, strict=True)
            outline = tuple(outline_of(name, part, self._slots) for name, part in parts)
            document = compose(house, self._parts)
            set_language(document, self._paper.language)
            placer = Placer(document, self._slots, Place(self._templates.path(HOUSE)))
            placer.place()
            sources = placer.origins()  # references join runs, in which values would be lost
            self._number(document, placer)
            referred = refer(document, self._paper, self._written(placer), RECOMMENDATIONS)
        self._template_problems += placer.template_problems
        self._input_problems += (*placer.input_problems, *referred.tied.problems)
        if any(p.level is Level.ERROR for p in self._template_problems):
            raise TemplatesError(self._template_problems)
        if any(p.level is Level.ERROR for p in self._input_problems):
            raise InputsError(self._input_problems)
        with self._damage_told():
            repair(document)
            self._set_properties(document)
            marks = mark_as_draft(document) if draft and delivered else []
            origins, anchors = put_anchors(document, sources) if delivered else ({}, [])
            docx = only_what_shows(to_bytes(document)) if delivered else b""
            for_pack = b""
            if packed:
                for mark in [*marks, *anchors]:
                    remove(mark)
                remove_page_numbers_of(document)
                referred.for_pack(links or {})
                for_pack = only_what_shows(to_bytes(document))
            problems = (*self._input_problems, *dict.fromkeys(self._left_out))
            tied = referred.tied.references
            return Written(docx, for_pack, problems, tied, origins, outline)

    def _number(self, document: Document, placer: Placer) -> None:
        """Give recommendations and paragraphs the numbers that the paper’s body asks for."""
        body = self._paper.body
        if body is None:
            return
        sections = [(slot, blocks) for slot, blocks in placer.placed if self._is_section(slot)]
        if form := body.numbered_recommendations:
            asked = [b for s, b in sections if s.value is self._recommendations and b]
            done = [each for each in asked if number_recommendations(document, each, form)]
            sections = [(s, b) for s, b in sections if not any(b is each for each in done)]
        if body.numbered_paragraphs:
            number_paragraphs(document, [blocks for _, blocks in sections])

    def _written(self, placer: Placer) -> WrittenText:
        """Return what the text of each section became, by the section’s name."""
        names = {id(each.prose): each.name for each in self._paper.sections}
        sections = {
            names[id(slot.value)]: blocks
            for slot, blocks in placer.placed
            if blocks and self._is_section(slot)
        }
        return WrittenText(placer.names, sections)

    @property
    def _recommendations(self) -> Prose | Missing | None:
        named = (each.prose for each in self._paper.sections if each.name == RECOMMENDATIONS)
        return next(named, None)

    def _is_section(self, slot: Slot) -> bool:
        return any(slot.value is prose for prose in self._sections)

    def _fill(self, name: str, fields: Mapping[str, Value]) -> Document | None:
        try:
            template = self._templates[name]
            self._left_out += template.left_out
            return fill(template, fields, self._slots, stationery=name == HOUSE)
        except TemplatesError as error:
            self._template_problems += error.problems
            return None

    @contextmanager
    def _damage_told(self) -> Iterator[None]:
        """Report what comes of templates whose XML is not as Word's schema has it.

        No schema is at hand to hold them to, and such XML leads python-docx, and us, anywhere.
        """
        try:
            yield
        except PanelPapersError:
            raise
        except Exception as error:
            words = f"{type(error).__name__}: {error}".removesuffix(": ")
            names = ", ".join(dict.fromkeys([*self._names, HOUSE]))
            found = f"The templates ({names}) could not be made into one document ({words})"
            wanted = "templates as Word saves them"
            hint = (
                "open each in Word and save it; if the message comes back, send it and the "
                "templates to whoever looks after Panel Papers (usually IT)"
            )
            place = Place(self._templates.path(HOUSE))
            raise TemplatesError(
                [Problem("templates-not-composed", place, found, wanted, hint)]
            ) from error

    def _set_properties(self, document: Document) -> None:
        """Set the properties from the paper; the dates are the meeting's, never the clock's."""
        properties = document.core_properties
        paper = self._paper
        properties.title = self._title[:255]  # the most that Word's schema takes
        properties.author = properties.last_modified_by = str(paper.author)[:255]
        properties.subject = str(paper.report_to)[:255]
        properties.language = paper.language
        properties.comments = properties.keywords = properties.category = ""
        properties.revision = 1
        day = paper.date if isinstance(paper.date, date) else date(1980, 1, 1)
        properties.created = properties.modified = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - python-docx wants it so


def section_not_printed(file: str, name: str) -> Problem:
    """Return the problem of a template that has no tag for the text of its section."""
    return Problem(
        "text-not-printed",
        Place(file),
        f"The template has no “{{{{ {name} }}}}”, so the section’s text would be lost",
        "",
        f"add a paragraph with “{{{{ {name} }}}}” to the template in Word",
    )


Leaf = str | Missing | Link | Prose | Table | Picture
Path = tuple[str | int, ...]


def _leaves(value: Value, path: Path) -> Iterator[tuple[Leaf, Path]]:
    """Yield each text, table and picture that `value` holds, with the way to it."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _leaves(inner, (*path, key))
    elif isinstance(value, Leaf):
        if value != "":
            yield value, path
    elif value is not None:
        for number, inner in enumerate(value, 1):
            yield from _leaves(inner, (*path, number))


def _place_of(leaf: Leaf) -> Place | None:
    return leaf.place if isinstance(leaf, PlacedText | Prose | Table | Picture) else None


def _in_words(path: Path) -> str:
    """Say the way to a field: “chapters 2, title”."""
    return "".join(f" {s}" if isinstance(s, int) else f", {s}" for s in path).removeprefix(", ")
