"""Pictures of what analyses found, and the numbers behind pictures of studies."""

import numpy as np
import pytest

from analysis.discovery.boxes import Box, Discovery, Limit
from analysis.errors import AnalysisError
from analysis.sensitivity.morris import MorrisEffects
from analysis.sensitivity.sobol import SobolIndices
from analysis.study_pictures import (
    Swing,
    boxes_picture,
    morris_map,
    regret_picture,
    sobol_bars,
    tornado,
)
from analysis.study_pictures.contrasts import best_shares, contrast, counted, regret_of
from analysis.study_pictures.crossing import crossed
from analysis.study_pictures.names import told
from analysis.study_pictures.regret import strategy_text
from analysis.study_pictures.scatter import bins_of, rank_correlation
from analysis.study_pictures.sentences import way
from analysis.study_pictures.ternary import spoken

NAMES = ("base_trust", "need_share", "stigma")


def indices(total=(0.6, 0.3, 0.02), excess=(0.0, 0.0, 0.0), **changes):
    """Sobol' indices whose intervals reach 0.05 to both sides."""
    whole = np.array(total)
    first = whole * 0.5
    fields = {
        "names": NAMES, "first": first, "first_low": first - 0.05, "first_high": first + 0.05,
        "total": whole, "total_low": whole - 0.05, "total_high": whole + 0.05,
        "total_excess": np.array(excess), "second": None, "second_low": None, "second_high": None,
        "noise_share": 0.25, "noise_share_low": 0.2, "noise_share_high": 0.31, "replicates": 16,
        "base_points": 512, "warnings": (),
    }  # fmt: skip
    return SobolIndices(**{**fields, **changes})


def effects(low=(80.0, 20.0, 0.0), mu=(-100.0, 40.0, 3.0), **changes):
    fields = {
        "names": NAMES, "mu": np.array(mu), "mu_star": np.abs(mu), "mu_star_low": np.array(low),
        "mu_star_high": np.array([130.0, 60.0, 8.0]), "mu_star_excess": np.zeros(3),
        "sigma": np.array([20.0, 80.0, 2.0]), "replicates": 16, "trajectories": 40, "warnings": (),
    }  # fmt: skip
    return MorrisEffects(**{**fields, **changes})


def widths(axes):
    return [bar.get_width() for bar in axes.patches]


def labels(axes):
    return [label.get_text().replace("\n", " ") for label in axes.get_yticklabels()]


def is_whole(picture):
    """Whether nothing of a picture lies outside it."""
    box, (width, height) = picture.figure.get_tightbbox(), picture.figure.get_size_inches()
    return min(box.x0, box.y0) >= -0.01 and box.x1 <= width + 0.01 and box.y1 <= height + 0.01


def test_bars_of_indices_have_their_sizes_largest_first():
    picture = sobol_bars(indices(total=(0.3, 0.6, 0.02)), "impact_total of even")
    axes = picture.figure.axes[0]
    assert labels(axes) == ["need share", "base trust", "stigma"]
    assert widths(axes) == pytest.approx([30, 60, 15, 30, 1, 2])
    assert picture.title == (
        "What decides impact of even: need share has a hand in 60 % (55 to 65 %) of the variance,"
        " then base trust"
    )
    assert "Luck is 25 % (20 to 31 %) of the variance of single runs." in picture.caption
    assert is_whole(picture)
    assert picture.alt.startswith("Pairs of bars")


def test_what_luck_adds_to_an_index_is_no_part_of_its_bar():
    picture = sobol_bars(indices(excess=(0.2, 0.0, 0.0)), "impact_total")
    assert widths(picture.figure.axes[0])[:3] == pytest.approx([30, 40, 20])
    hatched = [bar for bar in picture.figure.axes[0].patches if bar.get_hatch()]
    assert [bar.get_x() for bar in hatched] == pytest.approx([40])
    legend = picture.figure.axes[1].get_legend()
    assert "what luck adds to it" in [text.get_text() for text in legend.get_texts()]


def test_no_factor_is_named_where_none_is_clear_and_warnings_are_passed_on():
    none = sobol_bars(indices(total=(0.03, 0.02, 0.01), warnings=("Too few points.",)), "height")
    assert none.title == "No factor clearly decides height"
    assert "Too few points." in none.caption
    single = sobol_bars(indices(noise_share=np.nan, replicates=1), "height")
    assert "luck and effects cannot be told apart" in single.caption
    assert "1 common seed." in single.caption


