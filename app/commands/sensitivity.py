"""Global sensitivity of a stored study: which unknown numbers decide an outcome."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ..asking import whole
from ..running import writing_to
from ..saying import say, say_json, wrapped

if TYPE_CHECKING:
    from analysis.pictures.picture import Picture
    from analysis.sensitivity.morris import MorrisEffects
    from analysis.sensitivity.sobol import SobolIndices

HELP = "which unknown numbers decide an outcome: Sobol' indices or elementary effects"
EXAMPLES = (
    "snowball sensitivity results/what-matters-most",
    "snowball sensitivity results/screening --outcome sustainability_36",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what this command takes."""
    parser.add_argument("dir", metavar="DIR", help="the folder of a study (saltelli or morris)")
    parser.add_argument(
        "--outcome", metavar="NAME", help="one outcome (default: all that were kept)"
    )
    parser.add_argument("--arm", metavar="ARM", help="an arm (default: the reference)")
    parser.add_argument("--against", metavar="ARM", help="ask of the difference from this arm")
    parser.add_argument(
        "--resamples", type=whole("--resamples", 100, 100_000), default=1000, metavar="N",
        help="resamples of points and seeds for the intervals (default 1000)",
    )  # fmt: skip


def run(arguments: argparse.Namespace) -> int:
    """Analyse the study and return the exit code."""
    from analysis.studies.analysing import arm_of, keep, sensitivity_of
    from analysis.studies.reading import read_study

    results = read_study(arguments.dir)
    arm = arm_of(results, arguments.arm)
    outcomes = [arguments.outcome] if arguments.outcome else results.study.outcomes
    found = {}
    for outcome in outcomes:
        what = f"{outcome} of {arm}" + (f" less {arguments.against}" if arguments.against else "")
        indices = sensitivity_of(results, outcome, arm, arguments.against, arguments.resamples)
        asked = {"outcome": outcome, "arm": arm, "against": arguments.against}
        found[outcome] = {"what": what, **asked, "indices": indices}
        with writing_to(arguments.dir):
            name = "-".join(["sensitivity", outcome, arm, *filter(None, [arguments.against])])
            keep(results.folder, name, found[outcome])
            made = _drawn(indices, what, Path(arguments.dir), name)
        if not arguments.json:
            for line in page(what, indices):
                say(line)
            say(f"Picture: {made}\n")
    if arguments.json:
        say_json({"ok": True, "analyses": found})
    return 0


def _drawn(indices: SobolIndices | MorrisEffects, what: str, folder: Path, name: str) -> Path:
    from analysis.sensitivity.sobol import SobolIndices
    from analysis.study_pictures import morris_map, sobol_bars

    if isinstance(indices, SobolIndices):
        return _saved(sobol_bars(indices, what), folder, name)
    return _saved(morris_map(indices, what), folder, name)


def _saved(picture: Picture, folder: Path, name: str) -> Path:
    from dataclasses import replace

    from analysis.pictures import save

    place = folder / "analysis" / "pictures"
    place.mkdir(parents=True, exist_ok=True)
    return save(replace(picture, name=name), place)


def page(what: str, indices: SobolIndices | MorrisEffects) -> Iterator[str]:
    """Yield the table of an analysis for people at a terminal, what matters most first."""
    from analysis.sensitivity.sobol import SobolIndices

    yield f"What decides {what}"
    yield from sobol_table(indices) if isinstance(indices, SobolIndices) else morris_table(indices)
    for warning in indices.warnings:
        yield wrapped(warning, "! ")


def sobol_table(found: SobolIndices) -> Iterator[str]:
    """Yield shares of the variance with their intervals."""
    wide = max(map(len, found.names))
    yield f"  {'factor':<{wide}}  {'by itself':>20}  {'in all':>20}"
    for at in np.argsort(-found.total).tolist():
        yield (
            f"  {found.names[at]:<{wide}}"
            f"  {_share(found.first[at], found.first_low[at], found.first_high[at]):>20}"
            f"  {_share(found.total[at], found.total_low[at], found.total_high[at]):>20}"
        )
    noise = _share(found.noise_share, found.noise_share_low, found.noise_share_high)
    yield wrapped(
        f"Shares of the variance between points, 95 % intervals; {found.base_points:,} base points,"
        f" {found.replicates} common seeds. Luck is {noise} of the variance of single runs."
    )


def morris_table(found: MorrisEffects) -> Iterator[str]:
    """Yield elementary effects with the interval of their size."""
    from analysis.words import rounded

    rows = [("factor", "size (mu*)", "mean", "sigma")]
    for at in np.argsort(-found.mu_star).tolist():
        low, high = (rounded(float(end[at])) for end in (found.mu_star_low, found.mu_star_high))
        size = f"{rounded(float(found.mu_star[at]))} ({low} to {high})"
        mean, sigma = (rounded(float(values[at])) for values in (found.mu, found.sigma))
        rows.append((found.names[at], size, mean, sigma))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for name, *cells in rows:
        told = (f"{cell:>{wide}}" for cell, wide in zip(cells, widths[1:], strict=True))
        yield f"  {name:<{widths[0]}}  {'  '.join(told)}"
    yield wrapped(
        "Change of the outcome over the whole range of a factor, in the outcome's unit;"
        f" {found.trajectories} trajectories, {found.replicates} common seeds."
    )


def _share(value: float, low: float, high: float) -> str:
    """Return a share in per cent with its interval."""
    if not np.isfinite(value):
        return "unknown"
    shown: list[Any] = [round(100.0 * float(one)) + 0 for one in (value, low, high)]
    return f"{shown[0]} % ({shown[1]} to {shown[2]})"
