"""The search finds known fronts, looks again at what it found, and tells it in plain words."""

import csv
import json
from dataclasses import replace

import numpy as np
import pytest

from analysis.errors import AnalysisError
from analysis.pictures.style import DEEP, OUT, UP
from analysis.tradeoffs import Candidate, search
from analysis.tradeoffs.front import clearly_dominated, estimate
from analysis.tradeoffs.goals import GOALS, SIGNS, goals_of, non_dominated
from analysis.tradeoffs.levers import MONTHS, mix_of_weights, space_of, spoken
from analysis.tradeoffs.nsga import nsga2
from analysis.tradeoffs.picture import front_picture, front_title, mixed_colour
from analysis.tradeoffs.search import starting_points
from analysis.tradeoffs.telling import as_csv, scenario_files, table
from analysis.tradeoffs.trial import two_trials
from analysis.worlds import in_world
from app import commands
from app.__main__ import main
from simulation import load_scenario, run_ensemble
from simulation.engine import run_world
from simulation.outcomes import RUN_NAMES
from simulation.world import MIX, build_world

TINY = {"worlds": 3, "replications": 2, "population": 8, "generations": 3}


@pytest.fixture(scope="module")
def scenario():
    return load_scenario("strategies")


@pytest.fixture(scope="module")
def front(scenario):
    return search(scenario, **TINY)


def zdt1(points):
    """Zitzler, Deb & Thiele (2000), whose front is f2 = 1 - sqrt(f1)."""
    rest = 1.0 + 9.0 * points[:, 1:].mean(axis=1)
    first = points[:, 0]
    return np.column_stack([first, rest * (1.0 - np.sqrt(first / rest))])


def found_front(seed=1, generations=80):
    low, high = np.zeros(5), np.ones(5)
    return nsga2(zdt1, low, high, goals=2, population=40, generations=generations, seed=seed)


def test_the_known_front_of_zdt1_is_found_along_its_whole_length():
    found = found_front()
    first, second = found.goals.T
    above = np.abs(second - (1.0 - np.sqrt(first)))
    assert above.max() < 0.05  # where the front is steep
    assert np.median(above) < 0.002
    assert first.min() < 0.02
    assert first.max() > 0.98
    assert np.diff(np.sort(first)).max() < 0.1
    np.testing.assert_array_equal(zdt1(found.points), found.goals)


def test_the_hypervolume_tells_of_progress_and_of_its_end():
    volumes = found_front().hypervolume
    assert len(volumes) == 80
    assert 0 < volumes[0] < volumes[20] < volumes[-1]
    assert volumes[-1] - volumes[-10] < 0.02 * volumes[-1]


def test_a_search_follows_from_its_seed_and_leaves_the_global_one_alone():
    state = np.random.get_state()[1].tolist()  # noqa: NPY002
    first, same, other = (found_front(seed, generations=3).points.tolist() for seed in (1, 1, 2))
    assert np.random.get_state()[1].tolist() == state  # noqa: NPY002
    assert first == same
    assert first != other


def test_what_no_other_dominates_by_hand():
    values = np.array([[1.0, 4.0], [2.0, 2.0], [4.0, 1.0], [3.0, 3.0], [2.0, 2.0], [2.0, 5.0]])
    assert non_dominated(values).tolist() == [0, 1, 2, 4]


def test_goals_follow_the_directions_and_numbers_of_the_outcomes(scenario):
    results = run_ensemble(scenario, 2)
    goals = dict(zip([goal.name for goal in GOALS], goals_of(results.runs[0]).T, strict=True))
    for name in ("impact_total", "sustainability_36", "coverage_gini_final"):
        np.testing.assert_array_equal(goals[name], results.run_of(name)[0])
    paid = results.run_of("funding_eur") - results.run_of("returned_eur")
    np.testing.assert_array_equal(
        goals["public_cost_eur"], (paid + results.run_of("programme_eur"))[0]
    )
    assert SIGNS.tolist() == [-1, -1, 1, 1]


