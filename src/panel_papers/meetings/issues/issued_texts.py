"""The words of what was issued of a meeting: of its public packs, and of those for members.

The files that these were made of may have changed since. A pack is read where it still lies in the
outputs, and only as it was issued.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from msgspec import Struct

from panel_papers.core import sha256
from panel_papers.meetings.edition import Edition, Release
from panel_papers.meetings.isolated import in_child
from panel_papers.meetings.issues.record import Issue, Issues
from panel_papers.output import PUBLIC, RESTRICTED


class IssuedPages(Struct, frozen=True):
    """A pack that was issued: its path, its checksum, in which issue, and its pages.

    Each page has its text behind what it is called. `key` is the checksum of the first of its
    copies, also where another one was read.
    """

    path: str
    sha256: str
    key: str
    issue: str
    issued: date
    pages: tuple[tuple[str, str], ...]

    @property
    def called(self) -> str:
        """What messages call the pack for members."""
        return f"the pack that members were given with {self.issue}"


class IssuedTexts(Struct, frozen=True):
    """All packs that can be read; `notes` say to a person what cannot be, and is not compared."""

    members: tuple[IssuedPages, ...] = ()
    public: tuple[IssuedPages, ...] = ()
    notes: tuple[str, ...] = ()


def issued_texts(issues: Issues, outputs: Path, *, exempt: bool) -> IssuedTexts:
    """Return the words of the issues, read in a process of its own.

    `outputs` is the folder of the built meetings, `exempt` says whether anything of the meeting is
    exempt now. Nothing is read where there is nothing to compare.
    """
    if not issues.issues or not (exempt or any(each.exempt for each in issues.issues)):
        return IssuedTexts()
    return in_child(partial(_read, issues, outputs), issues.issues[0].meeting)


def _read(issues: Issues, outputs: Path, _name: str) -> IssuedTexts:
    members: list[IssuedPages] = []
    public: list[IssuedPages] = []
    notes: list[str] = []
    unread: list[Issue] = []
    for issue in issues.issues:
        packs = list(_public_packs(issue, _folder(issue, outputs)))
        public += packs
        unread += [] if packs else [issue]
    for issue in issues.issues:
        if not issue.exempt:
            continue
        pack = _pack_for_members(issue, issues, unread, _folder(issue, outputs))
        members += [pack] if pack else []
        notes += [] if pack else [_lost(issue)]
    notes += [_not_known(each, issue) for issue in unread for each in issue.contents.released]
    return IssuedTexts(tuple(members), tuple(public), tuple(notes))


def _folder(issue: Issue, outputs: Path) -> Path:
    return outputs / Edition(supplement=issue.contents.supplement).folder(issue.meeting)


def _lost(issue: Issue) -> str:
    return (
        f"Not compared: the pack that members were given with {issue.name} is not in the outputs; "
        "words that only this version of an exempt paper had may be in the public files."
    )


def _not_known(release: Release, issue: Issue) -> str:
    return (
        f"Not compared: earlier versions of item {release.item}; what was released of it is in "
        f"the public pack of {issue.name}, which is not in the outputs."
    )


def _public_packs(issue: Issue, folder: Path) -> Iterator[IssuedPages]:
    """Yield the public pack of an issue; nothing where it is gone.

    The agenda for other programs says which of the published files it is.
    """
    files = {each.name: each.sha256 for each in issue.files if each.name.startswith(f"{PUBLIC}/")}
    edition = Edition(supplement=issue.contents.supplement)
    agenda = f"{PUBLIC}/{issue.meeting}-{edition.prefix}agenda.json"
    data = _data(folder / agenda, files.get(agenda, ""))
    named = [f"{PUBLIC}/{json.loads(data)['pack']}"] if data else files
    for name in named:
        texts = _texts(folder / name, files[name]) if name.lower().endswith(".pdf") else ()
        first = issue.contents.first_page
        if len(texts) == issue.contents.last_page - first + 1:
            pages = tuple((f"page {at}", text) for at, text in enumerate(texts, first))
            path, digest = (folder / name).as_posix(), files[name]
            yield IssuedPages(path, digest, digest, issue.name, issue.issued, pages)


def _pack_for_members(
    issue: Issue, issues: Issues, unread: Sequence[Issue], folder: Path
) -> IssuedPages | None:
    """Return the first copy of a pack for members that can be read, without its own agenda.

    That has titles, numbers of pages and words of the program alone. Nor has it the pages of an
    item of which a later issue that is `unread` released something: what is public is not known.
    """
    from panel_papers.meetings.restricted_pack import PREFIX  # noqa: PLC0415 - heavy

    later = [each for each in unread if each.number > issue.number]
    freed = {each.item for e in later for each in e.contents.released}
    parts = [each for each in issue.exempt if each.number not in freed]
    taken = [each.last_page for e in issues.issues[: issue.number - 1] for each in e.exempt]
    last = max(each.last_page for each in issue.exempt)
    copies = [each for each in issue.files if each.name.startswith(f"{RESTRICTED}/")]
    for file in copies:
        texts = _texts(folder / file.name, file.sha256)
        if not texts:
            continue
        first = last - len(texts) + 1
        apart = first == max(taken, default=0) + 1  # records that are older count otherwise
        pages = tuple(
            (f"page {PREFIX if apart else ''}{number}", text)
            for number, text in enumerate(texts, first)
            if any(each.first_page <= number <= each.last_page for each in parts)
        )
        path, key = (folder / file.name).as_posix(), copies[0].sha256
        return IssuedPages(path, file.sha256, key, issue.name, issue.issued, pages)
    return None


def _texts(path: Path, digest: str) -> tuple[str, ...]:
    """Return the text of each page of a PDF as it was issued; nothing where it cannot be read."""
    from panel_papers.pdf import page_texts  # noqa: PLC0415 - loads PDFium

    data = _data(path, digest)
    return page_texts(data) if data else ()


def _data(path: Path, digest: str) -> bytes | None:
    """Return a file as it was issued; None where it is gone, or its owner alone may read it."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    return data if sha256(data) == digest else None
