"""A meeting’s pack as a script makes it today: docxtpl, soffice, pypdf. A peer in `meeting.py`.

Fills the Word files of a folder with docxtpl, turns each into a PDF with LibreOffice (one start a
document, or `--together` one start for all), writes a contents page with page numbers, and appends
all with bookmarks, the report of each paper before its appendices. It makes one file: no page is
numbered or tagged, and nothing is checked.

    python benchmarks/usual_meeting.py FOLDER OUT [--together]
"""

from __future__ import annotations

import sys
from pathlib import Path

from docx import Document
from docxtpl import DocxTemplate
from pypdf import PdfReader, PdfWriter
from usual_script import convert


def _in_order(document: Path) -> tuple[str, bool, str]:
    paper, is_appendix, number = document.stem.partition("-appendix-")
    return paper.removesuffix("-report"), bool(is_appendix), number


def main(folder: Path, out: Path, *, together: bool) -> None:
    """Fill, convert, write the contents page, and append."""
    filled = []
    for template in sorted(folder.glob("*.docx"), key=_in_order):
        document = DocxTemplate(template)
        document.render({"date": "14 March 2024"})
        document.save(out / template.name)
        filled.append(out / template.name)
    for batch in [filled] if together else [[one] for one in filled]:
        convert(batch, out)
    contents, page = Document(), 2
    contents.add_heading("Agenda", 1)
    for number, each in enumerate(filled, 1):
        contents.add_paragraph(f"{number}. {each.stem}, page {page}")
        page += len(PdfReader(each.with_suffix(".pdf")).pages)
    contents.save(str(out / "agenda.docx"))
    convert([out / "agenda.docx"], out)
    pack = PdfWriter()
    for document in (out / "agenda.docx", *filled):
        pack.append(document.with_suffix(".pdf"), outline_item=document.stem)
    pack.write(out / "pack.pdf")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), together="--together" in sys.argv)
