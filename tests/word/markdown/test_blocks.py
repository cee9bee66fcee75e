"""Prose becomes Word blocks in the house's styles, with its faults told by line."""

from __future__ import annotations

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

from panel_papers.core.problems import Level, Place, TemplatesError
from panel_papers.core.values import Table
from panel_papers.word.blocks.markdown import BlockWriter
from panel_papers.word.blocks.tables import plain_table
from panel_papers.word.house_styles import HouseStyles
from panel_papers.word.notes import footnotes_part, new_footnote, renumber
from panel_papers.word.numbering import Numbering

PLACE = Place("inputs/paper/context.md", 1)
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


def faults(writer: BlockWriter) -> list[tuple[str, str]]:
    return [(problem.code, str(problem.place)) for problem in writer.problems]


def lines(document: Document) -> list[tuple[str, str]]:
    return [(p.style.name, p.text) for p in document.paragraphs]


def numbers(document: Document) -> list[str]:
    """The numbers that a reader sees, counted as Word does: by list and level."""
    root = document.part.numbering_part.element
    counts: dict[tuple[str, str], int] = {}
    seen = []
    for paragraph in document.element.body.iter(qn("w:p")):
        found = paragraph.xpath("w:pPr/w:numPr")
        if not found:
            continue
        num_id, level = found[0].numId.val, found[0].ilvl.val
        num = root.xpath(f'w:num[@w:numId="{num_id}"]')[0]
        abstract = num.xpath("w:abstractNumId/@w:val")[0]
        lvl = root.xpath(f'w:abstractNum[@w:abstractNumId="{abstract}"]/w:lvl[@w:ilvl="{level}"]')[
            0
        ]
        if lvl.find(qn("w:numFmt")).get(qn("w:val")) == "bullet":
            seen.append(f"{level}•")
            continue
        starts = num.xpath(f'w:lvlOverride[@w:ilvl="{level}"]/w:startOverride/@w:val')
        key = (num_id, level)
        counts[key] = counts[key] + 1 if key in counts else int(starts[0])
        seen.append(f"{level}:{counts[key]}")
    return seen


def test_body_paragraphs_copy_the_host(house, write):
    document = house()
    host = document.add_paragraph(style="Quote")
    host.paragraph_format.space_after = 12700
    host.add_run("marker").bold = True
    write("One.\n\nTwo *more*.", document, host._p)
    assert lines(document) == [("Quote", "One."), ("Quote", "Two more.")]
    assert [p.paragraph_format.space_after for p in document.paragraphs] == [12700, 12700]
    assert [[r.bold for r in p.runs] for p in document.paragraphs] == [[True], [True, True, True]]


def test_every_block_has_its_style(write):
    text = "# A\n\n## B\n\n### C\n\n- d\n\n  e\n\n> f\n\n```\ng\n  h\n```\n\n***\n"
    document, writer = write(text)
    assert lines(document) == [
        ("Heading 1", "A"),
        ("Heading 2", "B"),
        ("Heading 3", "C"),
        ("List Bullet", "d"),
        ("List Continue", "e"),
        ("Quote", "f"),
        ("Code Block", "g\n  h"),
        ("Normal", ""),
    ]
    assert len(document.paragraphs[-1]._p.xpath("w:pPr/w:pBdr/w:bottom")) == 1
    assert faults(writer) == []


def test_each_ordered_list_restarts(write):
    document, _ = write("1. a\n2. b\n\ntext\n\n1. c\n2. d\n")
    assert numbers(document) == ["0:1", "0:2", "0:1", "0:2"]


def test_an_ordered_list_starts_where_it_says(write):
    document, _ = write("7. a\n8. b\n")
    assert numbers(document) == ["0:7", "0:8"]


