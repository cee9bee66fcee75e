"""Edits of words: typed, looked at otherwise, put into controls, fields and notes."""

from __future__ import annotations

import copy

from docx.oxml.ns import qn

from ..edits import elements, escaped, p, run_xml, text_box, text_of
from .desk import Editing, UnfitError, child_of

LOOKS = {
    "bold": "<w:b/>",
    "italic": "<w:i/>",
    "underlined": '<w:u w:val="single"/>',
    "capitals": "<w:caps/>",
    "small capitals": "<w:smallCaps/>",
    "struck out": "<w:strike/>",
    "raised": '<w:vertAlign w:val="superscript"/>',
    "dark red": '<w:color w:val="8B0000"/>',
    "pale": '<w:color w:val="DDDDDD"/>',
    "white": '<w:color w:val="FFFFFF"/>',
    "highlighted": '<w:highlight w:val="yellow"/>',
    "dark ground": '<w:shd w:val="clear" w:fill="1F3864"/>',
    "hidden": "<w:vanish/>",
    "large": '<w:sz w:val="56"/>',
    "tiny": '<w:sz w:val="2"/>',
    "small": '<w:sz w:val="14"/>',
    "spaced out": '<w:spacing w:val="40"/>',
    "squeezed": '<w:spacing w:val="-10"/>',
    "raised by hand": '<w:position w:val="12"/>',
    "half as wide": '<w:w w:val="50"/>',
    "in Calibri": '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/>',
    "in Georgia": '<w:rFonts w:ascii="Georgia" w:hAnsi="Georgia"/>',
    "in Wingdings": '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>',
    "in Welsh": '<w:lang w:val="cy-GB"/>',
    "in American": '<w:lang w:val="en-US"/>',
    "no proofing": "<w:noProof/>",
    "outlined": "<w:outline/>",
    "web hidden": "<w:webHidden/>",
    "from right": "<w:rtl/>",
    "bordered": '<w:bdr w:val="single" w:sz="4" w:space="0" w:color="auto"/>',
}
"""What Word writes of the look of a run."""


def typed_with_a_look(doc: Editing, look: str) -> None:
    doc.put(p(doc.words(), properties=LOOKS[look]))


def tag_with_a_look(doc: Editing, look: str) -> None:
    run = doc.pick_run(tag=True)
    properties = child_of(run, "w:rPr", first=True)
    properties.extend(elements(LOOKS[look]))


def typed_behind_words(doc: Editing) -> None:
    run = doc.pick_run()
    node = run.findall(qn("w:t"))[-1]
    node.text = f"{node.text} {doc.words()}"
    node.set(qn("xml:space"), "preserve")


def tag_split(doc: Editing) -> None:
    run = doc.pick_run(tag=True)
    text = text_of(run)
    at = doc.rng.randint(1, len(text) - 1)
    for piece in (text[:at], text[at:]):
        new = copy.deepcopy(run)
        for node in new.findall(qn("w:t")):
            new.remove(node)
        new.extend(elements(f'<w:t xml:space="preserve">{escaped(piece)}</w:t>'))
        run.addprevious(new)
        run.addprevious(elements('<w:proofErr w:type="spellStart"/>')[0])
    run.getparent().remove(run)


def tag_corrected_by_word(doc: Editing) -> None:
    node = doc.pick_run(tag=True).find(qn("w:t"))
    if "{{ " not in (node.text or ""):
        raise UnfitError("tag")
    at = node.text.index("{{ ") + 3
    node.text = node.text[:at] + node.text[at].upper() + node.text[at + 1 :]


INLINE = {
    "tab": "<w:tab/>",
    "line break": "<w:br/>",
    "page break": '<w:br w:type="page"/>',
    "column break": '<w:br w:type="column"/>',
    "soft hyphen": "<w:softHyphen/>",
    "hard hyphen": "<w:noBreakHyphen/>",
    "tab to the margin": '<w:ptab w:relativeTo="margin" w:alignment="right" w:leader="none"/>',
    "symbol": '<w:sym w:font="Wingdings" w:char="F0FC"/>',
    "hard space": "<w:t>\u00a0</w:t>",
    "tick": "<w:t>\u2713</w:t>",
    "rendered page break": "<w:lastRenderedPageBreak/>",
}


