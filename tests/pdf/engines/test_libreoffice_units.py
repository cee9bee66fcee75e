"""LibreOffice's strings are cut where the coded copy changes its colour, and nothing moves."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar
from pikepdf import Array, Dictionary, Name

from panel_papers.pdf.engines.libreoffice_units import same_units
from panel_papers.pdf.tagging import Refused

NAMES = b"1 beginbfrange\n<20> <7e> <0020>\nendbfrange"
SIGNS = b"2 beginbfchar\n<01> <2713>\n<02> <2192>\nendbfchar"


def pdf(content: str) -> bytes:
    made = pikepdf.new()
    page = made.add_blank_page(page_size=(300, 300))
    fonts = {}
    for name, codes, first, count in (("/F1", NAMES, 32, 95), ("/F2", SIGNS, 1, 2)):
        fonts[name] = Dictionary(
            Type=Name.Font,
            Subtype=Name.TrueType,
            BaseFont=Name("/AAAAAA+Sample"),
            FirstChar=first,
            LastChar=first + count - 1,
            Widths=Array([500] * count),
            ToUnicode=made.make_stream(codes),
        )
    page.obj.Resources = Dictionary(Font=Dictionary(fonts))
    page.obj.Contents = made.make_stream(content.encode())
    page.obj.StructParents = 0
    made.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot)
    made.Root.MarkInfo = Dictionary(Marked=True)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def letters(data: bytes) -> list[tuple[float, float, str]]:
    """Return the letters of a page with their places, from left to right."""
    (page,) = extract_pages(io.BytesIO(data))
    found = [item for item in _items(page) if isinstance(item, LTChar)]
    return sorted((round(c.x0, 2), round(c.y0, 2), c.get_text()) for c in found)


def _items(item: object) -> list[object]:
    if isinstance(item, LTChar) or not hasattr(item, "__iter__"):
        return [item]
    return [each for kid in item for each in _items(kid)]


def shown(data: bytes) -> list[str]:
    """Return what each text object shows, with its colour."""
    with pikepdf.open(io.BytesIO(data)) as opened:
        lines = opened.pages[0].Contents.read_bytes().decode().split("\n")
    return [line for line in lines if line.endswith((" rg", "TJ"))]


PLAIN = (
    "/P<</MCID 0>>BDC\nq 0 0 0 rg\nBT\n20 200 Td /F1 10 Tf[(See )2(the )-30(plan.)]TJ\nET\nQ\nEMC"
)
CODED = (
    "/P<</MCID 0>>BDC\nq 1 0 0 rg\nBT\n20 200 Td /F1 10 Tf[(See )]TJ\nET\n0 1 0 rg\nBT\n"
    "40 200 Td /F1 10 Tf[(the )-30(plan)]TJ\nET\n1 0 0 rg\nBT\n80.3 200 Td /F1 10 Tf(.)Tj\nET\n"
    "Q\nEMC"
)


def test_string_is_cut_where_the_copy_changes_its_colour():
    plain, coded = same_units(pdf(PLAIN), pdf(CODED))
    see, the_plan, stop = "[<53656520>] TJ", "[<74686520>-30<706C616E>] TJ", "[<2E>] TJ"
    assert shown(plain) == ["0 0 0 rg", see, the_plan, stop]
    assert [line for line in shown(coded) if line.endswith("TJ")] == [see, the_plan, stop]
    assert [line.split()[:3] for line in shown(coded) if line.endswith("rg")][1:] == [
        ["1.000000", "0.000000", "0.000000"],
        ["0.000000", "1.000000", "0.000000"],
        ["1.000000", "0.000000", "0.000000"],
    ]


def test_no_letter_moves():
    plain, _ = same_units(pdf(PLAIN), pdf(CODED))
    assert letters(plain) == letters(pdf(PLAIN))
    assert len(letters(plain)) == len("See the plan.")


def test_tags_go_with_what_leads_into_them():
    for data in same_units(pdf(PLAIN), pdf(CODED)):
        with pikepdf.open(io.BytesIO(data)) as opened:
            assert not {"/StructTreeRoot", "/MarkInfo"} & set(opened.Root.keys())
            assert "/StructParents" not in opened.pages[0].obj
            assert b"BDC" not in opened.pages[0].Contents.read_bytes()


def test_signs_of_another_font_come_where_they_are_in_the_line():
    line = "BT\n20 200 Td /F1 10 Tf[(a)-500(b)]TJ\n1 0 0 1 25 200 Tm\n/F2 10 Tf[<01>-500<02>]TJ\nET"
    plain, _ = same_units(pdf(line), pdf(line))
    assert shown(plain) == ["[<61>] TJ", "[<01>] TJ", "[<62>] TJ", "[<02>] TJ"]
    assert letters(plain) == letters(pdf(line))
    assert "".join(letter for _, _, letter in letters(plain)) == "a✓b→"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("(plan)", "(plot)"),
        ("80.3 200 Td", "90 200 Td"),
        ("80.3 200 Td", "80.3 190 Td"),
        ("(.)", "()"),
    ],
)
def test_copy_that_paints_anything_otherwise_is_refused(old, new):
    assert old in CODED
    with pytest.raises(Refused, match="the coded copy"):
        same_units(pdf(PLAIN), pdf(CODED.replace(old, new)))


def test_font_of_an_unknown_kind_is_refused():
    with pikepdf.open(io.BytesIO(pdf(PLAIN))) as opened:
        opened.pages[0].Resources.Font.F1.Subtype = Name.Type3
        out = io.BytesIO()
        opened.save(out)
    with pytest.raises(Refused, match="kind of font"):
        same_units(out.getvalue(), pdf(CODED))
