"""Looks at the pages of a part before they are stamped: what lies where a stamp would be printed.

PDFium paints only the small rectangles that are asked about, which takes half a millisecond a page.
"""

import ctypes
from collections.abc import Sequence
from contextlib import ExitStack
from types import TracebackType
from typing import Any, Self

from panel_papers.pdf.completeness.pdfium_lock import pdfium

from .geometry import Frame
from .places import Box

SCALE = 1.0
"""Pixels a point: at 72 dpi a hairline still darkens its pixel."""
DETAIL = 16
"""How far the pixels of a plain ground may differ in a channel: noise of a scan, no ink."""
MARGIN = 3.0
"""Points round a stamp that must be as plain as the place itself."""

Colour = tuple[int, int, int]


class Look:
    """The pages of one part as PDFium paints them; a context manager that holds PDFium's lock."""

    def __init__(self, data: bytes, pages: int) -> None:
        self.data = data
        self.pages = pages
        self.stack = ExitStack()
        self.document: Any = None
        self.loaded: tuple[int, Any] | None = None

    def __enter__(self) -> Self:
        from pypdfium2 import PdfDocument, PdfiumError  # noqa: PLC0415 - not for a plain join

        self.stack.enter_context(pdfium)
        try:
            document = PdfDocument(self.data)
        except PdfiumError:
            return self
        self.stack.callback(document.close)
        if len(document) == self.pages:
            self.document = document
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close_page()
        self.document = None
        self.stack.close()

    def grounds(self, index: int, frame: Frame, boxes: Sequence[Box]) -> list[Colour | None]:
        """Return the plain colour of each box with its margin; None where anything lies in it.

        None too where PDFium cannot paint the page: nobody has seen that the place is free.
        """
        page = self._page(index)
        if page is None:
            return [None] * len(boxes)
        return [_ground(page, frame, box.grown(MARGIN)) for box in boxes]

    def _page(self, index: int) -> Any:  # noqa: ANN401 - a pointer
        from pypdfium2 import raw  # noqa: PLC0415

        if self.document is None:
            return None
        if self.loaded is None or self.loaded[0] != index:
            self._close_page()
            page = raw.FPDF_LoadPage(self.document, index)
            if not page:
                return None
            self.loaded = (index, page)
        return self.loaded[1]

    def _close_page(self) -> None:
        from pypdfium2 import raw  # noqa: PLC0415

        if self.loaded is not None:
            raw.FPDF_ClosePage(self.loaded[1])
            self.loaded = None


def _ground(page: Any, frame: Frame, box: Box) -> Colour | None:  # noqa: ANN401 - a pointer
    """Return the colour of a box, where all of it has one colour."""
    from pypdfium2 import raw  # noqa: PLC0415

    left, right = max(box.left, 0.0) * SCALE, min(box.right, frame.width) * SCALE
    top = (frame.height - min(box.top, frame.height)) * SCALE
    bottom = (frame.height - max(box.bottom, 0.0)) * SCALE
    x, y = int(left), int(top)
    width, height = max(int(right) + 1 - x, 1), max(int(bottom) + 1 - y, 1)
    whole = max(round(frame.width * SCALE), 1), max(round(frame.height * SCALE), 1)
    width, height = min(width, max(whole[0] - x, 1)), min(height, max(whole[1] - y, 1))
    size = width * height * 4
    pixels = ctypes.create_string_buffer(b"\xff" * size, size)
    bitmap = raw.FPDFBitmap_CreateEx(width, height, raw.FPDFBitmap_BGRx, pixels, width * 4)
    try:
        raw.FPDF_RenderPageBitmap(bitmap, page, -x, -y, *whole, 0, raw.FPDF_ANNOT)
    finally:
        raw.FPDFBitmap_Destroy(bitmap)
    channels = [pixels.raw[channel::4] for channel in (2, 1, 0)]
    extremes = [(min(channel), max(channel)) for channel in channels]
    if any(most - least > DETAIL for least, most in extremes):
        return None
    red, green, blue = ((least + most) // 2 for least, most in extremes)
    return red, green, blue
