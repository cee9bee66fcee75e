"""Documents beside the tag sequence that a person expects of each, written down by hand."""

from __future__ import annotations

import textwrap

import pytest
from tagread import read
from tagwords import (
    LANDSCAPE,
    Word,
    bookmark,
    cell,
    field,
    footnote,
    item,
    link,
    para,
    picture,
    row,
    run,
    section,
    table,
    text_box,
)

from panel_papers.pdf.tagging import Refused, tag

BOLD = "<w:b/>"


def outline(word: Word, convert, language: str = "en-GB") -> str:
    found = read(tag(word.data(), convert, title="A paper", language=language).pdf)
    assert found.unmarked == ""
    return found.outline


def expect(text: str) -> str:
    return textwrap.dedent(text).strip()


def test_headings_and_paragraphs(convert):
    word = Word(
        para("The paper", style="Title")
        + para("Purpose", style="Heading1")
        + para("First ", run("bold", properties=BOLD), " words.")
        + para()
        + para("Detail", style="Heading2")
        + para("More.")
    )
    assert outline(word, convert) == expect("""
        Document
          Title “The paper”
          H1 “Purpose”
          P “First bold words.”
          H2 “Detail”
          P “More.”
    """)


def test_a_paragraph_of_blanks_is_no_element(convert):
    word = Word(para("One.") + para("   ") + para(run(" "), run("\u00a0")) + para("Two."))
    assert outline(word, convert) == expect("""
        Document
          P “One.”
          P “Two.”
    """)


def test_a_skipped_heading_level_is_closed_up_and_said(convert):
    word = Word(para("Late", style="Heading2") + para("Later", style="Heading3"))
    tagged = tag(word.data(), convert, title="A paper", language="en-GB")
    assert read(tagged.pdf).outline == expect("""
        Document
          H1 “Late”
          H2 “Later”
    """)
    assert tagged.report.notes == ("2 headings skip a level in the document; closed up",)


def test_headings_of_one_level_stay_of_one_level_where_one_is_skipped(convert):
    levels = [("A", 2), ("B", 2), ("C", 3), ("D", 1), ("E", 3), ("F", 3)]
    word = Word("".join(para(text, style=f"Heading{level}") for text, level in levels))
    assert outline(word, convert) == expect("""
        Document
          H1 “A”
          H1 “B”
          H2 “C”
          H1 “D”
          H2 “E”
          H2 “F”
    """)


def test_a_numbered_heading_keeps_its_number(convert):
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>'
    word = Word(para("Purpose", style="Heading1", properties=numbered))
    assert outline(word, convert) == expect("""
        Document
          H1 “1. Purpose”
    """)


def test_lists_nest_and_restart(convert):
    word = Word(
        item("one", numbered=2)
        + item("under one", level=1, numbered=2)
        + item("two", numbered=2)
        + para("Between.")
        + item("again one", numbered=3)
        + item("a bullet")
        + item("a dash", level=1)
        + item("another bullet")
    )
    assert outline(word, convert) == expect("""
        Document
          L (Decimal)
            LI
              Lbl “1.”
              LBody
                P “one”
                L (LowerAlpha)
                  LI
                    Lbl “(a)”
                    LBody
                      P “under one”
            LI
              Lbl “2.”
              LBody
                P “two”
          P “Between.”
          L (Decimal)
            LI
              Lbl “1.”
              LBody
                P “again one”
          L (Disc)
            LI
              Lbl “•”
              LBody
                P “a bullet”
                L (Disc)
                  LI
                    Lbl “–”
                    LBody
                      P “a dash”
            LI
              Lbl “•”
              LBody
                P “another bullet”
    """)


def test_a_list_continue_paragraph_goes_on_with_its_item(convert):
    word = Word(
        item("one")
        + item("under one", level=1)
        + para("more of what is under", style="ListContinue2")
        + para("more of one", style="ListContinue")
        + item("two")
        + para("After.")
        + para("no list to go on with", style="ListContinue")
    )
    assert outline(word, convert) == expect("""
        Document
          L (Disc)
            LI
              Lbl “•”
              LBody
                P “one”
                L (Disc)
                  LI
                    Lbl “–”
                    LBody
                      P “under one”
                      P “more of what is under”
                P “more of one”
            LI
              Lbl “•”
              LBody
                P “two”
          P “After.”
          P “no list to go on with”
    """)


