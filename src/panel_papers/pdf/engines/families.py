"""Which of the shipped fonts replaces each family that documents name."""

from __future__ import annotations

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
