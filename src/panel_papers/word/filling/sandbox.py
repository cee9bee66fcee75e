"""Jinja as Word templates get it: a sandbox for the fields of a paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Sized

from jinja2 import StrictUndefined, TemplateError, Undefined, nodes, pass_context, pass_eval_context
from jinja2.environment import Environment
from jinja2.exceptions import TemplateRuntimeError, UndefinedError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

from panel_papers.core import Missing, Place, PlacedText, Prose

_FILTERS = (
    "capitalize",
    "default",
    "first",
    "join",
    "last",
    "length",
    "list",
    "lower",
    "sort",
    "string",
    "title",
    "trim",
    "upper",
)


_COUNTED = "counted turns"  # no name that a tag could say
LARGEST = 10**15
"""The largest number in a template: a thousand billion pounds."""
_LONGEST = 1_000_000  # letters
_MOST_TURNS = 20_000
"""Turns of all loops of one story; 20 chapters of 50 items with 5 texts each have 6,020."""


class _Absent(StrictUndefined):
    """A field that is not there: no value to print or to go through, but a plain “no” to `if`.

    A group of an appendix may leave a field out, and `{% if chapter.successes %}` asks just that.
    A name that no field has at all is reported before anything is filled.
    """

    def __init__(
        self,
        hint: str | None = None,
        obj: object = missing,
        name: str | None = None,
        exc: type[TemplateRuntimeError] = UndefinedError,
    ) -> None:
        # Jinja's exceptions carry a message alone; this one also says what was asked for.
        super().__init__(hint, obj, name, type(exc.__name__, (exc,), {"asked": self}))

    def __bool__(self) -> bool:  # type: ignore[override]  # the very point
        return False


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox for our values: groups of fields, and no way to use up the memory."""

    intercepted_binops = frozenset(["+", "-", "*", "**", "%"])

    def _generate(
        self,
        source: nodes.Template,
        name: str | None,
        filename: str | None,
        defer_init: bool = False,
    ) -> str:
        """Return the template's code, in which each loop counts its turns before it begins."""
        for loop in source.find_all(nodes.For):
            at = loop.iter.lineno
            loop.iter = nodes.Filter(loop.iter, _COUNTED, [], [], None, None, lineno=at)
        return super()._generate(source, name, filename, defer_init)

    def getattr(self, obj: object, attribute: str) -> object:
        """Return a field of a group: `chapter.items` is its field, not a method of Python's."""
        if isinstance(obj, Mapping):
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)

    def call_binop(self, context: object, operator: str, left: object, right: object) -> object:
        """Return the sum, difference, product or rest of two numbers, or two texts as one.

        Texts and lists are not multiplied here, texts not filled out, and nothing is raised to a
        power; no number and no text grows without end: each is a way to ask for more memory than
        there is.
        """
        if operator == "**":
            raise TypeError("“**” is not for templates")
        if isinstance(left, int | float) and isinstance(right, int | float):
            result = super().call_binop(context, operator, left, right)  # type: ignore[arg-type]
            if abs(result) > LARGEST:
                raise TypeError("its number is larger than any that a paper holds")
            return result
        if operator == "+" and isinstance(left, Sized) and isinstance(right, Sized):
            if len(left) + len(right) > _LONGEST:
                raise TypeError("its text is longer than any that a paper holds")
            return super().call_binop(context, operator, left, right)  # type: ignore[arg-type]
        raise TypeError(f"“{operator}” needs two numbers")


def _as_it_is(value: object) -> object:
    return value


def environment(finalize: Callable[[object], object] = _as_it_is) -> Environment:
    """Return Jinja as templates get it: sandboxed, without globals, with a list of filters.

    Each value that is printed goes through `finalize`.
    """
    # Jinja calls a finalize that wants the context only while it renders, never on constants
    # while it compiles: so each value is marked once, under its own tag, before any escaping.
    env = _Sandbox(
        autoescape=True,
        undefined=_Absent,
        finalize=pass_eval_context(lambda _, value: finalize(value)),
    )
    env.globals = {}
    env.filters = {name: env.filters[name] for name in _FILTERS} | {"markdown": _markdown}
    env.filters[_COUNTED] = _counter()
    return env


def _counter() -> Callable[[Context, object], object]:
    """Return a filter that counts the turns of loops, and raises where they are too many."""
    turns = 0

    @pass_context  # else Jinja counts those of a constant but once, while it compiles
    def counted(_context: Context, values: object) -> object:
        nonlocal turns
        if isinstance(values, Sized) and not isinstance(values, Undefined):
            turns += len(values)
        if turns > _MOST_TURNS:
            raise TemplateRuntimeError(
                f"the loops of the template have more than {_MOST_TURNS:,} turns; "
                "take loops out of each other"
            )
        return values

    return counted


def _markdown(text: object) -> Prose | Missing | None:
    """Jinja's filter `markdown`: text of a structured appendix as prose."""
    if text is None or isinstance(text, Prose | Missing):
        return text
    if isinstance(text, PlacedText):
        return text.prose
    if isinstance(text, str):
        return Prose(text, Place(""))
    raise TemplateError(f"“markdown” needs a text, not {kind(text)}")


def kind(value: object) -> str:
    """Return in words what a value is that is no text."""
    if isinstance(value, Mapping):
        return "a group of fields (" + ", ".join(map(str, value)) + ")"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "a list"
    return f"a {type(value).__name__}"
