"""Pictures say what the numbers carry, how they were made, and nothing is cut off."""

import struct
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from matplotlib.figure import Figure

from analysis import choices
from analysis.comparison import compare
from analysis.pictures import Picture, pictures, save
from analysis.pictures.differences import grouped
from analysis.pictures.legends import mark_handles, marks_of
from analysis.pictures.scarcity import INPUTS, scarcity_title
from analysis.pictures.style import DEEP, OUT, PAPER, REFERENCE, UP, arm_styles, framed
from simulation import load_scenario, run_ensemble
from simulation.outcomes import MONTHLY_NAMES, RUN_NAMES

SEED = 3
REPLICATIONS = 24
GENERAL = ["months", "differences", "sustainability", "scarcity", "network"]
LONG = "a way of working that was agreed in a long meeting by everybody who came to it that evening"


@pytest.fixture(scope="module", autouse=True)
def few_runs():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(choices, "REPLICATIONS_PER_POINT", 6)
        patch.setattr(choices, "REPLICATIONS_TO_CONFIRM", 6)
        patch.setattr(choices, "REPLICATIONS_OF_FUNDING", 6)
        patch.setattr(choices, "STEPS_OF_THE_TRIANGLE", 3)
        yield


@pytest.fixture(scope="module")
def strategies():
    return load_scenario("scenarios/strategies.yaml")


@pytest.fixture(scope="module")
def made(strategies):
    return run_ensemble(strategies, REPLICATIONS, SEED)


@pytest.fixture(scope="module")
def drawn(strategies, made):
    return {p.name: p for p in pictures(strategies, made, compare(strategies, made), SEED)}


def planted(results, outcome, shifts):
    """Results in which one outcome differs from the first arm by a shift and some noise."""
    runs = results.runs.copy()
    at = RUN_NAMES.index(outcome)
    noise = np.resize([1.0, -1.0], runs.shape[1])
    runs[0, :, at] = 100.0
    for number, shift in enumerate(shifts, 1):
        runs[number, :, at] = 100.0 + shift + noise
    return replace(results, runs=runs)


def titles_of(scenario, results, names):
    found = {}
    for picture in pictures(scenario, results, compare(scenario, results), SEED):
        found[picture.name] = picture.title
        if set(names) <= set(found):
            break
    return found


@pytest.mark.parametrize(
    ("picture", "outcome", "what"),
    [
        ("differences", "impact_total", "impact"),
        ("months", "reach_final", "people served"),
        ("sustainability", "sustainability_36", "of the best year’s service left"),
    ],
)
def test_titles_name_who_is_clearly_above_below_and_not_clear(
    strategies, made, picture, outcome, what
):
    results = planted(made, outcome, (20.0, -20.0, 0.0, 30.0))
    title = titles_of(strategies, results, [picture])[picture]
    above, _, rest = title.partition("; ")
    assert f"ore {what} with “Scale up” and “Deep, then out, then up” than with “Even mix”" in above
    fewer = "fewer" if picture == "months" else "less"
    assert rest == f"{fewer} with “Scale out”; no clear difference with “Scale deep”"


def test_a_title_without_any_clear_difference_claims_none(strategies, made):
    results = planted(made, "impact_total", (0.0, 0.0, 0.0, 0.0))
    title = titles_of(strategies, results, ["differences"])["differences"]
    assert title.startswith("No clear difference in impact between “Even mix” and ")
    assert "more" not in title
    assert "less" not in title


def test_a_clear_fall_of_something_bad_is_told_by_the_numbers_not_by_wishes(strategies, made):
    results = planted(made, "impact_total", (-20.0, -20.0, -20.0, -20.0))
    title = titles_of(strategies, results, ["differences"])["differences"]
    assert title.startswith("Less impact with “Scale up”")


def test_titles_with_very_long_labels_count_arms_instead(strategies, made):
    arms = {name: arm.model_copy(update={"label": f"{name}: {LONG}"})
            for name, arm in strategies.arms.items()}  # fmt: skip
    scenario = strategies.model_copy(update={"arms": arms})
    results = planted(made, "impact_total", (20.0, -20.0, -20.0, 30.0))
    title = titles_of(scenario, results, ["differences"])["differences"]
    assert title.startswith("More impact with 2 arms than with “even: ")
    assert title.endswith("; less with 2 arms")


def scarce(results, arm, shares):
    """Results in which an arm lacks inputs in these shares, one row per replicate in turn."""
    monthly = results.monthly.copy()
    for at, name in enumerate(INPUTS):
        column = MONTHLY_NAMES.index(f"scarce_{name}")
        rows = np.resize([row[at] for row in shares], monthly.shape[1])
        monthly[arm, :, :, column] = rows[:, np.newaxis]
    return replace(results, monthly=monthly)


def test_the_title_on_scarcity_names_what_is_scarce_most_often_in_each_arm(strategies, made):
    results = scarce(made, slice(None), [(0.1, 0.6, 0.1, 0.1, 0.1), (0.2, 0.5, 0.1, 0.1, 0.1)])
    assert scarcity_title(strategies, results).endswith("in all arms: premises")
    results = scarce(results, 2, [(0.5, 0.2, 0.1, 0.1, 0.1), (0.4, 0.3, 0.1, 0.1, 0.1)])
    title = scarcity_title(strategies, results)
    assert "staff with “Scale out”" in title
    assert "premises with “Even mix”, “Scale up”" in title


