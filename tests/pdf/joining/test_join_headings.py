"""Each part has one heading of the first level, its title; DRAFT and its mark are heard once."""

import datetime
import io

import pikepdf
import pytest
from pdfminer.high_level import extract_text
from pikepdf import Array, Dictionary, Name

from panel_papers.pdf.joining import Options, Part, Stamp, join

OPTIONS = Options(
    title="Pack",
    language="en-GB",
    created=datetime.date(2024, 3, 1),
    stamp=Stamp(),
    link_base="x:/",
)
DRAFT = Options(
    title="Pack",
    language="cy-GB",
    created=datetime.date(2024, 3, 1),
    stamp=Stamp(watermark="DRAFT"),
)
MARK = "NOT FOR PUBLICATION by virtue of paragraph 3 of Part 1 of Schedule 12A to the Act of 1972"


def tagged(maker, *lines, pages=1, roles=None):
    """A PDF with these lines, (type, text), on its first page, and a paragraph on each other."""
    made = maker()
    page = made.page()
    for kind, words in lines:
        made.tag(kind, page, words)
    for number in range(2, pages + 1):
        made.tag("P", made.page(), f"page {number}")
    return made.done(**({"RoleMap": Dictionary(roles)} if roles else {}))


def heard(listen, part, options=OPTIONS):
    return listen(join([part], options).pdf)[0].flat()


@pytest.mark.parametrize(
    "line",
    [
        "Appendix 1 - Prices",
        "APPENDIX 1: PRICES",
        "Title: Appendix 1 - Prices",
        "Appendix 1 - Prices \\(not for publication\\)",
    ],
)
def test_the_line_that_says_the_title_is_its_heading(maker, listen, line):
    data = tagged(
        maker,
        ("P", "Sample Panel"),
        ("Name", line),
        ("H1", "Alpha"),
        ("H2", "Beta"),
        ("H1", "Gamma"),
        roles={"/Name": Name.P},
    )
    joined = join([Part("x", data, heading="Appendix 1 – Prices")], OPTIONS)
    assert listen(joined.pdf)[0].flat() == [
        ("P", "Sample Panel"),
        ("H1", line.replace("\\", "")),
        ("H2", "Alpha"),
        ("H3", "Beta"),
        ("H2", "Gamma"),
    ]
    assert extract_text(io.BytesIO(joined.pdf)).casefold().count("prices") == 1


@pytest.mark.parametrize(
    "line",
    ["Prices", "Appendix 1", "Appendix 11 - Prices", "See Appendix 1 - Prices for all of them"],
)
def test_a_title_that_no_line_says_is_printed_and_comes_first(maker, listen, line):
    data = tagged(maker, ("H1", line), ("H1", "Alpha"), ("P", "words"))
    joined = join([Part("x", data, heading="Appendix 1 – Prices")], OPTIONS)
    assert listen(joined.pdf)[0].flat() == [
        ("H1", "Appendix 1 – Prices"),
        ("H2", line),
        ("H2", "Alpha"),
        ("P", "words"),
    ]
    assert "Appendix 1 – Prices" in extract_text(io.BytesIO(joined.pdf)).splitlines()


def test_the_title_of_an_untagged_part_is_a_heading_too(maker, listen):
    made = maker()
    made.text(made.page(), "words")
    out = io.BytesIO()
    made.pdf.save(out)
    part = Part("x", out.getvalue(), heading="Appendix 1 – Prices")
    assert heard(listen, part) == [("H1", "Appendix 1 – Prices"), ("P", "words")]


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ("H3 H1 H3", "H4 H2 H3"),
        ("H2 H3 H6 H2", "H2 H3 H4 H2"),
        ("H H", "H2 H2"),
        ("H1 H2 H3 H4 H5 H6", "H2 H3 H4 H5 H6 H6"),
    ],
)
def test_levels_begin_below_the_title_and_skip_none(maker, listen, levels, expected):
    data = tagged(maker, *((level, "words") for level in levels.split()))
    said = heard(listen, Part("x", data, heading="Title"))
    assert said[0] == ("H1", "Title")
    kinds = [kind for kind, _ in said[1:]]
    # No level is skipped going down, whatever the document does.
    assert all(int(b[1]) <= int(a[1]) + 1 for a, b in zip(["H1", *kinds], kinds, strict=False))
    if levels != "H3 H1 H3":
        assert kinds == expected.split()


def test_a_heading_before_the_title_is_a_line_of_its_page(maker, listen):
    data = tagged(maker, ("H1", "Sample Council"), ("H2", "Title"), ("H2", "Alpha"))
    said = heard(listen, Part("x", data, heading="Title"))
    assert said == [("P", "Sample Council"), ("H1", "Title"), ("H2", "Alpha")]


