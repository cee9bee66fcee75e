"""Paragraphs that the style of a template makes items, put together as lists."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from itertools import groupby

from markupsafe import Markup, escape
from msgspec import Struct

from panel_papers.content import html_element

_USUAL = frozenset("•·●○◦▪■–—-")
"""Bullets that say nothing: the page has its own."""


class Block(Struct, frozen=True):
    """A piece of the page; of an item, `sign` is what is printed before it: “+”, “1.”.

    `counted` says that the sign is a number, `name` is the item's for links.
    """

    markup: Markup
    sign: str | None = None
    counted: bool = False
    name: str | None = None

    @property
    def kind(self) -> str | None:
        """What items of one list have in common; None for what is no item."""
        if self.sign is None:
            return None
        return "numbers" if self.counted else self.sign


def in_lists(blocks: Iterable[Block]) -> Markup:
    """Return blocks one after the other, items beside each other as a list."""
    out = Markup("")
    for kind, found in groupby(blocks, key=lambda block: block.kind):
        items = tuple(found)
        if kind is None:
            out += Markup("").join(item.markup for item in items)
        elif not items[0].counted and _says_nothing(kind):
            out += html_element("ul", Markup("").join(html_element("li", i.markup) for i in items))
        else:
            signed = (
                html_element("li", labelled(each.sign or "", each.markup), id=each.name)
                for each in items
            )
            name = "ol" if items[0].counted else "ul"
            out += html_element(name, Markup("").join(signed), class_="printed")
    return out


def labelled(label: str, words: Markup) -> Markup:
    """Return the printed number or sign of a paragraph, apart from its words, then these."""
    return html_element("span", escape(label), class_="label") + " " + words


def _says_nothing(sign: str) -> bool:
    return sign in _USUAL or unicodedata.category(sign[:1] or "-") == "Co"