def sign_between_words(doc: Editing, sign: str) -> None:
    doc.put_run(run_xml(" " + doc.words()) + f"<w:r>{INLINE[sign]}</w:r>" + run_xml(doc.words()))


CONTROLS = {
    "text": "<w:text/>",
    "date": '<w:date w:fullDate="2026-05-01T00:00:00Z"><w:dateFormat w:val="d MMMM yyyy"/>'
    "</w:date>",
    "list": '<w:dropDownList><w:listItem w:displayText="{0}" w:value="1"/></w:dropDownList>',
    "combination": '<w:comboBox><w:listItem w:displayText="{0}" w:value="1"/></w:comboBox>',
    "rich text": "",
    "locked": '<w:lock w:val="sdtContentLocked"/>',
    "group": "<w:group/>",
    "prompt": "<w:showingPlcHdr/>",
    "building block": '<w:docPartObj><w:docPartGallery w:val="Cover Pages"/></w:docPartObj>',
    "bound": '<w:dataBinding w:xpath="/ns0:coreProperties[1]/ns1:title[1]" w:storeItemID="'
    '{{6C3C8BC8-F283-45AE-878A-BAB7291924A1}}"/><w:text/>',
    "repeating": '<w15:repeatingSection xmlns:w15="http://schemas.microsoft.com/office/word/2012/'
    'wordml"/>',
}


def control_of_blocks(doc: Editing, kind: str) -> None:
    words = doc.words()
    properties = CONTROLS[kind].format(words)
    doc.put(
        f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{p(words)}</w:sdtContent></w:sdt>"
    )


def control_in_line(doc: Editing, kind: str) -> None:
    words = doc.words()
    properties = CONTROLS[kind].format(words)
    doc.put_run(
        f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{run_xml(' ' + words)}"
        "</w:sdtContent></w:sdt>"
    )


def tick_box(doc: Editing) -> None:
    box = "<w:r><w:t>\u2610</w:t></w:r>"
    space = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    ticked = f'<w14:checkbox {space}><w14:checked w14:val="0"/></w14:checkbox>'
    doc.put_run(
        f"<w:sdt><w:sdtPr>{ticked}</w:sdtPr><w:sdtContent>{box}</w:sdtContent></w:sdt>"
        + run_xml(" " + doc.words())
    )


def tag_in_a_control(doc: Editing) -> None:
    run = doc.pick_run(tag=True)
    (control,) = elements("<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent/></w:sdt>")
    run.addprevious(control)
    control.find(qn("w:sdtContent")).append(run)


FIELDS = (
    "PAGE",
    "NUMPAGES",
    'DATE \\@ "d MMMM yyyy"',
    "TITLE",
    "AUTHOR",
    "FILENAME",
    "SEQ Table",
    "REF _Ref1 \\h",
    "PAGEREF _Ref1",
    'STYLEREF "Heading 1"',
    "= 1 + 1",
    'QUOTE "x"',
    "DOCPROPERTY Company",
    "MERGEFIELD title",
    'INCLUDETEXT "c:\\\\x.docx"',
    "SAVEDATE",
    'TOC \\o "1-3"',
    "LISTNUM",
    "EQ \\f(1;2)",
    "FORMTEXT",
    "SECTION",
    "NUMWORDS",
    "ADVANCE \\u 20",
    'HYPERLINK "https://www.example.org/"',
    'IF 1 = 1 "yes" "no"',
    'ASK name "Name?"',
)


def _result(doc: Editing) -> str:
    """What a field shows: in a header, where fields are updated, a number."""
    return "7" if doc.name == "house" else doc.words()


def field_in_parts(doc: Editing, code: str) -> None:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    doc.put_run(
        run_xml(" ")
        + mark.format("begin")
        + f'<w:r><w:instrText xml:space="preserve"> {escaped(code)} </w:instrText></w:r>'
        + mark.format("separate")
        + run_xml(_result(doc))
        + mark.format("end")
    )


