"""Captions and lines of sources that were changed in Word, typed into fences and pictures."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.content import parse, picture_of
from panel_papers.core import InputsError, PlacedText
from panel_papers.inputs import read_yaml, with_value
from panel_papers.merge.blocks import Block
from panel_papers.merge.chars import Char
from panel_papers.merge.prose_text import Edit, ProseText, Said, said_of
from panel_papers.merge.reading import Paragraph
from panel_papers.word import CaptionOrigin, Value, ValuesOrigin


class NewCaption(Struct, frozen=True, eq=False):
    """A caption or a line of a source with another text: as it is typed, and its paragraphs."""

    origin: CaptionOrigin
    typed: str
    old: Paragraph
    new: Paragraph


def as_values(origin: CaptionOrigin, prose: ProseText, old: Paragraph) -> ValuesOrigin | None:
    """Return the pieces of a caption; None where the inputs do not say what it prints."""
    block = prose.block(origin.line, None)
    typed = None if block is None else _typed(block, origin.key)
    if typed is None or not old.text.startswith(origin.label):
        return None
    text = PlacedText(old.text.removeprefix(origin.label), origin.place, typed, prose.prose.figures)
    label = ((origin.label, None),) if origin.label else ()
    return ValuesOrigin((*label, (str(text), Value(text, origin.key))))


def by_block(captions: Sequence[NewCaption]) -> list[list[NewCaption]]:
    """Return captions with the lines of sources that belong to the same fence."""
    found: dict[int, list[NewCaption]] = {}
    for each in captions:
        found.setdefault(each.origin.line, []).append(each)
    return list(found.values())


def caption_edit(
    prose: ProseText, captions: Sequence[NewCaption]
) -> tuple[Block, Edit, Said] | None:
    """Return what types the captions of one block, and what it says then; None if in vain."""
    block = prose.block(captions[0].origin.line, None)
    if block is None:
        return None
    if block.kind == "fence":
        return _in_fence(prose, block, captions)
    return _in_picture(prose, block, captions[0]) if len(captions) == 1 else None


def _typed(block: Block, key: str) -> str | None:
    """Return the text of a caption as it is typed."""
    if block.kind != "fence":
        picture = picture_of(block.node)
        return None if picture is None else str(picture.attrs.get("title", "")).strip()
    try:
        value = read_yaml(block.content, "").value.get(key)
    except InputsError:
        return None
    return " ".join(value.split()) if isinstance(value, str) else None


def _in_fence(
    prose: ProseText, block: Block, captions: Sequence[NewCaption]
) -> tuple[Block, Edit, Said] | None:
    first, count = block.first + 1, block.content.count("\n")
    if "".join(f"{each}\n" for each in prose.lines[first : first + count]) != block.content:
        return None  # further in than its fence
    new: str | None = block.content
    for each in captions:
        new = None if new is None else with_value(new, (each.origin.key,), each.typed)
    if new is None:
        return None
    said = tuple(Char(each) for each in new.removesuffix("\n"))
    return (
        block,
        Edit(prose.start_of(first), prose.start_of(first + count), new),
        (block.kind, said),
    )


def _in_picture(
    prose: ProseText, block: Block, caption: NewCaption
) -> tuple[Block, Edit, Said] | None:
    content = block.content.rstrip()
    quote = content[-2:-1]
    if not content.endswith(")") or quote not in {'"', "'"} or not block.spans:
        return None
    start = content.rfind(quote, 0, len(content) - 2)
    title = caption.typed.replace("\\", "\\\\").replace(quote, f"\\{quote}")
    edit = prose.content_edit(block, f"{content[:start]}{quote}{title}{quote})")
    source = parse(replace(prose.prose, markdown=prose.edited([edit])))
    node = next((e for e in source.blocks if e.map and e.map[0] == block.first), None)
    new, old = node and picture_of(node), picture_of(block.node)
    if new is None or old is None or new.attrs.get("src") != old.attrs.get("src"):
        return None
    if str(new.attrs.get("title", "")) != caption.typed:
        return None
    return block, edit, said_of(block)
