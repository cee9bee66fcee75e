"""Gives each part one heading of the first level, its title, with its other headings below it."""

import re
from collections.abc import Iterator, Mapping, Sequence

from pikepdf import Array, Dictionary, Name, Object

from .grafting import Grafted, kids
from .structure import STANDARD

HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")
_FIRST_BLOCKS = 30  # a title is among the first paragraphs of its part, or it is none
_FIRST_LINES = 12  # a title of several lines, below a header and a line or two of the cover
_TITLE_LINES = 6
_LABEL = re.compile(r"[^:]{1,30}:\s*")  # “Report title: ”
_SUFFIX = re.compile(r"\([^()]{1,80}\)")  # “(not for publication)”
_OPEN = frozenset({"Document", "Part", "Sect", "Art", "Div"})


def title_element(
    grafted: Grafted, section: Object, page: Object, words: Mapping[int, str], title: str
) -> Object | None:
    """Return the element of a part that says its title on the part's first page, None without one.

    `words` are those of the page, by their marks.
    """
    wanted = _letters(title)
    blocks = 0
    for element in _walk(section):
        kind = kind_of(grafted, element)
        if kind != "P" and kind not in HEADINGS:
            continue
        text = _text(element, page, words)
        if text is None or not wanted:
            return None
        if _says(text, wanted):
            return element
        blocks += bool(text.strip())
        if blocks >= _FIRST_BLOCKS:
            return None
    return None


def says_title(lines: Sequence[str], title: str) -> bool:
    """Return whether one of the first lines of a page says a title, or some of them together."""
    first = [line for line in lines if line.strip()][:_FIRST_LINES]
    wanted = _letters(title)
    return any(
        _says(" ".join(first[start:end]), wanted)
        for start in range(len(first))
        for end in range(start + 1, min(start + _TITLE_LINES, len(first)) + 1)
    )


def order_headings(grafted: Grafted, section: Object, title: Object | None) -> None:
    """Make the title H1 and let all other headings begin at H2, without a jump going down.

    Without a `title` in the part, one that comes before it is expected. A heading before the
    title is a line of its page, not of its text, and becomes a paragraph.
    """
    found: list[tuple[Object, int]] = []
    for element in _walk(section):
        if title is not None and element.objgen == title.objgen:
            for early, _ in found:
                early.S = Name.P
            found = []
            element.S = Name.H1
        elif "/NS" not in element and (kind := kind_of(grafted, element)) in HEADINGS:
            found.append((element, HEADINGS.index(kind) + 1))
    highest = min((level for _, level in found), default=1)
    last = 1
    for element, level in found:
        last = min(level - highest + 2, last + 1, 6)
        element.S = Name(f"/H{last}")


def put_first(section: Object, elements: list[Object]) -> None:
    """Put new elements before all others of a section."""
    section.K = Array([*elements, *_held(section)])


def put_behind(grafted: Grafted, section: Object, title: Object, element: Object) -> None:
    """Put a new element behind a title, or first where the title is in a cell or the like."""
    parent = title.get(Name.P)
    if not isinstance(parent, Dictionary) or kind_of(grafted, parent) not in _OPEN:
        put_first(section, [element])
        return
    held = _held(parent)
    place = next(
        n
        for n, kid in enumerate(held)
        if isinstance(kid, Dictionary) and kid.objgen == title.objgen
    )
    element.P = parent
    parent.K = Array([*held[: place + 1], element, *held[place + 1 :]])


def kind_of(grafted: Grafted, element: Object) -> str:
    """Return the standard type that an element of the joined PDF stands for."""
    written = str(element.S).removeprefix("/")
    return written if written in STANDARD else grafted.registry.roles.get(written, written)


def _walk(section: Object) -> Iterator[Object]:
    """Yield the elements below one in the order in which they are read, however deep."""
    waiting = kids(section)[::-1]
    while waiting:
        element = waiting.pop()
        yield element
        waiting.extend(kids(element)[::-1])


def _held(holder: Object) -> list[object]:
    found = holder.get(Name.K, Array())
    return list(found) if isinstance(found, Array) else [found]


def _text(element: Object, page: Object, words: Mapping[int, str]) -> str | None:
    """Return the text of an element; None where a part of it is on another page."""
    text = ""
    waiting: list[tuple[object, Object | None]] = [(element, None)]
    while waiting:
        kid, here = waiting.pop()
        if isinstance(kid, int):
            if here is None or here.objgen != page.objgen:
                return None
            text += words.get(kid, "")
        elif isinstance(kid, Dictionary) and Name.Obj not in kid:
            own = kid.get(Name.Pg, here)
            held = [kid[Name.MCID]] if Name.MCID in kid else _held(kid)
            waiting += [(each, own) for each in reversed(held)]
    return text


def _says(text: str, wanted: str) -> bool:
    """Return whether a line says a title, behind a label or before a remark in brackets."""
    said = _letters(text)
    if said == wanted:
        return True
    if wanted not in said:
        return False
    bare = _SUFFIX.sub("", text)
    return wanted in {_letters(bare), _letters(_LABEL.sub("", bare, count=1))} or (
        _letters(_LABEL.sub("", text, count=1)) == wanted
    )


def _letters(text: str) -> str:
    """Return the letters and digits of a text, in small letters; line breaks change none."""
    return "".join(c for c in text.casefold() if c.isalnum())
