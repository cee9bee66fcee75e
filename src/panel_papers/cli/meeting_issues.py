"""The commands for what was published of a meeting: the issue itself, and supplements to it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from panel_papers.cli.meeting import (
    BUILD_OPTIONS,
    COPIES,
    INPUTS,
    MEETINGS,
    OUTPUTS,
    QUIET,
    TEMPLATES,
    TODAY,
    meeting as meeting_commands,
    of_meeting,
)
from panel_papers.cli.options import FORM, with_options
from panel_papers.cli.run import Run

__all__ = ["meeting_commands"]


@meeting_commands.command("publish")
@of_meeting
@with_options(TODAY, FORM, QUIET, MEETINGS, INPUTS, TEMPLATES, OUTPUTS)
def publish(meeting: str, meetings: Path, **options: Any) -> None:  # noqa: ANN401 - the fields of Settings
    """Record what was built last of a meeting as published: the agenda, or a supplement.

    The record, meetings/MEETING/issued/issue-1.json, says the day, each item with its pages and
    each file with its checksum. From then on no page number that readers have moves. It uploads
    nothing. Refused where a built file, an input or a template has changed since the build.

    \b
    Example:
      panel-papers meeting publish may-2027
    """  # noqa: D301 - click wants the character itself
    run = Run(**options)
    with run:
        from panel_papers.meetings import publish_meeting  # noqa: PLC0415 - heavy

        published = publish_meeting(meeting, meetings, run.settings, run.today)
        run.found(published.problems)
        run.say_of_paper(published.json)
        run.answer(published.summary)
    run.end()


@meeting_commands.command("supplement")
@of_meeting
@with_options(*BUILD_OPTIONS, COPIES)
def supplement(meeting: str, meetings: Path, jobs: int, copies: int | None, **options: Any) -> None:  # noqa: ANN401 - as above
    """Build what is new of a meeting since it was published.

    That is papers to follow that have arrived, urgent items, reports that were changed. Its pages
    are numbered from the last page published before; a changed report says which pages it
    replaces. What is exempt goes into a pack for members, with a resolution of its own. The files
    go to outputs/meetings/MEETING.supplement-1/, all together or none of them; what was published
    before is not touched.

    \b
    Example:
      panel-papers meeting supplement may-2027
    """  # noqa: D301 - as above
    run = Run(**options)
    with run:
        from panel_papers.meetings import build_supplement  # noqa: PLC0415 - heavy

        built = build_supplement(
            meeting, meetings, run.settings, jobs=jobs, copies=copies or 0, talk=run.talk
        )
        run.found(built.problems)
        run.say_of_paper(built.manifest)
        run.answer(built.summary)
    run.end()


@meeting_commands.command("release")
@of_meeting
@with_options(
    click.option(
        "--item",
        type=click.IntRange(1),
        required=True,
        metavar="N",
        help="The number of the item on the agenda.",
    ),
    click.option(
        "--appendix",
        metavar="K",
        help="The exempt appendix to release, as the report numbers it; else the whole item.",
    ),
    click.option(
        "--reason",
        required=True,
        metavar="TEXT",
        help="Why it is public now. This is published.",
    ),
    TODAY,
    *BUILD_OPTIONS,
)
def release(
    meeting: str,
    meetings: Path,
    jobs: int,
    *,
    item: int,
    appendix: str | None,
    reason: str,
    **options: Any,  # noqa: ANN401 - as above
) -> None:
    """Build a supplement with an item or an appendix that was exempt and is public now.

    The exemption has ended, or the motion to exclude the public was lost. The supplement says what
    is released, why it was exempt, when that was decided (today, or --today) and why. Its documents
    must be those that members have. They are compared with what is still exempt, and nothing that
    was published before is touched. “meeting publish” then records it.

    \b
    Examples:
      panel-papers meeting release may-2027 --item 9 --reason "the claim is settled"
      panel-papers meeting release may-2027 --item 4 --appendix 2 --reason "the depot is sold"
    """  # noqa: D301 - as above
    run = Run(**options)
    with run:
        from panel_papers.meetings import Release, release_item  # noqa: PLC0415 - heavy

        wanted = Release(item, appendix, "", reason, run.today)
        built = release_item(meeting, meetings, run.settings, wanted, jobs=jobs, talk=run.talk)
        run.found(built.problems)
        run.say_of_paper(built.manifest)
        run.answer(built.summary)
    run.end()
