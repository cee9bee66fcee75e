"""What a part's tags do not reach is tagged beside them; pages that are pictures are figures."""

import datetime
import io
from pathlib import Path

import page as page_validation
import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from panel_papers.pdf import validate
from panel_papers.pdf.joining import Barrier, Options, Part, claim_pdf_ua, join

STAMPED = (Path(__file__).parent / "stamped.pdf").read_bytes()
OPTIONS = Options(title="Pack", language="en-GB", created=datetime.date(2024, 3, 1))
NOT_OURS = {
    "PDFUA1-FONT-EMBEDDING-001",  # the supplied file's fonts
    "PDFUA1-FONT-UNICODE-MAPPING-001",
    "PDFUA1-ID-PART-001",  # nothing is claimed
    "PDFUA1-ID-SCHEMA-001",
}
"""Rules that a pack fails because of its parts, whatever their tags are."""


def failed(pdf, tmp_path):
    """The rules that a validator finds broken, but for those that have nothing to do with tags."""
    file = tmp_path / "pack.pdf"
    file.write_bytes(pdf)
    verdict = page_validation.validate_pdf(str(file), profile="ua1")
    assert not verdict.is_compliant  # it has seen the fonts
    return {str(getattr(each, "rule_id", each)) for each in verdict.failures} - NOT_OURS


