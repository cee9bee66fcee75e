"""Whether what belongs to several layers is hidden, by each rule of ISO 32000-1, 8.11."""

from __future__ import annotations

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from panel_papers.inputs.cleaning.pdf.visibility import hidden_groups, is_hidden

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


@pytest.mark.parametrize(
    ("settings", "hidden"),
    [
        ({}, ""),
        ({"OFF": "a"}, "a"),
        ({"BaseState": "/OFF"}, "ab"),
        ({"BaseState": "/OFF", "ON": "b"}, "a"),
        ({"BaseState": "/ON", "ON": "b"}, ""),
    ],
)
def test_layers_are_hidden_by_the_default_settings(settings: dict[str, str], hidden: str):
    with pikepdf.new() as pdf:
        layers = {name: pdf.make_indirect(Dictionary(Type=Name.OCG)) for name in "ab"}
        default = Dictionary()
        for key, value in settings.items():
            is_name = value.startswith("/")
            listed = Array([layers[name] for name in value if name in layers])
            default[f"/{key}"] = Name(value) if is_name else listed
        pdf.Root.OCProperties = Dictionary(OCGs=Array(layers.values()), D=default)
        assert hidden_groups(pdf) == {layers[name].objgen for name in hidden}


@pytest.mark.parametrize(
    ("event", "state", "off", "is_off"),
    [
        ("/View", "/OFF", False, True),
        ("/View", "/ON", True, False),
        ("/Print", "/OFF", False, False),
        ("/Print", "/ON", True, True),
    ],
)
def test_usage_for_viewing_alone_shows_and_hides(event: str, state: str, off: bool, is_off: bool):
    with pikepdf.new() as pdf:
        view = Dictionary(View=Dictionary(ViewState=Name(state)))
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Usage=view))
        usage = Dictionary(Event=Name(event), Category=Array([Name.View]), OCGs=Array([layer]))
        default = Dictionary(AS=Array([usage]), OFF=Array([layer] if off else []))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=default)
        assert hidden_groups(pdf) == ({layer.objgen} if is_off else set())


@pytest.mark.parametrize(
    ("rule", "shown"),
    [
        ("And on on", True),
        ("And on off", False),
        ("Or on off", True),
        ("Or off off", False),
        ("Not off", True),
        ("Not on", False),
    ],
)
def test_expression_is_evaluated(rule: str, shown: bool):
    operator, *operands = rule.split()
    with pikepdf.new() as pdf:
        layers = {name: pdf.make_indirect(Dictionary(Type=Name.OCG)) for name in ("on", "off")}
        held = Array([Name(f"/{operator}"), *(layers[name] for name in operands)])
        member = Dictionary(Type=Name.OCMD, VE=held)
        assert is_hidden(member, {layers["off"].objgen}) is not shown


def test_rule_about_no_layer_hides_nothing():
    assert not is_hidden(Dictionary(Type=Name.OCMD, OCGs=Array([]), P=Name.AllOn), set())
    assert not is_hidden(Dictionary(Type=Name.OCMD, P=Name.AnyOn), set())
