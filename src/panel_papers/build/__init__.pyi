from .across import (
    held_by_exempt as held_by_exempt,
    held_by_restricted as held_by_restricted,
    restricted_parts as restricted_parts,
    shared_of_paper as shared_of_paper,
    templates_in as templates_in,
)
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
    restricted_problems as restricted_problems,
    take_in as take_in,
)
from .released import shared_of_released as shared_of_released
