"""Changes in lines of a template that have values in them: which value they are in."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.core import FIGURE, PlacedText, Prose, figure_tag
from panel_papers.merge.comparing import NUMBER, FigureChange, operations, same, typed_instead
from panel_papers.merge.reading import Paragraph
from panel_papers.merge.refusals import Refusal, figure_changed, not_typed, of_template
from panel_papers.word import Value, ValuesOrigin

_TEMPLATE = (
    "change the value in paper.yaml, such as “date” or a background paper; template words: in "
    "Word, for all papers; or reject the change"
)


class NewValue(Struct, frozen=True):
    """A value and the text that the reviewer gave it.

    `old` and `new` are what is printed; `typed` is the new text as it is typed, tags of figures and
    all, None where it is Markdown of which the reviewer changed `part`.
    """

    value: Value
    old: str
    new: str
    typed: str | None
    part: tuple[Paragraph, Paragraph] | None = None


def new_values(
    origin: ValuesOrigin, old: Paragraph, new: Paragraph
) -> tuple[list[NewValue], list[Refusal]]:
    """Return the values that were changed in a line, and what of the changes is refused."""
    if "".join(text for text, _ in origin.pieces) != old.text:
        return [], [of_template(old, new, _TEMPLATE)]
    parts = _parts(origin, old.text, new.text)
    if parts is None:
        return [], [of_template(old, new, _TEMPLATE)]
    found: list[NewValue] = []
    refusals: list[Refusal] = []
    at = before = 0
    for (text, value), part in zip(origin.pieces, parts, strict=True):
        one = replace(old, chars=old.chars[before : before + len(text)])
        other = replace(new, chars=new.chars[at : at + len(part)])
        before, at = before + len(text), at + len(part)
        if same(one, other):
            continue
        if value is None or not part.strip():
            refusals.append(of_template(old, new, _TEMPLATE))
        elif isinstance(value.leaf, Prose):
            found.append(NewValue(value, text, part, None, (one, other)))
        elif text == part or any(c.marks for c in _new_looks(one, other)):
            refusals.append(not_typed(new, "bold, italic or a link in plain text"))
        else:
            typed, refusal = _typed(value, text, part, new)
            if refusal:
                refusals.append(refusal)
            else:
                found.append(NewValue(value, text, part, typed))
    return found, refusals


def _new_looks(one: Paragraph, other: Paragraph) -> list:  # type: ignore[type-arg]
    usual = {each.marks for each in one.chars}
    return [each for each in other.chars if each.marks not in usual]


def _parts(origin: ValuesOrigin, old: str, new: str) -> list[str] | None:
    """Return the new text of each piece of a line; None where a template's piece has changed."""
    edges = [0]
    for text, _ in origin.pieces:
        edges.append(edges[-1] + len(text))
    owners = [value for _, value in origin.pieces]
    parts = [""] * len(owners)
    for tag, i1, i2, j1, j2 in operations(old, new):
        if tag == "equal":
            for n in range(len(owners)):
                start, end = max(i1, edges[n]), min(i2, edges[n + 1])
                if start < end:
                    parts[n] += new[j1 + start - i1 : j1 + end - i1]
            continue
        touched = [
            n
            for n in range(len(owners))
            if max(i1, edges[n]) < min(i2, edges[n + 1])
            or (i1 == i2 and edges[n] <= i1 <= edges[n + 1])
        ]
        values = [n for n in touched if owners[n] is not None]
        if i1 < i2 and len(touched) > 1:
            return None
        if not values:
            return None
        parts[values[0]] += new[j1:j2]
    return parts


def _typed(value: Value, old: str, new: str, paragraph: Paragraph) -> tuple[str, Refusal | None]:
    """Return the new text as it is typed, with the tags of its figures."""
    leaf = value.leaf
    if not isinstance(leaf, PlacedText) or not FIGURE.search(leaf.markdown):
        return new, None
    printed = dict(leaf.figures)
    pieces: list[tuple[str, str]] = []  # what is printed, and the tag of a figure
    end = 0
    for tag in FIGURE.finditer(leaf.markdown):
        text = printed.get(figure_tag(tag[1]).key)
        if text is None:
            continue
        pieces += [(leaf.markdown[end : tag.start()], ""), (str(text), tag[0])]
        end = tag.end()
    pieces.append((leaf.markdown[end:], ""))
    if "".join(text for text, _ in pieces) != old:
        return "", not_typed(paragraph, "")
    return _with_tags(pieces, old, new, paragraph)


def _with_tags(
    pieces: Sequence[tuple[str, str]], old: str, new: str, paragraph: Paragraph
) -> tuple[str, Refusal | None]:
    kept: dict[int, int] = {}
    for tag, i1, i2, j1, _ in operations(old, new):
        if tag == "equal":
            kept |= {i1 + n: j1 + n for n in range(i2 - i1)}
    begins: dict[int, tuple[int, str]] = {}
    at = 0
    for text, tag in pieces:
        if tag:
            places = [kept.get(n) for n in range(at, at + len(text))]
            first = places[0]
            if first is None and not any(each is not None for each in places):
                typed = typed_instead(kept, at, at + len(text), new)
                if NUMBER.search(typed):
                    return "", figure_changed(paragraph, FigureChange(tag, text, typed.strip()))
            elif first is None or places != [*range(first, first + len(text))]:
                typed = typed_instead(kept, at, at + len(text), new)
                return "", figure_changed(paragraph, FigureChange(tag, text, typed.strip()))
            else:
                begins[first] = len(text), tag
        at += len(text)
    typed, at = "", 0
    while at < len(new):
        if at in begins:
            length, tag = begins[at]
            typed, at = typed + tag, at + length
        else:
            typed, at = typed + new[at], at + 1
    return typed, None
