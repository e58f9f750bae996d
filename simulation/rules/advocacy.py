"""Scale up and involvement: the attention of policy makers."""
# mypy: disable-error-code="no-untyped-def"

from __future__ import annotations

from ..compiled import rule
from ..records import SITES_PER_ORGANISATION


@rule
def advocate(w, o):
    """Time for scaling up is spread over the municipalities that one works in, and the nation."""
    org = w.organisations[o]
    each = org.effort_up_fte / (org.sites + 1.0)
    for s in range(SITES_PER_ORGANISATION):
        site = w.sites[o, s]
        if site.open:
            w.policy_makers[site.place].advocacy_fte += each
    w.policy_makers[len(w.communities)].advocacy_fte += each
