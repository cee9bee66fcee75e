"""Hostile text prints as typed wherever a paper can hold text: it is never run, never swallowed."""

from __future__ import annotations

import io
from collections.abc import Sequence

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree
from pypdf import PdfReader

from .conftest import Desk

HOSTILE = {
    "template value": "{{ 7*7 }} end",
    "template block": "{% for x in range(9) %} end",
    "markup": "Marks & <w:p> ]]> <b>end",
    "way out": "{{ cycler.__init__.__globals__ }} end",
    "symbols": "ŵ ŷ ✓ → ≤ € end",
    "right to left": "before שלום עולם after",
}
LONG = "word " * 2_000 + "end"
EMOJI = "a \U0001f600 end"

PAPER = """\
title: {text}
short_title: {text}
report_to: {text}
author: {text}
date: 2024-03-14
for: {text}
enquiries_to:
  name: {text}
  role: {text}
  email: policy@example.org
divisions_affected: {text}
sections: [purpose, noted]
background_papers:
  - {{title: {text}, link_text: {text}, url: "https://example.org/"}}
appendices:
  - {{title: {text}, file: appendices/scorecard.yaml}}
"""
SCORECARD = "template: scorecard\nheading: {text}\nachievements: [{text}]\n"


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def typed(text: str) -> str:
    """The text with any white space as one space."""
    return " ".join(text.split())


def set_paper(desk: Desk, text: str, prose: Sequence[str] = ()) -> None:
    """Write a paper of a text; paragraph, cell, note and section may be of others, the `prose`."""
    paragraph, cell, note, section = prose or [text] * 4
    folder = desk.folder / "inputs" / "hostile"
    (folder / "appendices").mkdir(parents=True)
    files = {
        "paper.yaml": PAPER.format(text=quoted(text.strip())),
        "purpose.md": f"{paragraph}\n\n| a | b |\n|---|---|\n| {cell} | c |\n\n"
        f"noted[^1]\n\n[^1]: {note}\n",
        "noted.md": section,
        "appendices/scorecard.yaml": SCORECARD.format(text=quoted(text.strip())),
    }
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")
    (desk.templates / "noted.docx").write_bytes(section_with_a_note())


def section_with_a_note() -> bytes:
    """A section's template with its text in a table cell beside fixed text in the body."""
    document = docx.Document()
    document.add_heading("Noted", 1)
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "{{ title }}"
    table.cell(0, 1).text = "{{ noted }}"
    document.add_paragraph("after the table")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_text_prints_as_typed_everywhere(desk: Desk, kind: str):
    text = HOSTILE[kind]
    set_paper(desk, text)
    answer = desk.run("hostile", "--engine", "embedded")
    assert answer.code == 0, answer.err
    outputs = desk.folder / "outputs" / "hostile"
    report = docx.Document(str(outputs / "hostile-report.docx"))
    wanted = typed(text)

    body = [
        typed("".join(t.text or "" for t in p.iter(qn("w:t"))))
        for p in report.element.body.iter(qn("w:p"))
    ]
    assert body.count(wanted) >= 5, "body: prose, cells, cover sheet"
    assert any(wanted in line and line != wanted for line in body), "within a line of the template"
    assert wanted in typed(report.sections[0].header._element.xpath("string(.)"))
    assert wanted in typed(report.sections[0].footer._element.xpath("string(.)"))
    notes = next(
        r.target_part for r in report.part.rels.values() if r.reltype.endswith("/footnotes")
    )
    assert wanted in typed(str(etree.fromstring(notes.blob).xpath("string(.)")))
    assert typed(report.core_properties.title) == typed(text.strip()[:255])
    appendix = docx.Document(str(outputs / "hostile-appendix-1.docx"))
    lines = [typed(p.text) for p in appendix.paragraphs]
    assert lines.count(wanted) >= 3, "appendix: title, heading, item"
    pack = PdfReader(outputs / "hostile-pack.pdf")
    assert typed(pack.metadata.title) == wanted


def test_a_title_too_long_for_header_and_footer_stops_the_build_with_its_place(desk: Desk):
    set_paper(desk, LONG[:4_995])  # as long as a value may be
    answer = desk.run("hostile", "--engine", "rdocx")
    assert answer.code == 5
    assert "hostile-report.docx, in the footer" in answer.err
    assert "words are printed over one another" in " ".join(answer.err.split())
    assert not (desk.folder / "outputs" / "hostile").exists()


def test_prose_of_several_pages_is_printed(desk: Desk):
    set_paper(desk, "plain words", [LONG, "a cell", LONG.replace("word", "note"), "a section"])
    answer = desk.run("hostile", "--engine", "embedded")
    assert answer.code == 0, answer.err
    pages = PdfReader(desk.folder / "outputs" / "hostile" / "hostile-pack.pdf").pages
    words = " ".join(page.extract_text() for page in pages).split()
    assert (words.count("word"), words.count("note")) == (2_000, 2_000)


def test_emoji_is_refused_with_its_places_where_no_font_has_it(desk: Desk):
    set_paper(desk, EMOJI)

    answer = desk.run("hostile", "--engine", "embedded")

    assert answer.code == 3
    assert not (desk.folder / "outputs" / "hostile").exists()
    for place in ("paper.yaml:1:11", "purpose.md:1:3", "purpose.md:5:5", "appendices/scorecard"):
        assert f"error: inputs/hostile/{place}" in answer.err


@pytest.mark.libreoffice
def test_emoji_prints_where_libreoffice_has_a_font_for_it(desk: Desk):
    set_paper(desk, EMOJI)

    answer = desk.run("hostile", "--engine", "libreoffice")

    assert answer.code == 0, answer.err
    assert typed(PdfReader(desk.folder / "outputs/hostile/hostile-pack.pdf").metadata.title) == (
        EMOJI
    )
