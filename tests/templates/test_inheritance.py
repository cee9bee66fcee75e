"""One change of Normal, or of the theme, reaches every style of the house."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from panel_papers.pdf.preparation import prepared

HOUSE = Path(__file__).parents[2] / "templates" / "word" / "house.docx"
OWN_FONT = {"Code Block": "Courier New"}
OWN_COLOUR = {
    *("Title", "Heading 1", "Caption", "Source Line", "Header", "Footer"),
    *("Meeting Line", "Foot Line"),
}


def inherited(style, tag: str, attribute: str) -> str | None:
    """What a style or the nearest that it is based on says, read off the XML."""
    while style is not None:
        found = style.element.find(f"{qn('w:rPr')}/{qn(tag)}")
        if found is not None and found.get(qn(attribute)) is not None:
            return found.get(qn(attribute))
        style = style.base_style
    return None


def paragraph_styles(document):
    return [s for s in document.styles if s.type == 1]


@pytest.fixture
def changed():
    document = docx.Document(str(HOUSE))
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    normal.font.color.rgb = RGBColor(0x8B, 0, 0)
    buffer = io.BytesIO()
    document.save(buffer)
    return docx.Document(buffer)


def test_a_new_font_of_normal_reaches_every_style(changed):
    fonts = {s.name: inherited(s, "w:rFonts", "w:ascii") for s in paragraph_styles(changed)}
    assert len(fonts) > 30
    others = {name: font for name, font in fonts.items() if font != "Calibri"}
    assert others == OWN_FONT
    tables = [s for s in changed.styles if s.type == 3]
    assert [s.name for s in tables if inherited(s, "w:rFonts", "w:ascii")] == []


def test_a_new_colour_of_normal_reaches_every_style_without_one_of_its_own(changed):
    colours = {s.name: inherited(s, "w:color", "w:val") for s in paragraph_styles(changed)}
    assert {name for name, colour in colours.items() if colour != "8B0000"} == OWN_COLOUR


def test_a_new_size_of_normal_reaches_lists_quotations_and_the_cover_sheet(changed):
    sizes = {s.name: inherited(s, "w:sz", "w:val") for s in paragraph_styles(changed)}
    follow = {"List Bullet", "List Number 3", "Quote", "Notice", "Cover Text", "Cover Label"}
    assert {sizes[name] for name in follow} == {"22"}


def test_no_style_repeats_what_normal_says():
    document = docx.Document(str(HOUSE))
    normal = {e.tag: dict(e.attrib) for e in document.styles["Normal"].element.find(qn("w:rPr"))}
    assert set(normal) == {qn("w:color"), qn("w:sz"), qn("w:szCs")}
    for style in paragraph_styles(document):
        look = style.element.find(qn("w:rPr"))
        repeated = [e.tag for e in (() if look is None else look) if normal.get(e.tag) == e.attrib]
        assert style.name == "Normal" or repeated == [], style.name


THEMED = (b"asciiTheme", b"hAnsiTheme", b"cstheme", b"themeColor", b"themeFill")


def with_theme(*pairs: tuple[bytes, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(HOUSE) as house, zipfile.ZipFile(out, "w") as copy:
        for name in house.namelist():
            data = house.read(name)
            if name == "word/theme/theme1.xml":
                for old, new in pairs:
                    assert old in data
                    data = data.replace(old, new)
            copy.writestr(name, data)
    return out.getvalue()


def test_engines_get_the_fonts_and_colours_of_the_theme_as_it_is_now():
    data = with_theme((b'typeface="Arial"', b'typeface="Cambria"'), (b"12436D", b"801650"))
    ready = prepared(data)
    with zipfile.ZipFile(io.BytesIO(ready)) as package:
        parts = {n: package.read(n) for n in package.namelist() if n.startswith("word/")}
    left = [n for n, part in parts.items() if any(name in part for name in THEMED)]
    assert left == []
    document = docx.Document(io.BytesIO(ready))
    default = document.styles.element.find(
        f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:rFonts')}"
    )
    assert default.get(qn("w:ascii")) == "Cambria"
    styles = {s.name: s for s in document.styles}
    colours = {n: inherited(styles[n], "w:color", "w:val") for n in ("Title", "Heading 1")}
    assert colours == {"Title": "801650", "Heading 1": "801650"}
    rule = next(styles["Notice"].element.iter(qn("w:top")))
    assert rule.get(qn("w:color")) == "801650"
    assert b"12436D" not in parts["word/styles.xml"] + parts["word/numbering.xml"]
