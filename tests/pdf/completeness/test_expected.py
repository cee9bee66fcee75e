"""What Word shows of a document is read as Word shows it: numbers, looks, headers, notes."""

from __future__ import annotations

import io
import zipfile

import pytest
from wordxml import (
    HEADINGS,
    Word,
    control,
    field,
    h,
    heading_style,
    item,
    level,
    note,
    p,
    refers,
    row,
    run,
    section,
    style,
    table,
    text_box,
)

from panel_papers.pdf.completeness.check import missing_content
from panel_papers.pdf.completeness.expected import NoDocumentError, expected
from panel_papers.pdf.completeness.number_formats import written


def labels(word: Word) -> list[str | None]:
    lines = expected(word.data()).body.lines
    return [line.label.text if line.label else None for line in lines]


def texts(word: Word) -> list[str]:
    return [line.text() for line in expected(word.data()).body.lines]


@pytest.mark.parametrize(
    ("number", "form", "text"),
    [
        (4, "decimal", "4"),
        (4, "decimalZero", "04"),
        (44, "lowerRoman", "xliv"),
        (1999, "upperRoman", "MCMXCIX"),
        (27, "lowerLetter", "aa"),
        (54, "upperLetter", "BBB"),
        (11, "ordinal", "11th"),
        (22, "ordinal", "22nd"),
        (21, "cardinalText", "Twenty-one"),
        (121, "ordinalText", "One hundred twenty-first"),
        (20, "ordinalText", "Twentieth"),
        (5, "chicago", "**"),
        (3, "none", ""),
        (3, "hebrew1", None),
    ],
)
def test_numbers_are_written_as_word_writes_them(number, form, text):
    assert written(number, form) == text


def test_levels_count_within_the_level_above():
    word = Word(
        "".join(item("x", list_id=1, level=depth) for depth in (0, 1, 1, 2, 0, 1, 2)),
        lists={
            1: level(0, "decimal", "%1.")
            + level(1, "lowerLetter", "%1.%2")
            + level(2, "lowerRoman", "(%3)")
        },
    )
    assert labels(word) == ["1.", "1.a", "1.b", "(i)", "2.", "2.a", "(i)"]


def test_legal_numbering_writes_higher_levels_as_digits():
    word = Word(
        item("x", list_id=1) + item("x", list_id=1, level=1),
        lists={1: level(0, "upperRoman", "%1") + level(1, "decimal", "%1.%2", "<w:isLgl/>")},
    )
    assert labels(word) == ["I", "1.1"]


def test_level_that_never_restarts_counts_on():
    never = '<w:lvlRestart w:val="0"/>'
    word = Word(
        "".join(item("x", list_id=1, level=depth) for depth in (0, 1, 0, 1)),
        lists={1: level(0, "decimal", "%1") + level(1, "decimal", "%1.%2", never)},
    )
    assert labels(word) == ["1", "1.1", "2", "2.2"]


def test_start_override_restarts_a_list():
    word = Word(
        "".join(item("x", list_id=number) for number in (1, 1, 7, 7)),
        lists={1: level(0, "decimal", "%1")},
        nums='<w:num w:numId="7"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="5"/></w:lvlOverride></w:num>',
    )
    assert labels(word) == ["1", "2", "5", "6"]


def test_style_numbers_its_headings():
    numbered = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    named = '<w:pStyle w:val="Heading{}"/>'
    word = Word(
        h("x") + h("x", 2) + h("x", 2) + h("x"),
        styles=heading_style(1, numbered) + heading_style(2, numbered),
        lists={
            1: level(0, "decimal", "%1", named.format(1))
            + level(1, "decimal", "%1.%2", named.format(2))
        },
    )
    assert labels(word) == ["1", "1.1", "1.2", "2"]


def test_hidden_paragraph_has_no_number():
    word = Word(
        item(run("gone", "<w:vanish/>"), list_id=1) + item("x", list_id=1),
        lists={1: level(0, "decimal", "%1")},
    )
    assert labels(word) == [None, "1"]


def test_fields_show_their_results():
    word = Word(
        p("Page ", field("PAGE", "3"), " of ", field("REF x", "nine"))
        + p(f'<w:fldSimple w:instr=" SEQ Figure ">{run("1")}</w:fldSimple>')
    )
    assert texts(word) == ["Page 3 of nine", "1"]


def test_deleted_and_hidden_words_are_not_shown():
    word = Word(
        p(
            "a",
            '<w:del w:id="1" w:author="A"><w:r><w:delText>b</w:delText></w:r></w:del>',
            run("c", "<w:vanish/>"),
            f'<w:ins w:id="2" w:author="A">{run("d")}</w:ins>',
        )
        + table(row("e", properties='<w:del w:id="3" w:author="A"/>'), row("f"), columns=1)
    )
    found = expected(word.data()).body
    assert [line.text() for line in found.lines] == ["ad", "", "f"]
    assert [text for text, _ in found.hidden] == ["bc", "e"]


def test_text_box_counts_once_though_it_is_written_twice():
    assert texts(Word(p("a", text_box(p("b"))))) == ["a", "b"]


def test_controls_and_wrappers_show_what_they_hold():
    word = Word(
        control(p("a"))
        + p("b", control("c"), f'<w:customXml w:element="x">{run("d")}</w:customXml>')
        + f'<w:customXml w:element="x">{p("e")}</w:customXml>'
    )
    assert texts(word) == ["a", "bcd", "e"]


@pytest.mark.parametrize(
    ("styles", "own", "hidden"),
    [
        ("<w:vanish/>", "", True),
        ("<w:vanish/>", '<w:vanish w:val="0"/>', False),
        ("", "<w:vanish/>", True),
    ],
)
def test_own_properties_win_over_those_of_styles(styles, own, hidden):
    word = Word(
        p(run("x", f'<w:rStyle w:val="S"/>{own}')),
        styles=HEADINGS + style("S", "S", f"<w:rPr>{styles}</w:rPr>", "character"),
    )
    assert bool(expected(word.data()).body.hidden) is hidden


def test_toggle_in_two_styles_is_off():
    word = Word(
        p(run("x", '<w:rStyle w:val="C"/>'), style="P"),
        styles=HEADINGS
        + style("P", "P", "<w:rPr><w:strike/></w:rPr>")
        + style("C", "C", "<w:rPr><w:strike/></w:rPr>", "character"),
    )
    assert not expected(word.data()).body.lines[0].pieces[0].look.struck


def test_notes_are_numbered_as_their_section_says():
    word = Word(
        p("a", note(1), note(2)),
        footnotes=["one", "two"],
        final=section(
            inside='<w:footnotePr><w:numFmt w:val="upperRoman"/><w:numStart w:val="4"/>'
            "</w:footnotePr>"
        ),
    )
    assert texts(word) == ["aIVV", "IV one", "V two"]


def test_headers_go_on_in_the_next_section():
    word = Word(
        p("a")
        + p(properties=section(inside=refers(default_header="header1", first_header="header2"))),
        final=section(after="<w:titlePg/>"),
        furniture={"header1": p("usual"), "header2": p("first")},
    )
    shown = {
        furniture.flow.lines[0].text(): furniture.shown
        for furniture in expected(word.data()).furniture
    }
    assert shown == {"usual": ((0, "default"), (1, "default")), "first": ((1, "first"),)}


def test_file_without_a_document_is_no_word_document():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    with pytest.raises(NoDocumentError):
        missing_content(out.getvalue(), b"")
