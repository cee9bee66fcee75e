"""What a supplied Word document may hold in the pack, and what makes it refused."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.oxml import parse_xml
from hypothesis import HealthCheck, given, settings, strategies as st

from panel_papers.core.problems import InputsError, Level, Place
from panel_papers.inputs.cleaning import Removal
from panel_papers.inputs.cleaning.word import clean_docx

PLACE = Place("inputs/march-2024/appendices/plan.docx")
SECRET = "Xanthippe"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
DRAWN = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
MICROSOFT = "http://schemas.microsoft.com/office/2011/relationships/"

Parts = dict[str, bytes]
Plant = Callable[[Parts], None]


def plain_docx() -> bytes:
    """A document with two headings, a table, a header and a link, and nothing to take out."""
    document = docx.Document()
    document.core_properties.author = ""
    document.core_properties.comments = ""
    document.core_properties.title = "The plan"
    document.add_heading("Purpose", 1)
    document.add_paragraph("Open words.")
    document.add_heading("Finance", 1)
    document.add_paragraph("The last words.")
    document.add_table(1, 2).cell(0, 0).text = "In a cell"
    document.sections[0].header.paragraphs[0].text = "A header"
    target = io.BytesIO()
    document.save(target)
    parts = unpacked(target.getvalue())
    relate(
        parts,
        "word/document.xml",
        "web",
        OFFICE + "hyperlink",
        "https://example.org/",
        external=True,
    )
    link = (
        f'<w:hyperlink {W} {R} r:id="web" w:history="1"><w:r><w:t>a link</w:t></w:r></w:hyperlink>'
    )
    insert(parts, "The last words.", link)
    for name in [name for name in parts if name.startswith(("docProps/thumb", "customXml"))]:
        del parts[name]
    for name in ("_rels/.rels", "word/_rels/document.xml.rels"):
        parts[name] = re.sub(
            rb"<Relationship [^>]*(?:thumbnail|customXml)[^>]*/>", b"", parts[name]
        )
    text = parts["[Content_Types].xml"]
    parts["[Content_Types].xml"] = re.sub(rb'<Override PartName="/customXml[^>]*/>', b"", text)
    for name in ("word/document.xml", "word/settings.xml", "word/header1.xml"):
        parts[name] = re.sub(rb' w:rsid\w*="\w*"', b"", parts[name])
        parts[name] = re.sub(rb"<w:rsids>.*?</w:rsids>", b"", parts[name], flags=re.DOTALL)
    for name in ("docProps/core.xml", "docProps/app.xml"):
        for tag in (b"cp:revision", b"cp:lastModifiedBy", b"TotalTime", b"Company", b"dc:subject"):
            parts[name] = re.sub(b"<" + tag + b">.*?</" + tag + b">", b"", parts[name])
    return packed(parts)


def unpacked(data: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Parts) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data)
    return target.getvalue()


def relate(
    parts: Parts, source: str, key: str, kind: str, target: str, *, external: bool = False
) -> None:
    folder, _, name = source.rpartition("/")
    rels = f"{folder}/_rels/{name}.rels".lstrip("/")
    mode = ' TargetMode="External"' if external else ""
    new = f'<Relationship Id="{key}" Type="{kind}" Target="{target}"{mode}/>'
    empty = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b"</Relationships>"
    )
    parts[rels] = parts.get(rels, empty).replace(
        b"</Relationships>", new.encode() + b"</Relationships>"
    )


def insert(parts: Parts, after: str, xml: str) -> None:
    """Put XML behind the run that holds a text."""
    text = parts["word/document.xml"].decode()
    assert after in text
    end = text.index("</w:r>", text.index(after)) + len("</w:r>")
    parts["word/document.xml"] = (text[:end] + xml + text[end:]).encode()


def add_part(parts: Parts, name: str, kind: str, data: str, source: str = "word/document.xml"):
    parts[name] = data.encode()
    folder = source.rpartition("/")[0]
    relate(parts, source, f"x{len(parts)}", kind, name.removeprefix(f"{folder}/"))
    if not name.startswith(folder):
        parts[f"{folder}/_rels/{source.rpartition('/')[2]}.rels".lstrip("/")] = parts[
            f"{folder}/_rels/{source.rpartition('/')[2]}.rels".lstrip("/")
        ].replace(f'Target="{name}"'.encode(), f'Target="/{name}"'.encode())


def with_settings(parts: Parts, xml: str) -> None:
    text = parts["word/settings.xml"].decode()
    end = text.index(">", text.index("<w:settings")) + 1
    parts["word/settings.xml"] = (text[:end] + xml + text[end:]).encode()


def run(text: str, properties: str = "") -> str:
    return f"<w:r {W}><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def comment(parts: Parts) -> None:
    insert(
        parts,
        "The last words.",
        f'<w:commentRangeStart {W} w:id="0"/><w:commentRangeEnd {W} w:id="0"/>'
        f'<w:r {W}><w:commentReference w:id="0"/></w:r>',
    )
    body = f'<w:comments {W}><w:comment w:id="0" w:author="{SECRET}"/></w:comments>'
    add_part(parts, "word/comments.xml", OFFICE + "comments", body)
    people = f"<people>{SECRET}</people>"
    add_part(parts, "word/people.xml", MICROSOFT + "people", people)


def hidden_run(parts: Parts) -> None:
    insert(parts, "Open words.", run(SECRET, "<w:vanish/>"))


def hidden_style(parts: Parts) -> None:
    style = (
        f'<w:style {W} w:type="character" w:styleId="Veil"><w:name w:val="Veil"/>'
        '<w:rPr><w:vanish/></w:rPr></w:style><w:style w:type="character" w:styleId="Child">'
        '<w:name w:val="Child"/><w:basedOn w:val="Veil"/></w:style></w:styles>'
    )
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(b"</w:styles>", style.encode())
    insert(parts, "In a cell", run(SECRET, '<w:rStyle w:val="Child"/>'))


def hidden_picture(parts: Parts) -> None:
    inline = f'<wp:inline><wp:docPr id="1" name="{SECRET}" hidden="1"/></wp:inline>'
    drawing = f"<w:drawing>{inline}</w:drawing>"
    insert(parts, "Open words.", f"<w:r {W} {DRAWN}>{drawing}</w:r>")


def properties(parts: Parts) -> None:
    core = parts["docProps/core.xml"].decode()
    end = core.index("</cp:coreProperties>")
    more = f"<cp:lastModifiedBy>{SECRET}</cp:lastModifiedBy><cp:keywords>{SECRET}</cp:keywords>"
    core = re.sub(r"<cp:(lastModifiedBy|keywords)\s*(/>|>.*?</cp:\1>)", "", core)
    end = core.index("</cp:coreProperties>")
    parts["docProps/core.xml"] = (core[:end] + more + core[end:]).encode()
    app = parts["docProps/app.xml"].decode()
    app = re.sub(r"<Company\s*(/>|>.*?</Company>)", "", app)
    app = app.replace("</Properties>", f"<Company>{SECRET}</Company></Properties>")
    parts["docProps/app.xml"] = app.encode()


def custom_property(parts: Parts) -> None:
    kind = OFFICE + "custom-properties"
    parts["docProps/custom.xml"] = f"<Properties>{SECRET}</Properties>".encode()
    relate(parts, "", "custom", kind, "docProps/custom.xml")


def custom_data(parts: Parts) -> None:
    add_part(parts, "customXml/item1.xml", OFFICE + "customXml", f"<data>{SECRET}</data>")
    insert(
        parts,
        "Open words.",
        f'<w:sdt {W}><w:sdtPr><w:dataBinding w:xpath="/{SECRET}"/></w:sdtPr>'
        "<w:sdtContent><w:r><w:t> Bound.</w:t></w:r></w:sdtContent></w:sdt>",
    )


def revision_ids(parts: Parts) -> None:
    with_settings(parts, '<w:rsids><w:rsid w:val="00ABCDEF"/></w:rsids>')
    insert(parts, "Open words.", f'<w:r {W} w:rsidR="00ABCDEF"><w:t> More.</w:t></w:r>')


def template(parts: Parts) -> None:
    with_settings(parts, f'<w:attachedTemplate {R} r:id="t"/>')
    kind = OFFICE + "attachedTemplate"
    relate(parts, "word/settings.xml", "t", kind, f"file:///C:/{SECRET}.dotx", external=True)


def protection(parts: Parts) -> None:
    with_settings(parts, f'<w:documentProtection w:edit="readOnly" w:hash="{SECRET}"/>')
    with_settings(parts, f'<w:docVars><w:docVar w:name="a" w:val="{SECRET}"/></w:docVars>')


def mail_merge(parts: Parts) -> None:
    with_settings(
        parts, f'<w:mailMerge><w:dataSource {R} r:id="m"/><w:q w:val="{SECRET}"/></w:mailMerge>'
    )
    kind = OFFICE + "mailMergeSource"
    relate(parts, "word/settings.xml", "m", kind, f"file:///{SECRET}.xlsx", external=True)


def printer(parts: Parts) -> None:
    kind = OFFICE + "printerSettings"
    add_part(parts, "word/printerSettings/printerSettings1.bin", kind, SECRET)


def link_to_desk(parts: Parts) -> None:
    kind = OFFICE + "hyperlink"
    relate(
        parts, "word/document.xml", "desk", kind, f"file:///C:/Users/{SECRET}/x.docx", external=True
    )
    link = f'<w:hyperlink {W} {R} r:id="desk"><w:r><w:t> the file</w:t></w:r></w:hyperlink>'
    insert(parts, "Open words.", link)


def link_field_to_desk(parts: Parts) -> None:
    insert(parts, "Open words.", field(f'HYPERLINK "C:\\{SECRET}.docx"', " a file"))


def author_field(parts: Parts) -> None:
    insert(parts, "Open words.", field(f"DOCPROPERTY {SECRET}", " Somebody"))


def chart(parts: Parts) -> None:
    space = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    body = f'<c:chartSpace {space} {R}><c:chart/><c:externalData r:id="s"/></c:chartSpace>'
    add_part(parts, "word/charts/chart1.xml", OFFICE + "chart", body)
    parts["word/embeddings/sheet.xlsx"] = SECRET.encode()
    target = "../embeddings/sheet.xlsx"
    relate(parts, "word/charts/chart1.xml", "s", OFFICE + "package", target)


def lonely_part(parts: Parts) -> None:
    parts["word/old.xml"] = f"<old>{SECRET}</old>".encode()


def editor(parts: Parts) -> None:
    insert(parts, "Open words.", f'<w:permStart {W} w:id="1" w:ed="{SECRET}"/>')


def hidden_footnote(parts: Parts) -> None:
    body = (
        f'<w:footnotes {W}><w:footnote w:id="7"><w:p>{run(SECRET)}</w:p></w:footnote></w:footnotes>'
    )
    add_part(parts, "word/footnotes.xml", OFFICE + "footnotes", body)
    insert(
        parts,
        "Open words.",
        f'<w:r {W}><w:rPr><w:vanish/></w:rPr><w:footnoteReference w:id="7"/></w:r>',
    )


def field(instruction: str, result: str) -> str:
    text = instruction.replace("&", "&amp;")
    return (
        f'<w:r {W}><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r {W}><w:instrText xml:space="preserve"> {text} </w:instrText></w:r>'
        f'<w:r {W}><w:fldChar w:fldCharType="separate"/></w:r>'
        f'<w:r {W}><w:t xml:space="preserve">{result}</w:t></w:r>'
        f'<w:r {W}><w:fldChar w:fldCharType="end"/></w:r>'
    )


FEATURES: dict[str, Plant] = {
    plant.__name__: plant
    for plant in (
        comment,
        hidden_run,
        hidden_style,
        hidden_picture,
        hidden_footnote,
        properties,
        custom_property,
        custom_data,
        template,
        protection,
        mail_merge,
        printer,
        link_to_desk,
        link_field_to_desk,
        author_field,
        chart,
        lonely_part,
        editor,
    )
}


def with_features(*plants: Plant) -> bytes:
    parts = unpacked(plain_docx())
    for plant in plants:
        plant(parts)
    return packed(parts)


def mentions(data: bytes, word: str) -> bool:
    return any(word.encode() in part or word in name for name, part in unpacked(data).items())


def assert_whole(data: bytes) -> None:
    """Word's own rules for a package: every relationship and every type leads to a part."""
    parts = unpacked(data)
    document = docx.Document(io.BytesIO(data))
    text = "\n".join(p.text for p in document.paragraphs)
    assert [w in text for w in ("Purpose", "Open words.", "The last words.", "a link")] == [
        True
    ] * 4
    assert document.sections[0].header.paragraphs[0].text == "A header"
    assert b"https://example.org/" in parts["word/_rels/document.xml.rels"]
    types = parts["[Content_Types].xml"].decode()
    missing = [n for n in re.findall(r'PartName="/([^"]+)"', types) if n not in parts]
    assert missing == []
    ids = set(re.findall(r'Id="([^"]+)"', parts["word/_rels/document.xml.rels"].decode()))
    used = set(re.findall(r'r:(?:id|embed|link)="([^"]+)"', parts["word/document.xml"].decode()))
    assert used <= ids


