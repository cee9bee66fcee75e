"""What is wrong with the tags of a template before anything is filled, each fault at its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from jinja2 import Environment, TemplateSyntaxError, meta, nodes

from panel_papers.core import Problem, did_you_mean
from panel_papers.word.filling.sandbox import LARGEST
from panel_papers.word.filling.stray_tags import keywords_in, stray_faults
from panel_papers.word.filling.tag_advice import advice
from panel_papers.word.filling.tag_balance import unbalanced
from panel_papers.word.filling.tag_texts import find_tags, replace_tags
from panel_papers.word.filling.tags import ENDS, KEYWORDS, Tag
from panel_papers.word.story import Story, holds_more_than_text, own_text
from panel_papers.word.xml import Element, every, within

_LEVEL_WORDS = {"p": "paragraph", "tr": "row", "tc": "cell"}
_PREFIXED = re.compile(r"\{\{(p|r|tr|tc)\s")
_NAME = re.compile(r"[A-Za-z_]\w*")
_LONGEST = 2_000  # characters of a tag
_SHOWN = 200  # characters of a tag that a message repeats
_DEEPEST = 40  # steps of an expression in each other
_DEEPEST_BLOCKS = 15  # loops and conditions in each other; Python allows 20 loops
_LOOPS_OWN = frozenset({"loop.cycle", "loop.changed"})
_JINJAS_OWN = frozenset({"loop", "self", "super", "caller", "varargs", "kwargs"})


def faults(
    story: Story,
    file: str,
    tags: Sequence[Tag],
    env: Environment,
    known: Iterable[str] | None,
) -> list[Problem]:
    """Return all that is wrong with the tags of one story; `known` are the fields that there are.

    With None for `known`, a name may be a field or not: nothing is said of it.
    What follows from a fault is not told as another: the “endif” of an “if” that cannot be read.
    """
    fields = set(known or ())
    problems, halves = stray_faults(story, file, fields)
    wrong: set[Tag] = set()
    for tag in tags:
        problem = _misplaced(tag) or _unreadable(tag, env, fields)
        if problem:
            problems.append(problem)
            wrong.add(tag)
    problems += _too_deep(tags)
    blocks = list(unbalanced(tags, wrong, [word for half in halves for word in keywords_in(half)]))
    problems += [block.problem for block in blocks]
    # without its “for”, a loop’s name would be unknown wherever it stands
    if known is not None and not any(block.ends_a_loop for block in blocks):
        unsure = {w for text in (*halves, *(t.text for t in wrong)) for w in _NAME.findall(text)}
        readable = [tag for tag in tags if tag not in wrong]
        names = _unknown_names(readable, env, sound=not problems) - fields - unsure
        problems += _unknown(readable, env, fields, names)
    # Word keeps a text box twice, for newer and for older programs
    return list(dict.fromkeys(problems))


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
    others = [other[0] for other in find_tags(text)]
    beside = replace_tags(text, lambda _: "").strip() or (others[-1] if len(others) > 1 else "")
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


def _unreadable(tag: Tag, env: Environment, known: set[str]) -> Problem | None:
    keyword = tag.keyword
    if tag.is_comment:
        return None
    if keyword in {"else", *ENDS.values()}:
        return None if tag.source == f"{{% {keyword} %}}" else _overfull(tag, keyword or "")
    if keyword is not None and keyword not in KEYWORDS:
        return _unknown_keyword(tag, keyword)
    if keyword == "set" and "=" not in tag.source:
        return _problem(tag, "unreadable-tag", "sets nothing", "“{% set name = … %}”", None)
    parsed = _parsed(tag, env, known)
    if isinstance(parsed, Problem):
        return parsed
    return (
        _unsafe(tag, parsed)
        or _unknown_filter(tag, parsed, env)
        or _unknown_function(tag, parsed, known)
        or _reserved(tag, parsed)
    )


def _parsed(tag: Tag, env: Environment, known: set[str]) -> nodes.Template | Problem:
    """Return a tag as Jinja reads it, or why it cannot be read or is beyond measure."""
    wanted = "a field’s name, as in “{{ title }}”"
    try:
        parsed = env.parse(_whole(tag)) if len(tag.source) <= _LONGEST else None
    except TemplateSyntaxError:
        reason, hint = advice(tag.source, known)
        return _problem(tag, "unreadable-tag", f"cannot be read: {reason}", wanted, hint)
    except RecursionError:
        parsed = None
    except ValueError as error:  # a number of thousands of digits
        return _problem(tag, "unreadable-tag", f"cannot be read: {error}", wanted, None)
    if parsed is None or _depth(parsed) > _DEEPEST:
        found = (
            f"is too long: it has {len(tag.source):,} characters; the most are "
            f"{_LONGEST:,}, and {_DEEPEST} steps one in the other"
        )
        return _problem(tag, "unreadable-tag", found, wanted, "write a shorter tag")
    if any(_is_endless(each) for each in parsed.find_all(nodes.Const)):
        found = "holds a number larger than any that a paper holds"
        return _problem(tag, "unreadable-tag", found, wanted, None)
    return parsed


def _overfull(tag: Tag, keyword: str) -> Problem:
    other = keyword == "else" and tag.source.split()[2:3] == ["if"]
    return _problem(
        tag,
        "unreadable-tag",
        f"cannot be read: nothing may follow “{keyword}”",
        f"“{{% {keyword} %}}”",
        "type “elif” for “else if”" if other else None,
    )


def _unknown_function(tag: Tag, parsed: nodes.Template, known: set[str]) -> Problem | None:
    for call in parsed.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in known:
            continue  # it fails by itself, and says of what kind the field is
        name = _called(call.node)
        if name not in _LOOPS_OWN:
            return _problem(
                tag,
                "unknown-function",
                f"asks for the function “{name}”, which there is not",
                "a field’s name, as in “{{ title }}”",
                None,
            )
    return None


def _called(node: nodes.Expr) -> str:
    """Return how a function is called in a tag: “today”, “title.upper”, “format”."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        owner = f"{node.node.name}." if isinstance(node.node, nodes.Name) else ""
        return f"{owner}{node.attr}"
    return "…"


