"""Colours of an adopted house: ours in the document’s own, and none that is hard to read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from docx.oxml.ns import qn

from panel_papers.core import WHITE, Colour, as_colour, contrast
from panel_papers.template_tools.adopting.findings import Findings
from panel_papers.template_tools.adopting.sheet import Sheet
from panel_papers.word import (
    Element,
    attribute,
    child,
    every,
    remove,
    set_attribute,
    value_at,
)

_ENOUGH, _LARGE_ENOUGH = 4.5, 3.0  # WCAG 2.2, 1.4.3
_THEMED = ("w:themeColor", "w:themeTint", "w:themeShade")
_THEMED_FILL = ("w:themeFill", "w:themeFillTint", "w:themeFillShade")
_QUIET = "text2"  # what our styles call their grey
_STEP = 0.9


class Palette(NamedTuple):
    """The colours that our styles take on: `accent` is that of headings, None: the text’s."""

    accent: str | None

    @classmethod
    def of(cls, new: Sheet, sheet: Sheet) -> Palette:
        """Return the colours of a document by its style sheet."""
        for name in ("heading 1", "title", "heading 2"):
            for each in (new, sheet):
                said = attribute(each.says(each.paragraph(name), "w:rPr", "w:color"), "w:val")
                colour = as_colour(said)
                if colour is not None and contrast(colour, WHITE) >= _ENOUGH:
                    return cls(said)
        return cls(None)


def recolour(style: Element, palette: Palette) -> None:
    """Give a style of ours the document's colours in the place of ours."""
    for colour in every(style, "w:color"):
        named = attribute(colour, "w:themeColor")
        _forget(colour, _THEMED)
        if named.startswith("accent") and palette.accent is not None:
            set_attribute(colour, "w:val", palette.accent)
        elif named not in {_QUIET, "hyperlink"}:
            remove(colour)
    for rule in every(style, "w:top", "w:bottom", "w:insideH"):
        if attribute(rule, "w:themeColor") == "accent1" and palette.accent is not None:
            set_attribute(rule, "w:color", palette.accent)
        _forget(rule, _THEMED)
    for shade in every(style, "w:shd"):
        _forget(shade, (*_THEMED, *_THEMED_FILL))


def _forget(each: Element, names: Iterable[str]) -> None:
    for name in names:
        each.attrib.pop(qn(name), "")


def darken(looks: Iterable[tuple[str, Element]], findings: Findings) -> None:
    """Make colours of text that are hard to read on white darker; each look has a place.

    Each colour is reported at the first place only.
    """
    said: set[str] = set()
    for where, properties in looks:
        enough = _LARGE_ENOUGH if _is_large(properties) else _ENOUGH
        colour = child(properties, "w:color")
        old = as_colour(attribute(colour, "w:val"))
        shaded = child(properties, "w:shd") is not None or value_at(properties, "w:highlight")
        if colour is None or old is None or shaded or contrast(old, WHITE) >= enough:
            continue
        new = old
        while contrast(new, WHITE) < enough:
            new = _darker(new)
        _forget(colour, _THEMED)
        set_attribute(colour, "w:val", _hexadecimal(new))
        if _hexadecimal(old) in said:
            continue
        said.add(_hexadecimal(old))
        findings.leave(
            where,
            f"The colour {_hexadecimal(old)} is hard to read on white, and was made "
            f"{_hexadecimal(new)}",
            "choose another dark colour in Word if you like",
        )


def _is_large(properties: Element) -> bool:
    """Say whether a look is of large text: 18 points, or 14 in bold."""
    size = value_at(properties, "w:sz")
    bold = child(properties, "w:b") is not None and value_at(properties, "w:b") != "0"
    return size.isdecimal() and int(size) >= (28 if bold else 36)


def _darker(colour: Colour) -> Colour:
    red, green, blue = (int(part * _STEP) for part in colour)
    return red, green, blue


def _hexadecimal(colour: Colour) -> str:
    return "".join(f"{part:02X}" for part in colour)
