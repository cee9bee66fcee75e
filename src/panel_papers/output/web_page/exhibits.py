"""Tables, charts and pictures of one document, numbered as its Word document numbers them."""

from __future__ import annotations

from markupsafe import Markup, escape

from panel_papers.content import html_element
from panel_papers.core import Exhibit, Table
from panel_papers.output.web_page.names import Anchors
from panel_papers.output.web_page.pictures import picture
from panel_papers.output.web_page.tables import data_table, download, scrolling


class ExhibitWriter:
    """Writes exhibits; `places` gets the name of each for references to it."""

    def __init__(self, anchors: Anchors, prefix: str, places: dict[tuple[str, str], str]) -> None:
        self._anchors, self._prefix, self._places = anchors, prefix, places
        self._counts = {"Table": 0, "Figure": 0}

    def write(self, exhibit: Exhibit) -> Markup:
        """Return an exhibit with its caption, what is printed below it, and its data to save."""
        content = exhibit.content
        anchor = f"{self._prefix}{exhibit.name}" if exhibit.name else None
        if isinstance(content, Table):
            return self._table(content, exhibit.caption, anchor, _below(exhibit))
        if not exhibit.caption:
            return html_element("figure", picture(content))
        number, place = self._next("Figure", anchor)
        caption = html_element("figcaption", escape(f"Figure {number}: {exhibit.caption}"))
        drawn = picture(content)
        if content.svg is not None:
            drawn = scrolling(drawn, f"Figure {number}")
        out = html_element("figure", caption + drawn, id=place) + _below(exhibit)
        if exhibit.data is not None:
            out += self._table(exhibit.data, f"{exhibit.caption}: data", None, Markup(""))
        elif exhibit.values is not None:
            out += _beside(exhibit.values, f"Figure {number}", exhibit.caption)
        return out

    def _table(self, table: Table, words: str, anchor: str | None, below: Markup) -> Markup:
        number, place = self._next("Table", anchor)
        drawn = data_table(table, f"Table {number}: {words}", anchor=place)
        return drawn + below + download(table, f"Table {number}")

    def _next(self, kind: str, anchor: str | None) -> tuple[int, str]:
        self._counts[kind] += 1
        number = self._counts[kind]
        place = anchor or self._anchors.new(f"{self._prefix}{kind.lower()}-{number}")
        self._places[kind.lower(), str(number)] = place
        return number, place


def _beside(table: Table, name: str, caption: str) -> Markup:
    """Return the values of a chart, which the pack has in its alternative text alone."""
    summary = html_element("summary", escape(f"Data of {name}"), class_="ours", lang="en-GB")
    shown = data_table(table, caption) + download(table, name)
    return html_element("details", summary + shown, class_="extra")


def _below(exhibit: Exhibit) -> Markup:
    """Return the notes and the source line."""
    lines = list(exhibit.notes)
    if text := exhibit.source_line:
        lines.append(text if text.lower().startswith("source") else f"Source: {text}")
    return Markup("").join(html_element("p", escape(line), class_="source") for line in lines)