def _depth(parsed: nodes.Node) -> int:
    """Return how deep the steps of an expression lie in each other: 2 * (3 + 4) has four."""
    deepest, waiting = 0, [(parsed, 0)]
    while waiting:
        node, depth = waiting.pop()
        deepest = max(deepest, depth)
        waiting += [(child, depth + 1) for child in node.iter_child_nodes()]
    return deepest


def _is_endless(number: nodes.Const) -> bool:
    return isinstance(number.value, int | float) and abs(number.value) > LARGEST


def _too_deep(tags: Sequence[Tag]) -> Iterator[Problem]:
    """Yield the tag that opens one loop or condition in too many others."""
    depth = 0
    for tag in tags:
        if tag.keyword in ENDS:
            depth += 1
            if depth > _DEEPEST_BLOCKS:
                found = f"stands in {depth - 1} loops and conditions"
                wanted = f"at most {_DEEPEST_BLOCKS} in each other"
                yield _problem(tag, "unreadable-tag", found, wanted, None)
                return
        elif tag.keyword in ENDS.values():
            depth -= 1


def _reserved(tag: Tag, parsed: nodes.Template) -> Problem | None:
    stored = [n.name for n in parsed.find_all(nodes.Name) if n.ctx == "store"]
    name = next((each for each in stored if each in _JINJAS_OWN), None)
    if name is None:
        return None
    return _problem(
        tag,
        "reserved-name",
        f"gives something the name “{name}”, which has a meaning of its own",
        "another name",
        f"type “the_{name}” in its place",
    )


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
    likely = next(iter(keywords_in(tag.text)), "")
    if keyword in {*_LEVEL_WORDS, "r"}:
        hint: str | None = f"take out the space before “{keyword}”"
    elif likely in KEYWORDS:
        hint = f"did you mean “{likely}”?"
    else:
        hint = did_you_mean(keyword, KEYWORDS)
    return _problem(
        tag,
        "unknown-tag",
        f"is no tag that is known here (“{keyword}”)",
        f"{', '.join(KEYWORDS[:-1])} or {KEYWORDS[-1]}",
        hint,
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
        "a field’s name, as in “{{ title }}”",
        None,
    )


