"""The styles of Word comments, defined in a document that gets comments from us."""

from __future__ import annotations

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from panel_papers.word.xml import attribute, children

_STYLES = {
    "CommentReference": (
        '<w:style {} w:type="character" w:styleId="CommentReference">'
        '<w:name w:val="annotation reference"/><w:uiPriority w:val="99"/><w:semiHidden/>'
        '<w:rPr><w:sz w:val="16"/><w:szCs w:val="16"/></w:rPr></w:style>'
    ),
    "CommentText": (
        '<w:style {} w:type="paragraph" w:styleId="CommentText">'
        '<w:name w:val="annotation text"/><w:uiPriority w:val="99"/>'
        '<w:rPr><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr></w:style>'
    ),
}
"""What python-docx names in its comments, as Word defines it."""


def define_comment_styles(document: Document) -> None:
    """Define the styles that comments use, where the document does not."""
    styles = document.styles.element
    known = {attribute(style, "w:styleId") for style in children(styles, "w:style")}
    for style_id, xml in _STYLES.items():
        if style_id not in known:
            styles.append(parse_xml(xml.format(nsdecls("w"))))
