"""The font families that a Word document names, without reading it as a document."""

from __future__ import annotations

import io
import re
import zipfile
from html import unescape

_ELEMENT = re.compile(rb"<w:(?:rFonts|sym)\b[^<>]*>")
_ATTRIBUTE = re.compile(rb'\bw:(?:ascii|hAnsi|cs|eastAsia|font)="([^"]+)"')
_ELSEWHERE = re.compile(
    rb'(?:<w:altName [^<>]*?\bw:val|\btypeface)="([^"]+)"'
    rb"|font-family:\s*(?:&quot;|')?([^;\"'&]+)"
)
_BY_SCRIPT = re.compile(rb"<\w+:font\b[^<>]*\bscript=[^<>]*>")
"""A theme's font for one script. Word's own themes name about 30, and rdocx 0.16.3 uses none."""
_STYLES = "word/styles.xml"
_STYLE = re.compile(rb"(?=<w:style\b)")
_STYLE_ID = re.compile(rb"""\bw:styleId=["']([^"']*)""")
_VALUE = re.compile(rb"""\bw:val=["']([^"']*)""")
_DEFAULT = re.compile(rb"<w:style\b[^<>]*\bw:default=")


def font_names(data: bytes) -> set[str]:
    """Return every family that a part of the document names, themes and old drawings included.

    A theme's fonts for single scripts are left out: with them, rdocx copied 59 MB of fonts for each
    conversion, which took 0.2 s of processor time instead of 0.03 s, for the same bytes. So are
    those that only the table of fonts names, or a style that nothing uses (measured: a fifth of the
    time of a conversion of our report, for Courier New alone).
    """
    found: set[str] = set()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = dict.fromkeys(package.namelist())
        parts = {n: package.read(n) for n in names if n.startswith("word/") and n.endswith(".xml")}
    if _STYLES in parts:
        others = [part for name, part in parts.items() if name != _STYLES]
        parts[_STYLES] = _without_unused(parts[_STYLES], others)
    for part in parts.values():
        written = set(_ATTRIBUTE.findall(b"".join(set(_ELEMENT.findall(part)))))
        named = _ELSEWHERE.findall(_BY_SCRIPT.sub(b"", part))
        written |= {first or second for first, second in named}
        found |= {unescape(each.decode("utf-8", "replace")).strip() for each in written}
    return {each for each in found if each and not each.startswith("+")}  # +mn-lt: the theme's


def _without_unused(styles: bytes, others: list[bytes]) -> bytes:
    """Return the part of styles without those that no other part uses, by themselves or by others.

    Any value that is the identifier of a style counts as its use, so that none is missed.
    """
    head, *following = _STYLE.split(styles)
    written: dict[bytes, bytes] = {}
    for style in following:
        if match := _STYLE_ID.search(style):
            written[match[1]] = written.get(match[1], b"") + style
    used = {key for key, style in written.items() if _DEFAULT.match(style)}
    used |= written.keys() & {value for part in others for value in _VALUE.findall(part)}
    new = used
    while new:
        new = written.keys() & {v for key in new for v in _VALUE.findall(written[key])} - used
        used |= new
    return head + b"".join(written[key] for key in written if key in used)
