"""Whatever is typed, the answer is one line in words and the right exit code."""

import json
from pathlib import Path

import pytest

from app import __main__ as entrance

from .conftest import VALID

FINE = "valid/minimal.yaml"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((), "COMMAND"),
        (("chek", FINE), "Did you mean check?"),
        (("",), 'got ""'),
        (("--json",), "COMMAND"),
        (("check",), "FILE"),
        (("run",), "FILE"),
        (("compare",), "FILE"),
        (("explain",), "NAME"),
        (("run", "bureu"), "Did you mean bureau?"),
        (("run", "mentoring"), "a brick, which does not run alone"),
        (("check", "base"), "a part, which does not run alone"),
        (("explain", "organisation"), "Did you mean organisations"),
        (("explain", "mentorin"), "Did you mean mentoring"),
        (("explain", "no-monitorin"), "Did you mean no-monitoring"),
        (("run", ""), "a folder"),
        (("run", "."), "a folder"),
        (("run", "nowhere/provenance.json"), "no such file"),
        (("run", FINE, "--replicatons", "5"), "Did you mean --replications?"),
        (("run", FINE, "--repl", "5"), "--repl"),
        (("run", FINE, FINE), "unrecognized"),
        (("check", "strategies", "bureau", "--resolved"), "expected one"),
        (("run", FINE, "--engine", "msea"), "Did you mean mesa?"),
        (("run", FINE, "--out", ""), "the name of a folder"),
        (("run", FINE, "--out"), "--out"),
        (("explain", "contributon_share"), "Did you mean contribution_share"),
        (
            ("explain", "qqqqqq"),
            "expected a parameter, rule, outcome, channel, key, event, brick or",
        ),
        (("explain", ""), "expected a parameter"),
        (("explain", "x" * 5000), "expected a parameter"),
        (("explain", "two\nlines"), "expected a parameter"),
    ],
)
def test_a_mistyped_command_is_told_in_one_line(snowball, words, expected):
    said = snowball(*words)
    assert said.code == 2
    assert said.out == "" or json.loads(said.out)["ok"] is False
    assert len(said.err.splitlines()) == 1
    assert expected in said.err
    assert len(said.err) < 300


@pytest.mark.parametrize("command", ["run", "compare"])
@pytest.mark.parametrize(
    ("option", "value"),
    [
        *(
            ("--replications", v)
            for v in ("0", "-1", "ten", "", "1e3", "2.0", "1_0", "٣", "9" * 40)
        ),
        *(("--seed", v) for v in ("-1", "4294967296", "one", "", "0.5", "0x1", "nan", " 1")),
    ],
)
def test_a_bad_number_is_told_in_one_line_with_its_range(snowball, command, option, value):
    said = snowball(command, FINE, option, value)
    assert (said.code, said.out) == (2, "")
    assert len(said.err.splitlines()) == 1
    assert f"snowball: {option}: got " in said.err
    assert "expected a whole number from" in said.err


@pytest.mark.parametrize("value", ["0", "4294967295"])
def test_the_first_and_the_last_seed_are_seeds(snowball, value):
    said = snowball("run", FINE, "--replications", 1, "--seed", value, "--json")
    assert json.loads(said.out)["seed"] == int(value)


def test_mistakes_in_files_end_every_command_alike(snowball):
    bad = VALID.parent / "invalid" / "many-mistakes.yaml"
    for command in ("run", "compare"):
        said = snowball(command, bad)
        assert (said.code, said.out) == (2, "")
        assert said.err == snowball("check", bad).err
        data = json.loads(snowball(command, bad, "--json").out)
        assert data["ok"] is False
        assert data["problems"][0]["expected"]


def test_arms_that_cannot_be_compared_are_found_by_check_already(snowball):
    Path("two.yaml").write_text(
        f"title: T\nquestion: Q?\nextends: {VALID / 'region.yaml'}\nreference: all\n"
        "arms:\n  short: {parameters: {horizon_months: 60}}\n"
    )
    for command in ("check", "run", "compare"):
        said = snowball(command, "two.yaml")
        assert said.code == 2
        assert "same horizon" in said.err


@pytest.mark.parametrize("out", ["file", "file/below"])
@pytest.mark.parametrize("command", ["run", "compare"])
def test_a_folder_that_cannot_be_is_told_in_one_line(snowball, command, out):
    Path("file").write_text("in the way")
    said = snowball(command, FINE, "--replications", 2, "--out", out)
    assert (said.code, said.out) == (2, "")
    assert len(said.err.splitlines()) == 1
    assert f"cannot write to {out}: " in said.err
    assert Path("file").read_text() == "in the way"


def test_a_report_that_cannot_be_written_is_told_in_one_line(snowball):
    Path("out").mkdir()
    Path("out/figures").write_text("in the way")
    said = snowball("compare", FINE, "--replications", 2, "--out", "out")
    assert said.code == 2
    assert "cannot write to out: " in said.err


def test_a_fault_of_ours_says_so_and_how_to_report_it(snowball, monkeypatch, capsys):
    def broken(*_, **__):
        raise KeyError("lost\nfor ever")

    monkeypatch.setattr("analysis.storing.run_kept", broken)
    said = snowball("run", FINE)
    assert said.code == 1
    assert "KeyError" in said.err
    assert "report it" in said.err
    assert json.loads(snowball("run", FINE, "--json").out)["ok"] is False
    assert entrance.main(["run", str(VALID / "minimal.yaml"), "--debug"]) == 1
    assert "Traceback" in capsys.readouterr().err


def test_bad_input_shows_where_it_came_from_only_when_asked(capsys):
    assert entrance.main(["run", "bureu", "--debug"]) == 2
    assert "Traceback" in capsys.readouterr().err


def test_too_little_memory_is_told_in_words(snowball, monkeypatch):
    def greedy(*_, **__):
        raise MemoryError

    monkeypatch.setattr("analysis.storing.run_kept", greedy)
    said = snowball("run", FINE)
    assert said.code == 2
    assert "not enough memory" in said.err


@pytest.mark.parametrize("command", ["check", "run", "compare"])
def test_a_folder_of_results_leads_to_its_provenance(snowball, command):
    Path("done").mkdir()
    Path("done/provenance.json").write_text("{}")
    said = snowball(command, "done")
    assert (said.code, said.out) == (2, "")
    assert len(said.err.splitlines()) == 1
    assert "got a folder" in said.err
    assert f"Did you mean {Path('done/provenance.json')}?" in said.err


@pytest.mark.parametrize(("replications", "lines"), [(200_000, 0), (200_001, 1), (1_000_000, 1)])
def test_long_work_says_first_how_many_runs_are_ahead(snowball, monkeypatch, replications, lines):
    class BegunError(Exception):
        pass

    def begin(*_, **__):
        raise BegunError

    monkeypatch.setattr("analysis.storing.run_kept", begin)
    monkeypatch.setattr("simulation.compiled.is_warm", lambda: True)
    said = snowball("run", FINE, "--replications", replications, "--json")
    ahead = [line for line in said.err.splitlines() if "runs are ahead" in line]
    assert len(ahead) == lines
    assert all(line.startswith(f"{replications:,} runs are ahead") for line in ahead)
    assert json.loads(said.out)["message"].startswith("BegunError")
