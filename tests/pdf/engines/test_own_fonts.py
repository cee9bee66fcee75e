"""A body's own fonts: read, refused where they must be, and printed by every engine."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from fontTools.ttLib import TTFont
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTTextContainer

from panel_papers.core.problems import Level
from panel_papers.pdf.engines import ENGINES, WordDocument
from panel_papers.pdf.engines.dxpdf import lacking_font
from panel_papers.pdf.engines.font_files import family_gaps, read_fonts
from panel_papers.pdf.engines.own_fonts import NO_FONTS

from ...own_fonts import CAPS, FAMILY, STYLES, caps, changed, face, put_fonts
from .test_dxpdf import asks_fontconfig


def document(*families: str) -> bytes:
    """Words of each look in each family, one paragraph a family."""
    made = docx.Document()
    for family in families:
        paragraph = made.add_paragraph()
        for style in STYLES:
            run = paragraph.add_run(f"{style} ")
            run.font.name = family
            run.bold, run.italic = "Bold" in style, "Italic" in style
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


def fonts_of_words(pdf: bytes) -> dict[str, set[str]]:
    """The fonts that each word of a PDF is printed in, as pdfminer reads them, without subsets."""
    found: dict[str, set[str]] = {}
    for page in extract_pages(io.BytesIO(pdf)):
        for box in page:
            if isinstance(box, LTTextContainer):
                for char in _characters(box):
                    found.setdefault(char.fontname.rpartition("+")[2], set()).add(char.get_text())
    return found


def _characters(box: LTTextContainer) -> list[LTChar]:
    return [c for line in box for c in line if isinstance(c, LTChar)]


@pytest.mark.parametrize(
    "name",
    [
        "rdocx",
        pytest.param("dxpdf", marks=asks_fontconfig),
        pytest.param("libreoffice", marks=pytest.mark.libreoffice),
    ],
)
def test_own_fonts_are_printed_and_embedded(name, tmp_path):
    fonts, problems = read_fonts(put_fonts(tmp_path / "fonts"))
    source = WordDocument("a.docx", document(FAMILY, "Arial"))

    (pdf,) = ENGINES[name](None, fonts).convert([source])
    (without,) = ENGINES[name](None).convert([source])

    assert problems == ()
    printed = {font for font in fonts_of_words(pdf) if font.startswith("Ledger")}
    faces = {"LedgerSerif", "LedgerSerif-Bold", "LedgerSerif-Italic", "LedgerSerif-BoldItalic"}
    assert {font.removesuffix("-Regular") for font in printed} == faces
    assert any(font.startswith("Liberation") for font in fonts_of_words(pdf))  # Arial as ever
    assert not any("Ledger" in font for font in fonts_of_words(without))
    (tmp_path / "a.pdf").write_bytes(pdf)
    listed = subprocess.run(
        ["pdffonts", tmp_path / "a.pdf"], capture_output=True, text=True, check=True
    ).stdout
    rows = [line.split() for line in listed.splitlines() if "Ledger" in line]
    assert len(rows) == 4
    assert all(row[-5] == "yes" for row in rows), listed  # embedded


def test_outlines_of_postscript_are_said_to_be_such(tmp_path):
    """rdocx calls every font TrueType: poppler warned of it, and a viewer may take another font."""
    fonts, _ = read_fonts(put_fonts(tmp_path / "fonts"))

    (pdf,) = ENGINES["rdocx"](None, fonts).convert([WordDocument("a.docx", document(CAPS))])

    (tmp_path / "a.pdf").write_bytes(pdf)
    done = subprocess.run(
        ["pdftotext", tmp_path / "a.pdf", "-"], capture_output=True, text=True, check=True
    )
    listed = subprocess.run(
        ["pdffonts", tmp_path / "a.pdf"], capture_output=True, text=True, check=True
    )
    assert "Regular Bold Italic" in done.stdout
    assert "CID Type 0C (OT)" in listed.stdout
    assert "Mismatch" not in done.stderr + listed.stderr


@pytest.mark.libreoffice
def test_own_font_is_printed_instead_of_the_machine_s_of_the_same_name(tmp_path):
    """DejaVu Sans is on this machine; the body's has one letter that is not the machine's."""
    (tmp_path / "fonts").mkdir()

    def marked(font: TTFont) -> None:
        font["name"].setName("DejaVuSans-OfTheBody", 6, 3, 1, 0x409)

    data = changed(marked, face("Regular", "DejaVu Sans"))
    (tmp_path / "fonts" / "DejaVuSans.ttf").write_bytes(data)
    fonts, _ = read_fonts(tmp_path / "fonts")

    source = WordDocument("a.docx", document("DejaVu Sans"))
    (pdf,) = ENGINES["libreoffice"](None, fonts).convert([source])

    assert {font for font in fonts_of_words(pdf) if "DejaVu" in font} == {"DejaVuSans-OfTheBody"}


def test_same_fonts_give_the_same_bytes_and_others_another_identity(tmp_path):
    fonts, _ = read_fonts(put_fonts(tmp_path / "fonts"))
    again, _ = read_fonts(put_fonts(tmp_path / "fonts"))
    source = WordDocument("a.docx", document(FAMILY))
    (tmp_path / "fonts" / "LedgerCaps.otf").unlink()
    fewer, _ = read_fonts(tmp_path / "fonts")

    for name in ENGINES:
        asked = [ENGINES[name](None, each).identity() for each in (fonts, again, fewer, NO_FONTS)]
        assert asked[0] == asked[1]
        assert asked[0] is None or len({*asked}) == 3
    rdocx = [ENGINES["rdocx"](None, each).convert([source]) for each in (fonts, again)]
    assert rdocx[0] == rdocx[1]


def test_engine_that_asks_the_system_refuses_a_font_of_the_body(tmp_path):
    fonts, _ = read_fonts(put_fonts(tmp_path / "fonts"))
    named = WordDocument("a.docx", document(FAMILY))
    others = WordDocument("b.docx", document("Arial"))

    refused = lacking_font(named, fonts, "dxpdf 1", "win32")

    assert refused is not None
    assert "only fonts that are installed, and not “Ledger Serif”" in refused.found
    assert lacking_font(others, fonts, "dxpdf 1", "darwin") is None
    assert lacking_font(named, NO_FONTS, "dxpdf 1", "win32") is None
    assert lacking_font(named, fonts, "dxpdf 1", "linux") is None


def licence(number: int) -> Callable[[TTFont], None]:
    def change(font: TTFont) -> None:
        font["OS/2"].fsType = number

    return change


def without(table: str) -> Callable[[TTFont], None]:
    def change(font: TTFont) -> None:
        del font[table]

    return change


def symbols_only(font: TTFont) -> None:
    font["cmap"].tables = [t for t in font["cmap"].tables if t.platformID == 1]


def cut_in_half(data: bytes) -> bytes:
    return data[: len(data) // 2]


def scrambled(data: bytes) -> bytes:
    """The outlines overwritten; the table of contents says as before where they are."""
    with TTFont(io.BytesIO(data)) as font:
        entry = font.reader.tables["glyf"]
    noise = bytes((n * 89 + 7) % 256 for n in range(entry.length))
    return data[: entry.offset] + noise + data[entry.offset + entry.length :]


@pytest.mark.parametrize(
    ("data", "code", "said"),
    [
        (lambda: changed(licence(2)), "font-not-embeddable", "it may not be embedded in documents"),
        (lambda: changed(licence(0x100)), "font-not-embeddable", "embedded only whole"),
        (lambda: changed(licence(0x200)), "font-not-embeddable", "only as pictures of its letters"),
        (lambda: cut_in_half(face()), "font-damaged", "The font file is cut off"),
        (lambda: scrambled(face()), "font-damaged", "is damaged, or is no font"),
        (lambda: b"", "font-damaged", "is damaged, or is no font"),
        (lambda: b"<html>Not found</html>", "font-damaged", "is damaged, or is no font"),
        (lambda: changed(without("OS/2")), "font-damaged", "lacks its table “OS/2”"),
        (lambda: changed(symbols_only), "font-not-read", "no table that says which of its letters"),
    ],
)
def test_font_that_cannot_be_used_is_refused(data, code, said, tmp_path):
    (tmp_path / "House.ttf").write_bytes(data())
    (tmp_path / "Good.ttf").write_bytes(face("Bold"))

    fonts, problems = read_fonts(tmp_path)

    (problem,) = problems
    assert (problem.code, problem.level) == (code, Level.ERROR)
    assert said in problem.found
    assert problem.place.file == (tmp_path / "House.ttf").as_posix()
    assert problem.hint
    assert [Path(each.file).name for each in fonts.faces] == ["Good.ttf"]


@pytest.mark.parametrize("number", [0, 4, 8, 0x0C])
def test_font_that_may_be_embedded_in_some_way_is_taken(number, tmp_path):
    """Preview and print, editable, installable: a PDF is read and printed, and no more."""
    (tmp_path / "House.ttf").write_bytes(changed(licence(number)))

    fonts, problems = read_fonts(tmp_path)

    assert (len(fonts.faces), problems) == (1, ())


def test_wrong_checksum_of_a_sound_font_is_no_damage(tmp_path):
    data = bytearray(face())
    at = data.index(b"glyf") + 4
    data[at : at + 4] = b"\0\0\0\1"
    (tmp_path / "House.ttf").write_bytes(bytes(data))

    assert read_fonts(tmp_path)[1] == ()


def test_variable_font_and_other_kinds_are_named(tmp_path):
    def varies(font: TTFont) -> None:
        from fontTools.ttLib.tables._f_v_a_r import Axis, table__f_v_a_r

        font["fvar"] = table__f_v_a_r("fvar")
        axis = Axis()
        axis.axisTag, axis.axisNameID = "wght", 2
        font["fvar"].axes = [axis]

    (tmp_path / "Varies.ttf").write_bytes(changed(varies))
    (tmp_path / "Web.woff2").write_bytes(b"wOF2")
    (tmp_path / "LICENCE.txt").write_text("Free", encoding="utf-8")

    problems = read_fonts(tmp_path)[1]

    assert [(each.code, each.level) for each in problems] == [
        ("font-varies", Level.ERROR),
        ("font-not-read", Level.WARNING),
    ]


def test_one_face_in_two_files_is_refused(tmp_path):
    (tmp_path / "A.ttf").write_bytes(face())
    (tmp_path / "B.ttf").write_bytes(face())

    (problem,) = read_fonts(tmp_path)[1]

    assert (problem.code, Path(problem.place.file).name) == ("font-twice", "B.ttf")
    assert "and so is A.ttf" in problem.found


def test_what_a_family_lacks_is_named_and_a_whole_one_is_not(tmp_path):
    whole, _ = read_fonts(put_fonts(tmp_path / "whole"))
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "A.ttf").write_bytes(face())
    alone, _ = read_fonts(tmp_path / "a")

    assert list(family_gaps(whole.family("ledger serif"))) == []
    (gap,) = family_gaps(alone.family(FAMILY))
    assert (gap.code, gap.level) == ("font-incomplete", Level.WARNING)
    assert "no bold and no italic face of “Ledger Serif”" in gap.found


def test_characters_that_papers_need_and_a_font_lacks_are_named(tmp_path):
    def poor(font: TTFont) -> None:
        for table in font["cmap"].tables:
            table.cmap = {code: name for code, name in table.cmap.items() if code != ord("£")}

    (tmp_path / "A.ttf").write_bytes(changed(poor))
    fonts, _ = read_fonts(tmp_path)

    found = [gap.found for gap in family_gaps(fonts.family(FAMILY))]

    assert any("lacks characters that papers need (£)" in each for each in found)


def test_no_folder_is_no_fonts(tmp_path):
    assert read_fonts(tmp_path / "fonts") == (NO_FONTS, ())


def test_fonts_are_found_by_their_name_for_windows(tmp_path):
    (tmp_path / "A.otf").write_bytes(caps())

    (only,) = read_fonts(tmp_path)[0].faces

    assert (only.family, only.bold, only.italic) == (CAPS, False, False)
    assert read_fonts(tmp_path)[0].families == (CAPS,)


@pytest.mark.libreoffice
@pytest.mark.skipif(sys.platform != "linux", reason="fontconfig is asked on Linux alone")
def test_office_leaves_nothing_of_the_fonts(tmp_path, monkeypatch):
    """The fonts are licensed: no copy stays where LibreOffice worked."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "t"))
    (tmp_path / "t").mkdir()
    fonts, _ = read_fonts(put_fonts(tmp_path / "fonts"))
    engine = ENGINES["libreoffice"](None, fonts)

    engine.convert([WordDocument("a.docx", document(FAMILY))])

    assert list((tmp_path / "t").rglob("*.ttf")) == []
