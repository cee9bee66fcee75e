"""What reports of other makes are made of: tables, lists as Word has them, footnotes, links."""

from __future__ import annotations

import io

from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph
from PIL import Image

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def table(document: Document, rows: list[tuple[str, ...]], *, header: bool = False) -> None:
    """Add a table; `header` says that Word repeats its first row."""
    made = document.add_table(len(rows), len(rows[0]))
    for row, texts in zip(made.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    if header:
        made.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))


def bold(document: Document, text: str) -> Paragraph:
    """Add a paragraph in bold."""
    paragraph = document.add_paragraph()
    paragraph.add_run(text).bold = True
    return paragraph


def lines(document: Document, *texts: str) -> None:
    """Add a paragraph for each text."""
    for text in texts:
        document.add_paragraph(text)


def numbering(document: Document, key: int, *levels: tuple[str, str]) -> None:
    """Add a list of Word's own with the kind and the text of the numbers of each level."""
    root = document.part.numbering_part.element
    inner = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{text}"/><w:pPr><w:ind w:left="{720 * (at + 1)}" w:hanging="720"/>'
        "</w:pPr></w:lvl>"
        for at, (kind, text) in enumerate(levels)
    )
    whole = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{key}">{inner}</w:abstractNum>'
    root.insert(0, parse_xml(whole))
    num = f'<w:num {nsdecls("w")} w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>'
    root.append(parse_xml(num))


def item(paragraph: Paragraph, key: int, level: int = 0) -> Paragraph:
    """Make a paragraph an item of a list."""
    paragraph._p.get_or_add_pPr().append(
        parse_xml(
            f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{key}"/></w:numPr>'
        )
    )
    return paragraph


def link(paragraph: Paragraph, text: str, address: str) -> None:
    """Add a link to a paragraph."""
    made = paragraph._p.makeelement(qn("w:hyperlink"), {})
    made.set(qn("r:id"), paragraph.part.relate_to(address, f"{OFFICE}/hyperlink", is_external=True))
    made.append(paragraph.add_run(text)._r)
    paragraph._p.append(made)


def footnotes(document: Document, *notes: tuple[Paragraph, str]) -> None:
    """Add a footnote at the end of each paragraph."""
    texts = "".join(
        f'<w:footnote w:id="{at}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>'
        for at, (_, text) in enumerate(notes, 1)
    )
    blob = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:type="separator" w:id="-1"><w:p><w:r>'
        f"<w:separator/></w:r></w:p></w:footnote>{texts}</w:footnotes>"
    ).encode()
    name = PackURI("/word/footnotes.xml")
    part = Part(name, f"{WORD}.footnotes+xml", blob, document.part.package)
    document.part.relate_to(part, f"{OFFICE}/footnotes")
    for at, (paragraph, _) in enumerate(notes, 1):
        paragraph._p.append(
            parse_xml(f'<w:r {nsdecls("w")}><w:footnoteReference w:id="{at}"/></w:r>')
        )


def picture(document: Document, words: str) -> None:
    """Add a picture with an alternative text."""
    Image.new("RGB", (240, 120), "navy").save(packed := io.BytesIO(), "PNG")
    packed.seek(0)
    document.add_picture(packed)
    list(document.element.body.iter(qn("wp:docPr")))[-1].set("descr", words)
