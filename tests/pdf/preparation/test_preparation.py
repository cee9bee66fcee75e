"""What holds for every document: words kept, the same twice, nothing changed without need."""

from __future__ import annotations

import io
import pickle
import zipfile
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings, strategies as st
from simpledocs import (
    STYLES,
    cell,
    cite,
    document,
    everywhere,
    note,
    para,
    picture,
    png,
    row,
    run,
    sdt,
    shown_text,
    table,
    unpacked,
)

from panel_papers.pdf.preparation import STEPS, NotPrepared, prepared
from panel_papers.pdf.preparation.package import open_parts

from ...tries import tries

TEMPLATES = Path(__file__).parents[3] / "templates" / "word"
Shown = tuple[str, str]
"""XML, and the words that Word shows of it."""

words = st.from_regex(r"[A-Z]{3,6} ", fullmatch=True)


def together(pieces: list[Shown]) -> Shown:
    return "".join(xml for xml, _ in pieces), "".join(text for _, text in pieces)


def around(start: str, end: str):
    def put(pieces: list[Shown]) -> Shown:
        xml, text = together(pieces)
        return f"{start}{xml}{end}", text

    return put


def alternatives(pieces: list[Shown]) -> Shown:
    xml, text = together(pieces)
    return (
        f'<mc:AlternateContent><mc:Choice Requires="w14">{xml}</mc:Choice><mc:Fallback>'
        f"{run('old')}</mc:Fallback></mc:AlternateContent>",
        text,
    )


def ruby(base: str) -> Shown:
    reading = "<w:rt><w:r><w:t>READ</w:t></w:r></w:rt>"
    return (
        f"<w:r><w:ruby>{reading}<w:rubyBase>{run(base)}</w:rubyBase></w:ruby></w:r>",
        f"{base} (READ)",
    )


def ticked(word: str) -> Shown:
    data = "<w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData>"
    return (
        f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r><w:r><w:instrText>'
        'FORMCHECKBOX</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>' + run(word),
        f"☒{word}",
    )


