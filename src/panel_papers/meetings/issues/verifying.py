"""Whether the files of an issue are those that were published, whatever became of its inputs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from panel_papers.core import Place, Problem, in_words, sha256
from panel_papers.meetings.edition import Edition
from panel_papers.meetings.issues.record import Issue, read_issues
from panel_papers.output import MEETINGS, RESTRICTED, Verdict, verify_build


def verify_issue(folder: Path, inputs: Path, templates: Path) -> Verdict:
    """Return what `verify_build` does; of a published issue, whether it is as it was published.

    Its record says so, also where hand-over page and manifest are lost: files that come back from
    a website are checked by it. That its inputs have changed since is no problem of an issue.
    Raises InputsError where a record is damaged.
    """
    verdict = verify_build(folder, inputs, templates)
    issue = _issue_of(folder, inputs.parent / MEETINGS)
    if issue is None:
        return verdict
    other = tuple(_other_files(folder, issue))
    if verdict.problems and not verdict.manifest:
        return Verdict(other, issued=_in_words(issue))
    kept = [each for each in verdict.problems if each.code != "outputs-older"]
    known = {each.place.file for each in other}
    kept = [each for each in kept if each.place.file not in known]
    return replace(verdict, problems=(*kept, *other), older=False, issued=_in_words(issue))


def _issue_of(folder: Path, meetings: Path) -> Issue | None:
    """Return the issue that a folder of the outputs has the name of; None where there is none."""
    name = folder.resolve().name.partition(".")[0]
    if not (meetings / name).is_dir():
        return None
    for issue in read_issues(meetings / name).issues:
        if Edition(supplement=issue.contents.supplement).folder(name) == folder.resolve().name:
            return issue
    return None


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
