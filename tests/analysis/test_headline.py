"""The headline names every arm with its direction, and the level of the reference."""

import re
from dataclasses import replace

import pytest

from analysis import verdict as verdicts
from analysis.comparison import Level, compare
from analysis.verdict import spoken, verdict
from tests.analysis.test_comparison import planted
from tests.analysis.test_verdict import LEVELS, NOISE, assert_well_formed, row_of, verdict_on


def test_what_lasts_is_told_of_every_arm_with_its_direction():
    found = verdict_on(
        small={"impact_total": -100.0, "sustainability_36": 0.1, "impact_after_funding": -0.1},
        large={"impact_total": 100.0, "sustainability_36": -0.1, "impact_after_funding": 0.1},
        tiny={"sustainability_36": -0.003},
        same={"sustainability_36": NOISE / 1e3},
    )
    assert found.headline.endswith(
        " Three years after the funding more of the service of its best year with funding is left"
        " with “Small”, slightly less with “Tiny”, less with “Large”, not clearly different with"
        " “Same”; impact after the funding is higher with “Large”, lower with “Small”, not clearly"
        f" different with “Tiny” and “Same”. {LEVELS}"
    )


def test_arms_that_all_share_a_direction_are_not_listed_again():
    loss = {"impact_total": -100.0, "sustainability_36": -0.1, "impact_after_funding": 0.1}
    assert (
        "less of the service of its best year with funding is left with all others; impact after"
        " the funding is higher with all others."
    ) in verdict_on(a=loss, b=loss, c=loss).headline
    assert "is left with “A” and “B”;" in verdict_on(a=loss, b=loss).headline


def test_service_that_has_grown_is_not_called_what_is_left():
    found = verdict_on(arm={"sustainability_36": 1.0, "sustainability_12": -0.1})
    assert (
        " Three years after the funding the service, as a share of its best year with funding, is"
        " larger with “Arm”;"
    ) in found.headline
    assert found.headline.endswith(LEVELS)
    above = row_of("sustainability_36", 1.0)
    assert spoken(above).startswith("three years after the funding its service is 156 %")
    assert spoken(above).split(" (")[0].endswith(" % of its best year with funding")
    both = replace(above, mean=1.53, reference_mean=1.15, difference=0.38, low=0.3, high=0.46)
    assert spoken(both) == (
        "three years after the funding its service has grown to 153 % instead of 115 % of its best"
        " year with funding (30 to 46 percentage points more)"
    )


def test_what_lasts_is_not_told_where_no_arm_differs_clearly():
    headline = verdict_on(arm={"impact_total": 100.0, "sustainability_36": NOISE / 1e3}).headline
    assert "Three years after the funding" not in headline
    assert "impact after the funding" not in headline


@pytest.mark.parametrize(
    ("levels", "said"),
    [
        ({"reach_final": 1214.8, "coverage_share_final": 0.0426}, "1,215 of 29,000 people"),
        ({"reach_final": 97.0, "coverage_share_final": 0.97}, "97 of 100 people"),
        ({"reach_final": 0.0, "coverage_share_final": 0.0}, "0 of 500 people"),
        ({"sustainability_36": 1.148},
         "three years after the funding its service has grown to 115 % of its best year with"
         " funding."),
    ],
)  # fmt: skip
def test_the_level_of_the_reference_is_told(levels, said):
    scenario, results = planted(arm={})
    given = {"reach_mean": 10.0, "unmet_need_mean": 490.0} | levels
    found = compare(scenario, results)
    told = found.levels | {("base", name): Level(at, at, at) for name, at in given.items()}
    text = verdicts.level_of_reference(replace(found, levels=told), "Base")
    assert said in text
    assert_well_formed(text)


def test_a_difference_below_one_percent_is_slight_wherever_it_is_told():
    scenario, results = planted(arm={"impact_total": -8.0, "trust_final": 0.003})
    compared = compare(scenario, results)
    found = verdict(scenario, compared, results)
    assert "slightly less impact with “Arm” (0.8" in found.headline
    assert "slightly less impact, 0.8" in " ".join(found.sentences)
    assert re.search(r"trust is 0\.554 .* \(slightly more, 0\.003\)", " ".join(found.sentences))
    assert verdicts.judged(compared.of("arm", "impact_total")) == "slightly worse"
    assert not compared.of("arm", "reach_final").slight


def test_the_headline_sorts_by_size_and_names_labels_with_commas_unmistakably():
    found = verdict_on(
        labels={"b": "Separate, late"},
        a={"impact_total": 50.0}, b={"impact_total": 100.0}, c={"impact_total": -20.0},
        d={"impact_total": NOISE}, e={"impact_total": -70.0},
    )  # fmt: skip
    assert re.sub(r"\(\d+\.?\d* %\)", "()", found.headline).removesuffix(f" {LEVELS}") == (
        "In this model, compared with “Base”: more impact with “Separate, late” () and “A” ();"
        " less impact with “C” () and “E” (); no clear difference in impact with “D”."
    )
