"""Content controls whose Tag is a field: filled by their field, as Word shows them."""

from __future__ import annotations

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from panel_papers.core.problems import Place
from panel_papers.core.values import Link, Missing, PlacedText, Prose
from panel_papers.word.filling.controls import unbound_controls
from panel_papers.word.filling.fill import WordTemplate, fill
from panel_papers.word.filling.reading import read_document
from panel_papers.word.filling.slots import Slots
from panel_papers.word.place import Placer
from panel_papers.word.story import stories

W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
TICKS = f'<w14:checkbox xmlns:w14="{W14[1:-1]}">'
BOX = f"{TICKS}<w14:checked w14:val='0'/></w14:checkbox>"
CHOICES = (
    "<w:dropDownList><w:listItem w:displayText='Choose an item.' w:value=''/>"
    "<w:listItem w:displayText='For decision' w:value='1'/>"
    "<w:listItem w:displayText='For information' w:value='2'/></w:dropDownList>"
)


def sdt(tag, kind="<w:text/>", *, text="typed", look="", title="A title"):
    return (
        f"<w:sdt><w:sdtPr><w:alias w:val='{title}'/><w:tag w:val='{tag}'/>{kind}</w:sdtPr>"
        f"<w:sdtContent><w:r>{look}<w:t>{text}</w:t></w:r></w:sdtContent></w:sdt>"
    )


def line(*inner):
    return f"<w:p>{''.join(inner)}</w:p>"


def around(tag, *paragraphs, kind="<w:text/>"):
    return (
        f"<w:sdt><w:sdtPr><w:tag w:val='{tag}'/>{kind}</w:sdtPr>"
        f"<w:sdtContent>{''.join(paragraphs)}</w:sdtContent></w:sdt>"
    )


def unfit(data, fields):
    """The problems of values that do not fit their control, with the template's file."""
    slots = Slots()
    document = fill(WordTemplate("t.docx", data), fields, slots)
    placer = Placer(document, slots, Place("house.docx"))
    placer.place()
    assert [p.code for p in placer.template_problems if p.code != "missing-style"] == []
    return [(p.code, str(p.place), p.found, p.wanted, p.hint) for p in placer.input_problems]


def unbound(data, own=frozenset()):
    document = read_document(data, "t.docx")
    return [
        (p.place.where, p.found, p.hint)
        for story in stories(document)
        for p in unbound_controls(story, "t.docx", own)
    ]


@pytest.mark.parametrize("tag", ["report_to", " report_to ", "{{ report_to }}", "{{report_to}}"])
def test_a_control_with_a_fields_name_as_its_tag_prints_the_field(build, tag):
    data = build.template(xml=line(sdt(tag)))
    assert build.body(data, {"report_to": "Cabinet"}) == ["Cabinet"]


def test_the_control_stays_with_its_tag_and_the_look_of_its_text(build):
    look = "<w:rPr><w:b/></w:rPr>"
    prompt = "<w:showingPlcHdr/><w:dataBinding w:xpath='/a' w:storeItemID='b'/><w:text/>"
    data = build.template(xml=line(sdt("{{ title }}", prompt, look=look)))
    root = build.part_xml(build.filled(data, {"title": "Roads"}), "word/document.xml")
    (control,) = root.iter(qn("w:sdt"))
    settings = [(each.tag.rpartition("}")[2], each.get(qn("w:val"))) for each in control[0]]
    assert settings == [("alias", "A title"), ("tag", "title"), ("text", None)]
    (run,) = control.iter(qn("w:r"))
    assert [each.tag.rpartition("}")[2] for each in run] == ["rPr", "t"]
    assert run.find(qn("w:rPr")).find(qn("w:b")) is not None


def test_a_value_does_not_look_like_the_prompt(build):
    look = "<w:rPr><w:rStyle w:val='PlaceholderText'/></w:rPr>"
    data = build.template(xml=line(sdt("title", "<w:showingPlcHdr/>", look=look)))
    root = build.part_xml(build.filled(data, {"title": "Roads"}), "word/document.xml")
    assert not list(root.iter(qn("w:rStyle")))


def test_a_date_is_printed_in_words_and_not_kept_as_the_old_day(build):
    kind = "<w:date w:fullDate='2020-01-01T00:00:00Z'><w:dateFormat w:val='dd/MM/yyyy'/></w:date>"
    data = build.template(xml=line(sdt("date", kind)))
    made = build.filled(data, {"date": "14 March 2024"})
    root = build.part_xml(made, "word/document.xml")
    assert build.text(root) == ["14 March 2024"]
    assert [dict(each.attrib) for each in root.iter(qn("w:date"))] == [{}]


