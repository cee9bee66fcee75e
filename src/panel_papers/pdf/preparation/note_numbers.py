"""Numbers of footnotes, said where engines look for them.

Word takes the format, the first number and the restart of footnotes from the section, or else from
the document's settings (ECMA-376 part 1, 17.11.11 and 17.11.12). LibreOffice 7.4 heeds the section
alone, and prints 0 for notes that start again in each section.
"""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Iterator

from lxml import etree

from panel_papers.pdf.preparation.rewriting import UncountableError, parsed, rewritten
from panel_papers.pdf.tagging.wordxml import W, XmlElement, value

_DOCUMENT, _SETTINGS = "word/document.xml", "word/settings.xml"
_USUAL = {"numFmt": "decimal", "numStart": "1", "numRestart": "continuous"}


def with_note_numbers(data: bytes) -> bytes:
    """Return the Word file with its footnotes' numbering said in each section, where it is unusual.

    Raises UncountableError where sections number their notes apart from each other.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
        if "word/footnotes.xml" not in names or _DOCUMENT not in names:
            return data
        if not any(b"footnotePr" in package.read(n) for n in (_DOCUMENT, _SETTINGS) if n in names):
            return data
        document, settings = parsed(package, _DOCUMENT), parsed(package, _SETTINGS)
        if document is None:
            return data
        default = None if settings is None else settings.find(W + "footnotePr")
        sections = [section for section, noted in _sections(document) if noted]
        kinds = [_numbering(section.find(W + "footnotePr"), default) for section in sections]
        if all(kind == _USUAL for kind in kinds):
            return data
        if len(kinds) > 1 and any(k != kinds[0] or k["numRestart"] == "eachSect" for k in kinds):
            raise UncountableError("footnotes whose numbers restart or change by section")
        kind = {**kinds[0]}
        if kind["numRestart"] == "eachSect":  # the one section that has notes
            kind["numRestart"] = "continuous"
        for section in document.iter(W + "sectPr"):
            _say(section, kind)
        return rewritten(package, {_DOCUMENT: document})


def numbers_notes_from_one(document: XmlElement) -> bool:
    """Say whether a document that `with_note_numbers` has seen numbers its notes 1, 2, 3."""
    said = (section.find(W + "footnotePr") for section in document.iter(W + "sectPr"))
    return all(_numbering(each, None) == _USUAL for each in said)


def _sections(document: XmlElement) -> Iterator[tuple[XmlElement, bool]]:
    """Yield each section's properties, and whether a footnote is cited in it."""
    noted = False
    for element in document.iter(W + "footnoteReference", W + "sectPr"):
        if element.tag == W + "sectPr":
            yield element, noted
            noted = False
        else:
            noted = True


def _numbering(own: XmlElement | None, default: XmlElement | None) -> dict[str, str]:
    return {
        name: value(own, name) or value(default, name) or usual for name, usual in _USUAL.items()
    }


def _say(section: XmlElement, kind: dict[str, str]) -> None:
    """Write the numbering into a section's properties, in the schema's order."""
    own = section.find(W + "footnotePr")
    position = None if own is None else own.find(W + "pos")
    new = etree.Element(W + "footnotePr")
    if position is not None:
        new.append(copy.deepcopy(position))
    for name, said in kind.items():
        if said != _USUAL[name]:
            etree.SubElement(new, W + name).set(W + "val", said)
    if own is not None:
        section.replace(own, new)
    else:
        references = [e for e in section if str(e.tag).endswith("Reference")]
        section.insert(len(references), new)
