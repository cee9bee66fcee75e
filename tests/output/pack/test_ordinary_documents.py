"""Ordinary documents of a council are printed whole and tagged, or refused with what is missing.

35 of the documents that the completeness check is tried with are rendered as for a pack. Their
pages are read with pdfminer and held against the words and pictures of their XML by readers of
these tests, not by the check that rendering itself asks.
"""

from __future__ import annotations

import io
import re
import sys
import unicodedata
import zipfile
from collections import Counter
from pathlib import Path

import pikepdf
import pytest
from lxml import etree
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTImage

from panel_papers.core import EngineError
from panel_papers.output.pack.attempts import Rendered
from panel_papers.output.pack.rendering import render
from panel_papers.pdf import Choice, WordDocument
from panel_papers.pdf.engines import ENGINES

sys.path.insert(0, str(Path(__file__).parents[2] / "pdf" / "completeness"))
from ordinary import DOCUMENTS

pytestmark = pytest.mark.slow

NAMES = (  # noqa: SIM905 - a list of words
    "plain policy minutes bullets roman-and-letters restarted-list header-and-page-numbers "
    "first-page-differs even-pages-differ landscape-between columns long-table "
    "merged-and-nested-table gallery-page-number cover-with-controls form-with-ticks old-form "
    "footnotes long-footnote footnote-in-table endnotes text-box text-box-in-header pictures "
    "logo-in-header chart smart-art formula tracked-changes capitals turned-cells rules watermark "
    "white-on-dark symbols"
).split()