def _unknown_names(tags: Sequence[Tag], env: Environment, *, sound: bool) -> set[str]:
    """Return the names that tags ask for and no loop gives.

    Where not all tags are `sound`, a loop's name counts as given in the whole story.
    """
    if sound:
        whole = env.parse("".join(tag.source for tag in tags))
        return meta.find_undeclared_variables(whole)
    parsed = [env.parse(_whole(tag)) for tag in tags if _says_something(tag)]
    names = [name for each in parsed for name in each.find_all(nodes.Name)]
    given = {name.name for name in names if name.ctx == "store"}
    return {name.name for name in names if name.ctx == "load"} - given - {"loop"}


def _unknown(
    tags: Sequence[Tag], env: Environment, known: set[str], unknown: set[str]
) -> Iterator[Problem]:
    """Yield each tag that asks for a name that no field has."""
    for tag in tags if unknown else ():
        asked = unknown & _asked_for(tag, env)
        if hyphened := _hyphened(tag, asked, known):
            yield hyphened
            continue
        for name in sorted(asked):
            yield _problem(
                tag,
                "unknown-field",
                f"asks for “{name}”, which there is not here",
                "one of " + ", ".join(sorted(known)),
                did_you_mean(name, known) or did_you_mean(name.casefold(), known),
            )


def _hyphened(tag: Tag, asked: set[str], known: set[str]) -> Problem | None:
    """Find a field's name that was typed with hyphens: Jinja takes them for minus signs."""
    for found in re.finditer(r"[A-Za-z_]\w*(?:\s?-\s?[A-Za-z_]\w*)+", tag.source):
        words = re.split(r"\s?-\s?", found[0])
        if asked & set(words) and "_".join(words) in known:
            return _problem(
                tag,
                "unknown-field",
                f"asks for “{found[0]}”, which there is not here",
                "a name with “_” where one would write a hyphen",
                f"did you mean “{'_'.join(words)}”?",
            )
    return None


def uncompiled(tags: Sequence[Tag], env: Environment) -> Iterator[Problem]:
    """Yield what can be read tag by tag but not be run, at the tag that Jinja names.

    `fill` finds this by itself; a template that cannot be filled yet is checked for it here.
    """
    try:
        env.compile("\n".join(tag.source.replace("\n", " ") for tag in tags))
    except TemplateSyntaxError as error:
        yield unrunnable(tags[min(error.lineno, len(tags)) - 1], error)


def unrunnable(tag: Tag, error: TemplateSyntaxError) -> Problem:
    """Return the problem of a tag that Jinja can read but not run."""
    wanted = "a field’s name, as in “{{ title }}”"
    return _problem(tag, "unreadable-tag", f"cannot be run: {error.message}", wanted, None)


def _says_something(tag: Tag) -> bool:
    return not tag.is_comment and tag.keyword not in {"else", *ENDS.values()}


def _asked_for(tag: Tag, env: Environment) -> set[str]:
    """Return the names that a tag cannot do without: those it has no `default` for."""
    if not _says_something(tag):
        return set()
    parsed = env.parse(_whole(tag))
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
    return _problem(
        tag,
        "unknown-field",
        f"asks for “{name}”, which is not given there",
        "one of " + ", ".join(known) if known else "a field that the inputs give",
        through or did_you_mean(name, known),
    )


def whole(tag: Tag) -> str | None:
    """Return a tag as a template of its own that Jinja can read; None for an end or a comment."""
    return _whole(tag) if _says_something(tag) else None


def names_used(tags: Iterable[Tag], env: Environment) -> tuple[set[str], set[str]]:
    """Return the names that tags ask for, and those that they only compare with something."""
    used: set[str] = set()
    compared: set[str] = set()
    for tag in tags:
        if not _says_something(tag):
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


def _begun(text: str) -> str:
    """Return a tag, of a long one how it begins."""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _problem(tag: Tag, code: str, found: str, wanted: str, hint: str | None) -> Problem:
    return Problem(code, tag.place, f"“{_begun(tag.text)}” {found}", wanted, hint)
