"""Known limits: with the rest switched off the model gives closed-form answers.

Where the recursion of months is exact, results agree to rounding (1e-9).  Where months stand
for a continuous curve, the distance between the two is bounded by calculation, in the test.
"""

from math import exp, log, sqrt

import numpy as np
import pytest
from scipy.optimize import brentq

from simulation.records import ELECTION, INFLUX, NOBODY, World
from simulation.tiny import live, tiny_world, with_events

EXACT = 1e-9
PEOPLE = 1_000.0
STILL = {  # nobody gives up, moves on, changes their mind or decides anything
    "need_turnover_per_year": 0.0, "giving_up_per_month": 0.0, "trust_gain_per_month": 0.0,
    "contact_effect_per_month": 0.0, "backlash": 0.0, "seeking_per_month": 0.0,
    "word_of_mouth_per_month": 0.0, "stigma": 0.0, "referral_per_month": 0.0,
    "adoption_per_month": 0.0, "turnover_probability": 0.0, "abandonment_probability": 0.0,
}  # fmt: skip


def place_with_service_for_all(served_share: float, months: int, **parameters: float) -> World:
    """One place without organisations whose municipality can serve everybody at once."""
    world = tiny_world(1, 0, months=months, **{**STILL, **parameters})
    community = world.communities[0]
    community.trust = community.acceptance = 1.0
    community.served_by_programme = served_share * PEOPLE
    community.unaware = (1.0 - served_share) * PEOPLE
    world.policy_makers.programme_places = 1e9
    return world


def uptake(world: World) -> list[float]:
    """Return the share served before the first and after every month."""
    community = world.communities[0]
    shares = [float(community.served_by_programme / community.need)]
    for t in range(len(world.calendar)):
        live(world, t, t + 1)
        shares.append(float(community.served_by_programme / community.need))
    return shares


def logit(share: float) -> float:
    return log(share / (1.0 - share))


@pytest.mark.parametrize("q", [0.02, 0.1, 0.3])
def test_word_of_mouth_alone_is_logistic(q: float) -> None:
    """Month by month a <- a + (1 - a) (1 - e^(-q a)), which follows da/dt = q a (1 - a).

    On the curve the log-odds rise by q a month.  A month of the model brings
    ln(1 + (1 - a) (1 - e^(-qa)) / a) + q a, which with x - x^2/2 <= 1 - e^-x <= x and
    x - x^2/2 <= ln(1 + x) <= x lies between q - q^2 / 2 and q: after T months the model lags
    by q^2 T / 2 at most and never leads.
    """
    months = int(10 / q)
    shares = uptake(place_with_service_for_all(0.01, months, word_of_mouth_per_month=q))
    expected = 0.01
    for month, share in enumerate(shares):
        assert share == pytest.approx(expected, abs=EXACT)
        lag = logit(0.01) + q * month - logit(share)
        assert -1e-6 <= lag <= q * q * month / 2 + 1e-6
        expected += (1.0 - expected) * (1.0 - exp(-q * expected))
    assert shares[-1] > 0.97


@pytest.mark.parametrize(("p", "q"), [(0.01, 0.1), (0.003, 0.04)])
def test_seeking_and_word_of_mouth_are_the_curve_of_bass(p: float, q: float) -> None:
    """Against F(t) = (1 - e^(-(p+q) t)) / (1 + (q/p) e^(-(p+q) t)) of Bass (1969).

    A month takes the pull p + q a of its beginning, although a rises, by (p+q)^2 / 4q a month
    at most.  So at most q (p+q)^2 / 4q / 2 is missing from the pull over that month, and as
    much from a, where it grows by e^q a month at most.  After T months the model is behind by
    at most (p+q)^2 / 8 x (e^(qT) - 1) / q, and never ahead.  With a twentieth of the rates and
    twenty times the months the bound is a twentieth of that.
    """
    finer, end = 20, 1.5 / q
    months = int(end * finer)
    shares = uptake(
        place_with_service_for_all(
            0.0, months, seeking_per_month=p / finer, word_of_mouth_per_month=q / finer
        )
    )
    bound = (p + q) ** 2 / 8 / finer * (exp(q * end) - 1) / q
    assert bound < 0.01
    for month, share in enumerate(shares):
        fallen = exp(-(p + q) * month / finer)
        curve = (1 - fallen) / (1 + q / p * fallen)
        assert curve - bound - EXACT <= share <= curve + EXACT
    assert shares[-1] > 0.1


