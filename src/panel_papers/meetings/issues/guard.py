"""What was published stays as it is: a later build makes the same files, or none.

Without it, a second build would put other pages under the names and numbers that readers have.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from panel_papers.core import GateError, Place, Problem, in_words, sha256
from panel_papers.meetings.edition import Edition
from panel_papers.meetings.issues.record import Issue, Issues, read_issues
from panel_papers.meetings.model import Meeting
from panel_papers.output import MANIFEST, PUBLIC, RESTRICTED


def refuse_other_inputs(meeting: Meeting, inputs: Path) -> None:
    """Raise GateError where the agenda was published, and a file that it was made of has changed.

    Each pack holds the checksum of its inputs: from other ones, the same pack cannot be built. It
    is asked before the papers are, since their build takes its time.
    """
    folder = _folder(meeting)
    issues = read_issues(folder)
    if not issues.issues:
        return
    for each in issues.issues[0].inputs:
        if each.sha256 is None:
            continue
        path = folder / each.path if each.paper is None else inputs / each.paper / each.path
        if not path.is_file() or sha256(path.read_bytes()) != each.sha256:
            raise _issued(issues.issues[0], Place(path.as_posix()), "this file has changed since")


def refuse_other_files(meeting: Meeting, files: Mapping[str, bytes]) -> None:
    """Raise GateError unless a build makes what was published, or what may still be published.

    To be asked while the meeting's lock is held.
    """
    issues = read_issues(_folder(meeting))
    if meeting.edition.supplement:
        refuse_late_records(meeting, issues)
    elif issues.issues:
        made = {name: sha256(data) for name, data in files.items() if _is_issued(name)}
        known = {each.name: each.sha256 for each in issues.issues[0].files}
        other = sorted(n for n in {*made, *known} if made.get(n) != known.get(n))
        if other:
            why = f"“{other[0]}” would be another file now"
            raise _issued(issues.issues[0], meeting.place, why)


def refuse_changed_issues(outputs: Path, issues: Issues) -> None:
    """Raise GateError where a file in the outputs is not as it was published; one may be gone.

    `outputs` is the folder of the built meetings.
    """
    changed = []
    for issue in issues.issues:
        folder = outputs / Edition(supplement=issue.contents.supplement).folder(issue.meeting)
        for each in issue.files:
            path = folder / each.name
            if _digest(path) not in (None, each.sha256):
                changed.append(_changed(issue, Place(path.as_posix())))
    if changed:
        raise GateError(changed)


def refuse_late_records(meeting: Meeting, issues: Issues) -> None:
    """Raise GateError where another issue was published while a supplement was built."""
    if issues.records != meeting.edition.records:
        raise GateError(
            [
                Problem(
                    "issued-meanwhile",
                    meeting.place,
                    f"An issue of {meeting.name} was published while this supplement was built",
                    "",
                    "run the command again: the next supplement continues from that issue",
                )
            ]
        )


def _is_issued(name: str) -> bool:
    """Say whether a built file is one that somebody outside gets: the public, or the members."""
    return name.startswith((f"{PUBLIC}/", f"{RESTRICTED}/")) and not name.endswith(f"/{MANIFEST}")


def _digest(path: Path) -> str | None:
    """Return the checksum of a file; None where it is gone, or its owner alone may read it."""
    try:
        return sha256(path.read_bytes())
    except OSError:
        return None


def _changed(issue: Issue, place: Place) -> Problem:
    found = f"This file is not as it was published on {in_words(issue.issued)}"
    hint = "copy the published file here from the website or a backup, or delete it here"
    return Problem("issued-file-changed", place, found, "", hint)


def _folder(meeting: Meeting) -> Path:
    return Path(meeting.place.file).parent


def _issued(issue: Issue, place: Place, why: str) -> GateError:
    hint = (
        f"build what is new: panel-papers meeting supplement {issue.meeting}; to have the "
        "published files once more, ask IT for the inputs, templates and program of that day "
        "from a backup"
    )
    found = f"The agenda was published on {in_words(issue.issued)}, and {why}"
    return GateError([Problem("meeting-issued", place, found, "", hint)])
