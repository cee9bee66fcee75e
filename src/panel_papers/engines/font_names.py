"""The font families that a Word document names, without reading it as a document."""

from __future__ import annotations

import io
import re
import zipfile
from html import unescape

_FAMILY = re.compile(
    rb'(?:\bw:(?:ascii|hAnsi|cs|eastAsia|font)|<w:font [^>]*\bw:name|<w:altName [^>]*\bw:val'
    rb'|\btypeface)="([^"]+)"|font-family:\s*(?:&quot;|\')?([^;"\'&]+)'
)


def font_names(data: bytes) -> set[str]:
    """Return every family that a part of the document names, themes and old drawings included."""
    found: set[str] = set()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if name.startswith("word/") and name.endswith(".xml"):
                for quoted, styled in _FAMILY.findall(package.read(name)):
                    text = unescape((quoted or styled).decode("utf-8", "replace")).strip()
                    if text and not text.startswith("+"):  # +mn-lt: the theme's
                        found.add(text)
    return found