def test_a_field_left_out_empties_its_control(build):
    data = build.template(xml=line(sdt("divisions_affected")) + line(sdt("late.urgency", BOX)))
    assert build.body(data, {"divisions_affected": None, "late": {"urgency": None}}) == ["", "☐"]


def test_controls_around_paragraphs_and_cells_are_filled(build):
    cell = around("author", "<w:tc><w:p/></w:tc>")
    row = (
        f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>{build.p('Author')}</w:tc>{cell}</w:tr></w:tbl>"
    )
    data = build.template(xml=around("title", build.p("one"), build.p("two")) + row)
    fields = {"title": "Roads", "author": "Director"}
    assert build.body(data, fields) == ["Roads", "Author", "Director"]


def test_a_text_of_paragraphs_is_held_by_a_control_that_can_hold_them(build):
    data = build.template(xml=around("t", build.p("typed")))
    made = build.filled(data, {"t": Prose("One.\n\nTwo.", Place("a.md"))})
    root = build.part_xml(made, "word/document.xml")
    (control,) = root.iter(qn("w:sdt"))
    assert build.text(control) == ["One.", "Two."]
    assert not list(control.iter(qn("w:text")))


def test_a_link_is_held_by_a_control_that_can_hold_it(build):
    data = build.template(xml=line(sdt("enquiries_to.email")))
    fields = {"enquiries_to": {"email": Link("a@example.org", "mailto:a@example.org")}}
    root = build.part_xml(build.filled(data, fields), "word/document.xml")
    (control,) = root.iter(qn("w:sdt"))
    assert build.text(root) == ["a@example.org"]
    assert len(list(control.iter(qn("w:hyperlink")))) == 1
    assert not list(control.iter(qn("w:text")))


def test_controls_in_a_loop_take_the_names_that_it_gives(build):
    row = "".join(build.p(t) for t in ("{% for row in cover_rows %}",)) + line(sdt("row.text"))
    data = build.template(xml=row + build.p("{% endfor %}"))
    assert build.body(data, {"cover_rows": [{"text": "One"}, {"text": "Two"}]}) == ["One", "Two"]


def test_a_control_that_holds_a_tag_of_its_own_is_filled_by_that(build):
    data = build.template(xml=line(sdt("title", text="{{ author }}")))
    assert build.body(data, {"title": "Roads", "author": "Director"}) == ["Director"]


def test_a_field_of_the_control_that_is_not_there_is_named_at_its_place(build):
    (problem,) = build.problems(build.template("a", xml=line(sdt("{{ nope }}"))))
    assert (problem.code, problem.place.where) == ("unknown-field", "paragraph 2")


@pytest.mark.parametrize(
    ("value", "sign", "checked"),
    [("Yes", "☒", "1"), ("no", "☐", "0"), ("Ie", "☒", "1"), (None, "☐", "0")],
)
def test_a_tick_box_shows_yes_or_no(build, value, sign, checked):
    data = build.template(xml=line(sdt("fields.key", BOX, text="☐"), "<w:r><w:t> Key</w:t></w:r>"))
    made = build.filled(data, {"fields": {"key": value}})
    root = build.part_xml(made, "word/document.xml")
    assert build.text(root) == [f"{sign} Key"]
    assert [each.get(f"{W14}val") for each in root.iter(f"{W14}checked")] == [checked]


def test_a_tick_box_of_another_font_is_drawn_in_one_that_has_the_signs(build):
    own = (
        f"{TICKS}<w14:checked w14:val='0'/><w14:checkedState w14:val='00FE' w14:font='Wingdings'/>"
        "<w14:uncheckedState w14:val='00A8' w14:font='Wingdings'/></w14:checkbox>"
    )
    data = build.template(xml=line(sdt("fields.key", own, text="☐")))
    root = build.part_xml(build.filled(data, {"fields": {"key": "yes"}}), "word/document.xml")
    states = [each for each in root.iter() if str(each.tag).endswith("State")]
    assert [(each.get(f"{W14}val"), each.get(f"{W14}font")) for each in states] == [
        ("2612", "MS Gothic"),
        ("2610", "MS Gothic"),
    ]


def test_a_tick_box_without_a_field_stays_as_it_is(build):
    ticked = BOX.replace("'0'", "'1'")
    data = build.template(xml=line(sdt("", ticked, text="☒")))
    root = build.part_xml(build.filled(data, {}), "word/document.xml")
    assert build.text(root) == ["☒"]
    assert [each.get(f"{W14}val") for each in root.iter(f"{W14}checked")] == ["1"]


