"""A Word file as a package: its parts, their relationships, and a copy with parts exchanged."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Mapping
from functools import cached_property

from lxml import etree
from msgspec import Struct

from panel_papers.pdf.tagging.refusal import Refused
from panel_papers.pdf.tagging.wordxml import R, W, XmlElement

_RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_OFFICE = R[1:-1] + "/"


class Relationship(Struct, frozen=True):
    """One arrow from a part: to another part, or outside."""

    identifier: str
    kind: str
    target: str
    external: bool


class WordPackage:
    """A Word file's parts, read once; `tree` gives each XML part as one tree for all readers."""

    def __init__(self, data: bytes) -> None:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                self._files = {name: archive.read(name) for name in archive.namelist()}
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as fault:
            raise Refused("the file is no Word document", "the file itself") from fault
        self._trees: dict[str, XmlElement] = {}

    @cached_property
    def document(self) -> str:
        """The name of the main document part."""
        for arrow in self.relationships(""):
            # The strict form has other addresses; `body` says so.
            if arrow.kind.rpartition("/")[2] == "officeDocument":
                return arrow.target
        raise Refused("the file has no main document", "the file itself")

    def tree(self, part: str) -> XmlElement | None:
        """Return the root of an XML part, the same object each time; None where there is none."""
        if part not in self._files:
            return None
        if part not in self._trees:
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            try:
                self._trees[part] = etree.fromstring(self._files[part], parser)
            except etree.XMLSyntaxError as fault:
                raise Refused(f"{part} is no XML", "the file itself") from fault
        return self._trees[part]

    def relationships(self, part: str) -> list[Relationship]:
        """Return the arrows that start at a part; at “” those of the whole package."""
        folder = posixpath.dirname(part)
        root = self.tree(relationships_part(part))
        found = []
        for element in () if root is None else root.iter(_RELATIONSHIPS + "Relationship"):
            target = element.get("Target", "")
            external = element.get("TargetMode") == "External"
            if not external:
                joined = posixpath.normpath(posixpath.join("/", folder, target))
                target = joined.lstrip("/")
            kind = element.get("Type", "").removeprefix(_OFFICE)
            found.append(Relationship(element.get("Id", ""), kind, target, external))
        return found

    def related(self, kind: str) -> list[str]:
        """Return the names of the parts of one kind that the main document points to, in order."""
        arrows = self.relationships(self.document)
        return [a.target for a in arrows if a.kind == kind and a.target in self._files]

    def body(self) -> XmlElement:
        """Return the document's body.

        Raises Refused for a document in the strict namespace, which the engines do not read.
        """
        root = self.tree(self.document)
        body = None if root is None else root.find(W + "body")
        if body is None:
            raise Refused("the document has no body in the usual namespace", "the file itself")
        return body

    def add_relationship(self, part: str, identifier: str, kind: str, target: str) -> None:
        """Point from a part to a file by its path from the top of the package."""
        name = relationships_part(part)
        if name not in self._files:
            self._files[name] = f'<Relationships xmlns="{_RELATIONSHIPS[1:-1]}"/>'.encode()
        root = self.tree(name)
        assert root is not None  # noqa: S101 - the line above made it
        arrow = etree.SubElement(root, _RELATIONSHIPS + "Relationship")
        # dxpdf does not find targets that are written from the top of the package.
        path = posixpath.relpath(target, posixpath.dirname(part) or ".")
        for key, word in (("Id", identifier), ("Type", _OFFICE + kind), ("Target", path)):
            arrow.set(key, word)

    def allow(self, extension: str, content_type: str) -> None:
        """Say the content type of files with an extension, unless the package says it already."""
        types = self.tree("[Content_Types].xml")
        if types is None:
            raise Refused("the file does not say what its parts are", "the file itself")
        known = {e.get("Extension", "").lower() for e in types.iter(_TYPES + "Default")}
        if extension not in known:
            default = etree.Element(_TYPES + "Default")
            default.set("Extension", extension)
            default.set("ContentType", content_type)
            types.insert(0, default)

    def packed(self, extra: Mapping[str, bytes]) -> bytes:
        """Return the package with its trees as they now are, and with extra files."""
        files = dict(self._files)
        for name, root in self._trees.items():
            files[name] = etree.tostring(
                root, encoding="UTF-8", xml_declaration=True, standalone=True
            )
        files.update(extra)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
            for name, data in files.items():
                archive.writestr(zipfile.ZipInfo(name), data)
        return out.getvalue()


def relationships_part(part: str) -> str:
    """Return the name of the part that holds a part's relationships."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")
