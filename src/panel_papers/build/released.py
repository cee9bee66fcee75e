"""A restricted appendix that is to be public, compared with what stays restricted."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from msgspec.structs import replace

from panel_papers.build.across import templates_in
from panel_papers.build.prepare import subject_of
from panel_papers.build.read import restricted_problems, take_in, take_in_restricted
from panel_papers.checks import Held, shared_with, texts_of_restricted
from panel_papers.core import Problem, Settings
from panel_papers.inputs import paper_folder
from panel_papers.word import Templates


def shared_of_released(
    name: str,
    labels: Collection[str],
    held: Sequence[Held],
    known: Sequence[str],
    settings: Settings,
) -> tuple[Problem, ...]:
    """Return what released appendices of a paper share with what is still withheld, in any paper.

    `labels` are those of the appendices; the words of `known` are expected, and those of the
    paper's cover sheet. Raises as reading the restricted appendices does.
    """
    folder = paper_folder(settings.inputs, name)
    intake = take_in(folder, settings, Templates(settings.word_templates))
    with restricted_problems():
        source = take_in_restricted(folder, intake, settings)
    paper = source.paper
    released = [
        part
        for part in texts_of_restricted(folder.as_posix(), paper, source.sources)
        if paper.label_of(part.number) in labels
    ]
    cover = replace(
        paper, sections=(), appendices=(), files=(), background_papers=(), figures=(), accepted=()
    )
    subject = subject_of(folder, cover, {}, settings)
    return shared_with(subject, held, templates_in(settings), released, known)
