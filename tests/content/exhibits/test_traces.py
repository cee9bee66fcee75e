"""Charts leave nothing on the machine and take nothing from it; papers without load nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
pytestmark = pytest.mark.slow  # each loads all in a process of its own

DRAW = """
import hashlib, sys
from panel_papers.inputs import FigureFiles
from panel_papers.content.exhibits import show_exhibits
sys.path.insert(0, {tests!r})
from conftest import OFFICERS, chart, paper_with, table
files = FigureFiles("inputs/june-2024", {{"data/officers.csv": OFFICERS.encode()}})
shown = show_exhibits(paper_with({markdown}), files)
assert not shown.problems, shown.problems
loaded = [name for name in ("matplotlib", "matplotlib.pyplot", "pandas") if name in sys.modules]
shown = [e.content for e in shown.paper.sections[0].prose.exhibits]
pictures = [each.data for each in shown if hasattr(each, "data")]
print(loaded, len(shown), [hashlib.sha256(each).hexdigest() for each in pictures])
if pictures:
    import matplotlib.font_manager
    print(matplotlib.font_manager.fontManager.ttflist)
"""


def run(markdown: str, home: Path, work: Path, **extra: str) -> str:
    names = ("HOME", "USERPROFILE", "LOCALAPPDATA", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")
    environment = {
        **{k: v for k, v in os.environ.items() if not k.startswith(("MPL", "MATPLOTLIB"))},
        **{name: str(home) for name in names},
        "PYTHONPATH": str(ROOT / "src"),
        **extra,
    }
    code = DRAW.format(tests=str(Path(__file__).parent), markdown=markdown)
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=work,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    home, work = tmp_path / "home", tmp_path / "work"
    home.mkdir()
    work.mkdir()
    return home, work


CHART = "chart('series: {Officers: officers}', kind='line')"


def test_no_file_is_written_and_no_font_looked_for(folders: tuple[Path, Path]):
    home, work = folders
    said = run(CHART, home, work)
    assert said.startswith("['matplotlib'] 1 ")
    assert said.splitlines()[1] == "[]", "matplotlib's list of the machine's fonts"
    assert [*home.rglob("*"), *work.rglob("*")] == []


def test_settings_on_the_machine_change_nothing(folders: tuple[Path, Path]):
    home, work = folders
    plain = run(CHART, home, work).splitlines()[0]
    settings = "lines.linewidth: 9\nfont.size: 30\naxes.facecolor: red\nsavefig.dpi: 20\n"
    (work / "matplotlibrc").write_text(settings, encoding="utf-8")
    (home / "matplotlibrc").write_text(settings, encoding="utf-8")
    named = str(home / "matplotlibrc")
    assert run(CHART, home, work, MATPLOTLIBRC=named, MPLBACKEND="svg").splitlines()[0] == plain


def test_prose_without_data_loads_neither_matplotlib_nor_pandas(folders: tuple[Path, Path]):
    assert run("'Just text.'", *folders).startswith("[] 0 []")


def test_a_table_loads_no_matplotlib(folders: tuple[Path, Path]):
    assert run("table()", *folders).startswith("[] 1 []")


def test_calculated_columns_and_a_total_need_no_pandas_and_a_sort_does(folders: tuple[Path, Path]):
    filtered = "'filter: {force: Example}', 'columns: {Year: year, N: officers * 2}', 'total: yes'"
    assert run(f"table({filtered})", *folders).startswith("[] 1 []")
    assert run(f"table({filtered}, 'sort: N')", *folders).startswith("['pandas'] 1 []")
