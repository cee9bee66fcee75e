"""The messages of each code as the source has them, with “…” for what differs.

A message is a call that is given a code such as "bad-format" and, behind it, what was found, what
was expected and how to fix it, as texts or as names that texts are assigned to above the call.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from panel_papers.core.problem_formats import sentence

_CODE = re.compile(r"[a-z]+(?:-[a-z0-9]+)+")
_PARTS = ("code", "place", "found", "wanted", "hint", "level")
_WITHOUT_PLACE = {
    *("ValueFault", "Fault", "Misfit", "ExpressionError", "UnitError", "_UnusableError"),
}
"""The calls whose place is known to their callers alone."""
_WITH_PLACE = {"Problem", "refused", "refuse", "_tell", "tell", "_report"}


def messages(source: Path) -> dict[str, list[str]]:
    """Return the messages of each code in a folder of Python files, each once, in order."""
    found: dict[str, list[str]] = {}
    for path in sorted(source.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for function, call in _calls(tree):
            code, text = _message(call, function)
            if code and text and text not in found.setdefault(code, []):
                found[code].append(text)
    return found


def _calls(tree: ast.Module) -> Iterator[tuple[ast.AST, ast.Call]]:
    """Yield each call that makes a message, with the innermost function that it is in."""

    def walk(node: ast.AST, function: ast.AST) -> Iterator[tuple[ast.AST, ast.Call]]:
        inner = node if isinstance(node, ast.FunctionDef) else function
        if isinstance(node, ast.Call) and _name(node) in _WITH_PLACE | _WITHOUT_PLACE:
            yield inner, node
        for child in ast.iter_child_nodes(node):
            yield from walk(child, inner)

    return walk(tree, tree)


def _name(call: ast.Call) -> str:
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def _has_place(call: ast.Call) -> bool:
    """Say whether a call is given its place; some functions called “tell” know it themselves."""
    named = {word.arg for word in call.keywords}
    if _name(call) == "tell":
        return len(call.args) > 4 and "found" not in named
    return _name(call) in _WITH_PLACE


def _message(call: ast.Call, function: ast.AST) -> tuple[str | None, str | None]:
    """Return code and message of a call; None for what is not written there or above it."""
    parts = [part for part in _PARTS if part != "place" or _has_place(call)]
    given = dict(zip(parts, call.args, strict=False))
    given |= {word.arg: word.value for word in call.keywords if word.arg}
    code = given.get("code")
    if not (isinstance(code, ast.Constant) and _CODE.fullmatch(str(code.value))):
        return None, None
    found, wanted, hint = (
        _text(given.get(part), function, call.lineno) for part in ("found", "wanted", "hint")
    )
    if found is None:
        return None, None
    level = getattr(given.get("level"), "attr", "ERROR").lower()
    lines = [f"{level}: …: {sentence(found)} [{code.value}]", wanted and f"    expected: {wanted}"]
    lines.append(hint and f"    fix:      {hint}")
    return str(code.value), "\n".join(line for line in lines if line)


def _text(node: ast.expr | None, function: ast.AST, line: int) -> str | None:
    """Return the text of an expression, with “…” for its values; None where it is a value alone."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            written = [str(p.value) if isinstance(p, ast.Constant) else "…" for p in parts]
            return "".join(written) if any(w != "…" for w in written) else None
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            first, last = _text(left, function, line), _text(right, function, line)
            return None if first is None else first + (last or " …")
        case ast.BoolOp(op=ast.Or(), values=[*_, last]):
            return _text(last, function, line)
        case ast.Name(id=name):
            return _assigned(name, function, line)
    return None


def _assigned(name: str, function: ast.AST, line: int) -> str | None:
    """Return the text that a name last had before a line of its function, with what was added."""
    text: str | None = None
    for node in sorted(
        (n for n in ast.walk(function) if isinstance(n, ast.Assign | ast.AugAssign)),
        key=lambda each: each.lineno,
    ):
        if node.lineno >= line:
            break
        if isinstance(node, ast.AugAssign):
            if isinstance(node.target, ast.Name) and node.target.id == name and text is not None:
                text += _text(node.value, function, node.lineno) or "…"
            continue
        for target in node.targets:
            for one, value in _pairs(target, node.value):
                if one == name:
                    text = _text(value, function, node.lineno)
    return text


def _pairs(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    """Yield each name of an assignment with its value: “found, hint = …, …” has two."""
    if isinstance(target, ast.Name):
        yield target.id, value
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        for one, each in zip(target.elts, value.elts, strict=False):
            if isinstance(one, ast.Name):
                yield one.id, each
