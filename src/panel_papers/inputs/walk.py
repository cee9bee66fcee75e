"""One walk through a paper's folder: each file that something asks for is read, and noted."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct, field
from msgspec.structs import replace

from panel_papers.core import (
    AlternativeText,
    Appendix,
    Body,
    Content,
    FromTemplate,
    InputsError,
    Level,
    Missing,
    Place,
    Problem,
    Prose,
    Restriction,
    Section,
    Stage,
    WordFile,
    as_restricted,
    leave_out,
    working_on,
)
from panel_papers.inputs.appendices import Supplied, read_appendix, reader_for
from panel_papers.inputs.appendices.sheet_parts import Part
from panel_papers.inputs.bodies import read_body
from panel_papers.inputs.paper_yaml import AppendixEntry
from panel_papers.inputs.picture_paths import picture_paths
from panel_papers.inputs.results import FigureFiles, RestrictedFile
from panel_papers.inputs.sections import listed_sections
from panel_papers.inputs.source import LARGEST_FILE, LARGEST_TEXT, Source, plain_path
from panel_papers.inputs.text import read_text
from panel_papers.inputs.yaml.document import Tree, YamlText, read_yaml
from panel_papers.inputs.yaml.schema import ValueFault
from panel_papers.inputs.yaml.value_types import (
    as_alternative_text,
    as_choice,
    as_row_number,
    is_safe_name,
    one_line,
)

PAPER_YAML = "paper.yaml"
FIGURES_YAML = "figures.yaml"
DATA = "data/"
_DATA_ENDINGS = (".csv", ".xlsx")


LEFT_OUT = "This part was left out."
"""What is checked instead of a file that exceeded its budget; it is never published."""


_OTHER_TEXTS = (".doc", ".odt", ".rtf", ".txt", ".dotx", ".docm", ".pages")
_LISTS = ("background_papers", "appendices", "accepted")
_NONE = re.compile(r"[(\[]?\s*(?:none|nil|n/?a|no|not applicable)\s*[)\].]?", re.IGNORECASE)


class _Said(NamedTuple):
    """What paper.yaml says of how the file of an appendix is to be read."""

    alternative_text: AlternativeText | None
    annotations: str | None
    signature: str | None
    row_headers: bool | None
    part: Part


class Walk(Struct):
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

    def paper_yaml(self) -> YamlText:
        """Return what paper.yaml says; raises InputsError where it cannot be read at all."""
        place = self.source.place(PAPER_YAML)
        data = self.source.read(PAPER_YAML, place, limit=LARGEST_TEXT)
        with working_on(place, Stage.READING):
            return _without_none(read_yaml(read_text(data, place), place.file))

    def body(
        self, document: YamlText, bodies: Path | None, otherwise: str | None = None
    ) -> Body | None:
        """Return the profile of the body that paper.yaml names, or else of `otherwise`."""
        key = document.value.get("body", otherwise)
        if bodies is None or not isinstance(key, str) or not is_safe_name(one_line(key)):
            return None  # the schema reports a name that is none
        with self.gathering():
            body = read_body(bodies, one_line(key), document.place(("body",)))
            nation = document.value.get("nation")
            if isinstance(nation, str) and one_line(nation) != body.nation:
                found = f"The nation “{one_line(nation)}” is not that of {body.name} ({body.path})"
                wanted = f"“{body.nation}”"
                place = document.place(("nation",))
                hint = "delete the line, as the body’s profile says the nation"
                self.problems.append(Problem("nation-of-body", place, found, wanted, hint))
            return body
        return None

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
                    found.append(Section(name, self._from_word(word, asked_at), heading, listed))
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

    def _from_word(self, path: str, asked_at: Place) -> Prose | Missing:
        """Return the prose of a section that was written in Word."""
        from panel_papers.inputs.word_sections import (  # noqa: PLC0415 - for Word files only
            read_section,
        )

        place = self.source.place(path)
        data = self.source.read(path, asked_at)
        if self._left_out(place):
            return Prose(LEFT_OUT, Place(place.file, 1, 1))
        with working_on(place, Stage.READING):
            read = read_section(Supplied(data, place, None, asked_at), path)
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
        hint = f"write the section’s text into {path}, or leave it out of “sections”"
        level = Level.WARNING if self.draft else Level.ERROR
        self.problems.append(Problem("missing-section", place, found, "", hint, level))
        return Missing(path)

    def contents_of_appendices(self, document: YamlText) -> dict[int, tuple[Content, Place]]:
        """Return what each appendix that can be read holds, and its file's place, by its index."""
        entries = document.value.get("appendices")
        contents: dict[int, tuple[Content, Place]] = {}
        withheld: dict[int, Path] = {}
        for index, entry in enumerate(entries if isinstance(entries, list) else []):
            path = ("appendices", index, "file")
            file = entry.get("file") if isinstance(entry, dict) else None
            if not isinstance(entry, dict) or not isinstance(file, str) or not file.strip():
                continue  # the schema reports it
            if path in document.spoiled:
                continue
            with self.gathering(restricted="restricted" in entry):
                asked_at = document.place(path)
                plain = plain_path(file.strip(), asked_at)
                self.used.add(plain)
                # also where “restricted:” is empty: someone meant to keep it from the public
                if "restricted" in entry:
                    self.withheld.add(plain)
                    reader_for(plain, asked_at)
                    withheld[index] = self.source.find(plain, asked_at)
                elif self._left_out(place := self.source.place(plain)):
                    self.source.read(plain, asked_at)
                    contents[index] = _left_out_content(), place
                else:
                    content, place = self._content(
                        plain,
                        asked_at,
                        _Said(
                            _alternative_text(entry),
                            _line(entry, "annotations"),
                            _line(entry, "signature"),
                            _row_headers(entry),
                            _part(entry),
                        ),
                    )
                    contents[index] = content, place
                    body = content.fields.get("body") if isinstance(content, FromTemplate) else None
                    if isinstance(body, Prose):
                        self._read_pictures(body.markdown, place)
        self.problems += self._both(document, withheld)
        return contents

    def figure_files(self) -> FigureFiles:
        """Return figures.yaml and the files of data, but for those of restricted appendices."""
        found = {}
        for path in self.source.listing():
            data = path.startswith(DATA) and path.lower().endswith(_DATA_ENDINGS)
            if (data or path == FIGURES_YAML) and path not in self.withheld:
                self.used.add(path)
                with self.gathering():
                    limit = LARGEST_FILE if data else LARGEST_TEXT
                    found[path] = self.source.read(path, self.source.place(path), limit=limit)
        folder = self.source.folder.as_posix()
        return FigureFiles(folder, found, frozenset(self.withheld), pictures=self.pictures)

    def _both(self, document: YamlText, withheld: Mapping[int, Path]) -> Iterator[Problem]:
        """Yield a problem for each restricted file that the public part of the paper uses too."""
        public = [self.source.folder / each.path for each in self.source.files()]
        for index, path in withheld.items():
            if any(path.samefile(each) for each in public):
                yield Problem(
                    "restricted-and-public",
                    document.place(("appendices", index, "file")),
                    "This restricted file is also published in the paper",
                    "a file that is either public or restricted",
                    "make both entries restricted, or give the public one a file of its own",
                )

    def restricted(
        self, document: YamlText, number: int, entry: AppendixEntry
    ) -> tuple[Appendix, RestrictedFile]:
        """Return a restricted appendix with its content; raises InputsError with its problems."""
        asked_at = document.place(("appendices", number - 1, "file"))
        path = plain_path(entry.file.strip(), asked_at)
        part = Part(entry.sheet, entry.header_row, entry.range)
        said = _Said(entry.alt, entry.annotations, entry.signature, entry.row_headers, part)
        content, place = self._content(path, asked_at, said)
        source = RestrictedFile(
            number, entry.title, path, self.source.read(path, asked_at), _texts_of(entry.alt)
        )
        restriction = restriction_of(entry)
        return Appendix(number, entry.title, content, place, restriction), source

    def _content(
        self,
        path: str,
        asked_at: Place,
        said: _Said,
    ) -> tuple[Content, Place]:
        place = self.source.place(path)
        reader_for(path, asked_at)
        data = self.source.read(path, asked_at)
        supplied = Supplied(data, place, said.alternative_text, asked_at)
        supplied = replace(
            supplied,
            annotations=said.annotations,
            signature=said.signature,
            row_headers=said.row_headers,
            part=said.part,
        )
        with working_on(place, Stage.READING):
            read = read_appendix(path, supplied)
        self.problems += read.problems
        return read.content, place

    def strays(self) -> Iterator[Problem]:
        """Yield a problem for each file in the folder that nothing asked for."""
        for path in self.source.listing():
            if path in self.used:
                continue
            place = self.source.place(path)
            name = place.file.rpartition("/")[2]
            if "/" not in path and name.endswith(".md"):
                found = f"“{name}” is not a section of this paper, so it does not print"
                hint = f"list “{name.removesuffix('.md')}” in “sections”, or delete the file"
                level = Level.WARNING
            else:
                found = f"The paper does not use the file “{name}”"
                hint = "list it in “appendices”, or take it out of the folder"
                level = Level.SUGGESTION
            yield Problem("unused-file", place, found, "", hint, level)


