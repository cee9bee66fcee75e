"""The rules of PDF/UA-1 in plain English: what is wrong, and what its author can do about it."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.pdf.conformance.model import Failure


class Rule(Struct, frozen=True):
    """A rule as the author of a paper reads it.

    `clause` is its place in ISO 14289-1:2014, or in ISO 19005-2:2011 for PDF/A-2a. `found` says
    what is wrong; `{name}` in it is the name of the font or tag. `word` is what to do in Word
    before saving as PDF, `acrobat` what to do in Acrobat; both are imperative clauses.
    """

    clause: str
    found: str
    word: str
    acrobat: str


def rule_of(failure: Failure) -> Rule:
    """Return the rule that is broken, in plain English, with the font or tag that breaks it.

    One that is not known here is given in the validator's own words.
    """
    known = RULES.get(failure.rule.removeprefix("PDFUA1-"))
    if known is None:
        return Rule("", f"a rule of PDF/UA-1 is broken: {failure.message}", *_AGAIN)
    name = f"“{failure.subject}”" if failure.subject else ""
    return replace(known, found=" ".join(known.found.format(name=name).split()))


# What to do: in Word, in Acrobat.
_TICK = "tick “Document structure tags for accessibility” in the options of Save As > PDF"
_AGAIN = (
    _TICK,
    "run Accessibility > Full Check and correct what it lists",
)
_TABLE = (
    "make it a plain table again: nothing but rows, with the same number of cells in each, and "
    "“Repeat Header Rows” on the first",
    "correct the table in the Tags panel or with Accessibility > Reading Order > Table Editor",
)
_HEADERS = (
    "select the first row of the table and tick Table Design > Header Row and Layout > Repeat "
    "Header Rows",
    "select the table with Accessibility > Reading Order > Table Editor, and set each header "
    "cell's type and scope",
)
_LIST = (
    "make it again as a list of Word's own (Home > Bullets or Numbering)",
    "correct the list in the Tags panel: L holds LI, and LI holds Lbl and LBody",
)
_CONTENTS_LIST = (
    "make it again as a table of contents of Word's own (References > Table of Contents)",
    "correct the contents list in the Tags panel: TOC holds TOCI and nothing else",
)
_ALT = (
    "right-click the picture, choose “View Alt Text” and describe it, or mark it as decorative",
    "choose Accessibility > Set Alternate Text and describe it",
)
_HEADINGS = (
    "use the styles Heading 1, 2, 3 … without leaving a level out",
    "correct the heading levels in the Tags panel (H1, then H2, then H3)",
)
_LANGUAGE = (
    "set the language of the text (Review > Language > Set Proofing Language)",
    "set the language in File > Properties > Advanced, and in the Tags panel's properties",
)
_FONT = (
    "tick “PDF/A compliant” in the options of Save As > PDF, which embeds fonts whole; or use "
    "another font",
    "run the preflight fixup “Embed missing fonts”, or make the PDF again from its source",
)
_TAGS = (
    _TICK,
    "tag the content with Accessibility > Reading Order, or mark it as an artifact if it is "
    "decoration",
)
_ROLES = (
    _TICK,
    "choose Edit Role Map in the Tags panel's menu, and map it to a standard tag such as P",
)
_LINK = (
    _TICK,
    "tag the link with the Tags panel's “Find > Unmarked Links”, and give it an alternate text",
)
_NOTE = (
    "make the note again with References > Insert Footnote",
    "give the Note an ID of its own in the Tags panel's properties",
)
_FIELD = (
    "leave the form field out and type its answer as text",
    "choose Prepare Form, open the field's properties and fill in its tooltip; then tag it with "
    "the Tags panel's “Find > Unmarked Annotations”",
)
_COMMENT = (
    "take the note, stamp or drawing off the page",
    "delete the annotation; or describe it in its properties and tag it with the Tags panel's "
    "“Find > Unmarked Annotations”",
)
_MEDIA = (
    "take the film or sound out, and link to it on a web page",
    "delete the film or sound, and link to it on a web page",
)
_TITLE = (
    "fill in the title in File > Info",
    "fill in the title in File > Properties > Description",
)
_OURS = (
    _TICK,
    "make the PDF again from its source; if that does not help, report it to the makers of "
    "Panel Papers",
)

_IN_TABLE = "a table of the tags is not built of rows and cells alone"
_LOOSE = "a part of a table is outside a table in the tags"
_UNEVEN = "the rows or columns of a table do not have the same number of cells"
_NO_LANGUAGE = "the language of a text is not known"

RULES = {
    # identification, and what a PDF says of itself as a whole
    "HEADER-001": Rule(
        "6.1", "the PDF’s tags are those of PDF 2.0, which PDF/UA-1 does not know", *_AGAIN
    ),
    "ID-SCHEMA-001": Rule("5", "the mark of PDF/UA-1 is missing", *_OURS),
    "ID-PART-001": Rule("5", "the mark of PDF/UA-1 names another part", *_OURS),
    "ID-PART-PREFIX-001": Rule("5", "the mark of PDF/UA-1 is misspelt", *_OURS),
    "ID-AMD-PREFIX-001": Rule("5", "the mark of PDF/UA-1 is misspelt", *_OURS),
    "ID-CORR-PREFIX-001": Rule("5", "the mark of PDF/UA-1 is misspelt", *_OURS),
    "METADATA-STRUCTURE-001": Rule(
        "7.1", "the PDF does not describe itself (no XMP metadata)", *_TITLE
    ),
    "METADATA-TITLE-001": Rule("7.1", "the PDF has no title", *_TITLE),
    "METADATA-LANGUAGE-001": Rule(
        "7.2", "the language of the PDF’s title is not known", *_LANGUAGE
    ),
    "VIEWER-PREFERENCES-001": Rule(
        "7.1", "the window shows the file’s name and not the PDF’s title", *_TITLE
    ),
    "TAGGED-DOCUMENT-001": Rule("7.1", "the PDF is not marked as tagged", *_TAGS),
    "SUSPECTS-001": Rule("7.1", "the PDF’s tags are marked as doubtful (Suspects)", *_TAGS),
    "STRUCT-TREE-ROOT-001": Rule("7.1", "the PDF has no accessibility tags", *_TAGS),
    "ENCRYPTION-P-001": Rule("7.16", "the PDF’s security settings lock screen readers out", *_OURS),
    "DYNAMIC-XFA-001": Rule(
        "7.15", "the PDF is a form that changes while it is read (XFA)", *_FIELD
    ),
    # tags as such
    "STRUCT-ELEMENT-PARENT-001": Rule("7.1", "a tag does not say which tag it belongs to", *_TAGS),
    "STRUCT-TREE-ROLE-MAP-001": Rule("7.1", "the tag {name} is of no known kind", *_ROLES),
    "STRUCT-TREE-ROLE-MAP-CYCLE-001": Rule("7.1", "kinds of tags are defined in a circle", *_ROLES),
    "STRUCT-TREE-ROLE-MAP-STANDARD-001": Rule(
        "7.1", "a standard tag is redefined as another", *_ROLES
    ),
    "CONTENT-TAGGING-001": Rule("7.1", "content on the page is in no tag", *_TAGS),
    "ARTIFACT-NESTED-001": Rule("7.1", "decoration (an artifact) is inside tagged content", *_TAGS),
    "TAGGED-CONTENT-INSIDE-ARTIFACT-001": Rule(
        "7.1", "tagged content is inside decoration (an artifact)", *_TAGS
    ),
    "FORM-STRUCTURE-001": Rule("7.20", "one tagged drawing is used more than once", *_TAGS),
    "FORM-REFERENCE-001": Rule("7.20", "the PDF shows content of another file", *_OURS),
    # text, pictures, headings, notes
    "FIGURE-ALTERNATIVE-TEXT-001": Rule("7.3", "a picture has no alternative text", *_ALT),
    "FORMULA-ALTERNATIVE-TEXT-001": Rule("7.7", "a formula has no alternative text", *_ALT),
    "HEADING-NESTING-001": Rule("7.4.2", "a heading level is left out", *_HEADINGS),
    "HEADING-CHILD-COUNT-001": Rule(
        "7.4.4", "a section has more than one heading without a level (H)", *_HEADINGS
    ),
    "HEADING-STRUCTURE-001": Rule(
        "7.4.4", "headings with a level (H1) and without one (H) are mixed", *_HEADINGS
    ),
    "NOTE-ID-001": Rule("7.9", "a footnote has no ID", *_NOTE),
    "NOTE-ID-UNIQUE-001": Rule("7.9", "two footnotes have the same ID", *_NOTE),
    # language
    "LANGUAGE-TAG-001": Rule(
        "7.2", "a language is named in a way that no program knows", *_LANGUAGE
    ),
    "TEXT-LANGUAGE-001": Rule("7.2", _NO_LANGUAGE, *_LANGUAGE),
    "ACTUAL-TEXT-LANGUAGE-001": Rule("7.2", _NO_LANGUAGE, *_LANGUAGE),
    "ALT-TEXT-LANGUAGE-001": Rule(
        "7.2", "the language of an alternative text is not known", *_LANGUAGE
    ),
    "E-TEXT-LANGUAGE-001": Rule("7.2", _NO_LANGUAGE, *_LANGUAGE),
    "SPAN-ACTUAL-TEXT-LANGUAGE-001": Rule("7.2", _NO_LANGUAGE, *_LANGUAGE),
    "SPAN-ALT-TEXT-LANGUAGE-001": Rule("7.2", _NO_LANGUAGE, *_LANGUAGE),
    "SPAN-E-TEXT-LANGUAGE-001": Rule("7.2", _NO_LANGUAGE, *_LANGUAGE),
    "OUTLINE-LANGUAGE-001": Rule(
        "7.2", "the language of the PDF’s bookmarks is not known", *_LANGUAGE
    ),
    "ANNOTATION-CONTENTS-LANGUAGE-001": Rule(
        "7.2", "the language of a note on the page is not known", *_LANGUAGE
    ),
    "FORM-FIELD-TU-LANGUAGE-001": Rule(
        "7.2", "the language of a form field's name is not known", *_LANGUAGE
    ),
    # tables
    "TABLE-KIDS-001": Rule("7.2", _IN_TABLE, *_TABLE),
    "TR-KIDS-001": Rule("7.2", _IN_TABLE, *_TABLE),
    "THEAD-KIDS-001": Rule("7.2", _IN_TABLE, *_TABLE),
    "TBODY-KIDS-001": Rule("7.2", _IN_TABLE, *_TABLE),
    "TFOOT-KIDS-001": Rule("7.2", _IN_TABLE, *_TABLE),
    "TR-PARENT-001": Rule("7.2", "a row of a table is outside a table in the tags", *_TABLE),
    "TH-PARENT-001": Rule("7.2", "a cell of a table is outside a row in the tags", *_TABLE),
    "TD-PARENT-001": Rule("7.2", "a cell of a table is outside a row in the tags", *_TABLE),
    "THEAD-PARENT-001": Rule("7.2", _LOOSE, *_TABLE),
    "TBODY-PARENT-001": Rule("7.2", _LOOSE, *_TABLE),
    "TFOOT-PARENT-001": Rule("7.2", _LOOSE, *_TABLE),
    "TABLE-CAPTION-COUNT-001": Rule("7.2", "a table has more than one caption", *_TABLE),
    "TABLE-CAPTION-POSITION-001": Rule(
        "7.2", "the caption of a table is neither its first part nor its last", *_TABLE
    ),
    "TABLE-THEAD-COUNT-001": Rule("7.2", "a table has more than one head", *_TABLE),
    "TABLE-TFOOT-COUNT-001": Rule("7.2", "a table has more than one foot", *_TABLE),
    "TABLE-THEAD-TBODY-001": Rule("7.2", "a table has a head and no body", *_TABLE),
    "TABLE-TFOOT-TBODY-001": Rule("7.2", "a table has a foot and no body", *_TABLE),
    "TABLE-COLUMN-ROWSPAN-001": Rule("7.2", _UNEVEN, *_TABLE),
    "TABLE-ROW-COLUMNSPAN-001": Rule("7.2", _UNEVEN, *_TABLE),
    "TABLE-CELL-INTERSECTION-001": Rule("7.2", "two cells of a table overlap", *_TABLE),
    "TABLE-HEADERS-SCOPE-001": Rule(
        "7.5", "a table does not say which cells are its headers", *_HEADERS
    ),
    "TABLE-HEADERS-UNDEFINED-001": Rule(
        "7.5", "a cell of a table names a header that is not there", *_HEADERS
    ),
    # lists
    "L-KIDS-001": Rule("7.2", "a list holds something other than its items", *_LIST),
    "L-CAPTION-001": Rule("7.2", "the caption of a list is not its first part", *_LIST),
    "LI-KIDS-001": Rule(
        "7.2", "an item of a list holds something other than label and text", *_LIST
    ),
    "LI-PARENT-001": Rule("7.2", "an item of a list is outside a list in the tags", *_LIST),
    "LBODY-PARENT-001": Rule("7.2", "an item of a list is outside a list in the tags", *_LIST),
    "TOC-KIDS-001": Rule(
        "7.2", "a contents list holds something other than entries", *_CONTENTS_LIST
    ),
    "TOC-CAPTION-001": Rule(
        "7.2", "the caption of a contents list is not its first part", *_CONTENTS_LIST
    ),
    "TOCI-PARENT-001": Rule(
        "7.2", "an entry of a contents list is outside one in the tags", *_CONTENTS_LIST
    ),
    # what lies on the page: links, notes, fields, films
    "PAGE-TABS-001": Rule("7.18.3", "the tab key does not follow the tags", *_LINK),
    "LINK-LINK-TAG-001": Rule("7.18.5", "a link is in no Link tag", *_LINK),
    "LINK-CONTENTS-001": Rule("7.18.5", "a link has no description", *_LINK),
    "ANNOTATION-ANNOT-TAG-001": Rule(
        "7.18.1", "a note, stamp or drawing on the page is in no tag", *_COMMENT
    ),
    "ANNOTATION-CONTENTS-ALT-001": Rule(
        "7.18.1", "a note, stamp or drawing on the page has no description", *_COMMENT
    ),
    "TRAPNET-ANNOTATION-001": Rule("7.18.2", "the PDF has marks for printers (TrapNet)", *_COMMENT),
    "PRINTER-MARK-ARTIFACT-001": Rule("7.18.8", "a printer's mark is tagged as content", *_COMMENT),
    "WIDGET-FORM-TAG-001": Rule("7.18.4", "a form field is in no tag", *_FIELD),
    "FORM-CHILDREN-001": Rule("7.18.4", "a form field's tag holds more than its field", *_FIELD),
    "FORM-FIELD-TU-ALT-001": Rule("7.18.1", "a form field has no name that is spoken", *_FIELD),
    "MEDIA-CLIP-CT-001": Rule(
        "7.18.6.2", "a film or sound does not say of what kind it is", *_MEDIA
    ),
    "MEDIA-CLIP-ALT-001": Rule("7.18.6.2", "a film or sound has no description", *_MEDIA),
    "OPTIONAL-CONTENT-NAME-001": Rule("7.10", "the PDF’s layers have no name", *_OURS),
    "OPTIONAL-CONTENT-AS-001": Rule("7.10", "the PDF’s layers show and hide by themselves", *_OURS),
    "FILE-SPEC-F-AND-UF-001": Rule("7.11", "an attached file has no name", *_COMMENT),
    # fonts
    "FONT-EMBEDDING-001": Rule("7.21.4.1", "the font {name} is not embedded", *_FONT),
    "FONT-GLYPH-PRESENCE-001": Rule("7.21.4.1", "the font {name} lacks letters it prints", *_FONT),
    "FONT-TYPE1-CHARSET-001": Rule("7.21.4.2", "the font {name} lists its letters wrongly", *_FONT),
    "CID-SUBSET-CIDSET-001": Rule("7.21.4.2", "the font {name} lists its letters wrongly", *_FONT),
    "FONT-GLYPH-WIDTH-001": Rule("7.21.5", "the font {name} gives wrong widths", *_FONT),
    "TRUETYPE-NONSYMBOLIC-CMAP-001": Rule("7.21.6", "the font {name} is coded wrongly", *_FONT),
    "TRUETYPE-NONSYMBOLIC-ENCODING-001": Rule("7.21.6", "the font {name} is coded wrongly", *_FONT),
    "TRUETYPE-SYMBOLIC-ENCODING-001": Rule("7.21.6", "the font {name} is coded wrongly", *_FONT),
    "TRUETYPE-SYMBOLIC-CMAP-001": Rule("7.21.6", "the font {name} is coded wrongly", *_FONT),
    "FONT-UNICODE-MAPPING-001": Rule(
        "7.21.7", "the font {name} does not say which letters its shapes are", *_FONT
    ),
    "FONT-UNICODE-VALUE-001": Rule(
        "7.21.7", "the font {name} does not say which letters its shapes are", *_FONT
    ),
    "NOTDEF-GLYPH-001": Rule("7.21.8", "a letter is printed that the font {name} lacks", *_FONT),
    "CIDTOGIDMAP-001": Rule("7.21.3.2", "the font {name} is embedded wrongly", *_FONT),
    "TYPE0-CID-SYSTEM-INFO-001": Rule("7.21.3.1", "the font {name} is embedded wrongly", *_FONT),
    "CMAP-EMBEDDING-001": Rule("7.21.3.3", "the coding of the font {name} is not embedded", *_FONT),
    "CMAP-WMODE-001": Rule(
        "7.21.3.3", "the font {name} contradicts itself on its direction", *_FONT
    ),
    "CMAP-REFERENCE-001": Rule("7.21.3.3", "the coding of the font {name} is not known", *_FONT),
}
"""Every rule of page-validation 0.11.0, without “PDFUA1-”."""
