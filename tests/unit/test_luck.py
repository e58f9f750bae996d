"""The generator is Philox, and the draws of one agent tell nothing about those of another."""

import random
from itertools import product
from math import comb

import numba
import numpy as np
import pytest
from scipy import stats

from simulation import luck, records
from simulation.world import identity
from tests.reference_philox import philox

ALL_ONES = 0xFFFFFFFF
# Random123, kat_vectors: philox4x32, 10 rounds.
KNOWN_ANSWERS = [
    ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    ((ALL_ONES,) * 4, (ALL_ONES,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
]
LEVEL = 1e-5
PURPOSES = [value for name, value in vars(luck).items() if name.isupper() and name not in (
    "MASK", "HALF_WORD", "MULTIPLIER_0", "MULTIPLIER_1", "WEYL_0", "WEYL_1", "ZERO",
)]  # fmt: skip
REPLICATES, MONTHS, AGENTS = 60, 48, 25
AXES = {"replicate": 0, "month": 1, "agent": 2, "purpose": 3, "lane": 4}


@numba.njit
def fill(clock, agents, purposes, out):
    """Draw as the rules do: all replicates, months, agents and purposes of one seed."""
    for r in range(out.shape[0]):
        clock[0].replicate = np.uint64(r)
        for month, a, p in np.ndindex(out.shape[1:4]):
            four = luck.uniforms(clock[0], month, agents[a], purposes[p])
            for lane in range(4):
                out[r, month, a, p, lane] = four[lane]


@numba.njit
def words(keys, out):
    for n in range(len(keys)):
        k = keys[n]
        out[n] = np.array(luck.philox(k[0], k[1], k[2], k[3], k[4], k[5]))


@pytest.fixture(scope="module")
def draws() -> np.ndarray:
    """Draws on the keys really used: (replicate, month, agent, purpose, lane)."""
    clock = records.table(records.CLOCK, 1)
    clock.seed = 1
    agents = np.array([identity(f"Organisation {n}") for n in range(AGENTS)], np.uint64)
    out = np.zeros((REPLICATES, MONTHS, AGENTS, len(PURPOSES), 4))
    fill(clock, agents, np.array(PURPOSES), out)
    return out


@pytest.mark.parametrize(("counter", "key", "expected"), KNOWN_ANSWERS)
def test_the_reference_gives_the_published_answers(counter, key, expected):
    assert philox(counter, key, 32) == expected


def test_the_reference_gives_numpys_answers_at_64_bits():
    chance = random.Random(1)
    for _ in range(100):
        counter = tuple(chance.randrange(2**64) for _ in range(4))
        key = tuple(chance.randrange(2**64) for _ in range(2))
        # NumPy adds 1 to the counter before it is used; word 0 is the lowest.
        as_one = sum(word << (64 * place) for place, word in enumerate(counter))
        before = (as_one - 1) % 2**256
        lowest_first = [(before >> (64 * place)) % 2**64 for place in range(4)]
        numpys = np.random.Philox(
            counter=np.array(lowest_first, np.uint64), key=np.array(key, np.uint64)
        )
        assert tuple(int(word) for word in numpys.random_raw(4)) == philox(counter, key, 64)


def test_ours_gives_the_published_answers_and_agrees_with_the_reference_on_random_keys():
    chance = random.Random(2)
    keys = [(*counter, *key) for counter, key, _ in KNOWN_ANSWERS]
    keys += [tuple(chance.randrange(2**32) for _ in range(6)) for _ in range(1_000)]
    ours = np.zeros((len(keys), 4), np.uint64)
    words(np.array(keys, np.uint64), ours)
    published = [expected for *_, expected in KNOWN_ANSWERS]
    assert [tuple(map(int, row)) for row in ours[: len(published)]] == published
    expected = [philox(key[:4], key[4:], 32) for key in keys]
    assert [tuple(map(int, row)) for row in ours] == expected


def test_a_draw_is_keyed_by_seed_replicate_month_agent_and_purpose(draws):
    """Key: seed, replicate; counter: month, agent, purpose, 0; u = (word + 1/2) / 2^32."""
    for r, month, a, p in product((0, 7), (0, 31), (0, 9), (0, 5)):
        counter = (month, identity(f"Organisation {a}"), int(PURPOSES[p]), 0)
        expected = [(word + 0.5) / 2**32 for word in philox(counter, (1, r), 32)]
        assert draws[r, month, a, p].tolist() == expected


def test_purposes_are_distinct():
    assert len(PURPOSES) >= 15
    assert len({int(purpose) for purpose in PURPOSES}) == len(PURPOSES)


def test_draws_are_uniform(draws):
    flat = draws.ravel()
    assert 0.0 < flat.min()
    assert flat.max() < 1.0
    assert stats.kstest(flat[:400_000], "uniform").pvalue > LEVEL
    for shift in (24, 16, 8, 0):  # each byte of the 32-bit word
        byte = ((flat * 2**32).astype(np.uint64) >> np.uint64(shift)) & np.uint64(255)
        counts = np.bincount(byte.astype(np.int64), minlength=256)
        assert stats.chisquare(counts).pvalue > LEVEL


def test_draws_of_each_purpose_and_lane_are_uniform(draws):
    """16 bins each, the smallest of all p-values at the level divided by their number."""
    p_values = [
        stats.chisquare(np.bincount((draws[..., p, lane] * 16).astype(int).ravel())).pvalue
        for p in range(len(PURPOSES))
        for lane in range(4)
    ]
    assert min(p_values) > LEVEL / len(p_values)


def correlation(first: np.ndarray, second: np.ndarray) -> float:
    """Correlation of uniforms times the root of their number: about normal if independent."""
    product_of_gaps = (first - 0.5) * (second - 0.5) * 12.0
    return float(product_of_gaps.mean() * np.sqrt(product_of_gaps.size))


@pytest.mark.parametrize("axis", AXES)
@pytest.mark.parametrize("distance", [1, 2])
def test_neighbouring_draws_are_independent(draws, axis, distance):
    moved = np.moveaxis(draws, AXES[axis], 0)
    worst = stats.norm.isf(LEVEL / 2)
    assert abs(correlation(moved[:-distance], moved[distance:])) < worst


@pytest.mark.parametrize("axis", AXES)
def test_neighbouring_draws_fall_evenly_into_the_cells_of_a_square(draws, axis):
    """Catches dependence without correlation: 8 x 8 cells of (u, next u)."""
    moved = np.moveaxis(draws, AXES[axis], 0)
    pairs = (moved[:-1:2] * 8).astype(int) * 8 + (moved[1::2] * 8).astype(int)
    assert stats.chisquare(np.bincount(pairs.ravel(), minlength=64)).pvalue > LEVEL


def test_no_two_keys_give_the_same_block(draws):
    """64 bits of n blocks: expected number of equal pairs n^2 / 2^65 < 1e-7."""
    blocks = (draws[..., :2] * 2**32).astype(np.uint64)
    joined = (blocks[..., 0] << np.uint64(32) | blocks[..., 1]).ravel()
    assert len(np.unique(joined)) == joined.size


def test_equal_32_bit_words_are_as_frequent_as_birthdays(draws):
    """n words of d = 2^32: about Poisson with mean n (n - 1) / 2 d equal pairs."""
    found = (draws[..., 2].ravel() * 2**32).astype(np.uint64)
    pairs = found.size - len(np.unique(found))
    expected = found.size * (found.size - 1) / 2**33
    assert expected > 100
    low, high = stats.poisson.interval(1.0 - LEVEL, expected)
    assert low <= pairs <= high


def test_seeds_and_replicates_are_not_the_same_thing():
    """Seed 1, replicate 2 is not seed 2, replicate 1; 0 is a seed like any other."""
    blocks = {philox((0, 0, 0, 0), key, 32) for key in product(range(30), repeat=2)}
    assert len(blocks) == 900


@numba.njit
def fill_bells(clock, out):
    for r in range(out.shape[0]):
        clock[0].replicate = np.uint64(r)
        for month in range(out.shape[1]):
            out[r, month] = luck.bell(clock[0], month, 12345, luck.IMPRESSION)


def share_of_sums_below(x: np.ndarray) -> np.ndarray:
    """Share of sums of four uniforms below x (Irwin-Hall): not only the first two moments."""
    parts = ((-1) ** k * comb(4, k) * np.maximum(x - k, 0.0) ** 4 for k in range(5))
    return sum(parts) / 24.0


def test_bell_has_mean_0_and_deviation_1():
    """Standard errors: 1 / sqrt(n) and about sqrt((kurtosis - 1) / 4 n), kurtosis 2.7."""
    clock = records.table(records.CLOCK, 1)
    bells = np.zeros((500, 400))
    fill_bells(clock, bells)
    worst = stats.norm.isf(LEVEL / 2)
    assert abs(bells.mean()) < worst / np.sqrt(bells.size)
    assert abs(bells.std() - 1.0) < worst * np.sqrt(1.7 / (4 * bells.size))
    assert np.abs(bells).max() <= 2.0 * np.sqrt(3.0)
    sums = bells.ravel()[:100_000] / np.sqrt(3.0) + 2.0
    assert stats.kstest(sums, share_of_sums_below).pvalue > LEVEL
