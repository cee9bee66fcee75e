"""Figures: each number of a paper once, from data or a formula, in every place where it is used."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct, field

from panel_papers.content.figures.placing import Figured, put_in, unknown_in
from panel_papers.core import Confirmed, Place, Problem
from panel_papers.inputs import FIGURES_YAML, FigureFiles

if TYPE_CHECKING:
    from panel_papers.content.figures.calculated import Calculated

__all__ = ["Figured", "Figures", "put_in", "reckon", "unknown_in"]


class Figures(Struct, frozen=True):
    """What figures.yaml defines: the figures that have a value, the names of all, and faults.

    `files` are those that they come from; `confirmed` are the assertions that hold.
    """

    files: FigureFiles
    values: Mapping[str, Calculated] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    confirmed: tuple[Confirmed, ...] = ()


def reckon(files: FigureFiles, *, draft: bool = False) -> Figures:
    """Return the figures of a paper; without figures.yaml, none, and nothing is loaded for them.

    What is wrong in figures.yaml or in the data is in `problems`. In a draft, a figure whose data
    are missing is a warning.
    """
    data = files.files.get(FIGURES_YAML)
    if data is None:
        return Figures(files)
    from panel_papers.content.figures.calculating import Calculation  # noqa: PLC0415 - as below
    from panel_papers.content.figures.definitions import (  # noqa: PLC0415 - most have none
        read_definitions,
    )

    definitions = read_definitions(data, Place(f"{files.folder}/{FIGURES_YAML}"))
    tables = {path: each for path, each in files.files.items() if path != FIGURES_YAML}
    calculation = Calculation(definitions, tables, files.folder, files.withheld, draft)
    values = calculation.all()
    places = {name: definitions.place(name) for name in definitions.names}
    problems = (*definitions.problems, *calculation.problems)
    return Figures(files, values, places, problems, tuple(calculation.confirmed))
