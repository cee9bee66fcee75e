"""Joins PDF parts into one PDF that keeps what makes each part accessible.

The package knows nothing of papers: parts go in, one PDF comes out. It imports nothing else of this
project but the lock around PDFium, so that it could be published by itself.
"""

from .alone import alone
from .join import join
from .metadata import SAID_BY_STANDARDS, claim_pdf_ua
from .model import Barrier, Joined, JoinError, Options, PageRange, Part, PartReport, Stamp
from .places import head_depth

__all__ = [
    "SAID_BY_STANDARDS",
    "Barrier",
    "JoinError",
    "Joined",
    "Options",
    "PageRange",
    "Part",
    "PartReport",
    "Stamp",
    "alone",
    "claim_pdf_ua",
    "head_depth",
    "join",
]
