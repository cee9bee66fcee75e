"""One value of a YAML text changed, added or taken out; comments and all else stay as typed."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator

from msgspec import Struct

from panel_papers.core import InputsError
from panel_papers.inputs.yaml.document import Path, Tree, read_yaml
from panel_papers.inputs.yaml.events import Event, Kind, events

_WIDTH = 96
_ITEM = re.compile(r"[ ]*-[ ]+")


class _Item(Struct, frozen=True):
    """A scalar of a list: the lines that it is on, from 0, and how far in its “-” is."""

    first: int
    end: int
    indent: int


def with_value(text: str, path: Path, value: str) -> str | None:
    """Return the text with another value at a path; None where it cannot be typed there exactly.

    The value keeps its quotes, or its block of lines. What is returned was read again: it says the
    same as before but for that value.
    """
    before = read_yaml(text, "").value
    event = _scalars(text).get(path)
    if event is None:
        return None
    expected = _changed(before, path, value)
    for typed in _ways(text, event, value):
        if _says(typed, expected):
            return typed
    return None


def with_item(text: str, path: Path, value: str) -> str | None:
    """Return the text with one more value in a list, after the one at the path; None if in vain."""
    item = _item(text, path)
    if item is None:
        return None
    lines = text.split("\n")
    before = read_yaml(text, "").value
    *way, number = path
    expected = _changed(before, path, value, insert=True)
    del way, number
    for typed in (value, _double(value)):
        new = [*lines[: item.end], f"{' ' * item.indent}- {typed}", *lines[item.end :]]
        if _says("\n".join(new), expected):
            return "\n".join(new)
    return None


def without_item(text: str, path: Path) -> str | None:
    """Return the text without the value at a path of a list, and without the comment above it.

    None where it cannot be taken out, as the only one of its list.
    """
    item = _item(text, path)
    if item is None:
        return None
    lines = text.split("\n")
    first = item.first
    while first and re.fullmatch(rf"[ ]{{{item.indent}}}#.*", lines[first - 1]):
        first -= 1
    expected = _changed(read_yaml(text, "").value, path, None)
    typed = "\n".join([*lines[:first], *lines[item.end :]])
    return typed if _says(typed, expected) else None


def _says(text: str, expected: Tree) -> bool:
    try:
        read = read_yaml(text, "")
    except InputsError:
        return False
    return read.value == expected and not read.spoiled


def _changed(tree: Tree, path: Path, value: str | None, *, insert: bool = False) -> Tree:
    """Return a tree with another value at the path; with None, without it."""
    if not path:
        return value
    step, *rest = path
    if isinstance(tree, dict) and isinstance(step, str):
        return {
            name: _changed(inner, tuple(rest), value, insert=insert) if name == step else inner
            for name, inner in tree.items()
        }
    if isinstance(tree, list) and isinstance(step, int):
        if rest:
            return [
                _changed(inner, tuple(rest), value, insert=insert) if n == step else inner
                for n, inner in enumerate(tree)
            ]
        if value is None:
            return [*tree[:step], *tree[step + 1 :]]
        return [*tree[: step + insert], value, *tree[step + 1 :]]
    return tree


def _scalars(text: str) -> dict[Path, Event]:
    """Return the scalars that are values, by their paths."""
    stream = events(text)
    found: dict[Path, Event] = {}

    def read(event: Event, path: Path) -> None:
        if event.kind is Kind.MAPPING:
            while (key := next(stream)).kind is not Kind.END:
                read(next(stream), (*path, key.value))
        elif event.kind is Kind.SEQUENCE:
            number = 0
            while (item := next(stream)).kind is not Kind.END:
                read(item, (*path, number))
                number += 1
        elif event.kind is Kind.SCALAR:
            found[path] = event

    for event in stream:
        if event.kind is not Kind.DOCUMENT:
            read(event, ())
    return found


def _ways(text: str, event: Event, value: str) -> Iterator[str]:
    """Yield the text with the value typed in one way after the other."""
    if event.style in {"|", ">"}:
        yield from _as_block(text, event, value)
        return
    before, after = text[: event.start], text[event.start + len(_typed(text, event)) :]
    if event.style == "'":
        yield f"{before}'{value.replace(chr(39), chr(39) * 2)}'{after}"
    if event.style != '"':
        yield f"{before}{value}{after}"
    yield f"{before}{_double(value)}{after}"


def _typed(text: str, event: Event) -> str:
    typed = text[event.start : event.end]
    return typed if event.style else typed.rstrip()


def _double(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _as_block(text: str, event: Event, value: str) -> Iterator[str]:
    """Yield the text with the value as lines below “>” or “|”, as far in as they were.

    What lines below “>” cannot say, two spaces where a line ends, lines below “|” can, or quotes.
    """
    start = text.find("\n", event.start) + 1
    header = text[event.start : start - 1]
    lines = text[start:].split("\n")
    indent = next((_indent(each) for each in lines if each.strip()), 0)
    count = 0
    for number, line in enumerate(lines):
        if line.strip() and _indent(line) < indent:
            break
        if line.strip():
            count = number + 1
    widest = max([_WIDTH, *map(len, lines[:count])])
    rest = "\n".join(lines[count:])
    body = value.rstrip("\n")
    shown = {">": _folded(body, widest - indent), "|": body.split("\n")}
    for style in dict.fromkeys((event.style, "|")):
        block = "\n".join(" " * indent + line if line else "" for line in shown[style])
        first = header.replace(event.style, style, 1)
        yield f"{text[: event.start]}{first}\n{block}\n{rest}"
    yield f"{text[: event.start]}{_double(value)}\n{rest}"


def _folded(value: str, width: int) -> list[str]:
    """Return the lines that YAML folds into a value: a line end in it is an empty line more."""
    shown: list[str] = []
    for each in re.split(r"(\n+)", value):
        if each.startswith("\n"):
            shown += [""] * len(each)
        else:
            shown += textwrap.wrap(each, width, break_long_words=False, break_on_hyphens=False) or [
                ""
            ]
    return shown


def _item(text: str, path: Path) -> _Item | None:
    """Return the scalar at a path of a list, if it has its lines to itself."""
    event = _scalars(text).get(path)
    if event is None or not path or not isinstance(path[-1], int):
        return None
    lines = text.split("\n")
    first = text.count("\n", 0, event.start)
    before = text[: event.start].rpartition("\n")[2]
    if not _ITEM.fullmatch(before):
        return None
    indent = len(before) - len(before.lstrip(" "))
    end = first + 1
    while end < len(lines) and lines[end].strip() and _indent(lines[end]) > indent:
        end += 1
    return _Item(first, end, indent)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