@pytest.mark.parametrize("equal_money", [True, False])
def test_every_point_of_the_space_is_an_arm_that_passes_all_checks(scenario, equal_money):
    space = space_of(scenario, equal_money=equal_money)
    random = np.random.default_rng(0)
    corners = [space.low, space.high]
    for point in [*corners, *random.uniform(space.low, space.high, (40, len(space.low)))]:
        levers = space.levers(point)
        arm = space.arm_of(levers)
        assert sum(arm.parameters[name] for name in MIX) == pytest.approx(1.0)
        changed = {n for n, v in arm.parameters.items() if v != space.arm.parameters[n]}
        assert changed <= set(space.axes)
        assert all(arm.parameters[name] <= space.arm.parameters["funding_months"]
                   for name in MONTHS)  # fmt: skip
        assert ("grant_eur" in levers) is not equal_money


def test_money_that_is_matched_or_endowed_is_not_paid_at_once(scenario):
    arm = scenario.arms["even"].changed(matched_share=0.3, endowed_share=0.115)
    space = space_of(scenario.with_arms({"even": arm}, "even"))
    assert space.high[space.axes.index("oneoff_share")] == pytest.approx(0.58)
    space.arm_of(space.levers(space.high))


@pytest.mark.parametrize("weights", [(1, 0, 0), (0, 0, 0), (1, 1, 1), (0.005, 0.995, 0.0)])
def test_shares_of_a_mix_are_hundredths_that_add_to_one(weights):
    shares = mix_of_weights(*weights)
    assert sum(round(100 * share) for share in shares) == 100
    assert min(shares) >= 0
    assert max(shares) >= max(weights) / max(sum(weights), 1) - 0.01


def test_the_first_generation_holds_the_scenario_and_the_pure_mixes(scenario):
    space = space_of(scenario)
    levers = [space.levers(point) for point in starting_points(space)]
    assert [tuple(one[name] for name in MIX) for one in levers] == [
        (0.34, 0.33, 0.33), (1, 0, 0), (0, 1, 0), (0, 0, 1),
    ]  # fmt: skip
    assert levers[0] == {name: space.arm.parameters[name] for name in space.axes}


def test_candidates_meet_the_same_worlds_and_luck(scenario):
    first, again = two_trials(3, 2, seed=5)
    arms = [scenario.arms["even"], scenario.arms["deep"]]
    goals = again.by_world(arms)
    assert goals.shape == (2, 3, len(GOALS))
    runs = run_world(build_world(in_world(arms[1], again.worlds[2])), 5, 2, 2)[1]
    np.testing.assert_array_equal(goals[1, 2], goals_of(runs).mean(axis=0))
    assert not [world for world in again.worlds if world in first.worlds]
    assert (first.first_replicate, again.first_replicate) == (0, 2)
    assert two_trials(3, 2, seed=6)[0].worlds != first.worlds


def shifted(by_world, *shift):
    return by_world - SIGNS * np.array(shift)


def test_clear_domination_needs_every_goal_on_average_and_one_beyond_its_interval():
    random = np.random.default_rng(0)
    own = random.normal(size=(12, 4))
    assert clearly_dominated([own, shifted(own, 1, 0, 0, 0)]) == [True, False]
    assert clearly_dominated([own, shifted(own, 1, -0.01, 0, 0)]) == [False, False]
    assert clearly_dominated([own, own.copy()]) == [False, False]
    unsure = own - SIGNS * (0.1 + np.where(np.arange(12) % 2, 2.0, -2.0))[:, None]
    assert clearly_dominated([own, unsure]) == [False, False]


def test_the_second_look_is_other_worlds_and_paired_with_the_reference(scenario, front):
    _, again = two_trials(3, 2, scenario.seed)
    arms = [one.arm for one in (*front.candidates, front.reference)]
    looked = [one.by_world for one in (*front.candidates, front.reference)]
    np.testing.assert_array_equal(again.by_world(arms), looked)
    assert any((one.first_means != one.means).all() for one in front.candidates)
    one = front.candidates[0]
    gap = one.by_world[:, 0] - front.reference.by_world[:, 0]
    assert one.gain(front.reference, "impact_total") == estimate(gap)
    assert not any(clearly_dominated([one.by_world for one in front.candidates]))


def test_with_equal_money_the_same_funding_is_paid(front):
    paid = []
    for one in (*front.candidates, front.reference):
        runs = run_world(build_world(one.arm), 1, 1)[1]
        paid.append(runs[0, RUN_NAMES.index("funding_eur")])
        assert one.arm.parameters["grant_eur"] == front.reference.arm.parameters["grant_eur"]
    assert len(front.candidates) > 1
    assert max(paid) <= 1.005 * min(paid)


