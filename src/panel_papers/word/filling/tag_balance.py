"""Blocks of tags that are not closed, closed twice, or closed at another level."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from msgspec import Struct

from panel_papers.core import Problem
from panel_papers.word.filling.stray_tags import keywords_in
from panel_papers.word.filling.tags import ENDS, KEYWORDS, Tag

_MAY_FOLLOW = {"for": {"else", "endfor"}, "if": {"else", "elif", "endif"}}
_BLOCK_WORDS = {*ENDS, "else", "elif", *ENDS.values()}


class _Open(Struct, frozen=True):
    """A block that waits for its end."""

    keyword: str
    tag: Tag

    def takes(self, keyword: str) -> bool:
        return keyword in _MAY_FOLLOW[self.keyword]


class Unbalanced(Struct, frozen=True):
    """One problem of a block; `ends_a_loop` says that it ends a loop that did not begin."""

    problem: Problem
    ends_a_loop: bool = False


def unbalanced(tags: Sequence[Tag], wrong: set[Tag], half: Sequence[str]) -> Iterator[Unbalanced]:
    """Yield what is wrong with the blocks of one story, each problem once.

    A tag that is `wrong` counts as what it was meant to be, and its level is not known. `half` are
    the keywords of halves of tags: what they would have opened or closed is reported already.
    """
    waiting: list[_Open] = []
    told: set[Tag] = set()
    excused = Counter(half)
    for tag in tags:
        for keyword in _meant(tag, tag in wrong):
            if keyword in ENDS:
                waiting.append(_Open(keyword, tag))
                continue
            takers = [opened for opened in waiting if opened.takes(keyword)]
            if not takers:
                if tag not in wrong and not _excuse(keyword, excused):
                    yield Unbalanced(_belongs_nowhere(tag, waiting), keyword == "endfor")
                continue
            level = [each for each in takers if not _crosses(tag, each.tag)]
            taker = (level or takers)[-1]
            inner = waiting[waiting.index(taker) + 1 :]
            open_still = [i for i in inner if i.tag not in told and not excused[ENDS[i.keyword]]]
            if taker is not takers[-1]:
                yield from (_unclosed(each) for each in open_still)
            elif open_still and tag not in wrong:
                yield Unbalanced(_belongs_nowhere(tag, waiting))
            elif not inner and not {tag, taker.tag} & wrong and not level:
                yield Unbalanced(_crossed(tag, taker.tag))
            told |= {each.tag for each in inner}  # not closed, or closed too late
            if keyword in ENDS.values():
                waiting.remove(taker)
    for opened in waiting:
        if opened.tag not in told and not excused[ENDS[opened.keyword]]:
            yield _unclosed(opened)


def _unclosed(opened: _Open) -> Unbalanced:
    wanted = f"“{{% {ENDS[opened.keyword]} %}}” after it"
    return Unbalanced(_problem(opened.tag, "unclosed", "is never closed", "", f"type {wanted}"))


def _meant(tag: Tag, wrong: bool) -> list[str]:
    """Return the keywords of blocks that a tag is, or is meant to be."""
    words = keywords_in(tag.text) if wrong else [tag.keyword or ""]
    near = [get_close_matches(word, KEYWORDS, n=1, cutoff=0.7) or [word] for word in words]
    return [word for (word,) in near if word in _BLOCK_WORDS]


def _excuse(keyword: str, excused: Counter[str]) -> bool:
    """Say whether a half of a tag would have opened what `keyword` belongs to."""
    opener = next((k for k, after in _MAY_FOLLOW.items() if keyword in after and excused[k]), None)
    if opener is None:
        return False
    excused[opener] -= keyword in ENDS.values()
    return True


def _crosses(tag: Tag, opener: Tag) -> bool:
    return opener.level_element is not tag.level_element


def _belongs_nowhere(tag: Tag, waiting: Sequence[_Open]) -> Problem:
    opened = f"the open tag {_named(waiting[-1].tag)}" if waiting else "a tag, as none is open here"
    return _problem(
        tag,
        "unbalanced",
        f"does not belong to {opened}",
        "each “if” and “for” closed once, the inner one first",
        None,
    )


def _crossed(tag: Tag, opener: Tag) -> Problem:
    return _problem(
        tag,
        "crossed-tags",
        f"is in another paragraph, row or cell than {_named(opener)}",
        "both tags at the same level of the document",
        "put each in a paragraph of its own, or in a row of its own",
    )


def _named(tag: Tag) -> str:
    return f"“{tag.text}” ({tag.place.where})"


def _problem(tag: Tag, code: str, found: str, wanted: str, hint: str | None) -> Problem:
    return Problem(code, tag.place, f"“{tag.text}” {found}", wanted, hint)
