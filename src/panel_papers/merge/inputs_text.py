"""The texts of a paper's files while changes are typed into them."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from pathlib import Path

from panel_papers.core import Place, long_date
from panel_papers.inputs import read_yaml, with_item, with_value, without_item

PAPER_YAML = "paper.yaml"
_Way = tuple[str | int, ...]


class InputTexts:
    """The text files of a paper's folder, read when they are asked for; nothing is written here."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._old: dict[str, bytes] = {}
        self._texts: dict[str, str] = {}
        self._first: dict[str, str] = {}  # as they were: places are those there

    def path(self, place: Place) -> str:
        """Return the path of a place's file in the folder."""
        return place.file.removeprefix(f"{self._folder.as_posix()}/")

    def holds(self, place: Place) -> bool:
        """Say whether a place is in the folder, and not in a file that other papers share."""
        return place.file.startswith(f"{self._folder.as_posix()}/")

    def text(self, path: str) -> str:
        """Return the text of a file, as it is so far; raises ValueError for one elsewhere."""
        if path not in self._texts:
            if Path(path).is_absolute() or ".." in Path(path).parts:
                raise ValueError(path)
            data = (self._folder / path).read_bytes()
            self._old[path] = data
            text = data.removeprefix(codecs.BOM_UTF8).decode()
            self._texts[path] = text.replace("\r\n", "\n").replace("\r", "\n")
            self._first[path] = self._texts[path]
        return self._texts[path]

    def put(self, path: str, text: str) -> None:
        """Give a file another text."""
        self.text(path)
        self._texts[path] = text

    def at(self, place: Place) -> tuple[str, _Way] | None:
        """Return the path of the YAML file that has a value at a place, and the value's own way.

        The place is that in the file as it was, before anything was typed into it.
        """
        path = self.path(place)
        if not self.holds(place) or not path.endswith((".yaml", ".yml")):
            return None  # in a fence of Markdown, such as a caption
        self.text(path)
        document = read_yaml(self._first[path], place.file)
        way = next((way for way, where in document.values.items() if where == place), None)
        return None if way is None else (path, way)

    def of_field(self, printed: str, tag: str) -> _Way | None:
        """Return the way in paper.yaml to the value that a template prints; None if in doubt."""
        document = read_yaml(self.text(PAPER_YAML), PAPER_YAML)
        name = tag.strip("{} ").partition("|")[0].strip().rpartition(".")[2]
        found = [way for way in document.values if _prints(document.value, way, printed)]
        named = [way for way in found if way[-1] in {name, name.removeprefix("report_")}]
        candidates = named or found
        return candidates[0] if len(candidates) == 1 else None

    def value(self, path: str, way: _Way) -> str:
        """Return the value at a way of a YAML file; "" where it is no text."""
        tree: object = read_yaml(self.text(path), path).value
        for step in way:
            if isinstance(tree, dict) or (isinstance(tree, list) and isinstance(step, int)):
                tree = tree[step]  # type: ignore[index]
        return tree if isinstance(tree, str) else ""

    def set_value(self, path: str, way: _Way, value: str) -> bool:
        """Type another value; say whether it could be typed exactly."""
        return self._set(path, with_value(self.text(path), way, value))

    def add_item(self, path: str, way: _Way, value: str) -> bool:
        """Type one more value of a list behind another; say whether it could be typed exactly."""
        return self._set(path, with_item(self.text(path), way, value))

    def remove_item(self, path: str, way: _Way) -> bool:
        """Take a value out of its list; say whether it could be taken out."""
        return self._set(path, without_item(self.text(path), way))

    def _set(self, path: str, text: str | None) -> bool:
        if text is None:
            return False
        self._texts[path] = text
        return True

    def changed(self) -> Mapping[str, tuple[bytes, bytes]]:
        """Return the files that are not as they were: before, and after.

        They keep their line ends and their byte order mark.
        """
        found = {}
        for path, text in self._texts.items():
            old = self._old[path]
            ends = "\r\n" if b"\r\n" in old else "\n"
            new = text.replace("\n", ends).encode()
            if old.startswith(codecs.BOM_UTF8):
                new = codecs.BOM_UTF8 + new
            if new != old:
                found[path] = old, new
        return found


def _prints(tree: object, way: _Way, printed: str) -> bool:
    """Say whether the value at a way is what a template prints, or a date that it prints."""
    for step in way:
        if isinstance(tree, dict) or (isinstance(tree, list) and isinstance(step, int)):
            tree = tree[step]  # type: ignore[index]
    if not isinstance(tree, str):
        return False
    return " ".join(tree.split()) == printed or as_printed_date(tree) == printed


def as_printed_date(typed: str) -> str | None:
    """Return a date as it is printed, None for other text."""
    from datetime import date  # noqa: PLC0415 - a name of its own

    try:
        return long_date(date.fromisoformat(typed.strip()))
    except ValueError:
        return None