def pixels(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        return [document[n].render(scale=1).to_numpy().tobytes() for n in range(len(document))]


def kinds_of(heard):
    return [heard.kind, *(kind for kid in heard.kids for kind in kinds_of(kid))]


def add_image(made, page, name="Im1"):
    image = made.pdf.make_stream(
        b"\x80",
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=1,
        Height=1,
        ColorSpace=Name.DeviceGray,
        BitsPerComponent=8,
    )
    page.Resources.XObject = Dictionary({f"/{name}": image})


def untagged(made):
    buffer = io.BytesIO()
    made.pdf.save(buffer)
    return buffer.getvalue()


def test_tags_are_kept_beside_another_programs_stamp(listen, tmp_path):
    joined = join([Part("A", STAMPED)], OPTIONS)
    report = joined.reports[0]
    assert report.tagged
    assert report.coverage == pytest.approx(0.94, abs=0.01)
    assert "its tags reach 94 % of its text: the rest is tagged page by page" in report.notes
    assert report.barriers == (Barrier.PARTLY_TAGGED,)
    heard, left = listen(joined.pdf)
    kinds = kinds_of(heard)
    assert (kinds.count("H1") + kinds.count("H2"), kinds.count("LI")) == (9, 19)
    stamps = [text for _, text in heard.flat() if text.startswith("Received by Democratic")]
    assert stamps == [
        "Received by Democratic Services 12/02/2024 ref DS/2024/000"
        f"{n} item for agenda, bundle page {n} of 2, do not copy"
        for n in (1, 2)
    ]
    assert left == []
    assert failed(joined.pdf, tmp_path) == set()
    assert pixels(joined.pdf) == pixels(STAMPED)


def test_the_rest_of_a_page_comes_behind_its_own_content(maker, listen):
    made = maker()
    first, second, third = made.page(), made.page(), made.page()
    section = made.element("Sect", made.document)
    made.document.K.append(section)
    made.tag("H1", first, "head", section)
    table = made.element("Table", section)
    section.K.append(table)
    row = made.element("TR", table)
    table.K.append(row)
    made.tag("TD", first, "cell", row)
    made.tag("P", third, "last", section)
    for number, page in enumerate((first, second, third), 1):
        made.text(page, f"stamp {number} and the words of the stamp", 20)
    joined = join([Part("A", made.done())], OPTIONS)
    heard, left = listen(joined.pdf)
    assert heard.flat() == [
        ("H1", "head"),
        ("TD", "cell"),
        ("P", "stamp 1 and the words of the stamp"),
        ("P", "stamp 2 and the words of the stamp"),
        ("P", "last"),
        ("P", "stamp 3 and the words of the stamp"),
    ]
    assert left == []


def test_a_tree_that_reaches_little_is_kept_and_nothing_is_claimed(maker, listen):
    made = maker()
    page = made.page()
    made.text(page, "ninety bytes of text " * 5, 400)
    made.tag("H1", page, "ten bytes.")
    joined = join([Part("A", made.done())], OPTIONS)
    assert joined.reports[0].tagged
    assert joined.reports[0].coverage == pytest.approx(10 / 115, abs=1e-4)
    assert joined.reports[0].barriers == (Barrier.PARTLY_TAGGED,)
    heard, left = listen(joined.pdf)
    assert heard.flat() == [("H1", "ten bytes."), ("P", "ninety bytes of text " * 5)]
    assert left == []


def test_a_tree_that_reaches_nothing_is_none(maker, listen):
    made = maker()
    page = made.page()
    made.tag("P", made.page(), "")
    made.text(page, "all of the text")
    joined = join([Part("A", made.done())], OPTIONS)
    assert not joined.reports[0].tagged
    assert listen(joined.pdf)[0].flat() == [("P", "all of the text")]


def test_lines_shapes_and_stale_marks_of_the_rest(maker, listen, tmp_path):
    made = maker()
    page = made.page()
    made.tag("P", page, "words " * 40)
    made.paint(page, "/P <</MCID 7>> BDC BT /F1 12 Tf 72 90 Td (stale) Tj ET EMC")
    made.paint(page, "q 72 80 100 2 re f Q 72 60 m 200 60 l S")
    before = made.done()
    joined = join([Part("A", before)], OPTIONS)
    heard, left = listen(joined.pdf)
    assert heard.flat() == [("P", "words " * 40), ("P", "stale")]
    assert left == []
    assert failed(joined.pdf, tmp_path) == set()
    assert pixels(joined.pdf) == pixels(before)


def test_a_form_without_tags_is_text_of_the_rest(maker):
    made = maker()
    page = made.page()
    made.tag("P", page, "words " * 40)
    form = made.pdf.make_stream(
        b"BT /F1 12 Tf 9 9 Td (from a form) Tj ET", Type=Name.XObject, Subtype=Name.Form
    )
    form.BBox, form.Resources = Array([0, 0, 200, 50]), page.Resources
    page.Resources = Dictionary(Font=page.Resources.Font, XObject=Dictionary(Fm=form))
    made.paint(page, "q 1 0 0 1 72 100 cm /Fm Do Q")
    joined = join([Part("A", made.done())], OPTIONS)
    assert joined.reports[0].tagged
    with Pdf.open(io.BytesIO(joined.pdf)) as pdf:
        added = pdf.Root.StructTreeRoot.K[0].K[0].K[-1]
        assert (str(added.S), [int(n) for n in added.K]) == ("/P", [1])
        content = pdf.pages[0].obj.Contents.read_bytes()
        assert b"/P << /MCID 1 >> BDC\n/Fm Do\nEMC" in content


def test_a_picture_that_no_tag_reaches_is_a_figure_without_words(maker, listen):
    made = maker()
    page = made.page()
    add_image(made, page)
    made.tag("P", page, "words")
    made.paint(page, "q 99 0 0 99 72 100 cm /Im1 Do Q")
    joined = join([Part("A", made.done())], OPTIONS)
    heard, _ = listen(joined.pdf)
    assert [(kid.kind, kid.alt) for kid in heard.kids[0].kids] == [("P", None), ("Figure", None)]
    assert "1 picture in it has no alternative text" in joined.reports[0].notes
    assert validate(claim_pdf_ua(joined.pdf)).failures


def test_a_page_that_is_a_picture_is_a_figure_with_the_authors_words(maker, listen, tmp_path):
    made = maker()
    cover, page = made.page(), made.page()
    add_image(made, cover)
    made.paint(cover, "q 595 0 0 842 0 0 cm /Im1 Do Q")
    made.text(page, "one")
    words = "The river front at dusk"
    joined = join([Part("A", untagged(made), pictures={1: words})], OPTIONS)
    heard, left = listen(joined.pdf)
    assert [(kid.kind, kid.alt, kid.text) for kid in heard.kids[0].kids] == [
        ("Figure", words, ""),
        ("P", None, "one"),
    ]
    assert left == []
    assert failed(joined.pdf, tmp_path) == set()


def test_text_on_a_page_that_is_a_picture_stays_text(maker, listen, tmp_path):
    made = maker()
    cover = made.page()
    add_image(made, cover)
    made.paint(cover, "q 595 0 0 842 0 0 cm /Im1 Do Q 9 9 m 30 30 l S")
    made.text(cover, "Our plan")
    before = untagged(made)
    joined = join([Part("A", before, pictures={1: "A bridge"})], OPTIONS)
    heard, left = listen(joined.pdf)
    assert [(kid.kind, kid.alt, kid.text) for kid in heard.kids[0].kids] == [
        ("Figure", "A bridge", ""),
        ("P", None, "Our plan"),
    ]
    assert left == []
    assert failed(joined.pdf, tmp_path) == set()
    assert pixels(joined.pdf) == pixels(before)


def test_words_drawn_as_curves_are_a_figure_with_the_authors_words(listen, tmp_path):
    curves = Path(__file__).parent.parent.parent / "inputs" / "supplied_pdfs" / "curves.pdf"
    part = Part("A", curves.read_bytes(), pictures={1: "Safety notice: do not enter"})
    joined = join([part], OPTIONS)
    heard, _ = listen(joined.pdf)
    (figure,) = heard.kids[0].kids
    assert (figure.kind, figure.alt) == ("Figure", "Safety notice: do not enter")


@pytest.mark.parametrize("way", ["figure", "artifact", "bare"])
def test_a_picture_page_of_a_tagged_part_gets_the_authors_words(maker, listen, way):
    made = maker()
    cover, page = made.page(), made.page()
    add_image(made, cover)
    if way == "figure":
        made.tag("Figure", cover, "")
    begin, end = ("/Artifact BMC ", " EMC") if way == "artifact" else ("", "")
    made.paint(cover, f"{begin}q 595 0 0 842 0 0 cm /Im1 Do Q{end}")
    made.tag("P", page, "words")
    joined = join([Part("A", made.done(), pictures={1: "A bridge"})], OPTIONS)
    heard, left = listen(joined.pdf)
    kids = [(kid.kind, kid.alt, kid.text) for kid in heard.kids[0].kids]
    assert kids[0] == ("Figure", "A bridge", "")
    assert kids[-1] == ("P", None, "words")
    assert left == []


def test_the_same_parts_give_the_same_bytes():
    first, second = (join([Part("A", STAMPED)], OPTIONS).pdf for _ in range(2))
    assert first == second
    with pikepdf.open(io.BytesIO(first)) as pdf:
        assert len(pdf.pages) == 2


def test_part_whose_maker_vouches_for_its_tags_is_joined_as_any_other(maker):
    made = maker()
    page = made.page()
    made.tag("H1", page, "a heading")
    made.tag("P", page, "words")
    data = made.done()
    trusted, looked_through = (
        join([Part("A", data, tags_complete=complete)], OPTIONS) for complete in (True, False)
    )
    assert trusted.pdf == looked_through.pdf
    assert trusted.reports == looked_through.reports
    assert trusted.reports[0].barriers == ()


def test_part_without_tags_is_looked_through_whatever_is_said_of_it(maker, listen):
    made = maker()
    made.text(made.page(), "words")
    joined = join([Part("A", untagged(made), tags_complete=True)], OPTIONS)
    assert listen(joined.pdf)[0].flat() == [("P", "words")]
