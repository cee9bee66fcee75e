"""The rules of PDF/A-2a in plain English: what keeps a PDF from being kept for good as it is."""

from __future__ import annotations

from panel_papers.pdf.conformance.model import Failure
from panel_papers.pdf.conformance.rules import Rule

PREFIX = "PDFA2A-"
_HOW = (
    "tick “PDF/A compliant” in the options of Save As > PDF",
    "choose Save As Other > Archivable PDF (PDF/A)",
)


def archival_rule_of(failure: Failure) -> Rule:
    """Return the rule of PDF/A-2a that is broken, in plain English, with its font.

    One that is not known here is given in the validator's own words.
    """
    name = failure.rule.removeprefix(PREFIX)
    for start, (clause, found) in FAMILIES.items():
        if name.startswith(start):
            subject = f"“{failure.subject}”" if failure.subject else ""
            return Rule(clause, " ".join(found.format(name=subject).split()), *_HOW)
    return Rule("", f"a rule of PDF/A-2a is broken: {failure.message}", *_HOW)


_ACTION = ("6.5", "it runs or opens something by itself (an action)")
_FIELDS = ("6.4.1", "its form fields are not drawn in the file")
_METADATA = ("6.6.2", "what it says of itself (XMP) is not written as archives expect")
_CODED = ("6.2.11.6", "the font {name} is coded wrongly")
_EMBEDDED = ("6.2.11.4", "the font {name} is not embedded whole")
_LETTERS = ("6.2.11.7", "the font {name} does not say which letters its shapes are")
_COMPOSITE = ("6.2.11.3", "the font {name} is embedded wrongly")
_LAYERS = ("6.9", "its layers are not described as archives expect")
_FILE = ("6.8", "another file is attached to it")
_TAGS = ("6.7", "its accessibility tags are missing or of no known kind")
_SYNTAX = ("6.1", "the file is not written as archives expect")
_LIMIT = ("6.1.13", "it holds a number, name or text beyond the limits of archives")
_TRANSPARENT = ("6.2.10", "what is transparent in it is not described as archives expect")
_PRINTER = ("6.2.5", "it holds settings for a printing press")
_COLOUR = ("6.2.4", "a colour in it is not described as archives expect")

