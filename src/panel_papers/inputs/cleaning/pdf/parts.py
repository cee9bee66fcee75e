"""Leaves in a PDF's catalogue, pages and bookmarks only what printing and reading need."""

from __future__ import annotations

from collections.abc import Iterator

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from panel_papers.inputs.cleaning.pdf.objects import Id, is_safe_action, keep_only
from panel_papers.inputs.cleaning.results import Tally

CATALOGUE_KEYS = frozenset(
    [
        "/Type",
        "/Version",
        "/Extensions",
        "/Pages",
        "/PageLabels",
        "/Names",
        "/Dests",
        "/ViewerPreferences",
        "/PageLayout",
        "/PageMode",
        "/Outlines",
        "/OpenAction",
        "/URI",
        "/Metadata",
        "/StructTreeRoot",
        "/MarkInfo",
        "/Lang",
        "/OutputIntents",
        "/OCProperties",
    ]
)
PAGE_KEYS = frozenset(
    [
        "/Type",
        "/Parent",
        "/LastModified",
        "/Resources",
        "/MediaBox",
        "/CropBox",
        "/BleedBox",
        "/TrimBox",
        "/ArtBox",
        "/BoxColorInfo",
        "/Contents",
        "/Rotate",
        "/Group",
        "/Dur",
        "/Trans",
        "/Annots",
        "/StructParents",
        "/Tabs",
        "/UserUnit",
        "/PZ",
        "/SeparationInfo",
    ]
)
_NODE_KEYS = frozenset(
    ["/Type", "/Parent", "/Kids", "/Count", "/Resources", "/MediaBox", "/CropBox", "/Rotate"]
)
_BOOKMARK_KEYS = frozenset(
    [
        "/Type",
        "/Title",
        "/Parent",
        "/Prev",
        "/Next",
        "/First",
        "/Last",
        "/Count",
        "/Dest",
        "/A",
        "/SE",
        "/C",
        "/F",
    ]
)
PRIVATE = "private data of a program"
_NAMES = {
    "/AA": "action that runs by itself",
    "/AF": "embedded file",
    "/EmbeddedFiles": "embedded file",
    "/JavaScript": "JavaScript",
    "/B": "article thread",
    "/Threads": "article thread",
    "/Thumb": "small picture of a page",
    "/Renditions": "film, sound or 3D model",
    "/Perms": "permission of a reader program",
    "/Legal": "legal attestation",
}


def clean_catalogue(pdf: Pdf, tally: Tally) -> None:
    """Take scripts, embedded files, actions and private data out of the catalogue."""
    root = pdf.Root
    opening = root.get(Name.OpenAction)
    # an array is a place to open at, as LibreOffice writes it; a dictionary is an action
    if opening is not None and not isinstance(opening, Array):
        tally.add("action that runs by itself", "when the file is opened")
        del root.OpenAction
    for key in keep_only(root, CATALOGUE_KEYS):
        tally.add(_NAMES.get(key, PRIVATE))
    names = root.get(Name.Names)
    if not isinstance(names, Dictionary):
        return
    for key in [key for key in names.keys() if key != "/Dests"]:  # noqa: SIM118  # no mapping
        tally.add(_NAMES.get(key, PRIVATE), count=_leaves(names.get(key)))
        del names[key]
    if not len(names.keys()):
        del root.Names


def _leaves(tree: object) -> int:
    """Return how many entries a name tree has, at least one (ISO 32000-1 7.9.6)."""
    count = 0
    waiting, seen = [tree], set[Id]()
    while waiting:
        node = waiting.pop()
        if not isinstance(node, Dictionary) or (node.is_indirect and node.objgen in seen):
            continue
        seen.add(node.objgen)
        names, kids = node.get(Name.Names), node.get(Name.Kids)
        count += len(names) // 2 if isinstance(names, Array) else 0
        waiting += list(kids) if isinstance(kids, Array) else []
    return max(count, 1)


def clean_pages(pdf: Pdf, tally: Tally) -> None:
    """Take actions, thumbnails and private data out of the pages."""
    seen: set[Id] = set()
    for number, page in enumerate(pdf.pages, 1):
        for key in keep_only(page.obj, PAGE_KEYS):
            tally.add(_NAMES.get(key, PRIVATE), f"page {number}")
        node = page.obj.get(Name.Parent)
        while isinstance(node, Dictionary) and node.objgen not in seen:
            seen.add(node.objgen)
            for _ in keep_only(node, _NODE_KEYS):
                tally.add(PRIVATE)
            node = node.get(Name.Parent)


def clean_bookmarks(pdf: Pdf, tally: Tally) -> None:
    """Take actions out of the bookmarks; those to pages and to the web stay."""
    for bookmark in bookmarks_of(pdf):
        title = bookmark.get(Name.Title)
        where = f"the bookmark “{title}”" if isinstance(title, String) else "a bookmark"
        action = bookmark.get(Name.A)
        if action is not None and not is_safe_action(action):
            tally.add("action behind a bookmark", where)
            del bookmark.A
        elif isinstance(action, Dictionary) and Name.Next in action:
            tally.add("action behind a bookmark", where)
            del action.Next
        if keep_only(bookmark, _BOOKMARK_KEYS):
            tally.add(PRIVATE, where)


def bookmarks_of(pdf: Pdf) -> Iterator[Object]:
    """Yield every bookmark once, also where a damaged chain runs in a circle."""
    seen: set[Id] = set()
    outlines = pdf.Root.get(Name.Outlines)
    if not isinstance(outlines, Dictionary):
        return
    keep_only(outlines, _BOOKMARK_KEYS)
    waiting: list[object] = [outlines.get(Name.First), outlines.get(Name.Last)]
    while waiting:
        item = waiting.pop()
        if not isinstance(item, Dictionary) or item.objgen in seen:
            continue
        if item.is_indirect:
            seen.add(item.objgen)
        yield item
        waiting += [item.get(key) for key in ("/Next", "/Prev", "/First", "/Last")]
