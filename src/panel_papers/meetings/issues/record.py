"""The record of an issue: what was published of a meeting, on which day, under which numbers.

It lies in the meeting's own folder, `meetings/<meeting>/issued/issue-1.json`, and not in the
outputs: these can be deleted and built again and are not kept in git, while the numbers of issued
pages must outlive them. It is one file, so that an issue is recorded as a whole or not at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import msgspec
from msgspec import Struct

from panel_papers.core import InputsError, Place, Problem, sha256
from panel_papers.meetings.edition import Release
from panel_papers.output import to_json

ISSUED = "issued"
"""The folder of a meeting's records, in its own folder."""


class Facts(Struct, frozen=True):
    """What an agenda says beside its items, each as it is printed."""

    body: str
    date: date
    time: str
    venue: str
    members: tuple[str, ...]
    enquiries_to: str


class IssuedDocument(Struct, frozen=True):
    """A document on its pages; `sha256` is that of its own PDF, before it was numbered."""

    title: str
    first_page: int
    last_page: int
    sha256: str


class IssuedItem(Struct, frozen=True):
    """An item as it was published.

    `source` is what it is made of: the name of its paper, the file of the minutes; for others their
    title. `lines` are printed below the title, `note` is the clerk's own of them. `added` says that
    the agenda did not have it.
    """

    number: int
    kind: str
    source: str
    title: str
    lines: tuple[str, ...]
    note: str
    documents: tuple[IssuedDocument, ...] = ()
    added: bool = False


class IssuedExempt(Struct, frozen=True):
    """What is exempt of an item, on which pages of the pack for members, without a word of it.

    `appendices` are their labels, of a paper that is exempt as a whole none. `inputs` is the
    checksum of the files of its paper together, `documents` that of its PDFs.
    """

    number: int
    appendices: tuple[str, ...]
    first_page: int
    last_page: int
    inputs: str
    documents: str


class Contents(Struct, frozen=True):
    """What one publication of a meeting holds; `supplement` is 0 for the agenda itself.

    `released` was exempt in an earlier one.
    """

    supplement: int
    first_page: int
    last_page: int
    facts: Facts
    items: tuple[IssuedItem, ...]
    released: tuple[Release, ...] = ()


class IssuedFile(Struct, frozen=True):
    """A published file."""

    name: str
    bytes: int
    sha256: str


class IssuedInput(Struct, frozen=True):
    """A file that an issue was made of, of a paper or of the meeting itself (None)."""

    path: str
    sha256: str | None
    paper: str | None = None


class Issue(Struct, frozen=True):
    """One publication of a meeting, numbered from 1."""

    meeting: str
    number: int
    issued: date
    contents: Contents
    files: tuple[IssuedFile, ...]
    inputs: tuple[IssuedInput, ...]
    exempt: tuple[IssuedExempt, ...] = ()

    @property
    def name(self) -> str:
        """What readers know it by."""
        supplement = self.contents.supplement
        return f"supplement {supplement}" if supplement else "the agenda pack"


class Issues(Struct, frozen=True):
    """The issues of a meeting in order, each with the path and checksum of its record."""

    issues: tuple[Issue, ...]
    records: tuple[tuple[str, str], ...]

    @property
    def last_page(self) -> int:
        """The last page number that is taken."""
        return max((each.contents.last_page for each in self.issues), default=0)

    @property
    def last_restricted(self) -> int:
        """The last page number that is taken in the packs for members, which count apart."""
        pages = [part.last_page for each in self.issues for part in each.exempt]
        return max(pages, default=0)

    @property
    def released(self) -> tuple[Release, ...]:
        """What was exempt and has been released, in order."""
        return tuple(part for each in self.issues for part in each.contents.released)

    def exempt_of(self, number: int) -> IssuedExempt | None:
        """Return what members have of an item, as the last issue with it says; None for nothing."""
        found = [part for each in self.issues for part in each.exempt if part.number == number]
        return found[-1] if found else None


def record_name(number: int) -> str:
    """Return the path of an issue's record in the meeting's folder."""
    return f"{ISSUED}/issue-{number}.json"


def encoded(issue: Issue) -> bytes:
    """Return an issue as its record has it."""
    return to_json(msgspec.to_builtins(issue))


def read_issues(folder: Path) -> Issues:
    """Return what was published of the meeting in a folder; raises InputsError.

    Each record holds the checksums of those before it: one that was changed is found.
    """
    issues: list[Issue] = []
    records: list[tuple[str, str]] = []
    while (path := folder / record_name(len(issues) + 1)).exists():
        data = _read(path)
        issue = _decoded(path, data)
        _check(issue, path, folder, issues, records)
        issues.append(issue)
        records.append((record_name(issue.number), sha256(data)))
    _check_no_gap(folder, len(issues))
    return Issues(tuple(issues), tuple(records))


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise damaged(path, f"This record cannot be read: {error.strerror}") from error


def _decoded(path: Path, data: bytes) -> Issue:
    try:
        return msgspec.json.decode(data, type=Issue)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise damaged(path, "This record of an issue is damaged") from error


def _check(
    issue: Issue,
    path: Path,
    folder: Path,
    before: Sequence[Issue],
    records: Sequence[tuple[str, str]],
) -> None:
    """Raise InputsError unless a record is the next one of this meeting."""
    number, contents = len(before) + 1, issue.contents
    first_page = before[-1].contents.last_page + 1 if before else 1
    if (issue.meeting, issue.number, contents.supplement, contents.first_page) != (
        folder.name,
        number,
        number - 1,
        first_page,
    ):
        raise damaged(path, "This record is not the next one of this meeting")
    pages = [(e.first_page, e.last_page) for item in contents.items for e in item.documents]
    runs = all(first <= last for first, last in (*pages, (first_page, contents.last_page)))
    if not runs or (pages and max(last for _, last in pages) != contents.last_page):
        raise damaged(path, "The pages of this record are not those of its items")
    known = {each.path: each.sha256 for each in issue.inputs if each.paper is None}
    for earlier, digest in records:
        if known.get(earlier) != digest:
            raise damaged(folder / earlier, f"This record was changed after issue {number}")


def _check_no_gap(folder: Path, number: int) -> None:
    """Raise InputsError where there is a record after a missing one."""
    later = sorted((folder / ISSUED).glob("issue-*.json"))
    if len(later) > number:
        missing = folder / record_name(number + 1)
        raise damaged(missing, "This record is missing, and there are later ones")


def damaged(path: Path, found: str) -> InputsError:
    """Return the error of a record that cannot be relied on."""
    hint = "ask IT to bring the file back from a backup (or from git): page numbers depend on it"
    return InputsError([Problem("issue-damaged", Place(path.as_posix()), found, "", hint)])
