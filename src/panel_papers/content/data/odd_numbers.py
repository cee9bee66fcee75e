"""How to correct a cell that is no number: “50CR”, “100-”, “20 DR”, “about 5”."""

from __future__ import annotations

import re

_CREDIT = re.compile(r"(?P<number>[£€$]?[\d,]+(?:\.\d+)?)\s?(?:cr\.?|[-−–])", re.IGNORECASE)
_DEBIT = re.compile(r"(?P<number>[£€$]?[\d,]+(?:\.\d+)?)\s?dr\.?", re.IGNORECASE)
_DASH = re.compile(r"[-–—.]+|n/?a|none", re.IGNORECASE)


def is_odd_number(text: str) -> bool:
    """Say whether a text is a number as ledgers write it: “50CR”, “20 DR”, “100-”."""
    return bool(_CREDIT.fullmatch(text.strip()) or _DEBIT.fullmatch(text.strip()))


def number_hint(text: str) -> str:
    """Return what to write in the place of a text that is no number."""
    if found := _CREDIT.fullmatch(text.strip()):
        return f"write “-{found['number']}” for a number below zero"
    if found := _DEBIT.fullmatch(text.strip()):
        return f"write “{found['number']}” for a number above zero"
    if _DASH.fullmatch(text.strip()):
        return (
            "write 0 where there is nothing, or leave the row out in the block by a line such "
            "as “filter: {Service: [Roads, Parks]}”, which names the rows to keep"
        )
    return (
        "type a number into the cell, or leave the row out in the block by a line such as "
        "“filter: {Service: [Roads, Parks]}”, which names the rows to keep"
    )
