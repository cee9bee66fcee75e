"""Writes what the editors' guide shows: the pictures of docs/images and the cheat sheet.

python tools/write_guide.py

Run it after a change to the templates; tests hold what it wrote against the templates and the code.
The text of the guide, docs/templates.md, is written by hand.
"""

from __future__ import annotations

import io
from functools import partial
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw
from word_templates.cheat_sheet import cheat_sheet

from panel_papers.inputs import read_paper
from panel_papers.output.pack.parts import pieces_of
from panel_papers.pdf.engines import ENGINES, WordDocument
from panel_papers.template_tools.diff.pictures import PageImage, page_pairs
from panel_papers.word.documents import Templates, write_divider, write_documents

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
CHEAT_SHEET = "templates-cheat-sheet.docx"
_WORD = ROOT / "templates" / "word"
_SCALE = 1.25  # pixels a point
_PAPER = "march-2024"


def pictures() -> dict[str, bytes]:
    """Return each picture of the guide by its name in docs/images."""
    report, *appendices = _filled(_PAPER)
    before, after = _changed_word()
    return {
        "template-cover-sheet.png": _picture(_template("cover-sheet"), height=0.45),
        "filled-cover-sheet.png": _picture(report, height=0.45),
        "template-progress-report.png": _picture(_template("progress-report"), height=0.78),
        "filled-progress-report.png": _picture(appendices[0], height=0.78),
        "template-section.png": _picture(_template("recommendations"), height=0.22),
        "house-styles.png": _picture(_template("house"), height=0.8),
        "diff-pages.png": _side_by_side(before, after),
    }


def write(folder: Path) -> None:
    """Write the pictures and the cheat sheet into a folder of documents."""
    (folder / "images").mkdir(parents=True, exist_ok=True)
    for name, data in pictures().items():
        (folder / "images" / name).write_bytes(data)
    (folder / CHEAT_SHEET).write_bytes(cheat_sheet())


def _template(name: str) -> bytes:
    """Return a template as a PDF, its tags as they are typed."""
    return _pdf(name, (_WORD / f"{name}.docx").read_bytes())


def _filled(name: str) -> list[bytes]:
    """Return the PDFs of a paper's report and appendices."""
    paper = read_paper(ROOT / "inputs" / name).paper
    templates = Templates(_WORD)
    pieces = pieces_of(
        paper, write_documents(paper, templates), partial(write_divider, paper, templates)
    )
    return ENGINES["dxpdf"](None).convert(
        [piece.content for piece in pieces if isinstance(piece.content, WordDocument)]
    )


def _changed_word() -> tuple[PageImage, PageImage]:
    """Return a page before and after a heading of its template was given other words."""
    old = _template("progress-report")
    new = _pdf("changed", _retyped("progress-report", "Successes", "What went well"))
    pair = next(pair for pair in page_pairs(old, new) if pair.changed)
    if pair.old is None or pair.new is None:
        raise ValueError("the page has another side")
    return pair.old, pair.new


def _retyped(name: str, old: str, new: str) -> bytes:
    from docx import Document  # noqa: PLC0415 - slow, and for this picture alone

    document = Document(str(_WORD / f"{name}.docx"))
    (run,) = [r for p in document.paragraphs for r in p.runs if r.text == old]
    run.text = new
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _pdf(name: str, data: bytes) -> bytes:
    return ENGINES["dxpdf"](None).convert([WordDocument(name, data)])[0]


def _picture(pdf: bytes, *, height: float) -> bytes:
    """Return the upper part of a PDF's first page as a small PNG with a frame."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0].render(scale=_SCALE, rev_byteorder=True).to_pil().convert("RGB")
    finally:
        document.close()
    return _png(page.crop((0, 0, page.width, round(page.height * height))))


def _side_by_side(*sides: PageImage) -> bytes:
    """Return pages beside each other, what differs marked as the comparison marks it."""
    shown = []
    for side, colour in zip(sides, ("#b10e1e", "#12436d"), strict=True):
        picture = Image.open(io.BytesIO(side.png)).convert("RGB")
        pen = ImageDraw.Draw(picture)
        for left, top, right, bottom in side.marks:
            pen.rectangle((left - 5, top - 5, right + 5, bottom + 5), outline=colour, width=4)
        upper = picture.crop((0, 0, picture.width, picture.height // 2))
        shown.append(upper.resize((upper.width * 2 // 3, upper.height * 2 // 3)))
    gap = 24
    whole = Image.new(
        "RGB", (sum(s.width for s in shown) + gap, max(s.height for s in shown)), "#b1b4b6"
    )
    whole.paste(shown[0], (0, 0))
    whole.paste(shown[1], (shown[0].width + gap, 0))
    return _png(whole)


def _png(picture: Image.Image) -> bytes:
    ImageDraw.Draw(picture).rectangle(
        (0, 0, picture.width - 1, picture.height - 1), outline="#b1b4b6"
    )
    small = picture.quantize(32, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    buffer = io.BytesIO()
    small.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


if __name__ == "__main__":
    write(DOCS)
