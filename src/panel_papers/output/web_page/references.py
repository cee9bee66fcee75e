"""References that are typed, “paragraph 3.2”, “Table 7”, “appendix 1”, as links of a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from markupsafe import Markup, escape

from panel_papers.content import html_element, inner_references
from panel_papers.word import appendix_references

Places = Mapping[tuple[str, str], str]
"""The name of the place of each numbered thing, by its kind and its number."""
APPENDIX = "appendix"


def linked(text: str, places: Places) -> Markup:
    """Return text in which each reference to one of the places is a link."""
    out, end = Markup(""), 0
    for start, stop, name in sorted(_found(text, places)):
        if start < end:
            continue
        out += escape(text[end:start])
        out += html_element("a", escape(text[start:stop]), href=f"#{name}")
        end = stop
    return out + escape(text[end:])


def _found(text: str, places: Places) -> Iterator[tuple[int, int, str]]:
    for each in inner_references(text):
        if name := places.get((each.kind, each.number)):
            yield each.start, each.end, name
    for start, stop, label in appendix_references(text):
        if name := places.get((APPENDIX, label)):
            yield start, stop, name
