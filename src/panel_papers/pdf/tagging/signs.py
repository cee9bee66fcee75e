"""Word's fonts of signs, and what their codes show, as Unicode's signs."""

from __future__ import annotations

from collections.abc import Mapping

_SIGNS: Mapping[str, Mapping[int, str]] = {
    "symbol": {
        0xB7: "•", 0xB0: "°", 0xB1: "±", 0xA3: "≤", 0xB3: "≥", 0xB9: "≠", 0xB4: "×", 0xB8: "÷",
        0xAE: "→", 0xAC: "←", 0xAD: "↑", 0xAF: "↓", 0xD6: "√", 0xA5: "∞",
    },
    "wingdings": {
        0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x76: "❖", 0x77: "⬥", 0xA7: "▪", 0xA8: "□",
        0xD8: "➢", 0xE0: "→", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
        0x28: "☎", 0x2A: "✉", 0x4A: "☺", 0x46: "☞",
    },
    "wingdings 2": {0x50: "✓", 0x4F: "✗", 0x52: "☑", 0x53: "☒", 0xA3: "□", 0x97: "●"},
}  # fmt: skip


def has_signs(font: str | None) -> bool:
    """Return whether a font is one of those whose codes show signs."""
    return (font or "").casefold() in _SIGNS


def sign_of(font: str | None, code: int) -> str | None:
    """Return what a code of a font of signs shows; Word writes it with or without 0xF000."""
    return _SIGNS.get((font or "").casefold(), {}).get(code & 0xFF if code >= 0xF000 else code)
