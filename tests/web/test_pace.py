"""How many runs a draft has, and what is kept for how long."""

import pytest

from app.web.keeping import Kept
from app.web.limits import DRAFT_MILLISECONDS, DRAFT_STEPS
from app.web.pace import MOST_KNOWN, SMALLEST_PART, Pace


@pytest.mark.parametrize(
    ("each", "draft", "heavy", "part"),
    [
        (0.1, 200, False, 992), (0.6, 200, False, 160), (0.61, 120, False, 160),
        (0.74, 120, False, 128), (0.76, 120, True, 128), (1.1, 80, True, 80), (2.1, 40, True, 32),
        (12.0, 30, True, 16), (13.0, 30, True, 7), (50.0, 30, True, 2), (900.0, 30, True, 1),
    ],
)  # fmt: skip
def test_slower_scenarios_have_drafts_with_fewer_runs(each, draft, heavy, part):
    pace = Pace()
    pace.note("one", each)
    found = pace.draft_replications("one"), pace.is_heavy("one"), pace.part("one")
    assert found == (draft, heavy, part)
    assert draft == DRAFT_STEPS[-1] or draft * each <= DRAFT_MILLISECONDS


def test_a_busy_moment_does_not_change_what_a_draft_is():
    pace = Pace()
    assert not pace.knows("one")
    assert (pace.draft_replications("one"), pace.part("one")) == (200, SMALLEST_PART)
    for milliseconds in (0.7, 7.0, 70.0):
        pace.note("one", milliseconds)
        assert pace.draft_replications("one") == 120
    pace.note("one", 0.1)
    assert pace.draft_replications("one") == 200


def test_only_runs_that_are_not_held_take_time():
    pace = Pace()
    pace.note("one", 1.0)
    held = [(200, 200), (200, 100), (0, 100), (0, 0), (60, 60), (0, 0, 0, 0)]
    assert [pace.draft_replications("one", counts) for counts in held] == [
        200,
        200,
        80,
        60,
        120,
        30,
    ]


def test_scenarios_that_were_run_long_ago_are_forgotten():
    pace = Pace()
    for at in range(MOST_KNOWN + 1):
        pace.note("first" if at == 5 else str(at), 1.0)
        pace.note("asked again", 1.0)
    assert not pace.knows("0")
    assert pace.knows("asked again")
    assert pace.knows(str(MOST_KNOWN))


def test_what_was_used_last_is_kept_within_its_room():
    kept = Kept(100, most=3)
    for key in "abc":
        kept.put(key, key.upper(), 40)
    assert [kept.get(key) for key in "abc"] == [None, "B", "C"]
    kept.get("b")
    kept.put("d", "D", 40)
    assert [kept.get(key) for key in "bcd"] == ["B", None, "D"]
    assert kept.bytes == 80
    kept.put("b", "again", 10)
    assert (kept.get("b"), kept.bytes) == ("again", 50)
    kept.put("huge", "H", 101)
    assert (kept.get("huge"), len(kept), kept.bytes) == (None, 2, 50)
    for key in "efg":
        kept.put(key, key, 1)
    assert len(kept) == 3
