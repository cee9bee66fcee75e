"""A decimal point where a comma was meant is reported; numbers with decimals are left alone."""

from __future__ import annotations

import pytest

from panel_papers.content.data import read_data
from panel_papers.core.problems import InputsError, Level, Place


def problems(*cells: str):
    rows = "\n".join(f'Item {n},"{cell}"' for n, cell in enumerate(cells))
    text = f"Item,Number\n{rows}\n"
    try:
        found = read_data(
            text.encode(), "data/a.csv", Place("inputs/june-2024/data/a.csv")
        ).problems
    except InputsError as error:
        found = tuple(error.problems)
    return [(p.code, p.level, p.place.line) for p in found]


@pytest.mark.parametrize(
    ("cells", "level", "line"),
    [
        (["3.842", "1,264"], Level.ERROR, 2),
        (["£1,264", "£3.842", "£905"], Level.ERROR, 3),
        (["(3.842)", "1,264"], Level.ERROR, 2),
        (["5106", "1264", "3.842"], Level.WARNING, 4),
    ],
)
def test_a_point_among_thousands_is_reported(cells, level, line):
    assert problems(*cells) == [("point-for-comma", level, line)]


@pytest.mark.parametrize(
    "cells",
    [
        ["3.842", "1,264.5"],
        ["3.842", "1.264", "5.106"],
        ["3.842", "12", "5"],
        ["3.84", "1,264"],
        ["3.8420", "1,264"],
        ["0.842", "1,264"],
        ["3.842", "95%"],
    ],
)
def test_numbers_with_decimals_pass(cells):
    assert problems(*cells) == []
