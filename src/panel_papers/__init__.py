"""Committee papers from structured inputs and Word templates.

`build_paper` and `check_paper` do what the commands do; docs/api.md describes them. Each name is
loaded when it is used.
"""

from typing import TYPE_CHECKING

import lazy_loader

if TYPE_CHECKING:
    from panel_papers.api import (
        BuiltPaper as BuiltPaper,
        CheckedPaper as CheckedPaper,
        build_paper as build_paper,
        check_paper as check_paper,
    )
    from panel_papers.core import (
        ExitCode as ExitCode,
        Level as Level,
        Place as Place,
        Problem as Problem,
    )

__version__ = "0.1.0"
__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "api": ["BuiltPaper", "CheckedPaper", "build_paper", "check_paper"],
        "core": ["ExitCode", "Level", "Place", "Problem"],
    },
)
