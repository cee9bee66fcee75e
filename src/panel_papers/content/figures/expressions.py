"""The small language of formulas and assertions: names, numbers, `+ - * / **` and comparisons.

Python's own parser reads a formula, and nothing of it is ever run: everything else that Python's
grammar has (calls, attributes, texts, indexes) is refused when it is read, and the few kinds of
node that are left are calculated here. Numbers are fractions, so nothing is ever rounded, and they
have a size that they may not outgrow; their units go with them.
"""

from __future__ import annotations

import ast
import operator
import re
import warnings
from collections.abc import Callable, Mapping
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.content.figures.quantities import (
    Quantity,
    UnitError,
    add,
    comparable,
    divide,
    multiply,
    raise_to,
    subtract,
)

LONGEST = 500  # characters; a formula that needs more is two formulas
LARGEST_POWER = 100
_DEEPEST = 40
_MOST_BITS = 4_000  # of a numerator or denominator: 1,200 digits
_LITERAL = re.compile(r"\d+(?:\.\d+)?|\.\d+")
_LANGUAGE = "figures, numbers, + - * / ** and brackets"
_COMPARISONS: dict[type[ast.cmpop], tuple[str, Callable[[Fraction, Fraction], bool]]] = {
    ast.Eq: ("==", operator.eq),
    ast.NotEq: ("!=", operator.ne),
    ast.Lt: ("<", operator.lt),
    ast.LtE: ("<=", operator.le),
    ast.Gt: (">", operator.gt),
    ast.GtE: (">=", operator.ge),
}
_REFUSED: dict[type[ast.AST], str] = {
    ast.Attribute: "a full stop between names",
    ast.Call: "a call of a function",
    ast.Subscript: "square brackets",
    ast.JoinedStr: "text",
    ast.Tuple: "a comma",
    ast.Lambda: "“lambda”",
    ast.IfExp: "“if”",
    ast.BoolOp: "“and” or “or”",
    ast.NamedExpr: "“:=”",
    ast.Compare: "a comparison",
}


Values = Mapping[str, Quantity] | Mapping[str, Fraction]


_ADVICE = "use the names of figures, numbers, + - * / and brackets only"
_IN_TWO = "give a part of it a name of its own, and use that name in the formula"


class ExpressionError(Exception):
    """What is wrong with an expression: a code and the words of a fault."""

    def __init__(self, code: str, found: str, wanted: str, hint: str | None = None) -> None:
        super().__init__(found)
        self.code, self.found, self.wanted, self.hint = code, found, wanted, hint


class Expression(Struct, frozen=True):
    """A formula or an assertion that has been looked through: its text and the names in it."""

    text: str
    node: ast.expr
    names: tuple[str, ...]

    def quantity(self, values: Values) -> Quantity:
        """Return the value with its unit.

        Raises ExpressionError for a division by zero, numbers too large, or units that do not go
        together.
        """
        return _evaluated(self.text, self.node, values)

    def value(self, values: Mapping[str, Fraction]) -> Fraction:
        """Return the value of figures without units. Raises ExpressionError."""
        return _evaluated(self.text, self.node, values).value

    def sides(self, values: Values) -> tuple[tuple[str, Fraction], ...]:
        """Return text and value of each side of an assertion. Raises ExpressionError."""
        return tuple(
            (_text(self.text, n), _evaluated(self.text, n, values).value) for n in self._nodes
        )

    @property
    def _nodes(self) -> list[ast.expr]:
        assert isinstance(self.node, ast.Compare)  # noqa: S101  # read as an assertion
        return [self.node.left, *self.node.comparators]

    def holds(self, values: Values) -> bool:
        """Say whether an assertion is true. Raises ExpressionError."""
        assert isinstance(self.node, ast.Compare)  # noqa: S101  # read as an assertion
        sides = [_evaluated(self.text, each, values) for each in self._nodes]
        operators = [_COMPARISONS[type(each)][1] for each in self.node.ops]
        try:
            return all(
                holds(*comparable(left, right))
                for holds, left, right in zip(operators, sides[:-1], sides[1:], strict=True)
            )
        except UnitError as error:
            raise _of_units(error) from None


def read_formula(text: str) -> Expression:
    """Return a formula over figures. Raises ExpressionError."""
    return _read(text, assertion=False)


def read_assertion(text: str) -> Expression:
    """Return an assertion, which compares two formulas or more. Raises ExpressionError."""
    return _read(text, assertion=True)