@pytest.mark.parametrize("feature", FEATURES)
def test_risky_feature_leaves_nothing_behind(feature: str):
    data = with_features(FEATURES[feature])
    assert mentions(data, SECRET), "the secret was never planted"
    cleaned = clean_docx(data, PLACE)
    assert not mentions(cleaned.data, SECRET)
    assert cleaned.removed
    assert_whole(cleaned.data)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sets(st.sampled_from(sorted(FEATURES)), max_size=8))
def test_any_mixture_of_features_leaves_nothing_behind(features: set[str]):
    cleaned = clean_docx(with_features(*(FEATURES[name] for name in sorted(features))), PLACE)
    assert not mentions(cleaned.data, SECRET)
    assert_whole(cleaned.data)
    again = clean_docx(cleaned.data, PLACE)
    assert (again.data, again.removed) == (cleaned.data, ())
    assert bool(cleaned.removed) == bool(features)


def test_clean_document_comes_back_byte_for_byte():
    data = plain_docx()
    assert clean_docx(data, PLACE) == clean_docx(data, PLACE)
    cleaned = clean_docx(data, PLACE)
    assert (cleaned.data == data, cleaned.removed, cleaned.problems) == (True, (), ())


def test_revision_ids_go():
    cleaned = clean_docx(with_features(revision_ids), PLACE)
    assert cleaned.removed == (Removal("number of an editing session (rsid)", 2),)
    assert b"00ABCDEF" not in b"".join(unpacked(cleaned.data).values())


