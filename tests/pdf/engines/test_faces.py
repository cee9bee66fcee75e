"""Which characters the shipped faces print, and that the engine does print them."""

from __future__ import annotations

import io
import json
import runpy
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader

from panel_papers.core.faces import FONTS, without_glyph
from panel_papers.pdf.engines import WordDocument
from panel_papers.pdf.engines.dxpdf import Dxpdf
from panel_papers.pdf.engines.families import FAMILIES

from .test_dxpdf import asks_fontconfig

TOOLS = Path(__file__).parents[3] / "tools"
SYMBOLS = "→←↑↓✓✔✗✘☐☑☒€£¥₤≤≥≠≈±×÷−∑√∞°′″…•◦▪■●○►▶½¼¾⅓⅔⁄²³‰№™©®ﬁﬂŵŷẁŴŶçéñøßłčžőţ\u00a0\u2011\u2009"


def painted(text: str, family: str) -> str:
    """What the PDF of a document in this family says, line by line."""
    document = docx.Document()
    for line in text.splitlines():
        document.add_paragraph().add_run(line).font.name = family
    data = io.BytesIO()
    document.save(data)
    (pdf,) = Dxpdf().convert([WordDocument("a.docx", data.getvalue())])
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def test_list_of_faces_is_what_the_fonts_say():
    tool = runpy.run_path(str(TOOLS / "list_faces.py"))
    assert json.loads((FONTS / "faces.json").read_text("utf-8")) == tool["faces"]()


@asks_fontconfig
@pytest.mark.parametrize("family", ["Arial", *sorted({*FAMILIES} - {"Arial"})[:5], "Gill Sans MT"])
def test_symbols_of_uk_papers_are_painted_in_every_family(family):
    lines = [f"x{character}y" for character in SYMBOLS]

    said = painted("\n".join(lines), family)

    assert without_glyph(SYMBOLS, "linux") == frozenset()
    assert [line for line in lines if line not in said] == []


@asks_fontconfig
@pytest.mark.slow
def test_every_listed_character_is_painted_beside_arial():
    ranges = json.loads((FONTS / "faces.json").read_text("utf-8"))["characters"]
    codes = [
        code
        for first, last in (each.split("-") for each in ranges)
        for code in range(int(first, 16), int(last, 16) + 1)
    ]
    assert len(codes) > 3_000

    said = painted("\n".join(f"x{chr(code)}y" for code in codes), "Arial")

    assert [f"{code:04X}" for code in codes if f"x{chr(code)}y" not in said] == []


@pytest.mark.parametrize("character", ["\U0001f600", "م", "中", "\ufe0f", "\ue000", "\ufeff"])
def test_a_character_that_no_face_has_is_known(character):
    assert without_glyph(f"a{character}b\t\n", "linux") == {character}


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_where_the_system_gives_the_fonts_nothing_is_known_to_lack(platform):
    assert without_glyph("\U0001f600", platform) == frozenset()
