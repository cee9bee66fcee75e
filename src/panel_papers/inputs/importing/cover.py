"""The cover sheet of a report: its rows as the facts that paper.yaml has."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence, Set
from importlib.resources import files

from msgspec import Struct, field

from panel_papers.core import LABELS, Block, Body
from panel_papers.inputs.importing.cover_dates import dated
from panel_papers.inputs.importing.cover_lines import Row, plain_label, rows_of

_ADDRESS = re.compile(r"[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_TELEPHONE = re.compile(
    r"(?:(?:tel(?:ephone)?|phone|mobile)\b(?:\sno)?[.:]{0,2}\s{0,3})?"
    r"(?<![\w@.])\+?\(?\d[\d ()-]{7,18}\d",
    re.IGNORECASE,
)
_REPORT_OF = re.compile(r"(?:joint\s)?report\s(?:of|by|from)\s(?:the\s)?(?=[A-Z])", re.IGNORECASE)
_TO = ("committee", "cabinet", "panel", "board", "forum", "executive", "authority", "council")
"""How the names of those whom reports are for end, the surest first."""


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


def read_cover(
    blocks: Sequence[Block],
    body: Body | None,
    tabbed: Mapping[str, str] | None = None,
    titles: Set[str] = frozenset(),
) -> Cover:
    """Return what the blocks before the first section say.

    `tabbed` has the words of paragraphs with tabs by their places; `titles` are the places of
    paragraphs in the style Title.
    """
    reader = _Reader(body)
    alone: list[Row] = []
    for row in rows_of(blocks, reader.known.keys() | reader.own, tabbed):
        if row.label:
            reader.take(row.label, row.value)
        elif row.value:
            alone.append(row)
    reader.take_alone(alone, titles)
    return reader.cover


def is_cover(blocks: Sequence[Block], body: Body | None) -> bool:
    """Say whether blocks are those of a cover sheet: they give two facts by their labels."""
    reader = _Reader(body)
    for row in rows_of(blocks, reader.known.keys() | reader.own):
        if row.label:
            reader.take(row.label, row.value)
    return len(reader.cover.fields) + bool(reader.cover.contact) >= 2


class _Reader:
    """Takes the rows of a cover sheet one after another."""

    def __init__(self, body: Body | None) -> None:
        self.cover = Cover()
        self._body = body
        self.known, self._ways = _known(body)
        self.own = {plain_label(each.label) for each in body.cover} if body is not None else set()
        self.known |= dict.fromkeys(self._ways, "")

    def take(self, label: str, value: str) -> None:
        """Take a label and its value, as a field, a way to reach the contact or a row."""
        cover = self.cover
        name = self.known.get(plain_label(label))
        way = self._ways.get(plain_label(label))
        if way is not None and self._way(way, value):
            cover.labels.append(label)
        elif name == "date" and value and name not in cover.fields:
            self._date(label, value)
        elif name == "enquiries_to" and value and "name" not in cover.contact:
            self._contact(value)
            cover.labels.append(label)
        elif name and name != "enquiries_to" and value and name not in cover.fields:
            self._field(name, value)
            cover.labels.append(label)
        else:
            self._own_row(label, value)

    def _field(self, name: str, value: str) -> None:
        value = " ".join(value.split())
        found = dated(value) if name == "report_to" and "date" not in self.cover.fields else None
        if found and found.before.strip(" ,–—-") and not found.after.strip(" ,."):
            self.cover.fields["date"] = found.date
            value = found.before.strip(" ,–—-")
        self.cover.fields[name] = value

    def _date(self, label: str, value: str) -> None:
        found = dated(" ".join(value.split()))
        if found is None or not found.alone:
            self.cover.left.append(f"{label} {value}: it is not taken for the date of the meeting")
            return
        self.cover.fields["date"] = found.date
        self.cover.labels.append(label)
        if found.time:
            self.cover.left.append(
                f"The time of the meeting has no place: {found.time.strip(' ,;')}"
            )

    def _way(self, way: str, value: str) -> bool:
        """Take a way to reach the contact; False where it is known already, or has no place."""
        if way == "telephone" or way in self.cover.contact or not value:
            return False
        if way == "email" and not _ADDRESS.fullmatch(value.strip()):
            return False
        self.cover.contact[way] = " ".join(value.split())
        return True

    def _contact(self, text: str) -> None:
        contact, left = contact_of(text)
        self.cover.contact = contact | self.cover.contact
        self.cover.left += left

    def _own_row(self, label: str, value: str) -> None:
        """Take a row that is not one of the usual ones: as the body's, or as the paper's own."""
        cover = self.cover
        named = " ".join(label.strip(" :").split())
        allowed = not self.own or plain_label(named) in self.own
        if named and value and allowed and named not in cover.rows and len(named) <= 60:
            cover.rows[named] = " ".join(value.split())
        else:
            cover.left.append(f"{label} {value}".strip())

    def take_alone(self, rows: Sequence[Row], titles: Set[str]) -> None:
        """Take lines without a label: a date, who it is for and who reports; then the title."""
        cover = self.cover
        left: list[Row] = []
        for row in rows:
            found = dated(row.value)
            by = _REPORT_OF.match(row.value)
            if found and found.alone and "date" not in cover.fields and not row.heading:
                self._date("", row.value)
            elif by and "author" not in cover.fields and len(row.value) < 120:
                cover.fields["author"] = " ".join(row.value[by.end() :].split())
                cover.labels.append(by[0])
            else:
                left.append(row)
        if "report_to" not in cover.fields:
            self._addressed(left)
        if "title" not in cover.fields:
            self._title(left, titles)
        placed = [*cover.fields.values()]
        cover.left += [each.value for each in left if each.value not in placed]

    def _addressed(self, rows: list[Row]) -> None:
        """Take the line that names a committee or another body."""
        for ending in _TO:
            for row in rows:
                found = dated(row.value)
                name = found.before.strip(" ,–—-") if found and not found.after else row.value
                words = name.lower().split()
                if words[-1:] == [ending] and len(words) <= 10:
                    self._field("report_to", row.value)
                    rows.remove(row)
                    return

    def _title(self, rows: list[Row], titles: Set[str]) -> None:
        """Take the title: the last heading, else the paragraph in its style, else a bold line."""
        styled = [each for each in rows if each.where and each.where in titles]
        headings = [each for each in rows if each.heading]
        bold = [each for each in rows if each.bold and not each.value.endswith((".", ":"))]
        chosen = headings[-1:] or styled[:1] or (bold if len(bold) == 1 else bold[-1:])
        for row in chosen:
            self.cover.fields["title"] = " ".join(row.value.split())
            rows.remove(row)


def known_labels() -> dict[str, str]:
    """Return the field of paper.yaml that each usual label, in small letters, means."""
    return _known(None)[0]


def _known(body: Body | None) -> tuple[dict[str, str], dict[str, str]]:
    """Return the field of paper.yaml that each label means, and the way to reach the contact."""
    data = tomllib.loads(files(__package__).joinpath("labels.toml").read_text(encoding="utf-8"))
    ways = {label: way for way, labels in data.pop("contact").items() for label in labels}
    known = {label: name for name, labels in data.items() for label in labels}
    known |= {label.lower(): name for name, label in LABELS.items() if name in data}
    if body is not None:
        known |= {label.lower(): name for name, label in body.labels.items() if name in data}
    return known, ways


def contact_of(text: str) -> tuple[dict[str, str], list[str]]:
    """Return name, role and e-mail address of a contact, and what has no place."""
    contact: dict[str, str] = {}
    left: list[str] = []
    rest = text
    if found := _ADDRESS.search(rest):
        contact["email"] = found[0]
        before = re.sub(r"\be-?mail:?\s*$", "", rest[: found.start()], flags=re.IGNORECASE)
        rest = before + rest[found.end() :]
    if found := _TELEPHONE.search(rest):
        left.append(f"The contact’s telephone number has no place: {found[0].strip()}")
        rest = rest[: found.start()] + rest[found.end() :]
    rest = rest.strip(" ,;–-\n")
    name, _, role = rest.partition("(")
    pieces = re.split(r"[,;\n]|(?<=\s)[–-](?=\s)", rest, maxsplit=1)
    if role.endswith(")") and role != ")":
        pieces = [name, role.removesuffix(")")]
    contact["name"] = " ".join(pieces[0].split())
    if len(pieces) > 1 and pieces[1].strip(" ,;\n"):
        contact["role"] = " ".join(pieces[1].strip(" ,;\n").split())
    return {key: contact[key] for key in ("name", "role", "email") if contact.get(key)}, left


def found_fields(cover: Cover) -> Iterator[str]:
    """Yield the names of the facts that the cover sheet gave."""
    yield from cover.fields
    yield from ("enquiries_to",) if cover.contact else ()
