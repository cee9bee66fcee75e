"""Whatever the bytes of an input are, what comes out is a paper or faults, never another error."""

from __future__ import annotations

import csv
import io
import logging
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pikepdf
import pytest
from hypothesis import HealthCheck, example, given, settings, strategies as st

from panel_papers.core.model import FromTemplate
from panel_papers.core.problems import InputsError, Place
from panel_papers.inputs import read_paper
from panel_papers.inputs.appendices import READERS, Supplied, read_appendix
from panel_papers.inputs.appendices.cell_text import bare_text, cell_text
from panel_papers.inputs.paper_fields import PaperFields
from panel_papers.inputs.yaml.document import read_yaml
from panel_papers.inputs.yaml.schema import names_in

YAML_PARTS = (
    *("title", ": ", "- ", "\n", "  ", "\t", "[", "]", "{", "}", "&a", "*a", "!!x ", "!", "|", ">"),
    *("'", '"', "\\", "#", "---", "...", "%", "@", "? ", ",", "<<", "~", "a", "é", "\u2028", "\\U"),
    *("sections", "appendices", "file", "restricted", "date", "2024-02-31", "url", "0"),
)
yamlish = st.lists(st.sampled_from(YAML_PARTS), max_size=40).map("".join)


@pytest.fixture(scope="module")
def wild(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("inputs") / "wild"
    path.mkdir()
    for name in ("purpose.md", "recommendations.md", "context.md"):
        (path / name).write_text("Text.", encoding="utf-8")
    return path


def outcome(path: Path, *, draft: bool) -> None:
    """Read, and check that each fault can be shown as a line of text."""
    try:
        read = read_paper(path, draft=draft)
        problems = read.problems
    except InputsError as error:
        problems = error.problems
        assert problems
    for problem in problems:
        shown = f"{problem.place} {problem.found} {problem.wanted} {problem.hint}"
        shown.encode("utf-8")
        assert problem.found
        assert "msgspec" not in shown


@settings(max_examples=300, deadline=None)
@given(text=yamlish | st.text(max_size=60))
@example(text='a: "\\UFFFFFFFF"')
@example(text="%YAML 9.9\n---\n")
@example(text="? ? ?")
def test_yaml_of_any_text_is_values_or_faults(text):
    try:
        read_yaml(text, "f.yaml")
    except InputsError as error:
        assert all(problem.place.line and problem.place.column for problem in error.problems)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.binary(max_size=60) | yamlish.map(str.encode), draft=st.booleans())
def test_paper_yaml_of_any_bytes_is_a_paper_or_faults(wild, data, draft):
    (wild / "paper.yaml").write_bytes(data)
    outcome(wild, draft=draft)


leaf = st.none() | st.sampled_from(["", "#", "x", "2024-02-31", "a@b.org", "purpose", "../x.md"])
trees = st.recursive(
    leaf,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "title",
                    "file",
                    "url",
                    "link_text",
                    "restricted",
                    "alt",
                    "paragraph",
                    "reason",
                    "x",
                ]
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)
fields = st.sampled_from([*names_in(PaperFields), "recomendations"])


def flow(tree) -> str:
    """YAML's flow form of a tree, every text in quotes."""
    if isinstance(tree, dict):
        return "{" + ", ".join(f"{key}: {flow(value)}" for key, value in tree.items()) + "}"
    if isinstance(tree, list):
        return "[" + ", ".join(map(flow, tree)) + "]"
    return "~" if tree is None else f"'{tree}'"


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(tree=st.dictionaries(fields, trees, max_size=8), draft=st.booleans())
def test_paper_yaml_of_any_shape_is_a_paper_or_faults(wild, tree, draft):
    lines = [f"{key}: {flow(value)}\n" for key, value in tree.items()]
    (wild / "paper.yaml").write_text("".join(lines) or "x: 1", encoding="utf-8")
    outcome(wild, draft=draft)


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.binary(max_size=40))
def test_section_of_any_bytes_is_prose_or_faults(wild, data):
    (wild / "paper.yaml").write_text("sections: [wild]", encoding="utf-8")
    (wild / "wild.md").write_bytes(data)
    outcome(wild, draft=True)


def samples() -> dict[str, bytes]:
    """One good file of each kind that a library reads."""
    book, stream = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["A", "B"])
    book.active.append([1, date(2024, 3, 14)])
    book.save(stream)
    result = {".xlsx": stream.getvalue()}
    stream = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(stream)
    result[".pdf"] = stream.getvalue()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
    return {**result, ".docx": stream.getvalue()}


