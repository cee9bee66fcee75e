"""The papers of a meeting, each built by the pipeline of papers, in a form that travels."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import nullcontext

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.checks import KnownTexts, Secret
from panel_papers.core import (
    LABELS,
    Missing,
    PanelPapersError,
    Paper,
    Place,
    Problem,
    Restriction,
    Settings,
    as_restricted,
    sha256,
)
from panel_papers.inputs import PaperHead, paper_folder, read_paper
from panel_papers.meetings.exempt_items import exclusion_problems
from panel_papers.meetings.model import Meeting
from panel_papers.output import Piece, Rendered


class ReadFile(Struct, frozen=True):
    """A file that a paper was made of; `sha256` is None where it may not be known."""

    path: str
    sha256: str | None


class WithheldAppendix(Struct, frozen=True):
    """A restricted appendix by what readers know it by, and what the public may know of it."""

    label: str
    restriction: Restriction


class PaperFacts(Struct, frozen=True):
    """What an agenda says of a paper, and what shows whether it is one for the meeting.

    `labels` are what its body calls the author, and what the paper is for.
    """

    name: str
    title: str
    author: str
    report_for: str
    enquiries: str
    date: datetime.date | None
    body: str | None
    labels: tuple[str, str]
    withheld: tuple[WithheldAppendix, ...]


class Released(Struct, frozen=True):
    """An appendix that was restricted, and why: its finished part, its file by its checksum."""

    label: str
    restriction: Restriction
    piece: Piece
    digest: str


class BuiltPaper(Struct, frozen=True):
    """A paper that is ready to be joined: its facts, and its parts as finished PDFs.

    `restricted` are those that the public may not see: each of an exempt paper, which has no other
    `pieces`; of another its restricted appendices. `secrets` are what these say, `known` what the
    public may read, both for the search of leaks. `released` are appendices that were restricted
    and are public by now, which its `pieces` do not have. `page` is the paper as a web page; None
    for an exempt one, and where the page would not have the words of the paper.
    """

    facts: PaperFacts
    pieces: tuple[Piece, ...]
    inputs: tuple[ReadFile, ...]
    problems: tuple[Problem, ...]
    restricted: tuple[Piece, ...] = ()
    known: KnownTexts | None = None
    secrets: tuple[Secret, ...] = ()
    restricted_inputs: tuple[ReadFile, ...] = ()
    page: bytes | None = None
    released: tuple[Released, ...] = ()
    exempt_sums: tuple[str, str] = ("", "")
    """The checksums of all files that its restricted parts are made of, and of these parts."""
    apart: bool = False
    """Whether each of its pieces was made by itself, so that links in it count from itself."""
    judged: bool = True
    """Whether a validator has seen its parts in a pack of its own, and its problems report that."""


class CheckedPaper(Struct, frozen=True):
    """What the checks find in a paper; without facts where it could not be read."""

    facts: PaperFacts | None
    problems: tuple[Problem, ...]


class Withheld(Struct, frozen=True):
    """What of a meeting’s papers is exempt: whole ones, but none of the appendices `released`.

    Both by the names of the papers. `any` says whether anything is: leaks are searched for then.
    """

    any: bool
    exempt: Mapping[str, Restriction]
    released: Mapping[str, tuple[str, ...]]


def built_paper(
    settings: Settings, item_pdf: Callable[[Paper], str], withheld: Withheld, name: str
) -> BuiltPaper:
    """Return a paper's parts; raises PanelPapersError as a build of the paper does.

    All parts of an exempt one are restricted. For the search of leaks, it has its texts. `item_pdf`
    is what the PDF of its item is called.
    """
    from panel_papers.build import (  # noqa: PLC0415 - loaded in the child process
        make_parts,
        restricted_parts,
        restricted_problems,
    )
    from panel_papers.checks import (  # noqa: PLC0415 - loaded in the child process
        known_texts,
        read_whole,
        secrets_of,
        secrets_of_paper,
    )
    from panel_papers.law import page_mark  # noqa: PLC0415 - as above
    from panel_papers.pdf import ready_engine  # noqa: PLC0415 - as above

    exempt = withheld.exempt
    to_item = None if name in exempt else item_pdf
    if name in exempt:
        settings = replace(settings, cache=None)  # nothing restricted is kept anywhere else
    marking = restricted_problems() if name in exempt else nullcontext()
    with ready_engine(settings.engine, soffice=settings.soffice) as choice, marking:
        build, pieces = make_parts(name, settings, choice, item_pdf=to_item)
    restricted = tuple(restricted_parts(build))
    secrets = secrets_of(build, f" of the paper “{name}”")
    known = read_whole(known_texts(build)) if withheld.any and name not in exempt else None
    if name in exempt:
        mark = page_mark(build.paper, exempt[name])
        restricted, pieces = tuple(replace(each, mark=mark) for each in pieces), ()
        secrets = secrets_of_paper(build, f"the exempt paper “{name}”")
    of_restricted = tuple(_read_files(build.restricted.paper if build.restricted else build.paper))
    built = BuiltPaper(
        facts=_facts(build.paper),
        pieces=pieces,
        inputs=tuple(_read_files(build.paper)),
        restricted_inputs=of_restricted,
        problems=as_restricted(build.problems) if name in exempt else build.problems,
        restricted=restricted,
        known=known,
        secrets=secrets,
        page=build.files.get(f"{name}.html"),
        judged=build.pack.written,
        exempt_sums=(
            sha256("".join(f"{e.path} {e.sha256}\n" for e in of_restricted).encode()),
            sums_of(restricted or pieces),
        ),
    )
    labels = withheld.released.get(name, ())
    return with_released(built, labels) if labels else built


def sums_of(pieces: Sequence[Piece]) -> str:
    """Return one checksum of finished parts together."""
    pdfs = (each.content.pdf for each in pieces if isinstance(each.content, Rendered))
    return sha256("".join(map(sha256, pdfs)).encode())


def _unmarked(piece: Piece) -> Piece:
    """Return a part without the mark on its pages and in its title."""
    return replace(piece, mark=None, title=piece.heading or piece.title)


def with_released(paper: BuiltPaper, labels: Collection[str]) -> BuiltPaper:
    """Return a paper of which appendices, by their labels, are restricted no more.

    Their words are known to the public from now on; they alone, and nothing of the others.
    """
    parts = list(zip(paper.facts.withheld, paper.restricted, paper.secrets, strict=True))
    freed = [each for each in parts if each[0].label in labels]
    kept = [each for each in parts if each[0].label not in labels]
    said = [text.text for _, _, secret in freed for text in secret.texts]
    known = paper.known
    if known is not None:
        known = replace(known, public=tuple(dict.fromkeys((*known.public, *said))))
    return replace(
        paper,
        facts=replace(paper.facts, withheld=tuple(each for each, _, _ in kept)),
        restricted=tuple(piece for _, piece, _ in kept),
        secrets=tuple(secret for _, _, secret in kept),
        released=tuple(
            Released(each.label, each.restriction, _unmarked(piece), secret.digest.hex())
            for each, piece, secret in freed
        ),
        known=known,
    )


def _read_files(paper: Paper) -> Iterator[ReadFile]:
    for each in paper.files:
        yield ReadFile(each.path, sha256(each.data) if each.data is not None else None)


def checked_paper(settings: Settings, name: str) -> CheckedPaper:
    """Return what the checks find in a paper, errors included."""
    from panel_papers.build import check_paper  # noqa: PLC0415 - loaded in the child process

    try:
        problems = check_paper(name, settings)
    except PanelPapersError as error:
        problems = error.problems
    try:
        folder = paper_folder(settings.inputs, name)
        read = read_paper(folder, draft=True, bodies=settings.bodies, body=settings.body)
    except PanelPapersError:
        return CheckedPaper(None, problems)
    return CheckedPaper(_facts(read.paper), problems)


def _facts(paper: Paper) -> PaperFacts:
    labels = paper.body.labels if paper.body else LABELS
    enquiries = paper.enquiries_to
    return PaperFacts(
        name=paper.name,
        title=str(paper.title),
        author=str(paper.author),
        report_for=str(paper.report_for),
        enquiries="" if isinstance(enquiries, Missing) else str(enquiries.email),
        date=paper.date if isinstance(paper.date, datetime.date) else None,
        body=paper.body.key if paper.body else None,
        labels=(labels["author"], labels["for"]),
        withheld=tuple(
            WithheldAppendix(each.label, replace(why, public_title=each.title))
            for each, why in paper.withheld
        ),
    )


def facts_by_name(meeting: Meeting, known: Mapping[str, PaperFacts]) -> dict[str, PaperFacts]:
    """Return the facts of a meeting's public papers; one not known has its folder's name."""
    return {
        each.paper: known.get(each.paper)
        or PaperFacts(
            *(each.paper, each.paper, "", "", "", meeting.date, None),
            labels=(LABELS["author"], LABELS["for"]),
            withheld=(),
        )
        for each in meeting.papers
    }


def foreign_papers(meeting: Meeting, papers: Mapping[str, PaperFacts | PaperHead]) -> list[Problem]:
    """Return a problem for each paper that is not one for this meeting."""
    return [
        problem
        for item in (*meeting.papers, *meeting.exempt)
        if item.paper in papers
        for problem in _foreign(meeting, papers[item.paper], item.place)
    ]


def _foreign(meeting: Meeting, paper: PaperFacts | PaperHead, place: Place) -> Iterator[Problem]:
    if paper.date != meeting.date:
        yield Problem(
            "meeting-other-date",
            place,
            f"The paper “{paper.name}” is for a meeting on "
            f"{paper.date.isoformat() if paper.date else 'no day'}, and this meeting is on "
            f"{meeting.date.isoformat()}",
            "one date on the agenda and on the cover of each paper",
            f"write the right day after “date:” in inputs/{paper.name}/paper.yaml or in "
            f"{place.file}, whichever is wrong",
        )
    if paper.body is not None and paper.body != meeting.body.key:
        yield Problem(
            "meeting-other-body",
            place,
            f"The paper “{paper.name}” is for the body “{paper.body}”, and the meeting is that of "
            f"“{meeting.body.key}”",
            "papers of the body that meets",
            f"write the right name after “body:” in inputs/{paper.name}/paper.yaml or in "
            f"{place.file}, whichever is wrong",
        )


def exempt_problems(
    meeting: Meeting, papers: Mapping[str, PaperFacts | PaperHead]
) -> Iterator[Problem]:
    """Yield a problem for each exempt paper with restricted parts, and for the resolution."""
    withheld = any(papers[each.paper].withheld for each in meeting.papers if each.paper in papers)
    yield from exclusion_problems(meeting.items, withheld=withheld, place=meeting.place)
    for item in meeting.exempt:
        if item.paper in papers and papers[item.paper].withheld:
            yield Problem(
                "exempt-paper-part",
                item.place,
                f"The paper “{item.paper}” is exempt as a whole, and has restricted appendices",
                "",
                "delete “restricted:” from its appendices in its paper.yaml; or make it a public "
                "item here, "
                "with “paper:”",
            )
