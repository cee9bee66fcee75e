"""Reads where a link, a bookmark or a named destination of a part leads."""

from collections.abc import Mapping
from decimal import Decimal
from itertools import zip_longest

from msgspec import Struct
from pikepdf import Array, Dictionary, Name, Object, String

from .geometry import Move
from .sources import Source

View = tuple[Name | int | float | Decimal | None, ...]
# How many operands each way of showing a page takes (ISO 32000-1 table 151).
OPERANDS = {"/XYZ": 3, "/Fit": 0, "/FitH": 1, "/FitV": 1, "/FitR": 4, "/FitB": 0, "/FitBH": 1}
OPERANDS["/FitBV"] = 1


class Destination(Struct, frozen=True):
    """A page of a part, by its index in the part, and how to show it."""

    page: int
    view: View

    def on(self, pages: list[Object]) -> Array:
        """Return the destination as the joined PDF writes it; `pages` are the part's in there."""
        return Array([pages[self.page], *self.view])


def target(source: Source, holder: Object) -> Destination | None:
    """Return where a link annotation or a bookmark leads: its /Dest, or its /GoTo action's /D."""
    found = holder.get(Name.Dest)
    if found is None:
        action = holder.get(Name.A)
        if not isinstance(action, Dictionary) or action.get(Name.S) != Name.GoTo:
            return None
        found = action.get(Name.D)
    return resolve(source, found)


def resolve(source: Source, found: object) -> Destination | None:
    """Return the page and view that a destination stands for; None where there is no such page."""
    for _ in range(4):  # a name may stand for a dictionary, which holds the array
        if isinstance(found, (String, Name)):
            found = source.named.get(str(found).removeprefix("/"))
        elif isinstance(found, Dictionary):
            found = found.get(Name.D)
    if not isinstance(found, Array) or len(found) == 0:
        return None
    page = _page_index(source, found[0])
    if page is None:
        return None
    view, move = _view(found), source.moves.get(page)
    return Destination(page, _moved(view, move) if move else view)


def _page_index(source: Source, page: object) -> int | None:
    if isinstance(page, Dictionary):
        return source.page_numbers.get(page.objgen)
    if isinstance(page, int) and 0 <= page < len(source.page_numbers):
        return page
    return None


def _view(found: Array) -> View:
    """Return the rest of a destination array; the whole page where it makes no sense."""
    kind = found[1] if len(found) > 1 else None
    wanted = OPERANDS.get(str(kind)) if isinstance(kind, Name) else None
    if wanted is None:
        return (Name.Fit,)
    operands = [found[i] if i < len(found) else None for i in range(2, 2 + wanted)]
    numbers = [v if isinstance(v, (int, float, Decimal)) else None for v in operands]
    if None in numbers and kind != Name.XYZ:
        return (Name.Fit,)
    return (Name(str(kind)), *numbers)


def _moved(view: View, move: Move) -> View:
    """Return a view of a page that was made smaller."""
    kind, *operands = view
    directions = {"/FitH": "v", "/FitBH": "v", "/FitV": "h", "/FitBV": "h"}.get(str(kind), "hvhv")
    moved: list[Name | int | float | Decimal | None] = []
    for operand, direction in zip_longest(operands, directions[: len(operands)]):
        zoom = kind == Name.XYZ and len(moved) == 2
        if operand is None or isinstance(operand, Name) or zoom:
            moved.append(operand)
        else:
            to = move.across if direction == "h" else move.up
            moved.append(round(to(float(operand)), 2))
    return (kind, *moved)


def named_targets(source: Source) -> Mapping[str, Destination]:
    """Return every named destination of a part that leads somewhere."""
    resolved = ((name, resolve(source, value)) for name, value in source.named.items())
    return {name: destination for name, destination in resolved if destination is not None}
