"""Pictures of studies show the numbers that are stored, and titles say what these support."""

import json
from dataclasses import replace

import numpy as np
import pytest

from analysis.errors import AnalysisError
from analysis.pictures.style import PAPER
from analysis.studies.engines import threads
from analysis.studies.reading import read_study
from analysis.studies.sweep import sweep
from analysis.study_pictures import kind_for, study_pictures, write
from analysis.study_pictures.asked import Asked
from analysis.study_pictures.contrasts import level_of
from analysis.study_pictures.scatter import independent_points, rank_correlation
from analysis.study_pictures.ternary import spoken
from simulation.world import MIX
from tests.analysis.stored_designs import DESIGNS, DRAWN, KIND_OF, only, planted, study_of


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    """Run a design once, and open it."""
    done = {}

    def get(name):
        if name not in done:
            folder = tmp_path_factory.mktemp("study")
            sweep(study_of(folder, **DESIGNS[name]), folder / "out", engine=threads(2))
            done[name] = folder / "out"
        return read_study(done[name])

    return get


@pytest.fixture
def unsettled(monkeypatch):
    """Leave out the layout, which takes most of the time, where words and numbers are asked of."""
    monkeypatch.setattr("analysis.study_pictures.drawn.settled", lambda picture: picture)


def lines_of(axes, marker=None):
    return [line for line in axes.lines if marker is None or line.get_marker() == marker]


@pytest.fixture(scope="module")
def pictures_of(stored):
    """Draw the pictures that suit a design, once."""
    done = {}

    def get(name):
        if name not in done:
            done[name] = list(study_pictures(stored(name)))
        return done[name]

    return get


def test_every_design_has_a_kind_of_picture_that_suits_it(stored):
    assert {name: kind_for(stored(name)) for name in DESIGNS} == KIND_OF


@pytest.mark.parametrize("name", DRAWN)
def test_pictures_tell_where_their_numbers_come_from(stored, pictures_of, name):
    results = stored(name)
    assert len(pictures_of(name)) == 1
    for one in pictures_of(name):
        picture = one.picture
        assert one.kind == KIND_OF[name]
        assert one.numbers["study_sha256"] == results.study.digest
        assert one.missing == ""
        assert results.study.text.title in picture.caption
        assert "seed 1" in picture.caption
        assert picture.title.rstrip(".") in picture.alt
        assert json.dumps(one.numbers, allow_nan=False)


@pytest.mark.parametrize("name", DRAWN)
def test_nothing_is_cut_off(pictures_of, name):
    for one in pictures_of(name):
        figure = one.picture.figure
        whole = figure.get_tightbbox()
        width, height = figure.get_size_inches()
        assert min(whole.x0, whole.y0) >= -0.01
        assert whole.x1 <= width + 0.01
        assert whole.y1 <= height + 0.01


@pytest.mark.usefixtures("unsettled")
def test_lines_are_the_means_and_percentiles_of_the_stored_runs(stored):
    results = stored("one step")
    one = only(results, outcome="sustainability_36")
    values = 100 * results.values("sustainability_36")[:, 0]
    series = one.numbers["drawn"]["series"]["all"]
    assert series["mean"] == pytest.approx(values.mean(axis=1))
    assert series["band_low"] == pytest.approx(np.percentile(values, 10, axis=1))
    assert series["band_high"] == pytest.approx(np.percentile(values, 90, axis=1))
    line = lines_of(one.picture.figure.axes[0])[0]
    assert line.get_xdata() == pytest.approx([0.2, 0.4, 0.6])
    assert line.get_ydata() == pytest.approx(values.mean(axis=1))
    changes = [row["mean"] for row in one.numbers["drawn"]["differences"]["all"]]
    assert changes == pytest.approx((values - values[0]).mean(axis=1))


def test_a_band_is_made_of_luck_or_of_worlds_and_says_so(stored, pictures_of):
    alone = pictures_of("one step")[0].picture
    assert "which is luck alone" in alone.caption
    results = stored("two steps in worlds")
    over = only(results, against=["involve_communities_month"])
    assert over.kind == "lines"
    assert "and not luck" in over.picture.caption
    assert "Means over all values of involve policy makers month." in over.picture.caption
    values = results.values("impact_total")[:, 0].mean(axis=1).reshape(2, 2, 3)  # the last: worlds
    series = over.numbers["drawn"]["series"]["all"]
    assert series["count"] == [3, 3]
    worlds = values[:, 0].mean(axis=0)
    assert series["band_high"][0] == pytest.approx(np.percentile(worlds, 90))


