"""A paper's folder as one `Paper`, or every fault in it at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from panel_papers.body import Body
from panel_papers.errors import InputsError, Level, Place, Problem
from panel_papers.inputs.appendices import Supplied, read_appendix, reader_for
from panel_papers.inputs.bodies import read_body
from panel_papers.inputs.paper_yaml import (
    AppendixEntry,
    Enquiries,
    PaperFields,
    check_paper,
    listed_sections,
    value_at,
)
from panel_papers.inputs.source import LARGEST_FILE, LARGEST_TEXT, Source, plain_path
from panel_papers.inputs.text import read_text
from panel_papers.inputs.values import is_safe_name, one_line
from panel_papers.inputs.yaml_text import Tree, YamlText, read_yaml
from panel_papers.model import (
    Acceptance,
    Appendix,
    BackgroundPaper,
    Contact,
    Content,
    InputFile,
    Lateness,
    Missing,
    PackOptions,
    Paper,
    Prose,
    Restriction,
    Section,
    Withheld,
)

PAPER_YAML = "paper.yaml"
FIGURES_YAML = "figures.yaml"
DATA = "data/"
_DATA_ENDINGS = (".csv", ".xlsx")


@dataclass(frozen=True)
class FigureFiles:
    """figures.yaml and the files in the folder `data`, by their paths in the paper's folder.

    `folder` is that folder as places name it. `withheld` are the paths of restricted appendices:
    their files are not opened. `places` tells where paper.yaml has a text with a tag in it.
    """

    folder: str
    files: Mapping[str, bytes]
    withheld: frozenset[str] = frozenset()
    places: Mapping[str, Place] = field(default_factory=dict)


@dataclass(frozen=True)
class ReadPaper:
    """A paper as typed, with warnings and advice about its inputs.

    `figures` are the files that its figures come from; they are not put in yet. Where anything is
    withheld, these files are not among those of the paper: perhaps only what is withheld uses
    them. `unpublished` holds those that only the user may be told, as they name files that perhaps
    nobody else should know of.
    """

    paper: Paper
    problems: tuple[Problem, ...]
    figures: FigureFiles
    unpublished: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class RestrictedFile:
    """A restricted appendix as its author supplied it, and what paper.yaml says only of it."""

    number: int
    title: str
    path: str
    data: bytes
    alternative_text: str | None


@dataclass(frozen=True)
class ReadRestricted:
    """The paper with its restricted appendices in, the files they came from, and warnings."""

    paper: Paper
    sources: tuple[RestrictedFile, ...]
    problems: tuple[Problem, ...]


class UnreadPaperError(InputsError):
    """The faults of a paper that cannot be had, and what could be read all the same."""

    def __init__(
        self, problems: Sequence[Problem], prose: Sequence[Prose], figures: FigureFiles
    ) -> None:
        super().__init__(problems)
        self.prose = tuple(prose)
        self.figures = figures


def read_paper(folder: Path, *, draft: bool = False, bodies: Path | None = None) -> ReadPaper:
    """Return the paper that a folder under `inputs` holds.

    `bodies` is the folder of profiles; without it, the body that a paper names says nothing.
    Restricted appendices are not opened: what is made from this paper cannot hold them. Raises
    UnreadPaperError with the faults of all files, TemplatesError with those of a profile. In a
    draft, what a paper cannot do without may be missing: it becomes `Missing` and a warning.
    """
    reading = _Reading(Source(folder), draft)
    try:
        document = reading.paper_yaml()
    except InputsError as error:
        figures = reading.figure_files()
        raise UnreadPaperError([*error.problems, *reading.problems], (), figures) from error
    body = reading.body(document, bodies)
    document = _of_nation(document, body.nation if body else None)
    checked = check_paper(document, draft=draft)
    reading.problems += checked.problems
    sections = reading.sections(document)
    contents = reading.contents_of_appendices(document)
    figures = replace(reading.figure_files(), places=_tagged(document))
    strays = list(reading.strays())
    if checked.fields is None or any(p.level is Level.ERROR for p in reading.problems):
        prose = [s.prose for s in sections if isinstance(s.prose, Prose)]
        raise UnreadPaperError([*reading.problems, *strays], prose, figures)
    paper = _paper(reading.source, checked.fields, sections, contents, document)
    paper = replace(paper, body=body)
    if paper.withheld:
        return ReadPaper(paper, tuple(reading.problems), figures, tuple(strays))
    return ReadPaper(paper, (*reading.problems, *strays), figures)


def read_restricted(folder: Path, paper: Paper) -> ReadRestricted:
    """Return the paper with the content of its restricted appendices.

    To be called when the public files are finished. Raises InputsError with the faults of the
    restricted files, or where paper.yaml or a file has changed since `paper` was read.
    """
    reading = _Reading(Source(folder), draft=True)
    document = _of_nation(reading.paper_yaml(), paper.nation if paper.body else None)
    fields = check_paper(document, draft=True).fields
    if fields is None or _withheld(fields, document) != {
        each.number: each for each, _ in paper.withheld
    }:
        raise _changed(reading.source)
    found = {}
    for number in _withheld(fields, document):
        with reading.gathering():
            found[number] = reading.restricted(document, number, fields.appendices[number - 1])
    reading.problems += _also_public(paper, [source for _, source in found.values()])
    if any(p.level is Level.ERROR for p in reading.problems):
        raise InputsError(reading.problems)
    appendices = tuple(
        found[each.number][0] if each.number in found else each for each in paper.appendices
    )
    files = {each.path: each for each in (*paper.files, *reading.source.files())}
    whole = replace(
        paper, appendices=appendices, files=tuple(files[path] for path in sorted(files))
    )
    sources = tuple(source for _, source in found.values())
    return ReadRestricted(whole, sources, tuple(reading.problems))


@dataclass
class _Reading:
    """One walk through a folder: the problems so far, and the files that something asked for."""

    source: Source
    draft: bool
    problems: list[Problem] = field(default_factory=list)
    used: set[str] = field(default_factory=lambda: {PAPER_YAML})
    withheld: set[str] = field(default_factory=set)

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

    def body(self, document: YamlText, bodies: Path | None) -> Body | None:
        """Return the profile of the body that paper.yaml names; None where it names none."""
        key = document.value.get("body")
        if bodies is None or not isinstance(key, str) or not is_safe_name(one_line(key)):
            return None  # the schema tells of a name that is none
        with self.gathering():
            body = read_body(bodies, one_line(key), document.place(("body",)))
            nation = document.value.get("nation")
            if isinstance(nation, str) and one_line(nation) != body.nation:
                found = f"the nation “{one_line(nation)}”"
                wanted = f"“{body.nation}”, the nation of {body.name} ({body.path})"
                place = document.place(("nation",))
                hint = "delete the line: the body says the nation"
                self.problems.append(Problem("nation-of-body", place, found, wanted, hint))
            return body
        return None

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
        contents: dict[int, tuple[Content, Place]] = {}
        withheld: dict[int, Path] = {}
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
                    self.withheld.add(plain)
                    reader_for(plain, asked_at)
                    withheld[index] = self.source.find(plain, asked_at)
                else:
                    contents[index] = self._content(plain, asked_at, _alternative_text(entry))
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
        return FigureFiles(folder, found, frozenset(self.withheld))

    def _both(self, document: YamlText, withheld: Mapping[int, Path]) -> Iterator[Problem]:
        """Yield a fault for each restricted file that the public part of the paper uses too."""
        public = [self.source.folder / each.path for each in self.source.files()]
        for index, path in withheld.items():
            if any(path.samefile(each) for each in public):
                yield Problem(
                    "restricted-and-public",
                    document.place(("appendices", index, "file")),
                    "a restricted file that the paper publishes too",
                    "a file that is either public or restricted",
                    "make both entries restricted, or give the public one a file of its own",
                )

    def restricted(
        self, document: YamlText, number: int, entry: AppendixEntry
    ) -> tuple[Appendix, RestrictedFile]:
        """Return a restricted appendix with its content; raises InputsError with its faults."""
        asked_at = document.place(("appendices", number - 1, "file"))
        path = plain_path(entry.file.strip(), asked_at)
        content, place = self._content(path, asked_at, entry.alt)
        source = RestrictedFile(
            number, entry.title, path, self.source.read(path, asked_at), entry.alt
        )
        restriction = _restriction(entry)
        return Appendix(number, entry.title, content, place, restriction), source

    def _content(
        self, path: str, asked_at: Place, alternative_text: str | None
    ) -> tuple[Content, Place]:
        place = self.source.place(path)
        reader_for(path, asked_at)
        data = self.source.read(path, asked_at)
        read = read_appendix(path, Supplied(data, place, alternative_text, asked_at))
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
                found, wanted = f"“{name}”, which is no section of this paper", "a listed section"
                hint = f"did you mean to list “{name.removesuffix('.md')}” in “sections”?"
                level = Level.WARNING
            else:
                found, wanted = f"“{name}”, which nothing uses", "files that the paper uses"
                hint = "list it in “appendices”, or take it out of the folder"
                level = Level.ADVICE
            yield Problem("unused-file", place, found, wanted, hint, level)


def _of_nation(document: YamlText, nation: str | None) -> YamlText:
    """Return what paper.yaml says, with the nation where the body and not the paper says it."""
    if nation is None or document.value.get("nation"):
        return document
    return replace(document, value={**document.value, "nation": nation})


def _alternative_text(entry: dict[str, Tree]) -> str | None:
    text = entry.get("alt")
    return (one_line(text) or None) if isinstance(text, str) else None


def _restriction(entry: AppendixEntry) -> Restriction | None:
    if entry.restricted is None:
        return None
    paragraphs = sorted({int(each) for each in entry.restricted.paragraph})
    public_title = entry.restricted.public_title or entry.title
    return Restriction(tuple(paragraphs), entry.restricted.reason, public_title)


def _withheld(fields: PaperFields, document: YamlText) -> dict[int, Appendix]:
    """Return what the public gets in the place of each restricted appendix, by its number."""
    found = {}
    for number, entry in enumerate(fields.appendices, 1):
        restriction = _restriction(entry)
        if restriction is not None:
            title, place = restriction.public_title, document.place(("appendices", number - 1))
            found[number] = Appendix(number, title, Withheld(restriction), place, restriction)
    return found


def _changed(source: Source) -> InputsError:
    found, wanted = "it has changed while the paper was built", "inputs that stay as they are"
    place = source.place(PAPER_YAML)
    return InputsError([Problem("inputs-changed", place, found, wanted, "run again")])


def _also_public(paper: Paper, sources: Sequence[RestrictedFile]) -> Iterator[Problem]:
    """Yield a fault for each restricted file whose very copy the public part of the paper uses."""
    for source in sources:
        for public in paper.files:
            if public.data == source.data:
                yield Problem(
                    "restricted-and-public",
                    Place(PAPER_YAML, where=f"appendix {source.number}"),
                    f"a restricted file whose copy “{public.path}” the paper publishes",
                    "a file that is either public or restricted",
                    f"take “{public.path}” out of the paper, or make it restricted too",
                )


def _paper(
    source: Source,
    fields: PaperFields,
    sections: list[Section],
    contents: dict[int, tuple[Content, Place]],
    document: YamlText,
) -> Paper:
    withheld = _withheld(fields, document)
    appendices = tuple(
        withheld.get(number) or Appendix(number, entry.title, *contents[number - 1])
        for number, entry in enumerate(fields.appendices, 1)
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
        files=tuple(_public(source, contents) if withheld else source.files()),
        nation=fields.nation,
        accepted=tuple(
            Acceptance(**entry.model_dump(), place=document.place(("accepted", index)))
            for index, entry in enumerate(fields.accepted)
        ),
        pack=PackOptions(**fields.pack.model_dump()),
        late=Lateness(fields.late.urgency, fields.late.lateness) if fields.late else None,
    )


def _public(source: Source, contents: Mapping[int, tuple[Content, Place]]) -> Iterator[InputFile]:
    """Yield what may be said of the files of a paper from which something is withheld."""
    appendices = {place.file for _, place in contents.values()}
    for each in source.files():
        if each.path == PAPER_YAML:
            yield InputFile(each.path, None)
        elif source.place(each.path).file in appendices or not (
            each.path == FIGURES_YAML or each.path.startswith(DATA)
        ):
            yield each


def _tagged(document: YamlText) -> dict[str, Place]:
    """Return the place of each text of paper.yaml that holds a tag, by the text."""
    found: dict[str, Place] = {}
    for path, place in document.values.items():
        text = value_at(document.value, path)
        if isinstance(text, str) and "{{" in text:
            found.setdefault(one_line(text), place)
    return found


def _contact(enquiries: Enquiries | None) -> Contact | Missing:
    if enquiries is None:
        return Missing("enquiries_to")
    return Contact(
        enquiries.name or Missing("enquiries_to.name"),
        enquiries.role or Missing("enquiries_to.role"),
        enquiries.email or Missing("enquiries_to.email"),
    )