RUNS = st.one_of(
    words.map(lambda word: (run(word), word)),
    words.map(lambda word: (run(word.lower(), "<w:caps/>"), word)),
    words.map(lambda word: (run(word.lower(), "<w:smallCaps/>"), word)),
    words.map(lambda word: (run(word, '<w:rStyle w:val="Gone"/>'), word)),
    words.map(ruby),
    words.map(ticked),
    st.just(('<w:r><w:t>a</w:t><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "a✓")),
    st.just((picture(crop='<a:srcRect r="50000"/>', xfrm=' rot="5400000"'), "")),
)
CONTROL = ("<w:sdt><w:sdtPr/><w:sdtContent>", "</w:sdtContent></w:sdt>")
CUSTOM = ('<w:customXml w:element="e"><w:customXmlPr/>', "</w:customXml>")
INLINES = st.recursive(
    RUNS,
    lambda inner: st.lists(inner, max_size=3).flatmap(
        lambda pieces: st.sampled_from(
            [
                around(*CONTROL)(pieces),
                around(*CUSTOM)(pieces),
                around('<w:smartTag w:element="e">', "</w:smartTag>")(pieces),
                around('<w:bdo w:val="ltr">', "</w:bdo>")(pieces),
                alternatives(pieces),
            ]
        )
    ),
    max_leaves=6,
)
PARAGRAPHS = st.lists(INLINES, max_size=4).map(around("<w:p>", "</w:p>"))


def tables(blocks: list[Shown]) -> Shown:
    xml, text = together(blocks)
    return table(sdt(row(sdt(cell(f"{xml}<w:p/>"))))), text


BLOCKS = st.recursive(
    PARAGRAPHS,
    lambda inner: st.lists(inner, min_size=1, max_size=3).flatmap(
        lambda blocks: st.sampled_from(
            [around(*CONTROL)(blocks), around(*CUSTOM)(blocks), tables(blocks)]
        )
    ),
    max_leaves=5,
)
STRUCK = (
    '<w:style w:type="character" w:styleId="Gone"><w:name w:val="Gone"/><w:rPr><w:strike/></w:rPr>'
    "</w:style>"
)


@settings(max_examples=tries(60), deadline=None)
@given(st.lists(BLOCKS, min_size=1, max_size=4), st.permutations([1, 2, 3]))
def test_no_word_is_lost_or_moved_and_a_prepared_document_is_prepared(blocks, order):
    xml, text = together(blocks)
    cited = para(*(cite(number, "endnote") for number in order))
    notes = "".join(
        note(number, xml if number == 1 else para(f"N{number}"), "endnote") for number in (1, 2, 3)
    )
    docx = document(xml + cited, header=xml, endnotes=notes, styles=STYLES + STRUCK)
    result = prepared(docx)
    assert prepared(docx) == result
    assert prepared(result) == result
    assert shown_text(result) == text
    assert shown_text(result, "word/header1.xml") == text
    in_order = {1: text, 2: "N2", 3: "N3"}
    assert shown_text(result, "word/endnotes.xml") == "".join(in_order[n] for n in order)
    assert [name for name in unpacked(result) if name.endswith(".xml")] == [
        name for name in unpacked(docx) if name.endswith(".xml")
    ]


@settings(max_examples=tries(100), deadline=None)
@given(st.integers(min_value=0))
def test_odd_xml_is_prepared_the_same_twice(seed):
    from targets import broken_docx

    odd = broken_docx(EVERYTHING, Random(seed))
    try:
        result = prepared(odd)
    except NotPrepared as problem:
        assert problem.reason.startswith("a picture in TIFF format has")
        return
    assert prepared(odd) == result
    assert prepared(result) == result
    parts = open_parts(result)
    if parts is not None:
        for name in parts.files:
            if name.endswith((".xml", ".rels")):
                assert (parts.tree(name) is None) == (open_parts(odd).tree(name) is None)


PIECES = [
    para(sdt(run("a")), picture(crop='<a:srcRect r="50000"/>', xfrm=' rot="5400000"')),
    para(*(ticked("b")[0], ruby("c")[0], run("d", "<w:smallCaps/>"))),
    para('<w:r><w:sym w:font="Symbol" w:char="F061"/></w:r>'),
    para(
        '<w:r><w:pict><v:shape style="width:1in;height:1in"><v:imagedata r:id="rIdPic"/>'
        "</v:shape></w:pict></w:r>"
    ),
    para(
        '<w:r><w:pict><v:rect style="width:1in;height:1in"><v:textbox><w:txbxContent><w:p/>'
        "</w:txbxContent></v:textbox></v:rect></w:pict></w:r>"
    ),
    table(sdt(row(sdt(cell(para(cite(1, "endnote"))))))),
]
EVERYTHING = everywhere(
    *PIECES,
    media={"Pic.tif": png(kind="TIFF")},
    endnotes=note(1, para("e"), "endnote"),
    section='<w:endnotePr><w:numFmt w:val="decimal"/></w:endnotePr>',
    styles=STYLES + STRUCK,
)


@pytest.mark.parametrize("template", sorted(TEMPLATES.glob("*.docx")), ids=lambda path: path.stem)
def test_our_own_templates_need_nothing_but_their_theme_written_out(template: Path):
    data = template.read_bytes()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(io.BytesIO(prepared(data))) as new,
    ):
        changed = {name for name in old.namelist() if old.read(name) != new.read(name)}
        assert new.namelist() == old.namelist()
    assert changed <= {"word/styles.xml", "word/numbering.xml"}


def test_a_plain_document_comes_back_byte_for_byte():
    docx = everywhere(para("a"), para(run("b", "<w:b/>")))
    assert prepared(docx) == docx


@pytest.mark.parametrize("data", [b"", b"PK", EVERYTHING[:500], b"%PDF-1.7"])
def test_what_is_no_word_file_comes_back_for_the_engine_to_refuse(data: bytes):
    assert prepared(data) == data


def test_a_zip_archive_without_a_main_part_comes_back():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "a")
    assert prepared(out.getvalue()) == out.getvalue()


def test_a_part_that_is_no_xml_does_not_keep_others_from_being_prepared():
    parts = unpacked(EVERYTHING) | {"word/styles.xml": b"<w:styles"}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    result = unpacked(prepared(out.getvalue()))
    assert result["word/styles.xml"] == b"<w:styles"
    assert b"w:sdt" not in result["word/document.xml"]


def test_each_subject_is_in_the_registry_once():
    folder = Path(__file__).parents[3] / "src" / "panel_papers" / "pdf" / "preparation"
    modules = {step.__module__.rpartition(".")[2] for step in STEPS}
    tools = {"__init__", "changes", "frames", "package", "pixels", "problem", "styles"}
    tools |= {"symbol_tables", "vml", "xml", "list_labels", "note_numbers", "parsing", "rewriting"}
    assert modules | tools == {path.stem for path in folder.glob("*.py")}
    assert len(set(STEPS)) == len(STEPS)


def test_the_problem_goes_from_one_process_to_another():
    problem = pickle.loads(pickle.dumps(NotPrepared("a", "b")))
    assert (problem.reason, problem.hint, str(problem)) == ("a", "b", "a; b")
