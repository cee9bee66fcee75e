"""Values come to their places as what they are, and one that has none is told."""

import io

from docx import Document
from docx.oxml.ns import qn
from PIL import Image

from panel_papers.core.problems import Level, Place, Problem
from panel_papers.core.values import Link, Picture, PlacedText, Prose, Table
from panel_papers.word.filling.fill import WordTemplate, fill
from panel_papers.word.filling.slots import Slots
from panel_papers.word.place import Placer

FILE = Place("p/a.csv")
TABLE = Table(("Year", "Cost"), (("2029", "1"),), (False, True), FILE)


def png(width, height):
    buffer = io.BytesIO()
    Image.new("RGB", (width, height)).save(buffer, "PNG", dpi=(72, 72))
    return Picture(buffer.getvalue(), "A & <B>", FILE)


def place(data, fields):
    slots = Slots()
    document = fill(WordTemplate("t.docx", data), fields, slots)
    placer = Placer(document, slots, Place("house.docx"))
    placer.place()
    return document, [p for p in placer.template_problems if p.code != "missing-style"]


def test_a_table_takes_the_place_of_its_paragraph(build):
    document, problems = place(build.template("before", "{{ t }}", "after"), {"t": TABLE})
    assert problems == []
    cells = [[c.text for c in row.cells] for row in document.tables[0].rows]
    assert cells == [["Year", "Cost"], ["2029", "1"]]
    assert [e.tag.rpartition("}")[2] for e in document.element.body] == ["p", "tbl", "p", "sectPr"]


def table_of(columns, word="Neighbourhoods"):
    header = (word,) * columns
    return Table(header, (("1,234.5",) * columns,), (True,) * columns, FILE)


def pages(document):
    """The orientation of each section, and what its blocks are."""
    found = []
    for block in document.element.body:
        section = block.xpath("self::w:sectPr | w:pPr/w:sectPr")
        found += [] if block.tag == qn("w:sectPr") else [block.tag.rpartition("}")[2]]
        if section:
            turned = section[0].xpath("w:pgSz/@w:orient") == ["landscape"]
            found.append("landscape" if turned else "portrait")
    return found


def test_a_wide_table_turns_its_page_and_takes_the_title_along(build):
    title = '<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>Appendix 1</w:t></w:r></w:p>'
    body = "<w:p><w:r><w:t>{{ t }}</w:t></w:r></w:p>"
    document, problems = place(build.template(xml=title + body), {"t": table_of(6)})
    assert (pages(document), problems) == (["p", "tbl", "p", "landscape"], [])
    grid = [int(w) for w in document.tables[0]._tbl.xpath("w:tblGrid/w:gridCol/@w:w")]
    assert sum(grid) == document.sections[0].page_width.twips - 2 * 1134


def test_columns_stand_close_together_before_the_page_is_turned(build):
    document, problems = place(build.template("{{ t }}"), {"t": table_of(4, "n" * 15)})
    assert (pages(document), problems) == (["tbl", "p", "portrait"], [])
    (table,) = document.tables
    loose, _ = place(build.template("{{ t }}"), {"t": table_of(3, "n" * 15)})
    assert table._tbl.xpath("w:tblPr/w:tblCellMar/*/@w:w") == ["57", "57"]
    assert loose.tables[0]._tbl.xpath("w:tblPr/w:tblCellMar") == []


def test_an_address_turns_no_page(build):
    address = "https://www.example.org/" + "a-very-long-path/" * 9
    table = Table((*"ab",), ((address, "12,345.67"),), (False, True), FILE)
    document, problems = place(build.template("{{ t }}"), {"t": table})
    assert (pages(document), problems) == (["tbl", "p", "portrait"], [])
    first, second = (int(w) for w in document.tables[0]._tbl.xpath("w:tblGrid/w:gridCol/@w:w"))
    assert second >= 4.448 * 220 + 216, "figures are not broken"
    assert first > 5 * second


def test_words_that_do_not_fit_even_so_are_told(build):
    slots = Slots()
    document = fill(WordTemplate("t.docx", build.template("{{ t }}")), {"t": table_of(20)}, slots)
    placer = Placer(document, slots, Place("house.docx"))
    placer.place()
    (problem,) = placer.input_problems
    assert (problem.code, problem.place, problem.level) == ("table-too-wide", FILE, Level.WARNING)
    assert pages(document)[-1] == "landscape"


