from .check import check_paper as check_paper
from .pipeline import (
    make_paper as make_paper,
    make_parts as make_parts,
)
from .preview import (
    Preview as Preview,
    Previewer as Previewer,
)
from .problem_places import PlacedProblem as PlacedProblem
from .read import (
    read_as_draft as read_as_draft,
    take_in as take_in,
)
