"""Policy makers listen, see results, learn from others and form their will."""

from math import exp, log

import pytest

from simulation.tiny import tiny_world
from tests.unit.plain import rule_file

rules = rule_file("policy")


def municipality(places: int = 1, state: dict | None = None, **parameters: float):
    """A world, and its first policy maker in a given state."""
    world = tiny_world(places, 1, **parameters)
    policy_maker = world.policy_makers[0]
    policy_maker.goodwill = 1.0
    for name, value in (state or {}).items():
        setattr(policy_maker, name, value)
    return world, policy_maker


def test_advocacy_wins_half_of_the_attention_at_its_parameter():
    """1 - exp(-ln 2) = 1/2 at 0.5 FTE, 3/4 at twice that."""
    for fte, attention in ((0.5, 0.5), (1.0, 0.75), (0.0, 0.0)):
        world, policy_maker = municipality(advocacy_fte=0.5)
        policy_maker.advocacy_fte = fte
        rules.listen(world, 0)
        assert policy_maker.attention == pytest.approx(attention)


def test_involvement_wins_attention_where_a_site_is():
    for sites, attention in ((1, 1 - exp(-0.8)), (0, 0.0)):
        world, policy_maker = municipality(involve_policy_makers_intensity=0.8)
        world.communities[0].sites = sites
        rules.listen(world, 0)
        assert policy_maker.attention == pytest.approx(attention)


def test_advocacy_at_the_nation_reaches_all_municipalities_through_their_association():
    """4 FTE over 2 municipalities: 2 FTE each, over 1 for half: 1 - 2^-2; the nation 1 - 2^-4."""
    world, _ = municipality(2, advocacy_fte=1.0)
    world.policy_makers[2].advocacy_fte = 4.0
    for m in range(3):
        rules.listen(world, m)
    assert world.policy_makers.attention.tolist() == pytest.approx([0.75, 0.75, 0.9375])


def test_contact_without_results_wears_goodwill_off():
    """Attention 1/2: goodwill 0.8 (1 - 0.2 x 1/2 x (1 - 0.5)) = 0.76; none with full evidence."""
    for evidence, goodwill in ((0.5, 0.76), (1.0, 0.8)):
        world, policy_maker = municipality(
            state={"goodwill": 0.8, "evidence": evidence, "advocacy_fte": 1.0},
            advocacy_fte=1.0, goodwill_wear_per_month=0.2, goodwill_renewal_per_year=0.0,
        )  # fmt: skip
        rules.listen(world, 0)
        assert policy_maker.goodwill == pytest.approx(goodwill)


def test_goodwill_comes_back_when_left_alone():
    """0.4 + 0.6 / 12 x (1 - 0.4) = 0.43."""
    world, policy_maker = municipality(
        state={"goodwill": 0.4}, goodwill_renewal_per_year=0.6, involve_policy_makers_intensity=0.0
    )
    rules.listen(world, 0)
    assert policy_maker.goodwill == pytest.approx(0.43)


def serving(world, people: float, quality: float, by_programme: float = 0.0) -> None:
    """Let 1,000 people in need of the first place be served so."""
    community = world.communities[0]
    community.served = people - by_programme
    community.served_by_programme = by_programme
    community.quality = quality


def test_believed_worth_moves_to_what_is_seen(draw):
    """Worth 0.4 x 0.1 / (0.1 + 0.1) = 0.2, seen with noise 0.2 x 2 sqrt(0.2 x 0.8) x 0.5: 0.28.

    Weight 0.1 (1/2 + attention 0.5) = 0.1: evidence 0.18 -> 0.19.
    """
    world, policy_maker = municipality(
        state={"evidence": 0.18, "attention": 0.5},
        convincing_coverage_share=0.1, evidence_noise=0.2, learning_per_month=0.1,
    )  # fmt: skip
    serving(world, 100.0, 0.4, by_programme=40.0)
    draw(0.99, bell=0.5)
    rules.see_results(world, 0)
    assert policy_maker.evidence == pytest.approx(0.19)


@pytest.mark.parametrize(
    ("people", "quality", "bell", "seen"),
    [
        (100.0, 1.0, 1.0, 0.7),  # worth 0.5: all of the noise of 0.2
        (100.0, 1.0, -1.0, 0.3),
        (100.0, 0.4, 1.0, 0.36),  # worth 0.2 or 0.8: 2 sqrt(0.16) = 0.8 of it
        (400.0, 1.0, -1.0, 0.64),
        (100.0, 0.2, 1.0, 0.22),  # worth 0.1: 2 sqrt(0.09) = 0.6 of it
        (100.0, 0.0, 1.0, 0.0),  # a service that is worth nothing shows it
    ],
)
def test_impressions_of_the_half_good_are_the_least_certain(draw, people, quality, bell, seen):
    """Worth = quality x coverage / (coverage + 0.1); all that is seen is believed at once."""
    world, policy_maker = municipality(
        state={"attention": 0.5}, convincing_coverage_share=0.1, evidence_noise=0.2,
        learning_per_month=1.0, evidence_selection=0.0,
    )  # fmt: skip
    serving(world, people, quality)
    draw(0.99, bell=bell)
    rules.see_results(world, 0)
    assert policy_maker.evidence == pytest.approx(seen)


