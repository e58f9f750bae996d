"""Trade-offs: candidates of which none is better than another in everything.

>>> from analysis.tradeoffs import search
"""

from .front import Candidate, Front
from .search import search

__all__ = ["Candidate", "Front", "search"]
