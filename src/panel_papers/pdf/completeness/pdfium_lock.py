"""The lock around PDFium, which one thread at a time may use (pypdfium2's README)."""

from __future__ import annotations

import threading

pdfium = threading.Lock()
