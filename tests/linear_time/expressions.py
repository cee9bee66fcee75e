"""Every regular expression of the program, and the way in which it is used.

Found in the source by its syntax tree, so that a new one is found too: `re.compile(…)`, and
`re.search(…)` and its like with the pattern beside it. The pattern is evaluated with the names of
its module.
"""

from __future__ import annotations

import ast
import importlib
import re
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
    modules = {path: _Module(path) for path in sorted(SOURCE.rglob("*.py"))}
    public: dict[str, set[str]] = {}
    for module in modules.values():
        for name, ways in module.uses.items():
            public.setdefault(name, set()).update(ways)
    found, made_later = [], []
    for path, module in modules.items():
        dotted = ".".join(("panel_papers", *path.relative_to(SOURCE).with_suffix("").parts))
        file = path.relative_to(SOURCE).as_posix()
        for call, function in module.calls:
            names = module.named.get(id(call), [])
            try:
                pattern = _pattern(call, vars(importlib.import_module(dotted)))
            except NameError:
                made_later.append(f"{file} {ast.unparse(call.args[0])}")
                continue
            ways = {function}
            if function == "compile":
                uses = [module.uses if name[0] == "_" else public for name in names]
                ways = {w for n, used in zip(names, uses, strict=True) for w in used.get(n, ())}
            # one that is handed on under another name may be used in any way
            searches = not ways or not ways <= _AT_THE_START
            found.append(
                Expression(f"{file} {names[0] if names else pattern.pattern}", pattern, searches)
            )
    return found, made_later


class _Module:
    """What one walk through a module's tree finds.

    `calls` have a pattern, each with its function; `named` are the names that a value is given, by
    the value; `uses` are the methods that are called on a name, “?” where it is handed on.
    """

    def __init__(self, path: Path) -> None:
        self.calls: list[tuple[ast.Call, str]] = []
        self.named: dict[int, list[str]] = {}
        self.uses: dict[str, set[str]] = {}
        self._tree = ast.parse(path.read_bytes())  # kept: `named` has the identities of its nodes
        for node in ast.walk(self._tree):
            if isinstance(node, ast.Call):
                self._called(node)
            elif isinstance(node, ast.Attribute):
                if isinstance(node.value, ast.Name):
                    self.uses.setdefault(node.value.id, set()).add(node.attr)
            elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                if names := [each.id for each in targets if isinstance(each, ast.Name)]:
                    self.named[id(node.value)] = names

    def _called(self, node: ast.Call) -> None:
        for argument in node.args:
            if isinstance(argument, ast.Name):
                self.uses.setdefault(argument.id, set()).add("?")
        if (
            isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "re"
            and node.func.attr in {"compile", *_FUNCTIONS}
        ):
            self.calls.append((node, node.func.attr))


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
