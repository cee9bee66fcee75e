"""LibreOffice's PDFs have our tags, as the embedded engines' have, or LibreOffice's own.

Ordinary and supplied documents are converted in one start. The PDFs are judged by page-validation
and outloud and read with pdfminer, none of which wrote them.
"""

from __future__ import annotations

import io
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import outloud
import page
import pikepdf
import pytest
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTImage

from panel_papers.pdf import WordDocument, prepared
from panel_papers.pdf.engines import ENGINES
from panel_papers.pdf.engines.libreoffice import find_soffice
from panel_papers.pdf.engines.office import convert_once

sys.path.insert(0, str(Path(__file__).parents[1] / "completeness"))
from ordinary import DOCUMENTS, chart, chart_part
from wordxml import Word, h, item as list_item, note, p

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.slow,
]

MIXED = Word(
    h("Trend") + list_item("One", list_id=1) + list_item("One a", list_id=1, level=1)
    + p("Costs rose", note(1), ".") + p(chart("Calls by ward")),
    lists=DOCUMENTS["bullets"].lists,
    footnotes=["By a tenth."],
    extra={"chart1": chart_part(title="Calls in 2023", legend=True)},
)  # fmt: skip
SUPPLIED = Path(__file__).parents[2] / "build" / "supplied_word" / "documents"
NOT_CONVERTED = {"canvas"}  # LibreOffice 7.4 does not open it
NAMES = sorted(DOCUMENTS.keys() - NOT_CONVERTED)
NAMES += ["mixed"]
NAMES += sorted(f"supplied/{file.stem}" for file in SUPPLIED.glob("*.docx"))

UNDESCRIBED = {"cropped-picture", "group", "smart-art"}
"""Documents with a picture that has no alternative text: what is wrong is in the document."""
NO_HEADER_ROW = {
    "footnote-in-table", "form-with-ticks", "landscape-between", "minutes", "numbered-cells",
    "same-words-often", "turned-cells", "white-on-dark", "supplied/tick-boxes",
    "supplied/turned-headings",
}  # fmt: skip
"""Documents with a table of which Word repeats no row: outloud asks for a header cell."""
OWN_TAGS = {
    "formula", "smart-art", "supplied/formula",
    "exact-rows", "supplied/exact-rows",  # words are cut off
    "merged-and-nested-table", "too-wide", "supplied/wide-table", "tracked-changes",  # words go
    "right-to-left",
}  # fmt: skip
"""Documents that our tagger refuses: LibreOffice's own tags stay."""


def source(name: str) -> bytes:
    folder, _, stem = name.rpartition("/")
    if folder:
        return (SUPPLIED / f"{stem}.docx").read_bytes()
    return MIXED.data() if name == "mixed" else DOCUMENTS[name].data()


@pytest.fixture(scope="module")
def documents() -> dict[str, WordDocument]:
    return {name: WordDocument(name, prepared(source(name)), title=name) for name in NAMES}


@pytest.fixture(scope="module")
def converted(documents: dict[str, WordDocument]) -> dict[str, bytes]:
    made = ENGINES["libreoffice"](None).convert([*documents.values()])
    return dict(zip(documents, made, strict=True))


@pytest.fixture(scope="module")
def untouched(
    documents: dict[str, WordDocument], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, bytes]:
    """What LibreOffice itself writes."""
    program = find_soffice()
    assert program is not None
    work = tmp_path_factory.mktemp("plain")
    files = {name: work / f"{name.replace('/', '-')}.docx" for name in documents}
    for name, file in files.items():
        file.write_bytes(documents[name].data)
    convert_once(program, [*files.values()], work, seconds=300)
    return {name: (work / "out" / f"{f.stem}.pdf").read_bytes() for name, f in files.items()}


