"""The commands for template editors: `panel-papers templates …`.

As in `cli`, nothing heavy is imported until a command runs.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypedDict, Unpack

import click

from panel_papers.cli.in_child import in_child
from panel_papers.cli.options import CHECK_FORM, FORM, folder_option, soffice_named
from panel_papers.cli.project import project_default
from panel_papers.cli.terminal import say, say_where_to_read_more
from panel_papers.core import (
    ExitCode,
    Level,
    PanelPapersError,
    Problem,
    Settings,
    counted,
    over_budget,
    problem_of,
    problem_text,
)

_TEMPLATES = folder_option(
    "templates", "The templates; those for Word are in its folder “word”.", into="folder"
)
_INPUTS = folder_option(
    "inputs",
    "The papers: what they say is what templates of structured appendices are checked with.",
)

_DIFF_HELP = """Report what a revision of the templates changes, and what it does to past papers.

OLD and NEW are templates, folders of templates, or revisions of git; without NEW it is the
templates as they are now. Nothing but the output folder is changed.

\b
Examples:
  panel-papers templates diff HEAD                     since they were last committed
  panel-papers templates diff main my-branch
  panel-papers templates diff old-templates templates/word
  panel-papers templates diff purpose-draft.docx templates/word/purpose.docx
  panel-papers templates diff HEAD~1:templates/word HEAD --paper march-2024

It reports which fields changed and whether that is breaking, which text (with a Word file of
tracked changes for each template), which styles; and shows the pages of papers that changed.

Ends with 0 also where something is breaking; it says so in its text and JSON.
"""


class _CheckOptions(TypedDict):
    """What a check of templates can be asked for."""

    annotate: bool
    copies: Path | None
    form: str
    folder: Path
    inputs: Path


@click.group("templates")
def templates() -> None:
    """Help with the Word templates, for those who edit them in Word.

    \b
    Examples:
      panel-papers templates check                     all problems in all templates
      panel-papers templates check --annotate          copies with each problem as a comment
      panel-papers templates diff HEAD                 what a revision changes, in past papers too
      panel-papers templates adopt report.docx         a body's own document as house.docx
    """  # noqa: D301 - click wants the character itself


@templates.command("check")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
@click.option(
    "--annotate",
    is_flag=True,
    help="Write a copy of each template that has problems, with these as Word comments.",
)
@click.option(
    "--copies",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Where --annotate writes; by default beside the template.",
)
@CHECK_FORM
@_TEMPLATES
@_INPUTS
def check(files: Sequence[Path], **options: Unpack[_CheckOptions]) -> None:
    """Find all that is wrong with the Word templates, each problem at its place in Word.

    FILE is a template; without one, all of them are checked.

    \b
    Examples:
      panel-papers templates check
      panel-papers templates check templates/word/cover-sheet.docx
      panel-papers templates check --annotate                   copies beside the templates
      panel-papers templates check --annotate --copies review   … or all of them in review/
      panel-papers templates check --format json

    Ends with 0 if nothing keeps a paper from being built, with 4 if something does.
    """  # noqa: D301 - click wants the character itself
    problems, exit_code, written = _checked_in_child(files, options)
    if options["form"] == "json":
        told = {"exit_code": int(exit_code), "problems": [problem_of(each) for each in problems]}
        say(json.dumps(told, ensure_ascii=False, indent=2))
        sys.exit(exit_code)
    if options["form"] == "sarif":
        from panel_papers.cli.sarif import sarif_text  # noqa: PLC0415 - heavy

        say(sarif_text(problems))
        sys.exit(exit_code)
    for problem in problems:
        say(problem_text(problem), err=True)
    say_where_to_read_more(problems)
    for copy in written:
        say(copy.as_posix())
    say(_summary(problems))
    sys.exit(exit_code)


class _Checked(NamedTuple):
    """What a check found, its exit code, and the copies that it wrote."""

    problems: Sequence[Problem]
    exit_code: ExitCode
    written: Sequence[Path] = ()


def _checked_in_child(files: Sequence[Path], options: _CheckOptions) -> _Checked:
    try:
        return in_child(options["folder"].as_posix(), partial(_checked, files, options))
    except PanelPapersError as error:  # it exceeded its limits
        return _Checked(error.problems, error.exit_code)


def _checked(files: Sequence[Path], options: _CheckOptions) -> _Checked:
    from panel_papers.template_tools import check_templates, write_copies  # noqa: PLC0415 - heavy

    folder = Settings(templates=options["folder"]).word_templates
    body = project_default("body")
    problems = check_templates(folder, files, inputs=options["inputs"], body=body)
    errors = any(problem.level is Level.ERROR for problem in problems)
    exit_code = ExitCode.TEMPLATES if errors else ExitCode.BUILT
    try:
        if options["annotate"] or options["copies"] is not None:
            usable = [each for each in problems if not over_budget(each.place.file)]
            written = write_copies(usable, options["copies"])
            return _Checked(problems, exit_code, written)
    except PanelPapersError as error:
        return _Checked([*problems, *error.problems], error.exit_code)
    return _Checked(problems, exit_code)


@templates.command("diff", help=_DIFF_HELP)
@click.argument("old")
@click.argument("new", required=False)
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("templates-diff"),
    show_default=True,
    metavar="DIR",
    help="Where the page, its pictures and the redlines go.",
)
@click.option(
    "--paper",
    "papers",
    multiple=True,
    metavar="PAPER",
    help="A paper to build with both versions; may be repeated. By default, every paper.",
)
@FORM
@_TEMPLATES
@_INPUTS
@click.option("-v", "--verbose", is_flag=True, help="Say what is being done.")
def diff(
    *,
    old: str,
    new: str | None,
    output: Path,
    papers: Sequence[str],
    form: str,
    folder: Path,
    inputs: Path,
    verbose: bool,
) -> None:
    """Report what a revision of the templates changes."""
    settings = Settings(inputs=inputs, templates=folder, soffice=soffice_named())
    asked = _Comparison(old, new, settings, papers, output, form, verbose)
    try:
        text = in_child(folder.as_posix(), partial(_compared, asked))
    except PanelPapersError as fault:
        if form == "json":
            from panel_papers.template_tools import json_text  # noqa: PLC0415 - heavy

            say(json_text(None, output, fault.problems, fault.exit_code))
        for problem in fault.problems if form != "json" else ():
            say(problem_text(problem), err=True)
        sys.exit(fault.exit_code)
    if form == "json":
        say(text)
    else:
        say(text)


class _Comparison(NamedTuple):
    """What is to be compared, and how the answer is written."""

    old: str
    new: str | None
    settings: Settings
    papers: Sequence[str]
    output: Path
    form: str
    verbose: bool


def _compared(asked: _Comparison) -> str:
    from panel_papers.template_tools import (  # noqa: PLC0415 - heavy
        compare,
        json_text,
        page_files,
        text_of,
        write_comparison,
    )

    def talk(words: str) -> None:
        if asked.verbose:
            say(words, err=True)

    found = compare(asked.old, asked.new, asked.settings, papers=asked.papers, talk=talk)
    if found.templates:
        write_comparison(asked.output, page_files(found))
    if asked.form == "json":
        return json_text(found, asked.output, (), ExitCode.BUILT)
    return text_of(found, asked.output)


def _summary(problems: Sequence[Problem]) -> str:
    if not problems:
        return "The templates are in order."
    files = len({problem.place.file for problem in problems})
    return (
        f"{counted(problems).capitalize()} in {files} {'template' if files == 1 else 'templates'}."
    )