def test_a_search_is_the_same_again_and_tells_its_progress(scenario, front):
    told = []
    same = search(scenario, **TINY, tell=lambda done, total: told.append((done, total)))
    assert as_csv(same) == as_csv(front)
    assert told == [(48, 144), (96, 144), (144, 144)]
    assert front.runs == 144
    assert len(front.hypervolume) == 3


def test_a_free_grant_is_searched_and_told(scenario):
    free = search(scenario, **{**TINY, "generations": 1}, equal_money=False)
    grants = {one.levers["grant_eur"] for one in free.candidates}
    assert len(grants) > 1
    assert all(600_000 <= grant <= 1_800_000 for grant in grants)
    assert any("% of the scenario's" in line for line in table(free))


@pytest.mark.parametrize(
    ("asked", "said"),
    [({"worlds": 1}, "worlds: got 1, expected 2 to 150"), ({"worlds": 151}, "worlds: got 151"),
     ({"replications": 0}, "replications: got 0"), ({"population": 5}, "population: got 5"),
     ({"population": 2}, "population: got 2"), ({"generations": 0}, "generations: got 0")],
)  # fmt: skip
def test_numbers_out_of_range_are_refused(scenario, asked, said):
    with pytest.raises(AnalysisError, match=said):
        search(scenario, **{**TINY, **asked})


def planted(front, *means):
    """A front of candidates with given means, each the same in all worlds but for a little."""
    sway = np.linspace(-1e-3, 1e-3, 3)[:, None]
    one = front.candidates[0]
    rows = [Candidate(one.levers, one.arm, (1 + sway) * np.array(row), np.array(row, float))
            for row in means]  # fmt: skip
    return replace(front, candidates=tuple(rows), reference=rows[0])


def test_representatives_are_the_best_in_each_goal_and_the_nearest_to_all(front):
    made = planted(front, (9, 0.5, 0.5, 5), (5, 0.9, 0.1, 5), (8, 0.8, 0.2, 3), (4, 0.4, 0.4, 1))
    found = made.representatives()
    assert list(found) == ["most impact", "lasts longest, most equal", "least public money",
                           "middle way"]  # fmt: skip
    places = [[one is other for other in made.candidates].index(True) for one in found.values()]
    assert places == [0, 1, 3, 2]


def test_representatives_are_chosen_by_the_search_and_not_by_the_second_look(front):
    made = planted(front, (9, 0.5, 0.5, 5), (5, 0.9, 0.1, 5))
    lucky = replace(made.candidates[1], by_world=made.candidates[1].by_world * [100, 1, 1, 1])
    made = replace(made, candidates=(made.candidates[0], lucky))
    (best,) = [one for name, one in made.representatives().items() if "most impact" in name]
    assert best is made.candidates[0]


def test_the_title_says_how_far_impact_and_what_lasts_are_at_odds(front):
    made = planted(front, (10.0, 0.5, 0.5, 5), (8.0, 0.9, 0.5, 5))
    assert front_title(made) == (
        "What lasts longest leaves 40 percentage points more of its best year than what has the"
        " most impact, and has 20 % less impact"
    )
    assert front_title(planted(front, (10.0, 0.9, 0.5, 5))).startswith("One candidate has both")


def test_the_table_says_what_is_better_worse_and_not_clear(front):
    made = planted(front, (10_000.0, 0.5, 0.5, 1e6), (12_000.0, 0.4, 0.5, 2e6))
    text = "\n".join(table(made))
    assert "A. Most impact" in text
    assert "+20.00 % (+19.95 to +20.05 %): better" in text
    assert "\u221210.00 points (\u221210.02 to \u22129.98 points): worse" in text
    assert "no clear difference" in text
    assert "+100.0 % (+99.8 to +100.2 %): worse" in text


def test_a_choice_is_told_in_plain_words():
    mix = dict(zip(MIX, (0.0, 0.3, 0.7), strict=True))
    when = dict(zip(MONTHS, (12.0, 0.0), strict=True))
    levers = {**mix, **when, "contribution_share": 0.0, "oneoff_share": 0.25}
    assert spoken(levers, 1.0) == (
        "70 % deep, 30 % out; policy makers from month 12, communities from month 0; nothing"
        " pooled; 25 % of the money at once"
    )


