"""The hand-over sheet as one self-contained HTML page: no script, nothing fetched."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib.resources import files

from jinja2 import BytecodeCache, Environment, FunctionLoader, StrictUndefined, Template
from jinja2.bccache import Bucket
from markupsafe import Markup, escape

from panel_papers.content import link, prose_html
from panel_papers.core import (
    Cache,
    Confirmed,
    ConfirmedKind,
    Level,
    Missing,
    Problem,
    Text,
    in_words,
    key_of,
    long_date,
    program_identity,
    sentence,
)
from panel_papers.law import Deadline
from panel_papers.output.handover.sheet import Handover
from panel_papers.output.pack.finished import PackedPart
from panel_papers.output.record import BLANK

_SOURCE = "page.html.jinja"
_OUR_LANGUAGE = "en-GB"  # of the words in it
_LEVELS = {
    Level.ERROR: ("error", "errors"),
    Level.WARNING: ("warning", "warnings"),
    Level.SUGGESTION: ("suggestion", "suggestions"),
}


def page_of(handover: Handover, cache: Cache | None = None) -> bytes:
    """Return the page as UTF-8; the same hand-over gives the same bytes.

    The compiled template is kept in `cache`, if only this user can write to it.
    """
    paper_is_english = handover.language.partition("-")[0] == "en"
    page = _template(cache if cache and cache.is_private() else None).render(
        it=handover,
        language=handover.language if paper_is_english else _OUR_LANGUAGE,
        # The paper's own words say their language where the page's is another (WCAG 2.2, 3.1.2).
        lang=Markup("") if paper_is_english else Markup(' lang="{}"').format(handover.language),
        days=list(_days(handover)),
        found=_by_level(handover.problems),
        confirmed=_by_kind(handover.confirmed),
        blank_record=BLANK,
        style=Markup(page_style()),  # noqa: S704 -- ours, and no text of a paper is in it
        style_digest=base64.b64encode(hashlib.sha256(page_style().encode()).digest()).decode(),
    )
    return page.encode()


class _CompiledPages(BytecodeCache):
    """Keeps the compiled template in our cache: it takes 35 ms to compile and 0.1 ms to load.

    What is kept is code that will be run, so the folder has to be one that only this user can
    write to. The key has Jinja's version and ours: the same template may be compiled otherwise.
    """

    def __init__(self, kept: Cache) -> None:
        self._kept = kept

    def load_bytecode(self, bucket: Bucket) -> None:
        data = self._kept.get(_code_key(bucket))
        if data is not None:
            bucket.bytecode_from_string(data)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept.put(_code_key(bucket), bucket.bytecode_to_string())


def _code_key(bucket: Bucket) -> str:
    return key_of("handover", program_identity(), bucket.key, bucket.checksum)


@lru_cache(maxsize=1)
def _template(kept: Cache | None) -> Template:
    # trim_blocks, lstrip_blocks: a tag on a line of its own leaves no line behind.
    room = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=FunctionLoader(_own),
        bytecode_cache=_CompiledPages(kept) if kept else None,
    )
    room.filters |= {
        "words": _words,
        "sentence": sentence,
        "in_words": in_words,
        "meeting": lambda day: _words(day) if isinstance(day, Missing) else in_words(day),
        "short_date": lambda day: str(day) if isinstance(day, Missing) else long_date(day),
        "prose": lambda prose, heading, labels: prose_html(prose, heading=heading, labels=labels),
        "link": link,
        "pages": _pages,
        "size": size_in_words,
        "count": _count,
        "in_unit": in_unit,
        "paragraphs": lambda text: [p.strip() for p in text.split("\n\n") if p.strip()],
    }
    room.tests["missing"] = lambda value: isinstance(value, Missing)
    return room.get_template(_SOURCE)


@cache
def page_style() -> str:
    """Return the style sheet that all our web pages share."""
    return _own("page.css")


def _own(name: str) -> str:
    # Python turns Windows's line ends into \n: a checkout there gives the same bytes.
    return (files(__package__) / name).read_text(encoding="utf-8")


def _words(text: Text) -> Markup:
    """Return text escaped; in a draft, the mark of what is missing."""
    return (
        Markup("<mark>{}</mark>").format(str(text)) if isinstance(text, Missing) else escape(text)
    )


def _days(handover: Handover) -> Iterator[tuple[date, str]]:
    """Yield each day from the last one to publish to the meeting, and how it was counted."""
    deadline: Deadline | None = handover.deadline
    if deadline is None or isinstance(handover.meeting, Missing):
        return
    skipped = {each.day: each.reason for each in deadline.skipped}
    yield deadline.date, "Publish on this day at the latest"
    clear = 0
    for number in range(1, (handover.meeting - deadline.date).days):
        day = deadline.date + timedelta(days=number)
        if day in skipped:
            yield day, f"Not counted: {skipped[day]}"
        else:
            clear += 1
            yield day, f"Clear day {clear}"
    yield handover.meeting, "Meeting"


def _by_level(problems: tuple[Problem, ...]) -> list[tuple[str, list[Problem]]]:
    """Return the problems of each level there is, the gravest first, with their number in words."""
    found = []
    for level, (one, many) in _LEVELS.items():
        those = [problem for problem in problems if problem.level is level]
        if those:
            found.append((f"{len(those)} {one if len(those) == 1 else many}", those))
    return found


def _by_kind(confirmed: tuple[Confirmed, ...]) -> list[tuple[str, list[str]]]:
    """Return in words what was found right, of each kind there is."""
    found = []
    for kind in ConfirmedKind:
        words = [each.words for each in confirmed if each.kind is kind]
        if words:
            found.append((f"{kind} ({len(words)})", words))
    return found


def _pages(part: PackedPart) -> str:
    """Return a part's page numbers as they are read aloud; a dash would be passed over."""
    if part.first_page == part.last_page:
        return str(part.first_page)
    return f"{part.first_page} to {part.last_page}"


def size_in_words(count: int) -> str:
    """Return the size of a file as people say it."""
    if count < 1_000_000:
        return f"{max(count / 1000, 1):.0f} kB"
    return f"{count / 1_000_000:.1f} MB"


def in_unit(value: str, unit: str) -> str:
    """Return an unrounded number with its unit: “-£94,000”, “3.5…%”, “-0.5 percentage points”."""
    sign, digits = ("-", value[1:]) if value.startswith("-") else ("", value)
    whole, dot, rest = digits.partition(".")
    number = f"{int(whole):,}{dot}{rest}" if whole.isdecimal() else digits
    if len(unit) == 1 and unit != "%":
        return f"{sign}{unit}{number}"
    return f"{sign}{number}{unit if unit == '%' else f' {unit}' if unit else ''}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