def _left_out_content() -> WordFile:
    """Return what is checked instead of an appendix that exceeded its budget."""
    import docx  # noqa: PLC0415 - for such files only

    document = docx.Document()
    document.add_paragraph(LEFT_OUT)
    document.save(made := io.BytesIO())
    return WordFile(made.getvalue())


def _alternative_text(entry: dict[str, Tree]) -> AlternativeText | None:
    text = entry.get("alt")
    if not isinstance(text, str | dict):
        return None
    try:
        return as_alternative_text(text) or None
    except ValueFault:  # the schema reports it
        return None


def _texts_of(alternative: AlternativeText | None) -> tuple[str, ...]:
    if alternative is None or isinstance(alternative, str):
        return (alternative,) if alternative else ()
    return tuple(alternative.values())


def _line(entry: dict[str, Tree], key: str) -> str | None:
    text = entry.get(key)
    return (one_line(text) or None) if isinstance(text, str) else None


def _row_headers(entry: dict[str, Tree]) -> bool | None:
    """Return what an entry says of its table's first column; the schema says what is wrong."""
    said = entry.get("row_headers")
    if not isinstance(said, str):
        return None
    try:
        return as_choice(said)
    except ValueFault:
        return None


def _part(entry: dict[str, Tree]) -> Part:
    """Return what an entry asks for of a workbook; the schema reports what is wrong."""
    row = _line(entry, "header_row")
    try:
        number = None if row is None else as_row_number(row)
    except ValueFault:
        number = None
    return Part(_line(entry, "sheet"), number, _line(entry, "range"))


def restriction_of(entry: AppendixEntry) -> Restriction | None:
    """Return why an appendix is restricted, or None for a public one."""
    if entry.restricted is None:
        return None
    paragraphs = sorted({int(each) for each in entry.restricted.paragraph})
    public_title = entry.restricted.public_title or entry.title
    return Restriction(tuple(paragraphs), entry.restricted.reason, public_title)


def _without_none(document: YamlText) -> YamlText:
    """Return what paper.yaml says, with no items in a list of which it says that there are none.

    People type “None” there, as the printed report has it.
    """
    empty: dict[str, Tree] = {
        key: []
        for key in _LISTS
        if any(
            isinstance(each, str) and _NONE.fullmatch(each.strip())
            for each in _alone(document.value.get(key))
        )
    }
    return replace(document, value={**document.value, **empty}) if empty else document


def _alone(value: Tree) -> list[Tree]:
    """Return a value, or the only item of a list; nothing of a list of several."""
    if isinstance(value, list):
        return value if len(value) == 1 else []
    return [value]