def test_comments_are_told_with_their_heading():
    cleaned = clean_docx(with_features(comment), PLACE)
    assert cleaned.removed[0] == Removal("comment", 1, "under the heading “Finance”")
    assert [(p.code, p.level, p.place.where) for p in cleaned.problems] == [
        ("word-comments", Level.WARNING, "under the heading “Finance”")
    ]


def test_fields_about_the_file_keep_what_they_show():
    text = unpacked(clean_docx(with_features(author_field), PLACE).data)["word/document.xml"]
    assert (b"Somebody" in text, b"fldChar" in text) == (True, False)


def test_other_fields_stay():
    data = with_features(lambda parts: insert(parts, "Open words.", field("PAGE", "1")))
    assert clean_docx(data, PLACE).data == data


def test_text_that_is_hidden_on_the_web_only_stays():
    data = with_features(
        lambda parts: insert(parts, "Open words.", run(" Kept.", "<w:webHidden/>")),
        lambda parts: insert(parts, "Open words.", run(" Too.", '<w:vanish w:val="0"/>')),
    )
    assert clean_docx(data, PLACE).data == data


def test_text_is_shown_where_two_styles_say_that_it_is_hidden():
    """One undoes the other: ECMA-376 part 1, 17.7.3."""
    styles = "".join(
        f'<w:style {W} w:type="{kind}" w:styleId="{kind}Veil"><w:name w:val="{kind}Veil"/>'
        "<w:rPr><w:vanish/></w:rPr></w:style>"
        for kind in ("paragraph", "character")
    )

    def plant(parts: Parts) -> None:
        text = parts["word/styles.xml"].replace(b"</w:styles>", f"{styles}</w:styles>".encode())
        parts["word/styles.xml"] = text
        shown = run("Shown", '<w:rStyle w:val="characterVeil"/>') + run("Gone")
        style = '<w:pPr><w:pStyle w:val="paragraphVeil"/></w:pPr>'
        insert(parts, "Open words.", f"</w:p><w:p>{style}{shown}")

    cleaned = clean_docx(with_features(plant), PLACE)
    assert (mentions(cleaned.data, "Shown"), mentions(cleaned.data, "Gone")) == (True, False)


