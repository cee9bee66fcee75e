"""The quick scan of content streams sees what a full parser sees."""

import pikepdf
from hypothesis import given, strategies as st
from pikepdf import Dictionary, Name, Pdf

from panel_papers.pdf.joining.content import tokens, without_marks
from panel_papers.pdf.joining.coverage import Scanner

MARKS = {"BDC", "BMC", "EMC", "MP", "DP"}


def scanned(content, reached=(), **resources):
    pdf = Pdf.new()
    page = pdf.add_blank_page().obj
    page.Contents = pdf.make_stream(content)
    page.Resources = Dictionary(**resources)
    marks = {page.objgen: dict.fromkeys(reached, page)}
    return Scanner(marks).page(page)


def test_operators_inside_strings_comments_and_names_are_not_operators():
    content = (
        rb"(EMC \) Tj (nested (BDC) ) Q) Tj % /P <</MCID 0>> BDC"
        b"\n<45 4D 43> Tj /EMC gs /Q gs [(a)-3<4142>] TJ"
    )
    plain = [token[-1] for token in tokens(content) if token[-1]]
    assert plain == [b"Tj", b"Tj", b"TJ"]
    assert [token for token in tokens(content) if token[3] or token[4]] == []


def test_text_counts_where_a_reached_mark_or_an_artifact_stands_round_it():
    content = (
        b"/P <</MCID 0>> BDC (four) Tj /Span <</Lang (en>)>> BDC (six666) Tj EMC EMC "
        b"/P <</MCID 1>> BDC (lost) Tj EMC /Artifact BMC (art) Tj EMC (bare!) ' "
        b"/P /Props BDC (named) Tj EMC"
    )
    scan = scanned(content, [0, 5], Properties=Dictionary(Props=Dictionary(MCID=5)))
    assert (scan.reached, scan.missed) == (4 + 6 + 3 + 5, 4 + 5)


def test_an_inline_image_is_one_piece_whatever_its_bytes():
    scan = scanned(b"BI /W 2 /H 1 /BPC 8 /CS /G ID (\x00q EI (late) Tj")
    assert (scan.pictures, scan.images, scan.missed) == (1, 1, 4)


def test_a_string_that_never_ends_does_not_hang_the_scan():
    scan = scanned(b"(" * 5000 + b"a" * 5000 + b" (x) Tj")
    assert scan.missed >= 1


def test_a_form_that_paints_itself_is_scanned_once():
    pdf = Pdf.new()
    page = pdf.add_blank_page().obj
    form = pdf.make_stream(b"(abc) Tj /X Do", Type=Name.XObject, Subtype=Name.Form)
    form.Resources = Dictionary(XObject=Dictionary(X=form))
    page.Resources = form.Resources
    page.Contents = pdf.make_stream(b"/X Do")
    assert Scanner({}).page(page).missed == 3


strings = st.binary(max_size=6).map(lambda b: pikepdf.String(b).unparse())
pieces = st.one_of(
    strings.map(lambda s: s + b" Tj"),
    st.lists(strings, max_size=3).map(lambda s: b"[" + b" 5 ".join(s) + b"] TJ"),
    st.integers(0, 9).map(lambda n: b"/P <</MCID %d>> BDC" % n),
    strings.map(lambda s: b"/Span <</ActualText " + s + b"/A<</B[1 2]>>>> BDC"),
    st.sampled_from(
        [b"/Artifact BMC", b"EMC", b"q", b"Q", b"/Fm Do", b"1 0 0 rg", b"/X MP", b"/X <<>> DP"]
    ),
)


@given(st.lists(pieces, max_size=12))
def test_the_scan_agrees_with_a_full_parser(listed):
    content = b"\n".join(listed)
    pdf = Pdf.new()
    page = pdf.add_blank_page().obj
    page.Contents = pdf.make_stream(content)
    parsed = list(pikepdf.parse_content_stream(page))
    wanted = [str(i.operator) for i in parsed if str(i.operator) != "rg"]
    found = [(long or short or plain).decode() for _, _, _, long, short, plain in tokens(content)]
    assert [operator for operator in found if operator] == wanted
    page.Contents = pdf.make_stream(without_marks(content))
    left = [str(i.operator) for i in pikepdf.parse_content_stream(page)]
    assert left == [str(i.operator) for i in parsed if str(i.operator) not in MARKS]
