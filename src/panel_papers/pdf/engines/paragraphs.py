"""What a Word document prints, as text."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from lxml import etree

from panel_papers.pdf.engines.files import DAMAGE
from panel_papers.pdf.preparation.parsing import parse

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PRINTED = ("document", "header", "footer", "footnotes", "endnotes")


def paragraphs(docx: bytes) -> Iterator[str]:
    """Yield the text of each paragraph that is printed; nothing of a file that is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as package:
            for name in sorted(package.namelist()):
                folder, _, part = name.rpartition("/")
                if folder == "word" and part.startswith(_PRINTED) and part.endswith(".xml"):
                    root = parse(package.read(name))
                    for paragraph in root.iter(f"{_W}p"):
                        yield "".join(t.text or "" for t in paragraph.iter(f"{_W}t"))
    except (*DAMAGE, etree.XMLSyntaxError):
        return  # the engine tells of it
