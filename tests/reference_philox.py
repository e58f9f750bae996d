"""Philox 4x32-10 and 4x64-10 in plain integers, written from the paper and not from our code.

Salmon, Moraes, Dror & Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3", SC11.
"""

from __future__ import annotations

ROUNDS = 10
MULTIPLIERS = {
    32: (0xD2511F53, 0xCD9E8D57),
    64: (0xD2E7470EE14C6C93, 0xCA5A826395121157),
}
# Golden ratio and the square root of 3, less 1, in fixed point.
WEYL = {
    32: (0x9E3779B9, 0xBB67AE85),
    64: (0x9E3779B97F4A7C15, 0xBB67AE8584CAA73B),
}


def philox(counter: tuple[int, ...], key: tuple[int, ...], bits: int) -> tuple[int, ...]:
    """Return the four words of one block, for words of 32 or 64 bits."""
    full = 2**bits
    x = list(counter)
    k = list(key)
    for _ in range(ROUNDS):
        high_0, low_0 = divmod(MULTIPLIERS[bits][0] * x[0], full)
        high_1, low_1 = divmod(MULTIPLIERS[bits][1] * x[2], full)
        x = [high_1 ^ x[1] ^ k[0], low_1, high_0 ^ x[3] ^ k[1], low_0]
        k = [(word + weyl) % full for word, weyl in zip(k, WEYL[bits], strict=True)]
    return tuple(x)
