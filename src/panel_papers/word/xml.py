"""Word's XML read and changed by the names that the standard gives: `w:p`, `r:id`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import cast

from docx.oxml import ns
from docx.oxml.text.paragraph import CT_P
from docx.oxml.text.run import CT_R
from docx.oxml.xmlchemy import BaseOxmlElement
from lxml import etree

Element = etree._Element

qn = cache(ns.qn)
"""Turns `w:p` into the name as lxml has it; asked a hundred thousand times a paper."""


def every(root: Element, *names: str) -> list[Element]:
    """Return the elements of these names in and below `root` in order, safe to change as one goes.

    Without a name: all elements.
    """
    return list(root.iter(*(qn(name) for name in names)) if names else root.iter(etree.Element))


def paragraphs(root: Element) -> list[CT_P]:
    """Return the paragraphs in and below `root`, with those of text boxes."""
    return cast("list[CT_P]", every(root, "w:p"))


def children(element: Element | None, name: str) -> list[Element]:
    """Return the element's children of this name; none for no element."""
    return [] if element is None else element.findall(qn(name))


def child(element: Element | None, *path: str) -> Element | None:
    """Return the first child of the first name, of that the first of the second; None if none."""
    for name in path:
        if element is None:
            return None
        if name == "w:pPr" and element.tag == qn("w:p"):
            # It can only come first (ECMA-376 part 1, 17.3.1.22): a search for one that is not
            # there would pass by each run, for each run.
            first = next(element.iterchildren(etree.Element), None)
            element = first if first is not None and first.tag == qn(name) else None
        else:
            element = element.find(qn(name))
    return element


def attribute(element: Element | None, name: str) -> str:
    """Return an attribute's text, "" where it or the element is not there."""
    return "" if element is None else element.get(qn(name)) or ""


def set_attribute(element: Element, name: str, value: str | int) -> None:
    """Set an attribute of a name such as `w:val`."""
    element.set(qn(name), str(value))


def value_at(element: Element | None, *path: str) -> str:
    """Return the `w:val` of the child at the end of `path`, "" where there is none."""
    return attribute(child(element, *path), "w:val")


def is_a(element: Element | None, *names: str) -> bool:
    """Say whether the element has one of these names."""
    return element is not None and element.tag in {qn(name) for name in names}


def within(element: Element, *names: str) -> Element | None:
    """Return the nearest element around this one that has one of these names."""
    return next(element.iterancestors(*(qn(name) for name in names)), None)


def own(owner: Element, name: str, *, of: str) -> Iterator[Element]:
    """Yield what is called `name` below `owner`, but not what an inner `of` holds.

    For instance the rows of a table, without those of tables in its cells.
    """
    return (each for each in owner.iter(qn(name)) if within(each, of) is owner)


def remove(element: Element) -> None:
    """Take the element out of its tree."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def as_run(element: Element) -> CT_R:
    """Return a `w:r` as python-docx types it."""
    return cast(CT_R, element)


def as_base(element: Element) -> BaseOxmlElement:
    """Return an element of python-docx's parser as python-docx types it."""
    return cast(BaseOxmlElement, element)
