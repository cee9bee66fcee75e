"""What the tests of all areas share: the project's own papers and templates, and LibreOffice."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings

from panel_papers.pdf.engines.libreoffice import find_soffice

from .ooxml_validator import NO_NPM, has_npm
from .scheduling import Together
from .verapdf import NO_JAVA, has_java

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from xdist.remote import Producer

ROOT = Path(__file__).parent.parent

# The same examples in every run, so that a red run is a change's fault and can be run again.
# To look for new ones: pytest --hypothesis-profile=wild
# No example is red for the time that it takes on a busy machine, or that it takes to be made.
settings.register_profile(
    "steady", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("wild", derandomize=False, deadline=None, print_blob=True)
settings.load_profile("steady")

NO_LIBREOFFICE = (
    "LibreOffice is not installed: https://www.libreoffice.org/download, or on Debian and Ubuntu "
    "“sudo apt-get install libreoffice-writer-nogui”"
)
NO_CHROMIUM = (
    "Chromium is not installed: https://www.chromium.org, or on Debian and Ubuntu “sudo apt-get "
    "install chromium”"
)


NO_STRACE = (
    "strace is not installed, or may not trace here: on Debian and Ubuntu “sudo apt-get install "
    "strace”"
)


def has_strace() -> bool:
    """Say whether this system lets its users record what a command does."""
    if shutil.which("strace") is None:
        return False
    tried = ["strace", "-f", "--seccomp-bpf", "-e", "trace=connect", "-o", os.devnull, "true"]
    return subprocess.run(tried, capture_output=True, check=False).returncode == 0


def find_chromium() -> str | None:
    """Return the program of a Chromium, or of the browsers made from it."""
    names = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
    return next((path for name in names if (path := shutil.which(name))), None)


# No test, and no command that one runs, gets what an earlier run made.
os.environ["PANEL_PAPERS_CACHE"] = ""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Have one process more than processors: many tests wait for engines, locks and clocks."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0)) + 1
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Together:
    """Have tests that look at one built paper run in one process."""
    return Together(config, log)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--renew-speech", action="store_true", help="write what is heard of packs anew, to be read"
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    lacking = {}
    if find_soffice() is None:
        lacking["libreoffice"] = NO_LIBREOFFICE
    if find_chromium() is None:
        lacking["chromium"] = NO_CHROMIUM
    if any(item.get_closest_marker("strace") for item in items) and not has_strace():
        lacking["strace"] = NO_STRACE
    if not has_java():
        lacking["java"] = NO_JAVA
    if not has_npm():
        lacking["npm"] = NO_NPM
    for item in items:
        for marker, reason in lacking.items():
            if item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's own folder, with its templates and papers."""
    return ROOT


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder of this run of the suite that all its processes share."""
    own = tmp_path_factory.getbasetemp()
    folder = (own if worker_id == "master" else own.parent) / "shared"
    folder.mkdir(exist_ok=True)
    return folder


MadeOnce = Callable[[str, Callable[[Path], None]], Path]


@pytest.fixture(scope="session")
def made_once(shared_folder: Path) -> MadeOnce:
    """Make a folder once for all processes of this run; who changes it works on a copy."""

    def made(name: str, make: Callable[[Path], None]) -> Path:
        folder, finished = shared_folder / name, shared_folder / f"{name}.made"
        with FileLock(shared_folder / f"{name}.lock"):
            if not finished.exists():
                shutil.rmtree(folder, ignore_errors=True)  # of a process that was killed
                folder.mkdir()
                make(folder)
                finished.touch()
        return folder

    return made


@pytest.fixture(
    params=["rdocx", "dxpdf", pytest.param("libreoffice", marks=pytest.mark.libreoffice)],
)
def engine_name(request: pytest.FixtureRequest) -> str:
    """Each engine in turn."""
    return str(request.param)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium without a window, of this machine: playwright brings none here."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=60_000)  # milliseconds; a busy machine draws slowly
    with sync_playwright() as player:
        chromium = player.chromium.launch(executable_path=find_chromium())
        yield chromium
        chromium.close()


# How a page is looked at: the window's width, and the colours that the reader's computer asks for.
LOOKS = ((1280, "light"), (1280, "dark"), (320, "light"), (320, "dark"))


@pytest.fixture(params=LOOKS, ids=lambda look: f"{look[0]}-{look[1]}")
def look_at(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Callable[[str], Page]]:
    """Open an address in each way in which a page can be looked at."""
    width, scheme = request.param
    pages = []

    def opened(address: str) -> Page:
        size = {"width": width, "height": 900}
        page = browser.new_page(viewport=size, color_scheme=scheme, reduced_motion="reduce")
        pages.append(page)
        page.goto(address)
        return page

    yield opened
    for page in pages:
        page.close()


@pytest.fixture
def barriers() -> Callable[[Page], list[tuple[str, list[str]]]]:
    """Run axe-core on a page: its rules that are broken, each with the elements.

    What runs beyond the window's edge is among them: nobody is to scroll for it (WCAG 2.2, 1.4.10).
    """
    from axe_playwright_python.sync_playwright import Axe

    def found(page: Page) -> list[tuple[str, list[str]]]:
        answer = Axe().run(page).response
        assert len(answer["passes"]) > 10, "axe-core did not look at the page"
        broken = [
            (rule["id"], [str(node["target"]) for node in rule["nodes"]])
            for rule in answer["violations"]
        ]
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        return [*broken, *([("too-wide", [str(wide)])] if wide > 0 else [])]

    return found