def test_a_value_that_is_neither_yes_nor_no_is_refused_where_it_was_typed(build):
    data = build.template(xml=line(sdt("fields.key", BOX, title="Key decision")))
    typed = PlacedText("Perhaps", Place("paper.yaml", 7))
    assert unfit(data, {"fields": {"key": typed}}) == [
        (
            "not-yes-or-no",
            "paper.yaml:7",
            "“Perhaps” is neither “yes” nor “no”, which the tick box “Key decision” of t.docx "
            "needs",
            "",
            "write “yes” or “no”",
        )
    ]


def test_a_drop_down_shows_its_value_as_chosen(build):
    data = build.template(xml=line(sdt("report_for", CHOICES, text="Choose an item.")))
    fields = {"report_for": "For information"}
    root = build.part_xml(build.filled(data, fields), "word/document.xml")
    assert build.text(root) == ["For information"]
    assert [e.get(qn("w:lastValue")) for e in root.iter(qn("w:dropDownList"))] == ["2"]
    assert unfit(data, fields) == []


@pytest.mark.parametrize(
    ("said", "hint"),
    [
        ("For decisions", "write “For decision” if you mean that"),
        ("Noting", "write one of its entries, or add this one to the drop-down in Word"),
        ("Choose an item.", "write one of its entries, or add this one to the drop-down in Word"),
        ("1", "write one of its entries, or add this one to the drop-down in Word"),
    ],
)
def test_a_value_that_is_no_entry_of_a_drop_down_is_refused(build, said, hint):
    data = build.template("a", xml=line(sdt("report_for", CHOICES, title="Purpose")))
    assert unfit(data, {"report_for": said}) == [
        (
            "not-in-drop-down",
            "t.docx, paragraph 2",
            f"“{said}” is not an entry of the drop-down “Purpose” of t.docx",
            "one of For decision, For information",
            hint,
        )
    ]


def test_what_a_draft_lacks_is_no_wrong_entry(build):
    data = build.template(xml=line(sdt("report_for", CHOICES)) + line(sdt("fields.key", BOX)))
    fields = {"report_for": Missing("for"), "fields": {"key": Missing("fields.key")}}
    assert unfit(data, fields) == []


def test_a_tag_that_is_no_field_is_named_with_the_near_one(build):
    controls = [sdt("reprot_to", title="Committee"), sdt("Contact officer"), sdt("wibble")]
    data = build.template("a", xml="".join(map(line, controls)) + line(sdt("goog_rdk_4")))
    otherwise = "type the name of a field as its tag in Word, or delete its tag"
    assert unbound(data) == [
        (
            "paragraph 2",
            "The tag “reprot_to” of the content control “Committee” is not a field, so papers "
            "print what the template shows",
            "write “report_to” if you mean that",
        ),
        (
            "paragraph 3",
            "The tag “Contact officer” of the content control “A title” is not a field, so papers "
            "print what the template shows",
            "write “enquiries_to.name” if you mean that",
        ),
        (
            "paragraph 4",
            "The tag “wibble” of the content control “A title” is not a field, so papers print "
            "what the template shows",
            otherwise,
        ),
    ]
    assert build.body(data, {}) == ["a", "typed", "typed", "typed", "typed"]


@pytest.mark.parametrize(
    "kind",
    ["<w:picture/>", "<w:group/>", "<w:docPartObj><w:docPartGallery w:val='a'/></w:docPartObj>"],
)
def test_a_control_that_holds_more_than_text_is_named_and_stays(build, kind):
    data = build.template(xml=around("title", build.p("typed"), kind=kind))
    assert unbound(data) == [
        (
            "paragraph 1",
            "The content control “title” has the tag of a field, but holds more than text, so "
            "papers print what the template shows",
            "put a control of its own around the text, and give that the tag",
        )
    ]
    assert build.body(data, {"title": "Roads"}) == ["typed"]


def test_a_table_in_a_control_is_more_than_text(build):
    data = build.template(xml=around("title", build.table(["a"]), build.p("b")))
    assert len(unbound(data)) == 1
    assert build.body(data, {"title": "Roads"}) == ["a", "b"]


def test_a_control_in_the_page_header_is_filled(build):
    document = Document()
    header = document.sections[0].header.paragraphs[0]._p
    header.append(parse_xml(sdt("date").replace("<w:sdt>", f"<w:sdt {nsdecls('w')}>", 1)))
    made = build.filled(build.save(document), {"date": "14 March 2024"}, stationery=True)
    (name,) = [name for name in build.names(made) if name.startswith("word/header")]
    assert build.text(build.part_xml(made, name)) == ["14 March 2024"]