def test_the_csv_holds_every_candidate_with_units(front):
    lines = as_csv(front).splitlines()
    assert lines[0].startswith("# Units: effort_up_share [share], ")
    assert "impact_total [person-months]" in lines[0]
    rows = list(csv.DictReader(lines[1:]))
    assert len(rows) == len(front.candidates) + 1
    first = front.candidates[0]
    assert float(rows[1]["impact_total"]) == pytest.approx(first.means[0], rel=1e-5)
    error = first.level("impact_total").error
    assert float(rows[1]["impact_total_error"]) == pytest.approx(error, rel=1e-5)
    assert {row["represents"] for row in rows} - {""} == set(front.representatives())


def test_scenario_files_are_sound_and_hold_the_candidate_beside_the_reference(front, tmp_path):
    files = scenario_files(front)
    assert len(files) == len(front.representatives())
    for (name, text), one in zip(files.items(), front.representatives().values(), strict=True):
        (tmp_path / name).write_text(text, encoding="utf-8")
        read = load_scenario(tmp_path / name)
        assert list(read.arms) == [front.scenario.reference, name.removesuffix(".yaml")]
        found = read.arms[name.removesuffix(".yaml")]
        assert found.parameters == one.arm.parameters
        assert read.arms[read.reference].parameters == front.reference.arm.parameters


def test_colours_of_mixes_begin_at_those_of_up_out_and_deep():
    for name, colour in zip(MIX, (UP, OUT, DEEP), strict=True):
        pure = {**dict.fromkeys(MIX, 0.0), name: 1.0}
        assert mixed_colour(pure) == colour.lower()


def test_the_picture_is_drawn_within_its_frame_and_says_how_it_was_made(front):
    picture = front_picture(front)
    figure = picture.figure
    figure.canvas.draw()
    box = figure.get_tightbbox(figure.canvas.get_renderer())
    width, height = figure.get_size_inches()
    assert box.x0 >= -0.01
    assert box.x1 <= width + 0.01
    assert 0 <= box.y0 < box.y1 <= height
    assert "seed 1" in picture.caption
    assert "3 plausible worlds, 2 replications each" in picture.caption
    assert picture.title in picture.alt
    assert front_picture(front).png == picture.png


@pytest.fixture
def snowball(monkeypatch, capsys, tmp_path):
    names = dict.fromkeys((*commands.NAMES, "tradeoffs"))
    monkeypatch.setattr(commands, "NAMES", tuple(names))
    monkeypatch.chdir(tmp_path)

    def run(*words):
        capsys.readouterr()
        return main([str(word) for word in words]), capsys.readouterr()

    return run


def test_the_command_writes_table_picture_and_scenarios_that_run(snowball, tmp_path):
    sizes = [word for name, value in TINY.items() for word in (f"--{name}", value)]
    code, said = snowball("tradeoffs", "strategies", *sizes, "--out", "found")
    assert code == 0
    assert "A. Most impact" in said.out
    assert "Written to found: front.csv, " in said.out
    files = sorted((tmp_path / "found").iterdir())
    scenarios = [path for path in files if path.suffix == ".yaml"]
    assert {path.name for path in files} - {path.name for path in scenarios} == {
        "front.csv", "front.png",
    }  # fmt: skip
    assert snowball("check", *scenarios)[0] == 0
    code, said = snowball("compare", scenarios[0], "--replications", 4)
    assert code == 0
    assert "(reference)" in said.out


def test_the_command_speaks_json_and_refuses_in_one_line(snowball):
    sizes = [word for name, value in TINY.items() for word in (f"--{name}", value)]
    code, said = snowball("tradeoffs", "strategies", *sizes, "--seed", 3, "--json")
    assert code == 0
    data = json.loads(said.out)
    assert (data["seed"], data["generations"], data["equal_money"]) == (3, 3, True)
    assert data["candidates"][0]["goals"]["impact_total"]["unit"] == "person-months"
    code, said = snowball("tradeoffs", "strategies", "--population", 5)
    assert code == 2
    assert "population: got 5, expected an even number from 4." in said.err