def test_a_nested_list_does_not_break_the_outer_count(write):
    document, _ = write("1. a\n   - x\n     1. y\n   - z\n2. b\n   1. p\n   2. q\n3. c\n   1. r\n")
    assert numbers(document) == [
        *("0:1", "1•", "2:1", "1•", "0:2", "1:1", "1:2", "0:3", "1:1"),
    ]
    assert [style for style, _ in lines(document)] == [
        *("List Number", "List Bullet 2", "List Number 3", "List Bullet 2", "List Number"),
        *("List Number 2", "List Number 2", "List Number", "List Number 2"),
    ]


def test_new_lists_stand_after_all_list_definitions(house, write):
    document = house()
    root = document.part.numbering_part.element
    root.append(parse_xml(f'<w:numIdMacAtCleanup {nsdecls("w")} w:val="1"/>'))
    write("1. a\n\n- b\n", document)
    tags = [child.tag.rpartition("}")[2] for child in root]
    assert tags == ["abstractNum", "abstractNum", "num", "num", "num", "num", "numIdMacAtCleanup"]
    assert root.xpath("w:num/@w:numId") == ["1", "2", "3", "4"]
    assert root.xpath("w:num/w:abstractNumId/@w:val") == ["10", "20", "20", "10"]


def test_only_the_first_paragraph_of_a_list_host_is_numbered(house, write):
    document = house()
    host = document.add_paragraph("marker", style="List Number 2")
    _, writer = write("a\n\nb\n\n- c", document, host._p)
    assert lines(document) == [
        ("List Number 2", "a"),
        ("List Continue 2", "b"),
        ("List Bullet 3", "c"),
    ]
    assert faults(writer) == []


def test_a_list_host_wants_text_first(house, write):
    document = house()
    host = document.add_paragraph("marker", style="List Number")
    _, writer = write("- a", document, host._p)
    assert faults(writer) == [("list-item-without-text", "inputs/paper/context.md:1")]


def test_a_section_ends_at_the_last_paragraph(house, write):
    document = house()
    host = document.add_paragraph("marker")
    host._p.get_or_add_pPr().append(parse_xml(f"<w:sectPr {nsdecls('w')}/>"))
    host.paragraph_format.page_break_before = True
    write("a\n\nb\n\n| c |\n|---|\n| d |", document, host._p)
    assert [len(p._p.xpath("w:pPr/w:sectPr")) for p in document.paragraphs] == [0, 0, 1]
    assert [p.paragraph_format.page_break_before for p in document.paragraphs] == [True, None, None]


