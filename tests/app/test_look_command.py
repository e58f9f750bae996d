"""Mesa's page of one run: what it draws, what may be chosen, and what is said without Solara."""

import importlib.util
import json

import pytest

from app.look.drawing import DRAWN, map_picture, months_picture
from app.look.page import choices, looking_model, page, seed_typed
from simulation import load_scenario
from simulation.model import ScalingModel

from .conftest import VALID

HAS_SOLARA = importlib.util.find_spec("solara") is not None
WITHOUT = pytest.mark.skipif(HAS_SOLARA, reason="Solara is installed")
WITH = pytest.mark.skipif(not HAS_SOLARA, reason="needs the extra look")


@pytest.fixture(scope="module")
def region():
    return load_scenario(VALID / "region.yaml")


@pytest.fixture(scope="module")
def two_arms():
    return load_scenario(VALID / "events.yaml")


# Without the extra


@WITHOUT
def test_without_the_extra_it_says_how_to_get_it(snowball):
    said = snowball("look", "valid/region.yaml", "--no-browser")
    assert (said.code, said.out) == (2, "")
    assert said.err == (
        "snowball: this needs solara, which is not installed:"
        " pip install 'snowball-scaling[look]'.\n"
    )


# Mistakes, told before anything is served


@pytest.fixture
def seemingly_installed(monkeypatch):
    """Let the command believe that it could serve; tests end before it does."""
    monkeypatch.setattr("analysis.errors.needed", lambda *_: None)


@pytest.mark.usefixtures("seemingly_installed")
@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("nowhere.yaml",), "nowhere.yaml: got no such file"),
        (("valid/events.yaml", "--arm", "nobody"), '--arm: got "nobody", expected one of'),
        (("valid/events.yaml", "--seed", "-1"), "expected a whole number from 0 to 4294967295"),
        (("valid/events.yaml", "--port", "0"), "expected a whole number from 1 to 65535"),
        ((), "FILE"),
    ],
)
def test_a_mistake_is_one_sentence(snowball, words, told):
    said = snowball("look", *words)
    assert said.code == 2
    assert told in said.err


# The model that Mesa makes anew


def test_the_model_is_the_run_of_the_engines_for_each_arm_seed_and_replicate(two_arms):
    arm = list(two_arms.arms)[-1]
    looked = looking_model(two_arms, two_arms.seed)(arm=arm, seed="7", replicate=3)
    plain = ScalingModel(two_arms, arm, 7, 3)
    for _ in range(5):
        looked.step()
        plain.step()
    assert (looked.outcomes == plain.outcomes).all()
    assert looked.outcomes["reach"][:5].any()


@pytest.mark.parametrize("typed", ["", "abc", "-1", "1.5", "4294967296", "９", None])
def test_what_is_no_seed_leaves_the_usual_one_and_the_map_says_which(region, typed):
    assert seed_typed(typed, 5) == 5
    assert "seed 5, replicate 0" in map_picture(looking_model(region, 5)(seed=typed)).alt


def test_every_arm_can_be_chosen_and_what_was_asked_for_comes_first(two_arms):
    arm = list(two_arms.arms)[-1]
    offered = choices(two_arms, arm, 9)
    assert offered["arm"]["values"] == list(two_arms.arms)
    assert (offered["arm"]["value"], offered["seed"]["value"]) == (arm, "9")


# The pictures


def test_pictures_say_in_words_what_they_show_from_the_first_to_the_last_month(region):
    model = looking_model(region, 1)()
    assert "Before the first of" in map_picture(model).alt
    assert "no month has passed" in months_picture(model).alt
    model.step()
    first = months_picture(model)
    assert f"People served {model.outcomes['reach'][0]:,.0f};" in first.alt
    assert f"institutions {model.outcomes['trust'][0]:.2f};" in first.alt
    model.run()
    last = map_picture(model)
    assert f"Month {model.horizon_months - 1} of {model.horizon_months - 1}:" in last.alt
    assert f"Map of {len(model.arm.places)} places." in last.alt


def test_the_lines_are_what_the_data_collector_holds(region):
    model = looking_model(region, 1)()
    for _ in range(6):
        model.step()
    panels = months_picture(model).figure.axes
    table = model.datacollector.get_model_vars_dataframe()
    assert len(panels) == len(DRAWN)
    for axes, name in zip(panels, DRAWN, strict=True):
        assert axes.lines[0].get_ydata().tolist() == table[name].tolist()
        assert axes.get_ylim()[0] == 0


def test_every_picture_is_drawn(region):
    model = looking_model(region, 1)()
    model.step()
    for draw in (map_picture, months_picture):
        assert draw(model).png.startswith(b"\x89PNG")


# With the extra


@WITH
@pytest.mark.filterwarnings("ignore")  # of Solara and Mesa, about their own code
def test_the_page_shows_pictures_with_words_and_its_buttons_move_the_months(two_arms):
    import ipyvuetify
    import solara

    arm = list(two_arms.arms)[-1]

    @solara.component
    def whole():
        with solara.AppLayout():
            page(two_arms, arm, 4)

    _, shown = solara.render(whole(), handle_error=False)

    def told():
        images = [w for w in shown.find(solara.widgets.HTML).widgets if w.tag == "img"]
        assert all(w.attributes["src"].startswith("data:image/png;base64,") for w in images)
        return [w.attributes["alt"] for w in images]

    def press(label):
        (button,) = [b for b in shown.find(ipyvuetify.Btn).widgets if label in b.children]
        button.click()

    before = told()
    assert len(before) == 2
    assert all(f"Before the first of 96 months: {two_arms.arms[arm].label}, seed 4," in one
               for one in before)  # fmt: skip
    press("Step")
    assert all("Month 0 of 95:" in one for one in told())
    press("Reset")
    assert told() == before


@WITH
def test_an_arm_that_is_not_there_is_told(two_arms):
    with pytest.raises(ValueError, match="expected one of"):
        page(two_arms, "nobody")


def test_the_command_tells_machines_where_the_page_is(snowball, monkeypatch):
    served = []
    monkeypatch.setattr("analysis.errors.needed", lambda *_: None)
    monkeypatch.setattr("app.commands.look._serve", lambda _, at: served.append(at.getsockname()))
    said = snowball("look", "valid/events.yaml", "--seed", 0, "--no-browser", "--json")
    assert said.code == 0
    data = json.loads(said.out)
    assert (data["ok"], data["seed"]) == (True, 0)
    assert data["address"] == f"http://127.0.0.1:{served[0][1]}/"
    assert served[0][0] == "127.0.0.1"