def test_intervals_are_over_worlds_or_luck_but_not_over_chosen_values(stored):
    results = stored("two steps")
    one = only(results, against=["base_trust"])
    values = results.values("impact_total")[:, 0].reshape(3, 2, 4)
    level = level_of(values.mean(axis=1)[0])  # over replicates, need_share averaged out
    series = one.numbers["drawn"]["series"]["all"]
    assert (series["low"][0], series["high"][0]) == pytest.approx((level.low, level.high))
    ends = np.percentile(values.mean(axis=2)[0], [10, 90])
    assert (series["band_low"][0], series["band_high"][0]) == pytest.approx(tuple(ends))
    assert "2 values of other factors, and not luck" in one.picture.caption


@pytest.mark.usefixtures("unsettled")
def test_the_title_of_lines_follows_the_numbers(stored):
    results = stored("one step")
    steps = np.array([0.0, 50.0, 100.0])[:, np.newaxis, np.newaxis]
    # Four runs that all agree are too few for a claim.
    few = only(planted(results, 1000 + steps)).picture.title
    assert few.startswith("No clear difference in impact between base trust 0.2 and 0.6")
    arms = stored("arms")
    first = arms.study.scenario.reference
    others = [arm for arm in arms.arms if arm != first]
    at = arms.arms.index(others[0])
    count = arms.values("impact_total").shape[2]
    values = np.zeros((3, len(arms.arms), count))
    values[:, at] += 5.0 + np.resize([1.0, -1.0], count)
    below = values.copy()
    below[1:, at] *= -1
    labels = {name: arm.label for name, arm in arms.study.scenario.arms.items()}
    up = only(planted(arms, values), arms=[first, others[0]]).picture.title
    down = only(planted(arms, below), arms=[first, others[0]]).picture.title
    head = f"Impact with “{labels[others[0]]}” against “{labels[first]}”:"
    assert up == f"{head} clearly above at 3 of 3 values of base trust"
    assert down == f"{head} clearly below at 2 of 3 values of base trust, clearly above at 1"
    wobble = 0.1 * np.resize([1.0, -1.0], count)
    rising = steps * (1.0 + wobble) + np.zeros((3, len(arms.arms), count))
    assert only(planted(arms, rising), arms=[first]).picture.title == (
        "Impact rises between base trust 0.2 and 0.6: +100 (+96 to +104) person-months"
    )


@pytest.mark.usefixtures("unsettled")
def test_dots_of_a_scatter_are_the_means_of_points(stored):
    results = stored("sobol")
    one = only(results, against=["base_trust"])
    drawn = one.numbers["drawn"]["series"]["all"]
    assert drawn["x"] == pytest.approx(results.factor("base_trust"))
    assert drawn["y"] == pytest.approx(results.means("impact_total")[:, 0])
    dots = lines_of(one.picture.figure.axes[0])[0]
    assert dots.get_ydata() == pytest.approx(results.means("impact_total")[:, 0])
    assert "which differ in all other numbers, and not luck" in one.picture.caption
    assert sum(drawn["bins"]["points"]) == 32


@pytest.mark.usefixtures("unsettled")
def test_a_scatter_chooses_the_factor_that_goes_with_the_outcome_and_says_so(stored):
    results = stored("sobol")
    trust = results.factor("base_trust")[:, np.newaxis, np.newaxis]
    one = only(planted(results, trust * np.ones(4)))
    assert one.numbers["factors"] == ["base_trust"]
    assert one.picture.title.startswith("Impact rises with base trust: rank correlation +1.00")
    assert "Of 2 numbers that vary" in one.picture.caption
    falling = only(planted(results, -trust * np.ones(4)), against=["base_trust"]).picture
    assert falling.title.startswith("Impact falls with base trust")
    assert "numbers that vary" not in falling.caption
    luck = np.random.default_rng(5).random((32, 1, 4))
    unclear = only(planted(results, luck), against=["base_trust"]).picture.title
    assert unclear.startswith("Impact neither clearly rises nor falls with base trust")


def test_more_arms_than_two_have_a_panel_each(stored, pictures_of):
    results = stored("arms at random")
    assert len(results.arms) > 2
    (one,) = pictures_of("arms at random")
    panels = [axes for axes in one.picture.figure.axes if axes.lines]
    assert len(panels) == len(results.arms)
    two = only(results, arms=results.arms[:2])
    assert len([axes for axes in two.picture.figure.axes if axes.lines]) == 1
    assert "2 of 3 arms" in two.picture.caption


