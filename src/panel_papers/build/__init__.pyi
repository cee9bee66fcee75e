from .check import check_paper as check_paper
from .pipeline import make_paper as make_paper