def identifiers(pdf: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        notes = [e for e in _walk(opened.Root.StructTreeRoot) if e.S == "/Note"]
        return [str(note.ID) for note in notes]


def _walk(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from _walk(kid)


def shape(pdf: bytes) -> str:
    """Return the tags, nested: “P(Link) L(LI(Lbl LBody(P)))”."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return _shape(opened.Root.StructTreeRoot)


def _shape(element: pikepdf.Object) -> str:
    kids = element.get("/K", [])
    kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    inner = " ".join(_shape(k) for k in kids if isinstance(k, pikepdf.Dictionary) and "/S" in k)
    role = str(element.get("/S", "/Root"))[1:]
    return f"{role}({inner})" if inner else role


def painted(pdf: bytes) -> tuple[Counter[object], int]:
    """Return each letter with its place and size on its page, and the number of pictures."""
    letters: Counter[object] = Counter()
    pictures = 0
    for number, each in enumerate(extract_pages(io.BytesIO(pdf))):
        for item in _items(each):
            if isinstance(item, LTChar) and not item.get_text().isspace():
                place = tuple(round(v * 2) for v in (item.x0, item.y0 - each.height, item.size))
                letters[number, item.get_text(), place] += 1
            pictures += isinstance(item, LTImage)
    return letters, pictures


def _items(item: object) -> Iterator[object]:
    if isinstance(item, LTChar | LTImage) or not hasattr(item, "__iter__"):
        yield item
    else:
        for kid in item:
            yield from _items(kid)


def writes_ours(pdf: bytes) -> bool:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        # LibreOffice names elements after styles, and writes what each style is.
        return set(opened.Root.StructTreeRoot.get("/RoleMap", {}).keys()) <= {"/Title"}


@pytest.mark.parametrize("name", NAMES)
def test_document_has_our_tags_unless_our_tagger_refuses_it(converted: dict[str, bytes], name: str):
    assert writes_ours(converted[name]) == (name not in OWN_TAGS)


@pytest.mark.parametrize("name", NAMES)
def test_tags_conform_to_pdf_ua(converted: dict[str, bytes], name: str, tmp_path: Path):
    file = tmp_path / "made.pdf"
    file.write_bytes(converted[name])
    result = page.validate_pdf(str(file), profile="ua1")
    failed = {failure.rule_id for failure in result.failures}
    if name in UNDESCRIBED:
        assert "PDFUA1-FIGURE-ALTERNATIVE-TEXT-001" in failed
        failed.remove("PDFUA1-FIGURE-ALTERNATIVE-TEXT-001")
    if name in OWN_TAGS:  # the pack writes both when it joins the parts
        failed -= {"PDFUA1-METADATA-TITLE-001", "PDFUA1-VIEWER-PREFERENCES-001"}
    assert failed == set()
    if name not in UNDESCRIBED | OWN_TAGS:
        found = outloud.check(str(file)).findings
        errors = {each.rule for each in found if each.severity == "error"}
        assert errors == ({"TBL-001"} if name in NO_HEADER_ROW else set())


@pytest.mark.parametrize("name", [name for name in NAMES if name not in OWN_TAGS])
def test_our_tags_change_no_look(
    converted: dict[str, bytes], untouched: dict[str, bytes], name: str
):
    letters, pictures = painted(converted[name])
    before, as_many = painted(untouched[name])
    # Half a point is a rounding of the rounded places; a letter in another place is two.
    moved = (letters - before).total()
    assert letters.total() == before.total() > 0
    assert moved <= before.total() * 0.02
    assert pictures == as_many


def test_note_and_its_number_are_linked_and_the_note_has_an_identifier(
    converted: dict[str, bytes],
):
    assert "P(Reference(Link) Reference(Link)) Note(Lbl(Link) P)" in shape(converted["footnotes"])
    assert identifiers(converted["footnotes"]) == ["footnote-1", "footnote-2", "footnote-3"]


def test_note_in_a_table_is_linked(converted: dict[str, bytes]):
    assert "TD(P(Reference(Link)) Note(Lbl(Link) P))" in shape(converted["footnote-in-table"])


def test_list_stands_within_the_item_that_it_belongs_to(converted: dict[str, bytes]):
    assert "L(LI(Lbl LBody(P)) LI(Lbl LBody(P L(LI(Lbl LBody(P))" in shape(converted["policy"])


def test_all_of_a_chart_is_in_one_described_figure(converted: dict[str, bytes]):
    data = converted["supplied/chart"]
    assert "P(Figure)" in shape(data)
    with pikepdf.open(io.BytesIO(data)) as opened:
        (figure,) = [e for e in _walk(opened.Root.StructTreeRoot) if e.S == "/Figure"]
        assert str(figure.Alt) == "Calls by ward"
        left, bottom, right, top = (float(each) for each in figure.A.BBox)
        assert (right - left, top - bottom) == pytest.approx((314.6, 188.6), abs=1)


def test_note_list_and_chart_of_one_document_are_tagged(converted: dict[str, bytes]):
    assert shape(converted["mixed"]).endswith(
        "L(LI(Lbl LBody(P L(LI(Lbl LBody(P)))))) P(Reference(Link)) Note(Lbl(Link) P) P(Figure)))"
    )


def test_letters_from_other_fonts_are_read_in_their_line(converted: dict[str, bytes]):
    text = "".join(_text(converted["symbols"]).split())
    assert "✓☐☒→★." in text


def _text(pdf: bytes) -> str:
    return "".join(
        item.get_text() if isinstance(item, LTChar) else " "
        for each in extract_pages(io.BytesIO(pdf), laparams=None)
        for item in _items(each)
    )
