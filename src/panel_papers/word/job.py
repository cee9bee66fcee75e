"""One Word document in the making: templates filled, composed, their values placed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from docx.document import Document

from panel_papers.errors import InputsError, Level, Place, Problem, TemplatesError
from panel_papers.model import FromTemplate, Paper, Section
from panel_papers.word.compose import compose
from panel_papers.word.fields import paper_fields
from panel_papers.word.fill import fill
from panel_papers.word.marks import marked_as_draft, take_off_marks
from panel_papers.word.package import repair, to_bytes
from panel_papers.word.place import Placer
from panel_papers.word.slots import Slots
from panel_papers.word.templates import HOUSE, Templates


@dataclass(frozen=True)
class Written:
    """A document made in Word: as delivered, and as the pack takes it (without its own numbers).

    `problems` holds warnings and advice.
    """

    docx: bytes
    for_pack: bytes
    problems: tuple[Problem, ...]


class Job:
    """One Word document in the making: its filled parts and what was found wrong on the way."""

    def __init__(self, paper: Paper, templates: Templates, title: str) -> None:
        self._paper, self._templates, self._title = paper, templates, title
        self._slots = Slots()
        self._parts: list[Document] = []
        self._template_problems: list[Problem] = []
        self._input_problems: list[Problem] = []

    def add(self, name: str, fields: Mapping[str, Any]) -> None:
        """Fill one template and put it behind the parts so far."""
        document = self._fill(name, fields)
        if document is not None:
            self._parts.append(document)

    def expect_prose(self, section: Section) -> None:
        """Note it as a fault of the template if a section's text is printed nowhere."""
        if not self._template_problems and not self._slots.prints(section.prose):
            name = section.name.replace("-", "_")
            self._template_problems.append(
                Problem(
                    "text-not-printed",
                    Place(self._templates.path(section.name)),
                    f"the template has no “{{{{ {name} }}}}”, so the section’s text would be lost",
                    f"a paragraph that holds “{{{{ {name} }}}}”",
                )
            )

    def expect_all(self, content: FromTemplate) -> None:
        """Note it as a fault of the inputs if something that an appendix says is printed nowhere."""
        for leaf, name in () if self._template_problems else _leaves(content.fields, ""):
            if not self._slots.prints(leaf):
                self._input_problems.append(
                    Problem(
                        "text-not-printed",
                        getattr(leaf, "place", Place(self._templates.path(content.template))),
                        f"“{name}” is printed nowhere by the template “{content.template}”",
                        "a field that the template prints",
                        "check the spelling, or put the field into the template in Word",
                    )
                )

    def write(self, *, draft: bool, delivered: bool = True) -> Written:
        """Compose, place the values, and return the document in its two forms."""
        house = self._fill(HOUSE, paper_fields(self._paper))
        if house is None or self._template_problems:
            raise TemplatesError(self._template_problems)
        document = compose(house, self._parts)
        placer = Placer(document, self._slots, Place(self._templates.path(HOUSE)))
        placer.place()
        self._template_problems += placer.template_problems
        self._input_problems += placer.input_problems
        for fault, problems in (
            (TemplatesError, self._template_problems),
            (InputsError, self._input_problems),
        ):
            if any(p.level is Level.ERROR for p in problems):
                raise fault(problems)
        repair(document)
        self._set_properties(document)
        docx = to_bytes(marked_as_draft(document) if draft else document) if delivered else b""
        take_off_marks(document)
        return Written(docx, to_bytes(document), tuple(self._input_problems))

    def _fill(self, name: str, fields: Mapping[str, Any]) -> Document | None:
        try:
            return fill(self._templates[name], fields, self._slots, stationery=name == HOUSE)
        except TemplatesError as error:
            self._template_problems += error.problems
            return None

    def _set_properties(self, document: Document) -> None:
        """Set the document's properties from the paper; dates are the meeting's, never the clock's."""
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


def _leaves(value: Any, name: str) -> Iterator[tuple[Any, str]]:
    """Yield each text, table and picture that `value` holds, with its name: “chapters 2, title”."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _leaves(inner, f"{name}, {key}" if name else str(key))
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for number, inner in enumerate(value, 1):
            yield from _leaves(inner, f"{name} {number}")
    elif value not in (None, ""):
        yield value, name
