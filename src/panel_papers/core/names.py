"""Names of papers and files that every desk can hold, Windows included."""

from __future__ import annotations

import re
import unicodedata

WINDOWS_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", "conin$", "conout$"]
    + [f"{port}{digit}" for port in ("com", "lpt") for digit in "0123456789¹²³"]
)
"""Names that Windows keeps for devices, with any ending: “nul.docx” is the device too."""

# What no file system takes, and what makes a name look like another: “report[U+202E]fdp.exe”.
_NEVER = re.compile(
    '[<>:"/\\\\|?*\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff'
    "\U000e0000-\U000e0fff]"
)
_PAPER = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST = 60  # the paper's name is in its folder's and its files' names; Windows allows 260 in all


def is_device(name: str) -> bool:
    """Say whether Windows would take `name` for a device, not a file."""
    return name.partition(".")[0].rstrip(" ").casefold() in WINDOWS_DEVICES


def is_portable(name: str) -> bool:
    """Say whether `name`, one part of a path, means the same visible file on every system."""
    return (
        bool(name)
        and not _NEVER.search(name)
        and not name.startswith(".")
        and not name.endswith((".", " "))
        and not is_device(name)
    )


def is_paper_name(name: str) -> bool:
    """Say whether a new paper may be called `name`: small letters, digits and single hyphens."""
    return len(name) <= _LONGEST and bool(_PAPER.fullmatch(name)) and not is_device(name)


def suggested_paper_name(typed: str) -> str | None:
    """Return the paper name nearest to what was typed (“June 2024” → “june-2024”), or None."""
    plain = unicodedata.normalize("NFKD", typed).encode("ascii", "ignore").decode("ascii")
    name = "-".join(re.findall(r"[a-z0-9]+", plain.casefold()))[:_LONGEST].strip("-")
    if is_device(name):
        name = f"{name}-paper"
    return name or None
