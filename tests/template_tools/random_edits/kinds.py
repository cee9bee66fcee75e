"""The kinds of edits by name, each with what it may be given."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from . import block_kinds as blocks, text_kinds as text
from .desk import Editing

Kind = Callable[[Editing], None]


def _each(
    name: str, edit: Callable[[Editing, str], None], values: Sequence[str]
) -> dict[str, Kind]:
    return {f"{name}: {value}": partial(_with, edit, value) for value in values}


def _with(edit: Callable[[Editing, str], None], value: str, doc: Editing) -> None:
    edit(doc, value)


_PLAIN: tuple[Kind, ...] = (
    *(text.typed_behind_words, text.tag_split, text.tag_corrected_by_word, text.tick_box),
    *(text.tag_in_a_control, text.link_to_the_web, text.link_inside, text.note, text.bookmark),
    *(text.inserted_with_tracking, text.deleted_with_tracking, text.moved_with_tracking),
    *(text.words_in_a_text_box, blocks.numbered_list, blocks.heading_with_items, blocks.copied),
    *(blocks.deleted, blocks.moved, blocks.split_in_two, blocks.row_copied, blocks.row_typed),
    *(blocks.table_in_a_cell, blocks.floating_table, blocks.table_looks, blocks.margins),
    *(blocks.style_deleted, blocks.style_renamed, blocks.style_added),
)  # fmt: skip
KINDS: dict[str, Kind] = {
    **{each.__name__.replace("_", " "): each for each in _PLAIN},
    **_each("typed", text.typed_with_a_look, list(text.LOOKS)),
    **_each("tag", text.tag_with_a_look, list(text.LOOKS)),
    **_each("sign", text.sign_between_words, list(text.INLINE)),
    **_each("control", text.control_of_blocks, list(text.CONTROLS)),
    **_each("control in line", text.control_in_line, list(text.CONTROLS)),
    **_each("field", text.field_in_parts, text.FIELDS),
    **_each("simple field", text.field_in_one, text.FIELDS),
    **_each("wrapped", text.wrapped, list(text.WRAPPERS)),
    **_each("guidance", text.guidance, text.GUIDANCE),
    **_each("style", blocks.styled, ["Heading2", "Quote", "Caption", "CodeBlock",
                                     "TableText", "Notice", "FootnoteText", "Missing"]),
    **_each("paragraph", blocks.paragraph_with_a_look, list(blocks.PARAGRAPH_LOOKS)),
    **_each("look of a paragraph", blocks.host_with_a_look, list(blocks.PARAGRAPH_LOOKS)),
    **_each("table", blocks.new_table, list(blocks.TABLES)),
    **_each("cell", blocks.cell_changed, list(blocks.CELLS)),
    **_each("section break", blocks.section_break, list(blocks.SECTIONS)),
    **_each("page", blocks.last_section, list(blocks.SECTIONS)),
    **_each("picture", blocks.picture, ["A map of the wards", "", "image.png"]),
    **_each("other header", blocks.other_header, ["first", "even", "header", "footer"]),
    **_each("watermark", blocks.watermark, ["SAMPLE", "DRAFT", "CONFIDENTIAL"]),
    **_each("style in", blocks.style_run, list(blocks.STYLE_LOOKS)),
    **_each("style of paragraphs", blocks.style_paragraph, list(blocks.STYLE_PARAGRAPHS)),
    **_each("defaults in", blocks.defaults_changed, list(blocks.STYLE_LOOKS)),
}  # fmt: skip
