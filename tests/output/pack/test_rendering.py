"""Every document becomes a tagged PDF, or one that says why it is not."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import docx
import pikepdf
import pytest
from nastydocs import FIRST_ENDNOTE

from panel_papers.core.problems import EngineError, Place, Problem
from panel_papers.output.pack.rendering import Rendered, render
from panel_papers.pdf.engines import ENGINES, Choice, WordDocument, choose_engine


@dataclass
class Reads:
    """An engine that reads only documents whose data starts with one of `starts`."""

    name: str
    starts: tuple[bytes, ...]
    starts_made: int = 0
    writes_tags: bool = True

    def version(self) -> str:
        return f"{self.name} 1.0"

    def convert(self, documents: Sequence[WordDocument]) -> list[bytes]:
        self.starts_made += 1
        bad = [d for d in documents if not d.data.startswith(self.starts)]
        if bad:
            raise EngineError(
                [Problem("engine-document-unreadable", Place(d.name), self.name, "") for d in bad]
            )
        return [f"{self.name}:".encode() + d.data for d in documents]


def word(name: str, *paragraphs: str) -> WordDocument:
    document = docx.Document()
    document.add_heading("Purpose of report", 1)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    data = io.BytesIO()
    document.save(data)
    return WordDocument(name, data.getvalue(), "The title", "en-GB", date(2024, 3, 14))


DOCUMENTS = [WordDocument(f"{d}.docx", d.encode()) for d in ("easy-1", "hard-2", "easy-3")]


def test_no_fallback_is_started_where_none_is_needed():
    first, second = Reads("first", (b"",)), Reads("second", (b"",))

    results = render(Choice(first, "", second), DOCUMENTS)

    assert results == [Rendered(b"first:" + d.data, "first 1.0") for d in DOCUMENTS]
    assert (first.starts_made, second.starts_made) == (1, 0)


def test_only_what_the_engine_cannot_read_goes_to_the_fallback():
    choice = Choice(Reads("first", (b"easy",)), "", Reads("second", (b"",)))

    assert render(choice, DOCUMENTS) == [
        Rendered(b"first:easy-1", "first 1.0"),
        Rendered(b"second:hard-2", "second 1.0", "first"),
        Rendered(b"first:easy-3", "first 1.0"),
    ]


@pytest.mark.parametrize(
    ("fallback", "said"),
    [
        (None, [("hard-2.docx", "first")]),
        (Reads("second", (b"easy",)), [("hard-2.docx", "first"), ("hard-2.docx", "second")]),
    ],
)
def test_what_no_engine_reads_is_named_with_what_each_said(fallback, said):
    choice = Choice(Reads("first", (b"easy",)), "", fallback)

    with pytest.raises(EngineError) as told:
        render(choice, DOCUMENTS)

    assert [(p.place.file, p.found) for p in told.value.problems] == said


def is_tagged(pdf: bytes) -> bool:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        tree = document.Root.get("/StructTreeRoot")
        claim = str(document.open_metadata().get("pdfuaid:part"))
        return tree is not None and claim == "1" and document.Root.Lang == "en-GB"


EMBEDDED = Choice(ENGINES["dxpdf"](None), "")
SECOND = Reads("second", (b"",))


def test_embedded_engine_gets_our_tags():
    (rendered,) = render(EMBEDDED, [word("a.docx", "Words")])

    assert (rendered.engine.split()[0], rendered.reason, rendered.untagged) == ("dxpdf", None, None)
    assert is_tagged(rendered.pdf)


def refused() -> WordDocument:
    """A document with a character that no shipped face has: it cannot be tagged."""
    return word("emoji.docx", "a face: \U0001f600")


def test_what_cannot_be_tagged_says_why_and_comes_as_it_is():
    (rendered,) = render(EMBEDDED, [refused()])

    assert rendered.untagged
    assert not is_tagged(rendered.pdf)


@pytest.mark.parametrize(("by_name", "engine"), [(False, "second 1.0"), (True, "dxpdf 0.8.1")])
def test_untagged_document_goes_to_the_fallback_unless_the_engine_was_asked_for(by_name, engine):
    choice = Choice(EMBEDDED.engine, "", SECOND, by_name=by_name)

    (rendered,) = render(choice, [refused()])

    assert rendered.engine == engine
    assert bool(rendered.untagged) is by_name
    said = "dxpdf 0.8.1 cannot tag it exactly: no font has the character “😀”"
    assert (rendered.reason or "").startswith(said) is not by_name


def right_to_left() -> WordDocument:
    """A document that the engine paints as it should, but in an order that cannot be tagged."""
    return word("greeting.docx", "They say שלום here.")


def test_untagged_document_stays_where_the_fallback_fails_too():
    choice = Choice(EMBEDDED.engine, "", Reads("second", (b"nothing",)))

    (rendered,) = render(choice, [right_to_left()])

    assert (rendered.engine.split()[0], bool(rendered.untagged)) == ("dxpdf", True)


def test_document_with_empty_boxes_is_a_fault_where_the_fallback_fails():
    choice = Choice(EMBEDDED.engine, "", Reads("second", (b"nothing",)))

    with pytest.raises(EngineError) as fault:
        render(choice, [refused()])

    assert [problem.place.file for problem in fault.value.problems] == ["emoji.docx"]


def with_an_endnote() -> WordDocument:
    """A document whose first endnote dxpdf does not print."""
    return WordDocument("endnote.docx", FIRST_ENDNOTE.data())


def test_text_that_the_engine_leaves_out_is_a_fault_with_its_place():
    with pytest.raises(EngineError) as fault:
        render(EMBEDDED, [with_an_endnote()])

    (problem,) = fault.value.problems
    assert (problem.code, problem.place, problem.found) == (
        "engine-document-incomplete",
        Place("endnote.docx", where="in the paragraph “See the plan.”"),
        "dxpdf 0.8.1 would leave something out: “See the plan.” is not painted",
    )


@pytest.mark.parametrize("by_name", [False, True])
def test_text_that_the_engine_leaves_out_is_for_the_fallback(by_name):
    choice = Choice(EMBEDDED.engine, "", SECOND, by_name=by_name)

    (rendered,) = render(choice, [with_an_endnote()])

    assert rendered.engine == "second 1.0"
    assert "“See the plan.” is not painted" in (rendered.reason or "")


@pytest.mark.libreoffice
def test_libreoffice_reads_what_dxpdf_refuses():
    # A bookmark before the paragraph's properties: not valid, but Word forgives it.
    source, data = zipfile.ZipFile(io.BytesIO(word("a.docx", "Words").data)), io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in source.namelist():
            text = source.read(name)
            if name == "word/document.xml":
                mark = b'<w:bookmarkStart w:id="1" w:name="x"/><w:bookmarkEnd w:id="1"/>'
                assert b"<w:p><w:pPr>" in text
                text = text.replace(b"<w:p><w:pPr>", b"<w:p>" + mark + b"<w:pPr>", 1)
            archive.writestr(name, text)
    good, odd = word("good.docx", "Words"), WordDocument("odd.docx", data.getvalue())

    one, two = render(choose_engine("embedded"), [good, odd])

    assert (one.engine.split()[0], one.reason) == ("dxpdf", None)
    assert two.engine.split()[0] == "LibreOffice"
    assert two.reason is not None
    assert "duplicate field" in two.reason
