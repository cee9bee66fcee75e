"""The command that makes a body's own Word document the house of its papers."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from panel_papers.cli.in_child import in_child
from panel_papers.cli.options import CHECK_FORM
from panel_papers.cli.project import project_default
from panel_papers.cli.run import Run
from panel_papers.cli.terminal import say
from panel_papers.core import counted, is_paper_name

if TYPE_CHECKING:
    from panel_papers.template_tools import Adopted, Placed


@click.command("adopt")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE.docx")
@click.option(
    "--body",
    metavar="NAME",
    help="Also propose a profile of this name in templates/bodies, where there is none.",
)
@click.option(
    "--replace",
    "replacing",
    is_flag=True,
    help="Replace house.docx and cover-sheet.docx; the old ones are kept in “replaced”.",
)
@CHECK_FORM
@click.option(
    "--templates",
    type=click.Path(path_type=Path, file_okay=False),
    default=lambda: Path(project_default("templates", "templates")),  # never those of the package
    show_default="templates",
    metavar="DIR",
    help="The folder of templates to write to; a new one gets all of them.",
)
def adopt(file: Path, *, body: str | None, replacing: bool, form: str, templates: Path) -> None:
    """Make a body's own Word report or template the house of its papers.

    Page set-up, header, footer, logo, fonts, colours, headings and lists go into house.docx; styles
    that papers need and the document lacks are added in its look. Its cover sheet becomes
    cover-sheet.docx. What cannot be taken is listed, and the templates are checked.

    \b
    Examples:
      panel-papers templates adopt report.docx --templates our-templates
      panel-papers templates adopt report.docx --body our-council
      panel-papers templates adopt corporate.dotx --replace

    Ends with 4, and nothing written, where the document cannot be used.
    """  # noqa: D301 - click wants the character itself
    if body is not None and not is_paper_name(body):
        wanted = "small letters, digits and hyphens, such as our-council"
        raise click.BadParameter(f"“{body}” cannot be the name of a profile: {wanted}")
    run = Run(form=form)
    with run:
        work = partial(_adopted, file, body, templates, replacing)
        adopted, placed = in_child(file.as_posix(), work)
        _report(run, adopted, placed)
    run.end()


def _adopted(
    file: Path, body: str | None, templates: Path, replacing: bool
) -> tuple[Adopted, Placed]:
    """Adopt a document; in a child process, as it is supplied."""
    from panel_papers.template_tools import adopt as made, place_templates  # noqa: PLC0415 - heavy

    adopted = made(file, templates, body)
    return adopted, place_templates(adopted, templates, body, replacing=replacing)


def _report(run: Run, adopted: Adopted, placed: Placed) -> None:
    run.found([*adopted.left, *placed.problems])
    run.say_of_paper(
        {
            "written": [path.as_posix() for path in placed.written],
            "kept": [path.as_posix() for path in placed.kept],
            "taken": list(adopted.taken),
            "proposed": list(adopted.proposed),
        }
    )
    run.answer("Taken:")
    for each in adopted.taken:
        run.answer(f"  {each}")
    if adopted.proposed:
        run.answer("Proposed for the body’s profile:")
        for each in adopted.proposed:
            run.answer(f"  {each}")
    for path in placed.written:
        run.answer(f"Written: {path.as_posix()}")
    for path in placed.kept:
        run.answer(f"Kept: {path.as_posix()}")
    run.answer(
        f"Check of the templates: {counted(placed.problems)}."
        if placed.problems
        else "The templates are in order."
    )
    say("Now look at the pages: panel-papers templates preview", err=True)
