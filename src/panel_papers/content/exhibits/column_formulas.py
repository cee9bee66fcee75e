"""Formulas over the columns of a table: `Actual spend - Budget`, with the columns' own names.

A name is written as the file has it, spaces included. Where that could be read in two ways it
stands in backticks or quotes. All else is the language of figures (`figures/expressions.py`).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from msgspec import Struct

from panel_papers.content.data.scaling import is_year
from panel_papers.content.figures.expressions import Expression, ExpressionError, read_formula
from panel_papers.core import did_you_mean

_SIGNS = "+-−*×/÷"
_FORMULA = re.compile(rf"[{re.escape(_SIGNS)}()`\"“”]")
_NUMBER = re.compile(r"\d+(?:\.\d+)?|\.\d+")
_OPERATOR = re.compile(rf"\*\*|[{re.escape(_SIGNS)}]")
_WORD = re.compile(rf"[^{re.escape(_SIGNS)}()`\"“”]+")
_CLOSING = {"`": "`", '"': '"', "“": "”"}
_SHOWN: dict[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "−",
    ast.Mult: "×",
    ast.Div: "/",
    ast.Pow: "**",
}


class ColumnFormula(Struct, frozen=True):
    """A formula as typed and as it reads; `columns` are the names in it by their identifiers."""

    text: str
    expression: Expression
    columns: Mapping[str, str]

    def shown(self, references: Mapping[str, str]) -> str:
        """Return the formula with a reference in the place of each identifier: “C5 − B5”."""
        return _shown(self.expression.node, references)

    @property
    def is_sum(self) -> bool:
        """Whether columns are added and subtracted, and nothing else."""
        kinds = (ast.Name, ast.BinOp, ast.Add, ast.Sub, ast.Load, ast.UnaryOp, ast.USub, ast.UAdd)
        return all(isinstance(each, kinds) for each in ast.walk(self.expression.node))


def is_formula(text: str) -> bool:
    """Say whether a text that is no column's name is meant as a formula."""
    return bool(_FORMULA.search(text))


def read_column_formula(text: str, known: Collection[str]) -> ColumnFormula:
    """Return a formula over the columns `known`. Raises ExpressionError."""
    text = " ".join(text.split())
    names: dict[str, str] = {}
    try:
        parts = list(_parts(text, sorted(known, key=len, reverse=True), names))
    except ExpressionError as error:
        hint = error.hint if names else did_you_mean(text, known) or error.hint
        raise ExpressionError(error.code, error.found, error.wanted, hint) from None
    if not names:
        raise _no_column(text, list(known))
    try:
        expression = read_formula(" ".join(parts))
    except ExpressionError as error:
        own = error.code == "bad-formula"
        found = f"“{text}” is not a complete formula" if own else error.found
        wanted = "an expression of column names, numbers, + - * / and brackets"
        raise ExpressionError(error.code, found, wanted if own else error.wanted) from None
    columns = {identifier: name for name, identifier in names.items()}
    return ColumnFormula(text, expression, columns)


def _parts(text: str, known: Sequence[str], names: dict[str, str]) -> Iterator[str]:
    """Yield a formula's operators, numbers and identifiers; `names` gets those of its columns."""
    at, operand, begin = 0, True, 0
    while at < len(text):
        sign = text[at]
        if sign == " ":
            at += 1
            continue
        if operand:
            begin = at
            name, end = _name(text, at, known)
            if name is not None:
                at, operand = end, False
                yield names.setdefault(name, f"column_{len(names)}")
            elif sign == "(" or sign in "+-−":
                at += 1
                yield sign
            elif number := _NUMBER.match(text, at):
                at, operand = number.end(), False
                yield number[0]
            else:
                raise _unknown(text, at, known)
        elif sign == ")":
            at += 1
            yield sign
        elif found := _OPERATOR.match(text, at):
            at, operand = found.end(), True
            yield found[0]
        else:
            raise _unknown(text, begin, known)


def _name(text: str, at: int, known: Sequence[str]) -> tuple[str | None, int]:
    """Return the column that is named at a place in a formula, and where its name ends."""
    if text[at] in _CLOSING:
        end = text.find(_CLOSING[text[at]], at + 1)
        name = text[at + 1 : end].strip()
        if end < 0 or name not in known:
            raise _no_column(name if end >= 0 else text[at + 1 :], known)
        return name, end + 1
    found = [name for name in known if _begins(text, at, name)]
    if not found:
        return None, at
    name = found[0]
    bare = _NUMBER.fullmatch(name)
    if bare and not is_year(name):
        raise _two_readings(text, name, "a number and a column")
    shorter = [each for each in found[1:] if _OPERATOR.match(name[len(each) :].lstrip())]
    if shorter:
        raise _two_readings(text, name, f"a column, and a calculation with “{shorter[0]}”")
    return name, at + len(name)


def _begins(text: str, at: int, name: str) -> bool:
    end = at + len(name)
    if not text.startswith(name, at):
        return False
    after = text[end : end + 1]
    return not (name[-1].isalnum() and (after.isalnum() or (after in {"_", "."} and bool(after))))


def _two_readings(text: str, name: str, what: str) -> ExpressionError:
    found, wanted = f"“{name}” in “{text}” may be {what}", "a formula of one meaning"
    hint = f"put each column's name in backticks: '`{name}` …', the whole value in single quotes"
    return ExpressionError("bad-formula", found, wanted, hint)


def _unknown(text: str, at: int, known: Sequence[str]) -> ExpressionError:
    word = _WORD.match(text, at)
    if word is None:
        found, wanted = (
            f"“{text}” is not complete",
            "a column name or number on each side of a sign",
        )
        return ExpressionError("bad-formula", found, wanted)
    return _no_column(word[0].strip(), known)


def _no_column(name: str, known: Sequence[str]) -> ExpressionError:
    shown = sorted(known, key=str.casefold)
    wanted = f"one of the columns {', '.join(f'“{each}”' for each in shown[:20])}"
    hint = did_you_mean(name, known) or "write one of these in its place"
    found = f"“{name}” in the formula is not a column"
    return ExpressionError("unknown-column", found, wanted, hint)


def _shown(node: ast.expr, references: Mapping[str, str], *, inner: bool = False) -> str:
    match node:
        case ast.Name():
            return references[node.id]
        case ast.UnaryOp(op=ast.USub()):
            return f"−{_shown(node.operand, references, inner=True)}"
        case ast.UnaryOp():
            return _shown(node.operand, references, inner=True)
        case ast.BinOp():
            left = _shown(node.left, references, inner=True)
            right = _shown(node.right, references, inner=True)
            whole = f"{left} {_SHOWN[type(node.op)]} {right}"
            return f"({whole})" if inner else whole
    return ast.unparse(node)
