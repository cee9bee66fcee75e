"""Captions and renamed headings say the scale of the data, or it is reported."""

from __future__ import annotations

import pytest

from panel_papers.core.problems import Level

from .conftest import Show

POUNDS = "Service,Budget,FTE\nWaste,3842000,3\nParks,1264000,4\n"
SILENT = "Service,Budget,FTE\nWaste,3842,3\nParks,1264,4\n"
SIGNS = "Service,Budget,FTE\nWaste,£3842,3\nParks,£1264,4\n"
THOUSANDS = "Service,Budget (£000),FTE\nWaste,3842,3\nParks,1264,4\n"
BOTH = "Service,Budget (£000),Reserves (£m)\nWaste,3842,3\nParks,1264,4\n"
HEAD = "Service,Cost (£000),Cost per head (£)\nWaste,3842,3\nParks,1264,4\n"


def codes(show: Show, data: str, caption: str, *lines: str) -> list[tuple[str, Level]]:
    yaml = "\n".join(["```table", "source: data/b.csv", f'caption: "{caption}"', *lines, "```", ""])
    return [(p.code, p.level) for p in show(yaml, {"data/b.csv": data}).problems]


WRONG = [("caption-contradicts-data", Level.ERROR)]


@pytest.mark.parametrize(
    ("data", "caption", "expected"),
    [
        (THOUSANDS, "Forecast (£m)", WRONG),
        (POUNDS, "Forecast, £000", WRONG),
        (SIGNS, "Forecast, £000", WRONG),
        (POUNDS, "Forecast (£m)", WRONG),
        (THOUSANDS, "Forecast (£000)", []),
        (SILENT, "Forecast (£000)", []),
        (THOUSANDS, "Contracts over £1m", []),
        (THOUSANDS, "Forecast", []),
        (BOTH, "Forecast (£000)", []),
        (BOTH, "Budget (£000) and reserves (£m)", []),
        (HEAD, "Costs (£000)", []),
    ],
)
def test_a_caption_says_the_scale_of_its_table(show: Show, data, caption, expected):
    assert codes(show, data, caption) == expected


@pytest.mark.parametrize(
    ("data", "column", "expected"),
    [
        (THOUSANDS, "Budget £: Budget (£000)", ("format-contradicts-heading", Level.ERROR)),
        (THOUSANDS, "Budget (£m): Budget (£000)", ("format-contradicts-heading", Level.ERROR)),
        (POUNDS, "Budget (£000): Budget", ("format-contradicts-heading", Level.ERROR)),
        (SIGNS, "Budget (£000): Budget", ("format-contradicts-heading", Level.ERROR)),
        (SILENT, "Budget (£000): Budget", ("scale-not-said", Level.WARNING)),
        (THOUSANDS, "Net: Budget (£000)", ("scale-not-said", Level.WARNING)),
        (THOUSANDS, "Net (£00): Budget (£000)", ("unclear-scale", Level.ERROR)),
        (THOUSANDS, "Net (£k): Budget (£000)", None),
        (POUNDS, "Budget (£000): Budget / 1000", None),
        (POUNDS, "Net: Budget", None),
    ],
)
def test_a_renamed_heading_says_the_scale_of_the_data(show: Show, data, column, expected):
    found = codes(show, data, "Forecast", f"columns: {{Service: Service, {column}}}")
    assert found == ([expected] if expected else [])


def test_the_fix_of_an_unsaid_scale_has_the_mark_to_write(show: Show):
    fence = "```table\nsource: data/b.csv\ncaption: F\ncolumns: {Net: Budget (£000)}\n```\n"
    (problem,) = show(fence, {"data/b.csv": THOUSANDS}).problems
    assert "“Net (£000)”" in problem.hint
