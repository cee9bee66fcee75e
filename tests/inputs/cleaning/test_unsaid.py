"""Bookmarks and expansions of a PDF say no words that its pages do not print."""

from __future__ import annotations

import io

from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf, String

from panel_papers.inputs.cleaning import Cleaned
from panel_papers.inputs.cleaning.pdf import clean_pdf

from .page_maker import page, words
from .test_cropped import PLACE

DEPOT = words("2.1 The depot in Mill Lane (PFCC)")


def with_bookmarks(*titles: str, content: str = DEPOT) -> bytes:
    with Pdf.open(io.BytesIO(page(content))) as pdf:
        with pdf.open_outline() as outline:
            outline.root.extend(OutlineItem(title, 0) for title in titles)
        saved = io.BytesIO()
        pdf.save(saved, deterministic_id=True)
    return saved.getvalue()


def titles(cleaned: Cleaned) -> list[str]:
    with Pdf.open(io.BytesIO(cleaned.data)) as pdf, pdf.open_outline() as outline:
        return [each.title for each in outline.root]


def test_bookmark_of_words_that_no_page_prints_is_called_by_its_page():
    """AstraZeneca's contract of 2021: redacted on the page, and whole in the bookmarks."""
    cleaned = clean_pdf(with_bookmarks("2.1 THE DEPOT", "The price of Xanthippe"), PLACE)
    assert titles(cleaned) == ["2.1 THE DEPOT", "Page 1"]
    assert b"Xanthippe" not in cleaned.data
    assert "title of a bookmark that no page prints" in {each.what for each in cleaned.removed}


def test_bookmarks_that_differ_in_signs_and_spaces_stay():
    given = [
        "2.1  The Depot",
        "Mill\u00a0Lane:",
        "depot – (PFCC)",
        "In Mill La",
        "Front cover",
        "Slide 2",
    ]
    assert titles(clean_pdf(with_bookmarks(*given), PLACE)) == given


def test_bookmarks_of_pages_without_readable_words_stay():
    given = ["Xanthippe", "Offer", "Prices", "Terms"]
    assert titles(clean_pdf(with_bookmarks(*given), PLACE)) == given


def test_expansion_of_other_words_is_dropped_and_one_that_is_printed_stays():
    content = words("PFCC means Police, Fire and Crime Commissioner")
    data = page("/P <</MCID 0>> BDC\n", content, "EMC\n")
    with Pdf.open(io.BytesIO(data)) as pdf:
        sheet = pdf.pages[0].obj
        tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        found = [
            pdf.make_indirect(
                Dictionary(Type=Name.StructElem, S=Name.Span, P=tree, Pg=sheet, K=0, E=String(said))
            )
            for said in ("Police, Fire and Crime Commissioner", "Price of Xanthippe")
        ]
        tree.K = Array(found)
        tree.ParentTree = Dictionary(Nums=Array([0, Array(found[:1])]))
        sheet.StructParents = 0
        pdf.Root.StructTreeRoot, pdf.Root.MarkInfo = tree, Dictionary(Marked=True)
        saved = io.BytesIO()
        pdf.save(saved, deterministic_id=True)
    cleaned = clean_pdf(saved.getvalue(), PLACE).data
    with Pdf.open(io.BytesIO(cleaned)) as pdf:
        said = [str(o.E) for o in pdf.objects if isinstance(o, Dictionary) and Name.E in o]
    assert said == ["Police, Fire and Crime Commissioner"]


def test_expansion_within_the_code_of_a_page_is_dropped():
    data = page("/Span <</E (Price of Xanthippe)>> BDC\n", words("PFCC"), "EMC\n")
    with Pdf.open(io.BytesIO(clean_pdf(data, PLACE).data)) as pdf:
        code = pdf.pages[0].Contents.read_bytes()
    assert b"PFCC" in code
    assert b"Xanthippe" not in code
