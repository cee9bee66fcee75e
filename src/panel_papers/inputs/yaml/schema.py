"""Shapes that a YAML file's tree is checked against: its values, or each error with its path.

A shape takes a tree and returns what it says. Where the tree is not of that shape, it notes why
and returns None; whoever calls `hold` uses no value beside a problem.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from enum import Enum, auto
from typing import Any, Protocol, TypeVar

from msgspec import Struct

from panel_papers.core import Place, Problem
from panel_papers.inputs.yaml.document import Path, Tree

Record = TypeVar("Record", bound=Struct)
JsonSchema = Mapping[str, Any]
Describe = Callable[[type[Struct]], Mapping[str, str]]
"""Returns what the fields of a record mean, by the names that YAML has for them."""
Step = Callable[[Any], Any]
"""Turns text into a value; raises ValueFault where the text does not say one."""


class ValueFault(Exception):  # noqa: N818 - it is what a Problem says, but for its place
    """What is wrong with one value."""

    def __init__(self, code: str, found: str, wanted: str, hint: str | None = None) -> None:
        super().__init__(found)
        self.code, self.found, self.wanted, self.hint = code, found, wanted, hint


_LONGEST = 5_000  # characters of a title or a reason
_ENOUGH = 20  # unknown names of one place

ANY_TEXT: JsonSchema = {"type": ["string", "number", "boolean"], "maxLength": _LONGEST}
"""JSON Schema of a text: an editor takes 2024 for a number, the reader takes it as typed."""


class Kind(Enum):
    """In which way a tree is not of a shape."""

    VALUE = auto()
    MISSING = auto()
    UNKNOWN = auto()
    NOT_TEXT = auto()
    NOT_A_LIST = auto()
    NOT_NAMES = auto()


class Fault(Struct, frozen=True):
    """One problem: where it is in the tree, and for a value, what is wrong with it."""

    kind: Kind
    path: Path
    value: ValueFault | None = None
    more: int = 0
    """How many other unknown names are in the same place, of which nothing else is said."""

    @property
    def unknown_name(self) -> str:
        """What was found, of a name that the schema does not know."""
        others = f", nor are {self.more:,} more in the same place" if self.more else ""
        return f"“{self.path[-1]}” is not a name that is known here{others}"

    def how_to_write(self, name: str) -> str:
        """Return how a value of the right kind is written, where one of another kind was found."""
        match self.kind:
            case Kind.NOT_A_LIST:
                return f"write each item on a line of its own below “{name}:”, beginning with “- ”"
            case Kind.NOT_NAMES:
                return f"write them on lines of their own below “{name}:”, as in “NAME: value”"
        return f"write the text behind “{name}:” on the same line, in quotes if it has a colon"

    def problem(self, place: Place) -> Problem:
        """Return what is wrong with a value, at its place."""
        assert self.value is not None  # noqa: S101 - it is of Kind.VALUE
        hint = self.value.hint or _right_here(self.path)
        return Problem(self.value.code, place, self.value.found, self.value.wanted, hint)


def _right_here(path: Path) -> str:
    """Return where to write what was expected, for a value of which nothing more is known."""
    names = [step for step in path if isinstance(step, str)]
    return f"write that after “{names[-1]}:” on this line" if names else "write that here"


class _Reader(Protocol):
    def __call__(self, tree: Tree, path: Path, faults: list[Fault]) -> Any:  # noqa: ANN401
        """Return the value, or None beside at least one problem more."""


class Shape(Struct, frozen=True):
    """What a tree may be: `read` returns its value, `schema` says the same to editors.

    `schema` takes where the descriptions of fields come from, and returns JSON Schema (draft 7).
    """

    read: _Reader
    schema: Callable[[Describe], JsonSchema]


def hold(tree: Tree, shape: Shape) -> tuple[Any, list[Fault]]:
    """Return what a tree says, and all that is wrong with it; the value holds if nothing is."""
    faults: list[Fault] = []
    value = shape.read(tree, (), faults)
    return (None if faults else value), faults


def text_of(*steps: Step, schema: JsonSchema = ANY_TEXT) -> Shape:
    """Return the shape of a text, which goes through the steps one after the other.

    `schema` is JSON Schema of the texts that the steps let through; it may let through more.
    """
    return _checked(Kind.NOT_TEXT, lambda tree: isinstance(tree, str), short, *steps, schema=schema)


def short(text: str) -> str:
    """Return a text that is no longer than what people write into one value, or raise ValueFault.

    Titles are looked for in all texts, and printed on every page.
    """
    if len(text) > _LONGEST:
        found = f"“{text[:30].strip()}…” has {len(text):,} characters, too many for this value"
        wanted = f"at most {_LONGEST:,} characters"
        hint = "shorten it here; long text goes into the .md file of a section"
        raise ValueFault("value-too-long", found, wanted, hint)
    return text


def text_or_names(*steps: Step, names: JsonSchema, text: JsonSchema = ANY_TEXT) -> Shape:
    """Return the shape of a text or of names with values, of which the steps make a value.

    `names` is JSON Schema of the names with values, `text` that of the text.
    """
    schema = {"anyOf": [text, {"type": "object", **names}]}
    return _checked(Kind.NOT_TEXT, lambda tree: isinstance(tree, str | dict), *steps, schema=schema)


def _checked(kind: Kind, fits: Callable[[Tree], bool], *steps: Step, schema: JsonSchema) -> Shape:
    def read(tree: Tree, path: Path, faults: list[Fault]) -> object:
        if not fits(tree):
            faults.append(Fault(kind, path))
            return None
        value: object = tree
        try:
            for step in steps:
                value = step(value)
        except ValueFault as fault:
            faults.append(Fault(Kind.VALUE, path, fault))
            return None
        return value

    return Shape(read, lambda _: schema)


def list_of(each: Shape, *, or_one: bool = False) -> Shape:
    """Return the shape of a list; with `or_one`, a text alone is a list of one."""

    def read(tree: Tree, path: Path, faults: list[Fault]) -> list[Any] | None:
        if or_one and isinstance(tree, str):
            tree = [tree]
        if not isinstance(tree, list):
            faults.append(Fault(Kind.NOT_A_LIST, path))
            return None
        return [each.read(item, (*path, index), faults) for index, item in enumerate(tree)]

    def schema(describe: Describe) -> JsonSchema:
        several = {"type": "array", "items": each.schema(describe)}
        return {"anyOf": [each.schema(describe), several]} if or_one else several

    return Shape(read, schema)


def text_or(text: Shape, other: Shape) -> Shape:
    """Return the shape of what is a text, or of the other shape."""

    def read(tree: Tree, path: Path, faults: list[Fault]) -> Any:  # noqa: ANN401 - as its shapes
        shape = text if isinstance(tree, str) else other
        return shape.read(tree, path, faults)

    return Shape(read, lambda describe: {"anyOf": [text.schema(describe), other.schema(describe)]})


def names_of(each: Shape, names: JsonSchema | None = None) -> Shape:
    """Return the shape of names with values, whatever the names; `names` is their JSON Schema."""

    def read(tree: Tree, path: Path, faults: list[Fault]) -> dict[str, Any] | None:
        if not isinstance(tree, dict):
            faults.append(Fault(Kind.NOT_NAMES, path))
            return None
        return {name: each.read(value, (*path, name), faults) for name, value in tree.items()}

    def schema(describe: Describe) -> JsonSchema:
        values = {"type": "object", "additionalProperties": each.schema(describe)}
        return values | ({"propertyNames": names} if names else {})

    return Shape(read, schema)


def record(
    kind: type[Record], shapes: Mapping[str, Shape], *, needed: Collection[str] = ()
) -> Shape:
    """Return the shape of names with values that make a record.

    `shapes` has a shape for each name of the record's, as YAML has it (msgspec's `rename`). A name
    without a default is required, and no other name is known. `needed` are names that are only
    asked for elsewhere: the reader's caller decides, editors learn that they are required.
    """
    known = dict(zip(names_in(kind), kind.__struct_fields__, strict=True))
    required = names_in(kind)[: len(known) - len(kind.__struct_defaults__)]
    assert set(shapes) == set(known), set(shapes) ^ set(known)  # noqa: S101 - so is it written

    def read(tree: Tree, path: Path, faults: list[Fault]) -> Record | None:
        if not isinstance(tree, dict):
            faults.append(Fault(Kind.NOT_NAMES, path))
            return None
        before = len(faults)
        values = {}
        for name, field in known.items():
            if name in tree:
                values[field] = shapes[name].read(tree[name], (*path, name), faults)
            elif name in required:
                faults.append(Fault(Kind.MISSING, (*path, name)))
        faults += _unknown([name for name in tree if name not in known], path)
        return kind(**values) if len(faults) == before else None

    def schema(describe: Describe) -> JsonSchema:
        meanings = describe(kind)
        asked = [name for name in known if name in required or name in needed]
        return {
            "type": "object",
            "properties": {
                name: {"description": meanings[name]}
                | _described(shapes[name].schema(describe), empty=name not in asked)
                for name in known
            },
            "additionalProperties": False,
        } | ({"required": asked} if asked else {})

    return Shape(read, schema)


def _described(schema: JsonSchema, *, empty: bool) -> dict[str, Any]:
    """Return the schema of a field; with `empty`, one that may be left without a value."""
    if not empty:
        return dict(schema)
    if "anyOf" in schema:
        return {**schema, "anyOf": [*schema["anyOf"], {"type": "null"}]}
    if "enum" in schema:
        return {**schema, "enum": [*schema["enum"], None]}
    types = schema["type"]
    return {**schema, "type": [*([types] if isinstance(types, str) else types), "null"]}


def _unknown(names: list[str], path: Path) -> Iterator[Fault]:
    """Yield a problem for each name of a few; what is wrong with thousands is said of the first."""
    for number, name in enumerate(names[:_ENOUGH], 1):
        more = len(names) - _ENOUGH if number == _ENOUGH else 0
        yield Fault(Kind.UNKNOWN, (*path, name), more=more)


def names_in(kind: type[Struct]) -> list[str]:
    """Return the names of a record's fields as YAML has them, in their order."""
    return list(kind.__struct_encode_fields__)
