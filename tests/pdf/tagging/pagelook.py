"""How the pages of a PDF look, by pdfium."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2


def pixels(data: bytes, boxes: list[list[float]]) -> list[bytes]:
    """The pages at 60 dpi, cut to the same boxes."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page, box in zip(pdf.pages, boxes, strict=True):
            page.obj.MediaBox = pikepdf.Array(box)
        pdf.save(out)
    with pypdfium2.PdfDocument(out.getvalue()) as pdf:
        return [page.render(scale=60 / 72).to_numpy().tobytes() for page in pdf]


def boxes_of(data: bytes) -> list[list[float]]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [[float(v) for v in page.mediabox] for page in pdf.pages]
