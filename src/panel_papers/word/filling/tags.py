"""The tags of a template: where each is, what it says to Jinja, and what it stands for."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache

from msgspec import Struct

from panel_papers.core import Place
from panel_papers.word.elements import element as element_of
from panel_papers.word.filling.tag_texts import find_tags, replace_tags
from panel_papers.word.story import Story, holds_more_than_text, own_text, where
from panel_papers.word.xml import (
    Element,
    every,
    is_a,
    own,
    qn,
    remove,
    within,
)

ENDS = {"for": "endfor", "if": "endif"}
KEYWORDS = ("if", "elif", "else", "endif", "for", "endfor", "set")
LEVEL_WORDS = {"p": "paragraph", "tr": "row", "tc": "cell"}
_LEVELS = {"p": "w:p", "tr": "w:tr", "tc": "w:tc"}
_CONTROL = re.compile(r"\{%(?:(?P<level>tr|tc|p|r)(?=\s))?(?P<body>.*)%\}", re.DOTALL)
LITERAL = re.compile(
    r""""[^"]*" | '[^']*'            # straight quotes: nothing to mend
    | [“”„] (?P<double>[^“”]*) [“”]  # quotes that Word curled, and what they hold
    | [‘’‚] (?P<single>.{0,2000}?) [‘’](?!\w)  # not the apostrophe of ‘Mayor’s office’
    """,
    re.VERBOSE | re.DOTALL,
)
_BREAKS = ("w:br", "w:cr", "w:tab", "w:lastRenderedPageBreak")

# A tag's stand-in while docxtpl prepares the XML: its expressions see no text of the editor's.
# A control tag that is lifted out of its text is an element until Jinja reads the XML.
_LIFTED = "w:tag"
STAND_IN = re.compile(rf'\{{[{{%#] t(\d+) [}}%#]\}}|<{_LIFTED} w:val="(\d+)"/>')
_CONTROL_STAND_IN = re.compile(r"\{[%#] t(\d+) [%#]\}")
_BRACES = str.maketrans("{}", "\U000f0002\U000f0003")
_BARE = str.maketrans("\U000f0002\U000f0003", "{}")


class Tag(Struct, frozen=True, eq=False):
    """One tag as the editor typed it, and its place in words.

    `holder` is the `w:t` that holds it whole, or an element that has it in its `attribute`.
    """

    text: str
    place: Place
    holder: Element
    attribute: str | None = None

    @property
    def is_comment(self) -> bool:
        """Whether the tag is a note to other editors, which prints nothing."""
        return self.text.startswith("{#")

    @property
    def is_control(self) -> bool:
        """Whether the tag prints nothing itself: `{% … %}` or a comment."""
        return not self.text.startswith("{{")

    @property
    def level(self) -> str | None:
        """The letters behind `{%` that say what the tag stands for: p, tr, tc (or r); or None."""
        return _level(self.text)

    @property
    def keyword(self) -> str | None:
        """The first word of a `{% … %}` tag: “for”, “endif”; "" if it is empty."""
        control = _CONTROL.fullmatch(self.text)
        return next(iter(control["body"].split()), "") if control else None

    @property
    def source(self) -> str:
        """The tag as Jinja reads it: without docxtpl's prefix and the quotes that Word curled."""
        control = _CONTROL.fullmatch(self.text)
        text = f"{{% {control['body'].strip()} %}}" if control else self.text
        return LITERAL.sub(_straight, text.replace("\u00a0", " "))

    @property
    def stands_for(self) -> Element | None:
        """The paragraph, row or cell that goes when the tag is filled; None: only the tag goes.

        `{%tr … %}` stands for its row, `{%tc … %}` for its cell. Control tags that share a row, or
        a paragraph, with nothing but their like stand for that, without any letters.
        """
        if self.attribute is not None or not self.is_control:
            return None
        if self.level in {"tr", "tc"}:
            return within(self.holder, _LEVELS[self.level])
        paragraph, row = within(self.holder, "w:p"), within(self.holder, "w:tr")
        if paragraph is None:
            return None
        if self.level is None and row is not None and _holds_only_controls(row, {None, "tr"}):
            return row
        if self.level is None and _holds_only_controls(paragraph, {None}):
            return paragraph
        alone = own_text(paragraph).strip() == self.text
        note = self.is_comment and not holds_more_than_text(paragraph)
        return paragraph if alone and (self.level == "p" or note) else None

    @property
    def level_element(self) -> Element | None:
        """The element that the tag is a child of once it is lifted out of what it stands for."""
        if self.attribute is not None:
            return self.holder
        stood_for = self.stands_for
        element = self.holder.getparent() if stood_for is None else stood_for
        return None if element is None else element.getparent()


