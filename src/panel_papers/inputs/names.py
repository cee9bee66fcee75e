"""Which names of files and folders every desk can hold, Windows included."""

from __future__ import annotations

import unicodedata

# Microsoft, “Naming Files, Paths, and Namespaces”: reserved whatever the ending.
_RESERVED = frozenset(
    ["con", "prn", "aux", "nul", "conin$", "conout$"]
    + [f"{port}{n}" for port in ("com", "lpt") for n in "0123456789¹²³"]
)
_REFUSED = '<>:"|?*\\/'


def fault_in_name(name: str) -> str | None:
    """Return what is wrong with one name of a file or folder, in words, or None if nothing is."""
    if name.split(".", 1)[0].rstrip().casefold() in _RESERVED:
        return f"“{name}”, a name that Windows keeps for a device"
    if name != name.rstrip(". ") or not name:
        return f"“{name}”, a name that ends in a dot or a space"
    for character in name:
        if character in _REFUSED:
            return f"“{character}” in the name “{name}”"
        if unicodedata.category(character) in ("Cc", "Cs"):
            return f"the character U+{ord(character):04X} in a name"
    return None


def printable(name: str) -> str:
    """Return a name as it can be printed, even where the disk holds bytes that are no UTF-8."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")
