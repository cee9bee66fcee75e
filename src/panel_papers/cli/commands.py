"""The two commands: what is typed, and how the program answers and ends.

Nothing heavy is imported here: `--help` and shell completion answer at once.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, Unpack

import click

from panel_papers import __version__
from panel_papers.cli.adopt import adopt
from panel_papers.cli.diff import diff
from panel_papers.cli.explain import explain
from panel_papers.cli.import_report import import_report
from panel_papers.cli.in_child import in_child
from panel_papers.cli.init import init
from panel_papers.cli.meeting_issues import meeting_commands
from panel_papers.cli.merge import merge
from panel_papers.cli.options import (
    CHECK_FORM,
    DATES,
    FORM,
    INCLUDE_RESTRICTED,
    with_options,
)
from panel_papers.cli.paper_options import (
    BUILD_OPTIONS,
    DRAFT,
    ENGINE,
    INPUTS,
    NO_CACHE,
    RUN_OPTIONS,
    STRICT,
    TEMPLATES,
    TODAY,
)
from panel_papers.cli.paper_preview import EDITOR, serve_paper
from panel_papers.cli.preview import fields, preview as templates_preview
from panel_papers.cli.project import project_default
from panel_papers.cli.run import Run, RunOptions, check_one
from panel_papers.cli.templates import templates
from panel_papers.cli.terminal import say
from panel_papers.core import Place, Settings

if TYPE_CHECKING:
    from panel_papers.output import Verdict

_Command = TypeVar("_Command", bound=Callable[..., None])


def _complete(context: click.Context, _parameter: click.Parameter, typed: str) -> list[str]:
    """Offer the folders under the inputs that hold a paper."""
    inputs = Path(context.params.get("inputs") or "inputs")
    return sorted(found.parent.name for found in inputs.glob(f"{typed}*/paper.yaml"))


_BUILD_HELP = """Build committee papers: a Word report and a PDF pack each.

PAPER is the name of a folder under inputs/.

\b
Examples:
  make-paper march-2024              build one paper
  make-paper march-2024 june-2024    build several
  make-paper --all                   build every paper under inputs/
  make-paper --all --jobs 4          build four at a time
  make-paper march-2024 --draft      see how far it is, gaps marked
  make-paper march-2024 --strict     stop at warnings too
  make-paper march-2024 --parts      also one PDF for each part, to upload item by item
  make-paper march-2024 --no-html    without the paper as a web page
  make-paper march-2024 --large-print  also the pack in large print

What is built goes to outputs/PAPER/, all its files together or none of them.

\b
Exit codes:
  0  built                      4  errors in the templates
  1  an error of the program    5  a tool failed, is missing, or took too long
  2  wrong usage                6  something must not be published
  3  errors in the inputs       130  interrupted
                                143  ended by SIGTERM
