"""What a Word document prints, as text."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from lxml import etree

from panel_papers.pdf.engines.files import DAMAGE

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PRINTED = ("document", "header", "footer", "footnotes", "endnotes")


def paragraphs(docx: bytes) -> Iterator[str]:
    """Yield the text of each paragraph that is printed; nothing of a file that is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as package:
            for name in sorted(package.namelist()):
                folder, _, part = name.rpartition("/")
                if folder == "word" and part.startswith(_PRINTED) and part.endswith(".xml"):
                    safe = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
                    root = etree.fromstring(package.read(name), safe)
                    for paragraph in root.iter(f"{_W}p"):
                        yield "".join(t.text or "" for t in paragraph.iter(f"{_W}t"))
    except (*DAMAGE, etree.XMLSyntaxError):
        return  # the engine reports it
