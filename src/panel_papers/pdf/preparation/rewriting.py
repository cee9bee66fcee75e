"""A Word file with some of its XML parts changed, as an engine is to see it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from lxml import etree

from panel_papers.pdf.preparation.parsing import parse
from panel_papers.pdf.tagging.wordxml import XmlElement


class UncountableError(Exception):
    """Numbers that no engine prints as Word does; its text says which, in words."""


def parsed(package: zipfile.ZipFile, name: str) -> XmlElement | None:
    """Return a part's root; None where it is absent or does not parse: the engine refuses that."""
    try:
        return parse(package.read(name))
    except (KeyError, etree.XMLSyntaxError):
        return None


def rewritten(package: zipfile.ZipFile, changed: Mapping[str, XmlElement]) -> bytes:
    """Return the Word file with the changed parts in the place of its own."""
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        for name in dict.fromkeys(package.namelist()):
            part = package.read(name)
            if name in changed:
                part = etree.tostring(changed[name], encoding="UTF-8", standalone=True)
            target.writestr(zipfile.ZipInfo(name), part)  # its own date is fixed: 1 January 1980
    return result.getvalue()
