"""The command that brings changes made in built Word files back into the inputs."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from panel_papers.cli.in_child import in_child
from panel_papers.cli.options import CHECK_FORM, folder_option, with_options
from panel_papers.cli.run import Run
from panel_papers.cli.terminal import say
from panel_papers.core import Settings

if TYPE_CHECKING:
    from panel_papers.merge import Merged


@click.command("merge")
@click.argument("paper")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="FILE.docx...")
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@click.option("--undo", is_flag=True, help="Undo the last merge into the paper.")
@click.option(
    "--choose",
    is_flag=True,
    help="Ask of each change on the terminal whether to take it; for one file.",
)
@click.option(
    "--same-inputs",
    is_flag=True,
    help="Take it that the inputs have not changed since the files were built; for a file whose "
    "hidden anchors a program has dropped.",
)
@click.option("--draft", is_flag=True, help="The files are drafts that were built with --draft.")
@with_options(
    CHECK_FORM,
    folder_option("inputs", "The papers, one folder each."),
    folder_option("templates", "The templates; those for Word are in its folder “word”."),
    folder_option("outputs", "What is built, one folder a paper."),
)
def merge(
    paper: str,
    files: Sequence[Path],
    *,
    dry_run: bool,
    undo: bool,
    choose: bool,
    same_inputs: bool,
    form: str,
    **settings: Any,  # noqa: ANN401 - the fields of Settings, each typed there
) -> None:
    """Bring the changes that reviewers made in built Word files back into the inputs.

    FILE.docx is a report or an appendix that was built from PAPER and then changed in Word,
    with tracked changes or without. Every change goes to its place in the inputs, or is refused
    with the reason; where one is refused, nothing is written. Comments are listed.

    \b
    Examples:
      panel-papers merge march-2024 legal.docx --dry-run   show what would change
      panel-papers merge march-2024 legal.docx             change the inputs
      panel-papers merge march-2024 legal.docx --choose    asked of each change
      panel-papers merge march-2024 legal.docx finance.docx
      panel-papers merge march-2024 --undo                 take the last merge back
    """  # noqa: D301 - click wants the character itself
    if undo == bool(files):
        raise click.UsageError("Name the Word files to merge, or give --undo; not both.")
    if choose and len(files) != 1:
        raise click.UsageError("Name one Word file with --choose, so that each change is in one.")
    run = Run(form=form, **settings)
    with run:
        left = _chosen(run, paper, files[0], same_inputs) if choose else ()
        if undo:
            _undo(run, paper)
        else:
            work = partial(
                _merged, paper, files, run.settings, same_inputs, dry_run=dry_run, left=left
            )
            _report(run, in_child(paper, work), dry_run=dry_run)
    run.end()


def _merged(
    paper: str,
    files: Sequence[Path],
    settings: Settings,
    same_inputs: bool,
    *,
    dry_run: bool,
    left: Collection[int],
) -> Merged:
    """Merge files into a paper; in a child process, as they are supplied."""
    from panel_papers.inputs import paper_folder  # noqa: PLC0415 - heavy
    from panel_papers.merge import merge_files, write  # noqa: PLC0415 - heavy
    from panel_papers.output import paper_lock  # noqa: PLC0415 - heavy

    with paper_lock(settings.outputs, paper_folder(settings.inputs, paper).name):
        merged = merge_files(paper, files, settings, same_inputs=same_inputs, left=left)
        if merged.files and not dry_run:
            write(merged.folder, merged.files, merged.bases)
    return merged


def _chosen(run: Run, paper: str, file: Path, same_inputs: bool) -> list[int]:
    """Ask of each change whether to take it; return the numbers of those that are left."""
    from panel_papers.merge import choices_of, side_by_side  # noqa: PLC0415 - heavy

    work = partial(choices_of, paper, file, run.settings, same_inputs=same_inputs)
    left = []
    found = in_child(paper, work)
    for number, each in enumerate(found):
        click.echo(f"Change {number + 1} of {len(found)}, {each.where}:", err=True)
        old, new = side_by_side(each.old, each.new)
        for line in _before_and_after(old, new):
            click.echo(f"    {line}", err=True)
        try:
            if not click.confirm("Take it?", default=True, err=True):
                left.append(number)
        except click.Abort as error:
            words = "--choose asks on the terminal, and got no answer; nothing was changed."
            raise click.UsageError(words) from error
    return left


def _before_and_after(old: str, new: str) -> list[str]:
    """Return what became of a paragraph, line by line."""
    if old == new:
        return [f"moved:  “{new}”"]
    return [
        f"before: “{old}”" if old else "new paragraph",
        f"after:  “{new}”" if new else "deleted",
    ]


def _undo(run: Run, paper: str) -> None:
    from panel_papers.inputs import paper_folder  # noqa: PLC0415 - heavy
    from panel_papers.merge import undo  # noqa: PLC0415 - heavy

    folder = paper_folder(run.settings.inputs, paper)
    for path in undo(folder):
        run.answer(f"{(folder / path).as_posix()}: as it was before the merge.")


def _report(run: Run, merged: Merged, *, dry_run: bool) -> None:
    """Report what was changed, and the reviewers' comments."""
    run.found(merged.comments)
    run.say_of_paper(
        {
            "paper": merged.paper,
            "written": bool(merged.files) and not dry_run,
            "files": sorted(merged.files),
            "changes": [
                {"file": e.place.file, "line": e.place.line, "old": e.old, "new": e.new}
                for e in merged.placed
            ],
            "already": [{"where": each.place.where, "new": each.new} for each in merged.already],
        }
    )
    for each in merged.already:
        run.answer(f"{each.place}: the inputs have this change already: “{_in_one_line(each.new)}”")
    if not merged.files:
        run.answer(f"{merged.paper}: nothing was changed in Word that the inputs do not say.")
        return
    if dry_run:
        for line in _difference(merged):
            run.answer(line)
        return
    for each in merged.placed:
        run.answer(f"{each.place}: {_change(each.old, each.new)}")
    count = len(merged.placed)
    changes = "1 change" if count == 1 else f"{count} changes"
    run.answer(f"{merged.paper}: {changes} merged into {len(merged.files)} of its files.")
    say(
        f"To take this back: panel-papers merge {merged.paper} --undo. To build the paper: "
        f"make-paper {merged.paper} (with --discard-edits, if you changed a file in the outputs).",
        err=True,
    )


def _change(old: str, new: str) -> str:
    """Say what became of a text."""
    old, new = _in_one_line(old), _in_one_line(new)
    if old and new:
        return f"“{old}” → “{new}”"
    return f"new: “{new}”" if new else f"deleted: “{old}”"


def _in_one_line(text: str) -> str:
    return " ".join(text.split())


def _difference(merged: Merged) -> Iterator[str]:
    for path, (old, new) in sorted(merged.files.items()):
        name = (merged.folder / path).as_posix()
        before, after = (text.decode("utf-8-sig").splitlines() for text in (old, new))
        yield from difflib.unified_diff(before, after, name, f"{name} (merged)", lineterm="")