def test_the_map_of_effects_shows_size_spread_and_what_is_not_clear():
    picture = morris_map(effects(), "impact_total of even")
    axes = picture.figure.axes[0]
    marks = [line for line in axes.lines if line.get_marker() == "o"]
    assert [mark.get_xydata()[0].tolist() for mark in marks] == [[100, 20], [40, 80], [3, 2]]
    assert [mark.get_markerfacecolor() for mark in marks][2] == "#ffffff"
    assert {text.get_text() for text in axes.texts} == {"base trust", "need share", "stigma"}
    leads = [line for line in axes.lines if line.get_transform() == axes.transAxes]
    ends = axes.transData.inverted().transform(
        axes.transAxes.transform([line.get_xydata()[0] for line in leads])
    )
    assert ends == pytest.approx(np.array([[100, 20], [40, 80], [3, 2]]), rel=0.02, abs=0.5)
    assert picture.title == (
        "2 of 3 factors clearly change impact of even, most of all base trust: by 100 (80 to 130)"
        " person-months over its range"
    )
    none = morris_map(effects(low=(0.0, 0.0, 0.0)), "impact_total").title
    assert none == "None of 3 factors has a clear effect on impact"
    assert is_whole(picture)


def test_names_on_the_map_of_effects_do_not_overlap():
    count = 40
    names = tuple(f"factor_number_{at}" for at in range(count))
    size = np.linspace(1.0, 3.0, count)
    crowd = effects(
        names=names, mu=size, mu_star=size, mu_star_low=size - 0.5, mu_star_high=size + 0.5,
        mu_star_excess=np.zeros(count), sigma=np.linspace(1.0, 1.4, count),
    )  # fmt: skip
    picture = morris_map(crowd, "height")
    axes = picture.figure.axes[0]
    boxes = [text.get_window_extent() for text in axes.texts]
    assert 0 < len(boxes) < count
    assert f"{count - len(boxes)} marks have no room for their names" in picture.caption
    # The paper behind a name is a little larger than its letters.
    pairs = [(a, b) for at, a in enumerate(boxes) for b in boxes[at + 1 :]]
    assert not any(a.shrunk(0.96, 0.9).overlaps(b.shrunk(0.96, 0.9)) for a, b in pairs)


def test_a_tornado_of_effects_goes_to_the_side_of_each_effect():
    picture = tornado(effects(), "sustainability_36")
    axes = picture.figure.axes[0]
    assert widths(axes) == pytest.approx([-10_000, 4_000, 300])  # shares are told in percent
    spans = [line.get_xdata().tolist() for line in axes.lines[:2]]
    assert spans == [[-8_000, -13_000], [2_000, 6_000]]
    assert "percentage points" in axes.get_xlabel()


def test_a_tornado_of_swings_has_both_ends_largest_first():
    rows = [
        Swing("stigma", 0.0, 1.0, (1.0, -3.0, 4.0), (2.0, -1.0, 5.0)),
        Swing("base_trust", 0.2, 0.8, (-50.0, -60.0, -40.0), (30.0, 20.0, 41.0)),
    ]
    picture = tornado(rows, "impact_total")
    axes = picture.figure.axes[0]
    assert labels(axes) == ["base trust, 0.2 to 0.8", "stigma, 0 to 1"]
    assert widths(axes) == pytest.approx([-50, 30, 1, 2])
    assert picture.title == (
        "1 of 2 factors clearly change impact one at a time, most of all base trust: person-months"
        " \u221250 (\u221260 to \u221240) at 0.2 and +30 (+20 to +41) at 0.8"
    )
    assert tornado(rows[:1], "impact_total").title == (
        "None of 1 factors clearly changes impact one at a time"
    )
    assert is_whole(picture)
    with pytest.raises(AnalysisError, match="got no factors"):
        tornado([], "impact_total")


def planted_box(rows=400):
    """A table whose cases lie in one corner, and a discovery that found that corner."""
    luck = np.random.default_rng(4)
    table = {name: luck.random(rows) for name in ("base_trust", "goal_difference", "stigma")}
    cases = (table["base_trust"] > 0.6) & (table["goal_difference"] < 0.5)
    limits = (Limit("base_trust", 0.6, None), Limit("goal_difference", None, 0.5))
    box = Box(limits, 0.97, 0.98, 0.2, 0.9, 0.87, (1.0, 0.8))
    return table, cases, Discovery((box,), float(cases.mean()), rows, int(cases.sum()), "")


