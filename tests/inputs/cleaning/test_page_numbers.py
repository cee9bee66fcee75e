"""A header's or footer's own page number goes with the words that belong to it, and no others."""

from __future__ import annotations

import pytest
from lxml import etree

from panel_papers.inputs.cleaning.word.page_numbers import remove_page_numbers

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def run(xml: str) -> str:
    return f"<w:r>{xml}</w:r>"


def said(text: str) -> str:
    return run(f'<w:t xml:space="preserve">{text}</w:t>')


def mark(kind: str) -> str:
    return run(f'<w:fldChar w:fldCharType="{kind}"/>')


def fld(code: str, result: str = "2", inside: str = "") -> str:
    instruction = run(f"<w:instrText> {code} </w:instrText>")
    return mark("begin") + instruction + inside + mark("separate") + said(result) + mark("end")


PAGE, TOTAL, TAB = fld("PAGE"), fld("NUMPAGES", "9"), run("<w:tab/>")
SIMPLE = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>3</w:t></w:r></w:fldSimple>'


def footer(xml: str) -> etree._Element:
    return etree.fromstring(f'<w:ftr xmlns:w="{W[1:-1]}"><w:p>{xml}</w:p></w:ftr>')


def left(root: etree._Element) -> str:
    return "".join(
        "→" if e.tag == W + "tab" else e.text or "" for e in root.iter(W + "t", W + "tab")
    )


@pytest.mark.parametrize(
    ("xml", "kept"),
    [
        (said("Essex") + TAB + said("Page ") + PAGE, "Essex→"),
        (said("Page ") + PAGE + said(" of ") + TOTAL, ""),
        (said("Page ") + PAGE + said(" of 12"), ""),
        (PAGE + said("/") + TOTAL, ""),
        (said("(") + PAGE + said(")"), ""),
        (said("- ") + PAGE + said(" -"), ""),
        (said("p. ") + SIMPLE, ""),
        (said("Report – ") + PAGE, "Report"),
        (said("Essex | Page ") + PAGE + said(" | March"), "Essex | March"),
        (PAGE + said(" | Page"), ""),
        (said("Tudalen ") + PAGE + said(" o ") + TOTAL + said(" Cyngor"), "Cyngor"),
        (said("Page ") + fld("=", "1", PAGE + run("<w:instrText>-1</w:instrText>")), ""),
        (said("Page ") + run("<w:pgNum/>") + TAB + said("Draft"), "→Draft"),
        (
            said("Page ") + PAGE + TAB + said("Council") + TAB + said("Page ") + PAGE,
            "→Council→",
        ),
    ],
)
def test_number_goes_with_its_words(xml: str, kept: str):
    root = footer(xml)
    assert remove_page_numbers(root) > 0
    assert left(root) == kept
    assert not list(root.iter(W + "fldChar", W + "fldSimple", W + "pgNum", W + "instrText"))


@pytest.mark.parametrize(
    "xml",
    [
        said("Homepage of the panel"),
        said("Printed ") + fld("DATE", "1 May"),
        fld("STYLEREF 1", "Costs"),
        said("Page 2"),
    ],
)
def test_footer_without_a_page_field_stays_as_it_is(xml: str):
    root = footer(xml)
    before = etree.tostring(root)
    assert remove_page_numbers(root) == 0
    assert etree.tostring(root) == before


def test_text_box_goes_with_the_number_that_it_held():
    box = "<w:pict><w:txbxContent><w:p>{}</w:p></w:txbxContent></w:pict>"
    root = footer(said("Essex") + run(box.format(PAGE)))
    assert remove_page_numbers(root) == 1
    assert not list(root.iter(W + "pict"))
    kept = footer(run(box.format(PAGE + said("Council"))))
    assert remove_page_numbers(kept) == 1
    assert left(kept) == "Council"