def _level(tag: str) -> str | None:
    control = _CONTROL.fullmatch(tag)
    return control["level"] if control else None


def _holds_only_controls(element: Element, levels: Set[str | None]) -> bool:
    """Say whether an element holds `{% … %}` tags of these levels, and comments, and no more."""
    text = "\n".join(own_text(paragraph) for paragraph in every(element, "w:p"))
    return _is_only_controls(text, frozenset(levels)) and not holds_more_than_text(element)


@lru_cache(maxsize=16)  # each tag of a paragraph asks the same of it
def _is_only_controls(text: str, levels: frozenset[str | None]) -> bool:
    controls = [tag[0] for tag in find_tags(text) if tag[0].startswith("{%")]
    return (
        bool(controls)
        and not replace_tags(text, lambda tag: tag if tag.startswith("{{") else "").strip()
        and {_level(tag) for tag in controls} <= levels
    )


def read_tags(story: Story, file: str) -> list[Tag]:
    """Return the tags of one story in the order of the document.

    Word splits what one types into runs as it likes. Afterwards each tag is whole in the run
    where it begins, and so in that run's look.
    """
    for paragraph in every(story.root, "w:p"):
        _join_split(paragraph)
    return list(_tags(story, file))


def _tags(story: Story, file: str) -> Iterator[Tag]:
    for element in every(story.root):
        attributes = [(str(name), str(text)) for name, text in element.attrib.items()]
        held = [(name, tag[0]) for name, text in attributes for tag in find_tags(text)]
        in_text = find_tags(element.text or "") if is_a(element, "w:t") else ()
        texts = [tag[0] for tag in in_text]
        if not held and not texts:
            continue
        paragraph = within(element, "w:p")
        place = Place(file, where=story.name if paragraph is None else where(paragraph, story))
        yield from (Tag(tag, place, element, name) for name, tag in held)
        yield from (Tag(tag, place, element) for tag in texts)


def _join_split(paragraph: Element) -> None:
    """Put each tag that is split over several `w:t` into the first of them."""
    nodes = list(own(paragraph, "w:t", of="w:p"))
    texts = [node.text or "" for node in nodes]
    starts = [sum(map(len, texts[:index])) for index in range(len(texts))]
    for tag in reversed(list(find_tags("".join(texts)))):
        held = [
            index
            for index, start in enumerate(starts)
            if start < tag.end() and start + len(texts[index]) > tag.start()
        ]
        if len(held) < 2:
            continue
        _drop_breaks(paragraph, nodes[held[0]], nodes[held[-1]])
        for index in held:
            node, text = nodes[index], nodes[index].text or ""
            begin = max(0, tag.start() - starts[index])
            rest = text[tag.end() - starts[index] :] if index == held[-1] else ""
            node.text = text[:begin] + (tag[0] if index == held[0] else "") + rest
            node.set(qn("xml:space"), "preserve")


def _drop_breaks(paragraph: Element, first: Element, last: Element) -> None:
    """Take the line breaks and tabs out that are between two texts, inside a tag."""
    between = every(paragraph)
    for element in between[between.index(first) : between.index(last)]:
        if is_a(element, *_BREAKS):
            remove(element)