def test_those_who_listen_learn_up_to_three_times_as_fast(draw):
    gains = []
    for attention in (0.0, 1.0):
        world, policy_maker = municipality(state={"attention": attention})
        serving(world, 500.0, 1.0)
        draw(0.5)
        rules.see_results(world, 0)
        gains.append(policy_maker.evidence)
    assert gains[1] == pytest.approx(3.0 * gains[0])


def test_visibility_speeds_learning_and_monitoring_halves_the_noise(draw):
    """Worth 1 x 0.5 / (0.5 + 0.5) = 0.5; weight 0.2 x 0.5 x (1 + 0.5) = 0.15.

    Fully monitored, noise of 0.2 is seen as 0.1: 0.15 x 0.6 = 0.09; else 0.15 x 0.7 = 0.105.
    """
    for monitoring, evidence in ((1.0, 0.09), (0.0, 0.105)):
        world, policy_maker = municipality(
            convincing_coverage_share=0.5, evidence_noise=0.2, learning_per_month=0.2
        )
        world.calendar.visibility = 0.5
        world.calendar.monitoring = monitoring
        serving(world, 500.0, 1.0)
        draw(0.5, bell=1.0)
        rules.see_results(world, 0)
        assert policy_maker.evidence == pytest.approx(evidence)


@pytest.mark.parametrize(
    ("reported", "monitoring", "moves"),
    [
        (0.39, 0.0, False),
        (0.41, 0.0, True),
        (0.39, 0.5, True),
        (0.19, 0.5, False),
        (0.0, 1.0, True),
    ],
)
def test_worse_news_may_go_unreported_unless_monitored(draw, reported, monitoring, moves):
    """Nothing convincing is seen although 0.5 is believed: hidden with P = 0.4 (1 - m)."""
    world, policy_maker = municipality(state={"evidence": 0.5}, evidence_selection=0.4)
    world.calendar.monitoring = monitoring
    serving(world, 100.0, 0.0)
    draw(reported)
    rules.see_results(world, 0)
    assert (policy_maker.evidence < 0.5) == moves


def test_better_news_is_always_reported(draw):
    world, policy_maker = municipality(state={"evidence": 0.1}, evidence_selection=1.0)
    serving(world, 1000.0, 1.0)
    draw(0.0)
    rules.see_results(world, 0)
    assert policy_maker.evidence > 0.1


@pytest.mark.parametrize(
    ("attention", "visibility", "learning", "evidence"),
    [
        (0.5, 0.0, 0.1, 0.45),  # weight 0.1 (1/2 + 1/2)
        (0.0, 0.0, 0.1, 0.475),  # who does not listen forgets more slowly too
        (0.5, 0.5, 0.1, 0.425),
        (1.0, 1.0, 0.9, 0.0),  # more than all cannot be forgotten
    ],
)
def test_where_nobody_is_served_belief_fades(
    monkeypatch, attention, visibility, learning, evidence
):
    """0.5 (1 - weight), and nobody draws an impression of what is not there."""
    monkeypatch.setattr(rules.luck, "uniforms", lambda *_: pytest.fail("a draw"))
    world, policy_maker = municipality(
        state={"evidence": 0.5, "attention": attention}, learning_per_month=learning
    )
    world.calendar.visibility = visibility
    rules.see_results(world, 0)
    assert policy_maker.evidence == pytest.approx(evidence)


def test_where_nobody_is_in_need_belief_fades_too(draw):
    """0.5 (1 - 0.1 x 1/2)."""
    world, policy_maker = municipality(state={"evidence": 0.5}, learning_per_month=0.1)
    serving(world, 3.0, 1.0)
    world.communities.need = 0.0
    draw(0.99, bell=3.0)
    rules.see_results(world, 0)
    assert policy_maker.evidence == pytest.approx(0.475)


def test_evidence_stays_between_0_and_1(draw):
    for bell, limit in ((3.0, 1.0), (-3.0, 0.0)):
        world, policy_maker = municipality(
            state={"evidence": 0.5, "attention": 1.0}, learning_per_month=1.0, evidence_noise=0.6
        )
        serving(world, 500.0, 1.0)
        draw(0.99, bell=bell)
        rules.see_results(world, 0)
        assert policy_maker.evidence == limit


def test_similar_and_larger_neighbours_set_the_example():
    """Weights: unlike 1 - 1 x 0.5 = 0.5; alike and larger 2; alike 1.  Adopted: the first two.

    (0.5 + 2) / (0.5 + 2 + 1) = 5/7
    """
    world, _ = municipality(4, place_difference=1.0)
    world.communities.character = [0.2, 0.7, 0.2, 0.2]
    world.communities.population = [10_000, 9_000, 20_000, 10_000]
    world.policy_makers.adopted[1:3] = True
    assert rules.peers_example(world, 0) == pytest.approx(5 / 7)


