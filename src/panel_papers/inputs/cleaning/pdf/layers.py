"""Takes layers that are hidden out of the content, so that nobody can switch them on."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
from msgspec import Struct, field
from pikepdf import (
    Array,
    ContentStreamInlineImage,
    ContentStreamInstruction,
    Dictionary,
    Name,
    Object,
    Operator,
    Pdf,
    Stream,
)

from panel_papers.core import Place, Problem
from panel_papers.inputs.cleaning.pdf.content import content_of
from panel_papers.inputs.cleaning.pdf.objects import Id, annotations_of, holders, name_of
from panel_papers.inputs.cleaning.pdf.visibility import hidden_groups, is_hidden
from panel_papers.inputs.cleaning.results import Tally

HIDDEN = "hidden layer"
_SHOWS = frozenset({"Tj", "TJ", "'", '"'})
_PAINTS = frozenset({"S", "s", "f", "F", "f*", "B", "B*", "b", "b*"})
_MOVES = frozenset({"Td", "TD", "Tm", "T*", "BT", "ET"})
Instruction = ContentStreamInstruction | ContentStreamInlineImage


class UnsafeError(Exception):
    """Hidden content that cannot be distinguished from what is shown."""


class Painter(Struct, eq=False):
    """A content stream that is being rid of what is hidden, and what it paints by name."""

    resources: Object
    hidden: set[Id]
    painted: set[str] = field(default_factory=set)
    dropped: set[str] = field(default_factory=set)

    def cleaned(self, content: Object) -> bytes:
        """Return the content without what is hidden; raises UnsafeError where it is entangled."""
        kept: list[Instruction] = []
        marks: list[bool] = []
        moved = False
        for step in pikepdf.parse_content_stream(content):
            name = str(step.operator)
            if name in ("BDC", "BMC"):
                marks.append(self._hides(step))
            inside = any(marks)
            if name == "EMC" and marks:
                marks.pop()
            if name in _MOVES:
                moved = False
            if name == "Do":
                self._paint(str(step.operands[0]), inside=inside)
                inside = inside or self._is_hidden_object(str(step.operands[0]))
            if not inside:
                if moved and name in _SHOWS:
                    raise UnsafeError
                kept.append(step)
                continue
            moved = moved or name in _SHOWS
            kept += self._unpainted(step, name)
        return pikepdf.unparse_content_stream(kept)

    def _hides(self, step: Instruction) -> bool:
        if str(step.operator) != "BDC" or str(step.operands[0]) != "/OC":
            return False
        listed = self.resources.get(Name.Properties)
        key = step.operands[1]
        if not isinstance(listed, Dictionary) or not isinstance(key, Name):
            return False
        return is_hidden(listed.get(str(key)), self.hidden)

    def _is_hidden_object(self, name: str) -> bool:
        found = _objects(self.resources).get(name)
        return isinstance(found, Stream) and is_hidden(found.get(Name.OC), self.hidden)

    def _paint(self, name: str, *, inside: bool) -> None:
        out = inside or self._is_hidden_object(name)
        (self.dropped if out else self.painted).add(name)

    def _unpainted(self, step: Instruction, name: str) -> list[Instruction]:
        """Return what a hidden step does to all that follows, without painting anything."""
        if name in ("BDC", "DP", "MP") and _is_tagged(step):
            raise UnsafeError
        if name in ("BDC", "BMC"):
            return [ContentStreamInstruction([Name.Artifact], Operator("BMC"))]
        if name in _PAINTS:
            return [ContentStreamInstruction([], Operator("n"))]
        if name == "'":
            return [ContentStreamInstruction([], Operator("T*"))]
        if name == '"':
            word, letter, _ = step.operands
            return [
                ContentStreamInstruction([word], Operator("Tw")),
                ContentStreamInstruction([letter], Operator("Tc")),
                ContentStreamInstruction([], Operator("T*")),
            ]
        dropped = name in _SHOWS | {"Do", "sh", "DP", "MP", "INLINE IMAGE"}
        return [] if dropped else [step]


def _is_tagged(step: Instruction) -> bool:
    """Say whether a mark belongs to the accessibility tags, whose words would stay behind."""
    properties = step.operands[-1]
    return isinstance(properties, Dictionary) and Name.MCID in properties


def _objects(resources: Object) -> Object:
    found = resources.get(Name.XObject)
    return found if isinstance(found, Dictionary) else Dictionary()


def remove_hidden_layers(pdf: Pdf, place: Place, tally: Tally) -> Iterator[Problem]:
    """Take hidden layers out, and with them the choice between layers; yield why it cannot be done.

    Layers that are all shown stay as they are.
    """
    hidden = hidden_groups(pdf)
    if not hidden:
        return
    try:
        _remove(pdf, hidden)
    except (UnsafeError, pikepdf.PdfError, ValueError, TypeError, IndexError):
        yield Problem(
            "hidden-layer",
            place,
            "The PDF has hidden layers that cannot be separated from what it shows",
            "",
            "open it in a PDF reader, print it to a new PDF (“Save as PDF” or “Microsoft "
            "Print to PDF”), and put that in its place",
        )
        return
    tally.add(HIDDEN, count=len(hidden))


def _remove(pdf: Pdf, hidden: set[Id]) -> None:
    for page in pdf.pages:
        # a page may share its parent's resources; from now on it has its own
        page.obj.Resources = Dictionary(dict(page.resources.items()))
    for page in pdf.pages:
        node = page.obj.get(Name.Parent)
        while isinstance(node, Dictionary) and Name.Resources in node:
            del node.Resources
            node = node.get(Name.Parent)
    owners = list(_owners(pdf))
    dropped: set[Id] = set()
    names: list[tuple[Object, set[str]]] = []
    for owner in owners:
        resources = owner.get(Name.Resources)
        if not isinstance(resources, Dictionary):
            if isinstance(owner, Stream) and b"/OC" in content_of(owner):
                raise UnsafeError
            continue
        if not _concerns(resources):
            continue
        painter = Painter(resources, hidden)
        cleaned = painter.cleaned(owner)
        listed = _objects(resources)
        dropped |= {listed[name].objgen for name in painter.dropped if name in listed}
        names.append((owner, painter.painted))
        _write(pdf, owner, cleaned)
    for owner, painted in names:
        _forget(owner, dropped, painted)
    _forget_layers(pdf, hidden)


def _owners(pdf: Pdf) -> Iterator[Object]:
    """Yield what paints: the pages, and every form, pattern and glyph in them."""
    for page in pdf.pages:
        yield page.obj
    for holder in holders(pdf.Root):
        if isinstance(holder, Stream) and (
            name_of(holder, "/Subtype") == "/Form" or Name.PatternType in holder
        ):
            yield holder


def _concerns(resources: Object) -> bool:
    return isinstance(resources.get(Name.Properties), Dictionary) or bool(
        len(_objects(resources).keys())
    )


def _write(pdf: Pdf, owner: Object, content: bytes) -> None:
    if isinstance(owner, Stream):
        owner.write(content)
    else:
        owner.Contents = pdf.make_stream(content)


def _forget(owner: Object, dropped: set[Id], painted: set[str]) -> None:
    """Give an owner resources of its own, without the objects that it no longer paints."""
    resources = Dictionary(dict(owner.Resources.items()))
    kept = Dictionary(dict(_objects(resources).items()))
    for name in list(kept.keys()):
        if kept[name].objgen in dropped and name not in painted:
            del kept[name]
    resources.XObject = kept
    listed = resources.get(Name.Properties)
    if isinstance(listed, Dictionary):
        # a membership that names no layer hides nothing (ISO 32000-1 table 99)
        resources.Properties = Dictionary(
            {
                name: Dictionary(Type=Name.OCMD) if _is_layer(value) else value
                for name, value in listed.items()
            }
        )
    owner.Resources = resources


def _is_layer(value: object) -> bool:
    return isinstance(value, Dictionary) and name_of(value, "/Type") in ("/OCG", "/OCMD")


def _forget_layers(pdf: Pdf, hidden: set[Id]) -> None:
    """Drop what hidden annotations there are, every mention of layers, and the list of them."""
    for page in pdf.pages:
        found = annotations_of(page.obj)
        kept = [a for a in found if not is_hidden(a.get(Name.OC), hidden)]
        if len(kept) < len(found):
            page.obj.Annots = Array(kept)
    del pdf.Root.OCProperties
    for holder in list(holders(pdf.Root)):
        if isinstance(holder, Array) or Name.OC not in holder or not _is_layer(holder.get(Name.OC)):
            continue
        if isinstance(holder, Stream) and is_hidden(holder.OC, hidden):
            raise UnsafeError  # something that was not looked at still paints it
        del holder.OC
    for holder in holders(pdf.Root):
        if isinstance(holder, Dictionary) and holder.objgen in hidden:
            raise UnsafeError