def test_run_that_says_it_is_shown_is_shown_in_a_hidden_style():
    shown = run(" Shown.", '<w:rStyle w:val="Child"/><w:vanish w:val="0"/>')
    cleaned = clean_docx(
        with_features(hidden_style, lambda parts: insert(parts, "Open words.", shown)), PLACE
    )
    assert (mentions(cleaned.data, "Shown."), mentions(cleaned.data, SECRET)) == (True, False)


def test_default_of_the_whole_document_hides_what_does_not_say_that_it_is_shown():
    def plant(parts: Parts) -> None:
        text = parts["word/styles.xml"]
        assert text.count(b"<w:rPrDefault><w:rPr>") == 1
        hidden = b"<w:rPrDefault><w:rPr><w:vanish/>"
        parts["word/styles.xml"] = text.replace(b"<w:rPrDefault><w:rPr>", hidden)
        insert(parts, "Open words.", run(" Shown.", '<w:vanish w:val="0"/>'))

    cleaned = clean_docx(with_features(plant), PLACE)
    assert (mentions(cleaned.data, "Shown."), mentions(cleaned.data, "Open words")) == (True, False)


@pytest.mark.parametrize(
    ("mark", "stays"), [("<w:vanish/>", False), ("<w:vanish/><w:specVanish/>", True)]
)
def test_paragraph_whose_hidden_mark_only_joins_it_to_the_next_stays(mark: str, stays: bool):
    """A style separator of Word; an empty paragraph with a hidden mark is not seen at all."""

    def plant(parts: Parts) -> None:
        hidden = run(SECRET, "<w:vanish/>")
        properties = f'<w:pPr><w:keepNext w:val="0"/><w:rPr>{mark}</w:rPr></w:pPr>'
        insert(parts, "Open words.", f"</w:p><w:p>{properties}{hidden}</w:p><w:p>{run('More')}")

    cleaned = clean_docx(with_features(plant), PLACE)
    assert not mentions(cleaned.data, SECRET)
    assert (b"keepNext w:val" in unpacked(cleaned.data)["word/document.xml"]) == stays


