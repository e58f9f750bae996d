"""``snowball plot`` from a stored study to a picture, its numbers, and what is said of it."""

import json
from pathlib import Path

import pytest

from analysis.studies.engines import threads
from analysis.studies.loading import load_study
from analysis.studies.sweep import Shard, sweep
from analysis.study_pictures import KINDS
from app.asking import build_parser
from app.saying import wrapped
from simulation.scenario import to_yaml
from tests.studies.conftest import SMALL, VALID


@pytest.fixture
def study(snowball, tmp_path):  # noqa: ARG001 (it changes to the empty folder)
    """Run a small study in the empty folder of the command, wholly or a half of it."""

    def make(name="s", shard=(1, 1), **changes):
        data = {key: value for key, value in {**SMALL, **changes}.items() if value is not None}
        file = tmp_path / f"{name}.yaml"
        file.write_text(to_yaml(data | {"scenario": str(VALID / data["scenario"])}), "utf-8")
        sweep(load_study(file), Path(name), engine=threads(2), shard=Shard(*shard), chunk_runs=8)
        return name

    return make


def test_one_command_draws_writes_and_says_what_it_found(snowball, study):
    said = snowball("plot", study())
    assert (said.code, said.err) == (0, "")
    (numbers,) = Path("s/analysis/pictures").glob("*.json")
    told = json.loads(numbers.read_text("utf-8"))
    assert numbers.with_name(told["picture"]).read_bytes().startswith(b"\x89PNG")
    assert wrapped(told["title"]) in said.out
    assert wrapped(told["caption"], "  ") in said.out
    assert f"Written: {numbers.with_suffix('.png')}" in said.out
    stored = json.loads(Path("s/study.json").read_text("utf-8"))
    assert told["study_sha256"] == stored["study_sha256"]


def test_options_choose_outcome_factor_kind_and_file(snowball, study):
    wanted = ("--outcome", "sustainability_36", "--against", "need_share", "--out", "a/b.svg")
    said = snowball("plot", study(), *wanted, "--json")
    assert said.code == 0
    (one,) = json.loads(said.out)["pictures"]
    assert (one["picture"], one["numbers"], one["kind"]) == ("a/b.svg", "a/b.json", "scatter")
    told = json.loads(Path("a/b.json").read_text("utf-8"))
    assert (told["outcome"], told["factors"], told["unit"]) == (
        "sustainability_36", ["need_share"], "%",
    )  # fmt: skip
    assert Path("a/b.svg").read_text("utf-8").rstrip().endswith("</svg>")
    assert not Path("s/analysis").exists()


def test_maps_of_several_arms_go_to_a_file_each(snowball, study):
    steps = {"need_share": {"values": [0.005, 0.01]}, "base_trust": {"values": [0.2, 0.4]}}
    grid = study("g", scenario="events.yaml", factors=steps, design={"kind": "grid"})
    said = snowball("plot", grid, "--out", "map.png", "--json")
    pictures = [Path(one["picture"]) for one in json.loads(said.out)["pictures"]]
    arms = [json.loads(path.with_suffix(".json").read_text("utf-8"))["arms"] for path in pictures]
    assert pictures[0] == Path("map.png")
    assert len({*pictures}) == len({one for (one,) in arms}) == 3
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in pictures)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--outcome", "impact_totl"), "impact_total"),
        (("--against", "base_trst"), "base_trust"),
        (("--arm", "al"), "all"),
        (("--kind", "scater"), "scatter"),
        (("--months",), "a study that keeps them"),
        (("--out", "a.pdf"), "a name ending in .png or .svg"),
    ],
)
def test_mistakes_are_told_in_one_line_with_the_nearest_word(snowball, study, options, said):
    found = snowball("plot", study(design={"kind": "sobol", "points": 2}), *options)
    assert (found.code, found.out) == (2, "")
    assert said in found.err
    assert len(found.err.splitlines()) == 1
    assert sorted(Path().glob("*/analysis")) == []


def test_a_folder_without_a_study_is_refused(snowball):
    found = snowball("plot", "nothing")
    assert found.code == 2
    assert "snowball sweep STUDY --out FOLDER makes" in found.err


def test_an_unfinished_study_is_drawn_and_what_is_missing_told(snowball, study):
    half = study(shard=(1, 2))
    found = snowball("plot", half)
    assert found.code == 0
    assert found.err.startswith("Unfinished: 16 of 32 (50 %) runs are not stored yet")
    assert "Unfinished: 16 of 32" in " ".join(found.out.split())


def test_the_help_names_every_kind_of_picture():
    text = " ".join(
        build_parser()._subparsers._group_actions[0].choices["plot"].format_help().split()
    )
    assert ", ".join(sorted(KINDS)[:-1]) + f" or {max(KINDS)}" in text
