"""The lists of the house: word/numbering.xml.

Every template carries the same lists under the same numbers, so that a paragraph means the same
list wherever it is copied.
"""

from __future__ import annotations

from word_templates.look import ACCENT, FONT, LIST_STEP, THEME_COLOURS, half_points
from word_templates.xml import Element, w

BULLETS, NUMBERS, SECTIONS, NOTICES, ACHIEVEMENTS, SUCCESSES, IMPROVEMENTS = range(1, 8)

_LEVELS = range(9)  # Word always writes nine
_SECTION_HANG = 567  # 1 cm into the margin
_ACHIEVEMENT_HANG = 680
_MARK_HANG = 425


def numbering() -> Element:
    """Return the numbering part: seven lists, each with a `w:num` of the same number."""
    lists = [
        _abstract(BULLETS, "Bullets", [_bullet(level) for level in _LEVELS]),
        _abstract(NUMBERS, "Numbers", [_number(level, "ListNumber") for level in _LEVELS]),
        _abstract(SECTIONS, "Sections", [_section(level) for level in _LEVELS]),
        _abstract(NOTICES, "Notices", [_notice(level) for level in _LEVELS]),
        _abstract(ACHIEVEMENTS, "Achievements", [_achievement()], kind="singleLevel"),
        _abstract(SUCCESSES, "Successes", [_mark("+", "Success")], kind="singleLevel"),
        _abstract(IMPROVEMENTS, "Improvements", [_mark("→", "Improvement")], kind="singleLevel"),
    ]
    numbers = [
        w("num", w("abstractNumId", val=number - 1), numId=number)
        for number in range(BULLETS, IMPROVEMENTS + 1)
    ]
    return w("numbering", *lists, *numbers)


def _abstract(
    number: int, name: str, levels: list[Element], *, kind: str = "multilevel"
) -> Element:
    return w(
        "abstractNum",
        w("nsid", val=f"50A9E0{number:02X}"),
        w("multiLevelType", val=kind),
        w("tmpl", val=f"50A9E1{number:02X}"),
        w("name", val=name),
        *levels,
        abstractNumId=number - 1,
    )


def _level(
    level: int,
    kind: str,
    text: str,
    *,
    left: int,
    hanging: int,
    style: str | None = None,
    look: Element | None = None,
) -> Element:
    return w(
        "lvl",
        w("start", val=1),
        w("numFmt", val=kind),
        w("pStyle", val=style) if style else None,
        w("lvlText", val=text),
        w("lvlJc", val="left"),
        w(
            "pPr",
            w("tabs", w("tab", val="num", pos=left)),
            w("ind", left=left, hanging=hanging),
        ),
        look,
        ilvl=level,
    )


def _look(*, bold: bool | None = None, colour: str | None = None, size: float = 0) -> Element:
    return w(
        "rPr",
        w("rFonts", ascii=FONT, hAnsi=FONT, cs=FONT, hint="default"),
        None if bold is None else w("b", val=int(bold)),
        w("color", val=colour, themeColor=THEME_COLOURS[colour]) if colour else None,
        w("sz", val=half_points(size)) if size else None,
        w("szCs", val=half_points(size)) if size else None,
    )


def _linked(level: int, style: str) -> str | None:
    """Return the id of the style that this level belongs to: the first three levels have one."""
    return style + ("" if level == 0 else str(level + 1)) if level < 3 else None


def _bullet(level: int) -> Element:
    return _level(
        level,
        "bullet",
        "•–•"[level % 3],
        left=LIST_STEP * (level + 1),
        hanging=LIST_STEP,
        style=_linked(level, "ListBullet"),
        look=_look(),
    )


def _number(level: int, style: str) -> Element:
    return _level(
        level,
        ("decimal", "lowerLetter", "lowerRoman")[level % 3],
        f"%{level + 1}.",
        left=LIST_STEP * (level + 1),
        hanging=LIST_STEP,
        style=_linked(level, style),
    )


def _section(level: int) -> Element:
    text = ".".join(f"%{n + 1}" for n in range(level + 1)) + ("." if level == 0 else "")
    return _level(level, "decimal", text, left=0, hanging=_SECTION_HANG)


def _notice(level: int) -> Element:
    return _level(
        level,
        ("decimal", "lowerLetter", "lowerRoman")[level % 3],
        f"%{level + 1}.",
        left=LIST_STEP * (level + 1),
        hanging=LIST_STEP,
        style="NoticeNumber" if level == 0 else None,
        look=_look(bold=True, colour=ACCENT) if level == 0 else None,
    )


def _achievement() -> Element:
    return _level(
        0,
        "decimal",
        "%1.",
        left=_ACHIEVEMENT_HANG,
        hanging=_ACHIEVEMENT_HANG,
        style="Achievement",
        look=_look(bold=True, colour=ACCENT, size=14),
    )


def _mark(mark: str, style: str) -> Element:
    return _level(
        0,
        "bullet",
        mark,
        left=_MARK_HANG,
        hanging=_MARK_HANG,
        style=style,
        look=_look(bold=True, colour=ACCENT, size=14),
    )
