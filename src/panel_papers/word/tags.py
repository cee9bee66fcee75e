"""The tags of a template: where each stands, and what is wrong with it before anything is filled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from docx.oxml.ns import qn
from jinja2 import Environment, TemplateSyntaxError, meta
from lxml import etree

from panel_papers.errors import Place, Problem, did_you_mean
from panel_papers.word.story import Story, own_text, where

TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_LEVELS = {"p": "w:p", "tr": "w:tr", "tc": "w:tc"}
_CONTROL = re.compile(r"\{%(?P<level>tr|tc|p|r)?\s+(?P<body>.*?)\s*%\}", re.DOTALL)
_ENDS = {"for": "endfor", "if": "endif", "set": "endset"}
_STRAIGHT = str.maketrans("“”„‘’‚\u00a0", '"""\'\u0027\' ')


@dataclass(frozen=True)
class Tag:
    """One tag as the editor typed it, with its paragraph and its place in words."""

    text: str
    paragraph: etree._Element
    place: Place

    @property
    def control(self) -> re.Match[str] | None:
        """The parts of a `{% … %}` tag; None for a value or a comment."""
        return _CONTROL.fullmatch(self.text)

    @property
    def keyword(self) -> str | None:
        """The first word of a `{% … %}` tag: “for”, “endif”."""
        control = self.control
        return control["body"].split(None, 1)[0] if control and control["body"] else None

    @property
    def source(self) -> str:
        """The tag as Jinja reads it: without docxtpl's prefix, with the quotes that Word curled."""
        control = self.control
        text = f"{{% {control['body']} %}}" if control else self.text
        return text.translate(_STRAIGHT)


def read_tags(story: Story, file: str) -> list[Tag]:
    """Return the tags of one story in the order of the document."""
    return [
        Tag(text, paragraph, Place(file, where=where(paragraph, story.name)))
        for paragraph in story.root.iter(qn("w:p"))
        for text in TAG.findall(own_text(paragraph))
    ]


def lift(tags: Iterable[Tag]) -> None:
    """Take each control tag out of the paragraph, row or cell that it stands for.

    `{%p … %}`, or a control tag alone in its paragraph, stands for the paragraph; `{%tr … %}` for
    its row; `{%tc … %}` for its cell. The element goes and the tag stays between its neighbours.
    (docxtpl does this with regular expressions that miss tags holding `%` or `}`.)
    """
    for tag in tags:
        element = _stands_for(tag)
        if element is None:
            continue
        before, parent = element.getprevious(), element.getparent()
        assert parent is not None
        text = tag.source + (element.tail or "")
        parent.remove(element)
        if before is None:
            parent.text = (parent.text or "") + text
        else:
            before.tail = (before.tail or "") + text


def _stands_for(tag: Tag) -> etree._Element | None:
    control = tag.control
    if control is None:
        return None
    level = control["level"]
    if level in (None, "p"):
        alone = own_text(tag.paragraph).strip() == tag.text
        return tag.paragraph if alone else None
    return next(tag.paragraph.iterancestors(qn(_LEVELS[level])), None) if level != "r" else None


def faults(tags: Sequence[Tag], env: Environment, known: Iterable[str]) -> Iterator[Problem]:
    """Yield all that is wrong with the tags themselves, each at its place."""
    names = set(known)
    unsound = False
    for tag in tags:
        problem = _misplaced(tag) or _unreadable(tag, env)
        if problem:
            unsound = True
            yield problem
    blocks = list(_unbalanced(tags))
    yield from blocks
    if not unsound and not blocks:
        yield from _unknown(tags, env, names)


