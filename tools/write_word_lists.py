"""Writes the lists of ordinary words, English and Welsh, from their published sources.

English: SCOWL, the lists that British spelling dictionaries are made from, up to size 60: words
that at least two of twelve dictionaries have. Welsh: the Bangor Pronouncing Dictionary.

    python tools/write_word_lists.py /usr/share/dict/scowl bangordict.dict
"""

from __future__ import annotations

import gzip
import sys
from collections.abc import Iterable
from pathlib import Path

from panel_papers.checks.public_words.lists import fold

WORDS = Path(__file__).parent.parent / "src/panel_papers/checks/public_words/words"
SIZES = (10, 20, 35, 40, 50, 55, 60)


def english(scowl: Path) -> set[str]:
    """Return the words of SCOWL that are typed in small letters."""
    names = (
        f"{kind}-words.{size}" for size in SIZES for kind in ("english", "british", "british_z")
    )
    paths = (scowl / name for name in names)
    return {
        word
        for path in paths
        if path.is_file()
        for word in path.read_text(encoding="latin-1").split()
        if word.isalpha() and word.islower()
    }


def welsh(dictionary: Path) -> set[str]:
    """Return the words of the Bangor dictionary; each line is a word, its sounds and its IPA."""
    lines = dictionary.read_text(encoding="utf-8").splitlines()
    words = (line.partition(" ")[0] for line in lines)
    return {word for word in words if word.isalpha() and word.islower()}


def write(name: str, words: Iterable[str]) -> None:
    """Write words as they are compared, sorted, a line each, packed without a date."""
    text = "\n".join(sorted({fold(word) for word in words})) + "\n"
    (WORDS / name).write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))


if __name__ == "__main__":
    write("english.txt.gz", english(Path(sys.argv[1])))
    write("welsh.txt.gz", welsh(Path(sys.argv[2])))