def _straight(literal: re.Match[str]) -> str:
    """Return a literal in straight quotes; what it holds stays as it was typed."""
    inner = literal["double"] if literal["single"] is None else literal["single"]
    if inner is None:
        return literal[0]
    quote = "'" if '"' in inner else '"'
    return f"{quote}{inner}{quote}"


def put_stand_ins(root: Element, tags: Sequence[Tag]) -> None:
    """Put a numbered stand-in in the place of each tag, and lift the control tags.

    A control tag moves from its run, and from the paragraph, row or cell that it stands for, to
    between its neighbours: what it keeps or repeats are then whole elements. Braces that belong
    to no tag are masked; `unmasked` brings them back.
    """
    lifted = [(number, tag, tag.stands_for) for number, tag in enumerate(tags)]
    by_holder: dict[tuple[Element, str | None], list[tuple[int, Tag]]] = {}
    for number, tag in enumerate(tags):
        by_holder.setdefault((tag.holder, tag.attribute), []).append((number, tag))
    for element in every(root):
        for name, text in element.attrib.items():
            swapped = _swapped(str(text), by_holder.get((element, str(name)), []))
            element.set(name, swapped)
        if element.text and not len(element):
            element.text = _swapped(element.text, by_holder.get((element, None), []))
    for number, tag, stood_for in lifted:
        if stood_for is not None:
            _lift(number, tag, stood_for)
    for _, _, stood_for in lifted:
        if stood_for is not None:
            remove(stood_for)
    for run in every(root, "w:r"):
        if any(_CONTROL_STAND_IN.search(t.text or "") for t in run.findall(qn("w:t"))):
            for piece in list(_split(run)):
                run.addprevious(piece)
            remove(run)


def unmasked(xml: str) -> str:
    """Return rendered XML with the braces that `put_stand_ins` masked."""
    return xml.translate(_BARE)


def _swapped(text: str, tags: Sequence[tuple[int, Tag]]) -> str:
    """Return `text` with a stand-in for each of its tags and with no other braces."""
    out = []
    for number, tag in tags:
        before, _, text = text.partition(tag.text)
        out += [before.translate(_BRACES), f"{tag.text[:2]} t{number} {tag.text[-2:]}"]
    return "".join(out) + text.translate(_BRACES)


def _lift(number: int, tag: Tag, stood_for: Element) -> None:
    """Put a tag in the place of what it stands for; bookmarks stay, outside the tag's block."""
    lifted = element_of(_LIFTED, val=number)
    stood_for.addprevious(lifted)
    for bookmark in every(stood_for, "w:bookmarkStart", "w:bookmarkEnd"):
        (lifted.addprevious if tag.keyword in ENDS else stood_for.addprevious)(bookmark)


def _split(run: Element) -> Iterator[Element]:
    """Yield runs in the look of `run`, and between them the control tags that it holds."""
    look = run.find(qn("w:rPr"))
    for held in [e for e in run if not is_a(e, "w:rPr")]:
        end, text = 0, (held.text or "") if is_a(held, "w:t") else ""
        for tag in _CONTROL_STAND_IN.finditer(text):
            yield from _text_run(text[end : tag.start()], look)
            yield element_of(_LIFTED, val=tag[1])
            end = tag.end()
        if not is_a(held, "w:t"):
            yield _run(held, look)
        yield from _text_run(text[end:], look)


def _text_run(text: str, look: Element | None) -> Iterator[Element]:
    if text:
        held = element_of("w:t")
        held.text = text
        held.set(qn("xml:space"), "preserve")
        yield _run(held, look)


def _run(held: Element, look: Element | None) -> Element:
    run = element_of("w:r")
    run.extend([] if look is None else [copy.deepcopy(look)])
    run.append(held)
    return run
