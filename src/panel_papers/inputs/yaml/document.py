"""YAML text as plain text values, each with its place; nothing is run, guessed or expanded."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice

from msgspec import Struct, field

from panel_papers.core import InputsError, Level, Place, Problem
from panel_papers.inputs.text import unprintable, unprintable_problem
from panel_papers.inputs.yaml.events import Event, Kind, YamlSyntaxError, events
from panel_papers.inputs.yaml.syntax_errors import place_of, syntax_problem

DEEPEST = 50
"""How many levels of lists and groups are read; people write four or five."""
MOST_VALUES = 50_000
"""In one file. The longest that people write by hand has some hundreds."""
# YAML 1.1 ends a line at each of the first three, where nobody sees an end, and skips the fourth.
_UNSEEN = re.compile("[\x85\u2028\u2029]|^\ufeff", re.MULTILINE)
_TAG_DIRECTIVE = re.compile("^%TAG", re.MULTILINE)  # libyaml compares each with all before it
_COMMENT = re.compile(r"[ \t]+#(?=[^\s#!])")
_LINE = re.compile(r"[^\n]*")
_INDENT = re.compile(r"(?:[ ]*\n)*([ ]*)")
_ENOUGH = 20  # problems of one kind; what is wrong with thousands is seen from these

Tree = str | None | list["Tree"] | dict[str, "Tree"]
Path = tuple[str | int, ...]


class YamlText(Struct, frozen=True):
    """What a YAML file says.

    Every value is the text as typed, None, a list or a dict. `values` and `keys` say where each
    value and each name begins, by its path (`("appendices", 0, "file")`). `problems` are problems
    that did not stop the reading; what they concern is in `spoiled`.
    """

    value: dict[str, Tree]
    values: Mapping[Path, Place]
    keys: Mapping[Path, Place]
    problems: tuple[Problem, ...]
    spoiled: frozenset[Path]

    @property
    def places(self) -> Mapping[Path, Place]:
        """Where each value begins, and each name whose value has no place of its own."""
        return {**self.keys, **self.values}

    def place(self, path: Path) -> Place:
        """Return where a value is, or where it is empty or absent, what it belongs to."""
        while path not in self.values and path not in self.keys:
            path = path[:-1]
        return self.values.get(path) or self.keys[path]

    def key_place(self, path: Path) -> Place:
        """Return where the name of a value is."""
        return self.keys.get(path) or self.place(path)


_BEGINS = "title: High-Level Summary"
"""A first line of paper.yaml."""


def read_yaml(text: str, file: str, begins: str = _BEGINS) -> YamlText:
    """Return what the text of a YAML file says; `file` is what its places call it.

    `begins` is a line that such a file may begin with, for who has an empty one.

    Raises InputsError where the text is not YAML, so that nothing more can be said of it.
    """
    return _Reader(text, file, begins).read()


class _Stopped(Exception):  # noqa: N818  # no problem itself: it is reported already
    """Reading cannot continue."""


class _Reader(Struct, dict=True):
    text: str
    file: str
    begins: str = _BEGINS
    values: dict[Path, Place] = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    spoiled: set[Path] = field(default_factory=set)

    def read(self) -> YamlText:
        self._refuse_unread()
        self.events = events(self.text)
        value: Tree = None
        try:
            value = self._document()
        except YamlSyntaxError as error:
            self.problems.append(syntax_problem(self.text, error.index, error.begun, self.file))
            raise InputsError(self.problems) from error
        except _Stopped:
            raise InputsError(self.problems) from None
        if not isinstance(value, dict):
            what = "The file is empty, or has comments only"
            if value is not None:
                kind = "a list" if isinstance(value, list) else "plain text"
                what = f"The file holds {kind} instead of names with values"
            wanted = "names with values, one on each line"
            hint = f"begin with a line such as “{self.begins}”"
            self._tell("yaml-not-a-mapping", Place(self.file, 1, 1), what, wanted, hint)
            raise InputsError(self.problems)
        self.values[()] = self.values.get((), Place(self.file, 1, 1))
        problems, spoiled = tuple(self.problems), frozenset(self.spoiled)
        return YamlText(value, self.values, self.keys, problems, spoiled)

    def _refuse_unread(self) -> None:
        """Raise InputsError for what is not given to the parser."""
        self.problems += [
            unprintable_problem(found[0], place_of(self.text, found.start(), self.file))
            for found in islice(_UNSEEN.finditer(self.text), _ENOUGH)
        ]
        if directive := _TAG_DIRECTIVE.search(self.text):
            place = place_of(self.text, directive.start(), self.file)
            hint = "delete the line"
            self._tell("yaml-tag", place, "The line “%TAG” is not allowed in this file", "", hint)
        if self.problems:
            raise InputsError(self.problems)

    def _document(self) -> Tree:
        value: Tree = None
        documents = 0
        for event in self.events:
            if event.kind is Kind.DOCUMENT:
                documents += 1
                if documents > 1:
                    found, wanted = "A second document begins here, after “---”", ""
                    hint = "delete the line “---”"
                    self._tell("yaml-many-documents", self._at(event), found, wanted, hint)
                    raise _Stopped
            else:
                value = self._node(event, ())
        return value

    def _node(self, event: Event, path: Path) -> Tree:
        """Return the value that begins with `event`, and note where it is."""
        if len(path) > DEEPEST:
            found, wanted = "Lists are nested too deeply in each other", f"at most {DEEPEST} levels"
            hint = "delete the brackets “[” and “{” that are not needed here"
            self._tell("yaml-too-deep", self._at(event), found, wanted, hint)
            raise _Stopped
        self.values[path] = self._at(event)
        if len(self.values) > MOST_VALUES:
            found, wanted = f"The file has more than {MOST_VALUES:,} values", ""
            hint = (
                "move long tables out of this file into an Excel workbook (.xlsx) in the "
                "folder “data”"
            )
            self._tell("yaml-too-long", self._at(event), found, wanted, hint)
            raise _Stopped
        self._refuse_marks(event, path)
        if event.kind is Kind.MAPPING:
            return self._mapping(path)
        if event.kind is Kind.SEQUENCE:
            items: list[Tree] = []
            while (item := next(self.events)).kind is not Kind.END:
                items.append(self._node(item, (*path, len(items))))
            return items
        return self._scalar(event, path) if event.kind is Kind.SCALAR else None

    def _mapping(self, path: Path) -> dict[str, Tree]:
        result: dict[str, Tree] = {}
        again = 0
        while (event := next(self.events)).kind is not Kind.END:
            key = self._key(event, path)
            inside = (*path, key)
            if key in result:
                again += 1
                if again <= _ENOUGH:
                    first = self.keys[inside]
                    found, wanted = f"“{key}” is given twice, first in line {first.line}", ""
                    hint = "delete this line or the other one"
                    self._tell("duplicate-key", self._at(event), found, wanted, hint)
                self.spoiled.add(inside)
                self._node(next(self.events), (*inside, "again"))
                continue
            self.keys[inside] = self._at(event)
            result[key] = self._node(next(self.events), inside)
        if again > _ENOUGH:
            found = f"There are {again - _ENOUGH:,} more names that are given twice"
            hint = "go through this file, and delete each line whose name is there already"
            self._tell("duplicate-key", self.values[path], found, "", hint)
        return result

    def _key(self, event: Event, path: Path) -> str:
        key = self._node(event, (*path, "a name"))
        self.values.pop((*path, "a name"), None)
        if event.kind is not Kind.SCALAR:
            if event.kind is not Kind.ALIAS:  # an alias is reported already
                hint = "put quotes around text that begins with “{” or “[”"
                if self.text[event.start - 1 :].startswith("{{"):
                    hint = 'put the whole value in quotes: "{{ figures.NAME }} officers"'
                self._tell(
                    "key-not-text",
                    self._at(event),
                    "A list is written where a name should be",
                    "",
                    hint,
                )
                self.spoiled |= {path} - {()}
            name = f"a name in line {self._at(event).line}, column {self._at(event).column}"
            self.spoiled.add((*path, name))
            return name
        if event.value == "<<" and not event.style:
            found, wanted = (
                "“<<” merges other values, which is not allowed here",
                "each value written out",
            )
            hint = "delete this line, and type in its place the lines that it repeats"
            self._tell("yaml-merge-key", self._at(event), found, wanted, hint)
            self.spoiled.add((*path, event.value))
        return key if isinstance(key, str) else event.value

    def _scalar(self, event: Event, path: Path) -> str | None:
        value: str = event.value
        for _, character in unprintable(value):  # escapes in quotes: "\x00"
            self.problems.append(unprintable_problem(character, self._at(event)))
            self.spoiled.add(path)
            value = value.replace(
                character, "\N{REPLACEMENT CHARACTER}"
            )  # later problems may quote it
        if event.style in ("|", ">"):
            self.values[path] = self._first_line_of_block(event)
        if event.style:
            return value
        if not value and path in self.keys:  # nothing is typed: its place is that of its name
            self.values[path] = self.keys[path]
        self._warn_of_comment(event)
        return None if value in ("", "~", "null", "Null", "NULL") else value

    def _refuse_marks(self, event: Event, path: Path) -> None:
        """Report anchors, aliases and tags: ways of meaning something other than the text."""
        quotes = 'if it is text, put double quotes (") before and behind all of it'
        if event.kind is Kind.ALIAS:
            found, wanted = (
                f"“*{event.anchor}” has a special meaning here (an alias), which is not allowed",
                "",
            )
            self._tell("yaml-alias", self._at(event), found, wanted, quotes)
            self.spoiled.add(path)
            return
        if event.anchor is not None:
            found, wanted = (
                f"“&{event.anchor}” has a special meaning here (an anchor), which is not allowed",
                "",
            )
            self._tell("yaml-anchor", self._at(event), found, wanted, quotes)
            self.spoiled.add(path)
        if event.tag is not None:
            found, wanted = (
                f"“{event.tag}” has a special meaning here (a tag), which is not allowed",
                "",
            )
            self._tell("yaml-tag", self._at(event), found, wanted, quotes)
            self.spoiled.add(path)

    def _warn_of_comment(self, event: Event) -> None:
        """Warn where “#” was perhaps meant as text: “Report #3” would print as “Report”."""
        match = _COMMENT.match(self.text, event.end)
        if event.value and match:
            line = _LINE.match(self.text, match.end() - 1)
            rest = line[0] if line else ""
            self.problems.append(
                Problem(
                    "comment-in-value",
                    place_of(self.text, match.end() - 1, self.file),
                    f"“{rest}” is a comment and does not print",
                    "text in quotes where “#” is part of it, or “# ” before a comment",
                    f'write “"{event.value} {rest}"” if it is text, or put a space after the “#”',
                    Level.WARNING,
                )
            )

    def _first_line_of_block(self, event: Event) -> Place:
        """Return where the text below a “|” or “>” begins, so that its own lines can be counted."""
        after = self.text.find("\n", event.start) + 1
        if not after:
            return self._at(event)
        line = _INDENT.match(self.text, after)
        column = len(line.group(1)) + 1 if line else 1
        return Place(self.file, place_of(self.text, after, self.file).line, column)

    def _at(self, event: Event) -> Place:
        return place_of(self.text, event.start, self.file)

    def _tell(self, code: str, place: Place, found: str, wanted: str, hint: str | None) -> None:
        self.problems.append(Problem(code, place, found, wanted, hint))
