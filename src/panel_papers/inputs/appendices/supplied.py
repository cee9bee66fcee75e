"""An appendix on its way in: what was supplied, and what a reader of its kind makes of it."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from panel_papers.core import AlternativeText, Content, InputsError, Place, Problem
from panel_papers.inputs.appendices.sheet_parts import Part


class Supplied(Struct, frozen=True):
    """One appendix file: its bytes, its place, and what paper.yaml says about it (and where).

    `row_headers` says whether the first column of its table names the rows, None where nothing is
    said. `part` is what of a workbook is asked for.
    """

    data: bytes
    place: Place
    alternative_text: AlternativeText | None
    entry: Place
    annotations: str | None = None
    signature: str | None = None
    row_headers: bool | None = None
    part: Part = Part()


class ReadAppendix(Struct, frozen=True):
    """What an appendix holds, with warnings about it."""

    content: Content
    problems: tuple[Problem, ...] = ()


Reader = Callable[[Supplied], ReadAppendix]
"""Reads one kind of file; raises InputsError with every problem it found in it."""


def refuse(
    code: str, place: Place, found: str, wanted: str, hint: str | None = None
) -> InputsError:
    """Return the error with a single problem, to be raised."""
    return InputsError([Problem(code, place, found, wanted, hint)])
