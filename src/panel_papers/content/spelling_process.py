"""The program that `speller` runs: it reads requests and writes what Harper reports, a line each.

It is run by its path and imports nothing of this package.
"""

from __future__ import annotations

import json
import sys

TYPE_CHECKING = False  # mypy knows this name; to import `typing` delays the dictionary
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from harper import Linter

_PROCESSOR_SECONDS = 20
_MEMORY = 2 * 1024**3


def main() -> None:
    """Answer requests until there are no more."""
    sys.path[:] = json.loads(sys.argv[1])
    from harper import Dialect, Linter  # noqa: PLC0415 - found where the path leads

    harper = Linter(Dialect.BRITISH)
    known: Mapping[str, object] = harper.get_lint_config()
    right: list[str] = []
    for line in sys.stdin.buffer:
        _limit()
        rules, words, texts = json.loads(line)
        harper.set_lint_config({rule: rule in rules for rule in known})
        if words != right:  # each call has Harper make all its rules again
            if right:
                harper.clear_words()
            harper.import_words(words)
            right = words
        answer = [[_plain(*each) for each in slips(harper, text)] for text in texts]
        sys.stdout.buffer.write(json.dumps(answer).encode("ascii") + b"\n")
        sys.stdout.buffer.flush()


def slips(harper: Linter, text: str, at: int = 0) -> list[tuple[int, str, Any]]:
    """Return where each lint begins, counted from `at`, with its rule, in order.

    Where Harper stops dead on a text, it reads each half, so that one sentence alone goes unread.
    """
    try:
        found = harper.organized_lints(text, language="plaintext")
    except BaseException as fault:
        if type(fault).__name__ != "PanicException":  # Rust's own, which is no Exception
            raise
        cut = text.find(" ", len(text) // 2)
        if cut < 0:
            return []
        return [*slips(harper, text[:cut], at), *slips(harper, text[cut:], at + cut)]
    told = [(at + lint.span.start, rule, lint) for rule, lints in found.items() for lint in lints]
    return sorted(told, key=lambda each: each[:2])


def _plain(at: int, rule: str, lint: Any) -> list[Any]:  # noqa: ANN401 - Harper's
    suggestions = [each.replacement_text for each in lint.suggestions]
    return [at, rule, lint.problem_text, lint.message, suggestions]


def _limit() -> None:
    """Give the next request its share of time, by the processor's clock, and of memory."""
    try:
        import resource  # noqa: PLC0415 - Windows has none
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + _PROCESSOR_SECONDS
    for what, wanted in ((resource.RLIMIT_CPU, seconds), (resource.RLIMIT_AS, _MEMORY)):
        _, most = resource.getrlimit(what)
        within = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
        resource.setrlimit(what, (within, most))


if __name__ == "__main__":
    main()