def test_two_inputs_that_luck_does_not_tell_apart_are_both_named(strategies, made):
    results = scarce(made, slice(None), [(0.5, 0.3, 0.1, 0.1, 0.0), (0.3, 0.5, 0.1, 0.1, 0.0)])
    assert scarcity_title(strategies, results).endswith("staff or premises")


def test_a_scenario_of_strategies_gets_the_triangle_and_no_other_choice(drawn):
    assert list(drawn) == [*GENERAL, "triangle"]


@pytest.mark.parametrize(
    ("moved", "name"),
    [
        ({"involve_communities_month": 24}, "timing"),
        ({"oneoff_share": 1.0}, "funding"),
        ({"grant_eur": 60_000}, None),
    ],
)
def test_a_picture_of_a_choice_is_drawn_exactly_when_arms_differ_in_it(moved, name):
    imprint = load_scenario("scenarios/imprint.yaml")
    first = imprint.arms[imprint.reference]
    scenario = imprint.with_arms({"first": first, "other": first.changed(**moved)}, "first")
    results = run_ensemble(scenario, 4, SEED)
    found = list(pictures(scenario, results, compare(scenario, results), SEED))
    assert [picture.name for picture in found] == [*GENERAL, *([name] if name else [])]
    for picture in found:
        assert_nothing_is_cut_off(picture)
        assert_says_how_it_was_made(picture)
        if picture.name == name:
            assert "instruments and effort stay as in the reference, so" in picture.caption


def assert_says_how_it_was_made(picture):
    assert "replica" in picture.caption
    assert f"seed {SEED}" in picture.caption
    assert "Public money for scaling: EUR " in picture.caption
    assert len(picture.alt) > 60
    assert picture.title in picture.alt


def assert_nothing_is_cut_off(picture):
    """Everything lies within the figure, and title and footer touch no axes."""
    figure = picture.figure
    figure.canvas.draw()
    renderer = figure.canvas.get_renderer()
    width, height = figure.get_size_inches()
    box = figure.get_tightbbox(renderer)
    assert box.x0 >= -0.005
    assert box.y0 >= -0.005
    assert box.x1 <= width + 0.005
    assert box.y1 <= height + 0.005
    title, footer = (text.get_window_extent(renderer) for text in figure.texts[:2])
    for axes in figure.axes:
        names = [label.get_window_extent(renderer) for label in axes.get_yticklabels()]
        for one, other in pairwise(sorted(names, key=lambda name: name.y0)):
            assert one.y1 <= other.y0 + 1, (picture.name, "names of an axis")
        inside = axes.get_tightbbox(renderer)
        if inside is not None and inside.width > 0:
            assert inside.y1 <= title.y0 + 1, (picture.name, "title")
            assert inside.y0 >= footer.y1 - 1, (picture.name, "footer")


def test_captions_and_alternative_texts_say_how_pictures_were_made(drawn):
    for picture in drawn.values():
        assert_says_how_it_was_made(picture)
    assert f"{REPLICATIONS} replications" in drawn["months"].caption
    assert "EUR 1.2 million in each arm" in drawn["months"].caption


def test_a_caption_says_where_money_is_not_equal(strategies, made):
    runs = made.runs.copy()
    runs[1, :, RUN_NAMES.index("funding_eur")] *= 2
    results = replace(made, runs=runs)
    first = next(pictures(strategies, results, compare(strategies, results), SEED))
    assert "EUR 1.2 million to EUR 2.4 million, not equal between arms" in first.caption


def test_nothing_is_cut_off_or_overlaps_title_and_footer(drawn):
    for picture in drawn.values():
        assert_nothing_is_cut_off(picture)


def test_nothing_is_cut_off_with_very_long_labels(strategies, made):
    arms = {name: arm.model_copy(update={"label": f"{name}: {LONG}"})
            for name, arm in strategies.arms.items()}  # fmt: skip
    scenario = strategies.model_copy(update={"arms": arms})
    for picture in pictures(scenario, made, compare(scenario, made), SEED):
        assert_nothing_is_cut_off(picture)


def test_one_arm_and_one_replication_can_be_drawn(strategies):
    scenario = strategies.with_arms({"even": strategies.arms["even"]}, "even")
    results = run_ensemble(scenario, 1, SEED)
    found = list(pictures(scenario, results, compare(scenario, results), SEED))
    names = [picture.name for picture in found]
    assert names == [name for name in GENERAL if name != "differences"]
    assert "nothing to compare" in found[0].title
    for picture in found:
        assert_nothing_is_cut_off(picture)


def test_drawing_twice_gives_the_same_bytes_without_metadata(strategies, made, drawn, tmp_path):
    again = pictures(strategies, made, compare(strategies, made), SEED)
    for picture in again:
        first = save(drawn[picture.name], tmp_path / "first").read_bytes()
        second = save(picture, tmp_path / "second").read_bytes()
        assert first == second, picture.name
        assert set(chunks_of(first)) <= {b"IHDR", b"pHYs", b"IDAT", b"IEND"}


