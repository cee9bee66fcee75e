"""What templates carry and no reader sees does not travel, and editors are told of it."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import pytest

from panel_papers.inputs.cleaning.word.made import only_what_shows, unseen_in_template
from panel_papers.template_tools.check.checking import check_templates

LEAKS = Path(__file__).parents[1] / "inputs" / "leaks"
TEMPLATES = Path(__file__).parents[2] / "templates" / "word"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return data.getvalue()


def told(data: bytes) -> list[tuple[str, str, str]]:
    found = unseen_in_template(data, "house.docx")
    return [(p.code, p.level.value, p.found) for p in found]


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*.docx")), ids=lambda path: path.stem)
def test_the_templates_that_are_shipped_carry_nothing_of_the_kind(path: Path):
    data = path.read_bytes()
    assert (only_what_shows(data), told(data)) == (data, [])


@pytest.mark.parametrize(
    ("name", "part", "found"),
    [
        ("house-with-properties", "docProps/custom.xml", "property of the document (1)"),
        ("chart-with-workbook", "word/embeddings/", "spreadsheet behind a chart (1)"),
    ],
)
def test_the_cases_that_were_reported(name: str, part: str, found: str):
    data = (LEAKS / f"{name}.docx").read_bytes()
    assert [each for each in unpacked(data) if each.startswith(part)]
    assert not [each for each in unpacked(only_what_shows(data)) if each.startswith(part)]
    assert told(data) == [
        (
            "unseen-content",
            "suggestion",
            f"The template holds what no reader sees and no paper prints: {found}",
        )
    ]


def test_templates_check_and_build_agree(tmp_path: Path):
    shutil.copy(LEAKS / "house-with-properties.docx", tmp_path / "house.docx")
    problems = check_templates(tmp_path, [tmp_path / "house.docx"])
    assert [p.code for p in problems] == ["unseen-content"]


def with_words(properties: str) -> bytes:
    parts = unpacked((TEMPLATES / "context.docx").read_bytes())
    run = f"<w:r><w:rPr>{properties}</w:rPr><w:t>Xanthippe</w:t></w:r>"
    text = parts["word/document.xml"].decode()
    parts["word/document.xml"] = text.replace("</w:p>", f"{run}</w:p>", 1).encode()
    return packed(parts)


def test_words_that_a_template_hides_by_a_style_do_not_travel():
    parts = unpacked(with_words('<w:rStyle w:val="Unseen"/>'))
    style = (
        '<w:style w:type="character" w:styleId="Unseen"><w:name w:val="Unseen"/>'
        "<w:rPr><w:vanish/></w:rPr></w:style></w:styles>"
    )
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(b"</w:styles>", style.encode())
    data = packed(parts)
    assert b"Xanthippe" not in b"".join(unpacked(only_what_shows(data)).values())
    assert [(code, level) for code, level, _ in told(data)] == [("unseen-content", "suggestion")]


def test_words_that_are_hidden_by_themselves_stay_for_the_check_that_stops_publication():
    data = with_words("<w:vanish/>")
    assert b"Xanthippe" in b"".join(unpacked(only_what_shows(data)).values())
    assert [(code, level) for code, level, _ in told(data)] == [("unseen-content", "suggestion")]


def test_words_that_a_template_hides_by_their_look_are_a_warning():
    data = with_words('<w:color w:val="FFFFFF"/>')
    assert [(code, level) for code, level, _ in told(data)] == [("invisible-text", "warning")]


def test_variables_of_macros_and_numbers_of_sessions_do_not_travel():
    parts = unpacked((TEMPLATES / "house.docx").read_bytes())
    settings = parts["word/settings.xml"].decode()
    more = (
        f'<w:docVars xmlns:w="{W}"><w:docVar w:name="bidder" w:val="Xanthippe"/></w:docVars>'
        f'<w:rsids xmlns:w="{W}"><w:rsidRoot w:val="00ABCDEF"/></w:rsids>'
    )
    parts["word/settings.xml"] = settings.replace("</w:settings>", f"{more}</w:settings>").encode()
    left = unpacked(only_what_shows(packed(parts)))["word/settings.xml"]
    assert (b"Xanthippe" in left, b"00ABCDEF" in left) == (False, False)


def test_series_that_a_chart_filters_out_and_its_workbook_s_name_do_not_travel():
    parts = unpacked((LEAKS / "chart-with-workbook.docx").read_bytes())
    chart = parts["word/charts/chart1.xml"].decode()
    hidden = (
        '<c:extLst><c:ext uri="x"><c15:filteredBarSeries '
        'xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart"><c15:ser>'
        "Xanthippe</c15:ser></c15:filteredBarSeries></c:ext></c:extLst>"
    )
    chart = chart.replace("</c:barChart>", f"{hidden}</c:barChart>")
    chart = chart.replace("S!$B$1", "'C:\\Bids\\[Xanthippe.xlsx]S'!$B$1")
    parts["word/charts/chart1.xml"] = chart.encode()
    left = unpacked(only_what_shows(packed(parts)))["word/charts/chart1.xml"]
    assert b"Xanthippe" not in left
    assert b"<c:f>'S'!$B$1</c:f>" in left