def _misplaced(tag: Tag) -> Problem | None:
    level = _level(tag)
    if tag.text.startswith(("{{p ", "{{r ", "{{tr ", "{{tc ", "{%r ")):
        return _problem(
            tag,
            "prefix",
            "begins with a letter that is not needed",
            "“{{ name }}”",
            "take the letter out; formatting is that of the tag itself",
        )
    if "{%-" in tag.text or "-%}" in tag.text or "{{-" in tag.text or "-}}" in tag.text:
        return _problem(
            tag,
            "dash-in-tag",
            "has a dash beside its bracket, which swallows text",
            "“{% … %}” without the dash",
            "take the dash out",
        )
    if level is None:
        return None
    element = (
        next(tag.paragraph.iterancestors(qn(_LEVELS[level])), None)
        if level != "p"
        else tag.paragraph
    )
    if element is None:
        return _problem(
            tag,
            "not-in-a-table",
            f"begins with “{{%{level}”, but is in no table",
            "a tag for a row in a row of a table",
            "type “{%p” instead",
        )
    beside = TAG.sub("", "".join(own_text(p) for p in element.iter(qn("w:p")))).strip()
    others = TAG.findall("".join(own_text(p) for p in element.iter(qn("w:p"))))
    what = {"p": "paragraph", "tr": "row", "tc": "cell"}[level]
    if beside or len(others) > 1:
        return _problem(
            tag,
            "beside-control",
            f"shares its {what} with “{beside or others[-1]}”, which would be lost",
            f"a {what} of its own",
            f"move the tag to a {what} that holds nothing else",
        )
    if next(element.iter(qn("w:sectPr")), None) is not None:
        return _problem(
            tag,
            "break-in-control",
            f"stands in a {what} that ends a section",
            f"a {what} of its own",
            "put the section break in a paragraph of its own",
        )
    return None


def _level(tag: Tag) -> str | None:
    control = tag.control
    return control["level"] if control and control["level"] != "r" else None


def _unreadable(tag: Tag, env: Environment) -> Problem | None:
    text = tag.source
    keyword = tag.keyword
    if text.startswith("{#") or keyword in {"else", "endfor", "endif", "endset"}:
        return None
    if text.startswith("{%") and keyword not in {"for", "if", "elif", "set"}:
        guess = did_you_mean(keyword or "", ["for", "if", "elif", "else", "endfor", "endif", "set"])
        return _problem(
            tag,
            "unknown-tag",
            f"is no tag that is known here (“{keyword}”)",
            "if, elif, else, endif, for, endfor or set",
            guess,
        )
    if keyword == "elif":
        text = "{% if x %}" + text + "{% endif %}"
    elif keyword in ("for", "if"):
        text += "{% " + _ENDS[keyword] + " %}"
    elif keyword == "set" and "=" not in text:
        text += "{% endset %}"
    try:
        env.parse(text)
    except TemplateSyntaxError as error:
        dash = any(d in text for d in "–—")
        return _problem(
            tag,
            "unreadable-tag",
            f"cannot be read: {error.message}",
            "a field's name, as in “{{ title }}”",
            "Word has turned a hyphen into a long dash: type a plain hyphen" if dash else None,
        )
    return None


def _unbalanced(tags: Sequence[Tag]) -> Iterator[Problem]:
    waiting: list[Tag] = []
    for tag in tags:
        keyword = tag.keyword
        if keyword in ("for", "if") or (keyword == "set" and "=" not in tag.text):
            waiting.append(tag)
        elif keyword in ("endfor", "endif", "endset"):
            opener = waiting.pop() if waiting else None
            if opener is None or _ENDS[opener.keyword or ""] != keyword:
                inside = (
                    f"the block that is open here is “{opener.text}”"
                    if opener
                    else "nothing is open here"
                )
                yield _problem(
                    tag,
                    "unbalanced",
                    f"closes nothing: {inside}",
                    "each “if” and “for” closed once, the inner one first",
                    None,
                )
                return
    for tag in waiting:
        yield _problem(
            tag,
            "unclosed",
            "is never closed",
            f"“{{% {_ENDS[tag.keyword or '']} %}}” after it",
            None,
        )


def _unknown(tags: Sequence[Tag], env: Environment, known: set[str]) -> Iterator[Problem]:
    whole = env.parse("".join(tag.source for tag in tags))
    unknown = meta.find_undeclared_variables(whole) - known
    for tag in tags:
        if not unknown or tag.source.startswith("{#"):
            continue
        names = {name for name in unknown if re.search(rf"\b{re.escape(name)}\b", tag.source)}
        for name in sorted(names):
            yield _problem(
                tag,
                "unknown-field",
                f"asks for “{name}”, which there is not here",
                "one of " + ", ".join(sorted(known)),
                did_you_mean(name, known),
            )


def _problem(tag: Tag, code: str, found: str, wanted: str, hint: str | None) -> Problem:
    return Problem(code, tag.place, f"“{tag.text}” {found}", wanted, hint)
