"""What to type in the place of footnotes that were typed by hand."""

from __future__ import annotations

from panel_papers.checks.references import typed_footnotes

from ..rules_helpers import Case


def test_two_marks_of_one_number_get_two_names(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    case = Case(tmp_path)
    case.prose("The options[1] were costed.¹\n\n[1] See the report.\n\n¹ In May.\n")
    hints = [each.hint or "" for each in typed_footnotes.find(case.subject())]
    assert [hint.partition(" here")[0] for hint in hints] == ["write “[^1]”", "write “[^2]”"]
