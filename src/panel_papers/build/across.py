"""Papers beside each other: what is restricted in one, compared with what another makes public.

A meeting asks for it, of whose papers each is built by itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from msgspec.structs import replace

from panel_papers.build.prepare import subject_of
from panel_papers.build.read import (
    restricted_problems,
    take_in,
    take_in_restricted,
)
from panel_papers.checks import (
    Held,
    Subject,
    held_by_appendices,
    held_by_paper,
    shared_with,
)
from panel_papers.core import FIRST_APPENDIX, LINK_BASE, InputFile, Problem, Settings
from panel_papers.inputs import clean_paper, paper_folder, template_files
from panel_papers.output import Build, Piece
from panel_papers.pdf import alone
from panel_papers.word import Templates


def restricted_parts(build: Build) -> Iterator[Piece]:
    """Yield the restricted appendices of a finished build, each with the mark of its pages.

    What in one leads to other parts of its paper is no link any more, and part 1 is itself.
    """
    restricted = build.restricted
    if restricted is None:
        return
    made = zip(restricted.pack.parts[2:], restricted.pack.made[1:], strict=True)
    for appendix, (part, pdf) in zip(restricted.paper.appendices, made, strict=True):
        if appendix.restriction is not None:
            number = FIRST_APPENDIX + appendix.number - 1
            pdf = replace(pdf, pdf=alone(pdf.pdf, LINK_BASE, number))  # noqa: PLW2901 - by itself
            yield Piece(part.title, pdf, appendix.place, part.mark, heading=appendix.heading)


def held_by_restricted(
    name: str, settings: Settings, released: Collection[str] = ()
) -> tuple[Held, ...]:
    """Return what the restricted appendices of a paper hold; raises as reading them does.

    Those that are `released`, by their labels, hold nothing any more.
    """
    folder = paper_folder(settings.inputs, name)
    intake = take_in(folder, settings, Templates(settings.word_templates))
    with restricted_problems():
        source = take_in_restricted(folder, intake, settings)
        of = f" of the paper “{name}”"
        held = held_by_appendices(folder.as_posix(), source.paper, source.sources, of)
        label = source.paper.label_of
        return tuple(each for each in held if label(each.holdings.number) not in released)


def held_by_exempt(name: str, public: Sequence[str], settings: Settings) -> tuple[Held, ...]:
    """Return what a paper holds that is exempt as a whole; `public` is what may be known of it.

    Raises as reading it does.
    """
    with restricted_problems():
        subject = _read(paper_folder(settings.inputs, name), settings)
        return held_by_paper(subject, f"the exempt paper “{name}”", public)


def shared_of_paper(
    name: str, held: Sequence[Held], known: Sequence[str], settings: Settings
) -> tuple[Problem, ...]:
    """Return what the public inputs of a paper share with what other papers withhold.

    The words of `known` are expected, those of the paper's own cover sheet are not.
    """
    subject = _read(paper_folder(settings.inputs, name), settings)
    return shared_with(subject, held, templates_in(settings), known=known, cover=False)


def templates_in(settings: Settings) -> tuple[InputFile, ...]:
    """Return all Word templates of a project, whose words are public."""
    folder = settings.word_templates
    return tuple(InputFile(each.name, each.read_bytes()) for each in template_files(folder))


def _read(folder: Path, settings: Settings) -> Subject:
    intake = take_in(folder, settings, Templates(settings.word_templates))
    paper = clean_paper(intake.paper).paper
    return subject_of(folder, paper, {}, settings)
