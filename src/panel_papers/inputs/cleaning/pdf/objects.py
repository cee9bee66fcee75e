"""Walks a PDF's objects, each once, whatever they hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

Id = tuple[int, int]

ACTIONS = frozenset({"/GoTo", "/URI"})
"""The actions that stay: to a place in the PDF, and to the web (ISO 32000-1 12.6.4)."""
UNSEEN = 1 | 2 | 32
"""Flags of an annotation that a screen does not show: invisible, hidden, no view (table 165)."""
_DEEPEST = 50  # parents in a circle end here
_SAFE_ADDRESSES = ("http:", "https:", "mailto:", "tel:", "ftp:", "#")


_HOLDERS = (Dictionary, Array, Stream)
_WORDS = (String, Name)
Held = Mapping[str, object]
"""What a dictionary or stream holds, by its keys (“/Type”)."""


def holders(start: object) -> Iterator[Object]:
    """Yield every dictionary, array and stream that can be reached, each once, iteratively."""
    return (found for found, _ in walk(start))


def walk(start: object) -> Iterator[tuple[Object, Held]]:
    """Yield every dictionary, array and stream that can be reached, each once, with what it holds.

    An array holds nothing by a key. A large PDF has 100,000 objects, and to ask one for a key that
    it lacks takes as long as to read all that it holds: who looks for something looks here.
    """
    seen: set[Id] = set()
    waiting = [start] if isinstance(start, _HOLDERS) else []
    while waiting:
        found = waiting.pop()
        if found.is_indirect:
            if found.objgen in seen:
                continue
            seen.add(found.objgen)
        held: Held = {} if isinstance(found, Array) else dict(found.items())
        values = list(found) if isinstance(found, Array) else list(held.values())
        yield found, held
        waiting += [value for value in reversed(values) if isinstance(value, _HOLDERS)]


def sorted_out(start: object, *kinds: Callable[[Object, Held], bool]) -> list[list[Object]]:
    """Return what can be reached of each of some kinds, in one walk for all of them."""
    found: list[list[Object]] = [[] for _ in kinds]
    for holder, held in walk(start):
        for is_kind, those in zip(kinds, found, strict=True):
            if is_kind(holder, held):
                those.append(holder)
    return found


def reached(pdf: Pdf) -> set[Id]:
    """Return the ids of all objects that the trailer reaches, numbers and the like left out."""
    ids: set[Id] = set()
    for holder, held in walk(pdf.trailer):
        if holder.is_indirect:
            ids.add(holder.objgen)
        for value in list(holder) if isinstance(holder, Array) else held.values():
            if isinstance(value, _WORDS) and value.is_indirect:
                ids.add(value.objgen)
    return ids


def annotations_of(page: Object) -> list[Object]:
    """Return the annotations of a page that are dictionaries, as the standard wants them."""
    found = page.get(Name.Annots)
    return [a for a in found if isinstance(a, Dictionary)] if isinstance(found, Array) else []


def name_of(holder: Object | Held, key: str) -> str:
    """Return a name that an object holds (“/Link”), or nothing where it holds none."""
    found = holder.get(key)
    return str(found) if isinstance(found, Name) else ""


def inherited(holder: object, key: str) -> object:
    """Return what a field or page says, or one of its parents (ISO 32000-1 7.7.3.4, 12.7.3.1)."""
    for _ in range(_DEEPEST):
        if not isinstance(holder, Dictionary):
            break
        if key in holder:
            return holder.get(key)
        holder = holder.get(Name.Parent)
    return None


def is_unseen(annotation: Object) -> bool:
    """Say whether a reader does not show an annotation on the screen."""
    try:
        return bool(int(annotation.get(Name.F, 0)) & UNSEEN)
    except (TypeError, ValueError):
        return False


def box_of(annotation: Object) -> tuple[float, float, float, float]:
    """Return left, bottom, right and top of an annotation, whichever corners it names."""
    left, bottom, right, top = (float(edge) for edge in annotation.Rect)
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)


def has_box(annotation: Object) -> bool:
    """Say whether an annotation names its place on the page, as it must."""
    try:
        box_of(annotation)
    except (AttributeError, TypeError, ValueError):
        return False
    return True


def pictures_of(annotation: Object) -> dict[str, Object]:
    """Return the pictures of an annotation by the names of their states; “” is the only one."""
    held = annotation.get(Name.AP)
    normal = held.get(Name.N) if isinstance(held, Dictionary) else None
    if isinstance(normal, Stream):
        return {"": normal}
    if not isinstance(normal, Dictionary):
        return {}
    return {str(key): each for key, each in normal.items() if isinstance(each, Stream)}


def is_safe_action(action: object) -> bool:
    """Say whether an action leads to a page or to the web, and does nothing else."""
    if not isinstance(action, Dictionary) or name_of(action, "/S") not in ACTIONS:
        return False
    if name_of(action, "/S") == "/GoTo":
        return True
    address = action.get(Name.URI)
    if not isinstance(address, String):
        return False
    text = str(address).strip().lower()
    # without a scheme it is taken as the web: “www.example.org”
    scheme = text.split("/", 1)[0]
    return text.startswith(_SAFE_ADDRESSES) or (
        ":" not in scheme and not text.startswith(("\\", "//"))
    )


def keep_only(holder: Object, allowed: frozenset[str]) -> list[str]:
    """Delete all keys of a dictionary or stream that are not in `allowed`, and return them."""
    strange = [key for key in holder.keys() if key not in allowed]  # noqa: SIM118  # no mapping
    for key in strange:
        del holder[key]
    return strange
