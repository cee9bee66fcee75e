"""A Word file as its parts: XML read safely, relationships resolved, switches understood."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator

from lxml import etree

Element = etree._Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
V = "{urn:schemas-microsoft-com:vml}"
O = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741 - the prefix that Word itself uses
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
WPG = "{http://schemas.microsoft.com/office/word/2010/wordprocessingGroup}"
WPC = "{http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas}"
PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DGM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
ASVG = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}"

# ISO/IEC 29500-1 writes the same names under other addresses (“Strict Open XML Document”).
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", M),
    (b"http://purl.oclc.org/ooxml/drawingml/main", A),
    (b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing", WP),
    (b"http://purl.oclc.org/ooxml/drawingml/picture", PIC),
    (b"http://purl.oclc.org/ooxml/drawingml/chart", C),
    (b"http://purl.oclc.org/ooxml/drawingml/diagram", DGM),
)
_OFF = frozenset({"0", "false", "off", "none"})


class Part:
    """One XML part of a Word file, with the parts that it refers to."""

    def __init__(self, package: Package, name: str, root: Element) -> None:
        self.package = package
        self.name = name
        self.root = root
        self._targets: dict[str, str] | None = None

    def target(self, identifier: str | None) -> str | None:
        """Return the name of the part behind a relationship; None for none, or a web address."""
        if identifier is None:
            return None
        if self._targets is None:
            self._targets = {i: name for i, _, name in self.package.relationships(self.name)}
        return self._targets.get(identifier)

    def related(self, identifier: str | None) -> Part | None:
        """Return the XML part behind a relationship, or None."""
        name = self.target(identifier)
        return self.package.part(name) if name else None


class Package:
    """A Word file: its XML parts by name, each read at most once."""

    def __init__(self, data: bytes) -> None:
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        self.names = frozenset(self._zip.namelist())
        self._parts: dict[str, Part | None] = {}

    def part(self, name: str) -> Part | None:
        """Return an XML part; None where there is none or it is not XML."""
        if name not in self._parts:
            root = self._root(name) if name in self.names else None
            self._parts[name] = None if root is None else Part(self, name, root)
        return self._parts[name]

    def main(self) -> Part | None:
        """Return the main document part (ECMA-376 part 2: the package's relationships name it)."""
        for _, kind, name in self.relationships(""):
            if kind.endswith("/officeDocument"):
                return self.part(name)
        return self.part("word/document.xml")

    def sibling(self, part: Part, kind: str) -> Part | None:
        """Return the part to which `part` has a relationship of a kind such as “styles”."""
        for _, found, name in self.relationships(part.name):
            if found.rpartition("/")[2] == kind:
                return self.part(name)
        return None

    def relationships(self, name: str) -> Iterator[tuple[str, str, str]]:
        """Yield identifier, type and target of each internal relationship of a part."""
        folder, _, file = name.rpartition("/")
        root = self._root(posixpath.join(folder, "_rels", f"{file}.rels"))
        for each in root if root is not None else ():
            if each.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, each.get("Target", "")))
                yield each.get("Id", ""), each.get("Type", ""), target.lstrip("/")

    def _root(self, name: str) -> Element | None:
        if name not in self.names:
            return None
        data = self._zip.read(name)
        if b"http://purl.oclc.org/ooxml/" in data:
            for strict, usual in _STRICT:
                data = data.replace(strict, usual[1:-1].encode())
        # A parser of its own for each: lxml's may not be shared between threads.
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            huge_tree=True,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError:
            return None


def is_on(switch: Element | None) -> bool:
    """Return whether an on-off property is there and on (ISO/IEC 29500-1 17.17.4)."""
    return switch is not None and switch.get(f"{W}val", "1") not in _OFF


def value(parent: Element | None, tag: str) -> str | None:
    """Return the `w:val` of a child of `parent`, given without prefix; None where it is not."""
    child = None if parent is None else parent.find(f"{W}{tag}")
    return None if child is None else child.get(f"{W}val")


def number(text: str | None, default: int = 0) -> int:
    """Return a whole number as XML writes it, or `default` for anything else."""
    try:
        return int(text or "")
    except ValueError:
        return default
