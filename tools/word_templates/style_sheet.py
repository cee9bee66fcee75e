"""The paragraph styles of the house as values: what an editor would set in Word's dialogue."""

from __future__ import annotations

from dataclasses import dataclass

from word_templates import numbering
from word_templates.look import (
    ACCENT,
    BAND,
    CODE_FONT,
    FONT,
    GREY,
    LIST_STEP,
    QUOTE_INDENT,
    RULE,
    TEXT,
    TEXT_WIDTH,
)


@dataclass(frozen=True, kw_only=True)
class ParagraphStyle:
    """One paragraph style; sizes in points, indents and tabs in twentieths of a point."""

    name: str
    id: str
    purpose: str
    size: float = 12
    line: float = 16
    before: float = 0
    after: float = 8
    bold: bool = False
    colour: str = TEXT
    font: str = FONT
    left: int = 0
    right: int = 0
    hanging: int = 0
    rules: tuple[str, ...] = ()
    rule_colour: str = ACCENT
    rule_gap: int = 6
    line_rule: str = "atLeast"
    shade: str | None = None
    list: tuple[int, int] | None = None
    tabs: tuple[tuple[str, str, int], ...] = ()
    outline: int | None = None
    next: str | None = None
    keep_next: bool = False
    keep_lines: bool = False
    based_on: str | None = "Normal"
    built_in: bool = False
    priority: int = 99


def _list(name: str, kind: int, purpose: str) -> tuple[ParagraphStyle, ...]:
    return tuple(
        ParagraphStyle(
            name=f"List {name}" + ("" if level == 0 else f" {level + 1}"),
            id=f"List{name}" + ("" if level == 0 else str(level + 1)),
            purpose=f"{purpose}, level {level + 1}",
            after=4,
            list=(kind, level),
            built_in=True,
            priority=20 + level,
        )
        for level in range(3)
    )


_CONTINUED = tuple(
    ParagraphStyle(
        name="List Continue" + ("" if level == 0 else f" {level + 1}"),
        id="ListContinue" + ("" if level == 0 else str(level + 1)),
        purpose=f"A further paragraph of a list item, level {level + 1}",
        after=4,
        left=LIST_STEP * (level + 1),
        built_in=True,
        priority=24,
    )
    for level in range(3)
)

_HEADINGS = (
    ParagraphStyle(
        name="Title",
        id="Title",
        purpose="The title of the report or of an appendix",
        size=22,
        line=12.4,  # times 20 is 1.03 lines: the small label above the title keeps its own height
        line_rule="auto",
        after=12,
        bold=True,
        colour=ACCENT,
        keep_next=True,
        keep_lines=True,
        next="Normal",
        built_in=True,
        priority=10,
    ),
    *(
        ParagraphStyle(
            name=f"heading {level}",
            id=f"Heading{level}",
            purpose=purpose,
            size=size,
            line=line,
            before=before,
            after=after,
            bold=True,
            colour=ACCENT if level == 1 else TEXT,
            outline=level - 1,
            keep_next=True,
            keep_lines=True,
            next="Normal",
            built_in=True,
            priority=9,
        )
        for level, size, line, before, after, purpose in (
            (1, 16, 20, 24, 8, "A section"),
            (2, 14, 18, 18, 6, "A part of a section"),
            (3, 12, 16, 12, 4, "A part of a part"),
        )
    ),
)

_BLOCKS = (
    ParagraphStyle(
        name="Quote",
        id="Quote",
        purpose="Words quoted from elsewhere",
        before=8,
        left=QUOTE_INDENT,
        right=QUOTE_INDENT,
        built_in=True,
        priority=29,
    ),
    ParagraphStyle(
        name="Notice",
        id="Notice",
        purpose="What the panel is asked to do: recommendations",
        before=12,
        after=12,
        rules=("top", "bottom"),
        keep_lines=True,
        priority=30,
    ),
    ParagraphStyle(
        name="Notice Number",
        id="NoticeNumber",
        purpose="One of several numbered recommendations",
        after=12,
        rules=("bottom",),
        list=(numbering.NOTICES, 0),
        keep_lines=True,
        priority=30,
    ),
    ParagraphStyle(
        name="caption",
        id="Caption",
        purpose="The caption above a table or a picture",
        size=10,
        line=13,
        before=12,
        after=4,
        colour=GREY,
        keep_next=True,
        keep_lines=True,
        built_in=True,
        priority=35,
    ),
    ParagraphStyle(
        name="Source Line",
        id="SourceLine",
        purpose="Where figures come from; small print",
        size=10,
        line=13,
        before=4,
        after=12,
        colour=GREY,
        priority=36,
    ),
    ParagraphStyle(
        name="Code Block",
        id="CodeBlock",
        purpose="Lines that must keep their spaces",
        size=10,
        line=14,
        font=CODE_FONT,
        shade=BAND,
        priority=37,
    ),
    ParagraphStyle(
        name="footnote text",
        id="FootnoteText",
        purpose="The text of a footnote",
        size=10,
        line=13,
        after=4,
        built_in=True,
    ),
)

