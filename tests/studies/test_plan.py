"""Plans cover what is wanted exactly, whatever the size of the pieces."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analysis.studies.plan import Chunk, Plan, chunk_runs, rectangles

counts = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=30)


@given(counts, st.integers(1, 4), st.integers(1, 50))
def test_pieces_bring_every_point_to_what_it_should_have_and_nothing_twice(pairs, arms, runs):
    have, want = (np.array(side) for side in zip(*pairs, strict=True))
    seen = np.zeros((len(have), 9), int)
    for point, points, first, replicates in rectangles(have, want, arms, runs):
        assert points > 0 < replicates
        assert points * replicates * arms <= max(runs, arms)
        seen[point : point + points, first : first + replicates] += 1
    for at, (first, end) in enumerate(zip(have, want, strict=True)):
        assert seen[at].tolist() == [int(first <= r < end) for r in range(9)]


def test_a_plan_is_read_as_it_was_written(tmp_path):
    plan = Plan(tmp_path)
    assert plan.chunks == []
    assert not plan.add([], "nothing")
    assert plan.add([(0, 2, 0, 4), (2, 1, 0, 4)], "first")
    assert plan.add([(0, 1, 4, 4)], "second")
    again = Plan(tmp_path)
    assert again.chunks == [Chunk(0, 0, 2, 0, 4), Chunk(1, 2, 1, 0, 4), Chunk(2, 0, 1, 4, 4)]
    assert again.planned(4).tolist() == [8, 4, 4, 0]


def test_a_chunk_is_about_a_second_of_work_and_small_studies_are_still_shared_out(small):
    study = small()
    assert chunk_runs(study, 10**7) > chunk_runs(study, 1600) == 100
    assert chunk_runs(study, 10) == 64
    slow = small(engine="mesa")
    assert chunk_runs(slow, 10**7) < chunk_runs(study, 10**7) / 50