def test_a_picture_fits_the_text_and_has_its_words(build):
    document, problems = place(build.template("{{ t }}"), {"t": png(2000, 100)})
    assert problems == []
    (shape,) = document.inline_shapes
    section = document.sections[0]
    # to a twip, in which Word measures pages
    assert (
        abs(shape.width - (section.page_width - section.left_margin - section.right_margin)) < 635
    )
    assert abs(shape.height * 20 - shape.width) < 20
    assert shape._inline.docPr.get("descr") == "A & <B>"


def test_a_description_that_looks_like_a_mark_prints_as_typed(build):
    mark = Slots().mark("secret", "{{ s }}", FILE)
    picture = Picture(png(1, 1).data, mark, FILE)
    document, problems = place(build.template("{{ t }}", "{{ s }}"), {"s": "secret", "t": picture})
    assert (problems, document.inline_shapes[0]._inline.docPr.get("descr")) == ([], mark)


def test_a_mark_that_an_editor_typed_stays(build):
    mark = Slots().mark("x", "{{ x }}", FILE)
    document, problems = place(build.template(mark), {})
    assert (problems, [p.text for p in document.paragraphs]) == ([], [mark])


def test_a_high_picture_fits_the_page(build):
    document, _ = place(build.template("{{ t }}"), {"t": png(100, 2000)})
    section = document.sections[0]
    text = section.page_height - section.top_margin - section.bottom_margin
    assert document.inline_shapes[0].height < text


def test_a_table_or_picture_in_a_line_is_a_fault(build):
    _, problems = place(build.template("see {{ t }} and {{ p }}"), {"t": TABLE, "p": png(1, 1)})
    assert problems == [
        Problem(
            f"misplaced-{what}",
            Place("t.docx", where="paragraph 1"),
            f"“{tag}” is a {what} and is in a line of text",
            f"a paragraph of the body that holds nothing but “{tag}”",
            "in Word, cut the tag and paste it into an empty paragraph of its own",
        )
        for tag, what in (("{{ t }}", "table"), ("{{ p }}", "picture"))
    ]


def test_a_picture_in_a_footnote_is_a_fault(build):
    _, problems = place(build.template(footnote="{{ p }}"), {"p": png(1, 1)})
    assert [(p.code, p.place.where) for p in problems] == [("misplaced-picture", "footnote 1")]


def test_links_stand_in_their_line_with_their_addresses(build):
    fields = {
        "t": Link("us", "https://example.org/?a=1&b=2"),
        "u": Link("me", "mailto:a@example.org"),
    }
    document, _ = place(build.template("ask {{ t }} or {{ u }}."), fields)
    (paragraph,) = document.paragraphs
    assert paragraph.text == "ask us or me."
    assert [(link.text, link.url) for link in paragraph.hyperlinks] == [
        ("us", "https://example.org/?a=1&b=2"),
        ("me", "mailto:a@example.org"),
    ]


def test_a_value_that_is_nowhere_in_the_document_is_told(build):
    slots = Slots()
    document = fill(WordTemplate("t.docx", build.template("{{ t }}")), {"t": "x"}, slots)
    document.element.body.remove(document.paragraphs[0]._p)
    placer = Placer(document, slots, Place("house.docx"))
    placer.place()
    assert placer.template_problems == [
        Problem(
            "value-lost",
            Place("t.docx", where="paragraph 1"),
            "“{{ t }}” was filled, but its text is not in the document",
            "",
            "move the tag to a paragraph of its own, as Word drops text where it is now",
        )
    ]


def test_prose_in_a_cell_and_in_a_line_keeps_the_template_round_it(build):
    prose = Prose("one *two*", Place("p/a.md", 1))
    data = build.template("see {{ t }}!", xml=build.table(["{{ t }}", "b"]) + build.p("end"))
    document, problems = place(data, {"t": prose})
    assert (problems, build.text(document.element.body)) == (
        [],
        ["see one two!", "one two", "b", "end"],
    )


def test_the_look_of_the_tag_is_that_of_its_value(build):
    document = Document()
    run = document.add_paragraph("plain ").add_run("{{ t }}")
    run.bold = run.italic = True
    made, _ = place(build.save(document), {"t": PlacedText("bold", FILE)})
    assert [(r.text, r.bold, r.italic) for r in made.paragraphs[0].runs] == [
        ("plain ", None, None),
        ("bold", True, True),
    ]
