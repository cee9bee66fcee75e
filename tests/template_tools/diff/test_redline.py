"""The redline: accepted it is the new text, rejected the old; and Word's schema is kept."""

import io

import pytest
from docx import Document
from hypothesis import given, settings, strategies as st

from panel_papers.template_tools.diff.redline import TextChange, redline

from . import desk

W = desk.W

WORDS = ["alpha", "beta", "Gamma", "{{ title }}", "{{ name }}", " ", "  ", ",", "é–“x”", "&<", "\t"]
TEXT = st.lists(st.sampled_from(WORDS), max_size=7).map("".join)
RUNS = st.lists(st.tuples(TEXT, st.booleans()), max_size=3)
PARAGRAPH = st.tuples(st.sampled_from(["Normal", "Heading 1", "Quote"]), RUNS)
ROW = st.lists(PARAGRAPH.map(lambda p: [p]), min_size=2, max_size=2)
TABLE = st.lists(ROW, min_size=1, max_size=3)
BLOCKS = st.lists(st.one_of(PARAGRAPH, PARAGRAPH, TABLE), max_size=5)
BODY = st.tuples(BLOCKS, PARAGRAPH).map(lambda parts: [*parts[0], parts[1]])


@st.composite
def edits(draw):
    """A body, and the same after a few of an editor's changes."""
    old = draw(BODY)
    new = list(old)
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(new) - 1))
        match draw(st.sampled_from(["out", "in", "other", "end"])):
            case "out" if len(new) > 1 and isinstance(new[-2 if at == len(new) - 1 else -1], tuple):
                del new[at]
            case "in":
                new.insert(at, draw(st.one_of(PARAGRAPH, TABLE)))
            case "other":
                new[at] = draw(PARAGRAPH)
            case "end":
                new.append(draw(PARAGRAPH))
    return old, new


def _base():
    """python-docx's own empty document without what makes it slow to open."""
    document = Document()
    used = {"Normal", "Heading 1", "Quote", "Normal Table", "Default Paragraph Font"}
    for style in list(document.styles):
        if style.name not in used:
            style.delete()
    package = document.part.package
    for rel_id, rel in list(package.rels.items()):
        if rel.reltype.endswith("/thumbnail"):
            package.rels.pop(rel_id)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


BASE = _base()


def written(blocks, header=None):
    document = Document(io.BytesIO(BASE))
    for block in blocks:
        if isinstance(block, list):
            table = document.add_table(len(block), 2)
            for row, cells in zip(table.rows, block, strict=True):
                for cell, paragraphs in zip(row.cells, cells, strict=True):
                    _write(cell.paragraphs[0], paragraphs[0], document)
        else:
            _write(document.add_paragraph(), block, document)
    if header is not None:
        document.sections[0].header.paragraphs[0].text = header
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _write(paragraph, content, document):
    style, runs = content
    paragraph.style = document.styles[style]
    for text, bold in runs:
        paragraph.add_run(text).bold = bold or None


def plain(*texts):
    return written([("Normal", [(text, False)]) for text in texts])


def both(data, name="word/document.xml"):
    root = desk.part(data, name)
    root = root.find(f"{W}body") if root.tag == f"{W}document" else root
    return desk.said(desk.rejected(root)), desk.said(desk.accepted(root))


def holds(data):
    return desk.said(desk.part(data).find(f"{W}body"))


@settings(max_examples=50, deadline=None)
@given(edits())
def test_rejected_is_the_old_text_and_accepted_the_new(bodies):
    old, new = map(written, bodies)
    made = redline(old, new).docx
    assert both(made) == (holds(old), holds(new))
    in_schema_order(desk.part(made))


@settings(max_examples=25, deadline=None)
@given(BODY, BODY)
def test_two_texts_that_have_nothing_in_common(old, new):
    old, new = written(old), written(new)
    assert both(redline(old, new).docx) == (holds(old), holds(new))


PROPERTIES = {
    "pPr": ["pStyle", "keepNext", "numPr", "spacing", "ind", "jc", "rPr", "sectPr", "pPrChange"],
    "trPr": ["cantSplit", "tblHeader", "ins", "del", "trPrChange"],
    "tr": ["tblPrEx", "trPr", "tc"],
    "p": ["pPr", "*"],
}


def in_schema_order(root):
    """Hold the order of what a tracked change touches against the schema's."""
    for name, order in PROPERTIES.items():
        for element in root.iter(f"{W}{name}"):
            at = [
                order.index(local) if local in order else order.index("*")
                for child in element
                if (local := child.tag.rpartition("}")[2]) in order or "*" in order
            ]
            assert at == sorted(at), name
    for look in root.iter(f"{W}rPr"):
        locals_ = [child.tag.rpartition("}")[2] for child in look]
        assert not {"ins", "del"} & set(locals_[1:])
    for mark in root.iter(f"{W}ins", f"{W}del"):
        assert mark.get(f"{W}author") == "Panel Papers"
        assert mark.get(f"{W}date") is None
        if mark.getparent().tag in {f"{W}p", f"{W}hyperlink"}:
            assert {child.tag for child in mark} == {f"{W}r"}
            texts = {t.tag for t in mark.iter(f"{W}t", f"{W}delText")}
            assert texts <= {f"{W}t" if mark.tag == f"{W}ins" else f"{W}delText"}
    numbers = [e.get(f"{W}id") for e in root.iter(f"{W}ins", f"{W}del", f"{W}pPrChange")]
    assert len(numbers) == len(set(numbers))


