"""What reading a paper's folder comes to: the paper, the files of its figures, or its problems."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from panel_papers.core import InputsError, Paper, Place, Problem, Prose, Section


class FigureFiles(Struct, frozen=True):
    """figures.yaml and the files in the folder `data`, by their paths in the paper's folder.

    `folder` is that folder as places name it. `withheld` are the paths of restricted appendices:
    their files are not opened. `places` says where paper.yaml has a text with a tag in it.
    """

    folder: str
    files: Mapping[str, bytes]
    withheld: frozenset[str] = frozenset()
    places: Mapping[str, Place] = field(default_factory=dict)
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """The pictures that prose names, by their paths in the paper's folder."""


class ReadPaper(Struct, frozen=True):
    """A paper as typed, with warnings and suggestions about its inputs.

    `figures` are the files that its figures come from; they are not put in yet. Where anything is
    withheld, these files are not among those of the paper: perhaps only what is withheld uses
    them. `unpublished` holds those that only the user may see, as they name files that perhaps
    nobody else should know of.
    """

    paper: Paper
    problems: tuple[Problem, ...]
    figures: FigureFiles
    unpublished: tuple[Problem, ...] = ()
    left_out: tuple[Problem, ...] = ()
    """Errors: the files that the paper lacks, as they exceeded their budget."""


class RestrictedFile(Struct, frozen=True):
    """A restricted appendix as its author supplied it, and what paper.yaml says only of it."""

    number: int
    title: str
    path: str
    data: bytes
    alternative_texts: tuple[str, ...]


class ReadRestricted(Struct, frozen=True):
    """The paper with its restricted appendices in, the files they came from, and warnings."""

    paper: Paper
    sources: tuple[RestrictedFile, ...]
    problems: tuple[Problem, ...]


class UnreadPaperError(InputsError):
    """The problems of a paper that cannot be read, and what could be read all the same.

    `templates` are the names of those that its appendices are written with.
    """

    def __init__(
        self,
        problems: Sequence[Problem],
        prose: Sequence[Prose],
        figures: FigureFiles,
        templates: Sequence[str] = (),
        sections: Sequence[Section] = (),
    ) -> None:
        super().__init__(problems)
        self.prose = tuple(prose)
        self.figures = figures
        self.templates = tuple(templates)
        self.sections = tuple(sections)
