"""The colours of a Word document's theme, and those that a drawing names."""

from __future__ import annotations

from lxml import etree

from panel_papers.core import BLACK, WHITE, Colour, as_colour
from panel_papers.inputs.cleaning.word.names import n
from panel_papers.inputs.cleaning.word.package import Package
from panel_papers.inputs.cleaning.word.stories import part_of

_NAMES = {
    **{"dark1": "dk1", "light1": "lt1", "dark2": "dk2", "light2": "lt2"},
    **{"text1": "dk1", "background1": "lt1", "text2": "dk2", "background2": "lt2"},
    **{"tx1": "dk1", "bg1": "lt1", "tx2": "dk2", "bg2": "lt2"},
    **{"hyperlink": "hlink", "followedHyperlink": "folHlink"},
}
_USUAL = {"dk1": BLACK, "lt1": WHITE}
_PLAIN = {"black": BLACK, "white": WHITE}


class Theme:
    """The colours of a theme by their names."""

    def __init__(self, package: Package) -> None:
        name = part_of(package, "theme")
        self._root = package.tree(name) if name and name.endswith(".xml") else None

    def named(self, name: str | None) -> Colour | None:
        """Return the colour of a name such as “background1”; None where it is not known."""
        if not name:
            return None
        short = _NAMES.get(name, name)
        scheme = None if self._root is None else self._root.find(f".//{n('a:clrScheme')}")
        found = None if scheme is None else scheme.find(f"{{*}}{short}")
        if found is None or not len(found):
            return _USUAL.get(short)
        return as_colour(found[0].get("lastClr") or found[0].get("val") or "")

    def of_drawing(self, holder: etree._Element) -> Colour | None:
        """Return the colour in an element such as `a:solidFill`; None for one that is changed."""
        if not len(holder) or len(holder[0]):  # lighter, darker or transparent
            return None
        colour = holder[0]
        value = colour.get("lastClr") or colour.get("val") or ""
        match etree.QName(colour).localname:
            case "srgbClr" | "sysClr":
                return as_colour(value)
            case "prstClr":
                return _PLAIN.get(value)
            case "schemeClr":
                return self.named(value)
        return None
