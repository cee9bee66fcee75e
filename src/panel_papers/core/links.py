"""Addresses of the pack's parts, as a Word document on its way into the pack carries them.

A Word document cannot link into a PDF that is not there yet. So it links to these addresses, which
are never asked of the web (RFC 2606 keeps the name), and the join turns them into links inside.
"""

from __future__ import annotations

LINK_BASE = "https://pack.invalid/"

REPORT, FIRST_APPENDIX = 2, 3  # the contents page is part 1


def report_address() -> str:
    """Return the address of the report."""
    return f"{LINK_BASE}part/{REPORT}"


def appendix_address(number: int) -> str:
    """Return the address of an appendix, by its number from 1."""
    return f"{LINK_BASE}part/{FIRST_APPENDIX + number - 1}"
