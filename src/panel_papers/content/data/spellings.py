"""Names that are one name spelled in two ways: “Place” and “place”, “Yes” and “Y”."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable

from panel_papers.content.data.model import DataCell

_SIGNS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u2011": "-"})
_ANSWERS = {"y": "yes", "n": "no", "t": "true", "f": "false"}


def spelled_twice(cells: Iterable[DataCell]) -> list[tuple[DataCell, DataCell]]:
    """Return pairs of cells of a column that are spelled otherwise and are the same name.

    The first of each pair is the first cell of that name, the second the first of each spelling.
    """
    firsts: dict[str, DataCell] = {}
    for cell in cells:
        if isinstance(cell.value, str) and cell.text:
            firsts.setdefault(cell.text, cell)
    alike = _alike(firsts)
    known: dict[str, DataCell] = {}
    pairs = []
    for text, cell in firsts.items():
        first = known.setdefault(alike[text], cell)
        if first is not cell:
            pairs.append((first, cell))
    return pairs


def other_spelling(
    cells: Iterable[DataCell], choices: Collection[str]
) -> tuple[str, DataCell] | None:
    """Return a choice of a filter, and a cell that it leaves out though it is the same name."""
    firsts: dict[str, DataCell] = {}
    for cell in cells:
        if isinstance(cell.value, str) and cell.text:
            firsts.setdefault(cell.text, cell)
    chosen = {" ".join(each.split()) for each in choices}
    alike = _alike([*firsts, *chosen])
    keys = {alike[each]: each for each in sorted(chosen)}
    for text, cell in firsts.items():
        if " ".join(text.split()) not in chosen and alike[text] in keys:
            return keys[alike[text]], cell
    return None


def _alike(texts: Collection[str]) -> dict[str, str]:
    """Return what is the same for all spellings of a name, by its spellings."""
    found = {each: _plain(each) for each in texts}
    answers = set(_ANSWERS) | set(_ANSWERS.values())
    if set(found.values()) <= answers | {"n/a", "-"}:
        found = {each: _ANSWERS.get(plain, plain) for each, plain in found.items()}
    return found


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).translate(_SIGNS).casefold()
    return " ".join(text.replace("&", " and ").split())
