"""The files of a paper's sections: Markdown or Word, one for each section."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from msgspec import Struct, field
from msgspec.structs import replace

from panel_papers.core import (
    Body,
    InputsError,
    Level,
    Missing,
    Place,
    Problem,
    Prose,
    Section,
    Stage,
    as_restricted,
    leave_out,
    working_on,
)
from panel_papers.inputs.appendices import Supplied
from panel_papers.inputs.picture_paths import picture_paths
from panel_papers.inputs.sections import listed_sections
from panel_papers.inputs.source import LARGEST_TEXT, Source
from panel_papers.inputs.text import read_text
from panel_papers.inputs.yaml.document import YamlText
from panel_papers.inputs.yaml.value_types import is_safe_name

PAPER_YAML = "paper.yaml"
LEFT_OUT = "This part was left out."
"""What is checked instead of a file that exceeded its budget; it is never published."""

_OTHER_TEXTS = (".doc", ".odt", ".rtf", ".txt", ".dotx", ".docm", ".pages")


class SectionWalk(Struct):
    """One walk through a folder: the problems so far, and the files that something asked for."""

    source: Source
    draft: bool
    problems: list[Problem] = field(default_factory=list)
    used: set[str] = field(default_factory=lambda: {PAPER_YAML})
    withheld: set[str] = field(default_factory=set)
    pictures: dict[str, bytes] = field(default_factory=dict)
    """The pictures that public prose names, by their paths."""
    left_out: list[Problem] = field(default_factory=list)
    """Why files were left out that exceeded their budget, where the rest is read without them."""

    @contextmanager
    def gathering(self, *, restricted: bool = False) -> Iterator[None]:
        """Note the problems of one file, marked if it is restricted, and continue."""
        try:
            yield
        except InputsError as error:
            self.problems += as_restricted(error.problems) if restricted else error.problems

    def sections(self, document: YamlText, body: Body | None = None) -> list[Section]:
        """Return the sections that can be read, in their order."""
        found = []
        for name, heading, listed in listed_sections(document, body):
            path = f"{name}.md"
            if not is_safe_name(name) or path in self.used:
                continue  # the schema reports it
            self.used.add(path)
            with self.gathering():
                asked_at = listed or self.source.place(path)
                word = f"{name}.docx"
                if self.source.exists(word) and not self._twice(path, word):
                    found.append(
                        Section(name, self._from_word(word, asked_at, body), heading, listed)
                    )
                elif not self._unreadable(name):
                    found.append(Section(name, self._prose(path, asked_at), heading, listed))
        return found

    def _twice(self, path: str, word: str) -> bool:
        """Report a section that is there as Markdown and as a Word file."""
        self.used.add(word)
        if not self.source.exists(path):
            return False
        self.problems.append(
            Problem(
                "section-twice",
                self.source.place(word),
                f"The section is there twice, as “{path}” and as “{word}”",
                "one file for each section",
                "keep the file that is right, and move the other one out of the folder",
            )
        )
        return True

    def _from_word(self, path: str, asked_at: Place, body: Body | None) -> Prose | Missing:
        """Return the prose of a section that was written in Word."""
        from panel_papers.inputs.word_sections import (  # noqa: PLC0415 - for Word files only
            forms_of,
            read_section,
        )

        place = self.source.place(path)
        data = self.source.read(path, asked_at)
        if self._left_out(place):
            return Prose(LEFT_OUT, Place(place.file, 1, 1))
        with working_on(place, Stage.READING):
            forms = forms_of(body, path.removesuffix(".docx"))
            read = read_section(Supplied(data, place, None, asked_at), path, forms)
        self.problems += self._in_draft(read.problems)
        if not read.prose.markdown.strip():
            return self._missing_section(f"The section’s file “{path}” is empty", path, place)
        self.pictures |= read.pictures
        return read.prose

    def _in_draft(self, problems: Sequence[Problem]) -> list[Problem]:
        """Return problems as they matter: a draft may have notes to its author."""
        return [
            replace(each, level=Level.WARNING)
            if self.draft and each.code == "section-comments"
            else each
            for each in problems
        ]

    def _unreadable(self, name: str) -> bool:
        """Report a section that was written as another kind of file than Markdown or Word."""
        if self.source.exists(f"{name}.md"):
            return False
        for ending in _OTHER_TEXTS:
            path = f"{name}{ending}"
            if self.source.exists(path):
                self.used.add(path)
                self.problems.append(
                    Problem(
                        "section-not-markdown",
                        self.source.place(path),
                        f"The section “{name}” is supplied as “{path}”, and sections are read from "
                        "Word files (.docx) and Markdown files (.md) only",
                        f"{name}.docx or {name}.md",
                        f"save “{path}” in Word as a Word Document, “{name}.docx”, and move the "
                        "other file out of the folder",
                    )
                )
                return True
        return False

    def _prose(self, path: str, asked_at: Place) -> Prose | Missing:
        if self.draft and not self.source.exists(path):
            return self._missing_section(f"The section’s file “{path}” is missing", path, asked_at)
        place = self.source.place(path)
        data = self.source.read(path, asked_at, limit=LARGEST_TEXT)
        if self._left_out(place):
            return Prose(LEFT_OUT, Place(place.file, 1, 1))
        with working_on(place, Stage.READING):
            text = read_text(data, place)
        if not text.strip():
            return self._missing_section(f"The section’s file “{path}” is empty", path, place)
        self._read_pictures(text, place)
        return Prose(text, Place(place.file, 1, 1))

    def _read_pictures(self, markdown: str, asked_at: Place) -> None:
        """Read the pictures that a text names; its parser reports those that are not there."""
        for path in picture_paths(markdown):
            if path not in self.pictures and self.source.exists(path):
                with self.gathering():
                    self.pictures[path] = self.source.read(path, asked_at)
                    self.used.add(path)

    def _left_out(self, place: Place) -> bool:
        """Say whether a file is left out, as it exceeded its budget in an attempt before."""
        problem = leave_out(place.file)
        if problem:
            self.left_out.append(problem)
        return problem is not None

    def _missing_section(self, found: str, path: str, place: Place) -> Missing:
        hint = f"write the section’s text into {path}, or delete it from “sections:” in paper.yaml"
        level = Level.WARNING if self.draft else Level.ERROR
        self.problems.append(Problem("missing-section", place, found, "", hint, level))
        return Missing(path)