"""


def _papers(*, required: bool) -> Callable[[_Command], _Command]:
    return click.argument(
        "papers", nargs=-1, required=required, metavar="PAPER...", shell_complete=_complete
    )


@click.command("make-paper", help=_BUILD_HELP)
@_papers(required=False)
@with_options(*BUILD_OPTIONS, FORM, INCLUDE_RESTRICTED, *RUN_OPTIONS)
@click.version_option(__version__, prog_name="make-paper")
def make_paper(papers: Sequence[str], every: bool, **options: Unpack[RunOptions]) -> None:
    """Build committee papers."""
    _build(papers, every, Run(**options))


@click.group("panel-papers")
@click.version_option(__version__, prog_name="panel-papers")
def panel_papers() -> None:
    """Committee papers from structured inputs and Word templates.

    \b
    Examples:
      panel-papers init                        set up a folder of papers
      panel-papers new june-2024               start a paper
      panel-papers import old.docx june-2024   start it from an existing Word report
      panel-papers preview june-2024           see its pages in the browser, as you write
      panel-papers check june-2024             see what is wrong with it
      panel-papers build june-2024             the same as make-paper june-2024
      panel-papers merge june-2024 legal.docx  changes made in Word go into the inputs
      panel-papers diff june-2024 HEAD~1       what changed since an earlier version
      panel-papers meeting build may-2027      agenda, pack and items of a whole meeting
      panel-papers templates check             see what is wrong with the Word templates
      panel-papers templates preview --watch   see their pages, as you edit them
      panel-papers verify outputs/june-2024    check a built folder before publication
      panel-papers explain dead-link           what a problem means, and how to fix it
    """  # noqa: D301 - click wants the character itself


panel_papers.add_command(diff)
panel_papers.add_command(explain)
panel_papers.add_command(init)
panel_papers.add_command(meeting_commands)
panel_papers.add_command(merge)
panel_papers.add_command(import_report)
panel_papers.add_command(templates)
templates.add_command(adopt)
templates.add_command(fields)
templates.add_command(templates_preview)


@panel_papers.command("build", help=_BUILD_HELP)
@_papers(required=False)
@with_options(*BUILD_OPTIONS, FORM, INCLUDE_RESTRICTED, *RUN_OPTIONS)
def build(papers: Sequence[str], every: bool, **options: Unpack[RunOptions]) -> None:
    """Build committee papers."""
    _build(papers, every, Run(**options))


@panel_papers.command("check")
@_papers(required=False)
@click.option("--all", "every", is_flag=True, help="Check every paper under the inputs.")
@click.option(
    "--review",
    type=click.Path(path_type=Path, file_okay=False),
    is_flag=False,
    flag_value=Path("review"),
    metavar="[DIR]",
    help="Also write the Word documents with each finding as a comment, to DIR or “review”.",
)
@with_options(CHECK_FORM, INCLUDE_RESTRICTED, *RUN_OPTIONS)
def check(papers: Sequence[str], every: bool, **options: Unpack[RunOptions]) -> None:
    """Find what is wrong with papers, building nothing.

    \b
    Examples:
      panel-papers check march-2024
      panel-papers check --all                    every paper under inputs/
      panel-papers check march-2024 --format json
      panel-papers check march-2024 --review      Word files with comments, in review/
      panel-papers check march-2024 --today 2024-03-07
    """  # noqa: D301 - click wants the character itself
    run = Run(**options)
    names = _names(papers, every, run, "check")
    with run:
        for paper, came in zip(names, run.each(check_one, names), strict=True):
            run.checked(paper, came)
    run.end()


@panel_papers.command("preview")
@click.argument("paper", shell_complete=_complete)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    help="The port of the page; by default a free one.",
)
@click.option(
    "--editor",
    default=partial(project_default, "editor", EDITOR),
    show_default=EDITOR,
    metavar="LINK",
    help="The form of the links that open a file at a line, such as "
    "“idea://open?file={path}&line={line}”; “none” for no links.",
)
@with_options(ENGINE, NO_CACHE, DRAFT, STRICT, TODAY, INPUTS, TEMPLATES)
def preview(paper: str, port: int, editor: str, **options: Unpack[RunOptions]) -> None:
    """Show a paper's pages in the browser, new after each save, with its problems beside them.

    The pages are those that make-paper would print. They are made again when a Markdown, YAML,
    Word or data file of the paper is saved, or a template. While the paper has errors, the page
    shows a draft or the last good pages, and says so. Restricted appendices are never shown.

    \b
    Examples:
      panel-papers preview march-2024
      panel-papers preview march-2024 --editor none      no links to an editor

    The web page is for you alone: its address holds a secret. Stop it with Ctrl+C.
    """  # noqa: D301 - click wants the character itself
    serve_paper(paper, port, editor, **options)


@panel_papers.command("new")
@click.argument("paper")
@click.option(
    "--date",
    "meeting",
    type=click.DateTime(DATES),
    metavar="YYYY-MM-DD",
    help="The day of the meeting; a name such as june-2024 says the month itself.",
)
@click.option(
    "--body",
    default=partial(project_default, "body"),
    metavar="NAME",
    help="The body whose sections the paper has: the name of a profile in templates/bodies.",
)
@INPUTS
@TEMPLATES
def new(
    paper: str, meeting: datetime | None, body: str | None, inputs: Path, templates: Path
) -> None:
    """Write a filled-in starter for a new paper, ready to build.

    \b
    Examples:
      panel-papers new june-2024
      panel-papers new budget-2025 --date 2025-02-06
      panel-papers new june-2024 --body council
    """  # noqa: D301 - click wants the character itself
    run = Run()
    with run:
        from panel_papers.inputs import read_body, write_starter  # noqa: PLC0415 - heavy

        bodies = Settings(templates=templates).bodies
        asked_at = Place((inputs / paper).as_posix(), where="the option --body")
        profile = read_body(bodies, body, asked_at) if body else None
        for path in write_starter(inputs, paper, meeting.date() if meeting else None, profile):
            say(path.as_posix())
        say(f"Change these files, then: make-paper {paper}", err=True)
    run.end()


@panel_papers.command("verify")
@click.argument("folder", type=click.Path(path_type=Path))
@FORM
@INPUTS
@TEMPLATES
def verify(folder: Path, form: str, inputs: Path, templates: Path) -> None:
    """Check before publication that a folder is as it was built.

    Every file is compared with manifest.json, the manifest with the hand-over sheet and the pack,
    and the inputs and templates, where they are here, with those of the build. A published issue of
    a meeting is compared with its record; that its inputs have changed since is no problem of it.

    \b
    Ends with:
      0  unchanged since it was built: it may be published
      3  unchanged, but older than its inputs or templates: build it again
      6  damaged, or a draft: it must not be published

    \b
    Example:
      panel-papers verify outputs/march-2024
    """  # noqa: D301 - click wants the character itself
    run = Run(form=form)
    with run:
        verdict = in_child(folder.as_posix(), partial(_verified, folder, inputs, templates))
        run.verified(folder, verdict)
    run.end()


def _verified(folder: Path, inputs: Path, templates: Path) -> Verdict:
    from panel_papers.meetings import verify_issue  # noqa: PLC0415 - heavy

    return verify_issue(folder, inputs, templates)


def _build(papers: Sequence[str], every: bool, run: Run) -> None:
    names = _names(papers, every, run, "build")
    hidden = len(names) < 2 or run.quiet or not sys.stderr.isatty()
    bar = click.progressbar(length=len(names), label="Papers", file=sys.stderr, hidden=hidden)
    # closed at once when interrupted: then no process of it is left
    with run, bar as shown, closing(run.papers(names, lambda: shown.update(1))) as outcomes:
        for outcome in outcomes:
            run.ended(outcome)
    run.end()


def _names(papers: Sequence[str], every: bool, run: Run, what: str) -> list[str]:
    """Return the names of the papers that were asked for, each once."""
    if bool(papers) == every:
        raise click.UsageError(f"Name the papers to {what}, or give --all; not both.")
    if every:
        with run:
            from panel_papers.inputs import all_papers  # noqa: PLC0415 - heavy

            papers = all_papers(run.settings.inputs)
            if not papers:
                raise click.UsageError(f"There is no paper in {run.settings.inputs.as_posix()}/.")
    return list(dict.fromkeys(papers))
