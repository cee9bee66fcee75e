"""A Word document in large print: the same words in the same order, none smaller than 20 point."""

from __future__ import annotations

from panel_papers.pdf.enlarging.pages import keep_head_free, lay_out
from panel_papers.pdf.enlarging.sizes import enlarge_sizes
from panel_papers.pdf.preparation.package import open_parts

__all__ = ["enlarged"]


def enlarged(docx: bytes, head: float = 0.0) -> bytes:
    """Return a Word document in large print; what is no Word document is returned as it is.

    Body text is 20 point, and what is larger grows with it. Tables are as wide as their longest
    words ask, pictures twice as large where there is room; what is wider than the page gets a
    landscape page, and a wider one still where it has to be. As many points as `head` says stay
    free above the header of each page, for what is printed there afterwards.
    """
    parts = open_parts(docx)
    if parts is None:
        return docx
    enlarge_sizes(parts)
    lay_out(parts)
    keep_head_free(parts, head)
    return parts.packed()
