"""The styles of the house: word/styles.xml."""

from __future__ import annotations

from dataclasses import dataclass

from word_templates import numbering
from word_templates.look import (
    ACCENT,
    BAND,
    BAR_INDENT,
    CODE_FONT,
    FONT,
    GREY,
    LIST_STEP,
    NUMBER_ROOM,
    RULE,
    TEXT,
    TEXT_WIDTH,
    half_points,
    twips,
)
from word_templates.xml import Element, flag, w


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
    italic: bool = False
    colour: str = TEXT
    font: str = FONT
    left: int = 0
    right: int = 0
    hanging: int = 0
    bar: float = 0
    rule: float = 0
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
        line=26,
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
        bar=1.5,
        left=BAR_INDENT,
        built_in=True,
        priority=29,
    ),
    ParagraphStyle(
        name="Notice",
        id="Notice",
        purpose="What the panel is asked to do: recommendations",
        before=8,
        bar=4.5,
        left=BAR_INDENT,
        keep_lines=True,
        priority=30,
    ),
    ParagraphStyle(
        name="Notice Number",
        id="NoticeNumber",
        purpose="One of several numbered recommendations",
        before=8,
        bar=4.5,
        list=(numbering.NOTICES, 0),
        keep_lines=True,
        priority=30,
    ),
    ParagraphStyle(
        name="caption",
        id="Caption",
        purpose="The caption of a table or a picture",
        size=10,
        line=13,
        before=4,
        after=12,
        colour=GREY,
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
        rule=1.5,
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
            right=NUMBER_ROOM,
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
        line=18,
        after=0,
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
            right=NUMBER_ROOM // 2,
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


def styles() -> Element:
    """Return the styles part: defaults, what Word's pane shows, then every style."""
    defined = [*map(_paragraph_style, PARAGRAPH_STYLES), *_character_styles(), *_table_styles()]
    return w("styles", _defaults(), _latent(defined), *defined)


def _fonts(font: str) -> Element:
    return w("rFonts", ascii=font, eastAsia=font, hAnsi=font, cs=font)


def _size(points: float) -> tuple[Element, Element]:
    return w("sz", val=half_points(points)), w("szCs", val=half_points(points))


def _defaults() -> Element:
    run = w("rPr", _fonts(FONT), *_size(12), w("lang", val="en-GB", eastAsia="en-GB", bidi="ar-SA"))
    return w("docDefaults", w("rPrDefault", run), w("pPrDefault"))


def _latent(defined: list[Element]) -> Element:
    """Return the entry that hides Word's other built-in styles until somebody uses them."""
    shown = [
        w(
            "lsdException",
            name=_value(style, "name"),
            semiHidden=0,
            uiPriority=_value(style, "uiPriority"),
            unhideWhenUsed=0,
            qFormat=1,
        )
        for style in defined
        if not style.get(f"{{{style.nsmap['w']}}}customStyle")
    ]
    return w(
        "latentStyles",
        *shown,
        defLockedState=0,
        defUIPriority=99,
        defSemiHidden=1,
        defUnhideWhenUsed=1,
        defQFormat=0,
        count=376,
    )


def _value(style: Element, tag: str) -> str:
    found = style.find(f"{{{style.nsmap['w']}}}{tag}")
    return "99" if found is None else str(found.get(f"{{{style.nsmap['w']}}}val"))


def _style(  # noqa: PLR0917 - a style is these parts
    kind: str, name: str, identity: str, *parts: Element | None, built_in: bool, default: bool
) -> Element:
    attributes: dict[str, str | int] = {"type": kind}
    if default:
        attributes["default"] = 1
    if not built_in:
        attributes["customStyle"] = 1
    return w("style", w("name", val=name), *parts, **attributes, styleId=identity)


def _paragraph_style(style: ParagraphStyle) -> Element:
    return _style(
        "paragraph",
        style.name,
        style.id,
        w("basedOn", val=style.based_on) if style.based_on else None,
        w("next", val=style.next) if style.next else None,
        w("uiPriority", val=style.priority),
        w("qFormat"),
        _paragraph_properties(style),
        _run_properties(style),
        built_in=style.built_in,
        default=style.based_on is None,
    )


def _paragraph_properties(style: ParagraphStyle) -> Element:
    return w(
        "pPr",
        flag("keepNext", style.keep_next),
        flag("keepLines", style.keep_lines),
        w("widowControl"),
        _list_of(style.list),
        _borders(style),
        w("shd", val="clear", color="auto", fill=style.shade) if style.shade else None,
        w("tabs", *(w("tab", val=k, leader=lead, pos=at) for k, lead, at in style.tabs))
        if style.tabs
        else None,
        w(
            "spacing",
            before=twips(style.before),
            after=twips(style.after),
            line=twips(style.line),
            lineRule="atLeast",
        ),
        _indent(style),
        w("jc", val="right") if style.name == "Table Number" else None,
        None if style.outline is None else w("outlineLvl", val=style.outline),
    )


def _list_of(place: tuple[int, int] | None) -> Element | None:
    if place is None:
        return None
    number, level = place
    return w("numPr", w("ilvl", val=level), w("numId", val=number))


def _borders(style: ParagraphStyle) -> Element | None:
    if style.bar:
        return w("pBdr", w("left", val="single", sz=round(style.bar * 8), space=12, color=ACCENT))
    if style.rule:
        return w("pBdr", w("bottom", val="single", sz=round(style.rule * 8), space=1, color=RULE))
    return None


def _indent(style: ParagraphStyle) -> Element | None:
    sides = {"left": style.left, "right": style.right, "hanging": style.hanging}
    given = {side: amount for side, amount in sides.items() if amount}
    return w("ind", **given) if given else None


def _run_properties(style: ParagraphStyle) -> Element:
    return w(
        "rPr",
        _fonts(style.font),
        flag("b", style.bold),
        flag("bCs", style.bold),
        flag("i", style.italic),
        flag("iCs", style.italic),
        w("color", val=style.colour),
        *_size(style.size),
    )


def _character_styles() -> list[Element]:
    base = _style(
        "character",
        "Default Paragraph Font",
        "DefaultParagraphFont",
        w("uiPriority", val=1),
        w("semiHidden"),
        built_in=True,
        default=True,
    )
    bold = (w("b"), w("bCs"))
    link = (w("color", val=ACCENT), w("u", val="single"))
    small = (w("b", val=0), w("bCs", val=0), w("color", val=GREY), *_size(12))
    return [
        base,
        _character("Title Label", "TitleLabel", *small, built_in=False, priority=11),
        _character("Cover Label Text", "CoverLabelText", w("b"), w("bCs"), built_in=False),
        _character("Strong", "Strong", *bold, priority=22),
        _character("Emphasis", "Emphasis", w("i"), w("iCs"), priority=20),
        _character("Hyperlink", "Hyperlink", *link),
        _character("Code", "Code", _fonts(CODE_FONT), *_size(11), built_in=False),
        _character("footnote reference", "FootnoteReference", w("vertAlign", val="superscript")),
        _character("page number", "PageNumber"),
    ]


def _character(
    name: str, identity: str, *look: Element, built_in: bool = True, priority: int = 99
) -> Element:
    return _style(
        "character",
        name,
        identity,
        w("basedOn", val="DefaultParagraphFont"),
        w("uiPriority", val=priority),
        w("qFormat"),
        w("rPr", *look) if look else None,
        built_in=built_in,
        default=False,
    )


def _margins(sides: int) -> Element:
    return w(
        "tblCellMar",
        w("top", w=0, type="dxa"),
        w("left", w=sides, type="dxa"),
        w("bottom", w=0, type="dxa"),
        w("right", w=sides, type="dxa"),
    )


def _table_styles() -> list[Element]:
    plain = _style(
        "table",
        "Normal Table",
        "TableNormal",
        w("uiPriority", val=99),
        w("semiHidden"),
        w("unhideWhenUsed"),
        w("tblPr", w("tblInd", w=0, type="dxa"), _margins(108)),
        built_in=True,
        default=True,
    )
    no_list = _style(
        "numbering",
        "No List",
        "NoList",
        w("uiPriority", val=99),
        w("semiHidden"),
        w("unhideWhenUsed"),
        built_in=True,
        default=True,
    )
    return [plain, no_list, _house_table(), _cover_table()]


def _rules() -> Element:
    return w("tblBorders", w("insideH", val="single", sz=4, space=0, color=RULE))


def _house_table() -> Element:
    header = w(
        "tblStylePr",
        w("rPr", w("b"), w("bCs")),
        w("tcPr", w("shd", val="clear", color="auto", fill=BAND)),
        type="firstRow",
    )
    return _table("House Table", "HouseTable", 11, 14, _rules(), 108, header)


def _cover_table() -> Element:
    labels = w("tblStylePr", w("rPr", w("b"), w("bCs")), type="firstCol")
    return _table("Cover Sheet", "CoverSheet", 12, 16, None, 0, labels)


def _table(  # noqa: PLR0917 - a table style is these parts
    name: str,
    identity: str,
    size: float,
    line: float,
    borders: Element | None,
    sides: int,
    part: Element,
) -> Element:
    """Return a table style; it says its size itself (the embedded engine guesses otherwise)."""
    spacing = w("spacing", before=60, after=60, line=twips(line), lineRule="atLeast")
    return _style(
        "table",
        name,
        identity,
        w("basedOn", val="TableNormal"),
        w("uiPriority", val=44),
        w("qFormat"),
        w("pPr", spacing),
        w("rPr", _fonts(FONT), *_size(size)),
        w("tblPr", w("tblInd", w=0, type="dxa"), borders, _margins(sides)),
        part,
        built_in=False,
        default=False,
    )
