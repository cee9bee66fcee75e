"""What came of one paper, as plain values that travel between processes and into a cache."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from panel_papers.errors import ExitCode, Level, Place, Problem


@dataclass(frozen=True)
class Outcome:
    """What the user is told of a paper's run; pickles, and is as good as JSON.

    `problems` are all that the user is told, in order; `summary` is the text for a person, ""
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
        return json.dumps(asdict(self), ensure_ascii=False).encode()

    @classmethod
    def from_json(cls, data: bytes) -> Outcome:
        """Return the outcome that `to_json` wrote."""
        told = json.loads(data)
        problems = tuple(
            Problem(**each | {"place": Place(**each["place"]), "level": Level(each["level"])})
            for each in told["problems"]
        )
        return cls(**told | {"exit_code": ExitCode(told["exit_code"]), "problems": problems})
