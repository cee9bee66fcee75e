"""Which files of a folder are its Word templates: no lock files, no copies with comments."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

COPY_ENDING = " - problems"
"""What the name of a copy with comments ends in, before “.docx” (“templates check --annotate”)."""

_SUFFIX = ".docx"
_BUSY = "~$"  # Word's lock file beside an open document


def template_files(folder: Path) -> list[Path]:
    """Return the Word templates of a folder, in the order of their names."""
    names = templates_among(path.name for path in folder.glob(f"*{_SUFFIX}"))
    return [folder / name for name in names]


def templates_among(names: Iterable[str]) -> list[str]:
    """Return those of the files of one folder that are templates, by their names in order.

    A copy with comments is none where the template that it is a copy of is there.
    """
    there = {n for n in names if n.endswith(_SUFFIX) and not n.startswith(_BUSY)}
    return sorted(n for n in there if not (_original(n) != n and _original(n) in there))


def _original(name: str) -> str:
    return name.removesuffix(_SUFFIX).removesuffix(COPY_ENDING) + _SUFFIX