def test_without_word_of_mouth_the_approach_is_exponential() -> None:
    """1 - a = (1 - a0) e^(-p x acceptance x t), exactly."""
    world = place_with_service_for_all(0.2, 60, seeking_per_month=0.05)
    world.communities.acceptance = 0.4
    world.communities.trust = 0.0  # who come by themselves need none
    shares = uptake(world)
    assert shares == pytest.approx([1 - 0.8 * exp(-0.02 * t) for t in range(61)], abs=EXACT)


def test_with_full_stigma_uptake_needs_a_critical_mass() -> None:
    """Complex contagion: where people leave at a rate d and follow two others at q a^2.

    Between months a' = (1 - d) a stay; arrivals balance those who left where
    d a = (1 - a') (1 - e^(-q a'^2)), near a (1 - a) = d / q = 0.16: 0.2 and 0.8.
    """
    d, q = 0.016, 0.1

    def balance(a: float) -> float:
        stay = (1 - d) * a
        return (1 - stay) * (1 - exp(-q * stay * stay)) - d * a

    critical, stable = brentq(balance, 0.1, 0.4), brentq(balance, 0.6, 0.95)
    assert (critical, stable) == pytest.approx((0.2, 0.8), abs=0.02)
    mass = {"need_turnover_per_year": 12 * d, "word_of_mouth_per_month": q}
    below, above, simple = (
        uptake(place_with_service_for_all(first, 900, stigma=stigma, **mass))
        for first, stigma in ((critical - 0.01, 1.0), (critical + 0.01, 1.0), (0.001, 0.0))
    )
    assert below[-1] < 0.001
    assert above[-1] == pytest.approx(stable, abs=1e-6)
    assert simple[-1] > 0.7  # without stigma one in a thousand is enough


def test_capacity_caps_uptake_and_the_others_wait() -> None:
    """Service for 300: below it all are served, above it 300 are, and nobody is lost."""
    world = place_with_service_for_all(0.0, 60, seeking_per_month=0.05)
    world.policy_makers.programme_places = 300.0
    community = world.communities[0]
    for month in range(60):
        live(world, month, month + 1)
        seeking = PEOPLE * (1 - exp(-0.05 * (month + 1)))
        assert community.served_by_programme == pytest.approx(min(300.0, seeking), abs=1e-6)
        assert community.waiting == pytest.approx(max(0.0, seeking - 300.0), abs=1e-6)


def idle_organisations(count: int, months: int, **parameters: float) -> World:
    """Organisations that neither hire, learn, forget, develop nor run out of money."""
    still = {
        "hiring_share_per_month": 0.0, "know_how_loss_per_year": 0.0,
        "know_how_gain_per_fte_month": 0.0, "know_how_transfer_per_month": 0.0,
        "grant_eur": 0.0, "input_loss_per_year": 0.0, "development_time_share": 0.0,
    }  # fmt: skip
    world = tiny_world(
        1, count, slots=0, months=months, coalition="contribution_share" in parameters,
        **{**STILL, **still, **parameters},
    )  # fmt: skip
    world.organisations.cash_eur = 1e12
    world.organisations.usual_premises_places = world.organisations.premises_places
    return world


def test_accidents_alone_wear_staff_down_at_their_rate() -> None:
    """P = 1.2 / 12 a month, half of them of staff: after k losses of 2 %, 5 x 0.98^k FTE.

    Over 40 organisations and 120 months the losses are binomial with mean 4,800 x 0.05 = 240
    and standard deviation sqrt(240 x 0.95) = 15.1; the same of premises.  Four deviations
    hold for all but 1 in 16,000 seeds.
    """
    count, months, chance = 40, 120, 0.05
    world = idle_organisations(count, months, input_loss_per_year=1.2, input_loss_share=0.02)
    live(world, 0, months)
    orgs = world.organisations
    losses = np.log(orgs.staff_fte / 5.0) / log(0.98)
    assert losses == pytest.approx(np.round(losses), abs=1e-6)
    assert orgs.know_how / 0.5 == pytest.approx(0.99 ** np.round(losses))
    mean = count * months * chance
    assert abs(losses.sum() - mean) < 4 * sqrt(mean * (1 - chance))
    assert len(set(np.round(losses))) > 3  # each has luck of its own