def test_picture_keeps_its_looks_and_loses_where_it_was_taken():
    exif = b"\xff\xe1" + (8 + len(SECRET)).to_bytes(2, "big") + b"Exif\0\0" + SECRET.encode()
    jpeg = b"\xff\xd8" + exif + b"\xff\xda\x00\x02picture\xff\xd9"

    def plant(parts: Parts) -> None:
        add_part(parts, "word/media/image1.jpg", OFFICE + "image", "")
        parts["word/media/image1.jpg"] = jpeg
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
            b"</Types>", b'<Default Extension="jpg" ContentType="image/jpeg"/></Types>'
        )

    cleaned = clean_docx(with_features(plant), PLACE)
    assert unpacked(cleaned.data)["word/media/image1.jpg"] == b"\xff\xd8" + jpeg[2 + len(exif) :]


def refused(*plants: Plant) -> list[tuple[str, str | None]]:
    with pytest.raises(InputsError) as error:
        clean_docx(with_features(*plants), PLACE)
    return [(p.code, p.place.where) for p in error.value.problems]


CHANGE = f'<w:ins {W} w:id="1" w:author="a">{run("new")}</w:ins>'
BEFORE = f'<w:r {W}><w:rPr><w:rPrChange w:id="2"/></w:rPr><w:t>x</w:t></w:r>'


