"""A model that kills the process it runs in, for one value of a parameter."""

from __future__ import annotations

import os
import signal

from simulation import ScalingModel

DEADLY_TRUST = 0.55
DEADLY_MONTH = 6


class DeadlyModel(ScalingModel):
    """Dies in the middle of a run, as when memory runs out; no error can be caught."""

    def step(self) -> None:
        """Let one month pass, unless it is the last one of this process."""
        is_deadly = self.arm.parameters["base_trust"] == DEADLY_TRUST
        if is_deadly and self.month == DEADLY_MONTH:
            os.kill(os.getpid(), signal.SIGKILL)
        super().step()
