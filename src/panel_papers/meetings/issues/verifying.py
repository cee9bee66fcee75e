"""Whether the files of an issue are those that were published, whatever became of its inputs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec.structs import replace

from panel_papers.core import Place, Problem, in_words, sha256
from panel_papers.meetings.edition import Edition
from panel_papers.meetings.issues.built import refuse_other_pages
from panel_papers.meetings.issues.record import Issue, Issues, read_issues
from panel_papers.output import (
    MANIFEST,
    MEETINGS,
    PUBLIC,
    RESTRICTED,
    Verdict,
    extra_files,
    restricted_in_public,
    verify_build,
)


def verify_issue(folder: Path, inputs: Path, templates: Path) -> Verdict:
    """Return what `verify_build` does; of a published issue, whether it is as it was published.

    Its record says so, also where hand-over page and manifest are lost: files that come back from
    a website are checked by it. That its inputs have changed since is no problem of an issue.
    Raises InputsError where a record is damaged, or has other page numbers than its packs, also
    that for members.
    """
    verdict = verify_build(folder, inputs, templates)
    meetings = inputs.parent / MEETINGS
    records = _records_of(folder, meetings)
    refuse_other_pages(folder.resolve().parent, meetings, records)
    issues = records.issues
    issue = _issue_of(folder, issues)
    if issue is None:
        return verdict
    other = (*_other_files(folder, issue), *_restricted(folder, issues, verdict))
    if verdict.problems and not verdict.manifest:
        known = {each.place.file for each in other}
        extra = extra_files(folder, _may_be_there(issue))
        other += tuple(each for each in extra if each.place.file not in known)
        return Verdict(other, issued=_in_words(issue))
    kept = [each for each in verdict.problems if each.code != "outputs-older"]
    known = {each.place.file for each in other}
    kept = [each for each in kept if each.place.file not in known]
    return replace(verdict, problems=(*kept, *other), older=False, issued=_in_words(issue))


def _records_of(folder: Path, meetings: Path) -> Issues:
    """Return what was published of the meeting whose name a folder of the outputs has."""
    name = folder.resolve().name.partition(".")[0]
    return read_issues(meetings / name) if (meetings / name).is_dir() else Issues((), ())


def _issue_of(folder: Path, issues: Sequence[Issue]) -> Issue | None:
    """Return the issue that a folder of the outputs has the name of; None where there is none."""
    for issue in issues:
        edition = Edition(supplement=issue.contents.supplement)
        if edition.folder(issue.meeting) == folder.resolve().name:
            return issue
    return None


def _restricted(folder: Path, issues: Sequence[Issue], verdict: Verdict) -> Iterator[Problem]:
    """Yield each file among the public ones that a record says is for members only."""
    issued = [each for issue in issues for each in issue.files]
    sums = {e.sha256 for e in issued if e.name.startswith(f"{RESTRICTED}/")}
    sums -= {e.sha256 for e in issued if e.name.startswith(f"{PUBLIC}/")}
    return restricted_in_public(folder, sums, verdict.problems)


def _may_be_there(issue: Issue) -> set[str]:
    """Return the names of the published files, and of those that a build has beside them."""
    edition = Edition(supplement=issue.contents.supplement)
    handover = f"{issue.meeting}-{edition.prefix}handover.html"
    beside = {MANIFEST, f"{RESTRICTED}/{MANIFEST}", handover}
    return beside | {each.name for each in issue.files}


def _in_words(issue: Issue) -> str:
    return f"issue {issue.number}, published on {in_words(issue.issued)}"


def _other_files(folder: Path, issue: Issue) -> Iterator[Problem]:
    """Yield each published file that is missing or another one."""
    for each in issue.files:
        path = folder / each.name
        try:
            data = path.read_bytes()
        except PermissionError:  # `verify_build` says that it was not checked
            continue
        except OSError:
            if each.name.startswith(f"{RESTRICTED}/"):
                continue  # a website has none
            yield _problem(path, f"This file is missing, which was published in {issue.name}")
            continue
        if sha256(data) != each.sha256:
            yield _problem(
                path, f"This file is not as it was published on {in_words(issue.issued)}"
            )


def _problem(path: Path, found: str) -> Problem:
    hint = "bring the published file back from the website or a backup"
    return Problem("issued-file-changed", Place(path.as_posix()), found, "", hint)