def test_bookmarks_of_the_host_go_round_its_blocks(house, write):
    document = house()
    host = document.add_paragraph("marker")._p
    host.insert(0, parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="4" w:name="here"/>'))
    host.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="4"/>'))
    write("a\n\nb", document, host)
    first, last = (p._p for p in document.paragraphs)
    assert [c.tag.rpartition("}")[2] for c in first] == ["pPr", "bookmarkStart", "r"]
    assert [c.tag.rpartition("}")[2] for c in last] == ["pPr", "r", "bookmarkEnd"]


def test_tables_have_a_header_row_house_styles_and_fitting_widths(write):
    document, writer = write("| Area | Change |\n|---|--:|\n| The whole county | -5% |\n")
    table = document.tables[0]
    assert table.style.name == "House Table"
    assert [[c.text for c in row.cells] for row in table.rows] == [
        ["Area", "Change"],
        ["The whole county", "-5%"],
    ]
    assert [[c.paragraphs[0].style.name for c in row.cells] for row in table.rows] == [
        ["Table Header", "Table Header"],
        ["Table Text", "Table Number"],
    ]
    assert [len(row._tr.xpath("w:trPr/w:tblHeader")) for row in table.rows] == [1, 0]
    assert [len(row._tr.xpath("w:trPr/w:cantSplit")) for row in table.rows] == [1, 1]
    assert table._tbl.xpath("w:tblPr/w:tblLook/@w:firstRow") == ["1"]
    grid = [int(w) for w in table._tbl.xpath("w:tblGrid/w:gridCol/@w:w")]
    assert sum(grid) == 9026 and grid[0] > grid[1]
    assert table._tbl.xpath("w:tr[2]/w:tc/w:tcPr/w:tcW/@w:w") == [str(w) for w in grid]
    assert faults(writer) == []


WIDE = "|" + "Neighbourhoods|" * 6 + "\n|" + "-|" * 6 + "\n|" + "1|" * 6 + "\n"


def test_a_table_of_prose_whose_words_do_not_fit_turns_its_page(write):
    document, writer = write(f"Before.\n\n{WIDE}\nAfter.")
    assert [s.orientation == WD_ORIENT.LANDSCAPE for s in document.sections] == [False, True, False]
    assert faults(writer) == []


@pytest.mark.parametrize("mark", ["- ", "1. "])
def test_a_table_in_a_list_turns_nothing(write, mark):
    lines = f"Item\n\n{WIDE}".splitlines()
    document, _ = write(mark + "\n".join([lines[0], *("   " + line for line in lines[1:])]))
    assert len(document.tables) == len(document.sections) == 1


def test_a_table_of_prose_too_wide_for_any_page_is_told(write):
    wide = "|" + "Neighbourhoods-with-care|" * 12 + "\n|" + "-|" * 12
    _, writer = write(f"Before.\n\n{wide}\n")
    (problem,) = writer.problems
    assert (problem.code, problem.place.line, problem.level) == ("table-too-wide", 3, Level.WARNING)


def test_text_after_a_table_or_a_list_keeps_its_distance(write):
    document, _ = write("- a\n- b\n  - c\n\nd\n\n| e |\n|---|\n\nf\n\ng")
    spaces = [
        (p.text, p.paragraph_format.space_before, p.paragraph_format.space_after)
        for p in document.paragraphs
    ]
    assert spaces == [
        ("a", None, None),
        ("b", None, None),
        ("c", None, Pt(8)),
        ("d", None, None),
        ("f", Pt(8), None),
        ("g", None, None),
    ]


def test_a_heading_after_a_table_keeps_its_own_space(write):
    document, _ = write("| e |\n|---|\n\n# f")
    assert document.paragraphs[0].paragraph_format.space_before is None


def test_a_block_in_a_list_stands_under_its_item(write):
    document, _ = write("- a\n\n  > b\n\n  ```\n  c\n  ```\n\n  | d |\n  |---|\n")
    assert lines(document)[:3] == [("List Bullet", "a"), ("Quote", "b"), ("Code Block", "c")]
    assert [p._p.xpath("w:pPr/w:ind/@w:left") for p in document.paragraphs[1:3]] == [
        [str(357 + 240)],
        ["357"],
    ]
    table = document.tables[0]._tbl
    assert table.xpath("w:tblPr/w:tblInd/@w:w | w:tblPr/w:tblW/@w:w") == [str(9026 - 357), "357"]


def test_an_item_without_text_keeps_its_number(write):
    document, writer = write("1. a\n2.\n3. - b\n")
    assert lines(document) == [
        *(("List Number", "a"), ("List Number", ""), ("List Number", ""), ("List Bullet 2", "b")),
    ]
    assert numbers(document) == ["0:1", "0:2", "0:3", "1•"]
    assert writer.problems == []


def test_no_text_in_a_cell_leaves_a_paragraph(house, write):
    document = house()
    cell = document.add_table(1, 1).rows[0].cells[0]
    write("", document, cell.paragraphs[0]._p)
    assert [p.text for p in cell.paragraphs] == [""]


def test_a_table_is_as_wide_as_its_landscape_section(house, write):
    document = house()
    page = document.sections[0]
    page.page_width, page.page_height = page.page_height, page.page_width
    write("| a |\n|---|\n", document)
    assert document.tables[0]._tbl.xpath("w:tblPr/w:tblW/@w:w") == [str(16838 - 2 * 1440)]


def test_tables_that_touch_are_kept_apart_and_a_cell_ends_with_a_paragraph(house, write):
    document = house()
    cell = document.add_table(1, 1).rows[0].cells[0]
    write("| a |\n|---|\n\n| b |\n|---|\n", document, cell.paragraphs[0]._p)
    assert [c.tag.rpartition("}")[2] for c in cell._tc] == ["tcPr", "tbl", "p", "tbl", "p"]


def test_between_two_tables_is_a_line_of_text(house, write):
    document = house()
    write("| a |\n|---|\n| 1 |\n\n| b |\n|---|\n| 2 |\n", document)
    one, other = document.tables
    gap = one._tbl.getnext()
    assert gap.getnext() is other._tbl
    assert gap.xpath("w:pPr/w:spacing/@w:line") == ["320"], "twips: 16 pt, as a line of text"


def test_a_table_of_values_prints_as_typed(house):
    value = Table(("Name", "*n*"), (("<w:p> & {{ 7*7 }}", "1,0"),), (False, True), PLACE)
    document = house()
    styles = HouseStyles(document, PLACE)
    table = plain_table(value, styles, Numbering(document, styles))
    cells = ["".join(cell.itertext(qn("w:t"))) for cell in table.iter(qn("w:tc"))]
    assert cells == ["Name", "*n*", "<w:p> & {{ 7*7 }}", "1,0"]


def test_links_carry_the_hyperlink_style_on_each_run_and_share_a_relationship(write):
    document, writer = write("[**a** b](https://example.org/x) <https://example.org/x>")
    links = document.element.body.findall(f".//{qn('w:hyperlink')}")
    assert [link.xpath(".//w:rStyle/@w:val") for link in links] == [
        ["Hyperlink"] * 2,
        ["Hyperlink"],
    ]
    assert [bool(r.bold) for r in document.paragraphs[0].hyperlinks[0].runs] == [True, False]
    targets = [r.target_ref for r in document.part.rels.values() if r.reltype == LINK]
    assert targets == ["https://example.org/x"]
    assert faults(writer) == []


def test_marks_inside_marks_add_up(write):
    document, _ = write("**a *b ~~c~~*** `d`")
    runs = document.paragraphs[0].runs
    look = [(r.text, r._r.style, r.bold, r.italic, r.font.strike) for r in runs]
    assert look == [
        ("a ", "Strong", None, None, None),
        ("b ", "Strong", None, True, None),
        ("c", "Strong", None, True, True),
        (" ", None, None, None, None),
        ("d", "Code", None, None, None),
    ]


def test_breaks_and_tabs_are_words_own(write):
    document, _ = write("a\\\nb\nc\td")
    assert document.paragraphs[0].text == "a\nb c\td"
    assert len(document.element.body.findall(f".//{qn('w:tab')}")) == 1


def test_right_to_left_words_stand_in_a_run_of_their_own(write):
    document, _ = write("see שלום עולם now")
    assert [(r.text, r.font.rtl) for r in document.paragraphs[0].runs] == [
        ("see ", None),
        ("שלום עולם", True),
        (" now", None),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "{{ 7*7 }} {% for x in y %} {# c #}",
        "& <w:p> ]]> <b>bold</b> <! -- no comment -->",
        "🚓 🏴󠁧󠁢󠁥󠁮󠁧󠁿 é",
        "word " * 2000 + "end",
    ],
)
def test_hostile_text_prints_as_typed(text, write):
    document, writer = write(text)
    assert [p.text for p in document.paragraphs] == [text]
    assert faults(writer) == []


