"""Hostile Markdown, YAML, figures and tables of text."""

from __future__ import annotations

from random import Random

from .desk import YAML, Desk, Kind, repeated, size

PIECES = (
    *("{", "}", "{{ ", "{% ", "{# ", "{{ figures.x", "[", "]", "[[", "![", "(", "[a](", "[a]"),
    *(
        "[^",
        "[^a]",
        "[^a]: b\n",
        "*",
        "**",
        "_",
        "*a ",
        "a*b",
        "__a ",
        "~",
        "~~",
        "~~a",
        "`",
        "``a",
    ),
    *("`a ", "<", "<a ", "<!-- ", "<!--", "<?", "<![CDATA[", "&", "&amp", "&#1", "\\", "> ", ">"),
    *("- ", "- - ", "1. ", "1) ", "  - a\n", "# ", "#", "# a\n", "|", "|a|b\n|-|", "| - ", "a|"),
    *("=", "==", "^", "^a", "::", "[TBC ", "[insert ", "TBC ", "XX ", "???", "[x] ", "0 1 2 "),
    *("12 of the words here ", "£1 ", "1,000", "1.1.1.", "1/1/", "01/02/2024 ", "2024/25 ", "-"),
    *("--", "...", ". ", "A. ", "A.B.", "(a) ", "(a", "“", "”", "“a", "'", '"', "a'b", "’", "a’s "),
    *("@", "a@b", "a@b.c ", "http://a", "http://a.b ", "www.", "https://", "/", "appendix "),
    *("appendix 1 ", "appendix 1 and ", "Appendix A, ", "section ", "paragraph 1.1 ", "page 7 "),
    *("the the ", "the ", "The cat sat. ", "ABC ", "ABC (", "(ABC) ", "A Long Name (ALN) ", "A"),
    *("a", "Aa", "a ", "é", "\u200b", "\u0301", "a\u0301", "🙂", " ", "\t", "\n", "a\n", "a  \n"),
    *("a\\\n", "\u00a0", "\u2028", "\r", "March 2024 ", "Mr ", "5% ", "per cent ", "not for "),
    *("publication ", "draft ", "figures.", "{{ figures.a }} ", "{{ ref.a }} ", "a\n\n", "# a\n\n"),
    *("```\na\n```\n", "```chart\n", "[a]: b\n", "<b>", "</b>", "<https://a.b>", "![a](b.png)\n"),
)


def md_piece(desk: Desk, random: Random) -> None:
    desk.context(repeated(random.choice(PIECES), size(random)))


def md_two_pieces(desk: Desk, random: Random) -> None:
    pieces = random.choice(PIECES) + random.choice(PIECES)
    desk.context(repeated(pieces, size(random)))


def md_halves(desk: Desk, random: Random) -> None:
    length = size(random) // 2
    desk.context("".join(repeated(random.choice(PIECES), length) for _ in range(2)))


def md_nested(desk: Desk, random: Random) -> None:
    opening, closing = random.choice(
        [("[", "](a)"), ("*", "*"), ("(", ")"), ("“", "”"), ("![", "](a)")]
    )
    depth = size(random, 100_000)
    desk.context(opening * depth + "a" + closing * depth)


def md_nested_blocks(desk: Desk, random: Random) -> None:
    depth = size(random, 5_000)
    mark = random.choice(["> ", "- ", "1. "])
    if random.random() < 0.5:
        desk.context(mark * depth + "a\n")
    else:
        step = " " * len(mark)
        desk.context("".join(f"{step * n}{mark}a\n" for n in range(min(depth, 1_000))))


def md_wide_table(desk: Desk, random: Random) -> None:
    columns = size(random, 50_000)
    desk.context("|a" * columns + "|\n" + "|-" * columns + "|\n" + "|1" * columns + "|\n")


def md_long_table(desk: Desk, random: Random) -> None:
    desk.context("|Area|Sum|\n|-|-|\n" + "|Harlow|1|\n" * size(random, 20_000))


def md_footnotes(desk: Desk, random: Random) -> None:
    count = size(random, 10_000)
    desk.context(
        " ".join(f"a[^n{n}]" for n in range(count))
        + "\n\n"
        + "\n".join(f"[^n{n}]: b" for n in range(count))
    )


def md_abbreviations(desk: Desk, random: Random) -> None:
    def word() -> str:
        return "".join(random.choice("ABCDEFGH") for _ in range(4))

    desk.context(
        " ".join(f"Some Long Name ({word()}) and {word()}." for _ in range(size(random, 10_000)))
    )


def md_figures(desk: Desk, random: Random) -> None:
    desk.write(
        "figures.yaml", 'figures:\n  a:\n    formula: 2 + 3\n    label: A\n    format: "5"\n'
    )
    desk.context("It was {{ figures.a }} of {{ figures.nothing }}. " * size(random, 20_000))


