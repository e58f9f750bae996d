"""The peers' own tools run the model through the connectors, and give its numbers."""

import warnings

import numpy as np
import pytest
from mesa.batchrunner import batch_run

from analysis.connectors import ema_model, evaluation, salib_evaluate, salib_problem
from simulation import load_scenario, run_ensemble
from simulation.model_batch import batch_model
from tests.studies.conftest import small  # noqa: F401 (a fixture)

SHORT = {"horizon_months": 12, "funding_months": 6}


@pytest.fixture
def study(small):  # noqa: F811
    return small(fixed=SHORT, factors={"base_trust": {}, "oneoff_share": {}})


def by_hand(study, column="impact_total", **values):
    arm = study.scenario.arms["all"].changed(**SHORT, **values)
    scenario = study.scenario.with_arms({"all": arm}, "all")
    return run_ensemble(scenario, 3, study.text.seed).run_of(column)[0].mean()


def test_salib_samples_and_analyses_the_model(study):
    from SALib.analyze import sobol as analyse
    from SALib.sample import sobol as sample

    asked = evaluation(study, replications=3)
    problem = salib_problem(asked)
    points = sample.sample(problem, 16, calc_second_order=False)
    y = salib_evaluate(asked)(points)
    assert y[5] == by_hand(study, **dict(zip(problem["names"], points[5].tolist(), strict=True)))
    found = analyse.analyze(problem, y, calc_second_order=False)
    assert np.isfinite(found["ST"]).all()
    assert found["ST"].max() > 0.1


def test_the_workbench_runs_the_model(study):
    asked = evaluation(study, replications=3)
    model = ema_model(asked, ("impact_total", "sustainability_36"))
    assert [one.name for one in model.uncertainties] == ["base_trust"]
    assert [one.name for one in model.levers] == ["oneoff_share"]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the workbench's own, about its optional packages
        from ema_workbench import SequentialEvaluator

        with SequentialEvaluator(model) as evaluator:
            experiments, outcomes = evaluator.perform_experiments(scenarios=3, policies=2)
    assert len(experiments) == len(outcomes["impact_total"]) == 6
    row = experiments.iloc[4]
    values = {name: float(row[name]) for name in asked.factors}
    assert outcomes["impact_total"][4] == by_hand(study, **values)


def test_mesa_runs_the_model_in_a_batch(study):
    scenario = study.scenario
    rows = batch_run(
        batch_model(scenario, "all"),
        {"replicate": [0, 1, 2], "seed": study.text.seed, "base_trust": [0.3, 0.5], **SHORT},
        display_progress=False,
    )
    assert len(rows) == 6
    means = [np.mean([row["impact_total"] for row in rows if row["base_trust"] == trust])
             for trust in (0.3, 0.5)]  # fmt: skip
    assert means == pytest.approx([by_hand(study, base_trust=0.3), by_hand(study, base_trust=0.5)])


def test_names_that_do_not_exist_are_refused(study):
    with pytest.raises(ValueError, match="expected one of all"):
        evaluation(study, arm="al")
    with pytest.raises(ValueError, match=r"Did you mean impact_total\?"):
        salib_evaluate(evaluation(study), "impact_totl")
    with pytest.raises(ValueError, match="an unknown key"):
        batch_run(batch_model(load_scenario("strategies")), {"base_trst": 0.3},
                  display_progress=False)  # fmt: skip
