"""What is done to a picture so that it is shown as Word shows it."""

from __future__ import annotations

from msgspec import Struct


class Change(Struct, frozen=True):
    """What is done to a picture: cut (shares of its sides), then flipped, then turned clockwise.

    `shape` is its width and height as it is shown, unturned.
    """

    crop: tuple[float, float, float, float] = (0, 0, 0, 0)
    flip: tuple[bool, bool] = (False, False)
    degrees: float = 0
    shape: tuple[int, int] = (1, 1)

    def __bool__(self) -> bool:
        """Return whether anything is done at all."""
        return any(self.crop) or any(self.flip) or bool(self.degrees)
