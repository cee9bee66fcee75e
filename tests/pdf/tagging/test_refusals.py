"""What cannot be placed exactly is refused, with the reason and the place."""

from __future__ import annotations

import io
import pickle
import re
import zipfile

import pikepdf
import pytest
from tagwords import Word, footnote, item, para, picture, row, table, text_box

from panel_papers.pdf.tagging import Refused, tag

SIMPLE = Word(
    para("Purpose", style="Heading1")
    + para("The first paragraph.")
    + para("A second one, longer.")
    + table(row("Year", "Count", header=True), row("2023", "905"), columns=2)
)
OTHER = Word(para("Quite another paper.") + para("It has other words."))


def refusal(word: Word, engine) -> tuple[str, str]:
    with pytest.raises(Refused) as caught:
        tag(word.data(), engine, title="T", language="en-GB")
    return caught.value.reason, caught.value.where


def rewritten(docx: bytes, change) -> bytes:
    """The document with its main part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if name == "word/document.xml" else data)
    return out.getvalue()


def repainted(pdf: bytes, change) -> bytes:
    """The PDF with the content of its first page changed."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        page = opened.pages[0].obj
        page.Contents = opened.make_stream(change(page.Contents.read_bytes()))
        opened.save(out)
    return out.getvalue()


def falsifying(convert, *, docx=lambda data: data, pdf=lambda data: data):
    """An engine that is honest with the document, and not with the coded copy."""
    original = SIMPLE.data()

    def engine(data: bytes) -> bytes:
        return convert(data) if data == original else pdf(convert(docx(data)))

    return engine


def coded_copy_of(word: Word, convert) -> bytes:
    seen = []

    def engine(data: bytes) -> bytes:
        seen.append(data)
        return convert(data)

    tag(word.data(), engine, title="T", language="en-GB")
    return next(data for data in seen if data != word.data())


def test_the_simple_document_itself_is_tagged(convert):
    report = tag(SIMPLE.data(), falsifying(convert), title="T", language="en-GB").report
    assert report.by_colour == report.characters > 0


def test_the_coded_copy_of_another_file_is_refused(convert):
    other = coded_copy_of(OTHER, convert)
    reason, _ = refusal(SIMPLE, falsifying(convert, docx=lambda data: other))
    assert reason == "the coded copy paints 7 words and pictures, the document 12"


def test_a_copy_without_codes_is_refused(convert):
    plain = SIMPLE.data()
    reason, _ = refusal(SIMPLE, falsifying(convert, docx=lambda data: plain + b""))
    assert "“Purpose”" in reason


def swap(first: int, second: int):
    def change(xml: bytes) -> bytes:
        colours = list(dict.fromkeys(re.findall(rb'w:color w:val="(\w{6})"', xml)))
        one, two = colours[first], colours[second]
        swapped = xml.replace(one, b"@@@").replace(two, one)
        return swapped.replace(b"@@@", two)

    return change


@pytest.mark.parametrize("pair", [(0, 1), (1, 2), (2, 3), (3, 4), (4, 5), (5, 6), (1, 6)])
def test_two_colours_swapped_are_refused(convert, pair):
    engine = falsifying(convert, docx=lambda data: rewritten(data, swap(*pair)))
    reason, where = refusal(SIMPLE, engine)
    assert reason.endswith("is painted out of order")
    assert where.startswith("page 1, ")


def test_swapped_colours_of_the_same_words_are_refused(convert):
    twins = Word(para("Same words.") + para("Same words."))

    def engine(data: bytes) -> bytes:
        return convert(data if data == twins.data() else rewritten(data, swap(0, 1)))

    assert refusal(twins, engine)[0] == "“Same” is painted out of order"


def test_swapped_pictures_are_refused(convert):
    pictures = Word(para(picture("one"), " and ", picture("two", number=2)))

    def engine(data: bytes) -> bytes:
        def change(xml: bytes) -> bytes:
            one, two = re.findall(rb'r:embed="(\w+)"', xml)
            return xml.replace(one, b"@@@").replace(two, one).replace(b"@@@", two)

        return convert(data if data == pictures.data() else rewritten(data, change))

    assert refusal(pictures, engine) == (
        "“and” is painted out of order",
        "page 1, in the paragraph “and”",
    )


def test_one_colour_in_place_of_another_is_refused(convert):
    def change(xml: bytes) -> bytes:
        colours = list(dict.fromkeys(re.findall(rb'w:color w:val="(\w{6})"', xml)))
        return xml.replace(colours[2], colours[1])

    engine = falsifying(convert, docx=lambda data: rewritten(data, change))
    reason, where = refusal(SIMPLE, engine)
    assert reason == "“A second one, longer.” is not painted"
    assert where == "under the heading “Purpose”, in the paragraph “A second one, longer.”"


