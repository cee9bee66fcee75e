"""Texts and docstrings are plain English: none of the program's has a word of our own dialect."""

from __future__ import annotations

import ast
import io
import re
import tokenize
import tomllib
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "panel_papers"
DIALECT = re.compile(
    r"\b(?:tells?|told|reckon\w*|stands?|stood|nil|faults?|mend(?:s|ed|ing)?|wanted|anew|strays?"
    r"|leavings|so many|word for word|h[eo]lds? against|goes on|gone on|otherwise than|blanks?)\b",
    re.IGNORECASE,
)
"""Say instead: report, calculate, is, error, correct, expected, again, unused, the number of,
verbatim, check against, continues, different from, space."""
ALLOWED = {
    # what is read, not what is said
    "content/figures/__init__.py": {"reckon"},
    "inputs/appendices/layout.py": {"nil"},
    "inputs/appendices/number_formats.py": {"nil"},
    "inputs/yaml/value_types.py": {"nil"},
    "inputs/cleaning/word/hues.py": {"nil"},
    "word/blocks/boxes.py": {"nil"},
    "checks/body_rules/required_sections.py": {"nil"},
    "checks/accessibility/empty_lines.py": {"blank"},
    "pdf/completeness/blocks.py": {"nil"},
    "pdf/completeness/expected.py": {"nil"},
    "template_tools/check/formats.py": {"nil"},
    "content/data/totals.py": {"nil"},
    "checks/wording/verb_forms.py": {"tell", "told"},
    "inputs/cleaning/pdf/unsaid.py": {"blank"},
    "word/filling/tags.py": {"mend"},
    # printed on a page that is empty, as usual
    "pdf/joining/blank.py": {"blank"},
    # names of JSON keys and of problems' codes, which scripts rely on
    "core/problem_formats.py": {"wanted"},
    "template_tools/diff/telling.py": {"faults"},
    "run/jobs/worker.py": {"fault"},
}
IN_THE_CODE = re.compile(
    r"\b(?:tells?|told|reckon\w*|stands?(?! for\b)|stood|nil|faults?|mend(?:s|ed|ing)?|anew|strays"
    r"|leavings|so many|word for word|h[eo]lds? against|goes on|gone on|otherwise than)\b(?!-)",
    re.IGNORECASE,
)
"""Of docstrings and comments. A mark may stand for a value, and a line may be blank."""
NOT_YET = ("content/data/", "content/exhibits/", "content/figures/")
"""Rooms whose docstrings and comments still have such words."""
_CODE = re.compile(r"[a-z]+(?:-[a-z]+)+")


def texts(path: Path) -> Iterator[tuple[int, str]]:
    """The texts of a module with their lines, without docstrings and codes."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documents = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in documents
            and not _CODE.fullmatch(node.value)
        ):
            yield node.lineno, node.value


def test_no_text_that_users_can_see_has_a_word_of_the_dialect():
    found, looked_at = [], 0
    for path in sorted(SOURCE.rglob("*.py")):
        name = path.relative_to(SOURCE).as_posix()
        for line, text in texts(path):
            looked_at += 1
            words = {word.lower() for word in DIALECT.findall(text)} - ALLOWED.get(name, set())
            found += [f"{name}:{line}: {word}" for word in sorted(words)]
    assert looked_at > 5_000
    assert found == []


def test_no_word_is_allowed_that_is_not_there():
    for name, words in ALLOWED.items():
        said = " ".join(text for _, text in texts(SOURCE / name)).lower()
        assert words <= set(DIALECT.findall(said)) | {"fault"}, name


def said_to_engineers(source: str) -> Iterator[tuple[int, str]]:
    """The docstrings and comments of a module, line by line, without names of the code."""
    lines = source.splitlines()
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Expr(value=ast.Constant(value=str())):
                for line in range(node.lineno, (node.end_lineno or node.lineno) + 1):
                    yield line, re.sub(r"`[^`]*`", "", lines[line - 1])
    if not any("#" in line and IN_THE_CODE.search(line.partition("#")[2]) for line in lines):
        return  # to read the tokens of all modules takes seconds
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], re.sub(r"`[^`]*`", "", token.string)


def test_no_docstring_or_comment_has_a_word_of_the_dialect():
    found, looked_at = [], 0
    for path in sorted(SOURCE.rglob("*.py")):
        name = path.relative_to(SOURCE).as_posix()
        for line, text in said_to_engineers(path.read_text(encoding="utf-8")):
            looked_at += 1
            if not name.startswith(NOT_YET):
                found += [f"{name}:{line}: {word}" for word in IN_THE_CODE.findall(text)]
    assert looked_at > 8_000
    assert found == []


def test_words_are_found_in_docstrings_and_comments():
    source = '"""A fault.\n\nIt is told of `fault`."""\nx = "told"  # it stands for a blank\n'
    said = " ".join(text for _, text in said_to_engineers(source))
    assert IN_THE_CODE.findall(said) == ["fault", "told"]


def test_a_word_of_the_dialect_is_found():
    assert DIALECT.findall("The fault stands in line 3; mend it.") == ["fault", "stands", "mend"]


def test_the_pages_that_users_open_have_no_word_of_the_dialect():
    pages = list(SOURCE.rglob("*.jinja"))
    assert len(pages) >= 5
    tags = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<[^>]*>", re.DOTALL)
    found = {
        path.name: words
        for path in pages
        if (words := DIALECT.findall(tags.sub(" ", path.read_text(encoding="utf-8"))))
    }
    assert found == {}


def test_no_explanation_of_a_problem_has_a_word_of_the_dialect():
    files = list(SOURCE.glob("*/problems.toml"))
    assert len(files) >= 9
    texts = {
        f"{path.parent.name}: {code}": " ".join(said.values())
        for path in files
        for code, said in tomllib.loads(path.read_text(encoding="utf-8")).items()
    }
    assert {
        code: DIALECT.findall(text) for code, text in texts.items() if DIALECT.search(text)
    } == {}