_COVER_TABLES = (
    ParagraphStyle(
        name="Cover Label",
        id="CoverLabel",
        purpose="The label of a row of the cover sheet",
        line=16,
        before=3,
        after=3,
        bold=True,
        priority=40,
    ),
    ParagraphStyle(
        name="Cover Text",
        id="CoverText",
        purpose="The text of a row of the cover sheet",
        before=3,
        after=3,
        tabs=(("left", "none", 3402),),
        priority=40,
    ),
    ParagraphStyle(
        name="Cover Rule",
        id="CoverRule",
        purpose="The line under the cover sheet; it holds no text",
        size=4,
        line=6,
        after=0,
        rules=("bottom",),
        rule_colour=RULE,
        rule_gap=1,
        next="Normal",
        priority=41,
    ),
    ParagraphStyle(
        name="Table Text",
        id="TableText",
        purpose="Text in a table",
        size=11,
        line=14,
        before=3,
        after=3,
        priority=42,
    ),
    ParagraphStyle(
        name="Table Header",
        id="TableHeader",
        purpose="The headings of a table’s columns",
        size=11,
        line=14,
        before=3,
        after=3,
        bold=True,
        keep_next=True,
        priority=42,
    ),
    ParagraphStyle(
        name="Table Number",
        id="TableNumber",
        purpose="Numbers in a table",
        size=11,
        line=14,
        before=3,
        after=3,
        priority=42,
    ),
)

_APPENDICES = (
    ParagraphStyle(
        name="Achievement",
        id="Achievement",
        purpose="One numbered achievement of a scorecard",
        after=12,
        list=(numbering.ACHIEVEMENTS, 0),
        keep_lines=True,
        priority=43,
    ),
    ParagraphStyle(
        name="Success",
        id="Success",
        purpose="A success in a progress report",
        after=4,
        list=(numbering.SUCCESSES, 0),
        keep_lines=True,
        priority=43,
    ),
    ParagraphStyle(
        name="Improvement",
        id="Improvement",
        purpose="An area for improvement in a progress report",
        after=4,
        list=(numbering.IMPROVEMENTS, 0),
        keep_lines=True,
        priority=43,
    ),
)

_RIGHT_TAB = (("right", "none", TEXT_WIDTH),)
_DOTTED_TAB = (("right", "dot", TEXT_WIDTH),)

_FURNITURE = (
    *(
        ParagraphStyle(
            name=name,
            id=name.capitalize(),
            purpose=purpose,
            size=9.5,
            line=13,
            after=0,
            colour=GREY,
            tabs=_RIGHT_TAB,
            built_in=True,
        )
        for name, purpose in (
            ("header", "The head of every page"),
            ("footer", "The foot of every page"),
        )
    ),
    ParagraphStyle(
        name="Meeting Line",
        id="MeetingLine",
        purpose="The meeting’s body and date on the contents page",
        after=16,
        bold=True,
        colour=GREY,
        priority=38,
    ),
    ParagraphStyle(
        name="Foot Line",
        id="FootLine",
        purpose="The last line of the contents page",
        size=10,
        line=13,
        before=24,
        colour=GREY,
        priority=40,
    ),
    *(
        ParagraphStyle(
            name=f"toc {level}",
            id=f"TOC{level}",
            purpose=f"A line of the contents page, level {level}",
            before=4 if level == 1 else 0,
            after=4,
            left=LIST_STEP * level,
            hanging=LIST_STEP,
            tabs=_DOTTED_TAB,
            next="Normal",
            built_in=True,
            priority=39,
        )
        for level in (1, 2)
    ),
)

_NORMAL = ParagraphStyle(
    name="Normal",
    id="Normal",
    purpose="Body text",
    based_on=None,
    built_in=True,
    priority=0,
)

PARAGRAPH_STYLES = (
    _NORMAL,
    *_HEADINGS,
    *_list("Bullet", numbering.BULLETS, "An item of a list"),
    *_list("Number", numbering.NUMBERS, "An item of a numbered list"),
    *_CONTINUED,
    *_BLOCKS,
    *_COVER_TABLES,
    *_APPENDICES,
    *_FURNITURE,
)
"""Every paragraph style of the house, in the order of the style sheet."""