def test_tracked_changes_are_refused_with_their_number_and_place():
    with pytest.raises(InputsError) as error:
        clean_docx(
            with_features(
                lambda parts: insert(parts, "Open words.", CHANGE),
                lambda parts: insert(parts, "The last words.", BEFORE),
            ),
            PLACE,
        )
    (problem,) = error.value.problems
    assert (problem.code, problem.found, problem.place.where) == (
        "tracked-changes",
        "The document still has 2 tracked changes (insertion: 1, change of format: 1)",
        "under the heading “Purpose”, under the heading “Finance”",
    )


@pytest.mark.parametrize(
    "instruction", ["INCLUDETEXT x", "INCLUDEPICTURE x", "DDEAUTO x", "LINK x"]
)
def test_fields_that_fetch_are_refused(instruction: str):
    def plant(parts: Parts) -> None:
        insert(parts, "Open words.", field(instruction, "shown"))

    assert refused(plant) == [("linked-text", "under the heading “Purpose”")]


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("oleObject", "embedded-object"),
        ("package", "embedded-object"),
        ("control", "active-content"),
        ("aFChunk", "foreign-text"),
        ("vbaProject", "word-macros"),
        ("video", "media-inside"),
        ("origin", "signed-word"),
        ("neverSeen", "unknown-content"),
    ],
)
def test_content_that_is_no_text_is_refused(kind: str, code: str):
    def plant(parts: Parts) -> None:
        add_part(parts, "word/thing.bin", OFFICE + kind, "x")

    assert refused(plant) == [(code, None)]


@pytest.mark.parametrize(
    ("kind", "code"), [("image", "linked-picture"), ("oleObject", "linked-content")]
)
def test_content_that_is_not_in_the_file_is_refused(kind: str, code: str):
    def plant(parts: Parts) -> None:
        target = "https://example.org/x.png"
        relate(parts, "word/document.xml", "far", OFFICE + kind, target, external=True)
        insert(
            parts,
            "Open words.",
            f'<w:r {W} {DRAWN} {R}><w:drawing><a:blip r:link="far"/></w:drawing></w:r>',
        )

    assert refused(plant) == [(code, "under the heading “Purpose”")]


def test_picture_that_is_linked_and_inside_loses_its_link():
    def plant(parts: Parts) -> None:
        relate(
            parts,
            "word/document.xml",
            "far",
            OFFICE + "image",
            f"https://{SECRET}/x",
            external=True,
        )
        add_part(parts, "word/media/image1.jpeg", OFFICE + "image", "x")
        (near,) = re.findall(rb'Id="(x\d+)"', parts["word/_rels/document.xml.rels"])
        blip = f'<a:blip r:embed="{near.decode()}" r:link="far"/>'
        insert(parts, "Open words.", f"<w:r {W} {DRAWN} {R}><w:drawing>{blip}</w:drawing></w:r>")

    cleaned = clean_docx(with_features(plant), PLACE)
    assert not mentions(cleaned.data, SECRET)
    assert_whole(cleaned.data)


