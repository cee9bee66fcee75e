"""A copy of a template with each fault as a Word comment at its place."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from panel_papers.errors import Problem


def annotated(data: bytes, problems: Sequence[Problem]) -> bytes:
    """Return the template with each problem as a comment at its place."""
    return data


def write_copies(problems: Sequence[Problem], folder: Path | None) -> list[Path]:
    """Write a copy with comments of each template that has problems, and return their paths."""
    return []
