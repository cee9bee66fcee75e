"""What came of one paper, as plain values that travel between processes and into a cache."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import Struct

from panel_papers.core import ExitCode, Problem


class Outcome(Struct, frozen=True):
    """What the user sees of a paper's run; pickles, and is as good as JSON.

    `problems` are all that the user sees, in order; `summary` is the text for a person, ""
    where nothing was built; `manifest` is for those who asked for JSON, None where nothing was
    built.
    """

    paper: str
    exit_code: ExitCode
    problems: tuple[Problem, ...]
    summary: str = ""
    manifest: Mapping[str, Any] | None = None

    def to_json(self) -> bytes:
        """Return the outcome as JSON, for `from_json`."""
        return msgspec.json.encode(self)

    @classmethod
    def from_json(cls, data: bytes) -> Outcome:
        """Return the outcome that `to_json` wrote; raises ValueError for anything else."""
        return msgspec.json.decode(data, type=cls)