def _pieces(paragraph):
    """What a note's paragraph says, a line break as “/”."""
    pieces = paragraph.iter(qn("w:t"), qn("w:br"))
    return [piece.text if piece.tag == qn("w:t") else "/" for piece in pieces]


def notes_of(document: Document) -> list[tuple[str, str]]:
    root = footnotes_part(document).element
    return [
        (note.get(qn("w:id")), "|".join("".join(_pieces(p)) for p in note))
        for note in root
        if note.get(qn("w:type")) is None
    ]


def marks_of(document: Document) -> list[str]:
    return [m.get(qn("w:id")) for m in document.element.body.iter(qn("w:footnoteReference"))]


NOTES = """b[^two] a[^one] b again[^two]

[^one]: One, *leaning*, [linked](https://example.org).
[^two]: Two.

    More of two.
"""


def test_footnotes_stand_in_the_order_of_their_marks(write):
    document, writer = write(NOTES)
    assert marks_of(document) == ["1", "2", "3"]
    assert notes_of(document) == [
        ("1", " Two./More of two."),
        ("2", " One, leaning, linked."),
        ("3", " Two./More of two."),
    ]
    part = footnotes_part(document)
    assert [r.target_ref for r in part.rels.values()] == ["https://example.org"]
    assert LINK not in {r.reltype for r in document.part.rels.values()}
    styles = {s.get(qn("w:val")) for s in part.element.iter(qn("w:pStyle"))}
    assert styles == {"FootnoteText"}
    assert faults(writer) == []


