"""A document of the preview: every value is found where it is printed, every place has its page."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTPage

from panel_papers.core.problems import Place, TemplatesError
from panel_papers.inputs import read_paper
from panel_papers.pdf.engines import choose_engine
from panel_papers.template_tools.check.library import Library, papers_in
from panel_papers.template_tools.preview.drawing import Drawing, draw
from panel_papers.template_tools.preview.pictures import page_picture
from panel_papers.template_tools.preview.samples import KINDS
from panel_papers.template_tools.preview.sheets import Sheet, paper_sheets, sample_sheets
from panel_papers.word.filling.templates import Templates

from ..conftest import Desk


@pytest.fixture(scope="module")
def shared_desk():
    """The project's own folder, for those who change nothing in it."""
    return Desk(Path(__file__).parents[3])


@pytest.fixture(scope="module")
def report(shared_desk) -> Drawing:
    """The report of the March 2024 paper."""
    return _of_the_paper(shared_desk, "report")


def _of_the_paper(desk, name: str) -> Drawing:
    paper = read_paper(desk.inputs / "march-2024").paper
    sheets = paper_sheets(paper, Templates(desk.templates))
    (sheet,) = (each for each in sheets if each.name == name)
    return _drawn(desk, sheet)


def _drawn(desk, sheet: Sheet) -> Drawing:
    return draw(sheet, Templates(desk.templates), choose_engine("embedded"))


def letters(pdf: bytes, boxes) -> str:
    """Return what stands in the boxes, as a reader that the preview does not use sees it."""
    pages: list[LTPage] = list(extract_pages(io.BytesIO(pdf)))
    return "".join(
        char.get_text()
        for box in boxes
        for char in _chars(pages[box.page - 1])
        if box.x <= (char.x0 + char.x1) / 2 <= box.x + box.width
        and box.y <= pages[box.page - 1].height - (char.y0 + char.y1) / 2 <= box.y + box.height
    )


def _chars(element):
    if isinstance(element, LTChar):
        yield element
    elif hasattr(element, "__iter__"):
        for inner in element:
            yield from _chars(inner)


def bare(text: str) -> str:
    return "".join(text.split())


def test_each_value_of_the_cover_sheet_is_where_its_boxes_are(report):
    cover = [f for f in report.fields if f.filled.place.file.endswith("cover-sheet.docx")]
    assert [(each.filled.field, bare(letters(report.pdf, each.boxes))) for each in cover] == [
        (each.filled.field, bare(each.filled.text)) for each in cover
    ]
    assert [each.filled.field for each in cover if "labels." not in each.filled.field] == [
        "title",
        "report_to",
        "author",
        "date",
        "report_for",
        "enquiries_to.name",
        "enquiries_to.role",
        "enquiries_to.email",
        "divisions_affected",
    ]


def test_header_and_footer_are_found_on_every_page(report):
    stationery = {
        each.filled.field: [box.page for box in each.boxes]
        for each in report.fields
        if each.filled.place.file.endswith("house.docx")
    }
    every = list(range(1, len(report.pages) + 1))
    assert len(every) == 5
    assert stationery == {"report_to": every, "date": every, "short_title": every}


def test_prose_is_found_with_its_lists_and_over_pages(report):
    (context,) = (f for f in report.fields if f.filled.field == "context")
    found = bare(letters(report.pdf, context.boxes))
    assert found.startswith("TheoutputreportforthePoliceandCrimePlan")
    assert "Furtherinvestmentincrimeprevention" in found
    assert {box.page for box in context.boxes} >= {1, 2}


def test_a_field_in_a_loop_is_named_by_its_way_and_found_each_time(shared_desk):
    appendix = _of_the_paper(shared_desk, "appendix-1")
    titles = [f for f in appendix.fields if f.filled.field == "chapters[].title"]
    assert len(titles) == 3
    assert [bare(letters(appendix.pdf, each.boxes)) for each in titles] == [
        bare(each.filled.text) for each in titles
    ]


