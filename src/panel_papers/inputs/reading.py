"""A paper's folder as one `Paper`, or every fault in it at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from panel_papers.errors import InputsError, Level, Place, Problem
from panel_papers.inputs.appendices import Supplied, read_appendix, reader_for
from panel_papers.inputs.paper_yaml import (
    Enquiries,
    PaperFields,
    check_paper,
    listed_sections,
)
from panel_papers.inputs.source import LARGEST_TEXT, Source, plain_path
from panel_papers.inputs.text import read_text
from panel_papers.inputs.values import is_safe_name, one_line
from panel_papers.inputs.yaml_text import Tree, YamlText, read_yaml
from panel_papers.model import (
    Appendix,
    BackgroundPaper,
    Contact,
    Content,
    Missing,
    Paper,
    Prose,
    Section,
)

PAPER_YAML = "paper.yaml"


@dataclass(frozen=True)
class ReadPaper:
    """A paper, with warnings and advice about its inputs."""

    paper: Paper
    problems: tuple[Problem, ...]


class UnreadPaperError(InputsError):
    """The faults of a paper that cannot be had, and the prose that could be read all the same."""

    def __init__(self, problems: Sequence[Problem], prose: Sequence[Prose]) -> None:
        super().__init__(problems)
        self.prose = tuple(prose)


def read_paper(folder: Path, *, draft: bool = False) -> ReadPaper:
    """Return the paper that a folder under `inputs` holds.

    Raises InputsError with the faults of all its files: UnreadPaperError once paper.yaml could be
    read. In a draft, what a paper cannot do without
    may be missing: it becomes `Missing` and a warning.
    """
    reading = _Reading(Source(folder), draft)
    document = reading.paper_yaml()
    checked = check_paper(document, draft=draft)
    reading.problems += checked.problems
    sections = reading.sections(document)
    contents = reading.contents_of_appendices(document)
    reading.tell_of_strays()
    if checked.fields is None or any(p.level is Level.ERROR for p in reading.problems):
        prose = [s.prose for s in sections if isinstance(s.prose, Prose)]
        raise UnreadPaperError(reading.problems, prose)
    paper = _paper(reading.source, checked.fields, sections, contents)
    return ReadPaper(paper, tuple(reading.problems))


@dataclass
class _Reading:
    """One walk through a folder: the problems so far, and the files that something asked for."""

    source: Source
    draft: bool
    problems: list[Problem] = field(default_factory=list)
    used: set[str] = field(default_factory=lambda: {PAPER_YAML})

    @contextmanager
    def gathering(self) -> Iterator[None]:
        """Note the faults of one file, and go on with the next."""
        try:
            yield
        except InputsError as error:
            self.problems += error.problems

    def paper_yaml(self) -> YamlText:
        """Return what paper.yaml says; raises InputsError where it cannot be read at all."""
        place = self.source.place(PAPER_YAML)
        data = self.source.read(PAPER_YAML, place, limit=LARGEST_TEXT)
        return read_yaml(read_text(data, place), place.file)

    def sections(self, document: YamlText) -> list[Section]:
        """Return the sections that can be read, in their order."""
        found = []
        for name, listed in listed_sections(document):
            path = f"{name}.md"
            if not is_safe_name(name) or path in self.used:
                continue  # the schema tells of it
            self.used.add(path)
            with self.gathering():
                found.append(Section(name, self._prose(path, listed or self.source.place(path))))
        return found

    def _prose(self, path: str, asked_at: Place) -> Prose | Missing:
        if self.draft and not self.source.exists(path):
            return self._missing_section(f"“{path}” is missing", path, asked_at)
        place = self.source.place(path)
        text = read_text(self.source.read(path, asked_at, limit=LARGEST_TEXT), place)
        if not text.strip():
            return self._missing_section(f"“{path}” is empty", path, place)
        return Prose(text, Place(place.file, 1, 1))

    def _missing_section(self, found: str, path: str, place: Place) -> Missing:
        hint = f"write the section’s text into {path}, or leave it out of “sections”"
        level = Level.WARNING if self.draft else Level.ERROR
        self.problems.append(Problem("missing-section", place, found, "its text", hint, level))
        return Missing(path)

    def contents_of_appendices(self, document: YamlText) -> dict[int, tuple[Content, Place]]:
        """Return what each appendix that can be read holds, and its file's place, by its index."""
        entries = document.value.get("appendices")
        contents = {}
        for index, entry in enumerate(entries if isinstance(entries, list) else []):
            path = ("appendices", index, "file")
            file = entry.get("file") if isinstance(entry, dict) else None
            if not isinstance(entry, dict) or not isinstance(file, str) or not file.strip():
                continue  # the schema tells of it
            if path in document.spoiled:
                continue
            with self.gathering():
                asked_at = document.place(path)
                plain = plain_path(file.strip(), asked_at)
                self.used.add(plain)
                # also where “restricted:” stands empty: someone meant to keep it from the public
                if "restricted" in entry:
                    raise _restricted_not_yet(document.key_place((*path[:2], "restricted")))
                contents[index] = self._content(plain, asked_at, _alternative_text(entry))
        return contents

    def _content(
        self, path: str, asked_at: Place, alternative_text: str | None
    ) -> tuple[Content, Place]:
        place = self.source.place(path)
        reader_for(path, asked_at)
        data = self.source.read(path, asked_at)
        read = read_appendix(path, Supplied(data, place, alternative_text, asked_at))
        self.problems += read.problems
        return read.content, place

    def tell_of_strays(self) -> None:
        """Note each file in the folder that nothing asked for."""
        for path in self.source.listing():
            if path in self.used:
                continue
            place = self.source.place(path)
            name = place.file.rpartition("/")[2]
            if "/" not in path and name.endswith(".md"):
                found, wanted = f"“{name}”, which is no section of this paper", "a listed section"
                hint = f"did you mean to list “{name.removesuffix('.md')}” in “sections”?"
                level = Level.WARNING
            else:
                found, wanted = f"“{name}”, which nothing uses", "files that the paper uses"
                hint = "list it in “appendices”, or take it out of the folder"
                level = Level.ADVICE
            self.problems.append(Problem("unused-file", place, found, wanted, hint, level))


