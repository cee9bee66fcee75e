"""Read each tag for itself: whether Jinja can, and whether it asks only for what there is."""

from __future__ import annotations

from jinja2 import Environment, TemplateSyntaxError, nodes

from panel_papers.core import Problem, did_you_mean
from panel_papers.word.filling.stray_tags import keywords_in
from panel_papers.word.filling.tag_advice import advice
from panel_papers.word.filling.tag_measures import LONGEST, beyond_measure
from panel_papers.word.filling.tag_problem import problem_of
from panel_papers.word.filling.tags import ENDS, KEYWORDS, LEVEL_WORDS, Tag

_LOOPS_OWN = frozenset({"loop.cycle", "loop.changed"})
_JINJAS_OWN = frozenset({"loop", "self", "super", "caller", "varargs", "kwargs"})


def unreadable(tag: Tag, env: Environment, known: set[str]) -> Problem | None:
    """Return why a tag cannot be read, or what it asks for that there is not."""
    keyword = tag.keyword
    if tag.is_comment:
        return None
    if keyword in {"else", *ENDS.values()}:
        return None if tag.source == f"{{% {keyword} %}}" else _overfull(tag, keyword or "")
    if keyword is not None and keyword not in KEYWORDS:
        return _unknown_keyword(tag, keyword)
    if keyword == "set" and "=" not in tag.source:
        return problem_of(
            tag, "unreadable-tag", "sets no name to a value", "“{% set name = … %}”", None
        )
    parsed = _parsed(tag, env, known)
    if not isinstance(parsed, nodes.Template):
        return parsed
    return (
        _unsafe(tag, parsed)
        or _unknown_filter(tag, parsed, env)
        or _unknown_function(tag, parsed, known)
        or _reserved(tag, parsed)
    )


def _parsed(tag: Tag, env: Environment, known: set[str]) -> nodes.Template | Problem | None:
    """Return a tag as Jinja reads it, or why it cannot be read or is beyond measure."""
    wanted = "a field’s name, as in “{{ title }}”"
    try:
        parsed = env.parse(_whole(tag)) if len(tag.source) <= LONGEST else None
    except TemplateSyntaxError:
        reason, hint = advice(tag.source, known)
        return problem_of(tag, "unreadable-tag", f"cannot be read: {reason}", wanted, hint)
    except RecursionError:
        parsed = None
    except ValueError as error:  # a number of thousands of digits
        return problem_of(tag, "unreadable-tag", f"cannot be read: {error}", wanted, None)
    problem = beyond_measure(tag, parsed)
    if problem or parsed is None:
        return problem
    return parsed


def _overfull(tag: Tag, keyword: str) -> Problem:
    other = keyword == "else" and tag.source.split()[2:3] == ["if"]
    return problem_of(
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
            return problem_of(
                tag,
                "unknown-function",
                f"asks for the function “{name}”, which does not exist",
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


def _reserved(tag: Tag, parsed: nodes.Template) -> Problem | None:
    stored = [n.name for n in parsed.find_all(nodes.Name) if n.ctx == "store"]
    name = next((each for each in stored if each in _JINJAS_OWN), None)
    if name is None:
        return None
    return problem_of(
        tag,
        "reserved-name",
        f"uses the name “{name}”, which has another meaning in templates",
        "",
        f"type “the_{name}” instead",
    )


def _unknown_filter(tag: Tag, parsed: nodes.Template, env: Environment) -> Problem | None:
    for kind, known in ((nodes.Filter, env.filters), (nodes.Test, env.tests)):
        for asked in parsed.find_all(kind):
            if asked.name not in known:
                return problem_of(
                    tag,
                    "unknown-filter",
                    f"asks for the filter “{asked.name}”, which does not exist",
                    "one of " + ", ".join(sorted(known)),
                    did_you_mean(asked.name, known),
                )
    return None


def _unknown_keyword(tag: Tag, keyword: str) -> Problem:
    likely = next(iter(keywords_in(tag.text)), "")
    if keyword in {*LEVEL_WORDS, "r"}:
        hint: str | None = f"take out the space before “{keyword}”"
    elif likely in KEYWORDS:
        hint = f"write “{likely}” if you mean that"
    else:
        hint = did_you_mean(keyword, KEYWORDS)
    return problem_of(
        tag,
        "unknown-tag",
        f"is not a known tag (“{keyword}”)",
        f"{', '.join(KEYWORDS[:-1])} or {KEYWORDS[-1]}",
        hint,
    )


def _unsafe(tag: Tag, parsed: nodes.Template) -> Problem | None:
    """Find what the sandbox would stop too, but only where the tag is reached."""
    names = [n.attr for n in parsed.find_all(nodes.Getattr)]
    names += [n.arg.value for n in parsed.find_all(nodes.Getitem) if isinstance(n.arg, nodes.Const)]
    inner = next((n for n in names if isinstance(n, str) and n.startswith("_")), None)
    if inner is None and not any(parsed.find_all(nodes.Pow)):
        return None
    return problem_of(
        tag,
        "unsafe-tag",
        f"asks for “{inner}”, which is not allowed"
        if inner
        else "calculates a power, which is not allowed",
        "a field’s name, as in “{{ title }}”",
        None,
    )


def _whole(tag: Tag) -> str:
    """Return a tag as a template of its own that Jinja can read."""
    if tag.keyword == "elif":
        return "{% if x %}" + tag.source + "{% endif %}"
    end = ENDS.get(tag.keyword or "")
    return tag.source + (f"{{% {end} %}}" if end else "")


def whole(tag: Tag) -> str | None:
    """Return a tag as a template of its own that Jinja can read; None for an end or a comment."""
    return _whole(tag) if _says_something(tag) else None


def _says_something(tag: Tag) -> bool:
    return not tag.is_comment and tag.keyword not in {"else", *ENDS.values()}
