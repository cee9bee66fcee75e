"""Which names of files and folders every desk can hold, Windows included."""

from __future__ import annotations

import unicodedata

from panel_papers.core import is_device

_REFUSED = '<>:"|?*\\/'


def fault_in_name(name: str) -> str | None:
    """Return what is wrong with one name of a file or folder, in words, or None if nothing is."""
    if is_device(name):
        return f"The name “{name}” cannot be used, because Windows keeps it for a device"
    if name != name.rstrip(". ") or not name:
        return f"The name “{name}” ends in a dot or a space"
    for character in name:
        if character in _REFUSED:
            return f"The name “{name}” has the character “{character}”, which is not allowed"
        if unicodedata.category(character) in ("Cc", "Cs"):
            return f"A name has the character U+{ord(character):04X}, which is not allowed"
    return None


def printable(name: str) -> str:
    """Return a name as it can be printed, even where the disk holds bytes that are no UTF-8."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")
