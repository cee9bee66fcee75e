"""All that is wrong with the Word templates, each fault at its place."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from panel_papers.errors import Problem


def check_templates(
    folder: Path, files: Sequence[Path] = (), *, inputs: Path | None = None
) -> list[Problem]:
    """Return all faults of the templates in `folder`, or of `files` alone; raises none of them.

    `inputs` is the folder of papers that say what structured appendices hold; None: none is known.
    """
    return []
