"""Models that misbehave where trust is at one value, in the ways that programs do."""

from __future__ import annotations

import os
import signal
import sys

from simulation import ScalingModel

BAD_TRUST = 0.25
UNLESS = "SNOWBALL_TEST_IS_MENDED"


class Misbehaving(ScalingModel):
    """Does what ``misbehave`` says in the middle of a run."""

    def step(self):
        """Let one month pass, or misbehave."""
        is_bad = self.arm.parameters["base_trust"] == BAD_TRUST and UNLESS not in os.environ
        if is_bad and self.month == 6:
            self.misbehave()
        super().step()

    def misbehave(self):
        """Do nothing wrong."""


class Raises(Misbehaving):
    """Raises an error."""

    def misbehave(self):
        """Divide by nothing."""
        raise ZeroDivisionError("nobody is left to ask")


class LacksFile(Misbehaving):
    """Raises what also a full disk raises."""

    def misbehave(self):
        """Open what is not there."""
        raise FileNotFoundError(2, "no such table", "prices.csv")


class Exits(Misbehaving):
    """Ends Python, politely."""

    def misbehave(self):
        """Leave as if all were well."""
        sys.exit(0)


class Vanishes(Misbehaving):
    """Ends its process at once, without a word."""

    def misbehave(self):
        """End, as a crash in compiled code does."""
        os._exit(3)


class Dies(Misbehaving):
    """Is killed, as when memory runs out."""

    def misbehave(self):
        """Kill this process."""
        os.kill(os.getpid(), signal.SIGKILL)
