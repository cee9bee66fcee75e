"""The text of a cell of a data file, which knows where it is typed."""

from __future__ import annotations

from panel_papers.core.problems import Place


class CellText(str):
    """Text of a cell that knows the place of that cell; otherwise an ordinary `str`."""

    place: Place

    def __new__(cls, text: str, place: Place) -> CellText:
        """Return `text` with the place of its cell."""
        said = super().__new__(cls, text)
        said.place = place
        return said

    def __getnewargs__(self) -> tuple[str, Place]:  # type: ignore[override]  # str's own forgets it
        """Return what a copy is made from, so that the place survives pickling."""
        return str(self), self.place
