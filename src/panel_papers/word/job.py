"""One Word document in the making: templates filled, composed, their values placed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime

from docx.document import Document
from msgspec import Struct

from panel_papers.core import (
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
    Section,
    Table,
    TemplatesError,
    Value,
    did_you_mean,
)
from panel_papers.inputs import only_what_shows
from panel_papers.word.composing.compose import compose
from panel_papers.word.fields import paper_fields
from panel_papers.word.filling.fill import fill, names_in
from panel_papers.word.filling.slots import Slot, Slots
from panel_papers.word.filling.templates import HOUSE, Templates
from panel_papers.word.language import set_language
from panel_papers.word.marks import mark_as_draft, remove_page_numbers_of
from panel_papers.word.origins import Origin, put_anchors
from panel_papers.word.package import repair, to_bytes
from panel_papers.word.paragraph_numbers import number_paragraphs
from panel_papers.word.place import Placer
from panel_papers.word.references import link_references
from panel_papers.word.xml import remove


class Written(Struct, frozen=True):
    """A document made in Word: as delivered, and as the pack takes it (without its own numbers).

    `problems` holds warnings and suggestions. `origins` has where each paragraph was typed, by the
    name of its anchor in the delivered document.
    """

    docx: bytes
    for_pack: bytes
    problems: tuple[Problem, ...]
    origins: Mapping[str, Origin] = {}


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

    def expect_prose(self, section: Section) -> None:
        """Note it as a fault of the template if a section's text is printed nowhere."""
        self._sections.append(section.prose)
        if not self._template_problems and not self._slots.prints(section.prose):
            name = section.name.replace("-", "_")
            file = self._templates.path(section.name)
            self._template_problems.append(section_not_printed(file, name))

    def expect_all(self, content: FromTemplate) -> None:
        """Note it as a fault of the inputs if something that an appendix says is printed nowhere.

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
                    near or "check the spelling, or put the field into the template in Word",
                )
            )

    def write(
        self, *, draft: bool, delivered: bool = True, links: Mapping[int, str] | None = None
    ) -> Written:
        """Compose, place the values, and return the document in its two forms.

        In the pack, references to the appendices of `links` lead to the addresses given there.
        """
        house = self._fill(HOUSE, paper_fields(self._paper))
        if house is None or self._template_problems:
            raise TemplatesError(self._template_problems)
        with self._damage_told():
            document = compose(house, self._parts)
            set_language(document, self._paper.language)
            placer = Placer(document, self._slots, Place(self._templates.path(HOUSE)))
            placer.place()
            if self._numbered:
                number_paragraphs(document, [b for s, b in placer.placed if self._is_section(s)])
        self._template_problems += placer.template_problems
        self._input_problems += placer.input_problems
        if any(p.level is Level.ERROR for p in self._template_problems):
            raise TemplatesError(self._template_problems)
        if any(p.level is Level.ERROR for p in self._input_problems):
            raise InputsError(self._input_problems)
        with self._damage_told():
            repair(document)
            self._set_properties(document)
            marks = mark_as_draft(document) if draft and delivered else []
            origins, anchors = put_anchors(document, placer.origins()) if delivered else ({}, [])
            docx = only_what_shows(to_bytes(document)) if delivered else b""
            for mark in [*marks, *anchors]:
                remove(mark)
            remove_page_numbers_of(document)
            link_references(document, links or {})
            for_pack = only_what_shows(to_bytes(document))
            problems = (*self._input_problems, *dict.fromkeys(self._left_out))
            return Written(docx, for_pack, problems, origins)

    @property
    def _numbered(self) -> bool:
        body = self._paper.body
        return body is not None and body.numbered_paragraphs

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
        """Tell what comes of templates whose XML is not as Word's schema has it.

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
            hint = "open each in Word and save it; if that does not help, report this error"
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