def test_an_empty_paragraph_does_not_end_a_list(convert):
    word = Word(item("one") + para() + item("two"))
    assert outline(word, convert).count("L (Disc)") == 1


def test_list_styles_make_items_at_their_own_level(convert):
    word = Word(
        para("a bullet", style="ListBullet")
        + para("under it", style="ListBullet2")
        + para("a bullet again", style="ListBullet")
        + para("Between.")
        + para("step", style="Step")
        + para("sub-step", style="SubStep")
        + para("Between.")
        + item("far in", properties='<w:ind w:left="1440" w:hanging="360"/>')
        + para("less far", style="ListBullet2")
    )
    lines = outline(word, convert).splitlines()
    shown = [line for line in lines if "P “" in line or "L (" in line]
    assert textwrap.dedent("\n".join(shown)) == expect("""
          L (Disc)
                P “a bullet”
                L (Disc)
                      P “under it”
                P “a bullet again”
          P “Between.”
          L (Decimal)
                P “step”
                L (LowerAlpha)
                      P “sub-step”
          P “Between.”
          L (Disc)
                P “far in”
          L (Disc)
                P “less far”
    """)


def test_a_paragraph_over_pages_is_one_paragraph(convert):
    words = [f"word{n}" for n in range(1200)]
    found = read(tag(Word(para(" ".join(words))).data(), convert, title="T", language="en").pdf)
    assert len(found.artifacts) == 3
    assert found.roles == {"Document": 1, "P": 1}
    assert found.text.split() == words


def test_a_table_with_a_header_row(convert):
    word = Word(
        table(row("Year", "Officers", header=True), row("2023", "3,755"), columns=2)
        + para("After.")
    )
    assert outline(word, convert) == expect("""
        Document
          Table
            THead
              TR
                TH (Column)
                  P “Year”
                TH (Column)
                  P “Officers”
            TBody
              TR
                TD
                  P “2023”
                TD
                  P “3,755”
          P “After.”
    """)


def test_spans_and_uneven_rows(convert):
    restart, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    word = Word(
        table(
            row(cell("Wide", properties='<w:gridSpan w:val="2"/>'), "Third", header=True),
            row(cell("Tall", properties=restart), "b1", "c1"),
            row(cell("", properties=goes_on), "b2", "c2"),
            row("short"),
            columns=3,
        )
    )
    assert outline(word, convert) == expect("""
        Document
          Table
            THead
              TR
                TH (Column, 2)
                  P “Wide”
                TH (Column)
                  P “Third”
            TBody
              TR
                TD (2)
                  P “Tall”
                TD
                  P “b1”
                TD
                  P “c1”
              TR
                TD
                  P “b2”
                TD
                  P “c2”
              TR
                TD
                  P “short”
                TD (2)
    """)


def test_row_headers_are_those_of_the_cover_label_style(convert):
    label = cell(para("Report to", style="CoverLabel"))
    word = Word(table(row(label, "The panel"), columns=2))
    assert outline(word, convert) == expect("""
        Document
          Table
            TBody
              TR
                TH (Row)
                  P “Report to”
                TD
                  P “The panel”
    """)


LOOK = '<w:tblStyle w:val="{}"/><w:tblLook w:val="04A0" w:firstRow="1" w:firstColumn="1"/>'


def test_a_look_marks_headers_where_the_style_shows_them(convert):
    rows = (row("A", "B"), row("1", "2"))
    shown = outline(Word(table(*rows, columns=2, properties=LOOK.format("Marked"))), convert)
    plain = outline(Word(table(*rows, columns=2, properties=LOOK.format("Plain"))), convert)
    assert (shown.count("TH (Column)"), shown.count("TH (Row)")) == (2, 1)
    assert plain.count("TH") == 0


