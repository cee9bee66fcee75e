"""Tables and charts from data as Word blocks: numbered caption, table or picture, source line."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document
from docx.oxml.text.paragraph import CT_P

from panel_papers.core import Exhibit, Picture, Problem, Table
from panel_papers.word.blocks.cell_marks import texts_with_symbols
from panel_papers.word.blocks.hosts import style_properties
from panel_papers.word.blocks.landscape import Turning
from panel_papers.word.blocks.pictures import picture_block, picture_run
from panel_papers.word.blocks.tables import PICTURE_WIDTH, plain_table
from panel_papers.word.elements import Element, element, keep_with_next, text_of
from panel_papers.word.house_styles import HouseStyles
from panel_papers.word.numbering import Numbering
from panel_papers.word.runs import element_run, text_runs
from panel_papers.word.xml import qn

CAPTIONS_ABOVE = True
"""Whether a caption is above what it names, or below it. In the PDF's tags both are right."""
_KEPT_WHOLE = 12  # rows; a longer table may run over the page, its header repeated


class ExhibitWriter:
    """Writes exhibits and counts them: “Table 1”, “Figure 1”, through one document.

    What needs a landscape page is handed to `turning`, which gives it one when all prose is placed.
    """

    def __init__(
        self,
        document: Document,
        styles: HouseStyles,
        numbering: Numbering,
        turning: Turning,
        problems: list[Problem],
    ) -> None:
        self._document, self._styles, self._turning = document, styles, turning
        self._numbering = numbering
        self._problems = problems
        self._counts = {"Table": 0, "Figure": 0}
        self._captions = set[Element]()
        self._sources = set[Element]()

    def write(self, exhibit: Exhibit, host: CT_P, properties: Element, width: int) -> list[Element]:
        """Return the blocks of one exhibit; `properties` are those of a body paragraph."""
        content, tied = exhibit.content, bool(exhibit.notes or exhibit.source_line)
        if isinstance(content, Table):
            return self._table(exhibit, content, exhibit.caption, host, width, tied=tied)
        if not exhibit.caption:
            return [self._picture(content, properties, width, tied=False)]
        named = self._caption("Figure", exhibit.caption, tied=tied)
        picture = self._picture(content, properties, width, tied=tied or not CAPTIONS_ABOVE)
        out = [*_captioned(named, picture), *self._below(exhibit)]
        if exhibit.data is not None:
            caption = f"{exhibit.caption}: data"
            out += self._table(exhibit, exhibit.data, caption, host, width, tied=False)
        return out

    def is_caption(self, block: Element) -> bool:
        """Say whether a block is a caption, and no table, picture, note or source line."""
        return block in self._captions

    def printed_from(self, block: Element, exhibit: Exhibit) -> tuple[str, str] | None:
        """Return what of an exhibit a block prints, and what is printed before that; or None."""
        text = text_of(block)
        if block in self._captions and text.endswith(f": {exhibit.caption}"):
            return "caption", text.removesuffix(exhibit.caption)
        if block in self._sources and exhibit.source_line:
            return "source_line", text.removesuffix(exhibit.source_line)
        return None

    def _table(
        self, exhibit: Exhibit, table: Table, caption: str, host: CT_P, width: int, *, tied: bool
    ) -> list[Element]:
        """Return caption and table, and where they are `tied` to it notes and source line."""
        room = self._turning.room([table.header, *texts_with_symbols(table)], host, width)
        if not room.enough:
            hint = "choose fewer columns, give them shorter headings, or supply it as an appendix"
            self._problems.append(room.problem(exhibit.place, hint))
        drawn = plain_table(
            table, self._styles, self._numbering, width=room.width, tight=room.tight
        )
        self._put_pictures(drawn, table)
        _hold_together(drawn, tied=tied or not CAPTIONS_ABOVE)
        out = _captioned(self._caption("Table", caption, tied=tied), drawn)
        out += self._below(exhibit) if tied else []
        if room.turned:
            self._turning.add(out)
        return out

    def _put_pictures(self, drawn: Element, table: Table) -> None:
        rows = drawn.findall(qn("w:tr"))
        for row, column, picture in table.pictures:
            paragraph = rows[row + 1].findall(qn("w:tc"))[column].find(qn("w:p"))
            if paragraph is not None:
                paragraph.append(picture_run(self._document, picture, PICTURE_WIDTH))

    def _picture(self, picture: Picture, properties: Element, width: int, *, tied: bool) -> Element:
        if tied:
            keep_with_next(properties)
        return picture_block(self._document, picture, properties, width)

    def _caption(self, label: str, text: str, *, tied: bool) -> Element:
        """Return a caption as Word's own “Insert Caption” makes it, kept with what it names."""
        self._counts[label] += 1
        properties = style_properties(self._styles.paragraph("Caption"))
        if CAPTIONS_ABOVE or tied:
            keep_with_next(properties)
        number = _field(f" SEQ {label} \\* ARABIC ", str(self._counts[label]))
        runs = [*text_runs(f"{label} "), *number, *text_runs(f": {text}")]
        caption = element("w:p", [properties, *runs])
        self._captions.add(caption)
        return caption

    def _below(self, exhibit: Exhibit) -> list[Element]:
        """Return the notes and the source line, kept together."""
        lines = list(exhibit.notes)
        if text := exhibit.source_line:
            lines.append(text if text.lower().startswith("source") else f"Source: {text}")
        found = []
        for number, line in enumerate(lines, 1):
            properties = style_properties(self._styles.paragraph("Source Line"))
            if number < len(lines):
                keep_with_next(properties)
                properties.append(element("w:spacing", after=0))
            found.append(element("w:p", [properties, *text_runs(line)]))
        if exhibit.source_line:
            self._sources.add(found[-1])
        return found


def _captioned(caption: Element, named: Element) -> list[Element]:
    return [caption, named] if CAPTIONS_ABOVE else [named, caption]


def _field(code: str, result: str) -> list[Element]:
    instruction = element("w:instrText")
    instruction.text = code
    instruction.set(qn("xml:space"), "preserve")
    return [
        element_run(element("w:fldChar", fldCharType="begin")),
        element_run(instruction),
        element_run(element("w:fldChar", fldCharType="separate")),
        *text_runs(result),
        element_run(element("w:fldChar", fldCharType="end")),
    ]


def _hold_together(table: Element, *, tied: bool) -> None:
    """Keep a short table on one page, a long one's last row with the source line."""
    rows: Sequence[Element] = table.findall(qn("w:tr"))
    kept = list(rows[: -1 if len(rows) <= _KEPT_WHOLE else 1])
    if tied:
        kept.append(rows[-1])
    for row in kept:
        for properties in row.iter(qn("w:pPr")):
            keep_with_next(properties)
