"""Fonts and colours that a document takes from its theme, written out.

ECMA-376 part 1, 17.3.2.26 (fonts) and 17.3.2.6 (colours). Word writes beside a theme's name what it
was when the text was formatted, and shows what it is now: engines that read no theme print the old
look, and rdocx 0.16.3 lets a style's theme colour win over a plain colour of the run.
"""

from __future__ import annotations

import colorsys
import re

from panel_papers.pdf.preparation.package import WordParts
from panel_papers.pdf.preparation.xml import XmlElement, n

# A document's settings may lead the four names of text and background to others of the theme.
_MAPPED = {"text1": "t1", "background1": "bg1", "text2": "t2", "background2": "bg2"}
_USUAL = {"t1": "dk1", "bg1": "lt1", "t2": "dk2", "bg2": "lt2"}
_SHORT = {
    **{"dark1": "dk1", "light1": "lt1", "dark2": "dk2", "light2": "lt2"},
    **{"hyperlink": "hlink", "followedHyperlink": "folHlink"},
}
_FONTS = {
    "ascii": ("asciiTheme", "latin"),
    "hAnsi": ("hAnsiTheme", "latin"),
    "eastAsia": ("eastAsiaTheme", "latin"),
    "cs": ("cstheme", "cs"),
}
_THEMED = re.compile(rb":(?:[a-zA-Z]+Theme|cstheme|themeColor|themeFill)=")
_HEXADECIMAL = re.compile(r"[0-9A-Fa-f]{6}")
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def write_theme(parts: WordParts) -> None:
    """Put the theme's fonts and colours in the place of their names."""
    held = {name for name, data in parts.files.items() if _THEMED.search(data)}
    theme = parts.tree(parts.related("theme")) if held else None
    if theme is None:
        return
    looks = _Theme(theme, parts.tree(parts.related("settings")))
    names = [parts.related("styles"), parts.related("numbering")]
    for name in dict.fromkeys([*names, *(story.part for story in parts.stories())]):
        root = parts.tree(name) if name in held else None
        if root is not None and looks.write_out(root):
            parts.touch(name)


class _Theme:
    """The fonts and colours of one document's theme."""

    def __init__(self, root: XmlElement, settings: XmlElement | None) -> None:
        self._root = root
        mapping = None if settings is None else settings.find(n("w:clrSchemeMapping"))
        said = {} if mapping is None else {name: mapping.get(n(f"w:{name}")) for name in _USUAL}
        self._mapping = {name: said.get(name) or usual for name, usual in _USUAL.items()}

    def write_out(self, root: XmlElement) -> bool:
        """Write out the fonts and colours below an element; return whether there were any."""
        changed = [self._fonts(element) for element in root.iter(n("w:rFonts"))]
        colour, fill = n("w:themeColor"), n("w:themeFill")
        for element in root.iter("{*}*"):
            if colour in element.attrib:
                own = "val" if element.tag == n("w:color") else "color"
                changed.append(self._colour(element, own, "theme", "Color"))
            if fill in element.attrib:
                changed.append(self._colour(element, "fill", "themeFill", ""))
        return any(changed)

    def _fonts(self, element: XmlElement) -> bool:
        changed = False
        for name, (themed, script) in _FONTS.items():
            said = str(element.attrib.pop(n(f"w:{themed}"), ""))
            if not said:
                continue
            changed = True
            kind = "majorFont" if said.startswith("major") else "minorFont"
            found = self._root.find(f".//{_DRAWING}{kind}/{_DRAWING}{script}")
            face = "" if found is None else found.get("typeface", "")
            if face:
                element.set(n(f"w:{name}"), face)
        return changed

    def _colour(self, element: XmlElement, own: str, prefix: str, suffix: str) -> bool:
        """Write a colour out; what the theme does not have stays as it is beside its name."""
        said, tint, shade = (
            str(element.attrib.pop(n(f"w:{prefix}{each}"), ""))
            for each in (suffix, "Tint", "Shade")
        )
        colour = self._named(said) if said else None
        if colour is not None:
            element.set(n(f"w:{own}"), _changed(colour, tint, shade))
        return bool(said)

    def _named(self, said: str) -> str | None:
        name = self._mapping.get(_MAPPED.get(said, ""), said)
        name = _SHORT.get(name, name)
        if not name.isalnum():
            return None
        scheme = self._root.find(f".//{_DRAWING}clrScheme/{_DRAWING}{name}")
        if scheme is None or not len(scheme):
            return None
        value = scheme[0].get("lastClr") or scheme[0].get("val") or ""
        return value.upper() if _HEXADECIMAL.fullmatch(value) else None


def _changed(colour: str, tint: str, shade: str) -> str:
    """Return a colour lighter or darker, by its lightness as Word calculates it (17.3.2.6)."""
    if not tint and not shade:
        return colour
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, full = colorsys.rgb_to_hls(red, green, blue)
    if shade:
        light *= _share(shade)
    if tint:
        light = light * _share(tint) + (1 - _share(tint))
    channels = colorsys.hls_to_rgb(hue, light, full)
    return "".join(f"{min(255, max(0, round(channel * 255))):02X}" for channel in channels)


def _share(digits: str) -> float:
    try:
        return min(int(digits, 16), 255) / 255
    except ValueError:
        return 1.0
