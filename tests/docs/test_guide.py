"""The editors' guide: its pictures are those of the templates, its cheat sheet is one page."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from docx import Document
from docx.oxml.ns import qn
from PIL import Image, ImageChops, ImageStat

from panel_papers.pdf.engines import ENGINES, WordDocument

ROOT = Path(__file__).parent.parent.parent
DOCS = ROOT / "docs"
SHEET = DOCS / "templates-cheat-sheet.docx"
CODE = re.compile(r'(?:Problem|_problem|problem_of|tell)\(\s*(?:tag,\s*)?"([a-z]+(?:-[a-z]+)*)"')
TELLING = {
    *(
        f"word/filling/{name}.py"
        for name in (
            "tag_faults",
            "tag_measures",
            "tag_names",
            "tag_places",
            "tag_reading",
            "stray_tags",
            "tag_balance",
            "fill",
        )
    ),
    *(f"word/{name}.py" for name in ("filling/templates", "house_styles", "place")),
    *(f"template_tools/check/{name}.py" for name in ("annotate", "checking", "formats")),
    *(f"template_tools/check/{name}.py" for name in ("house_faults", "leftovers", "looks")),
    *(f"template_tools/check/{name}.py" for name in ("parts", "scopes", "trying")),
}


@pytest.fixture(scope="module")
def guide():
    return (DOCS / "templates.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def tool():
    """The script that writes the pictures and the cheat sheet."""
    sys.path.insert(0, str(ROOT / "tools"))
    try:
        import write_guide

        yield write_guide
    finally:
        sys.path.remove(str(ROOT / "tools"))


def anchor(heading):
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")


def test_each_picture_is_shown_with_words_for_those_who_do_not_see_it(guide):
    shown = dict(re.findall(r"!\[([^\]]*)\]\(images/([^)]+)\)", guide))
    assert sorted(shown.values()) == sorted(p.name for p in (DOCS / "images").glob("*.png"))
    assert all(len(words) > 30 for words in shown)


def test_pictures_are_small():
    for picture in (DOCS / "images").glob("*.png"):
        assert picture.stat().st_size < 60_000, picture.name


def test_pictures_show_the_templates_as_they_are(tool):
    """Pixel for pixel would hang on the versions of the drawing libraries."""
    made = tool.pictures()
    assert len(made) > 5
    for name, data in made.items():
        now = Image.open(io.BytesIO(data)).convert("L")
        kept = Image.open(DOCS / "images" / name).convert("L")
        hint = f"{name}: run python tools/write_guide.py"
        assert kept.size == now.size, hint
        assert ImageStat.Stat(ImageChops.difference(kept, now)).mean[0] < 1, hint


def test_links_of_the_guide_lead_somewhere(guide):
    headings = {anchor(heading) for heading in re.findall(r"(?m)^#+ (.+)$", guide)}
    links = re.findall(r"(?<!!)\[[^\]]+\]\(([^)]+)\)", guide)
    assert len(links) > 8
    for link in links:
        assert (link[1:] in headings) if link.startswith("#") else (DOCS / link).is_file(), link


def test_guide_explains_every_fault_of_a_template(guide):
    explained = re.findall(r"(?m)^\| ((?:`[a-z-]+`(?:, )?)+) \|", guide)
    codes = {code for row in explained for code in re.findall(r"`([a-z-]+)`", row)}
    told = set()
    for module in TELLING:
        text = (ROOT / "src" / "panel_papers" / module).read_text(encoding="utf-8")
        told |= set(CODE.findall(text))
    assert len(told) > 15
    assert told - codes == set()


def test_cheat_sheet_is_what_the_tool_writes(tool):
    assert tool.cheat_sheet() == SHEET.read_bytes()


def test_cheat_sheet_is_one_page_of_a4(engine_name):
    (pdf,) = ENGINES[engine_name](None).convert([WordDocument("sheet", SHEET.read_bytes())])
    document = pypdfium2.PdfDocument(pdf)
    try:
        assert len(document) == 1
        assert [round(side) for side in document[0].get_size()] == [595, 842]
        words = document[0].get_textpage().get_text_range()
    finally:
        document.close()
    assert "panel-papers templates diff HEAD" in words


def test_cheat_sheet_is_accessible():
    document = Document(str(SHEET))
    assert document.core_properties.title == "Templates: the cheat sheet"
    assert document.core_properties.language == "en-GB"
    languages = {e.get(qn("w:val")) for e in document.styles.element.iter(qn("w:lang"))}
    assert "en-GB" in languages
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert headings == ["Tags", "Rules", "Before you hand it over"]
    assert [p.text for p in document.paragraphs if p.style.name == "Title"]
    for table in document.tables:
        assert table.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        assert table._tbl.tblPr.find(qn("w:tblDescription")) is not None


def test_cheat_sheet_names_no_person():
    with zipfile.ZipFile(SHEET) as package:
        core = package.read("docProps/core.xml").decode()
    assert re.findall(r"<(?:dc:creator|cp:lastModifiedBy)>([^<]*)", core) == ["Panel Papers"] * 2
