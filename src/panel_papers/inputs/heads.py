"""What a paper says of the meeting that it is for, without reading its other files."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from msgspec import Struct

from panel_papers.core import InputsError
from panel_papers.inputs.source import Source
from panel_papers.inputs.walk import Walk
from panel_papers.inputs.yaml.schema import ValueFault
from panel_papers.inputs.yaml.value_types import as_date, one_line


class PaperHead(Struct, frozen=True):
    """The date and the body of a paper, and whether an appendix of it is restricted."""

    name: str
    date: date | None
    body: str | None
    withheld: bool


def paper_head(folder: Path) -> PaperHead | None:
    """Return what paper.yaml says of the meeting; None where it cannot be read, or has no date.

    What is wrong with it is reported when the paper is checked or built.
    """
    try:
        said = Walk(Source(folder), draft=True).paper_yaml().value
        day, body, appendices = said.get("date"), said.get("body"), said.get("appendices")
        if not isinstance(day, str):
            return None
        listed = appendices if isinstance(appendices, list) else []
        return PaperHead(
            name=folder.name,
            date=as_date(day),
            body=one_line(body) if isinstance(body, str) else None,
            withheld=any(isinstance(each, dict) and "restricted" in each for each in listed),
        )
    except (InputsError, ValueFault):
        return None