def test_a_part_without_a_heading_to_say_keeps_its_own(maker, listen):
    data = tagged(maker, ("H1", "Alpha"), ("H1", "Beta"))
    assert heard(listen, Part("Alpha", data)) == [("H1", "Alpha"), ("H1", "Beta")]


def test_a_parts_mark_is_heard_once_behind_its_title(maker, listen):
    data = tagged(maker, ("P", "Title"), ("P", "words"), pages=2)
    joined = join([Part("x", data, heading="Title", mark=MARK)], OPTIONS)
    said = listen(joined.pdf)[0].flat()
    assert said == [("H1", "Title"), ("P", MARK), ("P", "words"), ("P", "page 2")]
    shown = " ".join(extract_text(io.BytesIO(joined.pdf)).split())
    assert shown.count("NOT FOR PUBLICATION") == 2


def test_a_mark_is_heard_where_the_title_is_in_a_cell(maker, listen):
    made = maker()
    page = made.page()
    row = made.element("TR", made.document)
    cell = made.element("TD", row)
    row.K.append(cell)
    made.document.K.append(row)
    made.tag("P", page, "Title", cell)
    said = heard(listen, Part("x", made.done(), heading="Title", mark=MARK))
    assert said == [("P", MARK), ("H1", "Title")]


def test_draft_is_heard_first_and_in_english(maker, listen):
    parts = [
        Part("a", tagged(maker, ("P", "One"), pages=2), heading="One"),
        Part("b", tagged(maker, ("P", "Two")), heading="Two", mark=MARK),
    ]
    joined = join(parts, DRAFT)
    top, left = listen(joined.pdf)
    assert left == []
    assert top.flat() == [
        ("P", "DRAFT"),
        ("H1", "One"),
        ("P", "page 2"),
        ("H1", "Two"),
        ("P", MARK),
    ]
    assert top.kids[0].kids[0].language == top.kids[1].kids[-1].language == "en-GB"
    with pikepdf.open(io.BytesIO(joined.pdf)) as pdf:
        contents = [b"".join(s.read_bytes() for s in page.Contents) for page in pdf.pages]
    assert [content.count(b"/Subtype/Watermark") for content in contents] == [0, 1, 1]


def test_a_mark_that_the_tags_do_not_know_is_not_taken_for_the_title(maker, listen):
    made = maker()
    page = made.page()
    made.tag("P", page, "words")
    made.paint(page, "/P <</MCID 1>> BDC")
    made.text(page, "left out")
    made.paint(page, "EMC")
    made.paint(page, "/P /M0 BDC")
    made.text(page, "left out too")
    made.paint(page, "EMC")
    page.Resources.Properties = Dictionary(M0=Dictionary(MCID=2))
    made.tree.ParentTree = Array([])
    said = heard(listen, Part("x", made.done(), heading="Title"))
    assert ("H1", "Title") in said


def test_a_letter_that_the_stamp_lacks_is_read_as_it_is_and_printed_as_near_as_can_be(
    maker, listen
):
    data = tagged(maker, ("P", "words"))
    joined = join([Part("x", data, heading="Appendix 1 – Dŵr")], OPTIONS)
    assert "Appendix 1 – Dwr" in extract_text(io.BytesIO(joined.pdf))
    with pikepdf.open(io.BytesIO(joined.pdf)) as pdf:
        (heading,) = (e for e in pdf.objects if isinstance(e, Dictionary) and e.get("/S") == "/H1")
        assert str(heading.ActualText) == "Appendix 1 – Dŵr"


@pytest.mark.parametrize("lines", [("Appendix 1 - Prices",), ("Appendix 1", "Prices")])
def test_a_title_that_an_untagged_page_shows_is_not_printed_again(maker, listen, lines):
    made = maker()
    page = made.page()
    for number, line in enumerate((*lines, "words")):
        made.text(page, line, 700 - 20 * number)
    out = io.BytesIO()
    made.pdf.save(out)
    joined = join([Part("x", out.getvalue(), heading="Appendix 1 – Prices")], OPTIONS)
    assert extract_text(io.BytesIO(joined.pdf)).count("Prices") == 1
    with pikepdf.open(io.BytesIO(joined.pdf)) as pdf:
        (part,) = pdf.Root.StructTreeRoot.K[0].K
        assert [str(kid.S) for kid in part.K] == ["/H1", "/P"]
        assert str(part.K[0].ActualText) == "Appendix 1 – Prices"
