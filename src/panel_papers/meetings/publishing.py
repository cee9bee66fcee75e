"""Records as published what a build has put into the outputs (`panel-papers meeting publish`)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from panel_papers.core import (
    GateError,
    InputsError,
    Level,
    Place,
    Problem,
    Settings,
    in_words,
    long_date,
)
from panel_papers.meetings.building import begin
from panel_papers.meetings.edition import Edition
from panel_papers.meetings.folders import meeting_folder
from panel_papers.meetings.isolated import in_child
from panel_papers.meetings.issues.built import refuse_other_pages
from panel_papers.meetings.issues.guard import refuse_changed_issues
from panel_papers.meetings.issues.late import late_problems
from panel_papers.meetings.issues.record import (
    Contents,
    Issue,
    IssuedExempt,
    IssuedFile,
    IssuedInput,
    Issues,
    encoded,
    read_issues,
    record_name,
)
from panel_papers.meetings.issues.writing import write_record
from panel_papers.meetings.model import Meeting
from panel_papers.output import (
    MANIFEST,
    MEETINGS,
    PUBLIC,
    RESTRICTED,
    paper_lock,
    sweep,
    verify_build,
)


class PublishedIssue(Struct, frozen=True):
    """What was recorded as issued, the file with the record, and what else is to be said."""

    issue: Issue
    record: Path
    folder: Path
    problems: tuple[Problem, ...]

    @property
    def json(self) -> dict[str, Any]:
        """The record as JSON has it."""
        record: dict[str, Any] = msgspec.to_builtins(self.issue)
        return record | {"record": self.record.as_posix()}

    @property
    def summary(self) -> str:
        """What a person is shown."""
        contents = self.issue.contents
        kind = f"supplement {contents.supplement}" if contents.supplement else "agenda"
        return "\n".join(
            [
                f"Issue {self.issue.number} of {self.issue.meeting} ({kind}): pages "
                f"{contents.first_page} – {contents.last_page}, published on "
                f"{in_words(self.issue.issued)}.",
                f"  {self.record.as_posix()}",
                f"Upload all files of {(self.folder / PUBLIC).as_posix()}; keep the record.",
            ]
        )


def publish_meeting(name: str, meetings: Path, settings: Settings, today: date) -> PublishedIssue:
    """Record what was built last of a meeting as issued on a day.

    Refused where the built files are not as they were built, where their inputs or templates have
    changed since, and where somebody else has published in the meantime. Raises PanelPapersError;
    nothing counts as published then.
    """
    meeting = begin(name, meetings, settings).meeting
    return in_child(partial(_published, meeting, meetings, settings, today), meeting.name)


def _published(
    meeting: Meeting, meetings: Path, settings: Settings, today: date, _name: str
) -> PublishedIssue:
    source = meeting_folder(meetings, meeting.name)
    outputs = settings.outputs / MEETINGS
    with paper_lock(outputs, meeting.name):
        issues = read_issues(source)
        refuse_changed_issues(outputs, issues)
        refuse_other_pages(outputs, meetings, issues)
        _refuse_earlier_day(meeting, issues, today)
        edition = Edition(supplement=len(issues.issues))
        folder = outputs / edition.folder(meeting.name)
        sweep(outputs, folder.name)
        if not folder.is_dir():
            raise _not_built(meeting.name, folder, issues)
        _check_built(meeting, folder, settings, meetings)
        manifest = json.loads((folder / MANIFEST).read_bytes())
        issue = _issue(meeting, manifest, issues, today, folder)
        _refuse_before_release(meeting, issue)
        late = tuple(late_problems(meeting, issue.contents, today))
        if any(each.level is Level.ERROR for each in late):
            raise GateError(late)
        record = source / record_name(issue.number)
        write_record(record, encoded(issue))
    return PublishedIssue(issue, record, folder, late)


def _refuse_earlier_day(meeting: Meeting, issues: Issues, today: date) -> None:
    """Raise GateError where an issue would be published before the one that it continues."""
    if issues.issues and today < (last := issues.issues[-1]).issued:
        found = f"{last.name[:1].upper()}{last.name[1:]} was published on {in_words(last.issued)}, "
        found += f"which is after {in_words(today)}"
        hint = (
            "leave “--today” out of the command; if the date of this computer is wrong, ask "
            "IT to set it"
        )
        raise GateError([Problem("issued-too-early", meeting.place, found, "", hint)])


def _refuse_before_release(meeting: Meeting, issue: Issue) -> None:
    """Raise GateError where a release would be published before the day that it names."""
    for each in issue.contents.released:
        if issue.issued < each.day:
            found = f"The release of item {each.item} says that it was decided on "
            found += f"{in_words(each.day)}, which is after {in_words(issue.issued)}"
            hint = "publish it on that day or later"
            raise GateError([Problem("issued-too-early", meeting.place, found, "", hint)])


def _check_built(meeting: Meeting, folder: Path, settings: Settings, meetings: Path) -> None:
    """Raise GateError unless a folder holds what was built, of the inputs of now."""
    verdict = verify_build(folder, settings.inputs, settings.templates, meetings)
    if verdict.draft:
        raise GateError([_is_draft(meeting, folder)])
    public = (folder / PUBLIC).as_posix() + "/"
    stops = [
        replace(each, level=Level.ERROR)
        for each in verdict.problems
        if each.level is Level.ERROR
        or each.code in ("outputs-older", "restricted-unread")
        or (each.code == "outputs-extra" and each.place.file.startswith(public))
    ]
    if stops:
        raise GateError(stops)


def _is_draft(meeting: Meeting, folder: Path) -> Problem:
    """Return the problem of a draft, wherever somebody has copied it to."""
    found = "These files are a draft, which is never published"
    hint = f"build the meeting without --draft: panel-papers meeting build {meeting.name}"
    return Problem("meeting-draft", Place(folder.as_posix()), found, "", hint)


def _issue(
    meeting: Meeting, manifest: Mapping[str, Any], issues: Issues, today: date, folder: Path
) -> Issue:
    """Return the issue of a checked manifest; raises GateError where it is not the next one."""
    try:
        contents = msgspec.convert(manifest["issue"], Contents)
        inputs = msgspec.convert(manifest["inputs"], tuple[IssuedInput, ...])
        restricted = _restricted_manifest(folder)
        listed = restricted["exempt"] if restricted else ()
        exempt = msgspec.convert(listed, tuple[IssuedExempt, ...])
    except (KeyError, msgspec.ValidationError) as error:
        found = "An earlier version of the program built these files"
        raise _again(meeting, folder, found) from error
    number = len(issues.issues) + 1
    is_next = (contents.supplement, contents.first_page) == (number - 1, issues.last_page + 1)
    known = {each.path: each.sha256 for each in inputs if each.paper is None}
    if not is_next or any(known.get(path) != digest for path, digest in issues.records):
        found = "These files do not continue from the last issue of the meeting"
        raise _again(meeting, folder, found)
    return Issue(
        meeting=meeting.name,
        number=number,
        issued=today,
        contents=contents,
        files=(*_public_files(manifest), *_restricted_files(folder)),
        inputs=inputs,
        exempt=exempt,
    )


def _restricted_manifest(folder: Path) -> Mapping[str, Any] | None:
    """Return the manifest of the pack for members; None where nothing is exempt."""
    path = folder / RESTRICTED / MANIFEST
    return json.loads(path.read_bytes()) if path.is_file() else None


def _restricted_files(folder: Path) -> Iterator[IssuedFile]:
    manifest = _restricted_manifest(folder)
    for each in manifest["files"] if manifest else ():
        yield IssuedFile(f"{RESTRICTED}/{each['name']}", each["bytes"], each["sha256"])


def _public_files(manifest: Mapping[str, Any]) -> Iterator[IssuedFile]:
    for each in manifest["files"]:
        if each["name"].startswith(f"{PUBLIC}/"):
            yield IssuedFile(each["name"], each["bytes"], each["sha256"])


def _not_built(name: str, folder: Path, issues: Issues) -> InputsError:
    place = Place(folder.as_posix())
    if not issues.issues:
        found, hint = (
            "This meeting is not built",
            f"build it first: panel-papers meeting build {name}",
        )
        return InputsError([Problem("issue-not-built", place, found, "", hint)])
    last = issues.issues[-1]
    found = f"Nothing was built since {last.name} was published on {long_date(last.issued)}"
    hint = f"build what is new first: panel-papers meeting supplement {name}"
    return InputsError([Problem("issue-not-built", place, found, "", hint)])


def _again(meeting: Meeting, folder: Path, found: str) -> GateError:
    command = "supplement" if folder.name != meeting.name else "build"
    hint = f"build it again: panel-papers meeting {command} {meeting.name}"
    return GateError([Problem("issue-outdated", Place(folder.as_posix()), found, "", hint)])
