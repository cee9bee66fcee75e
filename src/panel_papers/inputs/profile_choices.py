"""What a body's profile says of the numbers of appendices and recommendations."""

from __future__ import annotations

from panel_papers.inputs.yaml.schema import ValueFault, text_of
from panel_papers.inputs.yaml.value_types import like, one_line, one_of, words

LETTERS = "letters"

_FORMS = {
    "1": "1",
    "1.": "1",
    "(1)": "(1)",
    "(1)(a)(i)": "(1)",
    "(1) (a) (i)": "(1)",
    "1.1": "1.1",
}


def _form(text: str) -> str:
    form = _FORMS.get(text)
    if form is None:
        raise ValueFault(
            "bad-choice",
            f"“{text}” is no way to number recommendations",
            "1, (1) or 1.1, as the first recommendation is to be numbered",
            "write “1” for 1, 2, 3; “(1)” for (1), (2), (3); or “1.1” for the number of the "
            "section and one of its own",
        )
    return form


_SPELLINGS = r"1\.?|\(1\)(\s?\(a\)\s?\(i\))?|1\.1"

APPENDIX_LABELS = text_of(one_line, one_of("numbers", LETTERS), schema=words("numbers", LETTERS))
RECOMMENDATION_NUMBERS = text_of(
    one_line, _form, schema={"anyOf": [{"enum": ["1", "(1)", "1.1", 1, 1.1]}, like(_SPELLINGS)]}
)