def test_a_new_footnotes_part_has_separators_that_the_settings_know(tmp_path, write):
    document, _ = write(NOTES)
    document.save(tmp_path / "a.docx")

    again = docx.Document(str(tmp_path / "a.docx"))
    root = footnotes_part(again).element
    assert [n.get(qn("w:type")) for n in root][:2] == ["separator", "continuationSeparator"]
    settings_tags = [c.tag.rpartition("}")[2] for c in again.settings.element]
    assert settings_tags.index("footnotePr") < settings_tags.index("compat")
    assert notes_of(again) == notes_of(document)
    assert [r.target_ref for r in footnotes_part(again).rels.values()] == ["https://example.org"]


def test_renumbering_orders_doubles_and_drops_a_templates_notes(house):
    document = house()
    ids = {}
    for text in "abc":
        ids[text], note = new_footnote(document)
        note.append(parse_xml(f"<w:p {nsdecls('w')}><w:r><w:t>{text}</w:t></w:r></w:p>"))
    for text in "cac":
        run = document.add_paragraph().add_run()._r
        run.append(parse_xml(f'<w:footnoteReference {nsdecls("w")} w:id="{ids[text]}"/>'))
    renumber(document, PLACE)
    assert marks_of(document) == ["1", "2", "3"]
    assert notes_of(document) == [("1", "c"), ("2", "a"), ("3", "c")]


def test_a_mark_without_a_note_is_a_template_fault(house):
    document = house()
    run = document.add_paragraph("see").add_run()._r
    run.append(parse_xml(f'<w:footnoteReference {nsdecls("w")} w:id="9"/>'))
    with pytest.raises(TemplatesError, match="A footnote mark in “see” has no footnote"):
        renumber(document, PLACE)


def test_a_document_without_notes_gets_no_footnotes_part(write):
    document, _ = write("plain")
    assert not [r for r in document.part.rels.values() if r.reltype.endswith("/footnotes")]


def test_a_link_to_a_heading_leads_to_its_bookmark(house, write):
    heading = "Reserves & the long, long road to the year 2028 and beyond"
    slug = "reserves--the-long-long-road-to-the-year-2028-and-beyond"
    document = house()
    document.add_heading("Earlier", 2)
    _, writer = write(f"[a](#{slug}) [b](#earlier) [c](#{slug})\n\n## {heading}\n", document)
    assert faults(writer) == []
    anchors = document.element.body.xpath(".//w:hyperlink/@w:anchor")
    names = document.element.body.xpath(".//w:bookmarkStart/@w:name")
    assert sorted(set(anchors)) == sorted(names) and len(names) == 2 and len(anchors) == 3
    assert max(len(name) for name in names) <= 40
    ids = document.element.body.xpath(".//w:bookmarkStart/@w:id")
    assert len(set(ids)) == 2 and document.element.body.xpath(".//w:bookmarkEnd/@w:id") == ids


@pytest.mark.parametrize(
    "tag",
    ["{{ cycler.__init__.__globals__ }}", "{% if *a* %}", "{# _a_ [b](c) #}", "{{ a\\_b `c` }}"],
)
def test_what_looks_like_a_tag_prints_as_typed(write, tag):
    document, _ = write(f"before {tag} *after*")
    assert document.paragraphs[-1].text == f"before {tag} after"


