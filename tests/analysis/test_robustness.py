"""Measures of robustness on matrices worked by hand, and the words about them."""

import math
import re

import numpy as np
import pytest

from analysis import robustness_words
from analysis.errors import AnalysisError
from analysis.robustness import chosen_by, measures, robustness
from analysis.robustness_words import BULGARIAN, SENTENCES, advice
from analysis.statistics import wilson

# Outcomes of three strategies in four worlds.
BOLD, SAFE, MIDDLE = (12.0, 4.0, 0.0, 6.0), (5.0, 6.0, 3.0, 4.0), (8.0, 5.0, 1.0, 6.0)
VALUES = np.array([BOLD, SAFE, MIDDLE])
NAMES = ("bold", "safe", "middle")

# The matrix and the answers of the tests of RAPID, the package of McPhail et al.'s first author.
RAPID = [[0.99, 1.0, 0.5], [0.69, 0.6, 0.6]]


def measured(values=VALUES, names=NAMES, better="higher", threshold=None):
    found = robustness(values, names, better=better, threshold=threshold)
    return {one.measure.key: one for one in found}


def test_measures_of_outcomes_are_those_worked_by_hand():
    found = measured()
    assert found["maximin"].values.tolist() == [0.0, 3.0, 1.0]
    assert found["maximax"].values.tolist() == [12.0, 6.0, 8.0]
    assert found["hurwicz"].values.tolist() == [6.0, 4.5, 4.5]
    assert found["laplace"].values.tolist() == [5.5, 4.5, 5.0]
    # The best of each world are 12, 6, 3, 6.
    # bold misses 0 2 3 0, safe 7 0 0 2, middle 4 1 2 0.
    assert found["minimax_regret"].values.tolist() == [3.0, 7.0, 4.0]
    assert found["regret_90"].values.tolist() == [3.0, 7.0, 4.0]
    # Medians 5, 4.5, 5.5; the worse half is 0 4, 3 4, 1 5: away by 5 1, 1.5 0.5, 4.5 0.5.
    assert found["undesirable_deviations"].values.tolist() == [3.0, 1.0, 2.5]
    assert found["mean_variance"].values == pytest.approx(
        [6.5 / (1 + math.sqrt(25)), 5.5 / (1 + math.sqrt(5 / 3)), 6.0 / (1 + math.sqrt(26 / 3))]
    )
    assert {one.chosen for one in found.values()} >= {("bold",), ("safe",)}
    assert found["maximin"].chosen == ("safe",)
    assert found["minimax_regret"].chosen == ("bold",)
    assert all(one.worlds == 4 for one in found.values())


@pytest.mark.parametrize(
    ("key", "higher", "lower"),
    [  # for "lower" RAPID turns signs round: 1.0 here is its -1.0
        ("maximin", (0.5, 0.6), (1.0, 0.69)),
        ("maximax", (1.0, 0.69), (0.5, 0.6)),
        ("hurwicz", (0.75, 0.645), (0.75, 0.645)),
        ("laplace", (0.83, 0.63), (0.83, 0.63)),
        ("minimax_regret", (0.1, 0.4), (0.4, 0.1)),
        ("undesirable_deviations", (0.245, 0.0), (0.005, 0.045)),
        ("mean_variance", (1.42320289996384, 1.54948632859709), None),
    ],
)
def test_measures_agree_with_the_package_of_their_first_author(key, higher, lower):
    names = ("a", "b")
    assert measured(RAPID, names)[key].values == pytest.approx(higher)
    if lower:
        assert measured(RAPID, names, "lower")[key].values == pytest.approx(lower)


def test_shapes_agree_with_the_package_of_their_first_author():
    values = [[0.99, 1.0, 0.5], [0.69, 0.6, 0.61]]
    assert measured(values, "ab")["skewness"].values == pytest.approx([0.96, -7 / 9])
    assert measured(values, "ab", "lower")["skewness"].values == pytest.approx([-0.96, 7 / 9])
    values = [[0.99, 1.0, 0.5, 0.52], [0.69, 0.6, 0.61, 1.0]]
    assert measured(values, "ab")["peakedness"].values == pytest.approx([1.06382979, 5.0])


def test_ninety_percent_regret_leaves_the_strangest_world_out():
    values = np.zeros((2, 21))
    values[0, 0], values[1, 1:] = 100.0, 1.0  # the first misses 1 in 20 worlds, the second 100 once
    found = measured(values, "ab")
    assert found["minimax_regret"].values.tolist() == [1.0, 100.0]
    assert found["regret_90"].values.tolist() == [1.0, 0.0]
    assert (found["minimax_regret"].chosen, found["regret_90"].chosen) == (("a",), ("b",))


