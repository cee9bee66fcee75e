"""A new project folder: templates to edit, a sample paper, and its settings."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from panel_papers.core import InputsError, Place, Problem, shipped_templates
from panel_papers.inputs.bodies import read_body
from panel_papers.inputs.starter import write_starter

SAMPLE = "sample-report"
_TIME_TO_WRITE = timedelta(days=60)
_SETTINGS = """\
# Settings of this folder of papers, for panel-papers and make-paper. A line without # applies,
# unless a command says otherwise.

# inputs = "inputs"        # the papers, one folder each
# templates = "templates"  # the Word templates and the profiles of bodies
# outputs = "outputs"      # what is built

# The body of papers that name none, from templates/bodies.
{body}

# strict = true            # let a warning count as an error
# parts = true             # also write one PDF for each part
# jobs = 2                 # papers to build at once
# engine = "auto"          # what turns Word into PDF
"""


def write_project(folder: Path, body: str | None, today: date) -> list[Path]:
    """Write templates, a sample paper and `panel-papers.toml`; return what can be edited first.

    The sample's meeting is about two months after `today`. With `body`, the sample is a paper of
    that body, which becomes the project's own.

    Raises InputsError, with nothing written, where one of the three exists already, the body has no
    profile, or the disk refuses.
    """
    templates, inputs, settings = (
        folder / "templates",
        folder / "inputs",
        folder / "panel-papers.toml",
    )
    problems = [*_in_the_way(templates), *_in_the_way(settings), *_in_the_way(inputs / SAMPLE)]
    if problems:
        raise InputsError(problems)
    asked_at = Place(folder.as_posix(), where="the option --body")
    profile = read_body(shipped_templates() / "bodies", body, asked_at) if body else None
    unfinished = folder / ".panel-papers.new"
    try:
        inputs.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(unfinished, ignore_errors=True)  # of a run that was killed
        shutil.copytree(shipped_templates(), unfinished)
        unfinished.rename(templates)
        meeting = today + _TIME_TO_WRITE
        meeting += timedelta(days=(3 - meeting.weekday()) % 7)  # a Thursday
        written = write_starter(inputs, SAMPLE, meeting, profile)
        line = f'body = "{body}"' if body else '# body = "council"'
        settings.write_text(_SETTINGS.format(body=line), encoding="utf-8", newline="\n")
    except OSError as error:
        raise InputsError([_refused(folder, error)]) from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return [templates, settings, *written]


def _in_the_way(path: Path) -> Iterator[Problem]:
    if os.path.lexists(path):
        yield Problem(
            code="project-exists",
            place=Place(path.as_posix()),
            found=f"“{path.name}” exists already",
            wanted="a folder that has no templates, settings or sample paper yet",
            hint="to start a paper here, type “panel-papers new” and a name such as june-2024; "
            "to set up another folder, type “panel-papers init papers”",
        )


def _refused(folder: Path, error: OSError) -> Problem:
    return Problem(
        code="project-not-written",
        place=Place(folder.as_posix()),
        found=f"The folder could not be set up ({error.strerror or error})",
        wanted="a folder that you may write in",
        hint="run the command again with a folder in your own documents, such as panel-papers "
        "init Documents/papers",
    )
