"""Unseen characters and letters of two alphabets, in all that an officer supplies."""

from __future__ import annotations

import io

import docx
import openpyxl
import pytest
from msgspec.structs import replace

from panel_papers.checks.publication import deceiving_text
from panel_papers.core import InputFile


def found(subject) -> list[str]:
    return [f"{p.code} {p.place}" for p in deceiving_text.find(subject)]


@pytest.mark.trigger("deceiving-text")
def test_each_kind_of_input_is_looked_at(subject_of):
    letter = docx.Document()
    letter.add_heading("Costs", 1)
    letter.add_paragraph("Paid to p\u0430ypal.")
    word = io.BytesIO()
    letter.save(word)
    book = openpyxl.Workbook()
    book.active.append(["Area", "Sum"])
    book.active.append(["No\u200brth", 5])
    sheet = io.BytesIO()
    book.save(sheet)
    files = {
        "context.md": "One.\n\nTwo \u202ex\u202c, p&#1072;y, a&#x200b;b.\n",
        "appendices/a.docx": word.getvalue(),
        "appendices/b.xlsx": sheet.getvalue(),
        "appendices/c.csv": "Area,Sum\nS\u043euth,5\n",
        "appendices/d.md": "Words\u2060.\n",
    }
    paper = "appendices:\n" + "".join(
        f"  - title: {title}\n    file: appendices/{name}\n"
        for title, name in (
            ("Letter", "a.docx"),
            ("Book", "b.xlsx"),
            ("Sheet", "c.csv"),
            ("Note", "d.md"),
        )
    )
    subject = subject_of(files, paper=paper, title='"Pay \\u202eevil now"')
    assert found(subject) == [
        "deceiving-text inputs/paper/appendices/c.csv:2:1",
        "deceiving-text inputs/paper/appendices/d.md:1:6",
        "deceiving-text inputs/paper/context.md:3:5",
        "deceiving-text inputs/paper/context.md:3:10",
        "deceiving-text inputs/paper/context.md:3:22",
        "deceiving-text inputs/paper/paper.yaml:1:13",
        "deceiving-text inputs/paper/appendices/b.xlsx, sheet “Sheet”, cell A2",
        "deceiving-text inputs/paper/appendices/a.docx, under the heading “Costs”, paragraph 1",
    ]


@pytest.mark.trigger("deceiving-decision")
def test_what_is_decided_is_an_error_that_may_be_accepted(subject_of):
    subject = subject_of(
        {"recommendations.md": "That the Panel ap\u00adprove \u202e005,1£\u202c.\n"}
    )
    figures = InputFile("figures.yaml", "a:\n  value: 5\n  source: T\u0430ble 1\n".encode())
    subject = replace(subject, paper=replace(subject.paper, files=(*subject.paper.files, figures)))
    problems = list(deceiving_text.find(subject))
    assert [(p.code, p.level.value, p.acceptable, str(p.place)) for p in problems] == [
        ("deceiving-decision", "error", True, f"inputs/paper/{place}")
        for place in ("recommendations.md:1:18", "recommendations.md:1:25", "figures.yaml:3:11")
    ]


@pytest.mark.near_miss("deceiving-text", "deceiving-decision")
def test_ordinary_writing_passes(subject_of):
    subject = subject_of(
        {
            "context.md": "Tŷ’r Ysgol; Łódź; 5 μg at pH 7; Δt; שלום \u200f5.\n\n"
            "The co\u00adoperation; 👩\u200d👧.\n",
            "recommendations.md": "That the Panel approve £1,500 &amp; thank Αθήνα.\n",
        },
        title='"Ŵyl \\u0142 2024"',
    )
    assert found(subject) == []


def test_of_one_file_the_first_are_reported(subject_of):
    problems = list(deceiving_text.find(subject_of({"context.md": "a\u200bb\n\n" * 50})))
    assert len(problems) == 20
    assert problems[-1].found.endswith("there are 30 more like it in this file")


def test_the_case_that_was_reported(subject_of):
    subject = subject_of(
        {
            "context.md": "The sum of \u202e005,1£\u202c is \u200bpaid to p\u0430ypal. "
            "\U000e0041\U000e0042\n",
            "purpose.md": "To note.\n",
        },
        title='"Pay \u202eevil\u2066 now"',
    )
    assert found(subject) == [
        "deceiving-text inputs/paper/context.md:1:12",
        "deceiving-text inputs/paper/context.md:1:24",
        "deceiving-text inputs/paper/context.md:1:33",
        "deceiving-text inputs/paper/context.md:1:41",
        "deceiving-text inputs/paper/paper.yaml:1:13",
    ]
