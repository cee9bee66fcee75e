"""The commands for meetings: a new one, its checks, its status, its files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import click

from panel_papers.cli.options import DATES, ENGINE_NAMES, FORM, Day, folder_option, with_options
from panel_papers.cli.project import project_default
from panel_papers.cli.run import Run
from panel_papers.cli.terminal import say
from panel_papers.core import GateError, Level, Place, Settings

_Command = TypeVar("_Command", bound=Callable[..., None])
MEETINGS = click.option(
    "--meetings",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("meetings"),
    show_default="meetings",
    metavar="DIR",
    help="The meetings, one folder each.",
)
INPUTS = folder_option("inputs", "The papers, one folder each.")
TEMPLATES = folder_option("templates", "The templates; those for Word are in its folder “word”.")
OUTPUTS = folder_option("outputs", "What is built; meetings are in its folder “meetings”.")
JOBS = click.option(
    "--jobs",
    type=click.IntRange(1),
    default=partial(project_default, "jobs", 1),
    show_default="1",
    metavar="N",
    help="Work on N papers at the same time, each in its own process.",
)
TODAY = click.option(
    "--today",
    type=click.DateTime(DATES),
    metavar="YYYY-MM-DD",
    help="The day to use as today.",
)
QUIET = click.option("-q", "--quiet", is_flag=True, help="Report errors only.")

COPIES = click.option(
    "--copies",
    type=click.IntRange(1, 200),
    metavar="N",
    help="Make N copies of the restricted pack, with the number on every page.",
)

BUILD_OPTIONS = (
    JOBS,
    click.option(
        "--engine",
        type=click.Choice(ENGINE_NAMES),
        default=partial(project_default, "engine", "auto"),
        show_default="auto",
        help="What turns Word into PDF, as for make-paper.",
    ),
    click.option(
        "--strict",
        is_flag=True,
        default=partial(project_default, "strict", False),
        help="Let a warning count as an error.",
    ),
    click.option(
        "--no-cache",
        is_flag=True,
        help="Build everything again, without the cache of earlier builds.",
    ),
    click.option(
        "--discard-edits",
        is_flag=True,
        help="Replace built files that somebody has edited in the outputs; their edits are lost.",
    ),
    FORM,
    click.option("-v", "--verbose", is_flag=True, help="Report each step."),
    QUIET,
    MEETINGS,
    INPUTS,
    TEMPLATES,
    OUTPUTS,
)
"""The options of what builds: a meeting, or a supplement to it."""


def _complete(context: click.Context, _parameter: click.Parameter, typed: str) -> list[str]:
    """Offer the folders that hold a meeting."""
    meetings = Path(context.params.get("meetings") or "meetings")
    return sorted(found.parent.name for found in meetings.glob(f"{typed}*/meeting.yaml"))


def of_meeting(command: _Command) -> _Command:
    """Give a command the meeting that it is about."""
    return click.argument("meeting", shell_complete=_complete)(command)


@click.group("meeting")
def meeting() -> None:
    """Whole meetings: an agenda, the papers behind it as one pack, one PDF an item.

    \b
    Examples:
      panel-papers meeting new may-2027 --date 2027-05-06 --body council
      panel-papers meeting check may-2027      what is wrong with it and with its papers
      panel-papers meeting status may-2027     what is still owed, and the days left
      panel-papers meeting build may-2027      agenda, pack and one PDF an item
      panel-papers meeting publish may-2027    record it as published; nothing of it moves again
      panel-papers meeting supplement may-2027 what is new since it was published
      panel-papers meeting release may-2027 --item 9 --reason "…"   what is exempt no more
    """  # noqa: D301 - click wants the character itself


@meeting.command("new")
@click.argument("name", metavar="MEETING")
@click.option(
    "--date",
    "day",
    type=Day(),
    required=True,
    metavar="YYYY-MM-DD",
    help="The day of the meeting.",
)
@click.option(
    "--body",
    default=partial(project_default, "body"),
    metavar="NAME",
    help="The body that meets: the name of a profile in templates/bodies.",
)
@with_options(MEETINGS, INPUTS, TEMPLATES)
def new(
    name: str, *, day: date, body: str | None, meetings: Path, inputs: Path, templates: Path
) -> None:
    """Write a meeting.yaml, with the papers that are for that day and body.

    \b
    Example:
      panel-papers meeting new may-2027 --date 2027-05-06 --body council
    """  # noqa: D301 - as above
    if body is None:
        raise click.UsageError("Name the body that meets with --body.")
    run = Run()
    with run:
        from panel_papers.inputs import read_body  # noqa: PLC0415 - heavy
        from panel_papers.meetings import papers_for, write_meeting  # noqa: PLC0415 - heavy

        asked_at = Place((meetings / name).as_posix(), where="the option --body")
        profile = read_body(Settings(templates=templates).bodies, body, asked_at)
        papers = papers_for(inputs, day, profile.key)
        for path in write_meeting(meetings, name, day, profile, papers):
            say(path.as_posix())
        say(f"Change meeting.yaml, then: panel-papers meeting check {name}", err=True)
    run.end()


@meeting.command("check")
@of_meeting
@with_options(JOBS, FORM, QUIET, TODAY, MEETINGS, INPUTS, TEMPLATES)
def check(meeting: str, meetings: Path, jobs: int, **options: Any) -> None:  # noqa: ANN401 - the fields of Settings
    """Find what is wrong with a meeting and with each of its papers, building nothing.

    \b
    Example:
      panel-papers meeting check may-2027
    """  # noqa: D301 - as above
    run = Run(**options)
    with run:
        from panel_papers.meetings import check_meeting  # noqa: PLC0415 - heavy

        checked = check_meeting(meeting, meetings, run.settings, today=run.today, jobs=jobs)
        problems = [*checked.problems, *(p for each in checked.papers.values() for p in each)]
        if any(each.level is Level.ERROR for each in problems):
            raise GateError(problems)
        run.found(problems)
        run.answer(f"{checked.meeting.name} can be built.")
    run.end()


@meeting.command("status")
@of_meeting
@with_options(
    JOBS,
    click.option(
        "--html",
        "page",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        help="Write the status as a web page too.",
    ),
    FORM,
    TODAY,
    MEETINGS,
    INPUTS,
    TEMPLATES,
    OUTPUTS,
)
def status(meeting: str, meetings: Path, jobs: int, page: Path | None, **options: Any) -> None:  # noqa: ANN401 - as above
    """Show how far a meeting is: each item, who owes what, and the days left to publish.

    \b
    Examples:
      panel-papers meeting status may-2027
      panel-papers meeting status may-2027 --html status.html     a page to send round
    """  # noqa: D301 - as above
    run = Run(**options)
    with run:
        from panel_papers.meetings import (  # noqa: PLC0415 - heavy
            check_meeting,
            status_of,
            status_page,
        )
        from panel_papers.output import write_copies  # noqa: PLC0415 - heavy

        checked = check_meeting(meeting, meetings, run.settings, today=run.today, jobs=jobs)
        found = status_of(checked, run.today)
        if page is not None:
            write_copies(page.parent, {page.name: status_page(found, checked.meeting)})
        run.answer(found.text)
        run.say_of_paper(found.json)
    run.end()


@meeting.command("build")
@click.argument("meeting", required=False, shell_complete=_complete)
@with_options(
    click.option("--all", "every", is_flag=True, help="Build every meeting that is not published."),
    click.option(
        "--draft",
        is_flag=True,
        help="Build a draft of the pack to send round: gaps and errors allowed, every page marked.",
    ),
    *BUILD_OPTIONS,
    COPIES,
)
def build(
    meeting: str | None,
    meetings: Path,
    jobs: int,
    *,
    copies: int | None,
    every: bool,
    draft: bool,
    **options: Any,  # noqa: ANN401 - as above
) -> None:
    """Build a meeting: its agenda, one pack of all its papers, and one PDF an item.

    The files go to outputs/meetings/MEETING/, all together or none of them. What is to be
    published is in its folder “public”. With --all, one meeting after another is built: what is
    wrong with one keeps no other from being built.

    \b
    Examples:
      panel-papers meeting build may-2027
      panel-papers meeting build may-2027 --jobs 4     four papers at a time
      panel-papers meeting build --all --jobs 4        every meeting that is not published
      panel-papers meeting build may-2027 --draft      a pack to send round, in may-2027.draft
    """  # noqa: D301 - as above
    run = Run(**options)
    if (meeting is not None) == every:
        raise click.UsageError("Name the meeting to build, or give --all; not both.")
    if every and (copies or draft):
        raise click.UsageError("--copies and --draft are for one meeting; name it.")
    if copies and draft:
        raise click.UsageError("A draft has no restricted pack to copy; give --copies or --draft.")
    if meeting is not None and draft:
        _build_draft(run, meeting, meetings, jobs=jobs)
    elif meeting is not None:
        _build_one(run, meeting, meetings, jobs=jobs, copies=copies or 0)
    else:
        _build_all(run, meetings, jobs=jobs)
    run.end()


def _build_one(run: Run, meeting: str, meetings: Path, *, jobs: int, copies: int = 0) -> bool:
    """Build a meeting and print its result; return whether it was built."""
    with run:
        from panel_papers.meetings import build_meeting  # noqa: PLC0415 - heavy

        built = build_meeting(
            meeting, meetings, run.settings, jobs=jobs, copies=copies, talk=run.talk
        )
        run.found(built.problems)
        run.say_of_paper(built.manifest)
        run.answer(built.summary)
        return True
    return False


def _build_draft(run: Run, meeting: str, meetings: Path, *, jobs: int) -> None:
    """Build a draft of a meeting’s pack and print its result."""
    with run:
        from panel_papers.meetings import build_draft  # noqa: PLC0415 - heavy

        built = build_draft(meeting, meetings, run.settings, jobs=jobs, talk=run.talk)
        run.found(built.problems)
        run.say_of_paper(built.manifest)
        run.answer(built.summary)


def _build_all(run: Run, meetings: Path, *, jobs: int) -> None:
    """Build each meeting that is not published, and print which were not built."""
    from panel_papers.meetings import all_meetings, published_meetings  # noqa: PLC0415 - heavy

    published = published_meetings(meetings)
    names = [each for each in all_meetings(meetings) if each not in published]
    if not names and not published:
        raise click.UsageError(f"There is no meeting in {meetings.as_posix()}/.")
    failed = [name for name in names if not _build_one(run, name, meetings, jobs=jobs)]
    run.answer(f"{len(names) - len(failed)} of {len(names)} meetings were built.")
    if failed:
        run.answer(f"Not built: {', '.join(failed)}.")
    if published:
        run.answer(f"Published before, and left as they are: {', '.join(published)}.")
