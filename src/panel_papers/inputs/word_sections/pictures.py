"""The pictures of a Word file that can be printed alone between two paragraphs."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from panel_papers.core import PictureBlock
from panel_papers.inputs.cleaning.word.names import n
from panel_papers.inputs.cleaning.word.package import Package, Relation
from panel_papers.inputs.word_sections.problems import Findings

_KINDS = ((b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpg"))
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"


class Pictures:
    """Finds the pictures of one file; `files` are their bytes by the paths that they are given.

    A path begins with that of the Word file: “context.docx/picture-1.png”.
    """

    def __init__(self, path: str, package: Package, findings: Findings) -> None:
        self.files: dict[str, bytes] = {}
        self._path, self._package, self._findings = path, package, findings
        self._named: dict[str, str] = {}

    def block(
        self, drawing: etree._Element, relations: Mapping[str, Relation], where: str
    ) -> PictureBlock | None:
        """Return the block of a drawing that is one picture; None where it is none to print."""
        graphic = next(drawing.iter(n("a:graphicData")), None)
        blips = [] if graphic is None else list(graphic.iter(n("a:blip")))
        if graphic is None or graphic.get("uri") != _PICTURE or len(blips) != 1:
            self._findings.add("word-drawing", where)
            return None
        relation = relations.get(str(blips[0].get(n("r:embed"))))
        data = b"" if relation is None else self._package.parts.get(relation.target, b"")
        ending = next((ending for sign, ending in _KINDS if data.startswith(sign)), None)
        if relation is None or ending is None:
            self._findings.add("word-picture-kind", where)
            return None
        described = next(drawing.iter(n("wp:docPr")), None)
        words = "" if described is None else " ".join((described.get("descr") or "").split())
        if relation.target not in self._named:
            name = f"{self._path}/picture-{len(self._named) + 1}.{ending}"
            self._named[relation.target] = name
            self.files[name] = data
        return PictureBlock(self._named[relation.target], words, where=where)
