"""A Word document as the parts in its zip archive, and the relationships between them."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree
from msgspec import Struct, field

from panel_papers.core import InputsError, Place, Problem

TYPES = "[Content_Types].xml"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_ADDRESS = re.compile(r"\s*(?:[A-Za-z][\w+.-]*:|//|\\\\)")
"""How a target begins that lies outside of the file, whatever its mode says."""
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date that a zip file can hold
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    etree.XMLSyntaxError,
    EOFError,
    KeyError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)


class Relation(Struct, frozen=True):
    """A relationship (ECMA-376 part 2, 6.5): `kind` is the last word of its type.

    `target` is the name of a part, or where `external` what is in the file.
    """

    source: str
    id: str
    kind: str
    target: str
    external: bool


class Package(Struct, eq=False):
    """The parts of a document by name; a part that was parsed is written as its tree is then."""

    parts: dict[str, bytes]
    trees: dict[str, etree._Element] = field(default_factory=dict)

    def tree(self, name: str) -> etree._Element:
        """Return a part's root element, to be read or changed; raises KeyError without the part."""
        if name not in self.trees:
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            self.trees[name] = etree.fromstring(self.parts[name], parser)
        return self.trees[name]

    def relations(self, source: str) -> list[Relation]:
        """Return the relationships of a part; of the package itself where `source` is empty."""
        name = _relations_of(source)
        if name not in self.parts:
            return []
        return [
            _relation(source, element) for element in self.tree(name).iterchildren(_RELATIONSHIP)
        ]

    def every_relation(self) -> Iterator[Relation]:
        """Yield the relationships that lead from the package to all parts it uses."""
        seen, waiting = {""}, [""]
        while waiting:
            for relation in self.relations(waiting.pop()):
                yield relation
                if not relation.external and relation.target not in seen:
                    seen.add(relation.target)
                    waiting.append(relation.target)

    def drop(self, relation: Relation) -> None:
        """Take a relationship out; `collect` then takes out what only it led to."""
        tree = self.tree(_relations_of(relation.source))
        for element in list(tree.iterchildren(_RELATIONSHIP)):
            if element.get("Id") == relation.id:
                tree.remove(element)

    def collect(self) -> list[str]:
        """Take out the parts that no relationship leads to, and return their names."""
        used = {TYPES, _relations_of("")}
        for relation in self.every_relation():
            if not relation.external:
                used |= {relation.target, _relations_of(relation.target)}
        unused = [name for name in self.parts if name not in used]
        for name in unused:
            del self.parts[name]
            self.trees.pop(name, None)
        types = self.tree(TYPES)
        for element in list(types):
            name = str(element.get("PartName", "")).removeprefix("/")
            if name and name not in self.parts:
                types.remove(element)
        return [name for name in unused if not name.endswith((".rels", "/"))]

    def add(self, stem: str, ending: str, data: bytes, kind: str) -> str:
        """Add a part with a name that no other has, and return that."""
        number = 1
        while (name := f"{stem}{number}.{ending}") in self.parts:
            number += 1
        self.parts[name] = data
        self._declare(name, kind)
        return name

    def relate(self, source: str, kind: str, target: str) -> str:
        """Let a part lead to another, and return the id of the relationship."""
        tree = self.tree(_relations_of(source))
        taken = {element.get("Id") for element in tree}
        number = 1
        while (key := f"rIdAdded{number}") in taken:
            number += 1
        etree.SubElement(tree, _RELATIONSHIP, Id=key, Type=f"{_OFFICE}{kind}", Target=f"/{target}")
        return key

    def drop_unused(self, part: str, relation: Relation) -> None:
        """Take a relationship out of a part that uses it nowhere any more."""
        for element in self.tree(part).iter():
            if isinstance(element.tag, str) and relation.id in element.attrib.values():
                return
        self.drop(relation)

    def rename(self, name: str, new: str, kind: str) -> None:
        """Give a part another name and type, wherever it is referred to."""
        for relation in list(self.every_relation()):
            if relation.target != name or relation.external:
                continue
            for element in self.tree(_relations_of(relation.source)):
                if element.get("Id") == relation.id:
                    element.set("Target", f"/{new}")
        self.parts[new] = self.parts.pop(name)
        self._declare(new, kind)

    def _declare(self, name: str, kind: str) -> None:
        tree = self.tree(TYPES)
        space = str(tree.tag).rpartition("}")[0] + "}"
        etree.SubElement(tree, f"{space}Override", PartName=f"/{name}", ContentType=kind)

    def to_bytes(self) -> bytes:
        """Return the document as a .docx whose bytes depend on its content alone."""
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            for name in sorted(self.parts, key=lambda n: (n != TYPES, n != "_rels/.rels", n)):
                entry = zipfile.ZipInfo(name, _EPOCH)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.create_system = 0  # MS-DOS, as Word writes
                archive.writestr(entry, self._content(name))
        return packed.getvalue()

    def _content(self, name: str) -> bytes:
        if name not in self.trees:
            return self.parts[name]
        return etree.tostring(
            self.trees[name], xml_declaration=True, encoding="UTF-8", standalone=True
        )


def open_package(data: bytes, place: Place) -> Package:
    """Return a document's parts, all its XML parsed; raises InputsError where it is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [entry.filename for entry in archive.infolist() if not entry.is_dir()]
            package = Package({name: archive.read(name) for name in names})
        for name in (TYPES, _relations_of("")):
            package.tree(name)
        for name in package.parts:
            if name.endswith((".xml", ".rels")):
                package.tree(name)
    except _DAMAGE as error:
        problem = Problem(
            "damaged-file",
            place,
            "The Word document is damaged",
            "",
            "open it in Word, let it repair the file, and save it",
        )
        raise InputsError([problem]) from error
    return package


@lru_cache(maxsize=1000)  # a package's parts are walked through again and again
def _relations_of(source: str) -> str:
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _relation(source: str, element: etree._Element) -> Relation:
    target = str(element.get("Target", ""))
    mode = str(element.get("TargetMode", "")).strip().lower()
    external = mode == "external" or bool(_ADDRESS.match(target))
    if not external:
        target = _part_at(source, target.split("#", 1)[0])
    kind = str(element.get("Type", "")).rsplit("/", 1)[-1]
    return Relation(source, str(element.get("Id", "")), kind, target, external)


@lru_cache(maxsize=1000)  # as above
def _part_at(source: str, path: str) -> str:
    """Return the name of the part that a relationship of `source` names by a relative path."""
    whole = posixpath.join("/", posixpath.dirname(source), path)
    return posixpath.normpath(whole).removeprefix("/")
