"""One Word package as bytes: parts, content types, relationships, with nothing that varies."""

from __future__ import annotations

import io
import zipfile

from word_templates import numbering, parts, styles
from word_templates.xml import Element, to_bytes, w

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_METADATA = "http://schemas.openxmlformats.org/package/2006/relationships/metadata"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_DOCUMENT_PARTS = (
    ("styles", "styles.xml", "styles"),
    ("numbering", "numbering.xml", "numbering"),
    ("settings", "settings.xml", "settings"),
    ("fontTable", "fontTable.xml", "fontTable"),
    ("theme", "theme/theme1.xml", None),
    ("footnotes", "footnotes.xml", "footnotes"),
    ("header", "header1.xml", "header"),
    ("footer", "footer1.xml", "footer"),
)
"""Relationship, name, and content type of each part beside the body; rId1 is the first."""


def package(
    title: str,
    body: list[Element],
    *,
    section: Element | None = None,
    header: Element | None = None,
    footer: Element | None = None,
) -> bytes:
    """Return a .docx with this body, and the styles and lists of the house.

    Page set-up, header and footer are the house's too, where none is given.
    """
    document = w("document", w("body", *body, parts.section() if section is None else section))
    members = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _package_relations(),
        "docProps/app.xml": parts.application_properties(),
        "docProps/core.xml": parts.core_properties(title),
        "word/_rels/document.xml.rels": _document_relations(),
        "word/document.xml": to_bytes(document),
        "word/fontTable.xml": to_bytes(parts.font_table()),
        "word/footer1.xml": to_bytes(parts.footer() if footer is None else footer),
        "word/footnotes.xml": to_bytes(parts.footnotes()),
        "word/header1.xml": to_bytes(parts.header() if header is None else header),
        "word/numbering.xml": to_bytes(numbering.numbering()),
        "word/settings.xml": to_bytes(parts.settings()),
        "word/styles.xml": to_bytes(styles.styles()),
        "word/theme/theme1.xml": parts.theme(),
    }
    return _zip(members)


def _zip(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            info.create_system = 0  # the same on every platform
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return buffer.getvalue()


def _content_types() -> bytes:
    defaults = [
        ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
        ("xml", "application/xml"),
    ]
    overrides = [
        ("docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties"),
        ("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties"),
        ("word/document.xml", f"{_WORD_TYPE}.document.main"),
        ("word/theme/theme1.xml", "application/vnd.openxmlformats-officedocument.theme"),
        *((f"word/{name}", f"{_WORD_TYPE}.{kind}") for _, name, kind in _DOCUMENT_PARTS if kind),
    ]
    lines = [f'<Default Extension="{end}" ContentType="{kind}"/>' for end, kind in defaults]
    lines += [
        f'<Override PartName="/{name}" ContentType="{kind}+xml"/>' for name, kind in overrides
    ]
    return f'{_DECLARATION}<Types xmlns="{_TYPES}">{"".join(lines)}</Types>'.encode()


def _package_relations() -> bytes:
    return _relations(
        [
            (f"{_OFFICE}/officeDocument", "word/document.xml"),
            (f"{_METADATA}/core-properties", "docProps/core.xml"),
            (f"{_OFFICE}/extended-properties", "docProps/app.xml"),
        ]
    )


def _document_relations() -> bytes:
    return _relations([(f"{_OFFICE}/{kind}", name) for kind, name, _ in _DOCUMENT_PARTS])


def _relations(targets: list[tuple[str, str]]) -> bytes:
    lines = [
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    ]
    opening = f'{_DECLARATION}<Relationships xmlns="{_RELATIONS}">'
    return f"{opening}{''.join(lines)}</Relationships>".encode()
