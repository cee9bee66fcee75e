"""The program that `page_validation` runs: reads a PDF and writes what breaks PDF/UA-1, as JSON.

It is run by its path and imports nothing of this package.
"""

from __future__ import annotations

import json
import sys

_PROCESSOR_SECONDS = 60
_MEMORY = 4 * 1024**3
_LARGEST = 2**30
"""Bytes of a PDF, and of what is unpacked from it: a scan of 600 dpi unpacks to 100 MB a page."""


def main() -> None:
    """Validate the PDF on standard input, which may be long in coming."""
    sys.path[:] = json.loads(sys.argv[1])
    import page  # type: ignore[import-untyped, unused-ignore] # noqa: PLC0415 - found where the path leads

    data = sys.stdin.buffer.read()
    if not data:
        return  # who started it has ended
    _limit()
    limits = page.SafetyLimits(
        max_input_size=_LARGEST,
        max_decoded_stream_size=_LARGEST,
        max_total_decoded_content_size=_LARGEST,
        max_object_count=5_000_000,
    )
    try:
        report = page.validate_pdf_bytes(data, profile="ua1", limits=limits)
    except page.PageError as error:
        answer: dict[str, object] = {"unread": str(error)}
    else:
        answer = {
            "compliant": report.is_compliant,
            "failures": [
                [each.rule_id, each.message, each.object_id and each.object_id.object_number]
                for each in report.failures
            ],
        }
    sys.stdout.write(json.dumps(answer))


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
