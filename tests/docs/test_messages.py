"""Each message is a full sentence: its form is held over all texts that the code passes on."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "panel_papers"
DONE = (
    *("build", "checks", "cli", "content", "core", "inputs", "law", "merge"),
    *("output", "pdf", "run", "template_tools", "word"),
)
"""The rooms whose messages are sentences; add a room once its messages are."""
WITH_PLACE = {"Problem", "refuse", "refused", "_fault", "tell", "_tell", "_report"}
MAKERS = WITH_PLACE | {"ValueFault", "Fault", "Misfit", "ExpressionError", "UnitError"}
"""The calls that take what is wrong; their first argument is a code, or their second a place."""
BEGIN = re.compile(r"[“\"A-Z0-9…]")
FRAGMENT = re.compile(r"^[^ ]+$|^(?:A|An|The|No)( [\w“”…-]+){0,3}$|\.$|^“[^”]*”,? (?:which|that)\b")
_CODE = re.compile(r"[a-z]+(?:-[a-z0-9]+)+")


def texts(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the line and the text of each `found` of a module, with “…” for its values."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)]
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node) in MAKERS:
            argument = _found(node)
            if isinstance(argument, ast.Name):
                around = [f for f in functions if f.lineno <= node.lineno <= (f.end_lineno or 0)]
                yield from _assigned(around[-1:], argument.id)
            else:
                yield from _written(argument)


def _name(call: ast.Call) -> str:
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def _found(call: ast.Call) -> ast.expr | None:
    """Return the argument after code and place, or after the code where there is no place."""
    for keyword in call.keywords:
        if keyword.arg == "found":
            return keyword.value
    code = next((n for n, a in enumerate(call.args) if _is_code(a)), None)
    if code is None:
        return None
    has_place = code == 0 and _name(call) in WITH_PLACE
    has_place &= _name(call) != "tell" or len(call.args) > 4  # some know the place themselves
    index = code + 1 + has_place
    return call.args[index] if index < len(call.args) else None


def _is_code(node: ast.expr) -> bool:
    is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return is_text and bool(_CODE.fullmatch(node.value))  # type: ignore[attr-defined]


def _assigned(functions: list[ast.FunctionDef], name: str) -> Iterator[tuple[int, str]]:
    for node in (n for f in functions for n in ast.walk(f) if isinstance(n, ast.Assign)):
        for target in node.targets:
            if isinstance(target, ast.Name) and target.id == name:
                yield from _written(node.value)
            if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                pairs = zip(target.elts, node.value.elts, strict=False)
                for one, value in pairs:
                    if isinstance(one, ast.Name) and one.id == name:
                        yield from _written(value)


def _written(node: ast.expr | None) -> Iterator[tuple[int, str]]:
    match node:
        case ast.Constant(value=str(text)):
            yield node.lineno, text
        case ast.JoinedStr(values=parts):
            values = [str(p.value) if isinstance(p, ast.Constant) else "…" for p in parts]
            yield node.lineno, "".join(values)
        case ast.IfExp(body=body, orelse=other):
            yield from _written(body)
            yield from _written(other)


def is_sentence(text: str) -> bool:
    """Say whether a text has the form of a sentence without its full stop."""
    return bool(BEGIN.match(text)) and not FRAGMENT.search(text)


def of_room(room: str) -> list[tuple[str, str]]:
    """Return each text of a room with its place."""
    return [
        (f"{path.relative_to(SOURCE).as_posix()}:{line}", text)
        for path in sorted((SOURCE / room).rglob("*.py"))
        for line, text in texts(path)
    ]


@pytest.mark.parametrize("room", DONE)
def test_each_message_of_a_room_is_a_sentence(room: str):
    assert [each for each in of_room(room) if not is_sentence(each[1])] == []


def test_the_rooms_have_messages_to_look_at():
    assert len(of_room("inputs")) > 150
    assert len(of_room("word")) > 20
    assert len(of_room("content/markdown")) >= 7


@pytest.mark.parametrize(
    "text",
    ["the address “#”", "“#”", "a damaged PDF", "A damaged PDF", "The PDF is damaged.", "Damaged"],
)
def test_fragment_is_found(text: str):
    assert not is_sentence(text)


@pytest.mark.parametrize(
    "text", ["The PDF is damaged and was repaired", "“title” is missing", "3 pages have no text"]
)
def test_sentence_passes(text: str):
    assert is_sentence(text)
