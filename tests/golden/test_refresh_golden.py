"""The tool that refreshes digests demands a reason, writes it down, and refuses else."""

import json
import shutil

import pytest

from tests.golden.test_golden_digests import GOLDEN, ROOT

REASON = "Elections count the month in which they happen."
ROW = {"months": "1", "runs": "2", "impact_total": "200"}
BEFORE = {"demo": {"a": ROW, "b": ROW}, "other": {"a": ROW}}
AFTER = {"demo": {"a": {**ROW, "runs": "3", "impact_total": "190"}, "b": ROW}, "other": {"a": ROW}}
LOG = """# Changes

## 0.2.0

### Added

- A thing.

### Results change

- Something before.

### Fixed

- Another thing.

## 0.1.0

### Results change

- First version.
"""


@pytest.fixture
def checkout(tmp_path):
    """A copy of what the tool writes to, with digests of its own."""
    (tmp_path / GOLDEN.DIGESTS).parent.mkdir(parents=True)
    (tmp_path / GOLDEN.DIGESTS).write_text(json.dumps(BEFORE), "utf-8")
    (tmp_path / GOLDEN.CHANGELOG).write_text(LOG, "utf-8")
    return tmp_path


def written(checkout):
    return [(checkout / name).read_text("utf-8") for name in (GOLDEN.DIGESTS, GOLDEN.CHANGELOG)]


def test_a_refresh_writes_digests_and_the_reason_under_the_top_version(checkout):
    GOLDEN.refresh(checkout, REASON, AFTER)
    digests, log = written(checkout)
    assert json.loads(digests) == AFTER
    entry = f"- {REASON} Digests that changed: demo (impact -5.0 to +0.0\n  %).\n"
    assert log == LOG.replace("- Something before.\n", f"- Something before.\n{entry}")


def test_without_such_a_section_the_top_version_gets_one(checkout):
    short = "# Changes\n\n## 0.2.0\n\n### Added\n\n- A thing.\n\n## 0.1.0\n\n- First.\n"
    (checkout / GOLDEN.CHANGELOG).write_text(short, "utf-8")
    GOLDEN.refresh(checkout, REASON, AFTER)
    top, _, rest = written(checkout)[1].partition("\n## 0.1.0\n")
    assert top.startswith("# Changes\n\n## 0.2.0\n\n### Added\n\n- A thing.\n\n### Results change")
    assert rest == "\n- First.\n"


@pytest.mark.parametrize("reason", ["", "   ", "fix", "update digests", "It had to be done so"])
def test_without_a_sentence_nothing_is_written(checkout, reason, capsys):
    before = written(checkout)
    assert GOLDEN.main(["--reason", reason], checkout) == 1
    assert "expected a sentence" in capsys.readouterr().err
    assert written(checkout) == before


def test_without_a_reason_nothing_is_written(checkout):
    before = written(checkout)
    with pytest.raises(SystemExit, match="2"):
        GOLDEN.main([], checkout)
    assert written(checkout) == before


def test_without_a_change_nothing_is_written(checkout):
    before = written(checkout)
    with pytest.raises(GOLDEN.Refused, match="no digest has changed"):
        GOLDEN.refresh(checkout, REASON, BEFORE)
    assert written(checkout) == before


def test_without_a_version_nothing_is_written(checkout):
    (checkout / GOLDEN.CHANGELOG).write_text("# Changes\n", "utf-8")
    before = written(checkout)
    with pytest.raises(GOLDEN.Refused, match="got no version"):
        GOLDEN.refresh(checkout, REASON, AFTER)
    assert written(checkout) == before


def test_scenarios_that_come_and_go_are_named():
    told = GOLDEN.changes(BEFORE, {"demo": BEFORE["demo"], "fresh": {"a": ROW}})
    assert told == "fresh (new), other (gone)"


def test_from_the_command_line_it_writes_once_and_then_refuses(tmp_path, monkeypatch, capsys):
    """On a copy of this checkout's changelog, with one real scenario."""
    (tmp_path / GOLDEN.DIGESTS).parent.mkdir(parents=True)
    (tmp_path / GOLDEN.DIGESTS).write_text("{}\n", "utf-8")
    shutil.copy(ROOT / GOLDEN.CHANGELOG, tmp_path)
    monkeypatch.setattr(GOLDEN, "names", lambda: ["imprint"])
    assert GOLDEN.main(["--reason", REASON], tmp_path) == 0
    assert "imprint (new)" in capsys.readouterr().out
    digests, log = written(tmp_path)
    assert json.loads(digests) == {"imprint": GOLDEN.digests_of("imprint")}
    assert len(log) > len((ROOT / GOLDEN.CHANGELOG).read_text("utf-8"))
    assert GOLDEN.main(["--reason", REASON], tmp_path) == 1
    assert written(tmp_path) == [digests, log]
