"""Word templates and documents with macros that were renamed .docx: the type of a document.

The main part's content type says what a file is (ECMA-376 part 1, 11.3.10), and engines go by it.
The text is the same; macros are for others to refuse.
"""

from __future__ import annotations

from panel_papers.pdf.preparation.package import CONTENT_TYPES, WordParts

_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OTHERS = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
}


def write_document_type(parts: WordParts) -> None:
    """Say that the main part is a document's, where it is a template's or one with macros."""
    types = parts.tree(CONTENT_TYPES)
    for element in () if types is None else types:
        if element.get("ContentType") in _OTHERS:
            element.set("ContentType", _DOCUMENT)
            parts.touch(CONTENT_TYPES)
