"""The folder of Word templates, read as the build asks for them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.part import XmlPart
from docx.oxml.ns import qn

from panel_papers.core import (
    InputFile,
    InputsError,
    Place,
    Problem,
    Section,
    Stage,
    TemplatesError,
    did_you_mean,
    working_on,
)
from panel_papers.inputs import Supplied, read_word, template_files
from panel_papers.word.filling.fill import WordTemplate, opened
from panel_papers.word.filling.misnamed import misnamed_template, save_as_hint
from panel_papers.word.filling.outside import outside_problems

HOUSE = "house"
SECTION = "section"
"""The general template, of sections that have none of their own."""
_ROOTS = {
    RT.STYLES: "w:styles",
    RT.NUMBERING: "w:numbering",
    RT.SETTINGS: "w:settings",
    RT.HEADER: "w:hdr",
    RT.FOOTER: "w:ftr",
}
"""What the parts of a document are, by the relationship that leads to them."""


class Templates:
    """The Word templates of one folder, by name without the suffix."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[str, WordTemplate] = {}

    def __getitem__(self, name: str) -> WordTemplate:
        """Return a template; raises TemplatesError where there is none that can be used.

        It cannot where it does not open, or would fetch or run something.
        """
        template = self.to_check(name)
        if template.outside:
            raise TemplatesError(template.outside)
        return template

    def to_check(self, name: str) -> WordTemplate:
        """Return a template that opens, to be looked at only; raises TemplatesError without one."""
        if name not in self._read:
            self._read[name] = self._open(name)
        return self._read[name]

    def missing(self, name: str, asked_at: Place, *, asked: bool = True) -> TemplatesError | None:
        """Return the problem of asking for a template that is not there, or None.

        With `asked`, an entry “template: …” asks for it.
        """
        if name in self._read or (self._folder / f"{name}.docx").is_file():
            return None
        found = f"There is no template {self.path(name)}"
        return self._absent(
            asked_at, f"{found}, which “template: {name}” asks for" if asked else found, name
        )

    def of_section(self, section: Section) -> str:
        """Return the name of a section's template: its own, or the general one for its heading.

        Raises TemplatesError where it has neither.
        """
        name = section.name
        if name != SECTION and (name in self._read or (self._folder / f"{name}.docx").is_file()):
            return name
        if section.heading is not None:
            return SECTION
        there = [path.stem for path in template_files(self._folder)]
        misnamed = name not in there and misnamed_template(self._folder, name) is not None
        if not there or misnamed:
            place = Place(self.path(name))
            raise self._absent(place, f"There is no template {self.path(name)}", name)
        near = did_you_mean(name, there)
        ways = (
            f"give the section a heading in “sections” (“- {name}: The heading”), or make a "
            f"template {name}.docx from a similar one in Word"
        )
        raise TemplatesError(
            [
                Problem(
                    "no-template",
                    section.listed_at or Place(self.path(name)),
                    f"The section “{name}” has no heading, and there is no template "
                    f"{self.path(name)}",
                    "",
                    f"{near} Otherwise {ways}" if near else ways,
                )
            ]
        )

    def path(self, name: str) -> str:
        """Return a template's path as a problem names it."""
        return (self._folder / f"{name}.docx").as_posix()

    @property
    def used(self) -> tuple[InputFile, ...]:
        """The templates that were asked for, in the order of their names."""
        return tuple(InputFile(f"{n}.docx", self._read[n].data) for n in sorted(self._read))

    @property
    def opened(self) -> tuple[WordTemplate, ...]:
        """The templates that were asked for, in the order of their names."""
        return tuple(self._read[name] for name in sorted(self._read))

    def _absent(self, place: Place, found: str, name: str) -> TemplatesError:
        there = [path.stem for path in template_files(self._folder)]
        misnamed = misnamed_template(self._folder, name)
        if not there and misnamed is None:  # whichever is asked for, so it is reported once
            return TemplatesError([self._without_any()])
        hint = did_you_mean(name, there) or "copy a similar template, and change it in Word"
        if misnamed is not None:
            found += f", but there is “{misnamed.name}”"
            hint = save_as_hint(misnamed.name, f"{name}.docx")
        return TemplatesError([Problem("no-template", place, found, "", hint)])

    def _without_any(self) -> Problem:
        """Return the problem that the folder has no Word template at all, or does not exist."""
        has = "has no Word templates" if self._folder.is_dir() else "does not exist"
        return Problem(
            "no-template",
            Place(self._folder.as_posix()),
            f"The folder of templates {has}",
            "",
            "go to the folder that holds “inputs” and “templates” (type “cd” and its path), "
            "and run the command again; or add “--templates FOLDER” to it",
        )

    def _open(self, name: str) -> WordTemplate:
        path = self._folder / f"{name}.docx"
        place = Place(self.path(name))
        if not path.is_file():
            raise self._absent(place, f"There is no template {self.path(name)}", name)
        with working_on(place, Stage.READING, TemplatesError):
            return _looked_at(self.path(name), bytes_of(path))


def bytes_of(path: Path) -> bytes:
    """Return what a Word file holds; raises TemplatesError where the system does not let us."""
    try:
        return path.read_bytes()
    except OSError as error:
        found = f"“{path.name}” cannot be read ({error.strerror or error})"
        hint = (
            "close it in Word and in other programs, and run the command again; if that does "
            "not help, ask IT whether you may open this file"
        )
        place = Place(path.as_posix())
        raise TemplatesError([Problem("unreadable-file", place, found, "", hint)]) from error


@lru_cache(maxsize=64)  # a process that builds many papers reads the same templates again
def _looked_at(file: str, data: bytes) -> WordTemplate:
    """Return a template that opens; raises TemplatesError for one that does not."""
    place = Place(file)
    try:
        read_word(Supplied(data, place, None, place))
    except InputsError as error:
        raise TemplatesError(error.problems) from error
    try:
        docx, told = opened(WordTemplate(file, data))
        parts = _parts_of(docx.docx)
        _ = docx.docx.styles, docx.docx.settings
    except Exception as error:  # python-docx raises whatever a damaged file leads it to
        asked, _ = outside_problems(file, data)
        if asked:  # it looks for parts where they cannot be
            raise TemplatesError(asked) from error
        if isinstance(error, TemplatesError):
            raise
        found, hint = (
            "A part of the template is missing or damaged",
            "open it in Word and save it again",
        )
        raise TemplatesError([Problem("damaged-file", place, found, "", hint)]) from error
    template = WordTemplate(file, data, *outside_problems(file, data, docx.docx))
    if _parts_of(docx.docx) == parts:  # where one is absent, python-docx has just put its own in
        template.opened.append((docx, told))
    return template


def _parts_of(document: Document) -> list[str]:
    """Return how the parts of a document are called.

    Raises ValueError where one is not what it is said to be.
    """
    for relation in document.part.rels.values():
        wanted = _ROOTS.get(relation.reltype)
        if wanted is None:
            continue
        part = relation.target_part  # raises ValueError where it leads out of the file
        if not isinstance(part, XmlPart) or part.element.tag != qn(wanted):
            raise ValueError(f"{part.partname} is no {wanted}")
    return list(document.part.rels)
