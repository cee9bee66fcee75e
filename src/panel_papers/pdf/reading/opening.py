"""Opens a PDF with PDFium so that it never holds much of a large one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pypdfium2 import PdfDocument

_LARGE = 20_000_000
_PAGES = 10
"""After how many pages a large file is opened again: PDFium keeps what it has read of a file.

Of a scan of 107 MB it would keep another 107 MB.
"""


def opened_pages(
    data: bytes, pages: Iterable[int] | None = None
) -> Iterator[tuple[PdfDocument, int]]:
    """Yield the open file with the index of each page, or of some, in their order.

    To be used with the lock around PDFium; raises PdfiumError.
    """
    document = PdfDocument(data)
    try:
        for count, index in enumerate(range(len(document)) if pages is None else pages, 1):
            if count % _PAGES == 0 and len(data) > _LARGE:
                document.close()
                document = PdfDocument(data)
            yield document, index
    finally:
        document.close()
