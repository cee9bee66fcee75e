"""Every regular expression of the program, and the way in which it is used.

Found in the source by its syntax tree, so that a new one is found too: `re.compile(…)`, and
`re.search(…)` and its like with the pattern beside it. The pattern is evaluated with the names of
its module.
"""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import panel_papers

SOURCE = Path(panel_papers.__file__).parent
_FUNCTIONS = {"search", "match", "findall", "finditer", "sub", "subn", "split", "fullmatch"}
_AT_THE_START = {"match", "fullmatch"}


@dataclass(frozen=True)
class Expression:
    """A regular expression: where it is, what it is, and whether a whole text is searched by it."""

    code: str
    pattern: re.Pattern[str] | re.Pattern[bytes]
    searches: bool


def expressions() -> tuple[list[Expression], list[str]]:
    """Return the expressions of the program, and what is made of names that a function gives."""
    trees = {path: ast.parse(path.read_bytes()) for path in sorted(SOURCE.rglob("*.py"))}
    public = _uses(trees.values())
    found, made_later = [], []
    for path, tree in trees.items():
        own = _uses([tree])
        dotted = ".".join(("panel_papers", *path.relative_to(SOURCE).with_suffix("").parts))
        file = path.relative_to(SOURCE).as_posix()
        for call, function, names in _calls(tree):
            try:
                pattern = _pattern(call, vars(importlib.import_module(dotted)))
            except NameError:
                made_later.append(f"{file} {ast.unparse(call.args[0])}")
                continue
            ways = {function}
            if function == "compile":
                ways = {w for n in names for w in (own if n[0] == "_" else public).get(n, ())}
            # one that is handed on under another name may be used in any way
            searches = not ways or not ways <= _AT_THE_START
            found.append(
                Expression(f"{file} {names[0] if names else pattern.pattern}", pattern, searches)
            )
    return found, made_later


def _calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str, list[str]]]:
    """Yield each call that has a pattern, its function, and the names that the pattern is given."""
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
            yield node, node.func.attr, named.get(id(node), [])


def _uses(trees: Iterable[ast.AST]) -> dict[str, set[str]]:
    """Return by which methods the pattern of a name is used, “?” where it is handed on."""
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


_FLAGS_AT = {"compile": 1, "sub": 4, "subn": 4, "split": 3}


def _pattern(call: ast.Call, given: dict[str, object]) -> re.Pattern[str] | re.Pattern[bytes]:
    assert isinstance(call.func, ast.Attribute)
    flags = call.args[_FLAGS_AT.get(call.func.attr, 2) :]
    flags += [each.value for each in call.keywords if each.arg == "flags"]
    source, *values = (
        eval(compile(ast.Expression(each), "<source>", "eval"), dict(given))
        for each in (call.args[0], *flags)
    )
    return re.compile(source, sum(values))
