"""The tagged PDF as a whole: its look is the engine's, its bytes are its input's."""

from __future__ import annotations

import io
import time
from datetime import date

import pikepdf
import pytest
from pagelook import boxes_of, pixels
from tagread import read
from tagwords import (
    LANDSCAPE,
    Word,
    bookmark,
    field,
    footnote,
    item,
    link,
    para,
    picture,
    row,
    run,
    section,
    table,
    text_box,
)

from panel_papers.pdf.tagging import Report, tag

EVERYTHING = Word(
    para("The paper", style="Title")
    + para("Purpose", style="Heading1")
    + para("Text with a note", footnote(1), ", a ", link("link"), " and ", link("one", "#here"))
    + para(run("Red already.", properties='<w:color w:val="FF0000"/>'))
    + item("one", numbered=2)
    + item("under one", level=1, numbered=2)
    + para(picture("A box"), text_box(para("Beside.")))
    + table(row("A", "B", header=True), *[row(f"{n}", "text") for n in range(60)], columns=2)
    + para(run("Croeso", properties='<w:lang w:val="cy-GB"/><w:strike/>'), bookmark("here"))
    + para("Quoted.", style="Quote", properties=section())
    + para("Wide."),
    footnotes=["The note."],
    header=para("Panel"),
    footer=para("Page ", field("PAGE", "1")),
    page=LANDSCAPE,
)


def tagged(convert, **more):
    return tag(EVERYTHING.data(), convert, title="A & B <paper>", language="en-GB", **more)


def test_every_pixel_stays(convert):
    plain = convert(EVERYTHING.data())
    boxes = boxes_of(plain)
    before, after = pixels(plain, boxes), pixels(tagged(convert).pdf, boxes)
    assert len(before) == 3
    assert any(any(value != 255 for value in page) for page in before)
    assert before == after


def test_boxes_are_exact(convert):
    assert boxes_of(tagged(convert).pdf) == [
        *[[0, 0, 595.3, 841.9]] * 2,
        [0, 0, 841.9, 595.3],
    ]


def test_the_same_input_gives_the_same_bytes(convert):
    first = tagged(convert, created=date(2024, 3, 14))
    time.sleep(1.1)  # a clock that is read shows by the second
    assert tagged(convert, created=date(2024, 3, 14)) == first


def test_a_pdf_says_what_it_is(convert):
    with pikepdf.open(io.BytesIO(tagged(convert, created=date(2024, 3, 14)).pdf)) as pdf:
        root = pdf.Root
        assert str(root.Lang) == "en-GB"
        assert root.MarkInfo.Marked
        assert root.ViewerPreferences.DisplayDocTitle
        assert {str(page.obj.Tabs) for page in pdf.pages} == {"/S"}
        assert str(pdf.docinfo["/Title"]) == "A & B <paper>"
        assert str(pdf.docinfo["/CreationDate"]) == "D:20240314000000Z"
        meta = pdf.open_metadata()
        assert meta["pdfuaid:part"] == "1"
        assert meta["dc:title"] == "A & B <paper>"
        assert meta["xmp:CreateDate"] == "2024-03-14T00:00:00Z"
        assert meta["pdf:Producer"] == str(pdf.docinfo["/Producer"])
        assert root.StructTreeRoot.RoleMap == pikepdf.Dictionary(Title=pikepdf.Name.P)


def test_without_a_date_there_is_none(convert):
    with pikepdf.open(io.BytesIO(tagged(convert).pdf)) as pdf:
        assert "/CreationDate" not in pdf.docinfo
        assert "xmp:CreateDate" not in pdf.open_metadata()


def test_nothing_of_the_engines_own_tree_is_left(convert):
    with pikepdf.open(io.BytesIO(tagged(convert).pdf)) as pdf:
        roots = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary)]
        trees = [o for o in roots if o.get("/Type") == "/StructTreeRoot"]
        assert len(trees) == 1
        assert not any("/SE" in o for o in roots)


def test_the_report_counts_what_was_placed(convert):
    report = tagged(convert).report
    found = read(tagged(convert).pdf)
    assert isinstance(report, Report)
    assert dict(report.elements) == dict(found.roles)
    assert (report.pages, report.by_number, report.notes) == (3, 2, ())
    assert report.characters == report.by_colour + report.by_number


def test_a_link_in_a_footer_hangs_on_a_link_at_the_end(convert):
    word = Word(para("Text."), footer=para(link("the plan", "rIdWeb")))
    # The footer's own relationships: the engine finds the target there.
    word.footer_links = True
    found = read(tag(word.data(), convert, title="T", language="en-GB").pdf)
    assert found.outline.splitlines() == ["Document", "  P “Text.”", "  Link"]
    assert found.annotations == ["the plan"]


@pytest.mark.parametrize("kind", ["toc", "leader"])
def test_leaders_are_counted_apart(convert, kind):
    dots = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9000"/></w:tabs>'
    style = "TOC1" if kind == "toc" else ""
    word = Word(para("Costs", "<w:r><w:tab/></w:r>", "3", style=style, properties=dots))
    report = tag(word.data(), convert, title="T", language="en-GB").report
    assert report.characters == report.by_colour > len("Costs3")
