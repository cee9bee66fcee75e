"""Prose with a table or a chart in it, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from panel_papers.content.exhibits import Shown, show_exhibits
from panel_papers.core.model import Paper, Section
from panel_papers.core.problems import Place
from panel_papers.core.values import Missing, Prose
from panel_papers.inputs import FigureFiles

INPUTS = Path(__file__).parent / "inputs"
FOLDER = "inputs/june-2024"

OFFICERS = """\
year,force,officers,change,met
2020,Example,3100,5.1%,81.0%
2021,Example,3300,6.5%,88.0%
2022,Example,3451,-4.6%,90.2%
2023,Example,3755,8.8%,91.9%
2023,Elsewhere,3010,,
"""

Show = Callable[..., Shown]


@pytest.fixture(scope="session")
def show() -> Show:
    """Return what shows the exhibits of a paper whose section “context” is the Markdown given."""

    def run(markdown: str, data: Mapping[str, str] | None = None) -> Shown:
        files = {"data/officers.csv": OFFICERS} if data is None else data
        held = {path: text.encode() for path, text in files.items()}
        return show_exhibits(paper_with(markdown), FigureFiles(FOLDER, held))

    return run


def paper_with(markdown: str) -> Paper:
    prose = Prose(markdown, Place(f"{FOLDER}/context.md", 1, 1))
    nothing = Missing("nothing")
    return Paper(
        name="june-2024",
        title="A paper",
        short_title="A paper",
        report_to=nothing,
        author=nothing,
        date=nothing,
        report_for=nothing,
        enquiries_to=nothing,
        divisions_affected=None,
        language="en-GB",
        sections=(Section("context", prose),),
        background_papers=(),
        appendices=(),
        files=(),
    )


def table(*lines: str) -> str:
    """Return Markdown with a table; its first line of YAML is line 4."""
    yaml = ("source: data/officers.csv", "caption: Officers in post", *lines)
    return "\n".join(["Some text.", "", "```table", *yaml, "```", ""])


def chart(*lines: str, kind: str = "bar") -> str:
    """Return Markdown with a chart of officers by year in one force."""
    yaml = (
        *("source: data/officers.csv", "caption: Officers in post", f"kind: {kind}", "x: year"),
        *(
            ()
            if any(each.startswith("filter:") for each in lines)
            else ("filter: {force: Example}",)
        ),
        *lines,
    )
    return "\n".join(["Some text.", "", "```chart", *yaml, "```", ""])
