"""A paper's folder as one `Paper`, or every problem in it at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec.structs import asdict, replace

from panel_papers.core import (
    Acceptance,
    Appendix,
    BackgroundPaper,
    Body,
    Contact,
    Content,
    FromTemplate,
    InputFile,
    InputsError,
    Lateness,
    Level,
    Missing,
    PackOptions,
    Paper,
    Place,
    Problem,
    Prose,
    Section,
    Withheld,
    as_restricted,
    may_hold_tag,
)
from panel_papers.inputs.added_fields import fields_of_bodies
from panel_papers.inputs.cover import cover_rows
from panel_papers.inputs.own_fields import given_fields
from panel_papers.inputs.paper_fields import Enquiries, PaperFields
from panel_papers.inputs.paper_yaml import check_paper, value_at
from panel_papers.inputs.results import ReadPaper, ReadRestricted, RestrictedFile, UnreadPaperError
from panel_papers.inputs.section_files import PAPER_YAML
from panel_papers.inputs.source import Source
from panel_papers.inputs.walk import DATA, FIGURES_YAML, Walk, restriction_of
from panel_papers.inputs.yaml.document import YamlText
from panel_papers.inputs.yaml.value_types import one_line


def read_paper(
    folder: Path, *, draft: bool = False, bodies: Path | None = None, body: str | None = None
) -> ReadPaper:
    """Return the paper that a folder under `inputs` holds.

    `bodies` is the folder of profiles; without it, the body that a paper names says nothing.
    `body` is the body of a paper that names none.
    Restricted appendices are not opened: what is made from this paper cannot hold them. Raises
    UnreadPaperError with the problems in all files, TemplatesError with those of a profile. In a
    draft, what a paper cannot do without may be missing: it becomes `Missing` and a warning.
    """
    reading = Walk(Source(folder), draft)
    try:
        document = reading.paper_yaml()
    except InputsError as error:
        figures = reading.figure_files()
        raise UnreadPaperError([*error.problems, *reading.problems], (), figures) from error
    profile = reading.body(document, bodies, body)
    document = _with_body(document, profile)
    checked = check_paper(document, draft=draft)
    reading.problems += checked.problems
    sections = reading.sections(document, profile)
    cover = cover_rows(document, profile, draft=draft)
    own, problems_of_own = given_fields(document, profile, draft=draft)
    if profile is not None or (body or document.value.get("body")) is None:
        # of a body that cannot be read, nothing is known
        reading.problems += [*cover.problems, *problems_of_own]
    contents = reading.contents_of_appendices(document)
    figures = replace(reading.figure_files(), places=_tagged(document))
    # nobody has said that a file which nothing uses is public: its name goes into no public file
    strays = list(as_restricted(reading.strays()))
    if checked.fields is None or any(p.level is Level.ERROR for p in reading.problems):
        prose = [s.prose for s in sections if isinstance(s.prose, Prose)]
        problems = [*reading.left_out, *reading.problems, *strays]
        filled = [each for each, _ in contents.values() if isinstance(each, FromTemplate)]
        templates = [each.template for each in filled]
        raise UnreadPaperError(problems, prose, figures, templates, sections)
    paper = _paper(reading.source, checked.fields, sections, contents, document)
    appendices = _lettered(paper.appendices, profile)
    blank = {each.name for each in fields_of_bodies(bodies)} if bodies else set()
    blank -= {each.name for each in own}
    paper = replace(
        paper,
        body=profile,
        cover=(*cover.rows, *own),
        blank_fields=tuple(sorted(blank)),
        appendices=appendices,
    )
    if paper.withheld:
        published, unpublished = tuple(reading.problems), tuple(strays)
    else:
        published, unpublished = (*reading.problems, *strays), ()
    return ReadPaper(paper, published, figures, unpublished, tuple(reading.left_out))


def read_restricted(folder: Path, paper: Paper) -> ReadRestricted:
    """Return the paper with the content of its restricted appendices.

    To be called when the public files are finished. Raises InputsError with the problems in the
    restricted files, or where paper.yaml or a file has changed since `paper` was read.
    """
    reading = Walk(Source(folder), draft=True)
    document = _with_body(reading.paper_yaml(), paper.body)
    fields = check_paper(document, draft=True).fields
    if fields is None or _withheld(fields, document) != {
        each.number: replace(each, letter="", name="") for each, _ in paper.withheld
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
        replace(found[each.number][0], letter=each.letter, name=each.name)
        if each.number in found
        else each
        for each in paper.appendices
    )
    files = {each.path: each for each in (*paper.files, *reading.source.files())}
    whole = replace(
        paper,
        appendices=appendices,
        files=tuple(files[path] for path in sorted(files)),
        places=document.places,
    )
    sources = tuple(source for _, source in found.values())
    return ReadRestricted(whole, sources, tuple(reading.problems))


def _with_body(document: YamlText, body: Body | None) -> YamlText:
    """Return what paper.yaml says, with nation and language where the body alone says them."""
    if body is None:
        return document
    said = {"nation": body.nation, "language": body.language}
    given = {key: value for key, value in said.items() if value and not document.value.get(key)}
    return replace(document, value={**document.value, **given}) if given else document


def _lettered(appendices: Sequence[Appendix], body: Body | None) -> tuple[Appendix, ...]:
    """Return appendices with the letters by which their body knows them, where it has letters."""
    if body is None or not body.lettered_appendices:
        return tuple(appendices)
    return tuple(replace(each, letter=_letters(each.number)) for each in appendices)


def _letters(number: int) -> str:
    """Return the letters of a number from 1: A to Z, then AA, AB."""
    before, last = divmod(number - 1, 26)
    return (_letters(before) if before else "") + chr(ord("A") + last)


def _withheld(fields: PaperFields, document: YamlText) -> dict[int, Appendix]:
    """Return what the public gets in the place of each restricted appendix, by its number."""
    found = {}
    for number, entry in enumerate(fields.appendices, 1):
        restriction = restriction_of(entry)
        if restriction is not None:
            title, place = restriction.public_title, document.place(("appendices", number - 1))
            found[number] = Appendix(number, title, Withheld(restriction), place, restriction)
    return found


def _changed(source: Source) -> InputsError:
    found = "The paper’s files were changed while it was built"
    place = source.place(PAPER_YAML)
    return InputsError([Problem("inputs-changed", place, found, "", "run the command again")])


def _also_public(paper: Paper, sources: Sequence[RestrictedFile]) -> Iterator[Problem]:
    """Yield a problem for each restricted file of which the public part uses a copy."""
    for source in sources:
        for public in paper.files:
            if public.data == source.data:
                yield Problem(
                    "restricted-and-public",
                    Place(PAPER_YAML, where=f"appendix {source.number}"),
                    f"This restricted file is also published: “{public.path}” is a copy of it",
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
        replace(
            withheld.get(number) or Appendix(number, entry.title, *contents[number - 1]),
            name=entry.name or "",
        )
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
            Acceptance(**asdict(entry), place=document.place(("accepted", index)))
            for index, entry in enumerate(fields.accepted)
        ),
        pack=PackOptions(**asdict(fields.pack)),
        late=Lateness(fields.late.urgency, fields.late.lateness) if fields.late else None,
        places={} if withheld else document.places,
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
        if isinstance(text, str) and may_hold_tag(text):
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
