"""A Word file's parts, their relationships and their content types, to be changed in place."""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from typing import Final

from lxml import etree
from msgspec import Struct

from panel_papers.pdf.preparation.xml import XmlElement, n

_RELATIONSHIPS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES: Final = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_OFFICE: Final = n("r:x")[1:-2]
CONTENT_TYPES: Final = "[Content_Types].xml"
_STORIES: Final = ("header", "footer", "footnotes", "endnotes")

# What zipfile raises for an archive that is damaged, encrypted or packed in an unknown way.
_DAMAGE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
    struct.error,
)


class Relationship(Struct, frozen=True):
    """An arrow from a part to another part (ECMA-376 part 2, 6.5).

    `kind` is the last word of its type.
    """

    identifier: str
    kind: str
    target: str
    external: bool


class Story(Struct, frozen=True):
    """A part that holds text: the document, a header or footer, the footnotes, the endnotes."""

    part: str
    root: XmlElement
    kind: str


class WordParts:
    """The parts of a Word file; what is changed is said by `touch`, and only that is rewritten."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = files
        self._trees: dict[str, XmlElement | None] = {}
        self._touched: set[str] = set()
        self._removed = False

    @property
    def changed(self) -> bool:
        """Whether anything differs from the file that was read."""
        return bool(self._touched) or self._removed

    def tree(self, part: str) -> XmlElement | None:
        """Return a part's root; None where there is no such part, or it is no XML."""
        if part not in self._trees:
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            try:
                self._trees[part] = etree.fromstring(self.files[part], parser)
            except (KeyError, etree.XMLSyntaxError, ValueError):
                self._trees[part] = None  # an engine refuses it in its own words
        return self._trees[part]

    def touch(self, part: str) -> None:
        """Say that a part's tree was changed."""
        self._touched.add(part)

    def exchange(self, part: str, data: bytes) -> None:
        """Put other data in the place of a part's; a tree that was read of it is forgotten."""
        self.files[part] = data
        self._trees.pop(part, None)
        self._touched.add(part)

    @property
    def main(self) -> str:
        """The name of the part that holds the document's text; “” where there is none."""
        found = (r.target for r in self.relationships("") if r.kind == "officeDocument")
        return next((name for name in found if name in self.files), "")

    def related(self, kind: str) -> str:
        """Return the name of the main part's styles, settings and so on; “” for none."""
        found = (r.target for r in self.relationships(self.main) if r.kind == kind)
        return next((name for name in found if name in self.files), "")

    def stories(self) -> list[Story]:
        """Return the parts with text that can be read, the document first."""
        kinds = {self.main: "document"}
        for arrow in self.relationships(self.main):
            if arrow.kind in _STORIES and not arrow.external:
                kinds.setdefault(arrow.target, arrow.kind)
        trees = ((part, self.tree(part), kind) for part, kind in kinds.items())
        return [Story(part, root, kind) for part, root, kind in trees if root is not None]

    def relationships(self, part: str) -> list[Relationship]:
        """Return the arrows that start at a part; at “” those of the whole file."""
        root = self.tree(relationships_part(part))
        folder = posixpath.dirname(part)
        found = []
        for element in () if root is None else root.iter(f"{_RELATIONSHIPS}Relationship"):
            target, external = element.get("Target", ""), element.get("TargetMode") == "External"
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = element.get("Type", "").rpartition("/")[2]
            found.append(Relationship(element.get("Id", ""), kind, target, external))
        return found

    def target(self, part: str, identifier: str | None) -> str:
        """Return the name of the part that a relationship leads to; “” where it leads nowhere."""
        for arrow in self.relationships(part):
            if arrow.identifier == identifier and not arrow.external:
                return arrow.target if arrow.target in self.files else ""
        return ""

    def add_picture(self, part: str, data: bytes, extension: str) -> str:
        """Add a picture for a part, and return the identifier of its relationship."""
        numbers = range(1, len(self.files) + 2)
        names = (f"word/media/prepared{number}.{extension}" for number in numbers)
        name = next(name for name in names if name not in self.files or self.files[name] == data)
        self.files[name] = data
        self._allow(extension)
        arrows = relationships_part(part)
        root = self.tree(arrows)
        if root is None:  # a part that has a picture has relationships
            raise ValueError(arrows)
        taken = {arrow.identifier for arrow in self.relationships(part)}
        for arrow in self.relationships(part):
            if arrow.target == name:
                return arrow.identifier
        identifier = next(i for k in range(1, len(taken) + 2) if (i := f"prepared{k}") not in taken)
        element = etree.SubElement(root, f"{_RELATIONSHIPS}Relationship")
        # dxpdf does not find targets that are written from the top of the package.
        path = posixpath.relpath(name, posixpath.dirname(part) or ".")
        for key, value in (("Id", identifier), ("Type", f"{_OFFICE}/image"), ("Target", path)):
            element.set(key, value)
        self.touch(arrows)
        return identifier

    def _allow(self, extension: str) -> None:
        types = self.tree(CONTENT_TYPES)
        if types is None:
            return
        known = {e.get("Extension", "").lower() for e in types.iter(f"{_TYPES}Default")}
        if extension not in known:
            default = etree.Element(f"{_TYPES}Default")
            default.set("Extension", extension)
            default.set("ContentType", f"image/{extension}")
            types.insert(0, default)
            self.touch(CONTENT_TYPES)

    def drop_unused(self, part: str, identifiers: set[str]) -> None:
        """Take away relationships of a part that nothing in it names, and files only they need."""
        root, arrows = self.tree(part), self.tree(relationships_part(part))
        if root is None or arrows is None:
            return
        named = {
            value
            for element in root.iter()
            for name, value in element.attrib.items()
            if str(name).startswith(n("r:x")[:-1])
        }
        gone = {i: self.target(part, i) for i in identifiers - named}
        for element in list(arrows.iterchildren(f"{_RELATIONSHIPS}Relationship")):
            if element.get("Id") in gone:
                arrows.remove(element)
                self.touch(relationships_part(part))
        used = {r.target for name in self._sources() for r in self.relationships(name)}
        for name in set(gone.values()) - used - {""}:
            del self.files[name]
            self._removed = True

    def _sources(self) -> list[str]:
        """Return the names of the parts that have relationships, “” for the file itself."""
        return [
            f"{folder.removesuffix('_rels')}{name.removesuffix('.rels')}"
            for folder, name in (posixpath.split(file) for file in self.files)
            if name.endswith(".rels") and folder.endswith("_rels")
        ]

    def packed(self) -> bytes:
        """Return the file with what was changed; all else is as it was."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in self.files.items():
                root = self._trees.get(name) if name in self._touched else None
                if root is not None:
                    data = etree.tostring(  # noqa: PLW2901 - the same part, as it is now
                        root, encoding="UTF-8", xml_declaration=True, standalone=True
                    )
                # ZipInfo's own date is fixed: 1 January 1980.
                archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
        return out.getvalue()


def open_parts(docx: bytes) -> WordParts | None:
    """Return a Word file's parts; None for what is no Word file, or a damaged one."""
    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as archive:
            names = [entry.filename for entry in archive.infolist() if not entry.is_dir()]
            parts = WordParts({name: archive.read(name) for name in names})
    except _DAMAGE:
        return None
    return parts if parts.main else None


def relationships_part(part: str) -> str:
    """Return the name of the part that holds a part's relationships."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")
