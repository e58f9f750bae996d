"""Pictures of studies and of what was found in them.

>>> from analysis.study_pictures import KINDS, study_pictures
"""

from __future__ import annotations

from .boxes import boxes_picture
from .choosing import KINDS, kind_for, study_pictures
from .drawn import Drawn, write
from .morris import morris_map
from .regret import regret_picture
from .sobol import sobol_bars
from .tornado import Swing, tornado

__all__ = [
    "Drawn", "KINDS", "Swing", "boxes_picture", "kind_for", "morris_map", "regret_picture",
    "sobol_bars", "study_pictures", "tornado", "write",
]  # fmt: skip
