"""What the hand-over sheet says of a build, as one value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.core import (
    RECOMMENDATIONS,
    Accepted,
    BackgroundPaper,
    Confirmed,
    Contact,
    Missing,
    Paper,
    Problem,
    Prose,
    Text,
    published,
    sha256,
    version_of,
)
from panel_papers.inputs import Removal
from panel_papers.law import Deadline, authority_of, exclusion_resolution, paragraphs_in_words
from panel_papers.output.built_paper import LARGE_PRINT, Build
from panel_papers.output.figures_register import Register
from panel_papers.output.manifest import RESTRICTED
from panel_papers.output.manifest_content import short_name
from panel_papers.output.pack.claims import Obstacle
from panel_papers.output.pack.finished import Pack, PackedPart
from panel_papers.output.upload_names import part_name, upload_name
from panel_papers.pdf import POINTS, VALIDATOR, printed_labels

"""The section that agenda and minutes quote."""


class BuiltFile(Struct, frozen=True):
    """One of the files: what it is for, where its pages are in the pack, and its checksum.

    `pages` is a file's number of pages, `part` its part of the pack; None where there is none.
    `upload_name` is the name under which the body has the clerk upload it, None where it says none.
    """

    name: str
    purpose: str
    size: int
    sha256: str
    pages: int | None
    part: PackedPart | None = None
    upload_name: str | None = None


class AppendixEntry(Struct, frozen=True):
    """An appendix as the agenda lists it, and its part of the pack."""

    number: str
    title: str
    part: PackedPart | None


class CleanedEntry(Struct, frozen=True):
    """A supplied file, and in words what was taken out of it; nothing if it was clean."""

    file: str
    removed: tuple[str, ...]


class ExemptItem(Struct, frozen=True):
    """An appendix that is not for publication.

    `paragraph` names the ground in full (“paragraph 3 of part 1 of Schedule 12A”), `reason` is the
    author's own. The title is the public one: this page lies outside `restricted/`.
    """

    number: str
    title: str
    paragraph: str
    reason: str


class AccessObstacle(Struct, frozen=True):
    """Why the pack does not claim what it could: in which part, where, and what to do."""

    part: str
    where: str | None
    found: str
    word: str
    acrobat: str


class Handover(Struct, frozen=True):
    """All that the hand-over sheet says, in the words and values of the paper.

    `recommendations` is None for a paper without that section, `register` for one without
    figures. `resolution` is the text that the meeting passes to exclude the public, its paragraphs
    parted by empty lines. `signed` numbers the appendices whose originals are signed digitally.
    `labels` are the numbered paragraphs of the report with their printed numbers. `confirmed` is
    what was calculated and found right.
    """

    paper: str
    draft: bool
    language: str
    title: Text
    short_title: Text
    report_to: Text
    meeting: date | Missing
    author: Text
    report_for: Text
    enquiries_to: Contact | Missing
    deadline: Deadline | None
    files: tuple[BuiltFile, ...]
    pages: int
    parts: tuple[PackedPart, ...]
    accessible: bool
    validator: str
    obstacles: tuple[AccessObstacle, ...]
    archival: bool
    archival_obstacles: tuple[AccessObstacle, ...]
    recommendations: Prose | Missing | None
    appendices: tuple[AppendixEntry, ...]
    background_papers: tuple[BackgroundPaper, ...]
    problems: tuple[Problem, ...]
    accepted: tuple[Accepted, ...] = ()
    cleaned: tuple[CleanedEntry, ...] = ()
    exempt: tuple[ExemptItem, ...] = ()
    resolution: str | None = None
    signed: tuple[str, ...] = ()
    register: Register | None = None
    labels: tuple[tuple[str, str], ...] = ()
    confirmed: tuple[Confirmed, ...] = ()


def handover_of(build: Build, register: Register | None = None) -> Handover:
    """Return what the sheet says of a build; nothing in it depends on where or when it ran.

    Files under `restricted/` are left out: not even their checksums are outside that folder.
    """
    paper, pack = build.paper, build.pack
    appendices = {
        appendix.number: part
        for appendix, part in zip(paper.appendices, pack.parts[2:], strict=False)
    }
    return Handover(
        paper=paper.name,
        draft=build.draft,
        language=paper.language,
        title=paper.title,
        short_title=paper.short_title,
        report_to=paper.report_to,
        meeting=paper.date,
        author=paper.author,
        report_for=paper.report_for,
        enquiries_to=paper.enquiries_to,
        deadline=build.deadline,
        files=tuple(_files(build, appendices)),
        pages=pack.pages,
        parts=pack.parts,
        accessible=pack.accessible,
        validator=f"{VALIDATOR} {version_of(VALIDATOR)}",
        obstacles=_obstacles(pack, pack.obstacles),
        archival=pack.archival,
        archival_obstacles=_obstacles(pack, pack.archival_obstacles),
        recommendations=next((s.prose for s in paper.sections if s.name == RECOMMENDATIONS), None),
        appendices=tuple(
            AppendixEntry(each.label, each.title, appendices.get(each.number))
            for each in paper.appendices
        ),
        background_papers=paper.background_papers,
        cleaned=tuple(
            CleanedEntry(short_name(each.file, paper), tuple(map(_removed, each.removed)))
            for each in build.cleaned
        ),
        exempt=tuple(
            ExemptItem(
                number=appendix.label,
                title=appendix.title,
                paragraph=f"{paragraphs_in_words(why.paragraphs)} of {authority_of(paper)}",
                reason=why.reason,
            )
            for appendix, why in paper.withheld
        ),
        resolution=exclusion_resolution(paper) or None,
        signed=tuple(paper.label_of(each.number) for each in build.cleaned if each.signed),
        register=register if register and register.figures else None,
        labels=_labels(build),
        confirmed=build.confirmed,
        problems=tuple(_placed(each, paper) for each in published(build.problems)),
        accepted=tuple(
            replace(each, problem=_placed(problem, paper))
            for each in build.accepted
            for problem in published([each.problem])
        ),
    )


def _placed(problem: Problem, paper: Paper) -> Problem:
    """Return a problem whose place is relative to the paper's folder, wherever that lies."""
    return replace(
        problem, place=replace(problem.place, file=short_name(problem.place.file, paper))
    )


