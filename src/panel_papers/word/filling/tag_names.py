"""Compare the names that tags ask for with the fields that there are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from jinja2 import Environment, meta, nodes

from panel_papers.core import Problem, did_you_mean
from panel_papers.word.filling.other_names import near_name, other_name
from panel_papers.word.filling.tag_problem import problem_of
from panel_papers.word.filling.tag_reading import whole
from panel_papers.word.filling.tags import Tag

_HYPHENED = re.compile(r"(?<!\w)[A-Za-z_]\w*(?:\s?-\s?[A-Za-z_]\w*)+")
_PART = re.compile(r"\bfields\.([A-Za-z_]\w{0,60})")
_HYPHEN = re.compile(r"\s?-\s?")


def unknown_names(tags: Sequence[Tag], env: Environment, *, sound: bool) -> set[str]:
    """Return the names that tags ask for and no loop gives.

    Where not all tags are `sound`, a loop's name counts as given in the whole story.
    """
    if sound:
        return meta.find_undeclared_variables(env.parse("".join(tag.source for tag in tags)))
    parsed = [env.parse(text) for tag in tags if (text := whole(tag))]
    names = [name for each in parsed for name in each.find_all(nodes.Name)]
    given = {name.name for name in names if name.ctx == "store"}
    return {name.name for name in names if name.ctx == "load"} - given - {"loop"}


def unknown_fields(
    tags: Sequence[Tag], env: Environment, known: set[str], unknown: set[str]
) -> Iterator[Problem]:
    """Yield each tag that asks for a name that no field has."""
    for tag in tags if unknown else ():
        asked = unknown & _asked_for(tag, env)
        if hyphened := _hyphened(tag, asked, known):
            yield hyphened
            continue
        for name in sorted(asked):
            if name == "fields" and (part := _PART.search(tag.text)):
                yield _no_own_field(tag, part[1])
                continue
            yield problem_of(
                tag,
                "unknown-field",
                f"asks for “{name}”, which is not a field here",
                "one of " + ", ".join(sorted(known)),
                near_name(name, known),
            )


def _no_own_field(tag: Tag, name: str) -> Problem:
    """Return the problem of a field of a body's own where no body has any."""
    word = Path(tag.place.file).parent
    profiles = (word.parent / "bodies" / "….yaml").as_posix()
    return problem_of(
        tag,
        "unknown-field",
        f"asks for “fields.{name}”, and no profile of a body has fields of its own",
        "",
        f"add it below “fields:” in {profiles}",
    )


def _hyphened(tag: Tag, asked: set[str], known: set[str]) -> Problem | None:
    """Find a field's name that was typed with hyphens: Jinja takes them for minus signs."""
    for found in _HYPHENED.finditer(tag.source):
        words = _HYPHEN.split(found[0])
        if asked & set(words) and "_".join(words) in known:
            return problem_of(
                tag,
                "unknown-field",
                f"asks for “{found[0]}”, which is not a field here",
                "a name with “_” instead of a hyphen",
                f"write “{'_'.join(words)}” if you mean that",
            )
        meant = other_name("_".join(words), known)
        if asked & set(words) and meant is not None:
            return problem_of(
                tag,
                "unknown-field",
                f"asks for “{found[0]}”, which is not a field here",
                "one of " + ", ".join(sorted(known)),
                meant,
            )
    return None


def _asked_for(tag: Tag, env: Environment) -> set[str]:
    """Return the names that a tag cannot do without: those it has no `default` for."""
    text = whole(tag)
    if text is None:
        return set()
    parsed = env.parse(text)
    spared = {
        id(asked.node)
        for asked in parsed.find_all((nodes.Filter, nodes.Test))
        if asked.name in {"default", "defined", "undefined"}
    }
    loaded = (n for n in parsed.find_all(nodes.Name) if n.ctx == "load" and id(n) not in spared)
    return {name.name for name in loaded}


def unknown_part(tag: Tag, name: str, owners: Sequence[object]) -> Problem:
    """Return the problem of a tag that asks values for a part that none of them has."""
    known = sorted({key for owner in owners if isinstance(owner, Mapping) for key in owner})
    lists = bool(owners) and all(isinstance(o, list | tuple) for o in owners)
    through = "it is a list: go through it with “{% for … in … %}”" if lists else None
    return problem_of(
        tag,
        "unknown-field",
        f"asks for “{name}”, which does not exist there",
        "one of " + ", ".join(known) if known else "a field that the inputs give",
        through or did_you_mean(name, known),
    )


def names_used(tags: Iterable[Tag], env: Environment) -> tuple[set[str], set[str]]:
    """Return the names that tags ask for, and those that they only compare with something."""
    used: set[str] = set()
    compared: set[str] = set()
    for tag in tags:
        text = whole(tag)
        if text is None:
            continue
        parsed = env.parse(text)
        used |= _names(parsed)
        for comparison in parsed.find_all(nodes.Compare):
            compared |= _names(comparison)
    return used, compared


def _names(tree: nodes.Node) -> set[str]:
    names = {n.name for n in tree.find_all(nodes.Name)} | {
        n.attr for n in tree.find_all(nodes.Getattr)
    }
    names |= {
        n.arg.value
        for n in tree.find_all(nodes.Getitem)
        if isinstance(n.arg, nodes.Const) and isinstance(n.arg.value, str)
    }
    return names
