"""Counts the form answers that cleaning loses, over a folder of PDFs.

    python benchmarks/forms.py FOLDER

Each PDF is cleaned as an appendix whose annotations and signature are printed. Poppler, which no
part of the program uses for this, then reads the pages before and after: an answer that stands in
a field must stand in the text of its page. PDFium paints the pages with their fields before, and
as they are after: ink that is gone from a field is counted.
"""

from __future__ import annotations

import argparse
import io
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterator
from ctypes import byref, c_int
from pathlib import Path

import pypdf
import pypdfium2
from PIL import Image, ImageChops, ImageFilter
from pypdfium2 import raw

from panel_papers.core import InputsError, Place
from panel_papers.inputs.cleaning.pdf import clean_pdf

_SCALE = 1.5


def main() -> int:
    """Report each PDF on a line, then the counts; 1 where an answer was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    counts: Counter[str] = Counter()
    for path in sorted(folder.glob("*.pdf")):
        data = path.read_bytes()
        try:
            cleaned = clean_pdf(data, Place(path.name), annotations="print", signature="print")
        except InputsError as error:
            codes = sorted({problem.code for problem in error.problems})
            counts["refused"] += 1
            counts.update(f"refused: {code}" for code in codes)
            print(
                f"{path.name}: refused",
                *(f"\n    {p.code}: {p.place.where or ''}: {p.found}" for p in error.problems[:5]),
            )
            if error.__cause__ is not None:
                counts["caused by an exception"] += 1
                print("    ", repr(error.__cause__))
            continue
        named = {
            p.place.where.split(",")[0] for p in cleaned.problems if p.code == "form-answer-differs"
        }
        counts["fields warned of: the form shows another answer than it holds"] += len(named)
        lost = [*_lost_answers(data, cleaned.data), *_lost_ink(data, cleaned.data)]
        lost = [each for each in lost if each.split(":")[0] not in named or "answer" not in each]
        counts["with losses" if lost else "whole"] += 1
        print(
            f"{path.name}: {'LOST' if lost else 'whole'}", *(f"\n    {each}" for each in lost[:8])
        )
    print(*(f"{count:5}  {what}" for what, count in sorted(counts.items())), sep="\n")
    return 1 if counts["with losses"] else 0


def _lost_answers(before: bytes, after: bytes) -> list[str]:
    """Return the answers of fields shown on a page that its text in Poppler does not hold."""
    lost = []
    try:
        reader = pypdf.PdfReader(io.BytesIO(before))
        pages = [list(page.get("/Annots", ()) or ()) for page in reader.pages]
    except Exception:  # noqa: BLE001 - wild files raise anything, and have no answer to compare
        return []
    for number, fields in enumerate(pages, 1):
        values = []
        for each in fields:
            try:
                values += _value(each.get_object())
            except Exception:  # noqa: BLE001 - as above
                continue
        if not values:
            continue
        text = Counter(_plain(_text(after, number)))
        for value in values:
            if Counter(_plain(value)) - text:
                lost.append(f"page {number}: the answer {value[:60]!r}")
    return lost


def _value(field: pypdf.generic.DictionaryObject) -> list[str]:
    if field.get("/Subtype") != "/Widget" or int(field.get("/F", 0)) & 35:
        return []
    left, bottom, right, top = (float(edge) for edge in field["/Rect"])
    holder, found = field, {}
    for _ in range(20):
        for key in ("/FT", "/V", "/Opt", "/Ff"):
            if key in holder and key not in found:
                found[key] = holder[key]
        if "/Parent" not in holder:
            break
        holder = holder["/Parent"]
    if found.get("/FT") not in ("/Tx", "/Ch") or abs(right - left) < 1 or abs(top - bottom) < 1:
        return []
    value = found.get("/V")
    values = [v for v in (value if isinstance(value, list) else [value]) if isinstance(v, str)]
    shown = {}
    for listed in found.get("/Opt", ()):
        option = listed.get_object()
        if isinstance(option, list):
            shown[str(option[0])] = str(option[1])
    return [shown.get(v, v) for v in values if v.strip()]


def _text(data: bytes, page: int) -> str:
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(data)
        file.flush()
        command = ["pdftotext", "-f", str(page), "-l", str(page), file.name, "-"]
        return subprocess.run(command, capture_output=True, check=False).stdout.decode(
            "utf-8", "replace"
        )


def _plain(text: str) -> str:
    return re.sub(r"[\s\x00-\x1f\xad\u2010\u2011-]+", "", unicodedata.normalize("NFKC", text))


def _lost_ink(before: bytes, after: bytes) -> list[str]:
    """Return the pages on which a fiftieth of the ink is gone, painted by PDFium.

    Buttons are left out, and annotations other than fields: no reader's comment is printed.
    """
    try:
        old, new = pypdfium2.PdfDocument(before), pypdfium2.PdfDocument(after)
        old.init_forms()
    except pypdfium2.PdfiumError:
        return []
    lost = []
    for number in range(min(len(old), len(new))):
        try:
            was, now = _painted(old[number]), _painted(new[number])
        except ValueError:  # a page without an inch, or too large for a picture
            lost.append(f"page {number + 1}: cannot be painted")
            continue
        if was.size != now.size:
            lost.append(f"page {number + 1}: another size")
            continue
        for box in _buttons(old[number], was.size):
            was.paste(0, box)
        gone = ImageChops.subtract(was, now.filter(ImageFilter.MaxFilter(9)))
        share = gone.histogram()[255] / max(1, was.histogram()[255])
        if share > 0.02:
            lost.append(f"page {number + 1}: {share:.0%} of the ink")
    return lost


def _buttons(page: pypdfium2.PdfPage, size: tuple[int, int]) -> Iterator[tuple[int, int, int, int]]:
    """Yield the place of each push button and drop-down list in the picture of a page."""
    for index in range(raw.FPDFPage_GetAnnotCount(page.raw)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, index)
        kind = raw.FPDFAnnot_GetFormFieldType(page.formenv.raw, annotation) if page.formenv else -1
        rect = raw.FS_RECTF()
        raw.FPDFAnnot_GetRect(annotation, byref(rect))
        raw.FPDFPage_CloseAnnot(annotation)
        if kind in (raw.FPDF_FORMFIELD_PUSHBUTTON, raw.FPDF_FORMFIELD_COMBOBOX):
            corners = [
                _pixel(page, x, y, size)
                for x in (rect.left, rect.right)
                for y in (rect.bottom, rect.top)
            ]
            across, down = sorted(x for x, _ in corners), sorted(y for _, y in corners)
            yield across[0] - 2, down[0] - 2, across[-1] + 3, down[-1] + 3


def _pixel(page: pypdfium2.PdfPage, x: float, y: float, size: tuple[int, int]) -> tuple[int, int]:
    across, down = c_int(), c_int()
    raw.FPDF_PageToDevice(page.raw, 0, 0, *size, 0, x, y, byref(across), byref(down))
    return across.value, down.value


def _painted(page: pypdfium2.PdfPage) -> Image.Image:
    picture = page.render(scale=_SCALE, draw_annots=False, grayscale=True).to_pil()
    return picture.convert("L").point([255 if shade < 170 else 0 for shade in range(256)])


if __name__ == "__main__":
    sys.exit(main())
