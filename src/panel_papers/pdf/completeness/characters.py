"""The characters of a page's text as PDFium numbers them."""

from __future__ import annotations

import sys

UNKNOWN = "\ufffd"
"""What stands for a letter that Unicode does not have."""


def character_of(code: int) -> str:
    """Return the character of a number that PDFium gives, U+FFFD where Unicode has none.

    Where nothing says which character a code is, PDFium gives the code, which may have 32 bits.
    """
    return chr(code) if 0 <= code <= sys.maxunicode else UNKNOWN
