"""Which section, or which closing list, a heading of a report begins."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import cast

_NUMBER = re.compile(r"^\s*(?:\d{1,3}(?:\.\d{1,3}){0,3}[.):]?|[A-Z][.)]|\([a-zA-Z\d]\))\s+(?=\S)")


def bare(heading: str) -> str:
    """Return a heading in small letters, without its number and its colon."""
    return " ".join(_NUMBER.sub("", heading).strip(" :.–—-").lower().split())


def number_of(heading: str) -> str:
    """Return the number that is typed before a heading, with its signs; “” where there is none."""
    found = _NUMBER.match(heading)
    return found[0].strip() if found else ""


def closing_kind(heading: str) -> str | None:
    """Return “background”, “appendices” or “both” for the heading of a closing list."""
    return _closing().get(bare(heading))


def section_of(heading: str, known: Mapping[str, str]) -> str | None:
    """Return the name of the section that a heading begins, by its template or what it means.

    `known` has the names of sections by their templates' headings, in small letters.
    """
    words = bare(heading)
    name = known.get(words)
    if name is not None:
        return name
    usual = _usual().get(words)
    return usual if usual in {*known.values(), "recommendations"} else None


def is_known(heading: str, known: Mapping[str, str]) -> bool:
    """Say whether a heading begins a section or a closing list that is known by its words."""
    return section_of(heading, known) is not None or closing_kind(heading) is not None


@cache
def _data() -> Mapping[str, object]:
    return tomllib.loads(files(__package__).joinpath("sections.toml").read_text(encoding="utf-8"))


@cache
def _usual() -> Mapping[str, str]:
    lists = {name: words for name, words in _data().items() if isinstance(words, list)}
    return MappingProxyType({each: name for name, words in lists.items() for each in words})


@cache
def _closing() -> Mapping[str, str]:
    lists = cast("dict[str, list[str]]", _data()["closing"])
    return MappingProxyType({each: kind for kind, words in lists.items() for each in words})
