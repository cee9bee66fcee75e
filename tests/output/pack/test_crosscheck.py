"""Wide differences between two engines are told; what each may do its own way is not."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_BREAK

from panel_papers.core.problems import EngineError, Level, Place, Problem
from panel_papers.inputs import read_paper
from panel_papers.output.pack.crosscheck import both_engines, cross_check
from panel_papers.output.pack.parts import pieces_of
from panel_papers.pdf.engines import ENGINES, WordDocument, libreoffice
from panel_papers.word.documents import Templates, write_documents

EMBEDDED = ENGINES["dxpdf"](None)
TEXT = [
    f"Paragraph {number}: The High report on how a quick fox jumps over lazy dogs."
    for number in range(20)
]


def word(paragraphs: Sequence[str], name: str = "a.docx") -> WordDocument:
    document, data = docx.Document(), io.BytesIO()
    for text in paragraphs:
        run = document.add_paragraph().add_run(text.removeprefix("\f"))
        if text.startswith("\f"):
            run.add_break(WD_BREAK.PAGE)
    document.save(data)
    return WordDocument(name, data.getvalue())


@dataclass
class Instead:
    """An engine that makes something else of each document than it says."""

    change: Callable[[WordDocument], WordDocument]
    name: str = "other"
    writes_tags: bool = True

    def version(self) -> str:
        return "Other 1.0"

    def convert(self, documents: Sequence[WordDocument]) -> list[bytes]:
        return EMBEDDED.convert([self.change(document) for document in documents])


def told(paragraphs: Sequence[str], instead: Sequence[str]) -> list[str]:
    other = Instead(lambda _: word(instead))
    problems = cross_check((EMBEDDED, other), [word(paragraphs)])
    assert {(p.code, p.level, p.place) for p in problems} <= {
        ("engines-differ", Level.WARNING, Place("a.docx"))
    }
    return [problem.found for problem in problems]


def test_same_document_by_both_is_not_told():
    assert told(TEXT, TEXT) == []


@pytest.mark.parametrize(
    "instead",
    [
        [TEXT[0].replace("report", "re-port"), *TEXT[1:]],
        [TEXT[0].replace("report", "re\u00adport"), *TEXT[1:]],
        ["• " + text for text in TEXT],
        list(reversed(TEXT)),
        [*TEXT, "Header row again"],
    ],
    ids=["hyphen", "soft hyphen", "list mark", "order", "header row"],
)
def test_what_engines_do_their_own_way_is_not_told(instead):
    assert told(TEXT, instead) == []


def test_ligature_is_its_letters():
    assert told(["official"], ["o\ufb03cial"]) == []


def test_another_number_of_pages_is_told():
    assert told(TEXT, ["\fTitle", *TEXT]) == [
        "dxpdf 0.8.1 makes 1 page of it, Other 1.0 makes 2 pages",
    ]


def test_lost_paragraphs_are_told():
    lost = sum(len(text.replace(" ", "")) for text in TEXT[:2])

    assert told(TEXT, TEXT[2:]) == [f"dxpdf 0.8.1 prints {lost} characters that Other 1.0 does not"]


def test_one_lost_character_is_told_where_the_other_engine_has_none_of_it():
    assert told([*TEXT, "cost in £"], [*TEXT, "cost in "]) == [
        "dxpdf 0.8.1 prints £, which Other 1.0 does not"
    ]


def test_document_that_one_engine_cannot_convert_is_told_and_the_others_still_compared():
    def refuse(document: WordDocument) -> WordDocument:
        if document.name == "a.docx":
            raise EngineError([Problem("engine-document-unreadable", Place("a"), "it broke", "")])
        return word(TEXT[:5])

    documents = [word(TEXT), word(TEXT, "b.docx")]

    found = cross_check((EMBEDDED, Instead(refuse)), documents)

    assert [(p.place.file, p.found.split(" prints")[0]) for p in found] == [
        ("a.docx", "Only one engine turns it into PDF: it broke"),
        ("b.docx", "dxpdf 0.8.1"),
        ("b.docx", "dxpdf 0.8.1"),
    ]


def test_without_libreoffice_the_two_embedded_engines_are_compared(monkeypatch):
    monkeypatch.setattr(libreoffice, "USUAL_PLACES", ())
    monkeypatch.setenv("PATH", "")

    assert [engine.name for engine in both_engines()] == ["rdocx", "dxpdf"]


def test_with_libreoffice_it_is_the_second(program_of_soffice):
    assert [engine.name for engine in both_engines(program_of_soffice)] == ["rdocx", "libreoffice"]


def test_a_soffice_that_was_named_and_is_not_there_is_an_error(tmp_path):
    with pytest.raises(EngineError):
        both_engines(tmp_path / "soffice")


@pytest.fixture
def program_of_soffice(tmp_path):
    path = tmp_path / "soffice"
    path.write_text("")
    return path


@pytest.mark.libreoffice
@pytest.mark.slow
@pytest.mark.parametrize("paper", ["march-2024", "first-term-scorecard"])
def test_engines_do_not_differ_over_our_own_papers(root: Path, paper: str):
    read = read_paper(root / "inputs" / paper).paper
    documents = write_documents(read, Templates(root / "templates" / "word"))
    pieces = [
        p.content
        for p in pieces_of(read, documents, lambda _: b"")
        if isinstance(p.content, WordDocument)
    ]
    assert pieces

    assert cross_check(both_engines(), pieces) == ()
