"""Two versions put together: whatever they change, nothing of a file is typed a second time."""

import hashlib
import random
from collections import Counter

import pytest

from panel_papers.merge.chars import Char
from panel_papers.merge.meanwhile import rebased
from panel_papers.merge.reading import Paragraph, WordFile

WORDS = [
    "steps",
    "notes",
    "agree",
    "report",
    "budget",
    "fund",
    "lease",
    "roof",
    "school",
    "panel",
    "fire",
    "police",
]


def sentence(dice):
    return " ".join(dice.choices(WORDS, k=dice.randint(2, 6)))


def as_built(items):
    """Give each paragraph the anchor that a build gives it: its text, and which of its kind."""
    totals, met = Counter(each[:2] for each in items), Counter()
    found = []
    for style, text, *_ in items:
        met[style, text] += 1
        said = f"{text}\0{met[style, text]}\0{totals[style, text]}"
        found.append((style, text, f"_pp_{hashlib.sha256(said.encode()).hexdigest()[:12]}"))
    return found


def file(items):
    return WordFile(
        tuple(
            Paragraph(tuple(map(Char, text)), style, "", 0, (anchor,) if anchor else (), None, "")
            for style, text, anchor in items
        ),
        (),
        {},
    )


def said(result):
    """What a file says when two versions were put together."""
    return [(each.style, each.text) for each in result.file.paragraphs]


def edited(items, dice):
    items = list(items)
    for _ in range(dice.randint(1, 3)):
        at = dice.randrange(len(items))
        style, text, anchor = items[at]
        words = text.split()
        match dice.choice(["add", "add", "delete", "word", "again", "split", "join", "move"]):
            case "add":
                items.insert(at + dice.randint(0, 1), (style, sentence(dice), ""))
            case "delete":
                del items[at]
            case "word":
                words[dice.randrange(len(words))] = dice.choice(WORDS)
                items[at] = style, " ".join(words), anchor
            case "again":
                items[at] = style, sentence(dice), anchor
            case "split":
                middle = len(words) // 2
                parts = " ".join(words[:middle]), " ".join(words[middle:])
                items[at : at + 1] = [(style, parts[0], anchor), (style, parts[1], "")]
            case "join" if at + 1 < len(items):
                items[at : at + 2] = [(style, f"{text} {items[at + 1][1]}", anchor)]
            case "move":
                items.insert(dice.randrange(len(items)), items.pop(at))
    return items


@pytest.mark.parametrize("anchors", [True, False])
def test_a_file_that_was_merged_comes_to_nothing_or_to_a_conflict(anchors):
    merged = 0
    for seed in range(400):
        dice = random.Random(seed)
        base = as_built([("p", sentence(dice)) for _ in range(dice.randint(4, 10))])
        first, second = edited(base, dice), edited(base, dice)
        if not anchors:
            first = [(style, text, "") for style, text, _ in first]
        both = rebased(file(as_built([each[:2] for each in first])), file(second), file(base))
        if both.refusals:
            continue
        now = as_built(said(both))
        for each in (first, second):
            again = rebased(file(now), file(each), file(base))
            if not again.refusals:
                merged += 1
                assert sorted(said(again)) == sorted((style, text) for style, text, _ in now), seed
    assert merged > 400
