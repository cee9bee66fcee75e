from .check import check_paper as check_paper
from .pipeline import make_paper as make_paper
from .read import take_in as take_in
