"""Every regular expression of the program, and the way in which it is used.

Found in the source by its syntax tree, so that a new one is found too: `re.compile(…)`, and
`re.search(…)` and its like with the pattern beside it. The pattern is evaluated with the names of
its module.
"""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import panel_papers

SOURCE = Path(panel_papers.__file__).parent
_FUNCTIONS = {"search", "match", "findall", "finditer", "sub", "subn", "split", "fullmatch"}
_AT_THE_START = {"match", "fullmatch"}


@dataclass(frozen=True)
class Expression:
    """A regular expression: where it is, what it is, and whether a whole text is searched by it."""

    place: str
    pattern: re.Pattern[str] | re.Pattern[bytes]
    searches: bool


def expressions() -> tuple[list[Expression], list[str]]:
    """Return the expressions of the program, and the places of those made while it runs."""
    files = sorted(SOURCE.rglob("*.py"))
    trees = {path: ast.parse(path.read_bytes()) for path in files}
    used = _uses(trees.values())
    found, made_later = [], []
    for path, tree in trees.items():
        name = ".".join(("panel_papers", *path.relative_to(SOURCE).with_suffix("").parts))
        given: dict[str, object] | None = None
        for call, names in _calls(tree):
            if given is None:
                given = vars(importlib.import_module(name.removesuffix(".__init__")))
            place = f"{path.relative_to(SOURCE).as_posix()}:{call.lineno}"
            try:
                pattern = _pattern(call, given)
            except NameError:
                made_later.append(place)
                continue
            function = call.func.attr
            ways = {function} if function != "compile" else {w for n in names for w in used.get(n, ())}
            # one that is handed on under another name may be used in any way
            searches = not ways or bool(ways - _AT_THE_START)
            found.append(Expression(place, pattern, searches))
    return found, made_later


def _calls(tree: ast.AST) -> Iterator[tuple[ast.Call, list[str]]]:
    """Yield each call that has a pattern, and the names that it is given."""
    named: dict[int, list[str]] = {}
    for node in ast.walk(tree):
        targets: list[ast.expr] = []
        if isinstance(node, ast.Assign):
            targets = node.targets
        elif isinstance(node, ast.AnnAssign):
            targets = [node.target]
        names = [each.id for each in targets if isinstance(each, ast.Name)]
        if names and isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            named[id(node.value)] = names
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "re"
            and node.func.attr in {"compile", *_FUNCTIONS}
        ):
            yield node, named.get(id(node), [])


def _uses(trees: Iterator[ast.AST] | list[ast.AST]) -> dict[str, set[str]]:
    """Return by which methods the pattern of a name is used anywhere."""
    used: dict[str, set[str]] = {}
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                used.setdefault(node.value.id, set()).add(node.attr)
            elif isinstance(node, ast.Call):
                for argument in node.args:
                    if isinstance(argument, ast.Name):
                        used.setdefault(argument.id, set()).add("?")
    return used


def _pattern(call: ast.Call, given: dict[str, object]) -> re.Pattern[str] | re.Pattern[bytes]:
    at = 1 if call.func.attr == "compile" else {"sub": 3, "subn": 3, "split": 2}.get(call.func.attr, 2)
    flags = call.args[at:] if call.func.attr == "compile" else []
    flags += [each.value for each in call.keywords if each.arg == "flags"]
    value = eval(compile(ast.Expression(call.args[0]), "<pattern>", "eval"), dict(given))
    flag = 0
    for each in flags:
        flag |= eval(compile(ast.Expression(each), "<flags>", "eval"), dict(given))
    return re.compile(value, flag)
