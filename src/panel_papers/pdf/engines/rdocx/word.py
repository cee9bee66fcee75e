"""Word documents written so that rdocx reads all of them (measured: rdocx 0.16.3).

Each change says the same in Word's format in another way; none of it reaches the delivered file.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator

from lxml import etree

from panel_papers.pdf.engines.rdocx.links import bookmarks_wanted, link_by_address, related
from panel_papers.pdf.engines.rdocx.number_looks import write_number_looks
from panel_papers.pdf.engines.rdocx.pictures import for_painting
from panel_papers.pdf.preparation.parsing import parse
from panel_papers.pdf.tagging.signs import has_signs, sign_of

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W = f"{{{_WORD}}}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_PART = re.compile(
    r"word/(document|styles|numbering|settings|header\d*|footer\d*|footnotes|endnotes)\.xml"
)

_DOCUMENT, _NOTES = "word/document.xml", frozenset({"footnotes", "endnotes"})

# What rdocx leaves out with all that is in it, although nothing but its contents is to be seen.
_WRAPPERS = frozenset(_W + name for name in ("smartTag", "customXml", "dir", "bdo"))
_PROPERTIES = frozenset(_W + name for name in ("smartTagPr", "customXmlPr"))


def for_rdocx(data: bytes) -> bytes:
    """Return the Word file in the form that rdocx reads; one without oddities stays as it is.

    Namespaces are declared once, at the top: rdocx does not see the numbers' format of notes whose
    element declares one again. Wrappers without a look are taken off. Endnotes say that they are
    numbered in small Roman numerals, Word's rule where nothing is said (ECMA-376 part 1, 17.11.17).
    """
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = dict.fromkeys(package.namelist())
        roots = dict(_parts(package, names))
        changed: dict[str, bytes] = {}
        wanted = bookmarks_wanted(roots.values())
        write_number_looks(
            roots.get("word/numbering.xml"), roots.get("word/styles.xml"), roots.values()
        )
        of_notes: dict[str, str] = {}
        # the document last: rdocx looks for the links of notes among its relationships
        for name, root in sorted(roots.items(), key=lambda each: each[0] == _DOCUMENT):
            _rewrite(root, has_endnotes="word/endnotes.xml" in names)
            part = name.rpartition("/")[2].removesuffix(".xml")
            addresses = link_by_address(root, wanted, part) if wanted else {}
            if part in _NOTES:
                of_notes |= addresses
            elif name == _DOCUMENT:
                addresses |= of_notes
            if addresses:
                arrows = f"word/_rels/{part}.xml.rels"
                before = package.read(arrows) if arrows in names else None
                changed[arrows] = related(before, addresses)
            _declare_once(root)
            changed[name] = etree.tostring(root, encoding="UTF-8", standalone=True)
        for name in names:
            if name.startswith("word/media/"):
                changed[name] = for_painting(package.read(name))
        result = io.BytesIO()
        with zipfile.ZipFile(result, "w", zipfile.ZIP_STORED) as copy:
            for name in dict.fromkeys([*names, *changed]):
                # ZipInfo's own date is fixed: 1 January 1980.
                copy.writestr(zipfile.ZipInfo(name), changed.get(name) or package.read(name))
    return result.getvalue()


def _parts(package: zipfile.ZipFile, names: Iterable[str]) -> Iterator[tuple[str, etree._Element]]:
    for name in names:
        if _PART.fullmatch(name):
            try:
                yield name, parse(package.read(name))
            except etree.XMLSyntaxError:
                continue  # for the engine to refuse


def _rewrite(root: etree._Element, *, has_endnotes: bool) -> None:
    for wrapper in [e for e in root.iter() if e.tag in _WRAPPERS]:
        _unwrap(wrapper)
    for either in [e for e in root.iter(f"{_MC}AlternateContent") if _is_text(e)]:
        _choose(either)
    for run in root.iter(f"{_W}r"):
        _show_signs(run)
    if has_endnotes:
        for section in root.iter(f"{_W}sectPr"):
            _number_endnotes(section)


def _unwrap(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        at = parent.index(element)
        parent[at : at + 1] = [kid for kid in element if kid.tag not in _PROPERTIES]


def _is_text(either: etree._Element) -> bool:
    return next(either.iter(f"{_W}drawing", f"{_W}pict", f"{_W}object"), None) is None


def _choose(either: etree._Element) -> None:
    """Put the first of the alternatives in their place, as Word does; rdocx prints none of them."""
    parent, choice = either.getparent(), either.find(f"{_MC}Choice")
    if parent is not None and choice is not None:
        at = parent.index(either)
        parent[at : at + 1] = list(choice)


def _show_signs(run: etree._Element) -> None:
    for sign in run.findall(f"{_W}sym"):
        shown = sign_of(sign.get(f"{_W}font"), int(sign.get(f"{_W}char", "0"), 16))
        if shown:
            sign.tag = f"{_W}t"
            sign.attrib.clear()
            sign.text = shown
    fonts = run.find(f"{_W}rPr/{_W}rFonts")
    font = None if fonts is None else fonts.get(f"{_W}ascii")
    if not has_signs(font):
        return
    for text in run.findall(f"{_W}t"):
        text.text = "".join(sign_of(font, ord(c)) or c for c in text.text or "")


def _number_endnotes(section: etree._Element) -> None:
    properties = section.find(f"{_W}endnotePr")
    if properties is None:
        properties = etree.Element(f"{_W}endnotePr")
        # The schema wants it after these three and before all others.
        first = [e for e in section if etree.QName(e).localname.endswith("Reference")]
        first += section.findall(f"{_W}footnotePr")
        section.insert(len(first), properties)
    if properties.find(f"{_W}numFmt") is None:
        form = etree.Element(f"{_W}numFmt")
        form.set(f"{_W}val", "lowerRoman")
        place = 1 if properties.find(f"{_W}pos") is not None else 0
        properties.insert(place, form)


def _declare_once(root: etree._Element) -> None:
    spaces: dict[str, str] = {}
    for element in _elements(root):
        for prefix, address in element.nsmap.items():
            if prefix:
                spaces.setdefault(prefix, address)
    ignorable = root.get(f"{_MC}Ignorable", "").split()
    etree.cleanup_namespaces(root, top_nsmap=spaces, keep_ns_prefixes=[*ignorable, *spaces])


def _elements(root: etree._Element) -> Iterator[etree._Element]:
    yield from (e for e in root.iter() if isinstance(e.tag, str))
