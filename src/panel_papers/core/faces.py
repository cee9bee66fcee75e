"""What the shipped faces hold, without opening them: which characters they can print."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

FONTS = Path(__file__).with_name("fonts")

# Word's XML and the inputs break lines and columns with these; no face has a glyph for them.
_BLANK = frozenset("\t\n\r")


def shipped_faces() -> Mapping[str, str]:
    """Return the file name of each shipped face, in order, with its SHA-256."""
    faces: Mapping[str, str] = _listing()["sha256"]
    return faces


def without_glyph(characters: Iterable[str], platform: str = sys.platform) -> frozenset[str]:
    """Return those of `characters` that the embedded engine prints as an empty box.

    None on Windows and macOS, where the engine asks the system for fonts, and the system has more
    than we can know.
    """
    if platform in ("win32", "darwin"):
        return frozenset()
    return frozenset(characters) - _BLANK - _held()


@cache
def _held() -> frozenset[str]:
    """Return every character that at least one shipped face has."""
    ranges = [each.split("-") for each in _listing()["characters"]]
    return frozenset(
        chr(code) for first, last in ranges for code in range(int(first, 16), int(last, 16) + 1)
    )


@cache
def _listing() -> dict[str, Any]:
    """Return what `tools/list_faces.py` wrote of the faces."""
    listing: dict[str, Any] = json.loads((FONTS / "faces.json").read_text(encoding="utf-8"))
    return listing