def test_cells_show_means_and_how_often_each_is_best(stored, pictures_of):
    results = stored("two steps in worlds")
    (one,) = pictures_of("two steps in worlds")
    values = results.means("impact_total")[:, 0].reshape(4, 3)
    assert one.numbers["drawn"]["mean"] == pytest.approx(values.mean(axis=1))
    tops = values == values.max(axis=0)
    best = (tops / tops.sum(axis=0)).mean(axis=1)
    assert one.numbers["drawn"]["best_share"] == pytest.approx(best)
    means, shares = one.picture.figure.axes[:2]
    numbers = {text.get_text() for text in shares.texts}
    assert numbers == {f"{100 * share:.0f}" for share in one.numbers["drawn"]["best_share"]}
    assert means.images[0].get_array().compressed() == pytest.approx(
        values.mean(axis=1) * (1e-3 if values.mean(axis=1).max() >= 1e4 else 1)
    )


@pytest.mark.usefixtures("unsettled")
def test_the_title_of_cells_names_the_one_that_is_best_most_often(stored):
    results = stored("two steps in worlds")
    values = np.zeros((4, 3, 1, 1))
    values[1, :2] = 5.0  # months 0 and 12, best in two worlds
    values[2, 2] = 9.0
    one = only(planted(results, np.ones(4) * values.reshape(12, 1, 1))).picture.title
    assert one.startswith(
        "Impact by involve policy makers month and involve communities month: 0 and 12 is best in"
        " 2 of 3 (21 to 94 %) plausible worlds, more often than any other"
    )
    everywhere = np.zeros((4, 3, 1))
    everywhere[3] = 1.0
    all_worlds = only(planted(results, np.ones(4) * everywhere.reshape(12, 1, 1))).picture.title
    assert all_worlds.endswith("12 and 12 is best in all 3 plausible worlds")


def test_cells_without_worlds_have_no_winner_but_ends_with_intervals(pictures_of):
    (one,) = pictures_of("two steps")
    assert one.numbers["drawn"]["best_share"] is None
    assert "Impact goes from" in one.picture.title
    assert one.picture.title.count(" to ") >= 3
    assert "luck alone" in one.picture.caption


def test_the_triangle_shows_means_winners_and_regret_of_every_mix(stored, pictures_of):
    results = stored("triangle in worlds")
    (one,) = pictures_of("triangle in worlds")
    mixes = np.array(one.numbers["drawn"]["mixes"])
    means = results.means("impact_total")[:, 0].reshape(6, 4)
    own = results.points.reshape(6, 4, -1)[:, 0, : len(MIX)]
    order = [int(np.flatnonzero((own == mix).all(axis=1))[0]) for mix in mixes]
    means = means[order]
    regret = means.max(axis=0) - means
    drawn = one.numbers["drawn"]
    assert drawn["mean"] == pytest.approx(means.mean(axis=1))
    assert drawn["mean_regret"] == pytest.approx(regret.mean(axis=1))
    assert drawn["regret_90"] == pytest.approx(np.percentile(regret, 90, axis=1))
    assert sum(drawn["best_share"]) == pytest.approx(1.0)
    assert spoken(mixes[int(np.argmax(drawn["best_share"]))]) in one.picture.title
    assert "4 plausible worlds" in one.picture.caption


@pytest.mark.usefixtures("unsettled")
def test_of_what_nobody_wants_more_or_less_nothing_is_best(stored):
    one = only(stored("triangle in worlds"), outcome="funding_eur")
    assert one.numbers["drawn"]["best_share"] is None
    assert "best" not in one.picture.title
    with pytest.raises(AnalysisError, match="neither more nor less is better"):
        only(stored("triangle in worlds"), outcome="funding_eur", kind="regret")


@pytest.mark.usefixtures("unsettled")
def test_the_star_of_a_triangle_stands_where_people_want_it(stored):
    results = stored("triangle")
    rising = np.arange(6.0)[:, np.newaxis, np.newaxis] * np.ones(4)
    figure = only(planted(results, rising)).picture.figure
    (star,) = [line for line in figure.axes[0].lines if line.get_marker() == "*"]
    at = results.points[5, :3]
    below = results.points[0, :3]
    assert star.get_xydata()[0] != pytest.approx(_place(star.axes, below))
    assert star.get_xydata()[0] == pytest.approx(_place(star.axes, at))


def _place(axes, mix):
    (line,) = axes.plot(*([share] for share in mix))
    return line.get_xydata()[0]


def test_dots_are_means_with_intervals_and_paired_differences(stored, pictures_of):
    results = stored("arms at points")
    (one,) = pictures_of("arms at points")
    values = results.values("impact_total")
    reference = results.arms.index(results.study.scenario.reference)
    for at, arm in enumerate(results.arms):
        levels = one.numbers["drawn"]["levels"][arm]
        assert [row["mean"] for row in levels] == pytest.approx(values[:, at].mean(axis=1))
        assert all(row["low"] <= row["mean"] <= row["high"] for row in levels)
        if at != reference:
            told_here = [row["mean"] for row in one.numbers["drawn"]["differences"][arm]]
            paired = (values[:, at] - values[:, reference]).mean(axis=1)
            assert told_here == pytest.approx(paired, abs=1e-6)
    assert len([axes for axes in one.picture.figure.axes if axes.lines]) == 2