def test_a_nested_table_and_a_list_stand_in_their_cell(convert):
    inner = table(row("inner"), columns=1)
    word = Word(table(row(cell(item("listed"), inner, para("end")), "right"), columns=2))
    assert outline(word, convert) == expect("""
        Document
          Table
            TBody
              TR
                TD
                  L (Disc)
                    LI
                      Lbl “•”
                      LBody
                        P “listed”
                  Table
                    TBody
                      TR
                        TD
                          P “inner”
                  P “end”
                TD
                  P “right”
    """)


def test_a_header_row_painted_again_is_an_artifact(convert):
    rows = [row(f"r{n}", "text") for n in range(80)]
    word = Word(table(row("Name", "Value", header=True), *rows, columns=2))
    found = read(tag(word.data(), convert, title="T", language="en-GB").pdf)
    assert len(found.artifacts) > 1
    assert found.outline.count("Name") == 1
    assert [("Name Value" in a or "NameValue" in a) for a in found.artifacts] == [
        False,
        *[True] * (len(found.artifacts) - 1),
    ]
    assert found.roles["TR"] == 81


def test_a_row_broken_over_pages_is_one_row(convert):
    long = [para(f"line {n}") for n in range(70)]
    word = Word(table(row(cell(*long), cell(*long)), columns=2))
    found = read(tag(word.data(), convert, title="T", language="en-GB").pdf)
    assert len(found.artifacts) > 1
    assert (found.roles["TR"], found.roles["TD"], found.roles["P"]) == (1, 2, 140)
    assert found.text.split("line ")[1:] == [str(n) for n in range(70)] * 2


def test_captions_stand_in_the_table_beside_them(convert):
    grid = table(row("A", header=True), row("1"), columns=1)
    word = Word(
        para("Table 1", style="Caption")
        + grid
        + para("Text.")
        + para(picture("A chart"))
        + para("Figure 1", style="Caption")
        + grid
    )
    assert [line for line in outline(word, convert).splitlines() if "TR" not in line] == [
        "Document",
        "  Table",
        "    Caption “Table 1”",
        *(one_column := ["    THead", "        TH (Column)", "          P “A”"]),
        *(body := ["    TBody", "        TD", "          P “1”"]),
        "  P “Text.”",
        "  P",
        "    Figure (Alt=A chart)",
        "  Caption “Figure 1”",
        "  Table",
        *one_column,
        *body,
    ]


def test_pictures_have_their_text_and_decoration_is_an_artifact(convert):
    word = Word(
        para("Before ", picture("A red box", number=1), " after")
        + para(picture("", decorative=True, number=2))
    )
    assert outline(word, convert) == expect("""
        Document
          P “Before”
            Figure (Alt=A red box)
            “after”
    """)


def test_links_have_one_annotation_with_a_description(convert):
    word = Word(
        para("See ", link("the plan on the web", tip="The Police and Crime Plan"), ".")
        + para("And ", link("below", "#here"), ".")
        + para(bookmark("here"), "Here.")
    )
    tagged = tag(word.data(), convert, title="T", language="en-GB")
    found = read(tagged.pdf)
    assert found.outline == expect("""
        Document
          P “See”
            Link “the plan on the web”
            “.”
          P “And”
            Link “below”
            “.”
          P “Here.”
    """)
    assert found.annotations == ["The Police and Crime Plan", "below"]


def test_a_link_that_the_engine_drops_is_plain_text_and_said(convert):
    word = Word(para(field('HYPERLINK "https://www.example.org/"', "the site"), " is there"))
    tagged = tag(word.data(), convert, title="T", language="en-GB")
    found = read(tagged.pdf)
    assert found.outline == expect("""
        Document
          P
            Span “the site”
            “is there”
    """)
    assert found.annotations == []
    assert tagged.report.notes == (
        "the engine made no link of “the site”, in the paragraph “the site is there”",
    )


def test_a_link_over_two_lines_is_one_annotation(convert):
    words = "words " * 40
    word = Word(para("See ", link(words.strip()), "."))
    found = read(tag(word.data(), convert, title="T", language="en-GB").pdf)
    assert found.annotations == [words.strip()]


