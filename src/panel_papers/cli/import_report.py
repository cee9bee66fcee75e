"""The command that makes a Word report the inputs of a paper."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from panel_papers.cli.in_child import in_child
from panel_papers.cli.options import CHECK_FORM, folder_option
from panel_papers.cli.project import project_default
from panel_papers.cli.run import Run
from panel_papers.cli.terminal import say
from panel_papers.core import Place, Settings

if TYPE_CHECKING:
    from panel_papers.inputs import Imported


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE.docx")
@click.argument("paper")
@click.option(
    "--body",
    default=partial(project_default, "body"),
    metavar="NAME",
    help="The body whose cover sheet the report has: the name of a profile in templates/bodies.",
)
@click.option(
    "--as",
    "kind",
    type=click.Choice(["markdown", "word"]),
    default="markdown",
    show_default=True,
    help="What sections become: “word” keeps them as Word files where these can be built.",
)
@CHECK_FORM
@folder_option("inputs", "The papers, one folder each.")
@folder_option("templates", "The templates; those for Word are in its folder “word”.")
def import_report(
    file: Path,
    paper: str,
    *,
    body: str | None,
    kind: str,
    form: str,
    inputs: Path,
    templates: Path,
) -> None:
    """Make an existing Word report the inputs of a new paper.

    The cover sheet becomes paper.yaml, each heading a section in Markdown, with its lists, tables,
    pictures and footnotes; tables with numbers are also written to “data”. What has no place is
    listed, and nothing else is left out. A folder that exists is never touched.

    \b
    Examples:
      panel-papers import report.docx june-2024
      panel-papers import report.docx june-2024 --body council
      panel-papers import report.docx june-2024 --as word
    """  # noqa: D301 - click wants the character itself
    run = Run(form=form)
    with run:
        imported = in_child(file.as_posix(), partial(_imported, file, body, templates, kind))
        _write(run, inputs, paper, imported)
    run.end()


def _imported(file: Path, body: str | None, templates: Path, kind: str) -> Imported:
    """Read a report; in a child process, as it is supplied."""
    from panel_papers.content import inexact  # noqa: PLC0415 - heavy
    from panel_papers.inputs import (  # noqa: PLC0415 - heavy
        import_file,
        numbered_templates,
        read_body,
        template_headings,
    )

    settings = Settings(templates=templates)
    asked_at = Place(file.as_posix(), where="the option --body")
    profile = read_body(settings.bodies, body, asked_at) if body else None
    templates_of = settings.word_templates
    imported = import_file(
        file,
        template_headings(templates_of),
        profile,
        numbered_templates(templates_of),
        as_word=kind == "word",
    )
    unlike = (
        f"{each.place}: {each.found}; compare the words and their looks with the report, and "
        f"correct {each.place.file}."
        for each in inexact(imported.prose)
    )
    return replace(imported, left=(*imported.left, *unlike))


def _write(run: Run, inputs: Path, paper: str, imported: Imported) -> None:
    from panel_papers.inputs import write_imported  # noqa: PLC0415 - heavy

    folder = write_imported(inputs, paper, imported).as_posix()
    run.say_of_paper(
        {
            "paper": paper,
            "files": sorted(imported.files),
            "facts": list(imported.facts),
            "sections": list(imported.sections),
            "not_placed": list(imported.left),
        }
    )
    run.answer(f"Written to {folder}: {', '.join(sorted(imported.files))}")
    run.answer(f"Found on the cover sheet: {', '.join(imported.facts) or 'nothing'}")
    if imported.left:
        run.answer("Not placed (also listed in not-placed.txt there):")
        for each in imported.left:
            run.answer(f"  {each}")
    say(f"Read these files through, then: make-paper {paper}", err=True)