def _read(text: str, *, assertion: bool) -> Expression:
    text = " ".join(text.split())
    if len(text) > LONGEST:
        found, wanted = f"The formula has {len(text)} characters", f"at most {LONGEST} characters"
        raise ExpressionError("bad-formula", found, wanted, _IN_TWO)
    plain = text.replace("−", "-").replace("×", "*").replace("÷", "/")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Python's advice to programmers
            node = ast.parse(plain, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        equal = re.search(r"[^=<>!]=[^=]", plain)
        hint = "write “==” to ask whether two are equal" if equal else _ADVICE
        wanted = f"an expression of {_LANGUAGE}"
        found = f"“{text}” is not a complete formula"
        raise ExpressionError("bad-formula", found, wanted, hint) from None
    if assertion and not isinstance(node, ast.Compare):
        wanted = "a comparison, such as “total == before + after”"
        hint = f"write what it must be equal to, such as “{text} == 905”"
        raise ExpressionError("bad-assertion", f"“{text}” compares nothing", wanted, hint)
    parts = (
        [node.left, *node.comparators] if isinstance(node, ast.Compare) and assertion else [node]
    )
    if assertion and isinstance(node, ast.Compare):
        for each in node.ops:
            if type(each) not in _COMPARISONS:
                signs = ", ".join(sign for sign, _ in _COMPARISONS.values())
                found, wanted = f"“{text}” has a comparison that is not known", f"one of {signs}"
                raise ExpressionError("bad-assertion", found, wanted, "compare with “==”")
    for part in parts:
        _look_through(plain, part, 0)
    names = [each.id for each in ast.walk(node) if isinstance(each, ast.Name)]
    return Expression(plain, node, tuple(dict.fromkeys(names)))


def _look_through(text: str, node: ast.AST, depth: int) -> None:
    """Refuse what the language does not have."""
    if depth > _DEEPEST:
        found, wanted = "The formula has too many brackets inside brackets", "a short formula"
        raise ExpressionError("bad-formula", found, wanted, _IN_TWO)
    match node:
        case ast.Name():
            return
        case ast.Constant(value=int() | float()) if not isinstance(node.value, bool):
            if _LITERAL.fullmatch(_text(text, node)):
                return
            raise _refused(_text(text, node), "a number in another notation")
        case ast.Constant():
            raise _refused(_text(text, node), "text" if node.value is not True else "a word")
        case ast.UnaryOp(op=ast.USub() | ast.UAdd()):
            _look_through(text, node.operand, depth + 1)
        case ast.BinOp(op=ast.Add() | ast.Sub() | ast.Mult() | ast.Div() | ast.Pow()):
            _look_through(text, node.left, depth + 1)
            _look_through(text, node.right, depth + 1)
        case _:
            what = _REFUSED.get(type(node), "a part that a formula cannot have")
            comma = "write thousands without a comma: 3755" if isinstance(node, ast.Tuple) else None
            raise _refused(_text(text, node), what, comma)


def _refused(text: str, what: str, hint: str | None = None) -> ExpressionError:
    found = f"The formula has {what}: “{text}”"
    return ExpressionError("bad-formula", found, f"only {_LANGUAGE}", hint or _ADVICE)


def _text(text: str, node: ast.AST) -> str:
    return ast.get_source_segment(text, node) or text


def _evaluated(text: str, node: ast.expr, values: Values) -> Quantity:
    try:
        return _value(text, node, values)
    except UnitError as error:
        raise _of_units(error) from None


def _value(text: str, node: ast.expr, values: Values) -> Quantity:
    """Return the value of a node that was looked through. Raises UnitError, ExpressionError."""
    match node:
        case ast.Constant():  # as it is typed: Python's own number would be rounded
            return Quantity(Fraction(_text(text, node)), typed=True)
        case ast.Name(id=name):
            value = values[name]
            return value if isinstance(value, Quantity) else Quantity(value)
        case ast.UnaryOp(op=sign, operand=operand):
            one = _value(text, operand, values)
            return replace(one, value=-one.value) if isinstance(sign, ast.USub) else one
        case ast.BinOp(left=first, op=sign, right=second):
            return _calculated(sign, _value(text, first, values), _value(text, second, values))
    raise AssertionError(f"{type(node).__name__} was not refused")


def _calculated(sign: ast.operator, left: Quantity, right: Quantity) -> Quantity:
    match sign:
        case ast.Add():
            result = add(left, right)
        case ast.Sub():
            result = subtract(left, right)
        case ast.Mult():
            result = multiply(left, right)
        case ast.Div():
            result = divide(left, right, _divide(left.value, right.value))
        case ast.Pow():
            result = raise_to(left, right, _power(left.value, right.value))
        case _:
            raise AssertionError(f"{type(sign).__name__} was not refused")
    size = result.value
    if max(size.numerator.bit_length(), size.denominator.bit_length()) > _MOST_BITS:
        raise _too_large()
    return result


def _of_units(error: UnitError) -> ExpressionError:
    return ExpressionError(error.code, error.found, error.wanted, error.hint)


def _too_large() -> ExpressionError:
    found = "The result of the formula is too large to print"
    hint = "delete the “**” or “*” in the formula that is one too many"
    return ExpressionError("number-too-large", found, "numbers that a paper can print", hint)


def _divide(left: Fraction, right: Fraction) -> Fraction:
    if right == 0:
        found, wanted = "The formula divides by zero", "a number other than 0 after “/”"
        hint = "change the number after “/” that is 0: in the data file that it comes from, or here"
        raise ExpressionError("division-by-zero", found, wanted, hint)
    return left / right


def _power(left: Fraction, right: Fraction) -> Fraction:
    if right.denominator != 1 or abs(right) > LARGEST_POWER:
        found = f"“** {right}”"
        wanted = f"a whole number from -{LARGEST_POWER} to {LARGEST_POWER} behind “**”"
        raise ExpressionError("number-too-large", found, wanted)
    bits = max(left.numerator.bit_length(), left.denominator.bit_length())
    if bits > 1 and bits * abs(right) > 2 * _MOST_BITS:
        raise _too_large()
    if left == 0 and right < 0:
        return _divide(Fraction(1), left)
    return Fraction(left ** int(right))
