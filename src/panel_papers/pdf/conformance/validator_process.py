"""The program that `page_validation` runs: reads a PDF and writes what breaks PDF/UA-1, as JSON.

Of a PDF that claims to be PDF/A, it writes what breaks PDF/A-2a too. Where that claim is false, it
writes of the PDF with spaces in its place what breaks PDF/UA-1: so it is published.

It is run by its path and imports nothing of this package.
"""

from __future__ import annotations

import json
import sys
import threading
from importlib import import_module
from importlib.machinery import PathFinder

TYPE_CHECKING = False  # mypy knows this name; `typing` takes a tenth of what this process takes
if TYPE_CHECKING:
    from types import ModuleType

_CLAIM = b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>"
_PROCESSOR_SECONDS = 60
_MEMORY = 4 * 1024**3
_LARGEST = 2**30
"""Bytes of a PDF, and of what is unpacked from it: a scan of 600 dpi unpacks to 100 MB a page."""

_LONGEST_CHAIN = 15_000
"""References one after another: each bookmark leads to the next one. Usually 256 are allowed.
`unread.py` says so where there are more.

It notes the way to each of them: 15,000 take 2 GB.
"""
_STACK = 64 * 1024**2
"""Bytes of stack: its call for each reference lies on that for the one before.

With the usual 8 MB it crashed at 19,000, whatever the limit to references was.
"""


def main() -> None:
    """Validate the PDF on standard input, which may be long in coming."""
    sys.path[:] = json.loads(sys.argv[1])
    page = _validator()
    data = sys.stdin.buffer.read()
    if not data:
        return  # who started it has ended
    _limit()
    threading.stack_size(_STACK)
    thread = threading.Thread(target=_write_answer, args=(page, data))
    thread.start()
    thread.join()


def _write_answer(page: ModuleType, data: bytes) -> None:
    limits = page.SafetyLimits(
        max_input_size=_LARGEST,
        max_decoded_stream_size=_LARGEST,
        max_total_decoded_content_size=_LARGEST,
        max_object_count=5_000_000,
        max_reference_depth=_LONGEST_CHAIN,
    )
    archival = _answer(page, data, "2a", limits) if data.count(_CLAIM) == 1 else None
    withdrawn = archival is not None and not archival.get("compliant")
    if withdrawn:
        data = data.replace(_CLAIM, b" " * len(_CLAIM))
    answer = _answer(page, data, "ua1", limits)
    if archival is not None:
        answer |= {"archival": archival, "withdrawn": withdrawn}
    sys.stdout.write(json.dumps(answer))


def _answer(page: ModuleType, data: bytes, profile: str, limits: object) -> dict[str, object]:
    try:
        report = page.validate_pdf_bytes(data, profile=profile, limits=limits)
    except page.PageError as error:
        return {"unread": str(error)}
    return {
        "compliant": report.is_compliant,
        "failures": [
            [each.rule_id, each.message, each.object_id and each.object_id.object_number]
            for each in report.failures
        ],
    }


def _validator() -> ModuleType:
    """Return page-validation without what its `__init__` loads to find out its version.

    That was over half of the processor time of a pack's validation (measured: 0.15 and 0.07 s).
    """
    spec = PathFinder.find_spec("page")
    folders = spec.submodule_search_locations if spec else None
    if folders:
        package = type(sys)("page")
        package.__path__ = list(folders)
        sys.modules["page"] = package
        try:
            return import_module("page._page")
        except ImportError:  # a version that is built in another way
            del sys.modules["page"]
    return import_module("page")


def _limit() -> None:
    """Limit processor time and memory: a hostile PDF may ask for all of both."""
    try:
        import resource  # noqa: PLC0415 - Windows has none
    except ImportError:
        return
    for what, expected in (
        (resource.RLIMIT_CPU, _PROCESSOR_SECONDS),
        (resource.RLIMIT_AS, _MEMORY),
    ):
        _, most = resource.getrlimit(what)
        within = expected if most == resource.RLIM_INFINITY else min(expected, most)
        resource.setrlimit(what, (within, most))


if __name__ == "__main__":
    main()
