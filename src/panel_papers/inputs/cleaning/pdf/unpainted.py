"""Takes pictures and forms out of a PDF that its pages list and never paint.

An editor that deletes a picture from a page often leaves it in the page's resources: no page shows
it, and any tool lifts it out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pikepdf import Dictionary, Name, Object, Pdf, Stream

from panel_papers.inputs.cleaning.pdf.content import readable_content
from panel_papers.inputs.cleaning.pdf.objects import Id, inherited, name_of
from panel_papers.inputs.cleaning.results import Tally


def remove_unpainted(pdf: Pdf, tally: Tally) -> None:
    """Drop what resources list and no content names."""
    lists = list(_lists(pdf))
    if not lists:
        return
    shared: dict[Id, list[bytes]] = defaultdict(list)
    for holder, listed in lists:
        if listed.is_indirect:
            shared[listed.objgen].append(readable_content(holder))
    loose = list(_contents_without_resources(pdf))
    painted: set[Id] = set()
    unnamed: list[tuple[Object, str]] = []
    for holder, listed in lists:
        own = shared[listed.objgen] if listed.is_indirect else [readable_content(holder)]
        content = b"\n".join([*own, *loose])
        for key, each in list(listed.items()):
            # an empty content is a damaged one; “#” writes a name in another way
            if key.encode() in content or b"#" in content or not content.strip():
                painted.add(each.objgen)
            else:
                unnamed.append((listed, key))
    for listed, key in unnamed:
        if key in listed and listed[key].objgen not in painted:
            tally.add("picture or drawing that no page shows")
            del listed[key]


def _lists(pdf: Pdf) -> Iterator[tuple[Object, Object]]:
    """Yield each page and form with the list of what it can paint, where that is an object."""
    for page in pdf.pages:
        yield from _list_of(page.obj, inherited(page.obj, "/Resources"))
    for each in pdf.objects:
        if isinstance(each, Stream) and Name.Resources in each:
            yield from _list_of(each, each.get(Name.Resources))


def _list_of(holder: Object, resources: object) -> Iterator[tuple[Object, Object]]:
    listed = resources.get(Name.XObject) if isinstance(resources, Dictionary) else None
    if isinstance(listed, Dictionary):
        yield holder, listed


def _contents_without_resources(pdf: Pdf) -> Iterator[bytes]:
    """Yield the content of forms and glyphs that use what their pages list, as in old files."""
    for each in pdf.objects:
        if isinstance(each, Stream):
            if name_of(each, "/Subtype") == "/Form" and Name.Resources not in each:
                yield readable_content(each)
        elif isinstance(each, Dictionary) and name_of(each, "/Subtype") == "/Type3":
            glyphs = each.get(Name.CharProcs)
            for _, glyph in glyphs.items() if isinstance(glyphs, Dictionary) else ():
                if isinstance(glyph, Stream):
                    yield readable_content(glyph)
