"""How much of the variance of single runs is luck: the noise share."""

from __future__ import annotations

import numpy as np

from .guards import Floats

ROUNDING = 1e-12


def noise_shares(y: Floats, row_counts: Floats, replicate_shares: Floats) -> Floats:
    """Return E[Var(y | x)] / Var(y) of single runs, one per resample.

    Rows and replicates are crossed, since replicates are common seeds: y = mean + row + luck +
    luck in this row.  Mean squares of the two-way layout give the three variances unbiased,
    whether or not the seeds are common to the rows.

    Parameters
    ----------
    y : (row, replicate)            outcomes at independent points, two replicates or more
    row_counts : (resample, row)    how often each row is in each resample
    replicate_shares : (resample, replicate)   how much each replicate counts; each row adds to 1

    >>> y = np.array([[1.0, 3.0], [5.0, 7.0]])  # rows vary by 8, luck by 2
    >>> noise_shares(y, np.ones((1, 2)), np.full((1, 2), 0.5)).tolist()
    [0.2]
    """
    rows, replicates = y.shape
    y = y - y.mean()
    row_means = y @ replicate_shares.T
    mean_squares = (y**2) @ replicate_shares.T
    spread_in_rows = np.maximum(mean_squares - row_means**2, 0.0)
    within = replicates * np.einsum("br,rb->b", row_counts, spread_in_rows)
    grand = np.einsum("br,rb->b", row_counts, row_means) / rows
    between = replicates * np.einsum("br,rb->b", row_counts, (row_means - grand) ** 2)
    luck_means = row_counts @ y / rows - grand[:, np.newaxis]
    common_luck = rows * replicates * np.sum(replicate_shares * luck_means**2, axis=1)
    own_luck = (within - common_luck) / ((rows - 1) * (replicates - 1))
    noise = within / (rows * (replicates - 1))
    signal = np.maximum(between / (rows - 1) - own_luck, 0.0) / replicates
    whole = noise + signal
    share = np.divide(noise, whole, out=np.full(len(whole), np.nan), where=whole > 0)
    return np.where(share < ROUNDING, 0.0, share)
