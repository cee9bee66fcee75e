"""Tables of data as HTML: headings with their scope, ratings, totals, and the data to download."""

from __future__ import annotations

import base64
import csv
import io

from markupsafe import Markup, escape

from panel_papers.content import html_element, item_in_cell, lists_in_cell
from panel_papers.core import CellMark, Table
from panel_papers.output.web_page.pictures import picture


def data_table(table: Table, caption: str | None = None, *, anchor: str | None = None) -> Markup:
    """Return a table with its caption."""
    marks = {(each.row, each.column): each for each in table.marks}
    pictures = {(row, column): shown for row, column, shown in table.pictures}
    head = Markup("").join(
        html_element("th", _lines(text), scope="col", class_=_kind(table, column))
        for column, text in enumerate(table.header)
    )
    body = Markup("")
    for index, row in enumerate(table.rows):
        cells = Markup("")
        for column, text in enumerate(row):
            shown = pictures.get((index, column))
            if shown is not None:
                words = picture(shown)
            else:
                words = _marked(text, marks.get((index, column)))
            look = marks[index, column].look if (index, column) in marks else None
            classes = " ".join(filter(None, [_kind(table, column), look])) or None
            if column == 0 and table.row_headers:
                cells += html_element("th", words, scope="row", class_=classes)
            else:
                label = table.header[column] if column < len(table.header) else ""
                cells += html_element("td", words, data_label=label, class_=classes)
        total = "total" if index in table.totals else None
        body += html_element("tr", cells, class_=total)
    inner = html_element("caption", escape(caption)) if caption else Markup("")
    inner += html_element("thead", html_element("tr", head)) + html_element("tbody", body)
    return scrolling(html_element("table", inner, id=anchor), caption or "Table")


def scrolling(held: Markup, name: str) -> Markup:
    """Return a table or chart that scrolls where it is wider than the page, by keyboard too."""
    return html_element("div", held, class_="scroll", role="group", tabindex="0", aria_label=name)


def _marked(text: str, mark: CellMark | None) -> Markup:
    lines = text.split("\n")
    found = lists_in_cell(lines, lambda index, at: escape(lines[index][at:]), item_in_cell)
    words = _lines(text) if found is None else found
    if mark is None or not mark.symbol:
        return words
    symbol = html_element("span", escape(mark.symbol), aria_hidden="true")
    return symbol + Markup("&nbsp;") + words


def _lines(text: str) -> Markup:
    return escape(text).replace("\n", Markup("<br>\n"))


def _kind(table: Table, column: int) -> str | None:
    return "number" if column < len(table.numeric) and table.numeric[column] else None


def download(table: Table, name: str) -> Markup:
    """Return a link that saves the text of a table as a CSV file; `name` is what it is called."""
    out = io.StringIO()
    csv.writer(out).writerows([table.header, *table.rows])
    data = base64.b64encode(b"\xef\xbb\xbf" + out.getvalue().encode()).decode()
    link = html_element(
        "a",
        escape(f"Download {name} as a CSV file"),
        href=f"data:text/csv;charset=utf-8;base64,{data}",
        download=f"{name.lower().replace(' ', '-')}.csv",
        lang="en-GB",
    )
    return html_element("p", link, class_="extra ours")
