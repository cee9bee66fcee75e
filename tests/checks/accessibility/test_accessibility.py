"""Accessibility of Word documents: what must trigger each check, its near miss, and the place."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pytest
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from msgspec.structs import replace

from panel_papers.checks.accessibility import (
    alternative_texts,
    contrasts,
    document_properties,
    empty_lines,
    fake_structure,
    heading_order,
    link_texts,
    table_structure,
    type_size,
)
from panel_papers.core.colours import contrast

from ..rules_helpers import Case, word

ANNEX = "inputs/budget/annex.docx"
PROSE = "inputs/budget/purpose.md"
PAPER = "inputs/budget/paper.yaml"


@pytest.fixture
def case(tmp_path: Path, monkeypatch) -> Case:
    monkeypatch.chdir(tmp_path)
    return Case(tmp_path)


@pytest.mark.near_miss("no-document-title")
def test_our_own_documents_have_nothing_to_tell(case: Case):
    case.prose(
        "Why.\n\n## A part\n\n- One\n- Two\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n"
        "See [the plan](https://example.org/plan).[^1]\n\n[^1]: A note.\n"
    )
    subject = case.subject()
    assert subject.documents
    for check in (
        *(alternative_texts, contrasts, document_properties, fake_structure, heading_order),
        *(link_texts, empty_lines, table_structure, type_size),
    ):
        assert list(check.find(subject)) == []


# --- title and language ---------------------------------------------------------------------------


@pytest.mark.trigger("no-document-title")
def test_a_document_made_without_a_title_is_told(case: Case):
    subject = replace(case.subject(), documents={0: word(lambda d: None)})
    assert [(p.code, str(p.place)) for p in document_properties.find(subject)] == [
        ("no-document-title", "budget-report.docx")
    ]


def _language(tag: str):
    def make(document):
        run = document.add_paragraph().add_run("Le budget de la commune.")
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), tag)
        run._r.get_or_add_rPr().append(language)

    return make


@pytest.mark.trigger("document-language")
def test_a_document_in_another_language_is_told(case: Case):
    case.supply(_language("fr-FR"))
    assert case.say(document_properties) == [
        (
            "document-language",
            ANNEX,
            "The document’s language is “fr-FR”, and the paper’s is “en-GB”",
        )
    ]


@pytest.mark.near_miss("document-language")
def test_american_english_is_english(case: Case):
    case.supply(_language("en-US"))
    assert case.say(document_properties) == []


def test_a_word_of_french_makes_no_french_document(case: Case):
    def make(document):
        _language("fr-FR")(document)
        document.add_paragraph("The budget of the parish, of which that was the name. " * 3)

    case.supply(make)
    assert case.say(document_properties) == []


def test_a_document_without_a_language_is_told(case: Case):
    def make(document):
        for language in list(document.styles.element.iter(qn("w:lang"))):
            language.getparent().remove(language)
        document.add_paragraph("Text")

    case.supply(make)
    assert case.say(document_properties) == [
        ("document-language", ANNEX, "The document does not say its language, which is “en-GB”")
    ]


# --- headings -------------------------------------------------------------------------------------


@pytest.mark.trigger("heading-skips-level")
def test_a_heading_that_skips_a_level(case: Case):
    def make(document):
        document.add_heading("Costs", 1)
        document.add_heading("Staff", 3)

    case.supply(make)
    assert case.say(heading_order) == [
        (
            "heading-skips-level",
            f"{ANNEX}, the heading “Staff”",
            "“Staff”, a heading of level 3, follows a heading of level 1",
        )
    ]


def test_a_heading_typed_in_markdown_is_reported_where_it_is_typed(case: Case):
    case.prose("Why.\n\n### Staff\n\nTen.\n")
    (found,) = heading_order.find(case.subject())
    assert str(found.place) == f"{PROSE}:3:5"
    assert found.hint == "begin the line with “##” and a space"


def test_a_first_heading_below_level_one(case: Case):
    case.supply(lambda d: d.add_heading("Staff", 2))
    assert [found for _, _, found in case.say(heading_order)] == [
        "“Staff”, a heading of level 2, comes first"
    ]


@pytest.mark.near_miss("heading-skips-level")
def test_going_back_up_any_number_of_levels_is_right(case: Case):
    def make(document):
        for text, level in (("A", 1), ("B", 2), ("C", 3), ("D", 1), ("E", 2)):
            document.add_heading(text, level)

    case.supply(make)
    assert case.say(heading_order) == []


@pytest.mark.trigger("empty-heading")
def test_an_empty_heading(case: Case):
    def make(document):
        document.add_heading("Costs", 1)
        document.add_heading("", 2)

    case.supply(make)
    assert case.say(heading_order) == [
        (
            "empty-heading",
            f"{ANNEX}, an empty heading under the heading “Costs”",
            "An empty line has a heading style",
        )
    ]


@pytest.mark.near_miss("empty-heading")
def test_a_heading_that_is_a_picture_or_a_page_break_is_not_empty(case: Case):
    def make(document):
        document.add_heading("Costs", 1)
        document.add_heading("", 1).add_run().add_break(WD_BREAK.PAGE)

    case.supply(make)
    assert case.say(heading_order) == []


def test_level_comes_through_a_style_of_ones_own(case: Case):
    def make(document):
        style = document.styles.add_style("Our Heading", 1)
        style.base_style = document.styles["Heading 3"]
        document.add_paragraph("Staff", style="Our Heading")

    case.supply(make)
    assert [found for _, _, found in case.say(heading_order)] == [
        "“Staff”, a heading of level 3, comes first"
    ]


# --- tables ---------------------------------------------------------------------------------------


def _table(document, rows=2, columns=2, header=False):
    table = document.add_table(rows, columns)
    if header:
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    if look is not None:
        table._tbl.tblPr.remove(look)
    return table


@pytest.mark.trigger("no-header-row")
def test_a_table_without_header_row(case: Case):
    def make(document):
        document.add_heading("Costs")
        _table(document, header=True)
        document.add_paragraph("between")
        _table(document)

    case.supply(make)
    assert case.say(table_structure) == [
        (
            "no-header-row",
            f"{ANNEX}, under the heading “Costs”, table 2",
            "A table has no header row",
        )
    ]


@pytest.mark.parametrize(("rows", "columns"), [(1, 3), (4, 1)])
def test_a_box_around_text_needs_no_header_row(case: Case, rows: int, columns: int):
    case.supply(lambda d: _table(d, rows, columns))
    assert case.say(table_structure) == []


@pytest.mark.near_miss("no-header-row", "merged-cells")
def test_a_table_of_labels_has_row_headers(case: Case):
    def make(document):
        look = OxmlElement("w:tblLook")
        look.set(qn("w:firstColumn"), "1")
        look.set(qn("w:firstRow"), "0")
        _table(document)._tbl.tblPr.append(look)

    case.supply(make)
    assert case.say(table_structure) == []


@pytest.mark.trigger("merged-cells")
@pytest.mark.parametrize("other", [(1, 1), (2, 0)])
def test_merged_cells_are_told_at_the_first(case: Case, other: tuple[int, int]):
    def make(document):
        document.add_heading("Costs")
        table = _table(document, 3, 2, header=True)
        table.cell(1, 0).merge(table.cell(*other))

    case.supply(make)
    assert case.say(table_structure) == [
        (
            "merged-cells",
            f"{ANNEX}, under the heading “Costs”, table 1, row 2, column 1",
            "A table has a merged cell, which a screen reader cannot match to its headings",
        )
    ]


# --- pictures -------------------------------------------------------------------------------------


def _picture() -> io.BytesIO:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(b"\0\0\0\0")) + chunk(b"IEND", b"")
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + head + body)


def _with_picture(description: str | None, decorative: bool = False):
    def make(document):
        document.add_heading("Costs")
        document.add_picture(_picture())
        [properties] = document.element.body.iter(qn("wp:docPr"))
        if description is not None:
            properties.set("descr", description)
        if decorative:
            name = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
            mark = properties.makeelement(name, {"val": "1"})
            properties.append(mark)

    return make


@pytest.mark.trigger("no-alternative-text")
@pytest.mark.parametrize(
    ("description", "found"),
    [
        (None, "A picture has no alternative text"),
        (" ", "A picture has no alternative text"),
        ("chart.png", "The alternative text “chart.png” is a file’s name, and says nothing"),
        ("Picture 3", "The alternative text “Picture 3” is a file’s name, and says nothing"),
    ],
)
def test_a_picture_without_words(case: Case, description: str | None, found: str):
    case.supply(_with_picture(description))
    assert case.say(alternative_texts) == [
        ("no-alternative-text", f"{ANNEX}, under the heading “Costs”", found)
    ]


@pytest.mark.near_miss("no-alternative-text")
def test_a_picture_in_words_or_for_ornament(case: Case):
    case.supply(_with_picture("Bar chart: incidents fell to 80"))
    assert case.say(alternative_texts) == []
    case.supply(_with_picture(None, decorative=True))
    assert case.say(alternative_texts) == []


# --- links ----------------------------------------------------------------------------------------


@pytest.mark.trigger("vague-link")
@pytest.mark.parametrize("words", ["click here", "here", "Read more", "this link", "Download"])
def test_a_link_that_does_not_say_where_it_leads(case: Case, words: str):
    case.prose(f"Why.\n\nSee the plan [{words}](https://example.org/plan).\n")
    assert case.say(link_texts) == [
        ("vague-link", f"{PROSE}:3:15", f"The link “{words}” does not say where it leads")
    ]


@pytest.mark.trigger("bare-address")
def test_a_bare_address(case: Case):
    case.prose("See <https://example.org/plan>.\n")
    assert case.say(link_texts) == [
        (
            "bare-address",
            f"{PROSE}:1:6",
            "The words of a link are only its address, “https://example.org/plan”",
        )
    ]


def test_a_background_paper_that_shows_its_address(case: Case):
    case.yaml("background_papers:\n  - {title: Plan, url: https://example.org/plan}\n")
    assert [(code, place) for code, place, _ in case.say(link_texts)] == [
        ("bare-address", f"{PAPER}:9:5")
    ]


@pytest.mark.near_miss("vague-link", "bare-address")
@pytest.mark.parametrize(
    "words", ["Police and Crime Plan", "more houses", "Download the plan", "officer@example.org"]
)
def test_a_link_that_says_where_it_leads(case: Case, words: str):
    case.prose(f"See [{words}](https://example.org/plan).\n")
    case.yaml(
        "background_papers:\n  - {title: Plan, link_text: The plan, url: https://example.org/p}\n"
    )
    assert case.say(link_texts) == []


def test_links_of_supplied_documents(case: Case):
    def make(document):
        for words in ("click here", "the plan"):
            link = OxmlElement("w:hyperlink")
            link.set(qn("w:anchor"), "x")
            document.add_paragraph("See ")._p.append(link)
            run = OxmlElement("w:r")
            run.append(OxmlElement("w:t"))
            run[0].text = words
            link.append(run)

    case.supply(make)
    assert case.say(link_texts) == [
        (
            "vague-link",
            f"{ANNEX}, before the first heading, paragraph 1",
            "The link “click here” does not say where it leads",
        )
    ]


# --- contrast -------------------------------------------------------------------------------------


def test_contrast_is_that_of_wcag():
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((0x76, 0x76, 0x76), (255, 255, 255)) == pytest.approx(4.54, abs=0.01)
    assert contrast((255, 0, 0), (255, 255, 255)) == pytest.approx(4.0, abs=0.01)
    assert contrast((1, 2, 3), (1, 2, 3)) == 1


def _coloured(colour: str, ground: str | None = None, size: float | None = None, style=None):
    def make(document):
        document.add_heading("Costs")
        paragraph = document.add_paragraph("", style=style)
        run = paragraph.add_run("Faint words")
        run.font.color.rgb = RGBColor.from_string(colour)
        if size:
            run.font.size = Pt(size)
        if ground:
            shade = OxmlElement("w:shd")
            shade.set(qn("w:val"), "clear")
            shade.set(qn("w:fill"), ground)
            paragraph._p.get_or_add_pPr().append(shade)

    return make


@pytest.mark.trigger("low-contrast")
def test_faint_text_is_told_with_its_ratio(case: Case):
    case.supply(_coloured("AAAAAA"))
    assert case.say(contrasts) == [
        (
            "low-contrast",
            f"{ANNEX}, under the heading “Costs”, paragraph 1",
            "“Faint words” is hard to read: AAAAAA on FFFFFF has a contrast of only 2.3 to 1",
        )
    ]


@pytest.mark.near_miss("low-contrast")
@pytest.mark.parametrize(
    ("colour", "ground", "size", "told"),
    [
        ("767676", None, None, 0),  # 4.54
        ("777777", None, None, 1),  # 4.48
        ("777777", None, 18, 0),  # large text: 3 will do
        ("777777", None, 14, 1),  # large only where bold
        ("FFFFFF", "12436D", None, 0),
        ("FFFFFF", "AAAAAA", None, 1),
        ("12436D", "222222", None, 1),
    ],
)
def test_contrast_counts_ground_and_size(case: Case, colour, ground, size, told: int):
    case.supply(_coloured(colour, ground, size))
    assert len(case.say(contrasts)) == told


def test_a_shaded_cell_and_a_style_count(case: Case):
    def make(document):
        style = document.styles.add_style("Faint", 1)
        style.font.color.rgb = RGBColor.from_string("F3F2F1")
        table = document.add_table(1, 2)
        for cell, fill in zip(table.rows[0].cells, ("12436D", "FFFFFF"), strict=True):
            cell.paragraphs[0].style = style
            cell.paragraphs[0].add_run("words")
            shade = OxmlElement("w:shd")
            shade.set(qn("w:fill"), fill)
            cell._tc.get_or_add_tcPr().append(shade)

    case.supply(make)
    assert [place for _, place, _ in case.say(contrasts)] == [
        f"{ANNEX}, before the first heading, table 1, row 1, column 2"
    ]


def test_a_pair_of_colours_is_told_once(case: Case):
    def make(document):
        for _ in range(3):
            _coloured("AAAAAA")(document)

    case.supply(make)
    assert len(case.say(contrasts)) == 1


# --- what only looks like structure ---------------------------------------------------------------


@pytest.mark.trigger("fake-list")
def test_typed_bullets_in_prose(case: Case):
    case.prose("The aims:\n\n• First\n\n• Second\n")
    assert case.say(fake_structure) == [
        (
            "fake-list",
            f"{PROSE}:3:1",
            "“• First” looks like a list item, but its marks are typed by hand",
        )
    ]


def test_typed_letters_in_prose_and_one_alone(case: Case):
    case.prose("a) First\n\nb) Second\n")
    assert [place for _, place, _ in case.say(fake_structure)] == [f"{PROSE}:1:1"]
    case.prose("a) First, and no other.\n\nThen text.\n")
    assert case.say(fake_structure) == []


def test_two_lists_that_run_together_are_found_once_each(case: Case):
    case.prose("a. one\nb. two\n\ni) three\nii) four\n")
    assert [place for _, place, _ in case.say(fake_structure)] == [f"{PROSE}:1:1", f"{PROSE}:4:1"]


def test_typed_dashes_in_prose_and_an_aside(case: Case):
    case.prose("– First\n\n– Second\n")
    assert [place for _, place, _ in case.say(fake_structure)] == [f"{PROSE}:1:1"]
    case.prose("He said – and others\n– rightly – agreed.\n\n— The auditor\n\nThen text.\n")
    assert case.say(fake_structure) == []


@pytest.mark.trigger("fake-list")
@pytest.mark.parametrize(
    ("text", "place", "line"),
    [
        ("That it notes:\na. one\nb. two\n", "2:1", "a. one"),
        ("1. That it\n2. That it notes:\n   (i) one\n   (ii) two\n", "3:4", "(i) one"),
        ("The aims:\n• First\n• Second\n", "2:1", "• First"),
        ("a) First\nb) Second\n", "1:1", "a) First"),
        ("> Said:\n> (a) one\n> (b) two\n", "2:3", "(a) one"),
        ("– One\n– Two\n", "1:1", "– One"),
        ("1.One\n2.Two\n", "1:1", "1.One"),
        ("-One\n-Two\n", "1:1", "-One"),
    ],
)
def test_items_that_run_together(case: Case, text: str, place: str, line: str):
    case.prose(text)
    assert case.say(fake_structure) == [
        (
            "fake-list",
            f"{PROSE}:{place}",
            f"“{line}” looks like a list item, but the lines run together when printed",
        )
    ]


@pytest.mark.trigger("fake-heading")
def test_a_bold_line_in_prose_stands_as_a_heading(case: Case):
    case.prose("Why.\n\n**Our services**\n\nText.\n")
    assert case.say(fake_structure) == [
        (
            "fake-heading",
            f"{PROSE}:3:3",
            "“Our services” looks like a heading, but is only a bold line",
        )
    ]


@pytest.mark.near_miss("fake-list", "fake-heading")
@pytest.mark.parametrize(
    "text",
    [
        "**Members are asked to note the report.**",
        "**Cost:** £40,000",
        "- **One**\n- Two",
        "1. One\n2. Two",
        "## Heading",
        "A bullet • in a line, and 1. a number.",
        "2023 marked a milestone.",
        "It is vitamin\nc. That is all.",
        "- One\n  goes on\n- Two",
        "1. One\n   a) alone",
    ],
)
def test_true_lists_headings_and_bold_sentences(case: Case, text: str):
    case.prose(f"{text}\n")
    assert case.say(fake_structure) == []


def test_typed_lists_of_supplied_documents(case: Case):
    def make(document):
        document.add_heading("Aims")
        document.add_paragraph("The aims:")
        for text in ("1. First", "2. Second", "3. Third"):
            document.add_paragraph(text)
        document.add_paragraph("Then.")
        document.add_paragraph("-\tAlone")
        document.add_paragraph("Then.")
        document.add_paragraph("True", style="List Number")
        document.add_paragraph("1. Alone")

    case.supply(make)
    assert case.say(fake_structure) == [
        (
            "fake-list",
            f"{ANNEX}, under the heading “Aims”, paragraph 2",
            "“1. First” looks like a list item, but its marks are typed by hand",
        ),
        (
            "fake-list",
            f"{ANNEX}, under the heading “Aims”, paragraph 6",
            "“- Alone” looks like a list item, but its marks are typed by hand",
        ),
    ]


def test_fake_headings_of_supplied_documents(case: Case):
    def make(document):
        document.add_paragraph("Bold title", style="Title")
        document.add_paragraph().add_run("Our services").bold = True
        document.add_paragraph("Text.")
        document.add_paragraph().add_run("Members note the report.").bold = True
        document.add_paragraph("Text ").add_run("partly").bold = True
        for _ in range(2):  # an address in bold
            document.add_paragraph().add_run("Two bold lines").bold = True
        document.add_paragraph("Text.")
        document.add_paragraph().add_run("The last line").bold = True

    case.supply(make)
    found = case.say(fake_structure)
    assert found[0] == (
        "fake-heading",
        f"{ANNEX}, before the first heading, paragraph 2",
        "“Our services” looks like a heading, but is only a bold line",
    )
    assert [place[-1] for _, place, _ in found] == ["2", "7"]


# --- room and size --------------------------------------------------------------------------------


@pytest.mark.trigger("empty-paragraphs")
def test_two_empty_lines_in_a_row(case: Case):
    def make(document):
        document.add_heading("Costs")
        for text in ("One", "", "", "Two"):
            document.add_paragraph(text)

    case.supply(make)
    assert case.say(empty_lines) == [
        (
            "empty-paragraphs",
            f"{ANNEX}, under the heading “Costs”, after paragraph 1",
            "Empty lines are used as white space (2 in the document)",
        )
    ]


def test_empty_lines_as_a_habit(case: Case):
    def make(document):
        for text in ("One", "", "Two", "", "Three", "", "Four"):
            document.add_paragraph(text)

    case.supply(make)
    assert [found for _, _, found in case.say(empty_lines)] == [
        "Empty lines are used as white space (3 in the document)"
    ]


@pytest.mark.near_miss("empty-paragraphs")
def test_single_empty_lines_tables_breaks_and_the_end_are_right(case: Case):
    def make(document):
        for text in ("One", "", "Two"):
            document.add_paragraph(text)
        document.add_table(1, 1)
        document.add_paragraph()
        document.add_table(1, 1)
        document.add_paragraph()
        document.add_paragraph("Three")
        document.add_page_break()
        document.add_page_break()
        document.add_paragraph("Four")
        document.add_paragraph()

    case.supply(make)
    assert case.say(empty_lines) == []


TEXT = "A paragraph of body text that is long enough to be read."


@pytest.mark.trigger("small-print")
def test_small_print(case: Case):
    def make(document):
        document.add_heading("Costs")
        document.add_paragraph(TEXT)
        document.add_paragraph().add_run(TEXT).font.size = Pt(11)
        document.add_paragraph().add_run(TEXT).font.size = Pt(9.5)

    case.supply(make)
    assert case.say(type_size) == [
        (
            "small-print",
            f"{ANNEX}, under the heading “Costs”, paragraph 2",
            "2 paragraphs of body text are in small print (9.5, 11 points), first “A paragraph "
            "of body text that is "
            "long enough to be read.”",
        )
    ]


def test_size_of_the_style_and_of_the_defaults_counts(case: Case):
    def make(document):
        document.styles["Normal"].font.size = None
        document.add_paragraph(TEXT)

    case.supply(make)
    assert [code for code, _, _ in case.say(type_size)] == ["small-print"]


@pytest.mark.near_miss("small-print")
def test_tables_captions_labels_and_raised_marks_may_be_small(case: Case):
    def make(document):
        document.add_paragraph(TEXT).add_run("1").font.size = Pt(6)
        document.add_paragraph().add_run("A label").font.size = Pt(9)
        document.add_paragraph("", style="Caption").add_run(TEXT).font.size = Pt(9)
        cell = document.add_table(1, 1).cell(0, 0)
        cell.paragraphs[0].add_run(TEXT).font.size = Pt(9)

    case.supply(make)
    assert case.say(type_size) == []
