"""One paper built: figures in cells and on the cover, and what the hand-over sheet confirms."""

from __future__ import annotations

import csv
import html
import io
import re
import shutil
from pathlib import Path

import docx
import pytest
from pdfminer.high_level import extract_text

from ...commands import run_command
from ..restricted.scan import forms

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
SECRETS = ("48,219", "48219", "lowest_bid", "lowest bid", "quorl", "159,944", "Quillfeather")


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("confirmed")
    shutil.copytree(HERE / "inputs", folder / "inputs")
    shutil.copytree(ROOT / "templates", folder / "templates")
    done = run_command("spend-2024", "--engine", "embedded", folder=folder, program="make_paper")
    assert done.returncode == 0, done.stderr
    return folder / "outputs" / "spend-2024"


def words(path: Path) -> str:
    return " ".join(extract_text(str(path)).split())


def register(path: Path) -> dict[str, list[str]]:
    """The places where each figure is used."""
    rows = csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""))
    return {row["Figure"]: row["Where it is used"].split("; ") for row in rows}


def confirmed(outputs: Path) -> list[str]:
    """What the page lists, heading and items, without its marks."""
    page = (outputs / "spend-2024-handover.html").read_text(encoding="utf-8")
    section = page.partition('<section aria-labelledby="confirmed">')[2].partition("</section>")[0]
    found = re.findall(r"<(?:h3|li)>(.*?)</(?:h3|li)>", section)
    return [html.unescape(each) for each in found]


def test_cells_and_cover_print_the_figures_in_word_and_pack(outputs: Path):
    pack = words(outputs / "spend-2024-pack.pdf")
    for said in (
        "Spending of £8,765 in 2023/24",
        "All three wards",
        "A grant of £8,765 lapses.",
        "one of three",
        "All of three wards",
    ):
        assert said in pack
    assert "{{" not in pack
    (table,) = docx.Document(str(outputs / "spend-2024-appendix-1.docx")).tables
    assert [cell.text for cell in table.rows[-1].cells] == ["Total", "£8,765", ""]


def test_the_register_names_line_and_cell_of_each_use(outputs: Path):
    used = register(outputs / "spend-2024-figures.csv")
    assert set(used) == {"spend", "budget", "wards", "not sourced"}
    assert "appendices/wards.csv:5, column 2" in used["spend"]
    assert used["wards"][-2:] == [
        "appendices/wards.csv:4, column 3",
        "appendices/posts.xlsx, sheet “Posts”, cell A4",
    ]
    paper_yaml = [place for place in used["spend"] if place.startswith("paper.yaml:")]
    assert [place.split(":")[1] for place in paper_yaml] == ["1", "8"]


def test_the_sheet_lists_what_was_calculated_and_is_right(outputs: Path):
    assert confirmed(outputs) == [
        "Totals that add up (4)",
        "“Total” of table 1 (“Spending by service”) adds up: “Budget”, “Spend”, rows 2 to 3",
        "“Total” of the table in context.md, line 10, adds up: “Posts”, “Vacant”, lines 12 to 13",
        "“Total” of the table of appendix 1 adds up: “Spend”, rows 2 to 4, £8,765",
        "“All of three wards” of the table of appendix 2 adds up: “Posts 2023”, “Posts 2024”, "
        "“Change”, rows 2 to 3",
        "Percentages that sum to 100 (1)",
        "The percentages of table 1 (“Spending by service”) sum to 100: “Share”, rows 2 to 3",
        "Assertions of figures.yaml that hold (1)",
        "“budget > spend”: budget is 9000, spend is 8765",
    ]
    captions = [
        each.text
        for each in docx.Document(str(outputs / "spend-2024-report.docx")).paragraphs
        if each.style is not None and each.style.name == "Caption"
    ]
    assert captions == ["Table 1: Spending by service"]


def test_what_only_restricted_appendices_hold_is_in_their_folder_alone(outputs: Path):
    public = [path for path in outputs.iterdir() if path.is_file()]
    assert len(public) > 5
    for path in public:
        held = list(forms(path.name, path.read_bytes()))
        assert not [s for s in SECRETS if any(s.casefold() in each for each in held)], path.name
    restricted = outputs / "restricted"
    assert "£48,219" in words(restricted / "spend-2024-pack-restricted.pdf")
    used = register(restricted / "spend-2024-figures-restricted.csv")
    assert used["lowest_bid"] == ["appendices/bids-quorl.csv:3, column 2"]
    rows = (restricted / "spend-2024-confirmed-restricted.csv").read_text(encoding="utf-8-sig")
    assert [each[1] for each in csv.reader(io.StringIO(rows))] == [
        "Result",
        "“Total” of the table of appendix 3 adds up: “Bid”, “Extras”, “All”, rows 2 to 4",
        "“Total” of data/spend.csv adds up: “Budget”, B2:B3, £9,000 (figure budget)",
        "“spend == 8765”: spend is 8765",
        "“wards * 2 > wards”: wards * 2 is 6, wards is 3",
        "“lowest_bid > spend”: lowest_bid is 48219, spend is 8765",
    ]
