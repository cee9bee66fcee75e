"""Supplied Word documents that engines print in part: all of each is on the page, or is reported.

Each document is built as on a machine with LibreOffice and as on one without, in the packs of
conftest.py. The pages are read with pdfminer and by their pixels, never with the completeness check
that the build itself uses.
"""

from __future__ import annotations

import re

import pikepdf
import pytest

from .conftest import Builder

# What the pictures of the documents show, within a dark blue frame.
GROUND = (200, 220, 255)


def alike(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(abs(a - b) <= 12 for a, b in zip(one, other, strict=True))


def has_picture(note, width: float, height: float) -> bool:
    """Return whether the page has one picture of a size in points, and its frame and ground."""
    (picture,) = note.page.pictures
    middle = note.page.colour_at(picture.x0 + width * 0.8, picture.y0 + height * 0.5)
    edge = note.page.cut(picture.x0, picture.y0 + 20, picture.x0 + 6, picture.y0 + 21)
    return (
        abs(picture.width - width) < 1
        and abs(picture.height - height) < 1
        and alike(middle, GROUND)
        and min(edge.getchannel("R").tobytes()) < 60  # the dark blue frame
    )


def test_content_control_in_a_header_is_printed(build: Builder):
    note = build("title-control-in-header")
    title, _, words = note.page.words.partition("Essex Police")
    assert title == f"{note.title} "
    assert words.startswith(" | OFFICIAL Estates Strategy Title control")
    assert note.page.letters_of("OFFICIAL Estates Strategy")[0].y0 > 720  # in the top margin
    assert note.is_tagged


def test_old_picture_in_a_header_is_printed(build: Builder):
    note = build("old-logo-in-header")
    assert has_picture(note, 150, 75)
    assert note.page.pictures[0].y1 > 720
    assert note.page.pictures[0].y0 >= note.page.letters_of("Old logo in the header")[0].y1 - 1
    assert note.is_tagged


def test_words_struck_by_a_character_style_look_struck(build: Builder):
    note = build("struck-by-style")
    assert "The sum is one hundred two hundred pounds." in note.page.words
    assert note.page.is_struck("one hundred")
    assert not note.page.is_struck("two hundred")
    assert not note.page.is_struck("The sum is")


def test_words_struck_in_a_header_look_struck(build: Builder):
    note = build("struck-in-header")
    assert note.page.is_struck("Not for publication")
    assert not note.page.is_struck("Strike in the header")


def test_chart_is_printed(build: Builder):
    note = build("chart")
    assert re.search(r"\b30\b.*\b20\b.*\b10\b.*\b0\b.*North.*South", note.page.words)
    north, south = sorted(
        (each for each in note.page.curves if _is_blue(each.non_stroking_color)),
        key=lambda each: each.x0,
    )
    assert south.height / north.height == pytest.approx(30 / 12, rel=0.01)


def _is_blue(colour: object) -> bool:
    return isinstance(colour, tuple) and len(colour) == 3 and colour[2] > 0.7 and colour[0] < 0.4


def test_chart_without_libreoffice_has_no_tags_and_the_pack_claims_none(build_without: Builder):
    note = build_without("chart")
    assert f"{note.title} has no accessibility tags of its own." in note.answer.out
    assert "The pack does not claim to be accessible (PDF/UA)." in note.answer.out


@pytest.mark.libreoffice
def test_description_of_a_chart_is_in_the_tags(build_with: Builder):
    note = build_with("chart")
    assert note.is_tagged
    with pikepdf.open(note.pack) as pdf:
        pages = [page.obj.objgen for page in pdf.pages]
        described = [
            (pages.index(each.Pg.objgen) + 1, str(each.Alt))
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure"
        ]
    assert [alt for page, alt in described if page == note.first_page] == ["Calls by ward"]


def test_answers_of_an_old_form_are_printed(build: Builder):
    note = build("old-form")
    assert "Name Filled in words tick ☒ untick ☐ choice Green end." in note.page.words
    assert note.is_tagged


def test_scanned_picture_in_tiff_is_printed(build: Builder):
    note = build("scanned-map")
    assert has_picture(note, 141.7, 70.9)
    assert note.is_tagged


def test_formula_is_printed_and_the_pack_does_not_claim_tags(build: Builder):
    """LibreOffice without its Math part prints no formula, and of the others none tags one."""
    note = build("formula")
    for part in ("budget", "households", "E", "m", "c", "2"):
        assert note.page.letters_of(part), part
    above, below = (note.page.letters_of(each)[0] for each in ("budget", "households"))
    line = note.page.letters_of("The rate is")[0]
    assert above.y0 > line.y0 > below.y0
    assert any(
        each.width > 30 and each.height < 1 and below.y1 - 3 < each.y0 < above.y0 + 3
        for each in note.page.curves
    )
    assert f"{note.title} has no accessibility tags of its own." in note.answer.out


def test_table_that_is_wider_than_the_page_is_printed_whole(build: Builder):
    note = build("wide-table")
    for number in range(8):
        letters = note.page.letters_of(f"Column {number}")
        assert all(letter.x0 > 0 and letter.x1 < 595 for letter in letters), number
    assert note.is_tagged


def test_supplied_page_x_of_y_gives_way_to_the_packs_number(build: Builder):
    note = build("page-x-of-y")
    pages = note.pages
    assert len(pages) == 2
    for number, page in enumerate(pages, note.first_page):
        assert re.findall(r"Page\s*\d+", page.words) == [f"Page {number}"]
        assert not re.search(r"\bof\s*2\b", page.words)


def test_own_table_of_contents_is_reported(build: Builder):
    note = build("contents")
    assert len(note.pages) == 3
    assert (
        "appendices/contents.docx, under the heading “Report with contents”: The document refers "
        "to its own page numbers"
    ) in note.warnings


def test_rows_of_an_exact_height_cut_their_text_and_print_over_nothing(build: Builder):
    """Word cuts it too; how much is gone is reported with the document and the row."""
    note = build("exact-rows")
    bottoms = sorted({round(each.y0) for each in note.page.curves if each.width > 300})
    closing = note.page.letters_of("The closing paragraph")[0]
    assert closing.y1 <= bottoms[0] + 1
    below_the_table = note.page.cut(60, bottoms[0] - 40, 550, closing.y0 - 1).convert("L")
    assert min(below_the_table.tobytes()) > 200
    for row in (1, 2, 3):
        assert re.search(
            rf"exact-rows\.docx, in table 1, row {row}[,:].{{0,60}} The exact height of a row or "
            r"line cuts off part of its text, in Word too: “[^”]+”\.? \[cut-off-text\]",
            note.warnings,
        ), row


@pytest.mark.libreoffice
def test_picture_in_a_line_of_an_exact_height_is_cut_as_in_word(build_with: Builder):
    note = build_with("exact-line")
    (picture,) = note.page.pictures
    above = note.page.letters_of("The opening paragraph")[0]
    shown = note.page.cut(picture.x0, picture.y0, picture.x1, above.y0 - 4)
    assert alike(note.page.colour_at(picture.x0 + 100, picture.y0 + 10), GROUND)
    assert shown.size[1] > 10
    words = note.page.cut(above.x0, above.y0, 400, above.y1)
    assert not any(alike(colour, GROUND) for _, colour in words.getcolors(100000) or ())


def test_picture_in_a_line_of_an_exact_height_stops_a_build_without_libreoffice(
    build_without: Builder,
):
    answer = build_without("exact-line").answer
    assert answer.code == 5
    assert "appendices/exact-line.docx" in answer.err
    assert "words are printed over a picture" in answer.err


def test_clauses_have_the_numbers_of_word(build: Builder):
    note = build("lists")
    numbered = (
        "I. Membership of the panel", "1.1 Ten councillors", "1.2 Two independent members",
        "(a) first of whom chairs", "(i) unless absent", "II. Quorum of the panel",
        "2.1 One third", "IV. Starts at four", "4.1 Sub of four", "V. Goes on with five",
        "01 zero padded", "1st ordinal", "Annex A: lettered annex", "First in words", "1. top a",
        "1.1 no restart sub", "2. top b", "2.2 goes on counting",
    )  # fmt: skip
    assert {line.replace(" ", "") for line in numbered} <= set(note.page.rows)
    assert note.is_tagged


def test_footnotes_in_letters_are_printed_in_letters(build: Builder):
    note = build("letters")
    assert {"Claimaandanotherb.", "aLetteredfootnotewords.", "bSecondlettered."} <= set(
        note.page.rows
    )
    assert note.is_tagged


def test_date_in_a_content_control_is_printed(build: Builder):
    note = build("letter-date")
    assert "Date: 14 March 2024" in note.page.words
    assert note.is_tagged


def test_tick_boxes_in_content_controls_are_printed(build: Builder):
    note = build("tick-boxes")
    assert "☒ Yes ☐ No" in note.page.words
    assert note.is_tagged


def test_turned_picture_is_printed_turned(build: Builder):
    """It is twice as wide as high before it is turned; “UP” is at the left of its upper edge."""
    note = build("turned-picture")
    assert has_picture(note, 70.9, 141.7)
    (picture,) = note.page.pictures
    quarters = [
        note.page.cut(picture.x0 + 6, low, picture.x1 - 6, low + 40).convert("L").tobytes()
        for low in (picture.y1 - 50, picture.y0 + 10)
    ]
    dark = [sum(value < 120 for value in each) for each in quarters]
    assert dark[0] > 20  # the words, now at the top
    assert dark[1] == 0
    assert note.is_tagged


def test_turned_headings_of_a_table_are_printed_turned(build: Builder):
    note = build("turned-headings")
    for number in (0, 1, 2):
        letters = [c for c in note.page.chars if c.matrix[1] > 0.5]
        assert len(letters) > 40
        column = sorted((c for c in letters if _column(c) == number), key=lambda c: c.y0)
        assert "".join(c.get_text() for c in column).split() == ["Turned", "heading", str(number)]
    for number in (3, 4, 5):
        assert note.page.angles_of(f"Turned heading {number}") == {0}
    assert note.is_tagged


def _column(letter) -> int:
    return int((letter.x0 - 84.6) // 144)


def test_capitals_and_small_capitals_are_printed_as_they_look(build: Builder):
    note = build("capitals")
    assert "ALL CAPS SMALL CAPS H" in note.page.words
    first, second = note.page.letters_of("SM")
    assert second.size < first.size * 0.9
    assert note.is_tagged


def test_reading_over_a_word_is_printed_behind_it(build: Builder):
    note = build("ruby")
    assert "base (reading)" in note.page.words
    assert "ALL CAPS SMALL CAPS" in note.page.words
    assert "variant" not in note.answer.out + note.answer.err
    assert note.is_tagged


def test_wrapped_words_are_printed_once(build: Builder):
    note = build("wrapped")
    text = note.page.words
    assert "At Chelmsford in Essex dir order." in text
    for words in ("Block in custom XML.", "Choice words", "Choice block"):
        assert text.count(words) == 1
    assert "Fallback" not in text
    assert note.is_tagged


def test_old_horizontal_rule_is_printed(build: Builder):
    note = build("rule")
    opening, after = (
        note.page.letters_of(each)[0] for each in ("The opening paragraph", "After the line.")
    )
    between = note.page.cut(90, after.y1 + 2, 520, opening.y0 - 2).convert("L")
    rows = [
        between.tobytes()[y * between.width : (y + 1) * between.width]
        for y in range(between.height)
    ]
    assert any(max(row) < 200 for row in rows)


def test_page_colour_is_printed(build: Builder):
    note = build("page-colour")
    for x, y in ((5, 5), (5, 780), (600, 780), (300, 400)):
        assert alike(note.page.colour_at(x, y), (255, 242, 204)), (x, y)