def test_where_less_is_better_the_worst_case_is_the_highest():
    costs = -VALUES + 20.0
    plain, turned = measured(), measured(costs, better="lower")
    for key in ("maximin", "maximax", "hurwicz", "laplace"):
        np.testing.assert_allclose(turned[key].values, 20.0 - plain[key].values)
        assert turned[key].better == "lower"
    for key in ("minimax_regret", "regret_90", "undesirable_deviations", "skewness", "peakedness"):
        np.testing.assert_allclose(turned[key].values, plain[key].values)
        assert turned[key].better == plain[key].better
    assert {key: one.chosen for key, one in turned.items() if key != "mean_variance"} == {
        key: one.chosen for key, one in plain.items() if key != "mean_variance"
    }


def test_mean_variance_never_praises_spread():
    means_alike = [[4.0, 6.0], [1.0, 9.0]]
    for better in ("higher", "lower"):
        assert measured(means_alike, ("calm", "wild"), better)["mean_variance"].chosen == ("calm",)
    lower = measured(means_alike, ("calm", "wild"), "lower")["mean_variance"]
    assert lower.values == pytest.approx([6 * (1 + math.sqrt(2)), 6 * (1 + math.sqrt(32))])
    assert lower.better == "lower"


def test_undefined_measures_choose_nobody():
    found = measured([[-4.0, -2.0, -3.0], [1.0, 2.0, 4.0]], "ab")
    assert np.isnan(found["mean_variance"].values).all()
    assert found["mean_variance"].chosen == ()
    flat = measured([[2.0, 2.0, 2.0], [1.0, 2.0, 4.0]], "ab")["skewness"]
    assert np.isnan(flat.values[0])
    assert flat.chosen == ("b",)
    choices = chosen_by([[-4.0, -2.0], [1.0, 2.0]], "ab", better="higher", resamples=20)
    (undefined,) = (one for one in choices if one.measure.key == "mean_variance")
    assert undefined.stability == 0.0


@pytest.mark.parametrize(
    ("better", "threshold", "shares"),
    [("higher", 4.0, (0.75, 0.75, 0.75)), ("higher", 5.0, (0.5, 0.5, 0.75)),
     ("lower", 4.0, (0.5, 0.5, 0.25)), ("lower", 0.0, (0.25, 0.0, 0.0))],
)  # fmt: skip
def test_the_domain_criterion_counts_worlds_with_enough(better, threshold, shares):
    found = measured(better=better, threshold=threshold)["starr"]
    assert found.values.tolist() == list(shares)
    assert found.better == "higher"
    for low, high, share in zip(found.low, found.high, shares, strict=True):
        assert (low, high) == wilson(round(4 * share), 4)


def test_without_a_threshold_there_is_no_domain_criterion():
    assert "starr" not in measured()
    assert len(measured(threshold=1.0)) == 11
    assert all(one.low is None for one in measured(threshold=1.0).values()
               if one.measure.unit != "share of worlds")  # fmt: skip


def test_equal_strategies_are_chosen_together():
    values = np.array([BOLD, BOLD, SAFE])
    found = measured(values, ("one", "twin", "safe"))
    assert found["laplace"].chosen == ("one", "twin")
    assert found["maximin"].chosen == ("safe",)
    (choice,) = (one for one in chosen_by(values, ("one", "twin", "safe"), better="higher")
                 if one.measure.key == "maximax")  # fmt: skip
    assert choice.chosen == ("one", "twin")
    assert choice.shares[0] == choice.shares[1]
    assert choice.shares.sum() == pytest.approx(1.0)
    assert choice.stability == pytest.approx(choice.shares[:2].sum())


def test_rounding_errors_make_nobody_better():
    for better in ("higher", "lower"):
        found = measured([[0.1 + 0.2, 0.4], [0.3, 0.4]], "ab", better, threshold=0.2)
        chosen = {key: one.chosen for key, one in found.items() if one.measure.alone}
        assert chosen == dict.fromkeys(chosen, ("a", "b"))


def test_one_strategy_alone_is_chosen_and_regrets_nothing():
    found = measured([BOLD], ["bold"])
    assert all(one.chosen == ("bold",) for one in found.values())
    assert found["minimax_regret"].values.tolist() == [0.0]


