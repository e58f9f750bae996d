"""Test the shipped claims and write ``docs/claims.md`` with its figure, numbers and examples."""

from __future__ import annotations

import argparse
from pathlib import Path

from .output import DOCS, write_docs
from .reading import load_claims
from .testing import REPLICATIONS, SEED, Scope, judge_claims


def main() -> None:
    """Test all claims and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--worlds", type=int)
    parser.add_argument("--replications", type=int, default=REPLICATIONS)
    parser.add_argument("--docs", type=Path, default=DOCS)
    chosen = parser.parse_args()
    claims = load_claims()
    scope = Scope(chosen.worlds, chosen.replications, SEED)
    write_docs(claims, judge_claims(claims, scope), scope, chosen.docs)


if __name__ == "__main__":
    main()
