"""The clerk's hand-over sheet: one accessible page on a build, beside its other files."""

from __future__ import annotations

from msgspec.structs import replace

from panel_papers.core import Cache
from panel_papers.output.built_paper import Build
from panel_papers.output.figures_register import Register
from panel_papers.output.handover.page import page_of
from panel_papers.output.handover.sheet import (
    AccessObstacle,
    AppendixEntry,
    BuiltFile,
    CleanedEntry,
    ExemptItem,
    Handover,
    handover_of,
)

__all__ = [
    "AccessObstacle",
    "AppendixEntry",
    "BuiltFile",
    "CleanedEntry",
    "ExemptItem",
    "Handover",
    "handover_of",
    "page_of",
    "with_handover",
]


def with_handover(
    build: Build, register: Register | None = None, cache: Cache | None = None
) -> Build:
    """Return the build with its hand-over sheet, the first of its files; `register` is in it.

    `cache` keeps the sheet's compiled template.
    """
    mark = "-draft" if build.draft else ""
    name = f"{build.paper.name}-handover{mark}.html"
    sheet = page_of(handover_of(build, register), cache)
    return replace(build, files={name: sheet, **build.files})
