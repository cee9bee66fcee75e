"""Papers made of a few texts, by the maker that the checks' tests use."""

from __future__ import annotations

from ..checks.conftest import subject_of

__all__ = ["subject_of"]
