"""Columns whose numbers are never added up, by their headings: averages, rates, prices, scores."""

from __future__ import annotations

import re
from functools import lru_cache

# What has no sum in any unit.
_ALWAYS = re.compile(
    r"%|\b(?:averages?|avg|mean|median|(?<!business )rate|ratio|per|percentage|percentile"
    r"|highest|lowest|peak|max(?:imum)?|min(?:imum)?(?! revenue)"
    r"|unit (?:costs?|prices?|charges?|values?)"
    r"|(?:costs?|prices?|charges?|fees?) each|prices?|tariffs?|multiplier|density|yield"
    r"|(?:weekly|hourly|daily|nightly) (?:rents?|charges?|fees?|wages?|pay|hire|costs?)"
    r"|(?:current|new|proposed|old|existing|standard|full|adult|child|concession(?:ary)?)"
    r" (?:fees?|charges?|tariffs?)|cyfartal(?:edd|og)|cyfradd|canran|fesul|y pen)\b(?! relief)",
    re.IGNORECASE,
)
# “Contract price” is an amount; “Price” is that of one of a thing.
_AMOUNT = re.compile(
    r"\b(?:contract|purchase|tender(?:ed)?|total|bid|quoted|agreed|sale|final|out-?turn) prices?\b",
    re.IGNORECASE,
)
# The tax of a dwelling in band D; “Band D” alone may be the number of such dwellings.
_BAND = re.compile(
    r"\bband [a-h]\b(?! (?:equivalents?|properties|dwellings|homes|households|numbers?))",
    re.IGNORECASE,
)
_BAND_TAX = re.compile(r"\bband [a-h] (?:council )?(?:tax|charge|precept|amount)\b", re.IGNORECASE)
# What has no sum unless it is money.
_NO_MONEY = re.compile(
    r"\b(?:index|scores?|days|rank(?:ing)?|target|age|distinct|unique|occupancy|satisfaction"
    r"|turnout|utili[sz]ation|grade|rating|quartile|decile|likelihood|temperature|speed"
    r"|(?<!per )wait(?:s|ing)?(?: times?)?(?! lists?)|turn-?around|time to|weeks to"
    r"|(?:response|processing|journey|travel|decision|completion|handling|answer|re-?let|void"
    r"|queue|lead|elapsed|cycle|call) times?)\b(?! lists?)",
    re.IGNORECASE,
)
# Of these a sum may be wanted where somebody asks for it by name: days lost, targets of teams.
_IF_ASKED = re.compile(
    r"\b(?:days|target|distinct|unique|scores?|prices?|tariffs?)\b", re.IGNORECASE
)
# “Cost centre”, “Ward code”, “Postholder ID”: digits that name something.
_NAME = re.compile(
    r"\b(?:codes?|ids?|refs?|references?|cost cent(?:re|er)s?|ledger|nominal|uprn|postcodes?)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=1024)
def is_never_summed(heading: str, *, money: bool = False) -> bool:
    """Say whether a heading names averages, rates, codes or the like, which have no sum.

    Targets, scores or days have none; in pounds they do.
    """
    always = _ALWAYS.search(_AMOUNT.sub("", heading))
    band = _BAND.search(heading) if money else _BAND_TAX.search(heading)
    other = not money and _NO_MONEY.search(heading)
    return bool(always or band or other or _NAME.search(heading))


def has_no_sum(heading: str, *, money: bool = False) -> bool:
    """Say whether a sum of a column says nothing, even where somebody asks for it by name."""
    return is_never_summed(_IF_ASKED.sub("", heading), money=money)
