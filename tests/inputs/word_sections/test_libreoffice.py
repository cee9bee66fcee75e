"""A section that LibreOffice wrote is read as the Markdown of the same content."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from .conftest import read_bytes

HTML = """\
<html><head><meta charset="utf-8"></head><body>
<h2>What was done</h2>
<p>The <b>roof</b> was <i>repaired</i> in 2024 &amp; <s>1999</s>, 40 m<sup>2</sup>
and CO<sub>2</sub>, see <a href="https://example.org/a?b=c">the plan</a>.
It cost {{ figures.total }}.<br>A second line.</p>
<ul><li>first</li><li>second<ul><li>deep</li><li>deeper</li></ul></li><li>third</li></ul>
<p>Words between.</p>
<ol><li>one</li><li>two<ol><li>inner</li></ol></li></ol>
<p>Again</p>
<ol start="3"><li>three</li><li>four</li></ol>
<h3>Costs</h3>
<table border="1"><thead><tr><th>Item</th><th align="right">Cost</th></tr></thead>
<tbody><tr><td>Pens</td><td align="right">£5</td></tr>
<tr><td>Paper<br>A4</td><td align="right">£10</td></tr></tbody></table>
<blockquote>Quoted words.</blockquote>
<p>The end.</p>
</body></html>
"""
MARKDOWN = """\
## What was done

The **roof** was *repaired* in 2024 & ~~1999~~, 40 m<sup>2</sup> and CO<sub>2</sub>, see \
[the plan](https://example.org/a?b=c). It cost {{ figures.total }}.\\
A second line.

- first
- second
  - deep
  - deeper
- third

Words between.

1. one
2. two
   1. inner

Again

3. three
4. four

### Costs

| Item | Cost |
| --- | --: |
| Pens | £5 |
| Paper<br>A4 | £10 |

> Quoted words.

The end.
"""


@pytest.mark.libreoffice
def test_what_libreoffice_wrote_is_read_as_markdown_says_it(tmp_path: Path) -> None:
    (tmp_path / "context.html").write_text(HTML, encoding="utf-8")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    form = ("--infilter=HTML (StarWriter)", "--convert-to", "docx:MS Word 2007 XML")
    command = ["soffice", profile, "--headless", *form, "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "context.html")], check=True, capture_output=True)
    section = read_bytes((tmp_path / "context.docx").read_bytes())
    assert section.prose.markdown == MARKDOWN
    assert [each.found for each in section.problems] == [
        "Word numbers a list 1., and it is printed as a."
    ], "HTML numbers nested lists 1., too"