def test_every_reason_is_told_at_once():
    codes = [
        code
        for code, _ in refused(
            lambda parts: insert(parts, "Open words.", CHANGE),
            lambda parts: insert(parts, "Open words.", field("DDE x", "")),
            lambda parts: add_part(parts, "word/thing.bin", OFFICE + "oleObject", "x"),
        )
    ]
    assert codes == ["tracked-changes", "linked-text", "embedded-object"]


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("[insert figure here]", True),
        ("Cost: TBC", True),
        ("Delete this note before publishing", True),
        ("XXXX", True),
        ("The tba is a word", False),
        ("He wrote [sic] and [2024] EWHC 12", False),
        ("Insert the key", False),
    ],
)
def test_leftover_notes_are_told(note: str, told: bool):
    data = with_features(lambda parts: insert(parts, "The last words.", run(f" {note} ")))
    cleaned = clean_docx(data, PLACE)
    wanted = [("leftover-note", Level.WARNING, "under the heading “Finance”")] if told else []
    assert [(p.code, p.level, p.place.where) for p in cleaned.problems] == wanted
    assert cleaned.data == data


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04rubbish", b"no zip at all"])
def test_what_is_no_document_is_refused(data: bytes):
    with pytest.raises(InputsError) as error:
        clean_docx(data, PLACE)
    assert [p.code for p in error.value.problems] == ["damaged-file"]


def test_xml_of_the_tests_is_xml():
    parse_xml(CHANGE)
    parse_xml(BEFORE)


def test_bookmarks_names_say_nothing_and_links_still_lead_to_them():
    def bookmark(number: int, name: str) -> str:
        return (
            f'<w:bookmarkStart {W} w:id="{number}" w:name="{name}"/><w:r {W}><w:t>There</w:t></w:r>'
            f'<w:bookmarkEnd {W} w:id="{number}"/>'
        )

    parts = unpacked(plain_docx())
    field = f'<w:fldSimple {W} w:instr=" REF budget_{SECRET} \\h "><w:r><w:t>it</w:t></w:r>'
    link = f'<w:hyperlink {W} w:anchor="{SECRET}"><w:r><w:t>there</w:t></w:r></w:hyperlink>'
    for each in (
        bookmark(71, SECRET),
        bookmark(72, f"Budget_{SECRET}"),
        bookmark(73, f"_{SECRET}"),
        bookmark(74, "_Toc12345"),
        f"{field}</w:fldSimple>{link}",
    ):
        insert(parts, "The last words.", each)
    xml = unpacked(clean_docx(packed(parts), PLACE).data)["word/document.xml"].decode()
    assert SECRET not in xml
    names = dict(re.findall(r'<w:bookmarkStart [^>]*w:id="(\d+)" w:name="(\w+)"', xml))
    assert names.keys() == {"71", "72", "74"}
    assert names["74"] == "_Toc12345"
    assert f'w:anchor="{names["71"]}"' in xml
    assert f'w:instr=" REF {names["72"]} \\h "' in xml
    assert xml.count("<w:bookmarkEnd") == 3


@pytest.mark.parametrize("target", ["/", "media/lost.png", "NULL", "../../x", "media/a.untyped"])
def test_part_that_is_referred_to_and_not_there_is_told(target: str):
    parts = unpacked(plain_docx())
    parts["word/media/a.untyped"] = b"a part without a type"
    relate(parts, "word/document.xml", "lost", OFFICE + "image", target)
    with pytest.raises(InputsError) as error:
        clean_docx(packed(parts), PLACE)
    assert [p.code for p in error.value.problems] == ["damaged-file"]
    assert target.lstrip("./") in error.value.problems[0].found


def test_lost_part_that_cleaning_takes_out_is_no_harm():
    parts = unpacked(plain_docx())
    relate(parts, "word/document.xml", "lost", OFFICE + "printerSettings", "none.bin")
    docx.Document(io.BytesIO(clean_docx(packed(parts), PLACE).data))


def test_type_of_no_part_is_told():
    parts = unpacked(plain_docx())
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"</Types>", b'<Override ContentType="image/jpeg"/></Types>'
    )
    relate(parts, "word/document.xml", "printer", OFFICE + "printerSettings", "none.bin")
    with pytest.raises(InputsError) as error:
        clean_docx(packed(parts), PLACE)
    assert [p.code for p in error.value.problems] == ["damaged-file"]
