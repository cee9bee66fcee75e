"""One value of a YAML text changed, added or taken out; all else stays as typed."""

import pytest
from ruamel.yaml import YAML

from panel_papers.inputs.yaml.editing import with_item, with_value, without_item

TEXT = """\
# A comment.
title: Plain text   # and why
quoted: "Double: quoted"
single: 'it''s'
block: >-
  Lines that are folded
  into one.

  A second paragraph.
kept: |
  As typed
    further in
items:
  # the first
  - one
  - "two: 2"

  # the third
  - three
groups:
  - name: a
    values: [x, y]
"""


def read(text):
    return YAML(typ="safe").load(text)


@pytest.mark.parametrize(
    "path", [("title",), ("quoted",), ("single",), ("block",), ("kept",), ("items", 1)]
)
@pytest.mark.parametrize(
    "value",
    [
        "New text",
        "with: a colon",
        "# no comment",
        "it’s “quoted” \"twice\" and 'once'",
        "two  spaces and a very long text " + "word " * 40 + "end",
        "first\n\nsecond\n\n- a\n  - b",
        "{{ figures.x }} and [x]",
        "back\\slash",
    ],
)
def test_another_value_is_read_as_it_was_given(path, value):
    value = value + "\n" if path == ("kept",) else value
    new = with_value(TEXT, path, value)
    expected = read(TEXT)
    if len(path) == 2:
        expected[path[0]][path[1]] = value
    else:
        expected[path[0]] = value
    assert read(new) == expected
    for comment in ("# A comment.", "# the first", "# the third"):
        assert comment in new


def test_only_the_lines_of_the_value_change():
    new = with_value(TEXT, ("title",), "Other text")
    assert new == TEXT.replace("Plain text", "Other text")
    new = with_value(TEXT, ("quoted",), "Other: text")
    assert new == TEXT.replace("Double: quoted", "Other: text")


def test_an_item_comes_behind_another():
    new = with_item(TEXT, ("items", 1), "two and a half")
    assert new == TEXT.replace('  - "two: 2"\n', '  - "two: 2"\n  - two and a half\n')


def test_an_item_goes_with_its_comment():
    new = without_item(TEXT, ("items", 2))
    assert new == TEXT.replace("  # the third\n  - three\n", "")


@pytest.mark.parametrize("path", [("groups", 0, "values", 0), ("title",), ("items", 9)])
def test_what_has_no_line_of_its_own_is_not_touched(path):
    assert with_item(TEXT, path, "new") is None
    assert without_item(TEXT, path) is None
