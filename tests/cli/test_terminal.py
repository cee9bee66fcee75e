"""Nothing that comes from a file steers the terminal of who reads the messages."""

import subprocess
import sys
import zipfile

import pytest

from panel_papers.cli.terminal import visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b]0;title\x07", "\\u001b]0;title\\u0007"),
        ("a\rb\x08c\x9b2J", "a\\u000db\\u0008c\\u009b2J"),
        ("\u202e123\u2066", "\\u202e123\\u2066"),
        ("two\nlines\tand “é” 👩\u200d🚒", "two\nlines\tand “é” 👩\u200d🚒"),
    ],
)
def test_controls_are_shown_as_code_points(text, shown):
    assert visible(text) == shown


def test_name_inside_an_archive_does_not_reach_the_terminal_as_typed(tmp_path):
    paper = tmp_path / "inputs" / "case"
    paper.mkdir(parents=True)
    with zipfile.ZipFile(paper / "a.docx", "w") as archive:
        archive.writestr("../\x1b]0;mine\x07.xml", "x")
    (paper / "paper.yaml").write_text(
        "title: Case\nappendices:\n  - {title: A, file: a.docx}\n", encoding="utf-8"
    )
    # A process of its own: a check forks, which a process with threads, as this is, may not bear.
    code = "from panel_papers.cli import panel_papers; panel_papers()"
    command = [sys.executable, "-c", code, "check", "case", "--inputs", str(tmp_path / "inputs")]
    told = subprocess.run(command, capture_output=True, encoding="utf-8", check=False).stderr
    assert "\\u001b]0;mine\\u0007.xml" in told
    assert "\x1b" not in told
