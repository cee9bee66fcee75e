"""The marks of a Word document's pages: its own page numbers, and DRAFT behind the text.

The pack prints one number on each page and its own DRAFT, so the copy of a document that goes into
the pack carries neither.
"""

from __future__ import annotations

from collections.abc import Iterator

from docx.document import Document
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from lxml import etree

from panel_papers.word.story import stories

_PAGE_NUMBER = "Page Number"  # the character style that Word itself gives to page numbers

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
    <v:shape id="PowerPlusWaterMarkObject{number}" o:spid="_x0000_s{spid}" type="#_x0000_t136"
        alt="Draft" style="position:absolute;margin-left:0;margin-top:0;width:412pt;height:165pt;rotation:315;z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;mso-position-vertical-relative:margin"
        o:allowincell="f" fillcolor="silver" stroked="f">
      <v:fill opacity=".5"/>
      <v:textpath style="font-family:&quot;Arial&quot;;font-size:1pt" string="DRAFT"/>
    </v:shape>
  </w:pict>
</w:r>
"""


def marked_as_draft(document: Document) -> Document:
    """Put DRAFT behind the text of every page and return the document."""
    for number, paragraph in enumerate(_first_paragraphs(document, "page header"), 1):
        xml = _WATERMARK.format(ns=nsdecls("w"), number=number, spid=2049 + number)
        paragraph.append(parse_xml(xml))
    return document


def take_off_marks(document: Document) -> None:
    """Take DRAFT and the document's own page numbers off its pages."""
    style = next((s for s in document.styles if s.name == _PAGE_NUMBER.lower()), None)
    style_id = _PAGE_NUMBER.replace(" ", "") if style is None else style.style_id
    for story in stories(document):
        if not story.is_stationery:
            continue
        for run in list(story.root.iter(qn("w:r"))):
            look = run.find(f"{qn('w:rPr')}/{qn('w:rStyle')}")
            numbered = look is not None and look.get(qn("w:val")) == style_id
            if numbered or _is_watermark(run):
                run.getparent().remove(run)


def _is_watermark(run: etree._Element) -> bool:
    return any(
        (shape.get("id") or "").startswith("PowerPlusWaterMarkObject")
        for shape in run.iter("{urn:schemas-microsoft-com:vml}shape")
    )


def _first_paragraphs(document: Document, name: str) -> Iterator[etree._Element]:
    for story in stories(document):
        if story.name is not None and story.name.startswith(name):
            paragraph = next(story.root.iter(qn("w:p")), None)
            if paragraph is not None:
                yield paragraph