FAMILIES = {
    # colours and pictures
    "DEVICE-CMYK-": ("6.2.4.3", "it has the colours of a printing press (CMYK)"),
    "DEVICE-": ("6.2.4.3", "it does not say which colours its red, green and blue are"),
    "DEVICEN-": _COLOUR,
    "ICCBASED-": _COLOUR,
    "SEPARATION-": _COLOUR,
    "OUTPUTINTENT-": ("6.2.3", "it does not say for which screen or press its colours are"),
    "RENDERING-INTENT-": _COLOUR,
    "IMAGE-": ("6.2.8", "a picture is stored in a way that archives do not allow"),
    "INLINE-IMAGE-": ("6.1.10", "a picture is stored in a way that archives do not allow"),
    "JPEG2000-": ("6.2.8.3", "a picture (JPEG 2000) is stored in a way archives do not allow"),
    "EXTGSTATE-BLEND-": _TRANSPARENT,
    "EXTGSTATE-FILL-": _TRANSPARENT,
    "EXTGSTATE-STROKE-": _TRANSPARENT,
    "EXTGSTATE-SMASK-": _TRANSPARENT,
    "TRANSPARENCY-": _TRANSPARENT,
    "XOBJECT-SMASK-": _TRANSPARENT,
    "EXTGSTATE-": _PRINTER,
    "HALFTONE-": _PRINTER,
    "XOBJECT-": ("6.2.9", "a drawing is in a language of printers (PostScript)"),
    "FORM-POSTSCRIPT-": ("6.2.9", "a drawing is in a language of printers (PostScript)"),
    "FORM-REFERENCE-": ("6.2.9", "it shows content of another file"),
    "CONTENT-": ("6.2.2", "a page holds what programs do not know"),
    "GRAPHICS-STATE-": _LIMIT,
    # fonts
    "FONT-EMBEDDING-": _EMBEDDED,
    "CID-SUBSET-": _EMBEDDED,
    "TYPE1-SUBSET-": _EMBEDDED,
    "TYPE1-GLYPH-": _EMBEDDED,
    "TRUETYPE-GLYPH-PRESENCE-": _EMBEDDED,
    "TRUETYPE-GLYPH-WIDTH-": ("6.2.11.5", "the font {name} gives wrong widths"),
    "TRUETYPE-": _CODED,
    "FONT-": ("6.2.11.2", "the font {name} is described wrongly"),
    "NOTDEF-": ("6.2.11.8", "a letter is printed that the font {name} lacks"),
    "UNICODE-": _LETTERS,
    "CIDTOGIDMAP-": _COMPOSITE,
    "CMAP-": _COMPOSITE,
    "TYPE0-": _COMPOSITE,
    # what is on the pages and behind them
    "ANNOTATION-": ("6.3", "a note, stamp or link on the page may look different or be hidden"),
    "ACROFORM-XFA-": ("6.4.2", "it is a form that changes while it is read (XFA)"),
    "ACROFORM-": _FIELDS,
    "WIDGET-APPEARANCE-": _FIELDS,
    "WIDGET-BUTTON-": _FIELDS,
    "SIGNATURE-": ("6.4.3", "its signature is not one that archives can verify"),
    "PERMS-": ("6.1.12", "its security settings are not allowed in archives"),
    "ACTION-": _ACTION,
    "NAMED-ACTION-": _ACTION,
    "WIDGET-": _ACTION,
    "FIELD-": _ACTION,
    "PAGE-ADDITIONAL-": _ACTION,
    "CATALOG-ADDITIONAL-": _ACTION,
    "CATALOG-NEEDS-": ("6.4.2", "it is a form that changes while it is read (XFA)"),
    "CATALOG-REQUIREMENTS-": ("6.11", "it asks for a certain program to be read"),
    "PAGE-BOUNDARY-": ("6.1.13", "a page is too small or too large"),
    "PRES-STEPS-": ("6.10", "its pages are a slide show"),
    "ALTERNATE-": ("6.10", "it holds a second way of showing its pages"),
    "NAMES-EMBEDDED-": _FILE,
    "EMBEDDED-FILE-": _FILE,
    "FILE-SPEC-": _FILE,
    "OPTIONAL-CONTENT-": _LAYERS,
    "LANG-": ("6.7.4", "a language is named in a way that no program knows"),
    "STRUCT-TREE-": _TAGS,
    "TAGGED-": _TAGS,
    "CATALOG-": _SYNTAX,
    # what it says of itself
    "ID-": ("6.6.4", "the mark of PDF/A is missing or misspelt"),
    "INFO-": _METADATA,
    "METADATA-": _METADATA,
    "XMP-": _METADATA,
    # how the file is written
    "ENCRYPTION-": ("6.1.3", "it is locked with a password"),
    "STREAM-LZW-": ("6.1.7.2", "a part of it is packed in a way that archives do not allow"),
    "STREAM-FILTER-": ("6.1.7.2", "a part of it is packed in a way that archives do not allow"),
    "STREAM-EXTERNAL-": ("6.1.7.1", "a part of it is in another file"),
    "STREAM-": _SYNTAX,
    "HEADER-": ("6.1.2", "it is of a newer kind of PDF (2.0) than archives know"),
    "TRAILER-": _SYNTAX,
    "LINEARIZED-": _SYNTAX,
    "POST-EOF-": _SYNTAX,
    "XREF-": _SYNTAX,
    "HEX-STRING-": _SYNTAX,
    "INDIRECT-OBJECT-COUNT-": _LIMIT,
    "INDIRECT-OBJECT-": _SYNTAX,
    "ARRAY-": _LIMIT,
    "DICTIONARY-": _LIMIT,
    "INTEGER-": _LIMIT,
    "NAME-LENGTH-": _LIMIT,
    "REAL-": _LIMIT,
    "STRING-": _LIMIT,
}
"""What rules of page-validation 0.11.0 begin with; its clause, and what is wrong.

The first that fits counts, so a longer one is before a shorter. The clauses are of ISO 19005-2.
"""