def test_a_box_is_drawn_at_its_limits_over_rows_with_their_marks():
    table, cases, found = planted_box()
    picture = boxes_picture(found, table, cases, "impact_total of even below 9000 person-months")
    bars, rows = picture.figure.axes[:2]
    (box,) = found.boxes
    for at, limit in enumerate(box.limits):
        column = table[limit.name]
        low = column.min() if limit.low is None else limit.low
        high = column.max() if limit.high is None else limit.high
        inside = bars.patches[2 * at + 1]
        span = np.ptp(column)
        assert inside.get_x() == pytest.approx((low - column.min()) / span)
        assert inside.get_width() == pytest.approx((high - low) / span)
    others, of_interest = rows.lines[:2]
    assert len(of_interest.get_xdata()) == cases.sum()
    assert len(others.get_xdata()) == (~cases).sum()
    assert sorted(of_interest.get_xdata()) == pytest.approx(
        sorted(table[box.limits[0].name][cases])
    )
    assert "Of interest: impact of even below 9000 person-months." in picture.caption
    assert picture.title == (
        "Cases of interest gather where base trust is at least 0.60 and goal difference is at most"
        f" 0.50: on rows left out 87 % of such rows are of interest, of all rows"
        f" {100 * cases.mean():.0f} %"
    )
    assert is_whole(picture)


def test_without_a_box_the_picture_says_why():
    table, cases, _ = planted_box()
    found = Discovery((), float(cases.mean()), 400, int(cases.sum()), "No box stands out.")
    picture = boxes_picture(found, table, cases)
    assert picture.title == "Cases of interest have no box of their own. No box stands out"
    assert widths(picture.figure.axes[0])[0] == pytest.approx(100 * cases.mean())
    assert is_whole(picture)


def test_a_parameter_known_by_magnitude_has_an_axis_of_powers():
    luck = np.random.default_rng(6)
    table = {"need_share": 0.002 * 25.0 ** luck.random(50)}
    cases = table["need_share"] < 0.01
    box = Box((Limit("need_share", None, 0.01),), 1.0, 1.0, 0.5, 1.0, 1.0, (1.0,))
    found = Discovery((box,), float(cases.mean()), 50, int(cases.sum()), "")
    bars, rows = boxes_picture(found, table, cases).figure.axes[:2]
    assert rows.get_xscale() == "log"
    low, high = table["need_share"].min(), table["need_share"].max()
    assert bars.patches[1].get_width() == pytest.approx(np.log(0.01 / low) / np.log(high / low))


def test_regret_is_drawn_from_the_least_on_and_says_what_is_not_clear():
    luck = np.random.default_rng(2)
    world = luck.normal(0.0, 50.0, 40)
    values = np.stack([world, world + 10 + luck.normal(0, 1, 40), world - 30])
    picture = regret_picture(values, ["middle", "best", "worst"], "impact_total", "higher")
    axes = picture.figure.axes[0]
    assert labels(axes) == ["best", "middle", "worst"]
    regret = values.max(axis=0) - values
    means = [line.get_xdata()[0] for line in axes.lines if line.get_marker() == "D"]
    tails = [line.get_xdata()[0] for line in axes.lines if line.get_marker() == "^"]
    assert means == pytest.approx(regret.mean(axis=1)[[1, 0, 2]])
    assert tails == pytest.approx(np.percentile(regret, 90, axis=1)[[1, 0, 2]])
    assert picture.title == "Impact: “best” is the best strategy in every world"
    near = np.stack([world + luck.normal(0, 1, 40), world + luck.normal(0, 1, 40), world - 30])
    title = regret_picture(near, ["a", "b", "c"], "impact_total", "higher").title
    assert title.endswith("“b” not clearly more") or title.endswith("“a” not clearly more")
    least = regret_picture(values, ["middle", "best", "worst"], "impact_total", "lower")
    assert labels(least.figure.axes[0])[0] == "worst"
    assert is_whole(picture)


@pytest.mark.parametrize(
    ("values", "said"),
    [([[1.0, 2.0]], "at least two of both"), ([[1.0, np.nan], [1.0, 2.0]], "undefined numbers")],
)
def test_regret_of_too_little_is_refused(values, said):
    with pytest.raises(AnalysisError, match=said):
        regret_picture(values, ["a", "b"][: len(values)], "impact_total", "higher")


