"""Whether what belongs to several layers is hidden, by each rule of ISO 32000-1 table 99."""

from __future__ import annotations

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from panel_papers.inputs.cleaning.pdf.visibility import is_hidden

ON_ON, ON_OFF, OFF_OFF = (True, True), (True, False), (False, False)


@pytest.mark.parametrize(
    ("policy", "shown_for"),
    [
        (None, {ON_ON, ON_OFF}),  # the default is AnyOn
        ("/AnyOn", {ON_ON, ON_OFF}),
        ("/AllOn", {ON_ON}),
        ("/AnyOff", {ON_OFF, OFF_OFF}),
        ("/AllOff", {OFF_OFF}),
    ],
)
def test_member_of_two_layers_is_hidden_by_its_rule(policy: str | None, shown_for: set):
    with pikepdf.new() as pdf:
        layers = [pdf.make_indirect(Dictionary(Type=Name.OCG)) for _ in range(2)]
        member = Dictionary(Type=Name.OCMD, OCGs=Array(layers))
        if policy is not None:
            member.P = Name(policy)
        for states in (ON_ON, ON_OFF, OFF_OFF):
            pairs = zip(layers, states, strict=True)
            hidden = {layer.objgen for layer, shown in pairs if not shown}
            assert is_hidden(member, hidden) is (states not in shown_for)