def test_notes_follow_their_paragraph(convert):
    word = Word(
        para("One", footnote(1), " and two", footnote(2), ".") + para("After."),
        footnotes=["The first.", "The second."],
    )
    assert outline(word, convert) == expect("""
        Document
          P “One”
            Reference
              Link “1”
            “and two”
            Reference
              Link “2”
            “.”
          Note
            Lbl
              Link “1”
            P “The first.”
          Note
            Lbl
              Link “2”
            P “The second.”
          P “After.”
    """)


def test_notes_at_the_start_and_side_by_side(convert):
    word = Word(
        para(footnote(1)) + para("Twice", footnote(2), footnote(3)),
        footnotes=["a", "b", "c"],
    )
    assert outline(word, convert) == expect("""
        Document
          P
            Reference
              Link “1”
          Note
            Lbl
              Link “1”
            P “a”
          P “Twice”
            Reference
              Link “2”
            Reference
              Link “3”
          Note
            Lbl
              Link “2”
            P “b”
          Note
            Lbl
              Link “3”
            P “c”
    """)


def test_endnotes_have_roman_numbers(convert):
    word = Word(para("One", footnote(2, "endnote"), "."), endnotes=["unused", "At the end."])
    assert outline(word, convert) == expect("""
        Document
          P “One”
            Reference
              Link “i”
            “.”
          Note
            Lbl
              Link “i”
            P “At the end.”
    """)


TAB = "<w:r><w:tab/></w:r>"
DOTS = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9000"/></w:tabs>'


def test_contents_entries_nest_and_their_leaders_are_artifacts(convert):
    def entry(level: int, text: str, page: str) -> str:
        inside = link(text, "#here")
        return para(inside, TAB, page, style=f"TOC{level}", properties=DOTS)

    word = Word(
        entry(1, "Purpose", "1")
        + entry(2, "Detail", "2")
        + entry(1, "Costs", "3")
        + para(bookmark("here"), "Here.")
    )
    found = read(tag(word.data(), convert, title="T", language="en-GB").pdf)
    assert found.outline == expect("""
        Document
          TOC
            TOCI
              Reference
                Link “Purpose”
                “1”
            TOC
              TOCI
                Reference
                  Link “Detail”
                  “2”
            TOCI
              Reference
                Link “Costs”
                “3”
          P “Here.”
    """)
    assert set(found.artifacts[0]) == {"."}


def test_a_contents_field_over_paragraphs(convert):
    begin = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    code = '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-3" </w:instrText></w:r>'
    word = Word(
        para(begin.format("begin"), code, begin.format("separate"), "Purpose", TAB, "1")
        + para("Costs", TAB, "2", begin.format("end"))
        + para("Text.")
    )
    assert outline(word, convert) == expect("""
        Document
          TOC
            TOCI
              Reference “Purpose 1”
            TOCI
              Reference “Costs 2”
          P “Text.”
    """)


def test_quotations_are_block_quotes(convert):
    word = Word(
        para("He said:")
        + para("One thing.", style="Quote")
        + para("Another.", style="Quote")
        + para("So.")
    )
    assert outline(word, convert) == expect("""
        Document
          P “He said:”
          BlockQuote
            P “One thing.”
            P “Another.”
          P “So.”
    """)


WELSH = '<w:lang w:val="cy-GB"/>'


def test_the_language_of_runs_and_paragraphs(convert):
    word = Word(
        para("They say ", run("Croeso i bawb", properties=WELSH), " there.")
        + para(run("Bore da. ", properties=WELSH), run("Nos da.", properties=WELSH + BOLD))
        + para(run("American", properties='<w:lang w:val="en-US"/>'))
        + para("Arddull.", style="Cymraeg")
        + para("A ", run("mot", properties='<w:rStyle w:val="Foreign"/>'))
    )
    assert outline(word, convert) == expect("""
        Document
          P “They say”
            Span (Lang=cy-GB) “Croeso i bawb”
            “there.”
          P (Lang=cy-GB) “Bore da. Nos da.”
          P “American”
          P (Lang=cy-GB) “Arddull.”
          P “A”
            Span (Lang=fr-FR) “mot”
    """)