@pytest.mark.usefixtures("unsettled")
def test_months_are_the_stored_ones_with_a_panel_for_each_of_few_points(stored):
    results = stored("table")
    one = only(results, months=True)
    table = results.sql(
        "select point, month, avg(reach) as reach from months group by point, month"
        " order by point, month"
    )
    for point, panel in enumerate(one.numbers["drawn"]["panels"]):
        here = table[table.point == results.folder.rows[point]]
        assert one.numbers["drawn"]["months"] == here.month.tolist()
        assert panel["all"]["mean"] == pytest.approx(here.reach.to_numpy())
    assert len(one.numbers["drawn"]["panels"]) == 2
    assert "luck alone" in one.picture.caption
    many = only(stored("latin-hypercube"), months=True)
    assert len(many.numbers["drawn"]["panels"]) == 1
    assert "and not luck" in many.picture.caption


@pytest.mark.usefixtures("unsettled")
def test_regret_of_arms_needs_worlds(stored):
    with pytest.raises(AnalysisError, match="several worlds"):
        only(stored("arms"), kind="regret")
    one = only(stored("two steps in worlds"), kind="regret")
    assert one.numbers["drawn"]["worlds"] == 3
    assert len(one.numbers["drawn"]["strategies"]) == 4


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"outcome": "impact_totl"}, "impact_total"),
        ({"against": ["base_trst"]}, "base_trust"),
        ({"arms": ["al"]}, "all"),
        ({"kind": "scater"}, "scatter"),
        ({"kind": "triangle"}, "expected a design triangle"),
        ({"kind": "heat"}, "expected scatter or another kind"),
        ({"months": True}, "expected a study that keeps them"),
        ({"months": True, "kind": "dots"}, "one of the two"),
        ({"against": ["base_trust", "base_trust"]}, "two that differ"),
    ],
)
@pytest.mark.usefixtures("unsettled")
def test_what_cannot_be_drawn_is_refused_with_the_nearest_word(stored, options, said):
    with pytest.raises(AnalysisError, match=said):
        list(study_pictures(stored("sobol"), **options))


def test_a_monthly_outcome_asked_for_without_months_is_explained(stored):
    with pytest.raises(AnalysisError, match="add --months"):
        list(study_pictures(stored("table"), outcome="reach"))
    with pytest.raises(AnalysisError, match="reach"):
        list(study_pictures(stored("table"), outcome="reech", months=True))


@pytest.mark.parametrize("ending", ["png", "svg"])
def test_a_picture_and_its_numbers_are_written_whole_and_alike(pictures_of, tmp_path, ending):
    (one,) = pictures_of("one step")
    path, numbers = write(one, tmp_path / f"a.{ending}")
    first = path.read_bytes()
    told_there = json.loads(numbers.read_text("utf-8"))
    assert told_there["picture"] == f"a.{ending}"
    assert told_there["drawn"] == one.numbers["drawn"]
    assert told_there["title"] == one.picture.title
    if ending == "svg":
        text = first.decode()
        assert text.rstrip().endswith("</svg>")
        assert one.picture.alt in text
    else:
        assert first.startswith(b"\x89PNG")
        assert first.rstrip().endswith(b"IEND\xaeB`\x82")
    write(replace(one), tmp_path / f"a.{ending}")
    assert path.read_bytes() == first
    assert {file.name for file in tmp_path.iterdir()} == {f"a.{ending}", "a.json"}


def test_separate_arms_are_outlined_and_pooled_ones_filled(stored, pictures_of):
    results = stored("arms")
    asked = Asked(results, "impact_total", results.arms)
    figure = pictures_of("arms")[0].picture.figure
    faces = {line.get_marker(): line.get_markerfacecolor() for line in figure.axes[0].lines}
    for style in asked.styles.values():
        assert faces[style.marker] == style.face
        assert (style.face == PAPER) is not style.filled


def test_rank_correlations_are_wider_where_the_factor_was_chosen_or_points_repeat(stored):
    luck = np.random.default_rng(3)
    x = luck.random(64)
    y = x + luck.random(64)
    plain, chosen = rank_correlation(x, y), rank_correlation(x, y, asked_of=97)
    few = rank_correlation(x, y, independent=8)
    assert plain.rho == chosen.rho == few.rho
    assert chosen.low < plain.low < plain.rho < plain.high < chosen.high
    assert few.low < plain.low
    for name, count in (("saltelli", 8), ("morris", 4), ("sobol", 32)):
        assert independent_points(Asked(stored(name), "impact_total", ("all",))) == count
