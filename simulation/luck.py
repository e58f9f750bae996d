"""Luck: random numbers that depend on who draws and why, never on who drew before.

A draw is keyed by (seed, replicate, month, agent, purpose).  Arms that are compared
therefore share their luck, and another agent or arm changes nobody else's.  The generator
is Philox 4x32-10 (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3"): the
key is (seed, replicate), the counter (month, agent, purpose, 0).
"""

from __future__ import annotations

import numpy as np

from .compiled import rule

MASK = np.uint64(0xFFFFFFFF)
HALF_WORD = np.uint64(32)
MULTIPLIER_0 = np.uint64(0xD2511F53)
MULTIPLIER_1 = np.uint64(0xCD9E8D57)
WEYL_0 = np.uint64(0x9E3779B9)
WEYL_1 = np.uint64(0xBB67AE85)
ZERO = np.uint64(0)

# Purposes: each gives four numbers to one agent in one month.
ENDOWMENT_STAFF = np.uint64(0)
ENDOWMENT_PREMISES = np.uint64(1)
ENDOWMENT_MONEY = np.uint64(2)
ENDOWMENT_KNOW_HOW = np.uint64(3)
ACCIDENT = np.uint64(4)
MEMBERSHIP = np.uint64(5)
PARTNER = np.uint64(6)
EXPANSION = np.uint64(7)
TRIAL = np.uint64(8)
FOUNDING = np.uint64(9)
CAPACITY = np.uint64(10)
IMPRESSION = np.uint64(11)
DECISION = np.uint64(12)
TURNOVER = np.uint64(13)
SELECTION = np.uint64(14)
THRESHOLD = np.uint64(15)


@rule
def philox(counter_0, counter_1, counter_2, counter_3, key_0, key_1):  # type: ignore[no-untyped-def]
    """Return the four 32-bit words of one Philox 4x32-10 block, each as uint64."""
    for _ in range(10):
        product_0 = MULTIPLIER_0 * counter_0
        product_1 = MULTIPLIER_1 * counter_2
        counter_0 = (product_1 >> HALF_WORD) ^ counter_1 ^ key_0
        counter_1 = product_1 & MASK
        counter_2 = (product_0 >> HALF_WORD) ^ counter_3 ^ key_1
        counter_3 = product_0 & MASK
        key_0 = (key_0 + WEYL_0) & MASK
        key_1 = (key_1 + WEYL_1) & MASK
    return counter_0, counter_1, counter_2, counter_3


@rule
def uniforms(clock, month, agent, purpose):  # type: ignore[no-untyped-def]
    """Return four numbers, uniform between 0 and 1 (both excluded).

    u = (word + 1/2) / 2^32

    ``clock`` holds seed and replicate; ``agent`` is the identity of who draws.
    """
    word_0, word_1, word_2, word_3 = philox(
        np.uint64(month), np.uint64(agent), purpose, ZERO, clock.seed, clock.replicate
    )
    return (
        (np.float64(word_0) + 0.5) * 2.0**-32,
        (np.float64(word_1) + 0.5) * 2.0**-32,
        (np.float64(word_2) + 0.5) * 2.0**-32,
        (np.float64(word_3) + 0.5) * 2.0**-32,
    )


@rule
def bell(clock, month, agent, purpose):  # type: ignore[no-untyped-def]
    """Return one number with mean 0 and standard deviation 1, between -3.5 and 3.5.

    z = sqrt(3) (u1 + u2 + u3 + u4 - 2): the sum of four uniforms, near enough to normal
    for the noise of an impression and far cheaper.
    """
    first, second, third, fourth = uniforms(clock, month, agent, purpose)
    return (first + second + third + fourth - 2.0) * 1.7320508075688772