def test_a_colour_given_to_a_neighbours_word_is_refused(convert):
    # The last word of the second paragraph in the colour of what follows it.
    def change(content: bytes) -> bytes:
        words = list(re.finditer(rb"(\S+ \S+ \S+ RG )(\S+ \S+ \S+ rg)\n", content))
        third = next(w for w in words if words.index(w) == 3)
        start = content.rindex(b"BT\n", 0, third.start())
        return content[:start] + third[0] + content[start:]

    reason, _ = refusal(SIMPLE, falsifying(convert, pdf=lambda p: repainted(p, change)))
    assert reason == ("“A second one,” is painted where the document says “A second one, longer.”")


def test_a_moved_word_is_refused(convert):
    def change(content: bytes) -> bytes:
        return content.replace(b"1 0 0 -1 72 ", b"1 0 0 -1 72.4 ", 1)

    reason, where = refusal(SIMPLE, falsifying(convert, pdf=lambda p: repainted(p, change)))
    assert (reason, where) == ("the coded copy paints “Purpose” otherwise", "page 1")


def test_a_copy_that_breaks_the_pages_elsewhere_is_refused(convert):
    def change(xml: bytes) -> bytes:
        return xml.replace(b"<w:tbl>", b'<w:p><w:r><w:br w:type="page"/></w:r></w:p><w:tbl>')

    engine = falsifying(convert, docx=lambda data: rewritten(data, change))
    assert refusal(SIMPLE, engine) == (
        "the coded copy has 2 pages, the document 1",
        "in the document",
    )


def test_an_engine_that_fails_on_the_copy_is_refused(convert):
    def broken(data: bytes) -> bytes:
        raise RuntimeError("too many colours")

    reason, _ = refusal(SIMPLE, falsifying(convert, docx=broken))
    assert reason == "the engine does not convert the coded copy"


def test_the_engines_own_fault_goes_through():
    def broken(data: bytes) -> bytes:
        raise RuntimeError("no fonts")

    with pytest.raises((RuntimeError, Refused)):
        tag(SIMPLE.data(), broken, title="T", language="en-GB")


def test_a_file_that_is_no_document_is_refused(convert):
    with pytest.raises(Refused, match="the file is no Word document"):
        tag(b"not a zip", convert, title="T", language="en-GB")


HEAD = para("Costs", style="Heading1")


@pytest.mark.parametrize(
    ("word", "reason", "where"),
    [
        pytest.param(
            Word(HEAD + para("Done \U0001f600 now")),
            "no font has the character “\U0001f600” (U+1F600)",
            "under the heading “Costs”, in the paragraph “Done \U0001f600 now”",
            id="a glyph that no font has",
        ),
        pytest.param(
            Word(HEAD + para("Hebrew שלום here")),
            "right-to-left text is painted back to front",
            "under the heading “Costs”, in the paragraph “Hebrew שלום here”",
            id="right to left",
        ),
        pytest.param(
            Word(para("A", footnote(1, "endnote"), "."), endnotes=["Lost by the engine."]),
            "“Lost by the engine.” is not painted",
            "in the paragraph “Lost by the engine.”",
            id="a note that the engine loses",
        ),
        pytest.param(
            Word(para("Box", text_box(item("listed")))),
            "the list label of “listed” is not painted",
            "in the paragraph “listed”",
            id="a label that the engine loses",
        ),
        pytest.param(
            Word(
                para(
                    "Sum ",
                    '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">'
                    "<m:r><m:t>x</m:t></m:r></m:oMath>",
                )
            ),
            "a formula cannot be tagged",
            "in the paragraph “Sum”",
            id="a formula",
        ),
        pytest.param(
            Word(para("A", footnote(1), footnote(1)), footnotes=["Twice."]),
            "a footnote is missing, or cited twice",
            "in the paragraph “A1”",
            id="a note cited twice",
        ),
    ],
)
def test_what_cannot_be_placed_is_refused_with_its_place(convert, word, reason, where):
    assert refusal(word, convert) == (reason, where)


def test_a_refusal_survives_another_process():
    fault = pickle.loads(pickle.dumps(Refused("why", "there")))
    assert (fault.reason, fault.where, str(fault)) == ("why", "there", "why (there)")


def test_a_strict_document_says_so(convert):
    data = rewritten(SIMPLE.data(), lambda xml: xml.replace(b"wordprocessingml", b"strict"))
    with pytest.raises(Refused, match="no body in the usual namespace"):
        tag(data, lambda _: convert(SIMPLE.data()), title="T", language="en-GB")


def test_a_table_without_header_cells_is_said(convert):
    grid = table(row("a", "b"), row("c", "d"), columns=2)
    report = tag(Word(grid).data(), convert, title="T", language="en-GB").report
    assert report.notes == ("a table has no header cells: in the table “a b c d”",)
