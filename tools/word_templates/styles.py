"""The styles of the house as Word's XML: word/styles.xml."""

from __future__ import annotations

from word_templates.look import (
    ACCENT,
    BAND,
    CODE_FONT,
    FONT,
    GREY,
    RULE,
    THEME_COLOURS,
    half_points,
    twips,
)
from word_templates.style_sheet import PARAGRAPH_STYLES, ParagraphStyle
from word_templates.xml import Element, W, flag, w


def styles() -> Element:
    """Return the styles part: defaults, what Word's pane shows, then every style."""
    defined = [*map(_paragraph_style, PARAGRAPH_STYLES), *_character_styles(), *_table_styles()]
    return w("styles", _defaults(), _latent(defined), *defined)


def _fonts(font: str) -> Element:
    return w("rFonts", ascii=font, eastAsia=font, hAnsi=font, cs=font)


def _theme_font() -> Element:
    """Return the theme's font for text, with what it is now, for programs that read no theme."""
    fonts = _fonts(FONT)
    themed = {"asciiTheme": "minorHAnsi", "eastAsiaTheme": "minorHAnsi", "hAnsiTheme": "minorHAnsi"}
    for name, value in {**themed, "cstheme": "minorBidi"}.items():
        fonts.set(f"{{{W}}}{name}", value)
    return fonts


def _colour(colour: str) -> Element:
    """Return a colour, by its name in the theme where it has one."""
    themed = THEME_COLOURS.get(colour)
    named = {} if themed is None else {"themeColor": themed}
    return w("color", val=colour, **named)


def _size(points: float) -> tuple[Element, Element]:
    return w("sz", val=half_points(points)), w("szCs", val=half_points(points))


def _defaults() -> Element:
    run = w(
        "rPr", _theme_font(), *_size(12), w("lang", val="en-GB", eastAsia="en-GB", bidi="ar-SA")
    )
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


def _style(
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
            lineRule=style.line_rule,
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
    """Return rules above and below; none at the side.

    The embedded engine (dxpdf 0.8.1) draws a rule at the side through the text's first letters.
    """
    if not style.rules:
        return None
    look: dict[str, str | int] = {"sz": 12, "space": style.rule_gap, "color": style.rule_colour}
    if style.rule_colour in THEME_COLOURS:
        look["themeColor"] = THEME_COLOURS[style.rule_colour]
    return w("pBdr", *(w(side, val="single", **look) for side in style.rules))


def _indent(style: ParagraphStyle) -> Element | None:
    sides = {"left": style.left, "right": style.right, "hanging": style.hanging}
    given = {side: amount for side, amount in sides.items() if amount}
    return w("ind", **given) if given else None


def _run_properties(style: ParagraphStyle) -> Element | None:
    """Return what differs from Normal: a change of Normal, or of the theme, reaches all others."""
    is_normal = style.based_on is None
    normal = PARAGRAPH_STYLES[0]
    look = [
        _fonts(style.font) if style.font != FONT else None,
        flag("b", style.bold),
        flag("bCs", style.bold),
        _colour(style.colour) if is_normal or style.colour != normal.colour else None,
        *(_size(style.size) if is_normal or style.size != normal.size else ()),
    ]
    given = [each for each in look if each is not None]
    return w("rPr", *given) if given else None


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
    link = (w("color", val=ACCENT, themeColor="hyperlink"), w("u", val="single"))
    small = (_colour(GREY), *_size(12))
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
    rule = w("insideH", val="single", sz=4, space=0, color=RULE, themeColor=THEME_COLOURS[RULE])
    return w("tblBorders", rule)


def _house_table() -> Element:
    band = w("tcPr", w("shd", val="clear", color="auto", fill=BAND, themeFill="background2"))
    header = w("tblStylePr", band, type="firstRow")
    return _table("House Table", size=11, line=14, sides=108, borders=_rules(), part=header)


def _cover_table() -> Element:
    return _table("Cover Sheet", size=12, line=16, sides=0)


def _table(
    name: str,
    *,
    size: float,
    line: float,
    sides: int,
    borders: Element | None = None,
    part: Element | None = None,
) -> Element:
    """Return a table style; `sides` is the room at the left and right of a cell, in twips.

    It says its size itself (the embedded engine guesses otherwise) and is nowhere bold: bold in a
    table style and in a paragraph style cancel each other out in Word (ISO 29500-1 17.7.3).
    """
    spacing = w("spacing", before=60, after=60, line=twips(line), lineRule="atLeast")
    return _style(
        "table",
        name,
        name.replace(" ", ""),
        w("basedOn", val="TableNormal"),
        w("uiPriority", val=44),
        w("qFormat"),
        w("pPr", spacing),
        w("rPr", *_size(size)),
        w("tblPr", w("tblInd", w=0, type="dxa"), borders, _margins(sides)),
        part,
        built_in=False,
        default=False,
    )
