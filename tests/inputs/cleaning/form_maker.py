"""Makes PDF forms by hand, and reads finished PDFs with libraries that the program does not use."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTComponent, LTContainer
from pikepdf import Array, Dictionary, Name, Object, Pdf, String
from PIL import Image

from panel_papers.core import Place
from panel_papers.inputs.cleaning import Cleaned
from panel_papers.inputs.cleaning.pdf import clean_pdf

PLACE = Place("appendices/form.pdf")
DOCUMENTS = Path(__file__).parent / "supplied_pdfs"
Box = tuple[float, float, float, float]


def supplied(name: str, **said: str) -> Cleaned:
    """Clean one of the supplied PDFs beside this module."""
    data = (DOCUMENTS / f"{name}.pdf").read_bytes()
    return clean_pdf(data, Place(f"appendices/{name}.pdf"), **said)


def form(*fields: dict[str, object], rotate: int = 0, pages: int = 1, **keys: object) -> bytes:
    """Return a PDF with a form whose fields stand on its first page."""
    pdf = Pdf.new()
    for _ in range(pages):
        page = pdf.add_blank_page(page_size=(595, 842)).obj
        page.Contents = pdf.make_stream(b"")
        page.Rotate = rotate
    widgets = [pdf.make_indirect(_widget(pdf, at, field)) for at, field in enumerate(fields)]
    pdf.pages[0].obj.Annots = Array(widgets)
    helvetica = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type1,
        BaseFont=Name.Helvetica,
        Encoding=Name.WinAnsiEncoding,
    )
    held = {"NeedAppearances": True, **keys}
    pdf.Root.AcroForm = pdf.make_indirect(
        Dictionary(Fields=Array(widgets), DR=Dictionary(Font=Dictionary(Helv=helvetica)), **held)
    )
    target = io.BytesIO()
    pdf.save(target, deterministic_id=True)
    return target.getvalue()


def _widget(pdf: Pdf, number: int, keys: dict[str, object]) -> Object:
    top = 780 - 60 * number
    widget = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Widget,
        F=4,
        T=String(f"field{number}"),
        FT=Name.Tx,
        DA=String("/Helv 11 Tf 0 g"),
        Rect=Array([72, top - 20, 372, top]),
    )
    for key, value in keys.items():
        widget[f"/{key}"] = String(value) if isinstance(value, str) else value
    return widget


def cleaned(*fields: dict[str, object], rotate: int = 0, **keys: object) -> Cleaned:
    """Clean a form with fields."""
    return clean_pdf(form(*fields, rotate=rotate, **keys), PLACE)


def words(data: bytes) -> str:
    """Return the text of a PDF as Poppler reads it."""
    return _run(["pdftotext", "-layout", "-", "-"], data).decode()


def painted(data: bytes, box: Box, page: int = 1, height: float = 842) -> Image.Image:
    """Return what Poppler paints of a part of a page, a pixel a point, in shades of grey."""
    number = str(page)
    command = ["pdftoppm", "-f", number, "-l", number, "-r", "72", "-gray", "-"]
    whole = Image.open(io.BytesIO(_run(command, data)))
    left, bottom, right, top = box
    return whole.crop((int(left), int(height - top), int(right), int(height - bottom)))


def ink(data: bytes, box: Box, page: int = 1) -> int:
    """Return how many dark pixels Poppler paints in a part of a page."""
    return sum(painted(data, box, page).convert("L").histogram()[:128])


def letters(data: bytes, page: int = 0) -> list[tuple[str, Box]]:
    """Return the letters of a page with their places, as pdfminer reads them."""
    layout = list(extract_pages(io.BytesIO(data)))[page]
    return [(each.get_text(), each.bbox) for each in _characters(layout)]


def _characters(holder: LTContainer[LTComponent]) -> list[LTChar]:
    found: list[LTChar] = []
    for each in holder:
        if isinstance(each, LTChar):
            found.append(each)
        elif isinstance(each, LTContainer):
            found += _characters(each)
    return found


def fonts(data: bytes) -> list[str]:
    """Return the lines of Poppler’s list of fonts."""
    return _run(["pdffonts", "-"], data).decode().splitlines()[2:]


def _run(command: list[str], data: bytes) -> bytes:
    return subprocess.run(command, input=data, capture_output=True, check=True).stdout
