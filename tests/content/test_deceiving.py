"""What deceives in a text, and what writing needs."""

from __future__ import annotations

import pytest

from panel_papers.content.deceiving import deceptions

DECEIVES = {
    "a sum turned round": ("of \u202e005,1£\u202c now", 3, ["202E", "202C"]),
    "an isolate": ("Pay \u2066evil\u2069 now", 4, ["2066", "2069"]),
    "a mark in a Latin line": ("Report\u200e 2", 6, ["200E"]),
    "a zero width space": ("two\u200bwords", 3, ["200B"]),
    "a joiner of Latin letters": ("co\u200dop", 2, ["200D"]),
    "a non-joiner of Latin letters": ("co\u200cop", 2, ["200C"]),
    "a word joiner": ("a\u2060b", 1, ["2060"]),
    "a byte order mark inside": ("x\ufeffy", 1, ["FEFF"]),
    "tag letters": ("end\U000e0041\U000e0042.", 3, ["E0041", "E0042"]),
    "a flag of words": ("\U0001f3f4\U000e0070\U000e0061\U000e0079 x", 1, ["E0070"]),
    "a variation of a letter": ("a\ufe0fb", 1, ["FE0F"]),
    "a variation of a digit": ("1\ufe0f0", 1, ["FE0F"]),
    "varied nothing": ("a \U000e0101\U000e0102", 2, ["E0101", "E0102"]),
    "a soft hyphen in a number": ("50\u00ad00", 2, ["00AD"]),
    "a filler of Korean": ("a\u3164b", 1, ["3164"]),
    "a Cyrillic letter in a Latin word": ("to pаypal", 3, ["0430"]),
    "a Latin letter in a Cyrillic word": ("Mосква", 0, ["004D"]),
    "a Greek capital before Latin letters": ("Αccount", 0, ["0391"]),
    "a Greek letter in a Latin word": ("pαypal", 0, ["03B1"]),
    "an Armenian letter": ("cօuncil", 0, ["0585"]),
    "a Cherokee letter": ("Ꭺudit", 0, ["13AA"]),
    "a word wholly of Cyrillic look-alikes": ("to сосо Ltd", 3, ["0441", "043E"]),
    "a capital word of look-alikes": ("the СОР met", 4, ["0421", "041E", "0420"]),
    "a word of Greek look-alikes": ("ΤΟΚΙΟ office", 0, ["03A4", "039F"]),
    "look-alikes below a line in Russian": ("Москва\nсосо pay", 7, ["0441", "043E"]),
    "in the second line": ("one\ntwo\u200b", 7, ["200B"]),
}
INNOCENT = {
    "Welsh": "Ŵyl Llŷn, Tŷ’r Ysgol, tŵr, gwŷdd",
    "Polish": "Łódź, Wałęsa, żółć",
    "accents typed apart": "w\u0302yl nai\u0308ve",
    "units": "5 μg, 3 µm, kΩ, MΩ, μSv, °C",
    "formulas": "Δt, α-helix, pH, β2, λmax, αmax, νmax, ρg, χ², σx, ΔH",
    "Greek": "Αθήνα, ΑΕ, Ελλάδα: “το”",
    "Russian": "Москва и Россия, PR-отдел",
    "Russian with a Latin name": "Отчёт о работе для PFCC: сосо, рост, нос, хор",
    "a Russian name in English": "the newspaper “Правда” and the magazine “Новое время”",
    "Ukrainian in English": "the leaflet “Як отримати допомогу” (how to get help)",
    "Greek in English": "the word “λόγος” and the letters α, ν and ρ",
    "Greek words in English": "the title “Το Βήμα” is Greek",
    "Armenian in English": "the word “հայերեն” (Armenian)",
    "a letter for a list": "а) first, с) third",
    "Russian words in English": "the words “нос” and “рост”; “кот”",
    "a formula of Greek letters": "the product ατ, and κν",
    "Hebrew with marks": "שלום \u200fעולם (a)\u200e",
    "Persian with non-joiners": "می\u200cخواهم",
    "Arabic": "مرحبا\u200f 5",
    "Hindi": "क्\u200dष र्\u200cय",
    "Thai": "ภาษา\u200bไทย",
    "Japanese": "日本語Q&Aについて\u200b話",
    "an old form of a Han sign": "葛\U000e0100飾",
    "Mongolian": "ᠠ\u180b",
    "families": "👩\u200d👩\u200d👧, 👩🏽\u200d⚕\ufe0f, ⛹🏿\u200d♂\ufe0f, 🧑🏻\u200d🤝\u200d🧑🏿",
    "emoji": "👍🏽 ❤\ufe0f 1\ufe0f\u20e3 🏳\ufe0f\u200d🌈 ℹ\ufe0f ©\ufe0f ☎\ufe0e ✔\ufe0f ➡\ufe0f",
    "the flag of Wales": "🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f",
    "soft hyphens in words": "co\u00adoper\u00adation",
    "a sentence": "naïve café – “£1,000” … 50\u00a0% ½ ² № § • ✓",
}


@pytest.mark.parametrize("name", DECEIVES)
def test_what_deceives_is_found_with_its_code_points(name: str):
    text, start, points = DECEIVES[name]
    first = deceptions(text)[0]
    assert first.start == start
    assert [point for point in points if f"U+{point} (" not in first.found] == []


@pytest.mark.parametrize("name", INNOCENT)
def test_what_writing_needs_passes(name: str):
    assert deceptions(INNOCENT[name]) == []


def test_a_soft_hyphen_counts_where_something_is_decided():
    assert deceptions("ap\u00adprove") == []
    assert [each.start for each in deceptions("ap\u00adprove", strict=True)] == [2]


def test_of_many_characters_the_first_are_named():
    found = deceptions("x" + "".join(chr(0xE0061 + each) for each in range(20)))
    assert [each.found.count("U+") for each in found] == [4]
    assert "and 16 others" in found[0].found


def test_long_texts_of_such_characters_come_to_an_end():
    """Work that grows with the square of the length takes hours."""
    for piece in ("\u202ea", "pа", "\u200b", "a\ufe0f", "\U0001f3f4\U000e0061"):
        assert deceptions(piece * 100_000)
