"""References to appendices become links on the way into the pack, and nothing else does."""

from __future__ import annotations

import io
import re

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn

from panel_papers.pdf.engines import EMBEDDED, ENGINES, WordDocument
from panel_papers.word.references import link_references

ADDRESSES = {"1": "https://pack.invalid/part/3", "2": "https://pack.invalid/part/4"}


def links_of(document) -> list[tuple[str, str]]:
    return [
        (
            "".join(t.text for t in link.iter(qn("w:t"))),
            document.part.rels[link.get(qn("r:id"))].target_ref,
        )
        for link in document.element.body.iter(qn("w:hyperlink"))
    ]


def text_of(document) -> str:
    return "".join(t.text for t in document.element.body.iter(qn("w:t")))


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("the plan (appendix 1) and (Appendix 2).", [("appendix 1", "1"), ("Appendix 2", "2")]),
        ("appendix\u00a01", [("appendix\u00a01", "1")]),
        ("see appendices 1 and 2", [("1", "1"), ("2", "2")]),
        ("appendix 3, appendix A, appendix 12, reappendix 1", []),
        ("the appendix. 1 of them", []),
    ],
)
def test_only_references_to_appendices_that_there_are_become_links(text, linked):
    document = docx.Document()
    document.add_paragraph(text)
    link_references(document, ADDRESSES)
    assert links_of(document) == [(words, ADDRESSES[number]) for words, number in linked]
    assert text_of(document) == text


def test_reference_in_two_runs_of_one_look_is_one_link():
    document = docx.Document()
    paragraph = document.add_paragraph()
    for piece in ("Appendix ", "1", " – Title"):
        paragraph.add_run(piece)
    link_references(document, ADDRESSES)
    assert links_of(document) == [("Appendix 1", ADDRESSES["1"])]
    assert text_of(document) == "Appendix 1 – Title"


def test_heading_stays_as_it_is():
    document = docx.Document()
    document.add_heading("Appendix 1", 1)
    link_references(document, ADDRESSES)
    assert links_of(document) == []


def test_look_of_the_run_stays_round_and_in_the_link():
    document = docx.Document()
    document.add_paragraph().add_run("see appendix 1 now").bold = True
    link_references(document, ADDRESSES)
    runs = list(document.element.body.iter(qn("w:r")))
    assert [r.rPr.b is not None for r in runs] == [True, True, True]


@pytest.mark.parametrize("name", EMBEDDED)
def test_no_line_begins_with_what_closes_a_link(name):
    document = docx.Document()
    for width in range(40):
        words = f"{'x' * width} the report and some words to fill the line up to here we go"
        document.add_paragraph(f"{words} (appendix 1) and the rest of it")
    link_references(document, ADDRESSES)
    data = io.BytesIO()
    document.save(data)
    (pdf,) = ENGINES[name](None).convert([WordDocument("a.docx", data.getvalue())])
    pages = pypdfium2.PdfDocument(pdf)
    text = "\n".join(page.get_textpage().get_text_bounded() for page in pages)
    lines = text.replace("\r", "").split("\n")
    assert len([line for line in lines if re.search(r"appendix|1\)", line)]) >= 40
    assert not [line for line in lines if line.startswith(")") or line.endswith("(")]