def test_of_many_strategies_the_first_are_shown_and_the_rest_counted():
    values = np.arange(20.0)[:, np.newaxis] * np.ones((1, 5)) + np.arange(5.0)
    picture = regret_picture(values, [f"s{at}" for at in range(20)], "impact_total", "higher")
    assert len(labels(picture.figure.axes[0])) == 12
    assert "Not shown: 8 strategies that miss more on average." in picture.caption


def test_a_mix_among_other_levers_is_spoken_in_parts():
    said = "effort_up_share 0.333, effort_out_share 0.667, effort_deep_share 0, funding_months 36"
    assert strategy_text(said) == "funding months 36, two thirds out and one third up"


def test_a_direction_is_told_only_where_it_is_clear():
    assert way(contrast(np.zeros(24), 1.0 + 0.1 * np.resize([1.0, -1.0], 24))) == "above"
    assert way(contrast(np.zeros(24), -1.0 + 0.1 * np.resize([1.0, -1.0], 24))) == "below"
    assert way(contrast(np.zeros(24), 0.1 + np.resize([1.0, -1.0], 24))) == "no clear difference"


def test_a_wrong_crossing_is_noticed():
    points = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    values = np.arange(4.0)[:, np.newaxis, np.newaxis]
    found = crossed(("a", "b"), points, ("b",), values)
    assert found.choices.ravel().tolist() == [0.0, 1.0]
    assert found.values[:, :, 0, 0].tolist() == [[0.0, 2.0], [1.0, 3.0]]
    assert crossed(("a", "b"), points[:3], ("b",), values[:3]) is None
    assert crossed(("a", "b"), points[[0, 1, 2, 2]], ("b",), values) is None
    assert len(crossed(("a", "b"), points, (), values).contexts) == 4


def test_shares_and_regret_follow_the_direction_that_people_want():
    values = np.array([[1.0, 5.0, 2.0], [2.0, 4.0, 2.0]])
    assert best_shares(values, lower_is_better=False) == pytest.approx([0.5, 0.5])
    assert best_shares(values, lower_is_better=True) == pytest.approx([0.5, 0.5])
    assert regret_of(values, lower_is_better=False).tolist() == [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]
    assert regret_of(values, lower_is_better=True).tolist() == [[0.0, 1.0, 0.0], [1.0, 0.0, 0.0]]


def test_contrasts_leave_out_what_is_missing_and_need_six_that_differ():
    before, after = np.zeros(8), np.array([1.0, 1.1, 0.9, 1.0, 1.2, np.nan, np.nan, np.nan])
    few = contrast(before, after)
    assert few.mean == pytest.approx(1.04)
    assert not few.clear
    enough = contrast(np.zeros(24), 1.0 + 0.1 * np.resize([1.0, -1.0], 24))
    assert enough.clear
    assert counted([enough, few], "points") == (
        "clearly above at 1 of 2 points, clearly below at none"
    )


def test_intervals_of_rank_correlations_cover_about_95_percent():
    luck = np.random.default_rng(11)
    inside = 0
    for _ in range(400):
        x, noise = luck.standard_normal(40), luck.standard_normal(40)
        found = rank_correlation(x, 0.5 * x + np.sqrt(0.75) * noise)
        truth = 6 / np.pi * np.arcsin(0.25)  # Spearman's of a normal pair with correlation 0.5
        inside += found.low <= truth <= found.high
    assert 0.92 <= inside / 400 <= 0.98


def test_bins_hold_as_many_points_each_and_leave_out_small_ones():
    x = np.linspace(0.0, 1.0, 60)
    found = bins_of(x, 2.0 * x)
    assert found["points"] == [10.0] * 6
    assert found["median"] == pytest.approx(2.0 * np.array(found["x"]))
    few = bins_of(np.array([0.0] * 6 + [1.0] * 3), np.arange(9.0))
    assert few["x"] == [0.0]


def test_numbers_carry_no_more_digits_than_their_interval_deserves():
    assert told(94.4, 80.2, 108.7, "%") == "94 (80 to 109) %"
    assert told(-239.0, -812.0, 391.0, signed=True) == "−200 (−800 to +400)"
    assert told(0.412, 0.402, 0.423) == "0.41 (0.40 to 0.42)"


def test_mixes_are_spoken_as_parts_only_where_parts_are_exact():
    assert spoken(np.array([1 / 6, 5 / 6, 0.0])) == "five sixths out and one sixth up"
    assert spoken(np.array([0.3, 0.7, 0.0])) == "70 % out and 30 % up"