def _removed(removal: Removal) -> str:
    """Return in words what was taken out: “comments (2), under the heading “Costs””."""
    where = f", {removal.where}" if removal.where else ""
    return f"{removal.what} ({removal.count}){where}"


def _labels(build: Build) -> tuple[tuple[str, str], ...]:
    """Return the numbered paragraphs of the report, where the paper has recommendations."""
    if all(each.name != RECOMMENDATIONS for each in build.paper.sections):
        return ()
    mark = "-draft" if build.draft else ""
    return printed_labels(build.files.get(f"{build.paper.name}-report{mark}.docx", b""))


def _files(build: Build, appendices: Mapping[int, PackedPart]) -> Iterator[BuiltFile]:
    report = next(iter(build.pack.parts[1:]), None)
    for name, data in build.files.items():
        if name.startswith(f"{RESTRICTED}/"):
            continue
        if name in build.parts:
            yield _separate_file(build, name, data)
            continue
        kind = name.replace("-draft.", ".").removeprefix(f"{build.paper.name}-")
        found = re.fullmatch(r"appendix-(\d+)\.docx", kind)
        purpose, pages, part = "part of the build", None, None
        if kind == "pack.pdf":
            purpose, pages = _pack_purpose(draft=build.draft), build.pack.pages
        elif kind == f"pack-{LARGE_PRINT}.pdf" and build.large_print is not None:
            kind = f"{LARGE_PRINT}.pdf"
            purpose, pages = _large_print_purpose(build.large_print), build.large_print.pages
        elif kind == f"{build.paper.name}.html":
            kind, purpose = "web-page.html", "the paper as a web page"
        elif kind == "figures.csv":
            purpose = "the figures register: each number and where it comes from"
        elif kind == "report.docx":
            purpose, part = "the report by itself, in Word", report
        elif found:
            purpose = f"appendix {build.paper.label_of(int(found[1]))} by itself, in Word"
            part = appendices.get(int(found[1]))
        if part is not None:
            pages = part.last_page - part.first_page + 1
        upload = None if build.draft else upload_name(build.paper, kind)
        yield BuiltFile(name, purpose, len(data), sha256(data), pages, part, upload)


def _obstacles(pack: Pack, obstacles: Sequence[Obstacle]) -> tuple[AccessObstacle, ...]:
    return tuple(
        AccessObstacle(
            part="The pack" if each.part is None else pack.parts[each.part].title,
            where=each.where,
            found=each.found,
            word=each.rule.word,
            acrobat=each.rule.acrobat,
        )
        for each in obstacles
    )


def _separate_file(build: Build, name: str, data: bytes) -> BuiltFile:
    """Return a part that is a PDF of its own, named as it is to be uploaded."""
    part = build.parts[name]
    (own,) = part.pack.parts
    in_pack = next((each for each in build.pack.parts if each.title == own.title), None)
    what = part_name(build.paper, part.kind)
    claim = "accessible: PDF/UA-1" if part.pack.accessible else "it does not claim to be accessible"
    purpose = f"the {what} by itself, as PDF, its pages numbered from 1 ({claim})"
    if part.kind != "report":
        purpose = purpose.removeprefix("the ")
    return BuiltFile(name, purpose, len(data), sha256(data), part.pack.pages, in_pack)


def _large_print_purpose(pack: Pack) -> str:
    """Say what the pack in large print is, and which of its parts are not enlarged."""
    claim = "accessible: PDF/UA-1" if pack.accessible else "it does not claim to be accessible"
    purpose = f"the pack in large print, {POINTS} point, its pages numbered by themselves ({claim})"
    small = [part.title for part in pack.parts if part.engine is None]
    if small:
        purpose += f"; not enlarged, as it was supplied as a PDF: {'; '.join(small)}"
    return purpose


def _pack_purpose(*, draft: bool) -> str:
    if draft:
        return "a draft of the pack, not to be published"
    return "the pack to publish: contents page, report and appendices as one PDF"