def test_stability_is_how_often_resampled_worlds_choose_the_same():
    # In 3 of 4 worlds a is better by 1, in the fourth worse by 2.5.  The mean of a resample with
    # k fourth worlds is better for a if 4 - k > 2.5 k, that is k of 0 or 1: (81 + 108) / 256.
    values = np.array([[1.0, 1.0, 1.0, 0.0], [0.0, 0.0, 0.0, 2.5]])
    choices = chosen_by(values, "ab", better="higher", resamples=4000)
    (mean,) = (one for one in choices if one.measure.key == "laplace")
    assert mean.chosen == ("a",)
    assert mean.stability == pytest.approx(189 / 256, abs=0.03)
    assert mean.shares.sum() == pytest.approx(1.0)


def test_a_strategy_that_is_best_in_every_world_is_chosen_in_every_resample():
    choices = chosen_by(np.array([SAFE, np.add(SAFE, 1.0)]), "ab", better="higher", resamples=50)
    for one in choices:
        if one.measure.alone:
            assert (one.chosen, one.stability) == (("b",), 1.0)


def test_resamples_have_a_fixed_seed():
    one, two, other = (
        chosen_by(VALUES, NAMES, better="higher", resamples=150, seed=seed) for seed in (0, 0, 1)
    )
    for first, second in zip(one, two, strict=True):
        np.testing.assert_array_equal(first.shares, second.shares)
    assert any((a.shares != b.shares).any() for a, b in zip(one, other, strict=True))


def test_measures_of_spread_or_shape_do_not_choose_alone():
    values = [[1.0, 1.1, 1.2], [7.0, 9.0, 12.0]]  # the first is worse everywhere, and calm
    found = measured(values, ("calm", "good"))
    assert found["undesirable_deviations"].chosen == ("calm",)
    assert {one.chosen for one in found.values() if one.measure.alone} == {("good",)}


@pytest.mark.parametrize("better", ["higher", "lower"])
def test_every_measure_is_described(better):
    every = measures(better, 2.0)
    assert len({one.key for one in every}) == len(every) == 11
    for one in every:
        assert one.definition.endswith(".")
        assert one.suits.startswith(("people", "very cautious people"))
    bound = {"higher": "at least 2", "lower": "at most 2"}[better]
    assert bound in every[-1].definition


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"better": "neither"}, 'got "neither", expected "higher" or "lower"'),
        ({"strategies": ["a", "a", "b"]}, "names that differ"),
        ({"strategies": ["a", "b"]}, r"shape \(3, 4\) for 2 strategies"),
        ({"values": VALUES[:, :1]}, "at least two worlds"),
        ({"values": np.where(VALUES > 5.0, np.nan, VALUES)}, "got 5 of 12 undefined"),
        ({"threshold": math.nan}, "threshold: got nan"),
    ],
)
def test_what_cannot_be_measured_is_an_error(change, word):
    asked = {"values": VALUES, "strategies": NAMES, "better": "higher", **change}
    for function in (robustness, chosen_by, advice):
        with pytest.raises(AnalysisError, match=word):
            function(**asked)


# Words


def told(values=VALUES, names=NAMES, better="higher", **more):
    return " ".join(advice(values, names, better=better, resamples=100, **more))


@pytest.fixture(scope="module")
def many_worlds():
    """A strategy with a high mean and a bad worst case, and one that is safe."""
    luck = np.random.default_rng(1).normal(size=301)
    return np.stack([19_500.0 + 4_000.0 * luck, 18_000.0 + 500.0 * luck])


def test_where_measures_agree_the_advice_says_so():
    text = told([SAFE, np.add(SAFE, 1.0)], ("a", "b"))
    assert "All 7 measures that can choose by themselves choose “b”" in text
    assert "“a” is worse than “b” in every one of these worlds" in text
    assert "would choose the same each time" in text
    assert "disagree" not in text


def test_where_measures_disagree_the_advice_says_about_what(many_worlds):
    text = told(many_worlds, ("bold", "safe"), unit="person-months")
    assert "disagree" in text
    found = re.search(
        r"“bold” is better than “safe” by ([\d,]+) person-months \(([\d,]+) to ([\d,]+)\)", text
    )
    mean, low, high = (float(one.replace(",", "")) for one in found.groups())
    gap = many_worlds[0] - many_worlds[1]
    assert low < gap.mean() < high
    assert mean == pytest.approx(gap.mean(), abs=50.0)
    assert mean % 100 == low % 100 == high % 100 == 0  # the interval is some hundreds wide
    loss = many_worlds[1].min() - many_worlds[0].min()
    assert f"worse than that of “safe” by {round(loss, -2):,.0f} person-months" in text


