"""What is changed to fit a place costs part of what made the service work."""

from math import exp, sqrt

import pytest

from simulation.tiny import tiny_world
from tests.unit.plain import rule_file

deepening, service, expansion = (rule_file(name) for name in ("deepening", "service", "expansion"))


def site_of(world, **state):
    site = world.sites[0, 0]
    for name, value in state.items():
        setattr(site, name, value)
    return site


def test_adaptation_grows_by_what_fit_gains():
    """Involvement alone: 0.1 x 0.5 of the missing 0.4, times e^-1 at the age of hardening."""
    world = tiny_world(
        1, 1, involvement_fit_gain_per_month=0.1, involve_communities_intensity=0.5,
        fit_hardening_months=12,
    )  # fmt: skip
    site = site_of(world, open=True, fit=0.6, adaptation=0.05, age_months=12.0)
    world.organisations[0].sites = 1
    deepening.improve_fit(world, 0)
    changed = 0.4 * 0.05 * exp(-1.0)
    assert site.fit == pytest.approx(0.6 + changed)
    assert site.adaptation == pytest.approx(0.05 + changed)


@pytest.mark.parametrize(
    ("loss", "adaptation", "strain", "quality"),
    [(0.0, 0.4, 0.0, 0.8), (2.5, 0.0, 0.0, 0.8), (2.5, 0.4, 0.0, 0.8 / 1.4),
     (6.0, 0.5, 0.0, 0.8 / 2.5), (2.5, 0.4, 0.5, 0.8 / 1.4 * 0.85)],
)  # fmt: skip
def test_quality_is_fit_less_what_over_adaptation_and_strain_cost(
    loss, adaptation, strain, quality
):
    """0.8 / (1 + 2.5 x 0.16) = 0.8 / 1.4; strain of a half at 0.3 leaves 0.85."""
    world = tiny_world(1, 1, over_adaptation_loss=loss, strain_quality_loss=0.3)
    site = site_of(world, fit=0.8, adaptation=adaptation)
    world.organisations[0].strain = strain
    found = service.site_quality(site, world.organisations[0], world.parameters[0])
    assert found == pytest.approx(quality)


@pytest.mark.parametrize(("loss", "first_fit"), [(2.5, 0.6), (1.6, 0.6), (3.6, 0.5)])
def test_quality_is_best_where_the_docstring_says(loss, first_fit):
    """a = sqrt(f0^2 + 1/L) - f0; a little less or more adaptation is worse."""
    world = tiny_world(1, 1, over_adaptation_loss=loss)
    org, p = world.organisations[0], world.parameters[0]

    def quality(adaptation):
        site = site_of(world, fit=first_fit + adaptation, adaptation=adaptation)
        return service.site_quality(site, org, p)

    best = sqrt(first_fit**2 + 1 / loss) - first_fit
    assert 0.15 < best < 0.41
    assert quality(best) > max(quality(best - 0.02), quality(best + 0.02))


def test_a_new_site_is_an_unchanged_copy():
    world = tiny_world(2, 1)
    site_of(world, open=False, adaptation=0.3)
    expansion.open_site(world, 0, 1, True)
    assert world.sites[0, 0].adaptation == 0.0