def _alternative_text(entry: dict[str, Tree]) -> str | None:
    text = entry.get("alt")
    return (one_line(text) or None) if isinstance(text, str) else None


def _restricted_not_yet(place: Place) -> InputsError:
    found, wanted = (
        "a restricted appendix",
        "public appendices only: this version cannot keep one back",
    )
    hint = "take the appendix out of this paper, and send it to those who may see it by itself"
    return InputsError([Problem("restricted-not-yet", place, found, wanted, hint)])


def _paper(
    source: Source,
    fields: PaperFields,
    sections: list[Section],
    contents: dict[int, tuple[Content, Place]],
) -> Paper:
    appendices = tuple(
        Appendix(index + 1, entry.title, *contents[index])
        for index, entry in enumerate(fields.appendices)
    )
    background_papers = tuple(
        BackgroundPaper(entry.title, entry.link_text, entry.url)
        for entry in fields.background_papers
    )
    return Paper(
        name=source.folder.name,
        title=fields.title or Missing("title"),
        short_title=fields.short_title or fields.title or Missing("title"),
        report_to=fields.report_to or Missing("report_to"),
        author=fields.author or Missing("author"),
        date=fields.date or Missing("date"),
        report_for=fields.report_for or Missing("for"),
        enquiries_to=_contact(fields.enquiries_to),
        divisions_affected=fields.divisions_affected,
        language=fields.language,
        sections=tuple(sections),
        background_papers=background_papers,
        appendices=appendices,
        files=source.files(),
    )


def _contact(enquiries: Enquiries | None) -> Contact | Missing:
    if enquiries is None:
        return Missing("enquiries_to")
    return Contact(
        enquiries.name or Missing("enquiries_to.name"),
        enquiries.role or Missing("enquiries_to.role"),
        enquiries.email or Missing("enquiries_to.email"),
    )