def md_headings(desk: Desk, random: Random) -> None:
    desk.context(
        "".join(
            f"{'#' * random.randint(1, 6)} Part {n}\n\nText.\n\n"
            for n in range(size(random, 10_000))
        )
    )


def md_bytes(desk: Desk, random: Random) -> str:
    return desk.write("context.md", random.randbytes(size(random, 100_000)))


def md_appendix(desk: Desk, random: Random) -> str:
    return desk.appendix("a.md", "# A\n\n" + repeated(random.choice(PIECES), size(random)))


def yaml_keys(desk: Desk, random: Random) -> str:
    return desk.write(
        "paper.yaml", YAML + "".join(f"k{n}: 1\n" for n in range(size(random, 100_000)))
    )


def yaml_list(desk: Desk, random: Random) -> str:
    field = random.choice(["sections", "background_papers", "appendices", "accepted", "other"])
    item = random.choice(["a", "{title: b}", "[", "- ", "1"])
    return desk.write("paper.yaml", YAML + f"{field}:\n" + f"  - {item}\n" * size(random, 200_000))


def yaml_deep(desk: Desk, random: Random) -> str:
    opening = random.choice(["[", "{", "{a: ", "- ", "? ", "!!str ", "&a ", "- - "])
    return desk.write("paper.yaml", YAML + "other: " + opening * size(random))


def yaml_aliases(desk: Desk, random: Random) -> str:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    for n in range(1, random.randint(3, 30)):
        lines.append(f"a{n}: &a{n} [" + ", ".join([f"*a{n - 1}"] * 9) + "]")
    return desk.write("paper.yaml", YAML + "\n".join(lines) + "\n")


def yaml_scalar(desk: Desk, random: Random) -> str:
    field = random.choice(["short_title", "title2", "nation", "pack", "late", "body", "language"])
    return desk.write(
        "paper.yaml", YAML + f"{field}: {repeated(random.choice(PIECES), size(random))!r}\n"
    )


def yaml_title(desk: Desk, random: Random) -> str:
    words = (
        repeated(random.choice([*PIECES, "Word ", "A"]), size(random))
        .replace('"', "")
        .replace("\\", "")
    )
    return desk.write("paper.yaml", YAML.replace('"Case"', f'"{words}"'))


def yaml_number(desk: Desk, random: Random) -> str:
    number = random.choice(["9", "0x9", "1e9", "-1", ".1", "1:1", "1_"]) * size(random, 100_000)
    return desk.write("paper.yaml", YAML + f"late: {number}\n")


def yaml_duplicates(desk: Desk, random: Random) -> str:
    return desk.write("paper.yaml", YAML + "title: b\n" * size(random, 100_000))


def yaml_bytes(desk: Desk, random: Random) -> str:
    return desk.write("paper.yaml", random.randbytes(size(random, 100_000)))


def yaml_appendix(desk: Desk, random: Random) -> str:
    return desk.appendix(
        "a.yaml", "title: a\n" + "".join(f"k{n}: [1]\n" for n in range(size(random, 50_000)))
    )


def figures_expression(desk: Desk, random: Random) -> str:
    length = size(random, 200_000)
    expression = random.choice(
        [
            "(" * length + "1" + ")" * length,
            "1" + "+1" * length,
            "-" * length + "1",
            "9" * length,
            "9**" * min(length, 2000) + "9",
            "9" + "*99999999" * length,
            "a" * length,
            "1 if " * length,
            "[" * length,
            "'" + "a" * length + "'*" + "9" * 12,
        ]
    )
    return desk.write(
        "figures.yaml",
        f'figures:\n  x:\n    formula: {expression}\n    label: A\n    format: "5"\n',
    )


def _formulas(formulas: list[str]) -> str:
    return "figures:\n" + "".join(
        f'  f{n}:\n    formula: {formula}\n    label: Number {n}\n    format: "5"\n'
        for n, formula in enumerate(formulas)
    )


def figures_chain(desk: Desk, random: Random) -> str:
    step = random.choice(["f{0} + 1", "f{0} + f{0}", "f{0} * f{0}"])
    steps = [step.format(n) for n in range(size(random, 20_000))]
    return desk.write("figures.yaml", _formulas(["3 + 0", *steps]))


def figures_ring(desk: Desk, random: Random) -> str:
    count = size(random, 5_000)
    return desk.write("figures.yaml", _formulas([f"f{(n + 1) % count} + 1" for n in range(count)]))


KINDS: dict[str, Kind] = {
    name: value
    for name, value in list(globals().items())
    if name.startswith(("md_", "yaml_", "figures_"))
}
