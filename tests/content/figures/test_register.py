"""The figures register: every number of a paper, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, strategies as st

from panel_papers.core.problems import Place
from panel_papers.core.values import Figure, FigureSource
from panel_papers.output.figures_register import (
    NOT_SOURCED,
    Register,
    register_files,
    register_of,
    to_csv,
)

from .conftest import Folder


def rows(data: bytes) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf"), "so that Excel takes it as UTF-8"
    assert data.count(b"\r\n") == data.count(b"\n")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_each_printed_figure_has_its_cell_and_its_places(folder: Folder):
    folder.write(
        context_dot_md="In all {{ figures.total }}.\n\nAlso 905 and about 68 officers.\n",
        figures_dot_yaml="""\
figures:
  total:
    label: All officers
    formula: before + during
    format: "905"
    source_note: The force
  before: {source: data/officers.csv, filter: {Period: before}, column: Officers}
  during: {source: data/officers.csv, filter: {Period: during}, column: Officers, period: 2021-24}
""",
    )
    paper, _ = folder.read()
    files = register_files(paper, draft=False)
    assert list(files) == ["paper-figures.csv"]
    assert list(register_files(paper, draft=True)) == ["paper-figures-draft.csv"]
    header, *found = rows(files["paper-figures.csv"])
    assert [dict(zip(header, row, strict=True)) for row in found] == [
        {
            "Figure": "total",
            "What it is": "All officers",
            "As printed": "905",
            "Unrounded value": "905",
            "Unit": "",
            "How it is calculated": "before + during",
            "File": "data/officers.csv",
            "Sheet": "",
            "Cells": "B2; B3",
            "Period": "",
            "Source note": "The force",
            "Where it is used": "context.md:1:8",
        },
        {
            "Figure": NOT_SOURCED,
            "What it is": "Also 905 and about 68 officers.",
            "As printed": "905",
            "Unrounded value": "",
            "Unit": "",
            "How it is calculated": "typed by hand",
            "File": "",
            "Sheet": "",
            "Cells": "",
            "Period": "",
            "Source note": "the same as figures.total",
            "Where it is used": "context.md:3:6",
        },
        {
            "Figure": NOT_SOURCED,
            "What it is": "Also 905 and about 68 officers.",
            "As printed": "68",
            "Unrounded value": "",
            "Unit": "",
            "How it is calculated": "typed by hand",
            "File": "",
            "Sheet": "",
            "Cells": "",
            "Period": "",
            "Source note": "",
            "Where it is used": "context.md:3:20",
        },
    ]


def test_a_figure_that_is_not_printed_is_not_in_it(folder: Folder):
    paper, _ = folder.write(context_dot_md="No figure, 68 words.\n").read()
    assert register_of(paper) is None
    assert register_files(paper, draft=False) == {}


def figure(text: str) -> Figure:
    source = FigureSource(f"data/{text}.csv", text, "B2")
    place = Place("figures.yaml", 1, 1)
    return Figure("it", text, text, "1", "", text, (source,), None, (), text, place, (place,))


@pytest.mark.parametrize("text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", " =1"])
def test_a_text_that_a_spreadsheet_would_run_is_quoted(text):
    (_, row) = rows(to_csv(Register((figure(text),), ())))
    assert row[1] == f"'{text}"


@pytest.mark.parametrize("text", ["-5.9%", "+1.5", "-£86m", "−3,755"])
def test_a_plain_number_below_nought_is_left_alone(text):
    (_, row) = rows(to_csv(Register((figure(text),), ())))
    assert row[2] == text


@given(st.text(st.characters(exclude_characters="\r\n", codec="utf-8")))
def test_no_cell_begins_like_a_formula(text):
    _, row, *_ = rows(to_csv(Register((figure(text),), ())))
    for each in row:
        assert not each.lstrip().startswith(("=", "@"))


def test_a_share_is_registered_in_per_cent_as_it_is_printed(folder: Folder):
    folder.write(
        context_dot_md="Spent: {{ figures.share }} and {{ figures.ratio }}.\n",
        figures_dot_yaml="""\
figures:
  budget: {value: "£2,000", note: x}
  spent: {value: "£1,882", note: x}
  share: {formula: spent / budget, format: "5.9%"}
  ratio: {formula: spent / budget, format: "0.94"}
""",
    )
    paper, _ = folder.read()
    _, *found = rows(register_files(paper, draft=False)["paper-figures.csv"])
    assert [row[2:5] for row in found[:2]] == [["94.1%", "94.1", "%"], ["0.94", "0.941", ""]]