def test_the_only_municipality_has_no_example():
    world, _ = municipality(1)
    assert rules.peers_example(world, 0) == 0.0


def test_the_example_of_neighbours_raises_believed_worth():
    """One of two equal neighbours: 0.1 x 0.4 x (1 + 0.5) x 0.5 = 0.03; 0.2 + 0.03 x 0.8."""
    world, policy_maker = municipality(
        3, {"evidence": 0.2}, learning_per_month=0.1, peer_weight=0.4
    )
    world.policy_makers.adopted[1] = True
    world.calendar.municipal_reach = 0.5
    rules.learn_from_peers(world, 0)
    assert policy_maker.evidence == pytest.approx(0.2)  # not known before the month is over
    world.clock.programmes = 1
    rules.learn_from_peers(world, 0)
    assert policy_maker.evidence == pytest.approx(0.224)


def test_contact_moves_the_will_towards_believed_worth():
    """0.2 + 0.1 x (0.5 x 0.8) x (0.7 - 0.2) = 0.22, faded by 0.12 / 12 x (1 - 0.5)."""
    state = {"will": 0.2, "evidence": 0.7, "attention": 0.5, "goodwill": 0.8}
    world, policy_maker = municipality(1, state, persuasion_per_month=0.1, will_decay_per_year=0.12)
    rules.form_will(world, 0)
    assert policy_maker.will == pytest.approx(0.22 * 0.995)


def test_without_contact_the_will_fades_and_no_evidence_helps():
    world, policy_maker = municipality(1, {"will": 0.2, "evidence": 1.0}, will_decay_per_year=0.6)
    rules.form_will(world, 0)
    assert policy_maker.will == pytest.approx(0.2 * 0.95)


def test_weak_evidence_does_not_pull_the_will_down():
    """Full attention: no fading either."""
    world, policy_maker = municipality(1, {"will": 0.6, "evidence": 0.1, "attention": 1.0})
    rules.form_will(world, 0)
    assert policy_maker.will == pytest.approx(0.6)


def test_a_national_programme_supports_the_will_without_contact():
    """Target 0.3 + 0.4, contact 1/2: 0.1 + 0.2 x 0.5 x 0.6 = 0.16; the target is at most 1."""
    for evidence, target in ((0.3, 0.7), (0.9, 1.0)):
        world, policy_maker = municipality(
            1, {"will": 0.1, "evidence": evidence}, persuasion_per_month=0.2,
            national_support_share=0.4, will_decay_per_year=0.0,
        )  # fmt: skip
        world.clock.national_level = 1.0
        rules.form_will(world, 0)
        assert policy_maker.will == pytest.approx(0.1 + 0.1 * (target - 0.1))


def test_half_attention_is_the_register_parameter_in_logarithms():
    assert pytest.approx(log(2.0)) == rules.HALF


@pytest.mark.parametrize(
    ("attention", "peer_contact", "national", "contact"),
    [(0.0, 0.4, 0.0, 0.4), (0.5, 0.4, 0.0, 0.64), (0.5, 0.0, 0.0, 0.4), (0.0, 0.4, 1.0, 0.5)],
)  # fmt: skip
def test_who_has_neighbours_with_programmes_hears_from_them(
    attention, peer_contact, national, contact
):
    """1 - (1 - 0.5 x 0.8) (1 - 0.4) = 0.64; will goes 0.1 x contact of the way from 0.2 to 0.7."""
    world = tiny_world(1, 0, persuasion_per_month=0.1, will_decay_per_year=0.0,
                       national_support_share=0.0)  # fmt: skip
    world.clock.national_level = national
    policy_maker = world.policy_makers[0]
    policy_maker.will, policy_maker.evidence, policy_maker.goodwill = 0.2, 0.7, 0.8
    policy_maker.attention, policy_maker.peer_contact = attention, peer_contact
    rules.form_will(world, 0)
    assert policy_maker.will == pytest.approx(0.2 + 0.1 * contact * 0.5)


def test_exchange_with_neighbours_is_remembered_for_the_month_and_forgotten_without_any():
    """One of two equal neighbours has a programme: 0.3 x (1 + 0.5) x 0.5 = 0.225."""
    world = tiny_world(3, 0, peer_weight=0.3, learning_per_month=0.2, place_difference=0.0)
    world.calendar.municipal_reach = 0.5
    world.policy_makers.adopted[0] = True
    world.clock.programmes = 1
    rules.learn_from_peers(world, 1)
    assert world.policy_makers.peer_contact[1] == pytest.approx(0.225)
    assert world.policy_makers.evidence[1] == pytest.approx(0.2 * 0.225)
    world.clock.programmes = 0
    rules.learn_from_peers(world, 1)
    assert world.policy_makers.peer_contact[1] == 0.0