def test_a_picture_is_found(own_desk):
    folder = own_desk.inputs / "march-2024"
    (folder / "appendices" / "chart.png").write_bytes(_square())
    paper = (folder / "paper.yaml").read_text(encoding="utf-8")
    entry = "  - {title: Chart, file: appendices/chart.png, alt: A black square}\n"
    (folder / "paper.yaml").write_text(paper.rstrip("\n") + "\n" + entry, encoding="utf-8")
    sheet = paper_sheets(read_paper(folder).paper, Templates(own_desk.templates))[-2]
    assert sheet.name == "appendix-3"
    (chart,) = (f for f in _drawn(own_desk, sheet).fields if f.filled.field == "body")
    (box,) = chart.boxes
    assert chart.filled.text == "A black square"
    assert box.width > 50
    assert box.width == pytest.approx(box.height)


def _square() -> bytes:
    import pypdfium2

    document = pypdfium2.PdfDocument.new()
    document.new_page(100, 100)
    data = io.BytesIO()
    document.save(data)
    return page_picture(data.getvalue(), 1)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_every_template_is_drawn_with_every_sample_and_all_values_found(shared_desk, kind):
    library = Library(shared_desk.templates, papers_in(shared_desk.inputs))
    for sheet in sample_sheets(library, kind):
        drawing = _drawn(shared_desk, sheet)
        assert drawing.problems == ()
        assert drawing.fields
        assert [f.filled for f in drawing.fields if not f.boxes] == []


def test_hostile_text_is_printed_as_it_is(own_desk):
    library = Library(own_desk.templates, papers_in(own_desk.inputs))
    (sheet,) = sample_sheets(library, "hostile", ["cover-sheet"])
    drawing = _drawn(own_desk, sheet)
    title = drawing.fields[0]
    assert "{{ 7*7 }}" in title.filled.text
    assert bare(letters(drawing.pdf, title.boxes)) == bare(title.filled.text)


def test_a_place_of_a_template_is_where_its_own_words_are(report, shared_desk):
    file = (shared_desk.templates / "cover-sheet.docx").as_posix()
    boxes = report.boxes_of(Place(file, where="table 1, row 5, column 1"))
    assert sorted(bare(letters(report.pdf, boxes))) == sorted("Reportauthor:")


def test_a_place_that_prints_nothing_is_shown_at_what_follows_it(report, shared_desk):
    file = (shared_desk.templates / "cover-sheet.docx").as_posix()
    boxes = report.boxes_of(Place(file, where="table 1, row 9, column 1"))  # {%tr if … %}
    assert "CountyDivisions" in bare(letters(report.pdf, boxes))


def test_a_place_that_is_new_is_shown_under_its_heading(report, shared_desk):
    file = (shared_desk.templates / "appendices.docx").as_posix()
    place = Place(file, where="under the heading “Appendices”, paragraph 99")
    assert "Appendices" in letters(report.pdf, report.boxes_of(place))


def test_all_faults_of_all_templates_of_a_document_are_told(own_desk):
    own_desk.edit("cover-sheet", "{{ author }}", "{{ auther }}")
    own_desk.edit("purpose", "{{ purpose }}", "{{ purpose")
    with pytest.raises(TemplatesError) as told:
        _of_the_paper(own_desk, "report")
    assert [(p.code, p.place.where) for p in told.value.problems] == [
        ("unknown-field", "table 1, row 5, column 2"),
        ("half-a-tag", "under the heading “Purpose of Report”, paragraph 2"),
    ]


def test_house_template_alone_is_shown_by_the_report(own_desk):
    library = Library(own_desk.templates)
    (sheet,) = sample_sheets(library, "shortest", ["house"])
    assert sheet.templates == (
        "cover-sheet",
        "purpose",
        "recommendations",
        "context",
        *(f"{name}-implications" for name in ("climate", "equality", "financial", "legal", "risk")),
        "appendices",
        "house",
    )


def test_the_same_document_is_drawn_as_the_same_bytes(shared_desk, report):
    again = _of_the_paper(shared_desk, "report")
    assert again == report
    assert page_picture(again.pdf, 1) == page_picture(report.pdf, 1)