def field_in_one(doc: Editing, code: str) -> None:
    quoted = escaped(code).replace('"', "&quot;")
    doc.put_run(
        run_xml(" ") + f'<w:fldSimple w:instr="{quoted}">{run_xml(_result(doc))}</w:fldSimple>'
    )


def link_to_the_web(doc: Editing) -> None:
    rel = doc.document.part.relate_to(
        "https://www.example.org/", "http://schemas.openxmlformats.org/officeDocument/2006/"
        "relationships/hyperlink", is_external=True,
    )  # fmt: skip
    if doc.name == "house":
        raise UnfitError("a header has relationships of its own")
    doc.put_run(run_xml(" ") + f'<w:hyperlink r:id="{rel}">{run_xml(doc.words())}</w:hyperlink>')


def link_inside(doc: Editing) -> None:
    doc.put_run(
        run_xml(" ") + f'<w:hyperlink w:anchor="nowhere">{run_xml(doc.words())}</w:hyperlink>'
    )


def note(doc: Editing) -> None:
    if doc.name == "house":
        raise UnfitError("Word has no notes in headers")
    host = doc.pick()
    doc.footnote(doc.words(), text_of(host)) if text_of(host) else doc.put(p(doc.words()))


def bookmark(doc: Editing) -> None:
    host = doc.pick()
    start, end = elements('<w:bookmarkStart w:id="91" w:name="place"/><w:bookmarkEnd w:id="91"/>')
    first = host.find(qn("w:r"))
    (first.addprevious if first is not None else host.append)(start)
    host.append(end)


BY = 'w:id="901" w:author="A" w:date="2026-01-01T00:00:00Z"'


def inserted_with_tracking(doc: Editing) -> None:
    doc.put_run(f"<w:ins {BY}>{run_xml(' ' + doc.words())}</w:ins>")


def deleted_with_tracking(doc: Editing) -> None:
    run = doc.pick_run()
    (gone,) = elements(f"<w:del {BY}/>")
    run.addprevious(gone)
    gone.append(run)
    for node in run.findall(qn("w:t")):
        node.tag = qn("w:delText")


def moved_with_tracking(doc: Editing) -> None:
    doc.put_run(f"<w:moveTo {BY}>{run_xml(' ' + doc.words())}</w:moveTo>")


WRAPPERS = {
    "smart tag": '<w:smartTag w:uri="urn:x" w:element="place">{0}</w:smartTag>',
    "custom XML": '<w:customXml w:uri="urn:x" w:element="place">{0}</w:customXml>',
    "direction": '<w:dir w:val="ltr">{0}</w:dir>',
    "override": '<w:bdo w:val="ltr">{0}</w:bdo>',
    "ruby": "<w:r><w:ruby><w:rubyPr/><w:rt>{1}</w:rt><w:rubyBase>{0}</w:rubyBase></w:ruby></w:r>",
    "alternative": '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-'
    'compatibility/2006"><mc:Choice Requires="w14">{2}</mc:Choice><mc:Fallback>{2}</mc:Fallback>'
    "</mc:AlternateContent></w:r>",
    "permission": '<w:permStart w:id="5" w:edGrp="everyone"/>{0}<w:permEnd w:id="5"/>',
    "equation": "<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>{0}",
}


def wrapped(doc: Editing, wrapper: str) -> None:
    words = " " + doc.words()
    plain = f'<w:t xml:space="preserve">{words}</w:t>'
    doc.put_run(WRAPPERS[wrapper].format(run_xml(words), run_xml("above"), plain))


def words_in_a_text_box(doc: Editing) -> None:
    doc.put(text_box(doc.words()))


GUIDANCE = (
    "[Insert the wards affected]", "Choose an item.", "Dear «title»", "The cost is £XX.",
    "TBC", "Click or tap here to enter text.", "Lorem ipsum dolor sit amet", "OFFICIAL-SENSITIVE",
    "DRAFT", "???", "Delete this line", "[…]", "Not for publication", "{{ titel }}", "{ title }",
    "{{title}", "<date>", "_______", "……………", "Error! Reference source not found.",
)  # fmt: skip


def guidance(doc: Editing, words: str) -> None:
    doc.put(p(words))
