"""Which of the shipped fonts replaces each family that documents name."""

from __future__ import annotations

from functools import cache

SANS, SERIF, MONO = "Liberation Sans", "Liberation Serif", "Liberation Mono"
CALIBRI, CAMBRIA = "Carlito", "Caladea"
SYMBOLS = "Panel Papers Symbols"

# The family that a document names, and the face in `core/fonts/` that replaces it: first those
# of the same widths, so that lines break at the same words, then those of the same kind. A family
# that is not here gets LAST_RESORT; a character that a face lacks comes from one that has it.
FAMILIES = {
    "Arial": SANS,
    "Helvetica": SANS,
    "Times New Roman": SERIF,
    "Times": SERIF,
    "Courier New": MONO,
    "Courier": MONO,
    "Calibri": CALIBRI,
    "Cambria": CAMBRIA,
    "Aptos": SANS,
    "Calibri Light": CALIBRI,
    "Consolas": MONO,
    "Garamond": SERIF,
    "Georgia": SERIF,
    "Segoe UI Symbol": SYMBOLS,
    "Verdana": SANS,
}
LAST_RESORT = SANS
_SERIFS = (
    *("Aptos Serif", "Baskerville", "Baskerville Old Face", "Bell MT", "Bodoni MT"),
    *("Book Antiqua", "Bookman Old Style", "Californian FB", "Calisto MT", "Cambria Math"),
    *("Centaur", "Century", "Century Schoolbook", "Charter", "Constantia", "DejaVu Serif"),
    *("Didot", "EB Garamond", "Footlight MT Light", "Goudy Old Style", "High Tower Text"),
    *("Hoefler Text", "Libre Baskerville", "Lora", "Merriweather", "Minion Pro"),
    *("MS Reference Serif", "Noto Serif", "Palatino", "Palatino Linotype", "Perpetua"),
    *("Playfair Display", "PT Serif", "Roboto Serif", "Roboto Slab", "Rockwell", "Sitka"),
    *("Sitka Text", "Source Serif 4", "Source Serif Pro", "Sylfaen", "Tinos"),
)
_MONOS = ("Aptos Mono", "Cascadia Code", "Cascadia Mono", "Lucida Console", "Source Code Pro")
FAMILIES |= dict.fromkeys(_SERIFS, SERIF) | dict.fromkeys(_MONOS, MONO)
SAME_WIDTHS = frozenset(
    [
        *("Arial", "Helvetica", "Times New Roman", "Times", "Courier New", "Courier"),
        *("Calibri", "Cambria"),
    ]
)
"""The families whose lines and pages are the same in the face that takes their place."""


@cache
def stand_in(family: str) -> str:
    """Return the shipped face that takes the place of a family: a serif for one with serifs."""
    known = {name.casefold(): face for name, face in FAMILIES.items()}
    known |= {face.casefold(): face for face in FAMILIES.values()}
    return known.get(family.casefold(), LAST_RESORT)