def test_lost_premises_come_back_like_a_twelfth_a_month() -> None:
    """100 - 60 (11/12)^t."""
    world = idle_organisations(1, 24)
    world.organisations.premises_places = 40.0
    for month in range(24):
        live(world, month, month + 1)
        expected = 100.0 - 60.0 * (11 / 12) ** (month + 1)
        assert world.organisations.premises_places[0] == pytest.approx(expected, abs=1e-6)


COMMONS = {
    "contribution_share": 0.4, "leaving_per_month": 0.0, "imperfect_cooperation_per_month": 0.05,
    "cooperation_recovery_per_month": 0.1,
}  # fmt: skip


def test_contributions_decay_geometrically_and_monitoring_rescues_them() -> None:
    """0.4 x 0.95^t without monitoring; with it the gap to the promise closes by a tenth a month."""
    world = idle_organisations(4, 48, **COMMONS)
    world.calendar.monitoring[24:] = 1.0
    for month in range(48):
        live(world, month, month + 1)
        low = 0.4 * 0.95 ** min(24, month + 1)
        expected = 0.4 - (0.4 - low) * 0.9 ** max(0, month - 23)
        contributions = world.organisations.contribution
        assert contributions == pytest.approx(np.full(4, expected), abs=EXACT)


def test_half_of_the_monitoring_holds_contributions_half_way() -> None:
    """Where c x 0.05 x 0.5 = 0.1 x 0.5 (0.4 - c): c = 0.4 x 0.1 / 0.15; 0.925^240 is 7e-9."""
    world = idle_organisations(4, 240, **COMMONS)
    world.calendar.monitoring = 0.5
    live(world, 0, 240)
    assert world.organisations.contribution == pytest.approx(np.full(4, 0.4 / 1.5), abs=1e-8)


def municipality(**parameters: float) -> World:
    """A municipality with a programme in which nothing else moves."""
    world = tiny_world(1, 0, months=120, **{
        **STILL, "will_decay_per_year": 0.0, "persuasion_per_month": 0.0,
        "formalisation_per_month": 0.0, "goodwill_renewal_per_year": 0.0, **parameters,
    })  # fmt: skip
    policy_maker = world.policy_makers[0]
    policy_maker.adopted = True
    policy_maker.will = policy_maker.evidence = 0.8
    policy_maker.administrative_capacity = 0.6
    return world


def test_a_programme_is_built_up_in_a_straight_line() -> None:
    """0.5 x 0.6 / 12 = 0.025 a month, up to 0.5 after 20 months."""
    world = municipality(programme_generosity=0.5)
    for month in range(30):
        live(world, month, month + 1)
        expected = min(0.5, 0.025 * (month + 1))
        assert world.policy_makers[0].programme_level == pytest.approx(expected, abs=EXACT)


def test_places_of_a_programme_fill_its_budget_exponentially() -> None:
    """With the level full from the start the gap to budget / cost closes by 0.6 / 6 a month.

    12 EUR x 10,000 inhabitants / 12 = 10,000 EUR for people at 2,000 / 20 + 20 + 0 = 120 EUR.
    """
    world = municipality(
        programme_budget_eur_per_inhabitant=12.0, salary_eur_per_month=2_000.0,
        clients_per_fte=20.0, cost_per_client_eur=20.0, rent_eur_per_place=0.0,
        programme_generosity=0.5,
    )  # fmt: skip
    world.policy_makers.programme_level[0] = 0.5
    for month in range(40):
        live(world, month, month + 1)
        expected = 10_000 / 120 * (1 - 0.9 ** (month + 1))
        assert world.policy_makers[0].programme_places == pytest.approx(expected, abs=1e-6)