SAMPLES = samples()


def read_any(suffix: str, data: bytes) -> None:
    supplied = Supplied(data, Place(f"plan{suffix}"), "alt", Place("paper.yaml", 1, 1))
    try:
        read_appendix(f"plan{suffix}", supplied)
    except InputsError as error:
        assert error.problems


@settings(max_examples=300, deadline=None)
@given(
    suffix=st.sampled_from(sorted(READERS)),
    start=st.sampled_from(
        [b"", b"PK\x03\x04", b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"]
    ),
    data=st.binary(max_size=80) | st.text(max_size=80).map(lambda t: t.encode("utf-8", "replace")),
)
@example(suffix=".csv", start=b"", data=b'a,"b\n')
@example(suffix=".csv", start=b"", data=b"a\n \nb\n")
def test_appendix_of_any_bytes_is_content_or_faults(suffix, start, data):
    read_any(suffix, start + data)


@settings(max_examples=300, deadline=None)
@given(
    suffix=st.sampled_from(sorted(SAMPLES)),
    cuts=st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=6)), min_size=1, max_size=4),
)
def test_damaged_appendix_is_content_or_faults(suffix, cuts):
    logging.disable(logging.CRITICAL)
    data = bytearray(SAMPLES[suffix])
    for where, patch in cuts:
        at = int(where * len(data))
        data[at : at + max(len(patch), 1)] = patch
    try:
        read_any(suffix, bytes(data))
    finally:
        logging.disable(logging.NOTSET)


csvish = st.lists(st.sampled_from([*'a1,"\n ', "\r\n", "\t", ";", "#", "\ufeff"]), max_size=25).map(
    "".join
)


rows_of_text = st.integers(1, 4).flatmap(
    lambda width: st.lists(
        st.lists(st.text("ab1,;\" \n\t#'", max_size=4), min_size=width, max_size=width),
        min_size=1,
        max_size=5,
    )
)


@settings(max_examples=200, deadline=None)
@example(rows=[[";", ""], ["", ""], [";", ""]])
@given(rows=rows_of_text)
def test_csv_keeps_every_cell_with_text_or_names_it(rows):
    header = [f"column {index}" for index in range(len(rows[0]))]
    stream = io.StringIO()
    csv.writer(stream, quoting=csv.QUOTE_ALL).writerows([header, *rows])
    supplied = Supplied(stream.getvalue().encode(), Place("plan.csv"), None, Place("paper.yaml"))
    kept = [tuple(row) for row in rows if any(cell.strip() for cell in row)]
    try:
        read = read_appendix("plan.csv", supplied)
    except InputsError as error:
        assert not kept or {p.code for p in error.problems} == {"two-tables"}, error
    else:
        assert isinstance(read.content, FromTemplate)
        rows = read.content.fields["body"].rows
        beside = [p for p in read.problems if p.code in {"title-above-table", "note-below-table"}]
        assert len(rows) + len(beside) == len(kept)  # each is printed, or is named
        there = iter(kept)
        assert all(row in there for row in rows)  # in their order; one beside may say the same


@settings(max_examples=300, deadline=None)
@given(text=csvish)
def test_csv_of_any_text_is_a_table_or_faults(text):
    read_any(".csv", text.encode())


FORMAT_PARTS = (
    *(
        "0",
        "#,##0",
        "0.00",
        ".",
        "?",
        "%",
        ",",
        ";",
        '"',
        '"x"',
        "\\",
        "_-",
        "* ",
        "[Red]",
        "[$£-809]",
    ),
    *(
        "General",
        "@",
        "d",
        "mmmm",
        "mm",
        "yyyy",
        "hh",
        "ss",
        "AM/PM",
        "/",
        "E+00",
        "[h]",
        "£",
        "-",
        " ",
    ),
)


@settings(max_examples=500, deadline=None)
@example(value=1e300, number_format="0.00")
@example(value=10**400, number_format="General")
@given(
    value=st.floats() | st.integers() | st.dates() | st.datetimes() | st.times(),
    number_format=st.lists(st.sampled_from(FORMAT_PARTS), max_size=6).map("".join),
)
def test_cell_of_any_format_is_text_or_unknown(value, number_format):
    assert isinstance(cell_text(value, number_format), str | None)
    assert bare_text(value)
