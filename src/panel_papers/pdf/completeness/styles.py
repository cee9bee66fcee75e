"""How the styles of a Word document make its runs look: hidden, capitals, struck through, white.

ISO/IEC 29500-1 17.7.2 (what overrides what) and 17.7.3 (toggle properties: a style that switches
on what another style has switched on already switches it off).
"""

from __future__ import annotations

from typing import NamedTuple

from panel_papers.pdf.completeness.ooxml import Element, W, is_on, number, value

_TOGGLES = ("vanish", "caps", "smallCaps", "strike")
_PLAIN_TYPES = ("dstrike",)
_DEEPEST = 24  # styles based on styles; a loop among them ends here


class Look(NamedTuple):
    """How a run looks, as far as this check asks; `colour` is its RGB in hex, or “”."""

    hidden: bool = False
    capitals: bool = False
    small_capitals: bool = False
    struck: bool = False
    colour: str = ""


class _Levels(NamedTuple):
    """The run properties of one style with those it is based on, the nearest winning."""

    switches: dict[str, bool]
    colour: str


class Styles:
    """The styles of a document, resolved once each."""

    def __init__(self, root: Element | None) -> None:
        found = root.findall(f"{W}style") if root is not None else []
        self._by_id = {style.get(f"{W}styleId", ""): style for style in found}
        self._defaults = {
            style.get(f"{W}type", ""): style.get(f"{W}styleId", "")
            for style in found
            if style.get(f"{W}default") in ("1", "true", "on")
        }
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr") if root is not None else None
        self._document = _own(defaults)
        self._chains: dict[str, tuple[Element, ...]] = {}
        self._levels: dict[str, _Levels] = {}
        self._looks: dict[tuple[str, str, str], Look] = {}

    def chain(self, style: str) -> tuple[Element, ...]:
        """Return a style and those it is based on, the nearest first."""
        if style not in self._chains:
            chain: list[Element] = []
            name: str | None = style
            while name in self._by_id and len(chain) < _DEEPEST:
                chain.append(self._by_id[name])
                name = value(chain[-1], "basedOn")
            self._chains[style] = tuple(chain)
        return self._chains[style]

    def default(self, kind: str) -> str:
        """Return the identifier of the default style of a kind: “paragraph”, “table”."""
        return self._defaults.get(kind, "")

    def paragraph_property(self, style: str, path: str) -> Element | None:
        """Return a paragraph property that a style has or inherits; `path` without prefixes."""
        steps = "/".join(f"{W}{step}" for step in ("pPr", *path.split("/")))
        for each in self.chain(style):
            if (found := each.find(steps)) is not None:
                return found
        return None

    def heading_level(self, style: str) -> int | None:
        """Return the outline level of a paragraph style from 0, or None where it is no heading."""
        level = self.paragraph_property(style, "outlineLvl")
        if level is not None:
            depth = number(level.get(f"{W}val"), 9)
            return depth if depth < 9 else None
        for each in self.chain(style)[:1]:
            name = (value(each, "name") or "").casefold()
            if name == "title":
                return 0
            if name.startswith("heading ") and name[8:].isdigit():
                return int(name[8:]) - 1
        return None

    def look(self, properties: Element | None, paragraph: str, table: str) -> Look:
        """Return the look of a run with `properties` in a paragraph and a table of given styles."""
        character = value(properties, "rStyle") or ""
        base = self._looks.get((character, paragraph, table))
        if base is None:
            base = self._base(character, paragraph, table)
            self._looks[character, paragraph, table] = base
        if properties is None or len(properties) == 0:
            return base
        own = _own(properties)
        if not own.switches and not own.colour:
            return base
        on = {**_switches_of(base), **own.switches}
        return _look(on, own.colour or base.colour)

    def _base(self, character: str, paragraph: str, table: str) -> Look:
        levels = [self._of(each) for each in (table, paragraph, character) if each]
        on = {
            toggle: sum(level.switches.get(toggle, False) for level in levels) % 2 == 1
            or self._document.switches.get(toggle, False)
            for toggle in _TOGGLES
        }
        colour = self._document.colour
        for level in levels:
            colour = level.colour or colour
            on.update({k: v for k, v in level.switches.items() if k in _PLAIN_TYPES})
        return _look(on, colour)

    def _of(self, style: str) -> _Levels:
        if style not in self._levels:
            switches: dict[str, bool] = {}
            colour = ""
            for each in reversed(self.chain(style)):
                own = _own(each.find(f"{W}rPr"))
                switches.update(own.switches)
                colour = own.colour or colour
            self._levels[style] = _Levels(switches, colour)
        return self._levels[style]


def _own(properties: Element | None) -> _Levels:
    """Return what an `rPr` itself says."""
    switches: dict[str, bool] = {}
    colour = ""
    for each in properties if properties is not None else ():
        name = each.tag[len(W) :] if isinstance(each.tag, str) else ""
        if name in _TOGGLES or name in _PLAIN_TYPES:
            switches[name] = is_on(each)
        elif name == "color":
            colour = (each.get(f"{W}val") or "").upper()
    return _Levels(switches, colour)


def _switches_of(look: Look) -> dict[str, bool]:
    return {
        "vanish": look.hidden,
        "caps": look.capitals,
        "smallCaps": look.small_capitals,
        "strike": look.struck,
    }


def _look(on: dict[str, bool], colour: str) -> Look:
    return Look(
        hidden=on.get("vanish", False),
        capitals=on.get("caps", False),
        small_capitals=on.get("smallCaps", False) and not on.get("caps", False),
        struck=on.get("strike", False) or on.get("dstrike", False),
        colour=colour,
    )