def test_elections_wear_will_down_once_a_term() -> None:
    """Months 10, 58 and 106: 0.8 x 0.3, 0.3^2, 0.3^3; evidence halves each time."""
    world = municipality(
        first_election_month=10, election_interval_months=48, turnover_probability=1.0,
        learning_per_month=0.0,
    )  # fmt: skip
    held = 0
    for month in range(120):
        live(world, month, month + 1)
        held += month in (10, 58, 106)
        assert world.policy_makers[0].will == pytest.approx(0.8 * 0.3**held, abs=EXACT)
        assert world.policy_makers[0].evidence == pytest.approx(0.8 * 0.5**held, abs=EXACT)


def test_an_event_in_the_month_of_an_election_wears_nothing_down_twice() -> None:
    """An event of months 10 to 12 and the regular election of month 10 are one election."""
    world = municipality(first_election_month=10, turnover_probability=1.0, learning_per_month=0.0)
    world = with_events(world, (ELECTION, 10, 3, 1.0, NOBODY))
    live(world, 0, 20)
    assert world.policy_makers[0].will == pytest.approx(0.8 * 0.3, abs=EXACT)
    assert world.policy_makers[0].evidence == pytest.approx(0.8 * 0.5, abs=EXACT)


def test_belief_fades_geometrically_where_nobody_is_served() -> None:
    """Without attention weight 0.06 x 1/2 a month: 0.8 x 0.97^t."""
    world = municipality(
        first_election_month=1_000, learning_per_month=0.06, programme_budget_eur_per_inhabitant=0
    )
    for month in range(60):
        live(world, month, month + 1)
        expected = 0.8 * 0.97 ** (month + 1)
        assert world.policy_makers[0].evidence == pytest.approx(expected, abs=EXACT)


@pytest.mark.parametrize("formal", [True, False])
def test_the_first_election_ends_what_is_not_formal(formal: bool) -> None:
    world = municipality(
        first_election_month=10, election_interval_months=48, turnover_probability=1.0,
        abandonment_probability=1.0, adoption_threshold=0.2,
    )  # fmt: skip
    world.policy_makers[0].formal = formal
    live(world, 0, 10)
    assert world.policy_makers[0].adopted
    live(world, 10, 11)
    assert bool(world.policy_makers[0].adopted) == formal
    assert world.clock[0].abandoned == (0 if formal else 1)


@pytest.mark.parametrize(("first", "all_follow"), [(2, False), (3, True)])
def test_a_nation_tips_where_enough_municipalities_have_moved(first: int, all_follow: bool) -> None:
    """Granovetter's cascade: at a threshold of a quarter, 2 of 10 move nobody, 3 of 10 all.

    Without evidence or peers only the nation's support of 0.5 lifts the will of the others
    above 0.3; rates so high that chance has no say.
    """
    world = tiny_world(10, 0, months=24, **{
        **STILL, "national_threshold_share": 0.25, "national_support_share": 0.5,
        "adoption_threshold": 0.3, "adoption_per_month": 1e12, "peer_weight": 0.0,
        "will_decay_per_year": 0.0, "persuasion_per_month": 1.0,
    })  # fmt: skip
    world.policy_makers.administrative_capacity = world.policy_makers.goodwill = 1.0
    world.policy_makers.adopted[:first] = True
    live(world, 0, 24)
    assert world.clock[0].national_level == float(all_follow)
    assert world.policy_makers.adopted[:10].sum() == (10 if all_follow else first)


def test_a_steady_stream_of_people_adds_up_and_no_one_is_lost() -> None:
    """An influx of 0.6 over 12 months adds 50 of 1,000 a month, who all seek the service."""
    world = with_events(place_with_service_for_all(0.0, 24), (INFLUX, 6, 12, 0.6, NOBODY))
    community = world.communities[0]
    for month in range(24):
        live(world, month, month + 1)
        arrived = 50.0 * min(12, max(0, month - 5))
        assert community.need == pytest.approx(1_000.0 + arrived)
        assert community.served_by_programme == pytest.approx(arrived)


def test_a_closed_population_that_moves_on_forgets_exponentially() -> None:
    """A tenth a year leaves and is replaced by others who do not know: a0 (1 - 0.1 / 12)^t."""
    shares = uptake(place_with_service_for_all(0.5, 48, need_turnover_per_year=0.1))
    assert shares == pytest.approx([0.5 * (1 - 0.1 / 12) ** t for t in range(49)], abs=EXACT)
