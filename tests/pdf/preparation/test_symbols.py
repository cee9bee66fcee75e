"""Symbols of Windows' fonts as Unicode characters."""

from __future__ import annotations

import unicodedata

import pytest
from simpledocs import PARTS, STYLES, document, everywhere, inside, para, run, shown_text

from panel_papers.core import without_glyph
from panel_papers.pdf.preparation import prepared
from panel_papers.pdf.preparation.symbol_tables import SYMBOL_FONTS

SEGOE = "".join(f' w:{kind}="Segoe UI Symbol"' for kind in ("ascii", "hAnsi", "eastAsia", "cs"))
TIMES = SEGOE.replace("Segoe UI Symbol", "Times New Roman")


def sym(font: str, code: str) -> str:
    return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'


def in_font(font: str, text: str) -> str:
    return run(text, f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>')


def symbols(text: str) -> str:
    return run(text, f"<w:rFonts{SEGOE}/>")


# From the fonts' own charts, typed by hand: what forms and letters use.
KNOWN = {
    "wingdings": {
        "F0FC": "✓", "F0FB": "✘", "F0FD": "☒", "F0FE": "☑", "F0A8": "□", "F06F": "□", "F0A7": "▪",
        "F0E0": "→", "F0DF": "←", "F028": "☎", "F02A": "✉", "F04A": "☺", "F0D8": "➢", "F06E": "◼",
        "F076": "❖", "F08C": "➊", "F081": "➀", "F022": "✂", "F046": "☞", "F0AB": "★",
    },
    "wingdings 2": {
        "F050": "✓", "F04F": "✗", "F052": "☑", "F053": "☒", "F0A3": "□", "F02A": "🗆", "F098": "●",
        "F06A": "①",
    },
    "wingdings 3": {"F070": "▲", "F071": "▼", "F022": "→", "F021": "←", "F075": "▶"},
    "webdings": {"F061": "✔", "F072": "✕", "F063": "□", "F0E9": "♿", "F06E": "⬤"},
    "symbol": {
        "F061": "α", "F057": "Ω", "F0B7": "•", "F0A3": "≤", "F0B3": "≥", "F0B1": "±", "F0B0": "°",
        "F0AE": "→", "F0DE": "⇒", "F0E5": "∑", "F06D": "μ", "F070": "π", "F0B4": "×", "F0A0": "€",
        "F0D6": "√", "F0A5": "∞", "F02D": "−",
    },
}  # fmt: skip


@pytest.mark.parametrize("font", KNOWN)
def test_symbols_are_the_characters_of_the_fonts_charts(font: str):
    codes = KNOWN[font]
    content = para(*(sym(font.title(), code) for code in codes))
    assert shown_text(prepared(document(content))) == "".join(codes.values())
    as_text = para(in_font(font.title(), "".join(chr(int(code, 16)) for code in codes)))
    assert shown_text(prepared(document(as_text))) == "".join(codes.values())


@pytest.mark.parametrize("font", SYMBOL_FONTS)
def test_a_table_has_a_character_or_nothing_for_each_code(font: str):
    table = SYMBOL_FONTS[font]
    assert len(table) == 224
    assert table[0] == " "
    kinds = {unicodedata.category(c)[0] for c in table}
    assert kinds <= set("LNPSZ")  # letters to spaces: no control and no private character


def test_ticks_boxes_arrows_and_greek_letters_are_in_the_fonts_that_are_shipped():
    common = "".join(character for codes in KNOWN.values() for character in codes.values())
    assert without_glyph(common, "linux") == {"🗆"}


def test_a_symbol_in_a_line_is_a_run_of_its_own_everywhere():
    there = (
        '<w:r><w:rPr><w:b/></w:rPr><w:t>a</w:t><w:sym w:font="Wingdings" w:char="F0FC"/>'
        "<w:t>b</w:t></w:r>"
    )
    expected = (
        "<w:r><w:rPr><w:b/></w:rPr><w:t>a</w:t></w:r>"
        f'<w:r><w:rPr><w:rFonts{SEGOE}/><w:b/></w:rPr><w:t xml:space="preserve">✓</w:t></w:r>'
        "<w:r><w:rPr><w:b/></w:rPr><w:t>b</w:t></w:r>"
    )
    result, simple = prepared(everywhere(para(there))), everywhere(para(expected))
    for part in PARTS:
        assert inside(result, part) == inside(simple, part)


def test_letters_typed_in_a_symbol_font_are_symbols_and_greek_looks_like_times():
    result = prepared(document(para(in_font("Wingdings", "ü"), in_font("Symbol", "abc"))))
    greek = run("αβχ", f"<w:rFonts{TIMES}/>")
    assert inside(result) == para(symbols("✓"), greek)


def test_a_font_that_a_style_names_counts():
    style = (
        '<w:style w:type="character" w:styleId="Tick"><w:name w:val="Tick"/><w:rPr>'
        '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr></w:style>'
    )
    named = '<w:rStyle w:val="Tick"/>'
    result = prepared(document(para(run("ü", named), "ü"), styles=STYLES + style))
    assert inside(result) == para(run("✓", f"{named}<w:rFonts{SEGOE}/>"), "ü")


@pytest.mark.parametrize(
    "content",
    [
        in_font("Symbol", "\uf0f0"),  # the Apple logo
        in_font("Wingdings", "漢"),
        in_font("Arial", "ü"),
        sym("Wingdings", "F00A"),
        sym("Wingdings", "oops"),
        sym("Marlett", "F061"),
    ],
)
def test_what_is_not_known_stays(content: str):
    docx = document(para("a", content))
    assert prepared(docx) == docx


def test_of_text_that_is_known_in_part_the_rest_keeps_its_font():
    result = prepared(document(para(in_font("Wingdings", "ü漢"))))
    assert inside(result) == para(symbols("✓"), in_font("Wingdings", "漢"))