def test_a_text_box_follows_its_paragraph(convert):
    word = Word(
        para("Anchor.", text_box(para("In the box."), para("Second."))) + para("After the box.")
    )
    assert outline(word, convert) == expect("""
        Document
          P “Anchor.”
          Div
            P “In the box.”
            P “Second.”
          P “After the box.”
    """)


def test_headers_and_footers_are_artifacts_on_every_page(convert):
    word = Word(
        para("One.") + para("Two.", properties="<w:pageBreakBefore/>"),
        header=para("Panel"),
        footer=para("Page ", field("PAGE", "9"), " of ", field("NUMPAGES", "9")),
    )
    found = read(tag(word.data(), convert, title="T", language="en-GB").pdf)
    assert found.outline == expect("""
        Document
          P “One.”
          P “Two.”
    """)
    assert found.artifacts == ["PanelPage 1 of 2", "PanelPage 2 of 2"]


def test_sections_of_two_sizes_have_exact_boxes(convert):
    import io

    import pikepdf

    word = Word(para("Portrait.", properties=section()) + para("Wide."), page=LANDSCAPE)
    tagged = tag(word.data(), convert, title="T", language="en-GB")
    with pikepdf.open(io.BytesIO(tagged.pdf)) as pdf:
        boxes = [[float(v) for v in page.mediabox] for page in pdf.pages]
    assert boxes == [[0, 0, 595.3, 841.9], [0, 0, 841.9, 595.3]]


def test_characters_that_our_papers_need(convert):
    text = "Ŵŷ café – “quoted” £5 ½ ≤ → … naïve"
    assert outline(Word(para(text)), convert) == expect(f"""
        Document
          P “{text}”
    """)


def test_a_hyphen_that_does_not_break_is_read(convert):
    hyphens = "<w:r><w:t>non</w:t><w:noBreakHyphen/><w:t>breaking</w:t></w:r>"
    assert outline(Word(para(hyphens)), convert) == expect("""
        Document
          P “non‑breaking”
    """)


def test_a_character_that_the_shipped_fonts_lack_is_refused_with_its_place(convert):
    with pytest.raises(Refused) as refusal:
        outline(Word(para("a 中 b")), convert)
    assert (refusal.value.reason, refusal.value.where) == (
        "no font has the character “中” (U+4E2D)",
        "in the paragraph “a 中 b”",
    )


def test_soft_hyphens_are_painted_but_not_read(convert):
    word = Word(para("A hy\u00adphen\u00adated and a well-known word, so\u00adft ", "end-"))
    assert outline(word, convert) == expect("""
        Document
          P “A hyphenated and a well-known word, soft end-”
    """)


def test_a_watermark_of_the_old_kind_in_a_header_is_no_obstacle(convert):
    mark = (
        '<w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape id="w" type="#_x0000_t136" '
        'style="position:absolute;width:400pt;height:150pt"><v:textpath string="DRAFT"/>'
        "</v:shape></w:pict></w:r>"
    )
    layout = table(row("Panel", "March"), columns=2)
    word = Word(para("Text."), header=para(mark) + layout + para())
    tagged = tag(word.data(), convert, title="T", language="en-GB")
    assert read(tagged.pdf).outline == expect("""
        Document
          P “Text.”
    """)
    assert tagged.report.notes == ()


def test_revisions_show_as_accepted(convert):
    word = Word(
        para(
            "Kept ",
            '<w:ins w:id="1" w:author="a">' + run("added ") + "</w:ins>",
            '<w:del w:id="2" w:author="a"><w:r><w:delText>gone </w:delText></w:r></w:del>',
            "end",
        )
    )
    assert outline(word, convert) == expect("""
        Document
          P “Kept added end”
    """)


def test_hidden_text_is_not_missed(convert):
    word = Word(para("Seen ", run("hidden", properties="<w:vanish/>"), "here"))
    assert outline(word, convert) == expect("""
        Document
          P “Seen here”
    """)
