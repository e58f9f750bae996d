"""Claims: sentences that somebody says about scaling, put to the model in many worlds.

>>> from analysis.claims import load_claims
"""

from .claim import Claim, Claims, Question
from .reading import load_claims

__all__ = ["Claim", "Claims", "Question", "load_claims"]