REFUSED = {
    "footnote-in-table": "it has a footnote in a table, which this engine does not print",
    "chart": "“Calls in 2023” is not printed",  # the chart's title: rdocx prints the bars
    "smart-art": "a SmartArt diagram is not printed",
}
"""What rdocx and dxpdf cannot print whole, and what is reported of it."""
UNTAGGED = {"formula": "a formula cannot be tagged (in the paragraph “The rate is”)"}
"""What is printed whole, and what stands in the way of its tags."""
REFUSED_BY_ALL = {"smart-art": "a SmartArt diagram is not printed"}
"""What LibreOffice does not print either: a diagram that was saved without its drawing."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
NOT_SHOWN = {f"{W}del", f"{W}instrText", f"{MC}Fallback"}
PICTURES = {
    "{http://schemas.openxmlformats.org/drawingml/2006/main}blip",
    "{urn:schemas-microsoft-com:vml}imagedata",
}


def shown(parent: etree._Element, tags: set[str]) -> list[etree._Element]:
    """Return the elements of some names, without what Word does not show."""
    found = [parent] if parent.tag in tags else []
    for child in parent:
        if child.tag not in NOT_SHOWN:
            found += shown(child, tags)
    return found


def words(text: str) -> Counter[str]:
    plain = unicodedata.normalize("NFKC", text).replace("\u00ad", "").casefold()
    return Counter(re.findall(r"[^\W_]+|[☐☒✓→★£]", plain))


def of_word(docx: bytes) -> tuple[Counter[str], set[str], int]:
    """Return the words of the text and its notes, those of headers, and the number of pictures."""
    text, furniture, pictures = Counter[str](), set[str](), 0
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        for name in package.namelist():
            if not re.fullmatch(r"word/(document|header|footer|footnotes|endnotes)\d*\.xml", name):
                continue
            root = etree.fromstring(package.read(name))
            pictures += len(shown(root, PICTURES))
            for paragraph in shown(root, {f"{W}p"}):
                inside = shown(paragraph, {f"{W}t", f"{W}tab", f"{W}br"})
                here = [each for each in inside if _paragraph(each) is paragraph]
                found = words(
                    "".join(each.text or "" if each.tag == f"{W}t" else " " for each in here)
                )
                if "header" in name or "footer" in name:
                    furniture |= found.keys()
                else:
                    text += found
    return text, furniture, pictures


def _paragraph(text: etree._Element) -> etree._Element:
    return next(text.iterancestors(f"{W}p"))


def of_pdf(pdf: bytes) -> tuple[Counter[str], int]:
    """Return the words on the pages, and the number of pictures."""
    items = [item for page in extract_pages(io.BytesIO(pdf)) for item in _within(page)]
    chars = [item for item in items if isinstance(item, LTChar)]
    turned = [char for char in chars if char.matrix[1]]  # pdfminer gives each a line of its own
    turned.sort(key=lambda c: (round(c.x0), c.y0 if c.matrix[1] > 0 else -c.y0))
    text, before = "", None
    for char in [*(char for char in chars if not char.matrix[1]), *turned]:
        text += " " if before and _apart(before, char) else ""
        text += char.get_text()
        before = char
    return words(text), sum(isinstance(item, LTImage) for item in items)


def _within(item: object) -> list[object]:
    if isinstance(item, LTChar | LTImage) or not hasattr(item, "__iter__"):
        return [item]
    return [each for child in item for each in _within(child)]


def _apart(before: LTChar, char: LTChar) -> bool:
    """Return whether two letters that follow one another belong to two words, as an eye sees."""
    if before.matrix[1] and char.matrix[1]:  # turned by a quarter
        along = max(char.y0 - before.y1, before.y0 - char.y1)
        return along > char.width * 0.15 or abs(char.x0 - before.x0) > char.width * 0.6
    gap, off = char.x0 - before.x1, char.y0 - before.y0
    raised = abs(before.size - char.size) > 2  # a note's number is no part of a word
    return gap > char.size * 0.15 or gap < -char.size * 2 or abs(off) > char.size * 0.6 or raised


def is_tagged(pdf: bytes) -> bool:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return "/StructTreeRoot" in opened.Root and bool(opened.Root.MarkInfo.Marked)


def unmarked(pdf: bytes) -> list[str]:
    """What a part holds that the join must know of and would not look for: a full parser's view.

    Text and pictures outside a mark, marks and graphics states that are left open or closed twice.
    """
    found = []
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for number, page in enumerate(document.pages, 1):
            marks = states = 0
            for each in pikepdf.parse_content_stream(page):
                operator = str(each.operator)
                marks += (operator in ("BDC", "BMC")) - (operator == "EMC")
                states += (operator == "q") - (operator == "Q")
                if marks < 0 or states < 0:
                    found.append(f"page {number}: {operator} too many")
                    break
                if not marks and operator in ("Tj", "TJ", "'", '"', "Do", "INLINE IMAGE"):
                    found.append(f"page {number}: {operator} in no mark")
            if marks or states:
                found.append(f"page {number}: {marks} marks, {states} states left open")
    return found


def rendered(choice: Choice, name: str) -> Rendered | list[str]:
    """Return what became of a document: its PDF, or what is reported as missing."""
    try:
        (made,) = render(choice, [WordDocument(name, DOCUMENTS[name].data(), title=name)])
    except EngineError as error:
        assert all(problem.place.file == name for problem in error.problems)
        return [problem.found for problem in error.problems]
    return made


def missing(name: str, pdf: bytes) -> list[str]:
    """Return the words and pictures of a document that its PDF does not have."""
    text, furniture, pictures = of_word(DOCUMENTS[name].data())
    printed, painted = of_pdf(pdf)
    lost = sorted((text - printed).elements()) + sorted(furniture - printed.keys())
    return lost + ["a picture"] * max(0, pictures - painted)


@pytest.fixture(scope="module")
def embedded() -> Choice:
    return Choice((ENGINES["rdocx"](None), ENGINES["dxpdf"](None)), "it came with pip")


def test_at_least_30_of_35_need_no_libreoffice():
    assert len(NAMES) == len(set(NAMES)) == 35
    assert len(set(NAMES) - REFUSED.keys() - UNTAGGED.keys()) >= 30


@pytest.mark.parametrize("name", [n for n in NAMES if n not in REFUSED | UNTAGGED])
def test_ordinary_document_is_printed_whole_and_tagged(embedded: Choice, name: str):
    made = rendered(embedded, name)
    assert isinstance(made, Rendered), made
    assert missing(name, made.pdf) == []
    assert (made.untagged, is_tagged(made.pdf)) == (None, True)
    assert not made.tagged_here or unmarked(made.pdf) == []
    assert (made.unprinted, made.unlike_word) == ("", ())


@pytest.mark.parametrize("name", UNTAGGED)
def test_document_that_cannot_be_tagged_is_printed_whole_and_says_why(embedded: Choice, name: str):
    made = rendered(embedded, name)
    assert isinstance(made, Rendered), made
    assert missing(name, made.pdf) == []
    assert (made.untagged, is_tagged(made.pdf)) == (UNTAGGED[name], False)


@pytest.mark.parametrize("name", REFUSED)
def test_document_that_no_engine_prints_whole_is_refused_with_what_is_missing(
    embedded: Choice, name: str
):
    found = rendered(embedded, name)
    assert not isinstance(found, Rendered)
    assert any(REFUSED[name] in each for each in found), found


@pytest.mark.libreoffice
@pytest.mark.parametrize("name", [*REFUSED, *UNTAGGED])
def test_with_libreoffice_the_others_are_printed_whole_or_refused(embedded: Choice, name: str):
    choice = Choice((*embedded.engines, ENGINES["libreoffice"](None)), "it was found")
    made = rendered(choice, name)
    if name in REFUSED_BY_ALL:
        assert not isinstance(made, Rendered)
        assert any(REFUSED_BY_ALL[name] in each for each in made), made
    else:
        assert isinstance(made, Rendered), made
        assert missing(name, made.pdf) == []
        assert made.untagged == UNTAGGED.get(name)


def test_the_oracle_finds_words_and_pictures_that_are_gone(embedded: Choice):
    made = rendered(embedded, "plain")
    assert isinstance(made, Rendered)
    assert "a picture" in missing("pictures", made.pdf)
    assert {"wales", "minutes"} & set(missing("minutes", made.pdf))
    assert "crest" in missing("first-page-differs", made.pdf)
