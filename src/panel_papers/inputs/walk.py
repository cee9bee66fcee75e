"""One walk through a paper's folder: each file that something asks for is read, and noted."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from panel_papers.core import (
    AlternativeText,
    Appendix,
    Body,
    Content,
    FromTemplate,
    Level,
    Place,
    Problem,
    Prose,
    Restriction,
    Stage,
    WordFile,
    working_on,
)
from panel_papers.inputs.appendices import Supplied, read_appendix, reader_for
from panel_papers.inputs.appendices.sheet_parts import Part
from panel_papers.inputs.bodies import read_body
from panel_papers.inputs.paper_fields import AppendixEntry
from panel_papers.inputs.results import FigureFiles, RestrictedFile
from panel_papers.inputs.section_files import LEFT_OUT, PAPER_YAML, SectionWalk
from panel_papers.inputs.source import LARGEST_FILE, LARGEST_TEXT, plain_path
from panel_papers.inputs.text import read_text
from panel_papers.inputs.yaml.document import Tree, YamlText, read_yaml
from panel_papers.inputs.yaml.schema import ValueFault
from panel_papers.inputs.yaml.value_types import (
    SAYS_NONE,
    as_alternative_text,
    as_choice,
    as_row_number,
    is_safe_name,
    one_line,
)

FIGURES_YAML = "figures.yaml"
DATA = "data/"
_DATA_ENDINGS = (".csv", ".xlsx")


_LISTS = ("background_papers", "appendices", "accepted")


class _Said(NamedTuple):
    """What paper.yaml says of how the file of an appendix is to be read."""

    alternative_text: AlternativeText | None
    annotations: str | None
    signature: str | None
    row_headers: bool | None
    part: Part


class Walk(SectionWalk):
    """One walk through a folder: paper.yaml, then what it names."""

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
                hint = f"add “- {name.removesuffix('.md')}” below “sections:” in paper.yaml, or "
                hint += "delete the file"
                level = Level.WARNING
            else:
                found = f"The paper does not use the file “{name}”"
                hint = "below “appendices:” in paper.yaml, add “- {title: …, file: …}” with its "
                hint += "path; or move it out of the folder"
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
            isinstance(each, str) and SAYS_NONE.fullmatch(each.strip())
            for each in _alone(document.value.get(key))
        )
    }
    return replace(document, value={**document.value, **empty}) if empty else document


def _alone(value: Tree) -> list[Tree]:
    """Return a value, or the only item of a list; nothing of a list of several."""
    if isinstance(value, list):
        return value if len(value) == 1 else []
    return [value]
