"""Whatever is done to an input, there comes a result or a fault in words.

Fifty tries a target, the same in each run; with --hypothesis-profile=wild, 400 others.
"""

from __future__ import annotations

import logging
import sys
import time

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from ..tries import tries
from .targets import TARGETS, attempt

SECONDS = 10
MEMORY = 1024**3


@pytest.fixture(autouse=True)
def quiet():
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=tries(50), deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32))
def test_broken_input_is_a_result_or_a_fault_in_words(name, seed):
    began, memory = time.process_time(), most_memory()
    attempt(TARGETS[name], seed)
    assert time.process_time() - began < SECONDS
    assert most_memory() - memory < MEMORY


def most_memory() -> int:
    """The most bytes that this process has held so far; 0 where the system does not say."""
    if sys.platform == "win32":
        return 0
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