def cell_texts(document: Document, row: int, column: int) -> list[str]:
    cell = document.tables[0].rows[row].cells[column]
    return [paragraph.text for paragraph in cell.paragraphs]


def test_lines_of_a_cell_that_begin_as_items_are_lists_of_word(write):
    document, _ = write(
        "| Option | Why |\n|---|---|\n"
        "| Keep | Its merits:<br>- **cheap** and known<br>- quick |\n"
        "| Stop | 1. *first*<br>2. second<br>Then text<br>3. third |\n"
        "| Year | 2024. x<br>(a) y<br>- alone |\n"
    )
    assert cell_texts(document, 1, 1) == ["Its merits:", "cheap and known", "quick"]
    assert cell_texts(document, 2, 1) == ["first", "second", "Then text\n3. third"]
    assert cell_texts(document, 3, 1) == ["2024. x\n(a) y\n- alone"]
    assert numbers(document) == ["0•", "0•", "0:1", "0:2"]
    bold = document.tables[0].rows[1].cells[1].paragraphs[1].runs[0]
    assert (bold.text, bold.style.name) == ("cheap", "Strong")


def test_a_typed_caption_and_source_have_their_styles_and_other_lines_have_not(write):
    table = "\n\n| a | b |\n|---|---|\n| x | y |\n\n"
    document, _ = write(
        f"Table 1: Costs{table}Rounded.\\\nSource: the ledger.\n\nSource: no table.\n\n"
        f"Table 2 shows all.{table}Words.\n\n- Table 3: Item{table}Table 4: Alone"
    )
    shown = [(each.style.name, each.text) for each in document.paragraphs if each.text]
    assert shown == [
        ("Caption", "Table 1: Costs"),
        ("Source Line", "Rounded.\nSource: the ledger."),
        ("Normal", "Source: no table."),
        ("Normal", "Table 2 shows all."),
        ("Normal", "Words."),
        ("List Bullet", "Table 3: Item"),
        ("Normal", "Table 4: Alone"),
    ]
    assert document.paragraphs[0].paragraph_format.keep_with_next


def test_a_wide_table_takes_its_caption_and_source_to_its_page(write):
    wide = " | ".join(["Responsibilities"] * 7)
    table = f"| {wide} |\n|{'---|' * 7}\n| {wide} |"
    document, _ = write(f"Before.\n\nTable 1: Costs\n\n{table}\n\nSource: it.\n\nAfter.")
    body = document.element.body
    text = ["".join(t.text for t in each.iter(qn("w:t"))) for each in body]
    breaks = [
        at for at, each in enumerate(body) if next(each.iter(qn("w:sectPr")), None) is not None
    ]
    begin, end = breaks[:2]
    on_page = [each for each in text[begin + 1 : end + 1] if each]
    assert (text[begin], on_page[0], on_page[-1]) == ("Before.", "Table 1: Costs", "Source: it.")


def test_a_list_in_a_cell_is_changed_where_it_is_typed(write):
    _, writer = write("| a | b |\n|---|---|\n| x | - y<br>- z |\n")
    kinds = {
        "".join(text.text for text in paragraph.iter(qn("w:t"))): type(origin).__name__
        for paragraph, origin in writer.traced
    }
    assert kinds == {
        "a": "BlockOrigin",
        "b": "BlockOrigin",
        "x": "BlockOrigin",
        "y": "DataOrigin",
        "z": "DataOrigin",
    }


def test_a_line_that_introduces_a_list_or_table_stays_on_its_page(write):
    document, _ = write(
        "The Cabinet:\n\n- notes\n- agrees\n\nIt says: no list follows.\n\nAlone:\n\nText.\n\n"
        "Costs:\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\nSteps: in order.\n\n1. one\n\n"
        f"**In bold:**\n\n1. two\n\n{'Of several lines ' * 6}:\n\n- it may be parted from its list"
    )
    kept = [p.text for p in document.paragraphs if p.paragraph_format.keep_with_next]
    assert kept == ["The Cabinet:", "Costs:", "In bold:"]
