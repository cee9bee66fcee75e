"""The files of a built meeting: what is published, and what the clerk keeps beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct, to_builtins
from msgspec.structs import replace

from panel_papers import __version__
from panel_papers.core import (
    LIBRARIES,
    Problem,
    in_words,
    problem_of,
    published,
    sha256,
    version_of,
)
from panel_papers.law import Deadline, publish_by
from panel_papers.meetings.agenda import agenda_paper, time_in_words, title_of
from panel_papers.meetings.exclusion import exclusion_text, exempt_parts, notices_of
from panel_papers.meetings.issues.contents import contents_of
from panel_papers.meetings.model import Meeting, MinutesItem, PaperItem, UrgentItem
from panel_papers.meetings.naming import Names, PublicItem, names_of
from panel_papers.meetings.packing import Packed
from panel_papers.meetings.pages import Sheet, agenda_page, handover_page, rows_of
from panel_papers.meetings.papers import BuiltPaper, PaperFacts
from panel_papers.output import (
    BLANK,
    MANIFEST,
    PUBLIC,
    RESTRICTED,
    Pack,
    Proof,
    facts_record,
    files_of,
    manifest_record,
    notice_of,
    pack_of,
    public_proof,
    to_json,
    with_record,
)
from panel_papers.pdf import Choice


class Inputs(Struct, frozen=True):
    """What a meeting’s public files are made of: itself, and its public papers by their names."""

    meeting: Meeting
    papers: Mapping[str, BuiltPaper]
    draft: bool = False

    @property
    def deadline(self) -> Deadline:
        """The last day to publish."""
        meeting = self.meeting
        return publish_by(meeting.date, nation=meeting.body.nation, body=meeting.body)

    @property
    def paper_facts(self) -> dict[str, PaperFacts]:
        """What the agenda says of each paper."""
        return {name: each.facts for name, each in self.papers.items()}

    @property
    def facts(self) -> dict[str, Any]:
        """What the manifest says before there is a pack."""
        meeting = self.meeting
        return {
            "meeting": meeting.name,
            "title": meeting.edition.title,
            "status": "draft" if self.draft else "built",
            "report_to": meeting.body.name,
            "meeting_date": meeting.date.isoformat(),
            "publish_by": self.deadline.date.isoformat(),
            "notice": notice_of(self.deadline),
            "inputs": [*self._own_files(), *self._files_of_papers()],
        }

    @property
    def record(self) -> str:
        """What the pack says of the manifest."""
        return facts_record(self.facts)

    def _own_files(self) -> list[dict[str, Any]]:
        minutes = [each.file for each in self.meeting.items if isinstance(each, MinutesItem)]
        members = [self.meeting.members_file] if self.meeting.members_file else []
        return [
            {"path": each.path, "sha256": sha256(each.data or b"")}
            for each in (self.meeting.file, *minutes, *members)
        ] + [{"path": path, "sha256": digest} for path, digest in self.meeting.edition.records]

    def _files_of_papers(self) -> list[dict[str, Any]]:
        return [
            {"paper": name, "path": each.path, "sha256": each.sha256}
            for name, paper in self.papers.items()
            for each in paper.inputs
        ]


class MadeFiles(Struct, frozen=True):
    """The files of a meeting by their names in its outputs folder, and what its manifest says."""

    inputs: Inputs
    files: Mapping[str, bytes]
    manifest: Mapping[str, Any]
    problems: tuple[Problem, ...]
    restricted: Pack | None = None

    def with_restricted(self, files: Mapping[str, bytes]) -> MadeFiles:
        """Return the files with those for members beside them."""
        return replace(self, files={**self.files, **files})

    def summary(self, folder: Path, notes: Sequence[str] = ()) -> str:
        """Return what a person is shown of the build; `notes` are lines above the last."""
        meeting, pack = self.inputs.meeting, self.manifest["pack"]
        claim = "accessible: PDF/UA-1" if pack["pdf_ua"] else "does not claim PDF/UA"
        return "\n".join(
            [
                f"{meeting.body.name}, {in_words(meeting.date)}: "
                f"{counted(len(meeting.items), 'item')}, {counted(pack['pages'], 'page')}, "
                f"{claim}",
                *(f"  {(folder / name).as_posix()}" for name in self.files),
                *found_in_papers(self.inputs),
                *self._for_members(),
                *notes,
                self._next(),
            ]
        )

    def _for_members(self) -> Iterator[str]:
        if self.restricted:
            pages = counted(self.restricted.pages, "page")
            yield f"For members only: “{RESTRICTED}”, {pages}."

    def _next(self) -> str:
        """Return what the clerk does next."""
        meeting = self.inputs.meeting
        if not meeting.edition.supplement:
            return f"Publish the folder “{PUBLIC}” by {in_words(self.inputs.deadline.date)}."
        return (
            f"Record it as published, then publish the folder “{PUBLIC}”: "
            f"panel-papers meeting publish {meeting.name}"
        )


class PublicFiles(Struct, frozen=True):
    """What is published, by its names, and the names by what they are of."""

    names: Names
    files: Mapping[str, bytes]


def public_files(inputs: Inputs, packed: Packed) -> PublicFiles:
    """Return what is published of a meeting; nothing in it depends on where or when it is built."""
    meeting = inputs.meeting
    assert packed.agenda_pack is not None  # noqa: S101 - a draft has no files of this kind
    facts = inputs.paper_facts
    items = {
        index: PublicItem(meeting.number_of(index), title_of(meeting.items[index], facts))
        for index in packed.items
    }
    names = names_of(agenda_paper(meeting), meeting.edition, items)
    pages = dict(_web_pages(inputs))
    names = replace(names, web_pages={index: names.web_pages[index] for index in pages})
    public = {
        names.agenda_html: agenda_page(meeting, packed, names, pages),
        names.agenda_pdf: packed.agenda_pack.pdf,
        names.agenda_docx: packed.agenda_docx,
        names.pack: packed.pack.pdf,
        **{names.items[index]: pack.pdf for index, pack in packed.items.items()},
        **{names.web_pages[index]: page for index, page in pages.items()},
        names.agenda_json: to_json(agenda_json(inputs, packed, names)),
    }
    return PublicFiles(names, public)


def _web_pages(inputs: Inputs) -> Iterator[tuple[int, bytes]]:
    """Yield the papers that have a web page, by the indices of their items."""
    for index, item in enumerate(inputs.meeting.items):
        if isinstance(item, PaperItem | UrgentItem):
            page = inputs.papers[item.paper].page
            if page is not None:
                yield index, page


def files_of_meeting(
    inputs: Inputs,
    packed: Packed,
    public: PublicFiles,
    problems: Sequence[Problem],
    choice: Choice,
    *,
    proof: Proof | None = None,
    restricted: Pack | None = None,
) -> MadeFiles:
    """Return the public files of a meeting with the hand-over page and the manifest.

    `proof` says what was looked for in them that is exempt, which is in the pack `restricted`.
    """
    meeting, names = inputs.meeting, public.names
    found = reported(inputs, problems)
    sheet = Sheet(
        meeting=meeting,
        deadline=inputs.deadline,
        rows=rows_of(packed, names, {}),
        names=names,
        files=public.files,
        pages=packed.pack.pages,
        accessible=packed.pack.accessible,
        obstacles=[each.found for each in packed.pack.obstacles],
        problems=found,
        restricted=restricted,
        notices=notices_of(meeting, inputs.paper_facts),
    )
    handover = f"{meeting.name}-{meeting.edition.prefix}handover.html"
    page = handover_page(sheet, BLANK)
    files = {handover: page, **{f"{PUBLIC}/{name}": data for name, data in public.files.items()}}
    manifest = manifest_of_meeting(
        inputs, packed, names, files=files, problems=found, choice=choice
    )
    manifest |= withheld_of(inputs, proof)
    files[handover] = with_record(page, manifest_record(manifest))
    manifest = {**manifest, "files": files_of(files)}
    files[MANIFEST] = to_json(manifest)
    return MadeFiles(inputs, files, manifest, tuple(problems), restricted)


def agenda_json(inputs: Inputs, packed: Packed, names: Names) -> dict[str, Any]:
    """Return the agenda for other programs: its items, and where their documents are."""
    meeting = inputs.meeting
    return {
        "meeting": meeting.name,
        "body": meeting.body.name,
        "date": meeting.date.isoformat(),
        "time": meeting.time.strftime("%H:%M"),
        "venue": {"name": meeting.venue, "address": meeting.address or None},
        "members": [{"name": each.name, "role": each.role or None} for each in meeting.members],
        "enquiries_to": {"name": meeting.clerk.name, "email": meeting.clerk.email},
        "language": meeting.language,
        "supplement": meeting.edition.supplement or None,
        "notices": list(meeting.edition.notices),
        "pack": names.pack,
        "resolution": exclusion_text(meeting, inputs.paper_facts),
        "exempt": exempt_record(inputs),
        "items": [
            {
                "number": item.number,
                "group": meeting.group_of(item.number) or None,
                "title": str(item.title),
                "notes": list(item.notes),
                "file": names.items.get(index),
                "web_page": names.web_pages.get(index),
                "documents": [
                    {"title": each.title, "first_page": each.first, "last_page": each.last}
                    for each in packed.pages.get(index, ())
                ],
            }
            for index, item in enumerate(packed.agenda.items)
        ],
    }


def exempt_record(inputs: Inputs) -> list[dict[str, Any]]:
    """Return what the public may know of all that is exempt."""
    return [
        {
            "item": each.item,
            "appendix": each.label,
            "title": each.title,
            "paragraphs": list(each.restriction.paragraphs),
            "reason": each.restriction.reason,
        }
        for each in exempt_parts(inputs.meeting, inputs.paper_facts)
    ]


_EXEMPT = "what is exempt at the meeting"
_PUBLIC = "the public papers, the minutes and the values of meeting.yaml"


def withheld_of(inputs: Inputs, proof: Proof | None) -> dict[str, Any]:
    """Return what the public manifest says of what is exempt; nothing where nothing is."""
    if proof is None:
        return {}
    withheld = exempt_record(inputs)
    labels = {each["appendix"] for each in withheld}
    kinds = ["the exempt papers"] if None in labels else []
    if labels - {None}:
        kinds.append("the restricted appendices")
    return {
        "withheld": withheld,
        "proof": public_proof(proof, _PUBLIC, " and ".join(kinds or [_EXEMPT])),
    }


def reported(inputs: Inputs, problems: Sequence[Problem]) -> dict[str, list[Problem]]:
    """Return what published files say of the problems of a meeting and of its public papers."""
    own = {inputs.meeting.name: problems}
    found = own | {name: _in_own_pack(each.problems) for name, each in inputs.papers.items()}
    return {name: [_short(each, name) for each in published(of)] for name, of in found.items()}


def manifest_of_meeting(
    inputs: Inputs,
    packed: Packed,
    names: Names,
    *,
    files: Mapping[str, bytes],
    problems: Mapping[str, Sequence[Problem]],
    choice: Choice,
) -> dict[str, Any]:
    """Return what the public manifest says, but for what is withheld and its own checksum."""
    facts = inputs.facts
    read = facts.pop("inputs")
    profile = inputs.meeting.body
    return {
        **facts,
        "time": time_in_words(inputs.meeting.time),
        "files": files_of(files),
        "pack": {"file": f"{PUBLIC}/{names.pack}", **pack_of(packed.pack)},
        "items": [
            {
                "item": inputs.meeting.number_of(index),
                "file": f"{PUBLIC}/{names.items[index]}",
                **pack_of(pack),
            }
            for index, pack in packed.items.items()
        ],
        "issued_before": to_builtins(inputs.meeting.edition.earlier),
        "issue": to_builtins(contents_of(inputs.meeting, inputs.paper_facts, packed)),
        "engine": {
            "name": choice.name,
            "version": choice.engine.version(),
            "reason": choice.reason,
        },
        "versions": {"panel-papers": __version__} | {name: version_of(name) for name in LIBRARIES},
        "inputs": read,
        "templates": [
            {"path": each.path, "sha256": sha256(each.data or b"")}
            for each in packed.templates.used
        ]
        + [{"path": f"bodies/{profile.key}.yaml", "sha256": sha256(profile.data)}],
        "problems": {name: [problem_of(each) for each in of] for name, of in problems.items()},
    }


def found_in_papers(inputs: Inputs) -> Iterator[str]:
    """Yield a line for each paper of which the hand-over page lists problems."""
    for name, paper in inputs.papers.items():
        if paper.problems:
            found = counted(len(paper.problems), "problem")
            yield f"  {name}: {found}, listed on the hand-over page"


def counted(number: int, noun: str) -> str:
    """Return “1 page” or “2 pages”."""
    return f"1 {noun}" if number == 1 else f"{number} {noun}s"


def _in_own_pack(problems: Sequence[Problem]) -> list[Problem]:
    """Return problems of a paper that call its own pack, whose pages they count, by that name."""

    def said(text: str) -> str:
        return text.replace(" of the pack", " of the paper’s own pack")

    return [
        replace(
            each, found=said(each.found), place=replace(each.place, where=said(each.place.where))
        )
        if each.place.where
        else replace(each, found=said(each.found))
        for each in problems
    ]


def _short(problem: Problem, folder: str) -> Problem:
    """Return a problem whose file begins with the paper's folder, wherever that lies."""
    _, found, rest = f"/{problem.place.file}".partition(f"/{folder}/")
    file = f"{folder}/{rest}" if found else problem.place.file
    return replace(problem, place=replace(problem.place, file=file))
