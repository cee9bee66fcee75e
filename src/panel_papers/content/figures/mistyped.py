"""Tags of figures that were mistyped, and would print as typed: “{{figures.n}”, “[[figures.n]]”."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from difflib import SequenceMatcher

from panel_papers.core import FIGURE, did_you_mean

_NAME = r"[A-Za-z_][A-Za-z0-9_]*"
# Each part has an end, so that a long line of braces takes no longer than its length.
_BRACED = re.compile(
    r"(?<!\\)(?<!\\\{)(?P<open>\{(?:\s?\{){0,3}[%#-]?)\s{0,9}(?P<word>[A-Za-z_]\w{0,40})"
    r"(?P<rest>[^{}\0]{0,300})(?P<close>(?:\}(?:\s?\}){0,3})?)"
)
_IN_OTHERS = re.compile(
    r"(?<![\\\w{])(?P<open>\[{1,2}|<{1,2}%?=?|\({1,2}|[%#@]|\$)\s{0,9}(?P<word>[A-Za-z]{5,9})"
    rf"\s?[.:]\s?(?P<name>{_NAME})(?P<close>\s{{0,9}}(?:\]{{1,2}}|%?>{{1,2}}|\){{1,2}}|[%#@])|)"
)
_BARE = re.compile(r"(?<![\w.{\[(<$%#@/-])figures\.(?P<name>[a-z0-9]+_[a-z0-9_]+)(?![\w/(])")
_AFTER = re.compile(rf"(?<!\s)\s*[.:]\s*(?P<name>{_NAME})")
_LOOSE = re.compile(rf"\s*[-,_ ]\s*(?P<name>{_NAME})\s*[%#-]?$")
_STRONG = frozenset({"[[", "<<", "((", "<%", "<%="})
_WORDS = frozenset({"figure", "figures", "fig", "figs"})
# what may be meant by “abs”, alone or before words for the sign
_ABSOLUTE = re.compile(
    r"\|\s*(?:absolute(?: value)?|abs\(\)|unsigned|positive|modulus|size|no[ _]?sign)\s*$", re.I
)
_FILTER = re.compile(r"\|.*", re.DOTALL)


def mistyped_tags(text: str, known: Collection[str]) -> Iterator[str]:
    """Yield what in a text was probably meant as a tag of a figure, and is none.

    `known` are the names of figures: words in round brackets are a tag only with one of them.
    """
    parts, last = [], 0
    for tag in FIGURE.finditer(text):
        begin, end = tag.span()
        before = text[max(0, begin - 2) : begin]
        more, after = before.endswith("{") and before != "\\{", text[end : end + 1] == "}"
        if more or after:
            begin, end = begin - more, end + after
            yield text[begin:end]
        parts.append(text[last:begin])
        last = end
    rest = "\0".join([*parts, text[last:]])
    for match in _BRACED.finditer(rest):
        if _is_braced_tag(match, known):
            yield match[0].rstrip() if not match["close"] else match[0]
    for match in _IN_OTHERS.finditer(rest):
        named = match["name"] in known or match["open"] in _STRONG
        if named and _like_figures(match["word"]):
            yield match[0]
    yield from (match[0] for match in _BARE.finditer(rest) if match["name"] in known)


def likely_tag(typed: str, known: Collection[str]) -> str | None:
    """Return “write “{{ figures.n }}” if you mean that”; None where no name is near."""
    inside = typed.strip("{}[]()<>%#@$= -\n\t")
    found = _AFTER.search(inside) or _LOOSE.search(inside)
    name = found["name"] if found else inside
    behind = inside[found.end() :].strip(" -%#\n\t}") if found else ""
    if behind and not behind.startswith("|"):
        return None
    near = name if name in known else _near(name, known)
    if near is None:
        return None
    filtered = _FILTER.search(_ABSOLUTE.sub("| abs", inside))
    tag = f"{{{{ figures.{near} {filtered[0].strip() if filtered else ''}".rstrip() + " }}"
    if not FIGURE.fullmatch(tag):
        return None
    return f"write “{tag}” if you mean that"


def _near(name: str, known: Collection[str]) -> str | None:
    hint = did_you_mean(name.casefold(), known)
    return None if hint is None else hint.partition("“")[2].rpartition("”")[0]


def _is_braced_tag(match: re.Match[str], known: Collection[str]) -> bool:
    word, rest = match["word"], match["rest"]
    dotted, loose = _AFTER.match(rest), _LOOSE.match(rest)
    name = dotted["name"] if dotted else loose["name"] if loose else ""
    double = match["open"].count("{") > 1
    if not _like_figures(word):
        alone = word in known and not rest.strip(" -%#\n\t")
        whole = dotted is not None and not rest[dotted.end() :].strip(" -%#\n\t")
        return double and (alone or (whole and name in known))
    return double or dotted is not None or name in known


def _like_figures(word: str) -> bool:
    said = word.casefold()
    return said in _WORDS or (
        5 <= len(said) <= 9 and SequenceMatcher(None, said, "figures").ratio() >= 0.8
    )
