"""Tables and charts from data: what the fences of prose ask for, as values that print."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.content.exhibits.fences import Fence, fences_of
from panel_papers.content.exhibits.making import Maker
from panel_papers.content.exhibits.pictures import (
    AskedPicture,
    not_here,
    pictures_in,
)
from panel_papers.content.prose import every_prose, prose_in
from panel_papers.core import (
    FIGURE,
    Appendix,
    Exhibit,
    FromTemplate,
    InputFile,
    InputsError,
    Paper,
    Picture,
    Place,
    Problem,
    Prose,
    Section,
    Stage,
    Table,
    figure_tag,
    with_figures,
    working_on,
)
from panel_papers.inputs import FigureFiles

__all__ = ["Shown", "exhibit_problems", "outlines_of", "refuse_restricted", "show_exhibits"]

_FOLDER = "data/"
_NAMED = 3  # blocks in one message


class Shown(Struct, frozen=True):
    """A paper whose prose holds its tables and charts, and all that is wrong with them."""

    paper: Paper
    problems: tuple[Problem, ...]


def show_exhibits(paper: Paper, source: FigureFiles) -> Shown:
    """Return the paper with the tables and charts that its sections and appendices ask for.

    One that has a fault is left out. The data files that are used are among the files of the paper
    returned.
    """
    walk = _Walk(source)
    sections = tuple(walk.section(each) for each in paper.sections)
    appendices = tuple(walk.appendix(each) for each in paper.appendices)
    files = {each.path: each for each in paper.files}
    files |= {path: InputFile(path, source.files[path]) for path in walk.used}
    paper = replace(
        paper,
        sections=sections,
        appendices=appendices,
        files=tuple(files[path] for path in sorted(files)),
    )
    return Shown(paper, walk.every_problem())


def outlines_of(paper: Paper) -> dict[str, bytes]:
    """Return the outlines of the charts of a paper by their alternative texts.

    Where two different charts have the same text, neither can be told from the other.
    """
    found: dict[str, set[bytes]] = {}
    for prose in every_prose(paper):
        for exhibit in prose.exhibits:
            for picture in _pictures_of(exhibit.content):
                if picture.outlines is not None:
                    found.setdefault(picture.alternative_text, set()).add(picture.outlines)
    return {words: drawn.pop() for words, drawn in found.items() if len(drawn) == 1}


def _pictures_of(content: Table | Picture) -> tuple[Picture, ...]:
    if isinstance(content, Picture):
        return (content,)
    return tuple(picture for _, _, picture in content.pictures)


def refuse_restricted(paper: Paper) -> None:
    """Raise InputsError where a restricted appendix asks for a table or chart from data.

    Data files are inputs that the public manifest names.
    """
    problems: list[Problem] = []
    for appendix in paper.appendices:
        if appendix.restriction is None or not isinstance(appendix.content, FromTemplate):
            continue
        for value in appendix.content.fields.values():
            if isinstance(value, Prose):
                problems += [_in_restricted(each.kind, each.place) for each in fences_of(value)]
            problems += [problem for each in prose_in(value) for problem in not_here(each)]
    if problems:
        raise InputsError(problems)


def exhibit_problems(prose: Sequence[Prose], source: FigureFiles) -> tuple[Problem, ...]:
    """Return what is wrong with the tables and charts of a paper that has other faults, too."""
    walk = _Walk(source)
    for each in prose:
        walk.prose(each)
    return walk.every_problem()


def in_order(prose: Prose) -> list[Fence | AskedPicture]:
    """Return what prose asks for, in the order of its lines."""
    found: list[Fence | AskedPicture] = [*fences_of(prose), *pictures_in(prose)]
    return sorted(found, key=lambda each: each.line)


class _Walk:
    """Goes through the prose of a paper; gathers what is wrong with each table and chart."""

    def __init__(self, source: FigureFiles) -> None:
        self._maker = Maker(source)
        self._asked: dict[Problem, list[Fence | AskedPicture]] = {}

    @property
    def used(self) -> set[str]:
        """The data files that tables and charts were made of."""
        return self._maker.used

    def section(self, section: Section) -> Section:
        if not isinstance(section.prose, Prose):
            return section
        with working_on(section.prose.place, Stage.READING, size=len(section.prose.markdown)):
            return replace(section, prose=self.prose(section.prose))

    def appendix(self, appendix: Appendix) -> Appendix:
        content = appendix.content
        if not isinstance(content, FromTemplate):
            return appendix
        with working_on(appendix.place, Stage.READING):
            for value in content.fields.values():
                if not isinstance(value, Prose):
                    self._maker.problems += [p for each in prose_in(value) for p in not_here(each)]
            fields = {
                name: self.prose(value) if isinstance(value, Prose) else value
                for name, value in content.fields.items()
            }
        return replace(appendix, content=replace(content, fields=fields))

    def prose(self, prose: Prose) -> Prose:
        """Return the prose with its exhibits; what is wrong with one leaves it out."""
        made = []
        for asked in in_order(prose):
            known = len(self._maker.problems)
            try:
                made.append(_with_figures(self._maker.made(asked), prose))
            except InputsError as fault:
                self._maker.problems += fault.problems
            for problem in self._maker.problems[known:]:
                self._asked.setdefault(problem, []).append(asked)
        return replace(prose, exhibits=tuple(made)) if made else prose

    def every_problem(self) -> tuple[Problem, ...]:
        """Return all problems, each once; those in rows of a file say what is made of these."""
        of_files = self._maker.problems_of_files
        return tuple(
            each if each in of_files else self._with_blocks(each)
            for each in dict.fromkeys(self._maker.problems)
        )

    def _with_blocks(self, problem: Problem) -> Problem:
        """Return a problem with the blocks that it is about, where its place is in another file."""
        asked = [e for e in self._asked.get(problem, ()) if e.place.file != problem.place.file]
        blocks = [
            *dict.fromkeys(
                f"the block “```{e.kind}” at {e.place}" for e in asked if isinstance(e, Fence)
            )
        ]
        if not blocks:
            return problem
        more = f" and {len(blocks) - _NAMED} more" if len(blocks) > _NAMED else ""
        return replace(problem, found=f"{problem.found} (for {', '.join(blocks[:_NAMED])}{more})")


def _with_figures(exhibit: Exhibit, prose: Prose) -> Exhibit:
    """Return the exhibit with figures in the place of the tags in its texts."""
    source, content = exhibit.source_line, exhibit.content
    if isinstance(content, Picture):
        words = with_figures(content.alternative_text, prose.figures)
        content = replace(content, alternative_text=words)
    said = {figure_tag(tag).key for tag in FIGURE.findall(f"{exhibit.caption} {source}")}
    return replace(
        exhibit,
        figures=tuple((key, text) for key, text in prose.figures if key in said),
        content=content,
        caption=with_figures(exhibit.caption, prose.figures),
        source_line=source and with_figures(source, prose.figures),
        computed=tuple(
            replace(each, name=str(with_figures(each.name, prose.figures)))
            for each in exhibit.computed
        ),
    )


def _in_restricted(kind: str, place: Place) -> Problem:
    return Problem(
        "exhibit-restricted",
        place,
        f"A restricted appendix has a {kind} from data",
        "such blocks in public texts only: a public list of the built files names every data file",
        "delete the block, and type the table here in lines such as “| Roads | £5m |”; or "
        "supply the appendix as a Word document or PDF",
    )
