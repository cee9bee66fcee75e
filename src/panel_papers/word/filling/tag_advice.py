"""Why a tag cannot be read, in plain English, and what to type instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from panel_papers.core import did_you_mean
from panel_papers.word.filling.tags import LITERAL

_OPENERS, _CLOSERS = "([", ")]"
_NAME = r"[A-Za-z_]\w*"

Advice = tuple[str, str | None]


def advice(source: str, known: Iterable[str]) -> Advice:
    """Return what is wrong with a tag that Jinja cannot read, and a hint.

    `source` is the whole tag with straight quotes; `known` are the names that there are. The
    reasons are looked for in the order in which they hide each other.
    """
    inner = source[2:-2].strip()
    bare = LITERAL.sub("''", inner)
    for look in _LOOKS:
        found = look(inner, bare)
        if found is not None:
            return found
    return _words(bare, set(known)) or _condition(bare)


def _empty(inner: str, _bare: str) -> Advice | None:
    if inner:
        return None
    return "it is empty", "type a field’s name between the braces, as in “{{ title }}”"


def _another(_inner: str, bare: str) -> Advice | None:
    if not re.search(r"\{[{%#]", bare):
        return None
    return "another tag begins before it ends", "end the first tag with “}}” or “%}”"


def _dash(_inner: str, bare: str) -> Advice | None:
    if not re.search("[\u2010-\u2015\u2212]", bare):
        return None
    return (
        "it holds a long dash",
        "Word has turned a hyphen into a long dash: type a plain hyphen",
    )


def _quotes(_inner: str, bare: str) -> Advice | None:
    if not re.search("[“”„‘’‚«»]", bare) and not re.search("['\"]", bare.replace("''", "")):
        return None
    return (
        "its quotation marks do not match",
        'type the same mark on both sides of the words, as in “{% if rating == "red" %}”',
    )


def _ellipsis(_inner: str, bare: str) -> Advice | None:
    if "…" not in bare:
        return None
    return "it holds “…”", "Word has turned three full stops into one character: take it out"


def _invisible(_inner: str, bare: str) -> Advice | None:
    if not re.search("[\u00ad\u200b-\u200f\u2060\ufeff]", bare):
        return None
    return "it holds a character that cannot be seen", "delete the tag and type it again"


def _brackets(_inner: str, bare: str) -> Advice | None:
    waiting: list[str] = []
    for letter in bare:
        if letter in _OPENERS:
            waiting.append(_CLOSERS[_OPENERS.index(letter)])
        elif letter in _CLOSERS and (not waiting or waiting.pop() != letter):
            waiting.append(letter)
            break
    if not waiting:
        return None
    return "its brackets do not match", "close each bracket that is opened"


def _signs(_inner: str, bare: str) -> Advice | None:
    signs = (("&&", "and"), ("||", "or"), ("<>", "!="), ("===", "=="), ("=>", ">="), ("=<", "<="))
    for typed, right in signs:
        if typed in bare:
            return f"it holds “{typed}”", f"type “{right}” instead"
    if re.search(r"(?<![=!<>])=(?!=)", bare) and re.match(r"(?:(?:p|tr|tc)\s+)?(?:el)?if\b", bare):
        return "one “=” compares nothing", 'type “==”, as in “{% if rating == "red" %}”'
    return None


def _capitals(_inner: str, bare: str) -> Advice | None:
    found = re.search(r"\b(AND|OR|NOT|IN|IS|And|Or|Not|In|Is)\b", bare)
    if found is None or not re.search(r"\s", bare):
        return None
    return f"“{found[1]}” is in capitals", f"type “{found[1].lower()}” in small letters"


def _loop(_inner: str, bare: str) -> Advice | None:
    if not re.match(r"(?:(?:p|tr|tc)\s+)?for\b", bare):
        return None
    if re.fullmatch(rf"(?:(?:p|tr|tc)\s+)?for\s+{_NAME}(\s*,\s*{_NAME})*\s+in\s+.+", bare):
        return None
    return (
        "it does not say what to go through",
        "type “{% for … in … %}”, as in “{% for appendix in appendices %}”",
    )


_LOOKS: tuple[Callable[[str, str], Advice | None], ...] = (
    _empty,
    _another,
    _dash,
    _quotes,
    _ellipsis,
    _invisible,
    _brackets,
    _signs,
    _capitals,
    _loop,
)


def _words(bare: str, known: set[str]) -> Advice | None:
    """Find a field's name that was typed as several words: “report to”."""
    found = re.fullmatch(rf"(?:(?:if|elif)\s+)?({_NAME}(?:\s+{_NAME})+)", bare)
    if found is None:
        return None
    joined = "_".join(found[1].split())
    likely = did_you_mean(joined, known)
    return "a name has no spaces in it", likely or f"type “{joined}”, if the field is called so"


def _condition(bare: str) -> Advice:
    if re.match(r"(?:(?:p|tr|tc)\s+)?(?:el)?if\b", bare):
        return (
            "what follows “if” is no condition",
            'type a field’s name, or compare one, as in “{% if rating == "red" %}”',
        )
    return "what is in it is no field’s name", None
