"""Gives the places and the layers of a PDF names that say nothing.

Links lead to a place by its name, and readers list layers by theirs; neither is on a page. Programs
make such names of headings, file names and labels, so they may say what was taken off the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from panel_papers.inputs.cleaning.pdf.objects import Held, Id, name_of
from panel_papers.inputs.cleaning.results import Tally

_NEUTRAL = re.compile(r"(place|Layer )\d+")


def neutral_names(pdf: Pdf, leading: Iterable[Object], tally: Tally) -> None:
    """Rename the places that links lead to, with all that is `leading` there, and the layers."""
    _rename_places(pdf, leading, tally)
    found = pdf.Root.get(Name.OCProperties)
    groups = found.get(Name.OCGs) if isinstance(found, Dictionary) else None
    for number, group in enumerate(groups if isinstance(groups, Array) else [], 1):
        if isinstance(group, Dictionary) and not _NEUTRAL.fullmatch(str(group.get(Name.Name, ""))):
            group.Name = String(f"Layer {number}")
            tally.add("name of a layer")


def leads_somewhere(_: Object, held: Held) -> bool:
    """Say whether an object may lead to a named place, as links, actions and bookmarks do."""
    return "/Dest" in held or "/D" in held


def _rename_places(pdf: Pdf, leading: Iterable[Object], tally: Tally) -> None:
    """Write one flat list of places, and have every link name its place by the new name."""
    places = dict(_places(pdf))
    if not places or all(_NEUTRAL.fullmatch(name) for name in places):
        return
    width = len(str(len(places)))
    renamed = {name: f"place{n:0{width}}" for n, name in enumerate(places, 1)}
    if Name.Dests in pdf.Root:
        del pdf.Root.Dests
    if not isinstance(pdf.Root.get(Name.Names), Dictionary):
        pdf.Root.Names = Dictionary()
    entries: list[object] = []
    for name, target in places.items():
        entries += [String(renamed[name]), target]
    pdf.Root.Names.Dests = pdf.make_indirect(Dictionary(Names=Array(entries)))
    for holder in leading:
        _lead(holder, "/Dest", renamed)
        if name_of(holder, "/S") == "/GoTo":
            _lead(holder, "/D", renamed)
    tally.add("name of a place in the PDF", count=len(places))


def _lead(holder: Object, key: str, renamed: dict[str, str]) -> None:
    found = holder.get(key)
    if isinstance(found, (String, Name)):
        new = renamed.get(str(found).removeprefix("/") if isinstance(found, Name) else str(found))
        if new is not None:
            holder[key] = String(new)


def _places(pdf: Pdf) -> Iterator[tuple[str, Object]]:
    """Yield each named place with where it is, those of PDF 1.1's dictionary first."""
    old = pdf.Root.get(Name.Dests)
    if isinstance(old, Dictionary):
        for key, target in old.items():
            yield key.removeprefix("/"), target
    names = pdf.Root.get(Name.Names)
    waiting = [names.get(Name.Dests)] if isinstance(names, Dictionary) else []
    seen: set[Id] = set()
    while waiting:
        node = waiting.pop(0)
        if not isinstance(node, Dictionary) or (node.is_indirect and node.objgen in seen):
            continue
        seen.add(node.objgen)
        listed, kids = node.get(Name.Names), node.get(Name.Kids)
        pairs = list(listed) if isinstance(listed, Array) else []
        for named, place in zip(pairs[::2], pairs[1::2], strict=False):
            if isinstance(named, String):
                yield str(named), place
        waiting = [*(list(kids) if isinstance(kids, Array) else []), *waiting]