def test_positions_hang_on_no_last_bit_of_the_layout(drawn):
    for picture in drawn.values():
        if picture.name != "network":  # laid out by hand
            for axes in picture.figure.axes:
                bounds = axes.get_position(original=True).bounds
                assert np.allclose(np.mod(np.array(bounds) * 1e6 + 0.5, 1.0), 0.5, atol=1e-3)


def chunks_of(png):
    at = 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        yield png[at + 4 : at + 8]
        at += 12 + length


class BrokenFigure(Figure):
    """A figure whose drawing stops halfway, after some bytes."""

    def savefig(self, file, **_):
        file.write(b"half of a picture")
        raise RuntimeError("no more ink")


def test_a_picture_is_saved_whole_or_not_at_all(drawn, tmp_path):
    path = save(drawn["scarcity"], tmp_path)
    assert path == tmp_path / "scarcity.png"
    before = path.read_bytes()
    broken = Picture("scarcity", "t", "c", "a", BrokenFigure())
    with pytest.raises(RuntimeError, match="no more ink"):
        save(broken, tmp_path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_up_out_and_deep_have_their_colours_and_the_reference_is_grey(strategies):
    styles = arm_styles(strategies)
    assert [styles[name].colour for name in ("even", "up", "out", "deep")] == [
        REFERENCE, UP, OUT, DEEP,
    ]  # fmt: skip
    assert len({style.colour for style in styles.values()}) == len(styles)
    assert len({str(style.dash) + style.marker for style in styles.values()}) == len(styles)


def test_pooled_is_filled_and_separate_is_outlined():
    styles = arm_styles(load_scenario("scenarios/pooled-or-one-off.yaml"))
    assert styles["pooled-one-off"].face == styles["pooled-one-off"].colour
    assert styles["separate-one-off"].face == PAPER
    assert not {UP, OUT, DEEP} & {style.colour for style in styles.values()}


def test_numbers_hold_on_to_their_units_at_the_end_of_a_line():
    for length in range(20, 60):
        title = f"{'x' * length} beats the even mix (+5 %) for EUR 1.2 million in all of the arms"
        text = framed(title, "foot", 1.0).texts[0].get_text()
        assert "(+5\u00a0%)" in text
        assert "EUR\u00a01.2\u00a0million" in text
        assert "\n" in text


def test_shares_are_told_in_percentage_points_and_indices_in_their_own_unit(
    drawn, strategies, made
):
    comparison = compare(strategies, made)
    others = [name for name in strategies.arms if name != strategies.reference]
    told = {name: scale for scale, names in grouped(comparison, others) for name in names}
    assert told["sustainability_36"].label == "difference, percentage points"
    axes = {label.get_text(): axes for axes in drawn["differences"].figure.axes
            for label in axes.get_yticklabels()}  # fmt: skip
    marks = [line.get_xdata()[0] for line in axes["Trust"].lines if len(line.get_xdata()) == 1]
    assert marks == pytest.approx([comparison.of(arm, "trust_final").difference for arm in others])
    assert "0 to 1" in axes["Trust"].get_xlabel()
    assert axes["Trust"].get_yticklabels()[1:] == []


def panel(picture, begins):
    return next(axes for axes in picture.figure.axes
                if axes.get_title(loc="left").startswith(begins))  # fmt: skip


def test_coverage_over_the_months_is_percent_of_people_in_need_from_zero(drawn, made):
    axes = panel(drawn["months"], "Coverage")
    assert axes.get_ylim()[0] == 0
    shown = sorted(line.get_ydata()[-1] for line in axes.lines if len(line.get_xdata()) > 2)
    expected = sorted(100 * made.monthly_of("coverage_share")[:, :, -1].mean(axis=1))
    assert shown == pytest.approx(expected)
    assert panel(drawn["months"], "Trust").get_ylabel() == "0 = none, 1 = full"


def test_the_month_by_which_a_oneoff_grant_is_spent_is_marked_where_an_arm_has_one(strategies):
    assert marks_of(strategies).oneoff_spent_months == ()
    paid = load_scenario("scenarios/pooled-or-one-off.yaml")
    months = {int(arm.parameters["oneoff_spend_months"]) for arm in paid.arms.values()}
    assert set(marks_of(paid).oneoff_spent_months) == months
    said = [h.get_label().replace("\n", " ") for h in mark_handles(marks_of(paid))]
    assert f"one-off grant planned to be spent (month {min(months)})" in said
    arm = strategies.arms["up"].model_copy(update={"schedule": {6: {"oneoff_share": 1.0}}})
    scheduled = strategies.model_copy(update={"arms": {**strategies.arms, "up": arm}})
    assert len(marks_of(scheduled).oneoff_spent_months) == 1


def test_captions_say_what_clear_means(drawn):
    for name in ("months", "differences", "sustainability", "triangle"):
        assert "excludes zero and that at least 6 pairs of runs differ" in drawn[name].caption
