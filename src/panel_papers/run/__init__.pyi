from .child_process import each_in_child as each_in_child
from .child_work import (
    Terminated as Terminated,
    Work as Work,
)
from .cleanup import clear_up as clear_up
from .jobs import run_papers as run_papers
from .limits import (
    Limits as Limits,
    limits_from as limits_from,
)
from .preview.serving import preview_paper as preview_paper
from .result import Outcome as Outcome
from .run import (
    check_paper as check_paper,
    run_paper as run_paper,
)
