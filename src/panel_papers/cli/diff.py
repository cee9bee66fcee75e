"""The command that reports what changed in a paper since an earlier version."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from panel_papers.cli.in_child import in_child
from panel_papers.cli.options import FORM, folder_option, with_options
from panel_papers.cli.run import Run
from panel_papers.core import Settings

if TYPE_CHECKING:
    from panel_papers.merge import Since

_KINDS = {
    "changed": "changed",
    "new": "new",
    "deleted": "deleted",
    "moved": "moved, with the same words",
    "look": "the same words, in another look",
}


@click.command("diff")
@click.argument("paper")
@click.argument("old")
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Where the Word files with tracked changes go.  [default: PAPER-changes]",
)
@with_options(
    FORM,
    folder_option("inputs", "The papers, one folder each."),
    folder_option("templates", "The templates; those for Word are in its folder “word”."),
)
def diff(paper: str, old: str, *, output: Path | None, form: str, **settings: Any) -> None:  # noqa: ANN401 - the fields of Settings, each typed there
    """Report what changed in PAPER since an earlier version, for the meeting.

    OLD is a Word file of the paper, a folder of outputs, or a revision of git. What PAPER would
    print now is compared with it: each change is listed with its place, and written as tracked
    changes into a Word file for each document that changed. Compared are the report and the
    appendices that are made in Word; the others are named.

    \b
    Examples:
      panel-papers diff march-2024 HEAD~1                    since the last commit
      panel-papers diff march-2024 published/march-2024      since what was published
      panel-papers diff march-2024 march-2024-report.docx    since this report
    """  # noqa: D301 - click wants the character itself
    run = Run(form=form, **settings)
    with run:
        work = partial(_since, paper, old, run.settings, output)
        since, folder = in_child(paper, work)
        _report(run, since, folder)
    run.end()


def _since(paper: str, old: str, settings: Settings, output: Path | None) -> tuple[Since, Path]:
    """Compare, and write the Word files; in a child process, as files are supplied."""
    from panel_papers.merge import changed_since  # noqa: PLC0415 - heavy
    from panel_papers.output import write_copies  # noqa: PLC0415 - heavy

    since = changed_since(paper, old, settings)
    folder = output or Path(f"{since.paper}-changes")
    if since.files:
        write_copies(folder, since.files)
    return since, folder


def _report(run: Run, since: Since, folder: Path) -> None:
    """Print the list for the meeting."""
    from panel_papers.merge import side_by_side  # noqa: PLC0415 - heavy

    files = [(folder / name).as_posix() for name in sorted(since.files)]
    run.say_of_paper(
        {
            "paper": since.paper,
            "changes": [
                {
                    "document": each.document,
                    "where": each.where,
                    "kind": each.kind,
                    "old": each.old,
                    "new": each.new,
                }
                for each in since.changes
            ],
            "files": files,
            "not_compared": list(since.not_compared),
        }
    )
    for each in since.changes:
        run.answer(f"{', '.join(filter(None, (each.document, each.where)))}: {_KINDS[each.kind]}")
        old, new = side_by_side(each.old, each.new)
        if each.kind in {"moved", "look"}:
            run.answer(f"    “{new}”")
            continue
        if old:
            run.answer(f"    before: “{old}”")
        if new:
            run.answer(f"    now:    “{new}”")
    count = len(since.changes)
    many = "1 change" if count == 1 else f"{count or 'no'} changes"
    run.answer(f"{since.paper}: {many}.")
    for path in files:
        run.answer(f"{path}: with tracked changes.")
    if since.not_compared:
        run.answer(f"Not compared, as they are not made in Word: {', '.join(since.not_compared)}.")
