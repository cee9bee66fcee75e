"""Text that prints as it is: a backslash before what Markdown would take for a mark."""

from __future__ import annotations

import re

# What looks like a template's tag is text for Markdown as it is, and a figure's tag is looked
# up: neither may be changed.
_TAG = re.compile(r"(\{\{.{0,1000}?\}\}|\{%.{0,1000}?%\})")
_ALWAYS = re.compile(r"[\\`*\[\]]")
_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_ANGLE = re.compile(r"<(?=[A-Za-z/!?])")
_ENTITY = re.compile(r"&(?=#|\w{1,40};)")
_BRACE = re.compile(r"\{(?=[{%#]|$)")
_LINE = (
    re.compile(r"(?=#{1,6}(?:\s|$))"),
    re.compile(r"(?=>)"),
    re.compile(r"(?=[-+](?:\s|$))"),
    re.compile(r"(?<![-=|:\s])(?=[-=|:][-=|:\s]*$)"),
    re.compile(r"(?=[-=<>]{3})"),
    re.compile(r"(?=~{3})"),
    re.compile(r"(?=[|:])"),
)
_NOTE = re.compile(r"\[\^\d+\](?=:)")
_NUMBER = re.compile(r"(\d{1,9})([.)])(?=\s|$)")


def escaped(text: str) -> str:
    """Return text with a backslash before each sign that Markdown would take for a mark."""
    parts = _TAG.split(text)
    return "".join(part if at % 2 else _signs(part) for at, part in enumerate(parts))


def line_begun(line: str) -> str:
    """Return a line with a backslash where its beginning would make it another block."""
    if number := _NUMBER.match(line):
        return f"{number[1]}\\{line[number.start(2) :]}"
    if note := _NOTE.match(line):  # with a colon it would be the footnote itself
        return f"{note[0]}\\{line[note.end() :]}"
    if any(each.match(line) for each in _LINE):
        return f"\\{line}"
    return line


def _signs(text: str) -> str:
    text = _ALWAYS.sub(lambda found: f"\\{found[0]}", text)
    text = _UNDERSCORE.sub(r"\\_", text)
    text = _ANGLE.sub(r"\\<", text)
    text = _ENTITY.sub(r"\\&", text)
    text = _BRACE.sub(r"\\{", text)
    for sign in "~^":
        text = text.replace(sign, f"\\{sign}")
    return text
