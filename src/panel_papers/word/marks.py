"""The marks of a Word document's pages: its own page numbers, and DRAFT behind the text.

The pack prints one number on each page and its own DRAFT, so the copy of a document that goes into
the pack carries neither. A watermark of the house template is part of its look and stays.
"""

from __future__ import annotations

from collections.abc import Iterator

from docx.document import Document
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml

from panel_papers.core import DRAFT, DRAFT_COLOUR_IN_WORD
from panel_papers.inputs import remove_page_numbers
from panel_papers.word.story import stories
from panel_papers.word.xml import Element, every, remove, value_at

_PAGE_NUMBER = "Page Number"  # the character style that Word itself gives to page numbers

_NAME = "PowerPlusWaterMarkObject"  # by which Word knows what is a watermark
_DIGITS = 3  # headers of a document

_POSITION = (
    *("position:absolute", "margin-left:0", "margin-top:0", "width:412pt", "height:165pt"),
    *("rotation:315", "z-index:-251658752"),
    *("mso-position-horizontal:center", "mso-position-horizontal-relative:margin"),
    *("mso-position-vertical:center", "mso-position-vertical-relative:margin"),
)

# Word's own watermark: WordArt of VML in the header (Design › Watermark › DRAFT), grey, diagonal.
_WATERMARK = """
<w:r {ns} xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
  <w:rPr><w:noProof/></w:rPr>
  <w:pict>
    <v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"
        path="m@7,l@8,m@5,21600l@6,21600e">
      <v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/>
        <v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>
        <v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/>
        <v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/>
        <v:f eqn="sum @6 0 @5"/></v:formulas>
      <v:path textpathok="t" o:connecttype="custom"
          o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>
      <v:textpath on="t" fitshape="t"/>
      <v:handles><v:h position="#0,bottomRight" xrange="6629,14971"/></v:handles>
      <o:lock v:ext="edit" text="t" shapetype="t"/>
    </v:shapetype>
    <v:shape id="{name}{number}" o:spid="_x0000_s{spid}" type="#_x0000_t136"
        alt="Draft" style="{position}"
        o:allowincell="f" fillcolor="{colour}" stroked="f">
      <v:fill opacity=".5"/>
      <v:textpath style="font-family:&quot;Arial&quot;;font-size:1pt" string="{draft}"/>
    </v:shape>
  </w:pict>
</w:r>
"""


def mark_as_draft(document: Document) -> list[Element]:
    """Put DRAFT behind the text of every page; return the runs that hold it.

    A watermark of the house template stays beside it: whoever takes DRAFT off takes these runs.
    """
    _give_headers(document)
    marks = []
    for number, paragraph in enumerate(_first_paragraphs(document), 1):
        xml = _WATERMARK.format(
            ns=nsdecls("w"),
            name=_NAME,
            number=number,
            spid=2049 + number,
            position=";".join(_POSITION),
            colour=DRAFT_COLOUR_IN_WORD,
            draft=DRAFT,
        )
        mark: Element = parse_xml(xml)
        paragraph.append(mark)
        marks.append(mark)
    return marks


def is_draft_mark(shape: Element) -> bool:
    """Say whether a shape is the DRAFT that `mark_as_draft` prints, and not a watermark of Word's.

    One of Word's has a long random number, and not this alternative text.
    """
    number = (shape.get("id") or "").removeprefix(_NAME)
    return shape.get("alt") == "Draft" and number.isdecimal() and len(number) <= _DIGITS


def _give_headers(document: Document) -> None:
    """Give each kind of page a header, as only a header can carry a watermark.

    Where there is none, Word shows nothing at the head of that page, so an empty one is no change.
    """
    first = document.sections[0]
    headers = [first.header]
    if any(section.different_first_page_header_footer for section in document.sections):
        headers.append(first.first_page_header)
    if document.settings.odd_and_even_pages_header_footer:
        headers.append(first.even_page_header)
    for header in headers:
        if header.is_linked_to_previous:
            header.is_linked_to_previous = False


def remove_page_numbers_of(document: Document) -> None:
    """Take the document's own page numbers out of its headers and footers.

    The house footer marks them with Word's character style for page numbers: text in it goes too.
    """
    style = next((s for s in document.styles if s.name == _PAGE_NUMBER.lower()), None)
    style_id = _PAGE_NUMBER.replace(" ", "") if style is None else style.style_id
    for story in stories(document):
        if not story.is_stationery:
            continue
        remove_page_numbers(story.root)
        for run in every(story.root, "w:r"):
            if value_at(run, "w:rPr", "w:rStyle") == style_id:
                remove(run)


def _first_paragraphs(document: Document) -> Iterator[Element]:
    for story in stories(document):
        if story.is_header:
            yield from every(story.root, "w:p")[:1]
