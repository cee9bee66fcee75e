"""What is wrong with the tags of a template before anything is filled, each fault at its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from jinja2 import Environment, TemplateSyntaxError, meta, nodes

from panel_papers.errors import Place, Problem, did_you_mean
from panel_papers.word.story import Story, holds_more_than_text, own_text, where
from panel_papers.word.tags import ENDS, TAG, Tag
from panel_papers.word.xml import Element, every, own, within

_KEYWORDS = ("if", "elif", "else", "endif", "for", "endfor", "set")
_LEVEL_WORDS = {"p": "paragraph", "tr": "row", "tc": "cell"}
_PREFIXED = re.compile(r"\{\{(p|r|tr|tc)\s")
_HALF = re.compile(r"\{[{%#]|[}%]\}")


def faults(
    story: Story, file: str, tags: Sequence[Tag], env: Environment, known: Iterable[str]
) -> Iterator[Problem]:
    """Yield all that is wrong with the tags of one story.

    `known` are the fields that there are. A name that is not among them is only looked for when
    every tag can be read.
    """
    problems = [*_stray(story, file)]
    wrong: set[Tag] = set()
    for tag in tags:
        problem = _misplaced(tag) or _unreadable(tag, env)
        if problem:
            problems.append(problem)
            wrong.add(tag)
    problems += _unbalanced(tags, wrong)
    yield from problems or _unknown(tags, env, set(known))


def _stray(story: Story, file: str) -> Iterator[Problem]:
    """Yield what looks like a tag, but is half of one or stands where nothing is filled."""
    for paragraph in every(story.root, "w:p"):
        half = _HALF.search(TAG.sub("", own_text(paragraph)))
        if half:
            yield Problem(
                "half-a-tag",
                Place(file, where=where(paragraph, story)),
                f"“{half[0]}” has no other half in its paragraph",
                "a tag that begins and ends in one paragraph, such as “{{ title }}”",
                "type the tag again, in one go",
            )
        for name, what in (
            ("w:instrText", "in the code of a field"),
            ("w:delText", "in text that is deleted with tracked changes"),
        ):
            hidden = TAG.search("".join(e.text or "" for e in own(paragraph, name, of="w:p")))
            if hidden:
                yield Problem(
                    "hidden-tag",
                    Place(file, where=where(paragraph, story)),
                    f"“{hidden[0]}” stands {what}",
                    "tags in plain text",
                    "accept or reject the changes; take the field out and type the tag as text",
                )


def _misplaced(tag: Tag) -> Problem | None:
    checks = (_prefixed, _dashed, _in_field, _outside_table, _beside_text, _with_break)
    return next((problem for check in checks if (problem := check(tag))), None)


def _prefixed(tag: Tag) -> Problem | None:
    if not _PREFIXED.match(tag.text) and tag.level != "r":
        return None
    return _problem(
        tag,
        "prefix",
        "begins with a letter that is not needed",
        "“{{ name }}”, with a space behind the braces",
        "take the letter out; formatting is that of the tag itself",
    )


def _dashed(tag: Tag) -> Problem | None:
    if tag.text[2] != "-" and tag.text[-3] != "-":
        return None
    return _problem(
        tag,
        "dash-in-tag",
        "has a dash beside its bracket, which swallows text",
        "“{% … %}” without the dash",
        "take the dash out",
    )


def _in_field(tag: Tag) -> Problem | None:
    if tag.attribute is None or not tag.attribute.endswith("}instr"):
        return None
    return _problem(
        tag,
        "hidden-tag",
        "stands in the code of a field",
        "tags in plain text",
        "take the field out and type the tag as text",
    )


def _outside_table(tag: Tag) -> Problem | None:
    if tag.level not in {"tr", "tc"} or tag.stands_for is not None:
        return None
    return _problem(
        tag,
        "not-in-a-table",
        f"begins with “{{%{tag.level}”, but is in no table",
        "a tag for a row or a cell inside a table",
        "type “{%p” instead",
    )


def _beside_text(tag: Tag) -> Problem | None:
    """Find what goes with a tag that stands for its paragraph, row or cell."""
    level = tag.level
    if level is None or tag.attribute is not None:
        return None
    element = tag.stands_for
    if element is None:
        element = within(tag.holder, f"w:{level}")
    if element is None:
        return None
    texts = [own_text(p) for p in every(element, "w:p")]
    text = "".join(texts)
    others = TAG.findall(text)
    beside = TAG.sub("", text).strip() or (others[-1] if len(others) > 1 else "")
    if not beside and (_ends_section(element) or not holds_more_than_text(element)):
        return None
    what = _LEVEL_WORDS[level]
    return _problem(
        tag,
        "beside-control",
        f"shares its {what} with {f'“{beside}”' if beside else 'a picture, field or footnote'}, "
        "which would be lost",
        f"a {what} of its own",
        f"move the tag to a {what} that holds nothing else",
    )


def _with_break(tag: Tag) -> Problem | None:
    paragraph = within(tag.holder, "w:p") if tag.is_control and tag.attribute is None else None
    if paragraph is None or not _ends_section(paragraph):
        return None
    if own_text(paragraph).strip() != tag.text:  # then only the tag goes
        return None
    return _problem(
        tag,
        "break-in-control",
        "stands in a paragraph that ends a section",
        "a paragraph of its own",
        "put the section break in a paragraph of its own",
    )


def _ends_section(element: Element) -> bool:
    return bool(every(element, "w:sectPr"))


def _unreadable(tag: Tag, env: Environment) -> Problem | None:
    keyword = tag.keyword
    if tag.is_comment or keyword in {"else", *ENDS.values()}:
        return None
    if keyword is not None and keyword not in _KEYWORDS:
        return _unknown_keyword(tag, keyword)
    if keyword == "set" and "=" not in tag.source:
        return _problem(tag, "unreadable-tag", "sets nothing", "“{% set name = … %}”", None)
    try:
        parsed = env.parse(_whole(tag))
    except TemplateSyntaxError as error:
        dash = any(d in tag.source for d in "–—")
        return _problem(
            tag,
            "unreadable-tag",
            f"cannot be read: {error.message}",
            "a field's name, as in “{{ title }}”",
            "Word has turned a hyphen into a long dash: type a plain hyphen" if dash else None,
        )
    return _unsafe(tag, parsed) or _unknown_filter(tag, parsed, env)


def _unknown_filter(tag: Tag, parsed: nodes.Template, env: Environment) -> Problem | None:
    for kind, known in ((nodes.Filter, env.filters), (nodes.Test, env.tests)):
        for asked in parsed.find_all(kind):
            if asked.name not in known:
                return _problem(
                    tag,
                    "unknown-filter",
                    f"asks for “{asked.name}”, which there is not",
                    "one of " + ", ".join(sorted(known)),
                    did_you_mean(asked.name, known),
                )
    return None


def _unknown_keyword(tag: Tag, keyword: str) -> Problem:
    letter = keyword in {*_LEVEL_WORDS, "r"}
    return _problem(
        tag,
        "unknown-tag",
        f"is no tag that is known here (“{keyword}”)",
        f"{', '.join(_KEYWORDS[:-1])} or {_KEYWORDS[-1]}",
        f"take out the space before “{keyword}”" if letter else did_you_mean(keyword, _KEYWORDS),
    )


def _whole(tag: Tag) -> str:
    """Return a tag as a template of its own that Jinja can read."""
    if tag.keyword == "elif":
        return "{% if x %}" + tag.source + "{% endif %}"
    end = ENDS.get(tag.keyword or "")
    return tag.source + (f"{{% {end} %}}" if end else "")


def _unsafe(tag: Tag, parsed: nodes.Template) -> Problem | None:
    """Find what the sandbox would stop too, but only where the tag is reached."""
    names = [n.attr for n in parsed.find_all(nodes.Getattr)]
    names += [n.arg.value for n in parsed.find_all(nodes.Getitem) if isinstance(n.arg, nodes.Const)]
    inner = next((n for n in names if isinstance(n, str) and n.startswith("_")), None)
    if inner is None and not any(parsed.find_all(nodes.Pow)):
        return None
    return _problem(
        tag,
        "unsafe-tag",
        f"asks for “{inner}”, a part of the program" if inner else "works out a power",
        "a field's name, as in “{{ title }}”",
        None,
    )


def _unbalanced(tags: Sequence[Tag], wrong: set[Tag]) -> Iterator[Problem]:
    """Yield blocks that are not closed, closed twice, or closed at another level.

    The level of a tag that is `wrong` in itself is not known.
    """
    waiting: list[Tag] = []
    for tag in tags:
        keyword = tag.keyword
        if keyword in ENDS:
            waiting.append(tag)
            continue
        if keyword not in {"else", "elif", *ENDS.values()}:
            continue
        opener = waiting[-1] if waiting else None
        if opener is None or keyword not in _may_follow(opener):
            yield _problem(
                tag,
                "unbalanced",
                "belongs to nothing: "
                + (f"open here is {_named(opener)}" if opener else "nothing is open here"),
                "each “if” and “for” closed once, the inner one first",
                None,
            )
            return  # what follows would be told in terms of this fault
        if not {tag, opener} & wrong and opener.level_element is not tag.level_element:
            yield _crossed(tag, opener)
        if keyword == ENDS[opener.keyword or ""]:
            waiting.pop()
    for tag in waiting:
        end = ENDS[tag.keyword or ""]
        yield _problem(tag, "unclosed", "is never closed", f"“{{% {end} %}}” after it", None)


def _may_follow(opener: Tag) -> set[str]:
    return {"else", "endfor"} if opener.keyword == "for" else {"else", "elif", "endif"}


def _crossed(tag: Tag, opener: Tag) -> Problem:
    return _problem(
        tag,
        "crossed-tags",
        f"stands in another paragraph, row or cell than {_named(opener)}",
        "both tags at the same level",
        "put each in a paragraph of its own, or in a row of its own as “{%tr … %}”",
    )


def _named(tag: Tag) -> str:
    return f"“{tag.text}” ({tag.place.where})"


def _unknown(tags: Sequence[Tag], env: Environment, known: set[str]) -> Iterator[Problem]:
    whole = env.parse("".join(tag.source for tag in tags))
    unknown = meta.find_undeclared_variables(whole) - known
    for tag in tags if unknown else ():
        for name in sorted(unknown & _asked_for(tag, env)):
            yield _problem(
                tag,
                "unknown-field",
                f"asks for “{name}”, which there is not here",
                "one of " + ", ".join(sorted(known)),
                did_you_mean(name, known),
            )


def _asked_for(tag: Tag, env: Environment) -> set[str]:
    """Return the names that a tag cannot do without: those it has no `default` for."""
    if tag.is_comment or tag.keyword in {"else", *ENDS.values()}:
        return set()
    parsed = env.parse(_whole(tag))
    spared = {
        id(asked.node)
        for asked in parsed.find_all((nodes.Filter, nodes.Test))
        if asked.name in {"default", "defined", "undefined"}
    }
    loaded = (n for n in parsed.find_all(nodes.Name) if n.ctx == "load" and id(n) not in spared)
    return {name.name for name in loaded}


def names_used(tags: Iterable[Tag], env: Environment) -> tuple[set[str], set[str]]:
    """Return the names that tags ask for, and those that they only compare with something."""
    used: set[str] = set()
    compared: set[str] = set()
    for tag in tags:
        if tag.is_comment or tag.keyword in {"else", *ENDS.values()}:
            continue
        parsed = env.parse(_whole(tag))
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


def _problem(tag: Tag, code: str, found: str, wanted: str, hint: str | None) -> Problem:
    return Problem(code, tag.place, f"“{tag.text}” {found}", wanted, hint)
