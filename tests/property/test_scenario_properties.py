"""Any valid change loads, and nothing that people can write gives anything but a message."""

import copy
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from simulation.register import REGISTER
from simulation.scenario import (
    Problem,
    Scenario,
    ScenarioError,
    load_resolved,
    load_scenario,
    to_yaml,
)
from simulation.scenario.crosschecks import FUNDING, MIX, WITHIN_HORIZON
from simulation.scenario.reading import read
from tests.generated import generated_scenario

BOUND_TOGETHER = {*MIX, *FUNDING, *WITHIN_HORIZON, "horizon_months"}
FREE = [parameter for parameter in REGISTER.values() if parameter.name not in BOUND_TOGETHER]
TWINS = [generated_scenario(number).resolved() for number in range(6)]
TEXTS = [to_yaml(twin) for twin in TWINS]
FOLDER = Path(tempfile.mkdtemp(prefix="scenarios-"))
SLOW = settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))

names = st.text(st.characters(categories=("L", "Nd")), min_size=1, max_size=20)
numbers = st.one_of(st.integers(-(10**30), 10**30), st.floats())
words = st.one_of(st.text(max_size=20), st.sampled_from(["no", "24", "any", "²", "1e-4", "\ud800"]))
leaves = st.one_of(st.none(), st.booleans(), numbers, words, st.binary(max_size=3))
junk = st.recursive(
    leaves, lambda item: st.lists(item, max_size=3) | st.dictionaries(words, item, max_size=3)
)


def value_of(parameter) -> st.SearchStrategy[float]:
    """Any value that a parameter may take."""
    if parameter.whole:
        return st.integers(int(parameter.low), int(parameter.high))
    return st.floats(parameter.low, parameter.high)


parameters = st.fixed_dictionaries({}, optional={p.name: value_of(p) for p in FREE})
shares = st.floats(0, 1)
place = st.fixed_dictionaries(
    {
        "population": st.floats(1, 1e8),
        "latitude": st.floats(-90, 90),
        "longitude": st.floats(-180, 180),
    },
    optional={"character": shares, "people_in_need": st.floats(0, 1e8)},
)


def paths(data: Any, above: tuple = ()) -> list[tuple]:
    """The places of all values in nested mappings."""
    if not isinstance(data, dict):
        return []
    return [
        path for key in data for path in ((*above, key), *paths(data[key], (*above, key)))
    ]  # fmt: skip


def at(data: Any, path: tuple) -> Any:
    for key in path:
        data = data[key]
    return data


@st.composite
def mutated(draw) -> dict[str, Any]:
    """A valid scenario in which values were taken out, swapped, renamed or made junk."""
    data = copy.deepcopy(draw(st.sampled_from(TWINS)))
    for _ in range(draw(st.integers(1, 4))):
        choices = paths(data)
        path = draw(st.sampled_from(choices))
        holder = at(data, path[:-1])
        kind = draw(st.sampled_from(["remove", "junk", "rename", "swap"]))
        if kind == "remove":
            del holder[path[-1]]
        elif kind == "junk":
            holder[path[-1]] = draw(junk)
        elif kind == "rename":
            holder[draw(words | junk.filter(lambda key: key.__hash__ is not None))] = holder.pop(
                path[-1]
            )
        else:
            holder[path[-1]] = copy.deepcopy(at(data, draw(st.sampled_from(choices))))
        if not data:
            break
    return data


def attempt(load) -> tuple[Scenario | None, list[Problem]]:
    """The scenario that a load gives, or the problems that it names."""
    try:
        return load(), []
    except ScenarioError as error:
        return None, error.problems


def loads_or_explains(load) -> None:
    """A load gives a scenario that loads to itself, or says what is wrong and where."""
    scenario, problems = attempt(load)
    if scenario is None:
        assert problems
        assert all(problem.got and problem.expected for problem in problems)
        assert "\n" not in "".join(map(str, problems))
    else:
        assert load_resolved(scenario.resolved()).resolved() == scenario.resolved()


