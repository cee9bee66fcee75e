"""The preview run: pages written to a folder, or one page served that is drawn again."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from panel_papers.core import (
    OutputsError,
    PanelPapersError,
    Place,
    Problem,
    Settings,
    TemplatesError,
    did_you_mean,
)
from panel_papers.inputs import paper_folder, template_files
from panel_papers.output import write_copies
from panel_papers.pdf import choose_engine, sound_fonts
from panel_papers.template_tools.check.checking import check_templates
from panel_papers.template_tools.preview.pictures import page_picture
from panel_papers.template_tools.preview.samples import KINDS
from panel_papers.template_tools.preview.serving import Addresses, served
from panel_papers.template_tools.preview.sheets import REPORT
from panel_papers.template_tools.preview.studio import Apart, ReadPaper, Studio, here
from panel_papers.template_tools.preview.template_site import TemplateSite
from panel_papers.template_tools.preview.watching import Watch


def studio_of(
    settings: Settings,
    only: Sequence[str] = (),
    paper: str | None = None,
    *,
    apart: Apart = here,
    read: ReadPaper | None = None,
) -> Studio:
    """Return the studio for the templates of a run; `only` are templates by name.

    `paper` is the one paper that they may be filled with, beside sample data, as `read` reads it;
    `apart` does the work of its pages.

    Raises TemplatesError for a name that no template has and for a font that cannot be used,
    EngineError where there is no engine.
    """
    folder = settings.word_templates
    there = [file.stem for file in template_files(folder)]
    missing = [name for name in only if name not in there]
    if missing:
        raise TemplatesError([_no_template(folder, name, there) for name in missing])
    check = partial(check_templates, inputs=settings.inputs)
    fonts = sound_fonts(settings.fonts)
    choice = choose_engine(settings.engine, soffice=settings.soffice, fonts=fonts)
    return Studio(
        folder,
        settings.inputs,
        choice,
        only=only,
        paper=paper,
        check=check,
        read=read,
        apart=apart,
    )


def write_pages(
    studio: Studio,
    sets: Sequence[str],
    folder: Path,
    *,
    report: Callable[[Problem], None] = lambda _: None,
) -> tuple[list[Path], PanelPapersError | None]:
    """Write each document, filled with each of `sets`, as PDF and as a picture a page.

    Returns the files and the problems that kept others from being written; `report` gets what is
    wrong with the paper, what of the templates is left out of the pages, and what would keep papers
    with them from being published, each once. Raises OutputsError where the folder cannot be
    written to, InputsError for a paper that has no draft.
    """
    written: list[Path] = []
    faults: list[PanelPapersError] = []
    reported: dict[Problem, None] = {}
    for data in sets or KINDS:
        sheets, of_paper = studio.maker.sheets(data)
        reported |= dict.fromkeys(of_paper)
        for sheet in sheets:
            try:
                drawing = studio.maker.draw(sheet)
            except PanelPapersError as fault:
                faults.append(fault)
                continue
            reported |= dict.fromkeys(p for p in drawing.problems if p.code == "unseen-content")
            reported |= dict.fromkeys(studio.maker.errors_of(sheet))
            stem = f"{sheet.name}-{data.replace(' ', '-')}"
            made = {f"{stem}.pdf": drawing.pdf}
            for number in range(1, len(drawing.pages) + 1):
                made[f"{stem}-page-{number}.png"] = page_picture(drawing.pdf, number)
            write_copies(folder, made)
            for old in folder.glob(f"{stem}-page-*.png"):
                if old.name not in made:  # of a longer document before
                    old.unlink()
            written += [folder / name for name in made]
    for problem in reported:
        report(problem)
    if not faults:
        return written, None
    problems = dict.fromkeys(problem for fault in faults for problem in fault.problems)
    return written, type(faults[0])(list(problems))


def watch_pages(
    studio: Studio,
    settings: Settings,
    *,
    only: Sequence[str],
    data: str,
    port: int,
    ready: Callable[[Addresses], None],
    until: threading.Event | None = None,
) -> None:
    """Serve the preview until interrupted, or until `until` is set; `ready` gets its addresses.

    Raises OutputsError where the port is taken, InputsError where there is no such paper.
    """
    if data not in KINDS:
        paper_folder(settings.inputs, data)
    until = until or threading.Event()
    try:
        with (
            Watch([settings.word_templates], studio.changed),
            Watch([settings.inputs], partial(studio.changed, papers=True)),
            served(TemplateSite(studio, only[0] if only else REPORT, data), port) as addresses,
        ):
            ready(addresses)
            while not until.wait(0.5):  # without an end, Windows would not hear Ctrl+C
                pass
    except OSError as refused:
        raise port_taken(port, refused) from refused


def _no_template(folder: Path, name: str, there: Sequence[str]) -> Problem:
    return Problem(
        "no-template",
        Place((folder / f"{name}.docx").as_posix()),
        f"There is no template “{name}”",
        "one of " + ", ".join(there) if there else "a Word template of this name",
        did_you_mean(name, there) or "correct the name",
    )


def port_taken(port: int, refused: OSError) -> OutputsError:
    """Return the error of a port at which nothing can be shown."""
    return OutputsError(
        [
            Problem(
                "port-taken",
                Place(f"--port {port}"),
                f"The preview cannot be shown at port {port}: {refused.strerror or refused}",
                "",
                "leave “--port” out, so that a free port is taken",
            )
        ]
    )
