"""What a check looks at, from Markdown."""

from __future__ import annotations

from panel_papers.checks.registry import Subject
from panel_papers.content.passages import passages_of
from panel_papers.core.model import Contact, Paper, Section
from panel_papers.core.problems import Place
from panel_papers.core.values import Figure, FigureSource, Period, Prose

PLACE = Place("inputs/paper/context.md", 1, 1)


def subject(markdown: str, figures: tuple[Figure, ...] = ()) -> Subject:
    """A paper of one section."""
    paper = Paper(
        name="paper",
        title="A title",
        short_title="A title",
        report_to="A panel",
        author="An officer",
        date=None,  # type: ignore[arg-type]  # no check here asks for it
        report_for="Noting",
        enquiries_to=Contact("A team", "Policy", "team@example.org"),
        divisions_affected=None,
        language="en-GB",
        sections=(Section("context", Prose(markdown, PLACE)),),
        background_papers=(),
        appendices=(),
        files=(),
        figures=figures,
    )
    return Subject("inputs/paper", paper, passages_of(paper), {})


def figure(name: str, printed: str, formula: str = "a", *periods: Period) -> Figure:
    place = Place("inputs/paper/figures.yaml", 2, 3)
    source = FigureSource("data/a.csv", None, "B2")
    return Figure(
        name, name, printed, "1", "", formula, (source,), None, periods, "", place, (PLACE,)
    )