def test_an_unclear_mean_is_called_so(many_worlds):
    gap = many_worlds[0] - many_worlds[1]  # of which the mean has a standard error of about 200
    closer = many_worlds - np.array([[gap.mean() - 100.0], [0.0]])
    assert "“bold” is not clearly better than “safe”" in told(closer, ("bold", "safe"))


def test_advice_is_the_same_where_less_is_better(many_worlds):
    plain = told(many_worlds, ("bold", "safe"), unit="EUR")
    turned = told(60_000.0 - many_worlds, ("bold", "safe"), "lower", unit="EUR")
    about = re.compile(r"The disagreement is .*? EUR\.")
    assert about.search(plain)[0] == about.search(turned)[0]


def test_choices_that_hang_on_few_worlds_are_called_loose():
    assert "Not firm" in told()
    assert "worst case (" in told()


def test_a_strategy_for_which_only_the_best_case_speaks_is_named():
    values = [[50.0, 0.0, 0.0, 0.0, 0.0], [30.0, 29.0, 29.0, 29.0, 29.0]]
    text = told(values, ("dream", "solid"))
    assert "Only the best case speaks for “dream”" in text


def test_enough_is_told_with_its_interval(many_worlds):
    text = told(many_worlds, ("bold", "safe"), threshold=17_000.0, unit="EUR")
    share = np.mean(many_worlds[1] >= 17_000.0)
    low, high = wilson(int(share * 301), 301)
    assert "Enough, which is at least 17,000 EUR, is" in text
    assert "at most −17,000 EUR" in told(-many_worlds, ("bold", "safe"), "lower",
                                         threshold=-17_000.0, unit="EUR")  # fmt: skip
    assert f"with “safe”: in {100 * share:.0f} % of worlds ({100 * low:.0f} to" in text
    assert f"to {100 * high:.0f} %" in text


def test_equal_strategies_and_a_single_one_are_called_so():
    assert "find “a” and “b” equally good" in told([SAFE, SAFE], ("a", "b"))
    assert "only one strategy, “bold”" in told([BOLD], ["bold"])


@pytest.mark.parametrize("language", ["en", "bg"])
def test_advice_never_promises(language, many_worlds):
    for values, names in ((many_worlds, ("a", "b")), ([SAFE, SAFE], ("a", "b")), ([BOLD], ["a"])):
        said = advice(values, names, better="higher", language=language, resamples=20)
        assert said[-2] == SENTENCES[language]["promise"]
        assert said[-1] == SENTENCES[language]["act"]
        promises = re.compile(r"\b(will(?! be asked)|certainly|guarantee\w*|ще(?! бъдат)|сигурно"
                              r"|гарантира\w*)\b")  # fmt: skip
        assert not [one for one in said if promises.search(one)]


def test_both_languages_have_the_same_sentences_with_the_same_places():
    places = re.compile(r"{(\w+)}")
    assert SENTENCES["en"].keys() == SENTENCES["bg"].keys()
    for key, english in SENTENCES["en"].items():
        bulgarian = SENTENCES["bg"][key]
        assert sorted(set(places.findall(english))) == sorted(set(places.findall(bulgarian))), key
        if key not in ("to",):
            assert re.search("[а-я]", bulgarian) or bulgarian == " и "
    assert BULGARIAN.keys() == {one.key for one in measures("higher", 0.0)}


def test_bulgarian_has_its_own_quotation_marks_numbers_and_no_english_words(many_worlds):
    text = told(many_worlds, ("смело", "сигурно"), language="bg", unit="човекомесеца",
                threshold=17_000.0)  # fmt: skip
    assert "„смело“" in text
    assert not re.search("[A-Za-z]", text)
    assert re.search("\\d\u00a0\\d{3} човекомесеца", text)


def test_labels_that_hold_and_stay_whole():
    label = "Deep and out"
    assert f"find “{label}” and “b” equally good" in told([SAFE, SAFE], (label, "b"))
    found = told([SAFE, SAFE], (label, "б"), language="bg")
    assert f"„{label}“ и „б“" in found


def test_other_languages_are_an_error():
    with pytest.raises(AnalysisError, match='language: got "fr", expected "en" or "bg"'):
        advice(VALUES, NAMES, better="higher", language="fr")


def test_speakers_leave_decimal_points_to_the_language():
    bulgarian = robustness_words._Speaker("bg")
    assert bulgarian.number("12,345.6") == "12\u00a0345,6"
    assert robustness_words._Speaker("en").number("12,345.6") == "12,345.6"
