"""The cover sheet of a report: its rows as the facts that paper.yaml has."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files

from msgspec import Struct, field

from panel_papers.core import (
    LABELS,
    Block,
    Body,
    HeadingBlock,
    ParagraphBlock,
    ProseTree,
    Span,
    TableBlock,
    plain,
)
from panel_papers.inputs.word_sections.markdown import to_markdown
from panel_papers.inputs.yaml.schema import ValueFault
from panel_papers.inputs.yaml.value_types import as_date

_ADDRESS = re.compile(r"[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")


class Cover(Struct):
    """What a cover sheet says: `fields` of paper.yaml, `rows` of its own by their labels.

    `labels` are those of the fields, which the template prints; `left` are the words that were not
    understood.
    """

    fields: dict[str, str] = field(default_factory=dict)
    contact: dict[str, str] = field(default_factory=dict)
    rows: dict[str, str] = field(default_factory=dict)
    labels: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def read_cover(blocks: Sequence[Block], body: Body | None) -> Cover:
    """Return what the blocks before the first section say."""
    cover = Cover()
    known = known_labels(body)
    for block in blocks:
        match block:
            case TableBlock():
                for row in block.rows:
                    _row(cover, row.cells, known, body)
            case HeadingBlock() | ParagraphBlock():
                _line(cover, block, known, body)
            case _:
                cover.left.append(_words_of(block))
    return cover


def known_labels(body: Body | None = None) -> dict[str, str]:
    """Return the field of paper.yaml that each label, in small letters, stands for."""
    data = tomllib.loads(files(__package__).joinpath("labels.toml").read_text(encoding="utf-8"))
    known = {label: name for name, labels in data.items() for label in labels}
    known |= {label.lower(): name for name, label in LABELS.items() if name in data}
    if body is not None:
        known |= {label.lower(): name for name, label in body.labels.items() if name in data}
    return known


def _row(
    cover: Cover, cells: Sequence[tuple[Span, ...]], known: Mapping[str, str], body: Body | None
) -> None:
    """Take the labels and values of a row, which may be side by side more than once."""
    texts = [_text(cell) for cell in cells]
    if len([each for each in texts if each]) == 1:
        text = next(each for each in texts if each)
        if not _typed_pair(cover, text, known, body):
            cover.left.append(text)
        return
    for label, value in zip(texts[::2], [*texts[1::2], ""], strict=False):
        if label or value:
            _take(cover, label, value, known, body)


def _line(
    cover: Cover,
    block: HeadingBlock | ParagraphBlock,
    known: Mapping[str, str],
    body: Body | None,
) -> None:
    text = _text(block.spans)
    if _typed_pair(cover, text, known, body):
        return
    if isinstance(block, HeadingBlock) and "title" not in cover.fields:
        cover.fields["title"] = text
    else:
        cover.left.append(text)


def _typed_pair(cover: Cover, text: str, known: Mapping[str, str], body: Body | None) -> bool:
    """Take a line such as “Report to: Cabinet”; say whether it is one."""
    label, colon, value = text.partition(":")
    if not colon or not value.strip() or _plain(label) not in known:
        return False
    _take(cover, label, value.strip(), known, body)
    return True


def _take(
    cover: Cover, label: str, value: str, known: Mapping[str, str], body: Body | None
) -> None:
    name = known.get(_plain(label))
    if name == "date" and not _is_date(value):
        name = None
    if name == "enquiries_to" and not cover.contact:
        cover.contact = _contact(value)
        cover.labels.append(label)
    elif name is not None and name != "enquiries_to" and value and name not in cover.fields:
        cover.fields[name] = " ".join(value.split())
        cover.labels.append(label)
    else:
        _own_row(cover, label, value, body)


def _own_row(cover: Cover, label: str, value: str, body: Body | None) -> None:
    """Take a row that is not one of the usual ones: as the body's, or as the paper's own."""
    named = " ".join(label.strip(" :").split())
    own = {each.label.lower() for each in body.cover} if body is not None else set()
    allowed = not own or named.lower() in own
    if named and value and allowed and named not in cover.rows and len(named) <= 60:
        cover.rows[named] = " ".join(value.split())
    else:
        cover.left.append(f"{label} {value}".strip())


def _contact(text: str) -> dict[str, str]:
    """Return name, role and e-mail address of a contact, in one of the ways they are written."""
    found = _ADDRESS.search(text)
    rest = text
    contact: dict[str, str] = {}
    if found:
        contact["email"] = found[0]
        rest = text[: found.start()] + text[found.end() :]
    rest = rest.strip(" ,;\n")
    name, _, role = rest.partition("(")
    pieces = re.split(r"[,;\n]", rest, maxsplit=1)
    if role.endswith(")") and role != ")":
        pieces = [name, role.removesuffix(")")]
    contact["name"] = " ".join(pieces[0].split())
    if len(pieces) > 1 and pieces[1].strip():
        contact["role"] = " ".join(pieces[1].split())
    return {key: contact[key] for key in ("name", "role", "email") if contact.get(key)}


def _is_date(text: str) -> bool:
    try:
        as_date(text)
    except ValueFault:
        return False
    return True


def _plain(label: str) -> str:
    return " ".join(label.strip(" :*").lower().split())


def _text(spans: Sequence[Span]) -> str:
    return plain(spans).strip()


def _words_of(block: Block) -> str:
    return to_markdown(ProseTree((block,)))[0].strip()


def found_fields(cover: Cover) -> Iterator[str]:
    """Yield the names of the facts that the cover sheet gave."""
    yield from cover.fields
    yield from ("enquiries_to",) if cover.contact else ()