@SLOW
@given(
    number=st.integers(0, 5), changes=parameters, places=st.dictionaries(names, place, max_size=3)
)
def test_valid_overrides_load(number, changes, places):
    data = copy.deepcopy(TWINS[number])
    data["arms"]["other"] = {"parameters": changes, "places": places}
    scenario, problems = attempt(lambda: load_resolved(data))
    if scenario is None:  # two names may share their luck, though hardly ever
        assert problems
        assert all("same luck" in problem.got for problem in problems)
        return
    arm = scenario.arms["other"]
    assert arm.parameters == {**scenario.arms["first"].parameters, **changes}
    assert set(arm.places) == {*scenario.arms["first"].places, *places}
    assert arm.organisations == scenario.arms["first"].organisations
    assert load_resolved(scenario.resolved()).resolved() == scenario.resolved()


@SLOW
@given(number=st.integers(0, 5), changes=parameters)
def test_a_changed_arm_is_one_that_a_file_could_hold(number, changes):
    scenario = load_resolved(TWINS[number])
    changed = scenario.arms["first"].changed(**changes)
    other = scenario.with_arms({**scenario.arms, "changed": changed}, "changed")
    again = load_resolved(other.resolved())
    assert {n: repr(a.model_dump()) for n, a in again.arms.items()} == {
        n: repr(a.model_dump()) for n, a in other.arms.items()
    }


@SLOW
@given(data=mutated())
def test_mutated_data_load_or_are_explained(data):
    loads_or_explains(lambda: load_resolved(data))


@SLOW
@given(data=junk)
def test_any_data_load_or_are_explained(data):
    loads_or_explains(lambda: load_resolved(data))


@SLOW
@given(
    text=st.sampled_from(TEXTS),
    cuts=st.lists(
        st.tuples(
            st.integers(0, 10_000),
            st.integers(0, 30),
            st.sampled_from(
                ["", "\t", "{", "[", "&a ", "*a", ": ", "- ", '"', "%", "!x ", "|", "\n"]
            )
            | st.text(max_size=5),
        ),
        min_size=1,
        max_size=5,
    ),
)
def test_mutated_files_load_or_are_explained(text, cuts):
    for start, length, new in cuts:
        begin = start % len(text)
        text = text[:begin] + new + text[begin + length :]
    path = FOLDER / "mutated.yaml"
    path.write_text(text, "utf-8", newline="")
    loads_or_explains(lambda: load_scenario(path))


@SLOW
@given(content=st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode)))
@example(b"\xff\xfea\x00")
@example(b"? ? ? a")
@example(b"a: &a [*a]")
@example(b"%YAML 1.1\n---\n")
@example(b"'" * 199)
@example(b"a: !!float x")
@example(b"- " * 100)
@example(b'a: "\\ud800"')
def test_any_bytes_load_or_are_explained(content):
    path = FOLDER / "bytes.yaml"
    path.write_bytes(content)
    loads_or_explains(lambda: load_scenario(path))


@SLOW
@given(
    data=st.dictionaries(
        names,
        st.recursive(
            st.one_of(
                st.booleans(), st.integers(-(10**18), 10**18), st.floats(allow_nan=False),
                st.text(max_size=200),
            ),
            lambda item: st.dictionaries(names, item, max_size=3),
            max_leaves=8,
        ),
        min_size=1,
        max_size=4,
    )
)  # fmt: skip
@example({"a": "no", "b": "1e-4", "c": "~", "d": "2021-09-01", "e": "<<", "f": "0o17", "g": " x"})
@example({"a": 1e-5, "b": 1e300, "c": float("inf"), "d": -0.0, "e": 1_000_000.0})
@example({"a": "two\nlines\n", "b": "# no comment", "c": "a: b", "d": "\t", "e": "\x85 \u2028"})
@example({"a": "\x85"})
@example({"1": "x", "true": 1, "null": 2})
def test_written_data_are_read_as_they_were(data):
    path = FOLDER / "written.yaml"
    path.write_text(to_yaml(data), "utf-8", newline="")
    assert repr(read(path).data) == repr(data)