def marked(data, name="word/document.xml"):
    """What came and what went, in order."""
    return [
        (mark.tag.removeprefix(W), "".join(mark.itertext(f"{W}t", f"{W}delText")))
        for mark in desk.part(data, name).iter(f"{W}ins", f"{W}del")
        if mark.getparent().tag not in {f"{W}rPr", f"{W}trPr"}
    ]


def test_a_word_is_told_as_a_word():
    made = redline(plain("Report to the panel"), plain("Report to the committee"))
    assert marked(made.docx) == [("del", "panel"), ("ins", "committee")]
    assert made.changes == (
        TextChange("paragraph 1", "Report to the panel", "Report to the committee"),
    )


def test_a_tag_is_told_as_one_word():
    made = redline(plain("To: {{ report_to }}."), plain("To: {{ author }}."))
    assert marked(made.docx) == [("del", "{{ report_to }}"), ("ins", "{{ author }}")]


def test_a_tag_that_word_has_split_is_the_same_tag():
    split = written([("Normal", [("To: {{ re", False), ("port_to }}.", True)])])
    assert redline(plain("To: {{ report_to }}."), split).changes == ()


def test_capitals_quotes_and_spaces_are_changes():
    for old, new in (("Panel", "panel"), ("so ‘a b’", "so “a b”"), ("a  b", "a b")):
        assert len(redline(plain(old), plain(new)).changes) == 1


def test_what_did_not_change_has_no_mark():
    data = plain("One", "Two")
    made = redline(data, data)
    assert made.changes == ()
    assert marked(made.docx) == []


def test_rows_come_and_go_one_by_one():
    def row(text):
        return [[("Normal", [(text, False)])], [("Normal", [("same", False)])]]

    end = ("Normal", [("end", False)])
    old = written([[row("first"), row("second"), row("third")], end])
    new = written([[row("first"), row("third"), row("entirely new words")], end])
    made = redline(old, new)
    assert made.changes == (
        TextChange("table 1, row 2, column 1", "second | same", None),
        TextChange("table 1, row 3, column 1", None, "entirely new words | same"),
    )
    rows = [
        [mark.tag.removeprefix(W) for mark in row.iter(f"{W}ins", f"{W}del")][-1:]
        for row in desk.part(made.docx).iter(f"{W}tr")
    ]
    assert [r for r in rows if r] == [["del"], ["ins"]]
    assert both(made.docx) == (holds(old), holds(new))


def test_header_is_told_too():
    body = [("Normal", [("x", False)])]
    made = redline(written(body, "Old head"), written(body, "New head"))
    assert made.changes == (TextChange("page header, paragraph 1", "Old head", "New head"),)
    assert marked(made.docx, "word/header1.xml") == [("del", "Old"), ("ins", "New")]


def test_tracked_changes_of_the_editor_count_as_accepted():
    tracked = desk.changed(
        plain("Start"),
        lambda d: desk.body_xml(
            d,
            '<w:p><w:r><w:t>Kept </w:t></w:r><w:ins w:id="5" w:author="E"><w:r><w:t>new</w:t>'
            '</w:r></w:ins><w:del w:id="6" w:author="E"><w:r><w:delText>gone</w:delText></w:r>'
            "</w:del></w:p>",
        ),
    )
    made = redline(plain("Start", "Kept"), tracked)
    assert marked(made.docx) == [("ins", " new")]
    assert both(made.docx)[1][-1] == ("", "Kept new")


@pytest.mark.parametrize(
    ("xml", "told"),
    [
        ('<w:r><w:footnoteReference w:id="7"/></w:r>', "[note]"),
        ("<w:r><w:drawing/></w:r>", "[picture]"),
        ('<w:hyperlink r:id="rId99"><w:r><w:t>link</w:t></w:r></w:hyperlink>', "link"),
    ],
)
def test_what_led_to_parts_of_the_old_file_goes_as_words(xml, told):
    old = desk.changed(plain(), lambda d: desk.body_xml(d, f"<w:p>{xml}</w:p>"))
    made = redline(old, plain("Something else"))
    root = desk.part(made.docx)
    assert told in [text for _, text in marked(made.docx)]
    assert not list(root.iter(f"{W}footnoteReference", f"{W}drawing"))
    assert b"rId99" not in io.BytesIO(made.docx).getvalue()


def test_inserted_link_stays_a_link_with_the_insertion_inside():
    link = '<w:p><w:hyperlink r:id="rId1"><w:r><w:t>our site</w:t></w:r></w:hyperlink></w:p>'
    made = redline(plain("a"), desk.changed(plain("a"), lambda d: desk.body_xml(d, link)))
    (kept,) = desk.part(made.docx).iter(f"{W}hyperlink")
    assert [child.tag for child in kept] == [f"{W}ins"]


def test_field_goes_whole():
    def field(code):
        return (
            '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>'
            f'{code}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        )

    old, new = (
        desk.changed(plain(), lambda d, code=code: desk.body_xml(d, field(code)))
        for code in ("PAGE", "DATE")
    )
    root = desk.part(redline(old, new).docx)
    assert ["".join(e.itertext()) for e in root.iter(f"{W}delInstrText")] == ["PAGE"]
    assert ["".join(e.itertext()) for e in root.iter(f"{W}instrText")] == ["DATE"]


def test_same_versions_give_the_same_bytes():
    old, new = plain("One", "Two"), plain("One", "Three", "Four")
    assert redline(old, new).docx == redline(old, new).docx
