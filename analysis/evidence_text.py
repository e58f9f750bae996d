"""The plain words of the evidence page."""

INTRO = """\
Every answer of the model hangs on {total} numbers that nobody knows exactly. This page says where
each of them comes from, how well it is known, and how much of the answers hangs on those that were
guessed. Of the {total} numbers, by the strength of their evidence: {counts}.

Two things are graded, since one is often known without the other. The **grade** is about the *size*
of a number. It is above expert judgement only where somebody measured the same quantity; a source
that tells a direction ("contact goes with less prejudice") leaves the size a guess. The **grade of
the rule** is about the mechanism that reads the number. Nothing known from memory alone is graded
higher than expert judgement, and it is marked "from memory". Most values were set before their
sources were found. Where a source was found later and lies in the range, the page calls it a check:
the number was not taken from it.

The page is made from the register (`simulation/register/`) by `python -m analysis.evidence`; a test
fails when it is stale."""

BEFORE_SHARES = """\
Draw all numbers from their priors, run the choices, and the answer differs from world to world.
How much of that rests on guesses? If every guess were known exactly, the variance would shrink by
*guesses alone*, on average. If everything but the guesses were known, *guesses, in all* would
remain: what they explain by themselves, and what they explain together with better-known numbers.

These are group Sobol' indices (alone: closed first order; in all: total), measured by pick and
freeze on {worlds} pairs of worlds with {replications} replications, seed {seed}, on the places and
organisations of `strategies.yaml`. Luck is taken out; the last column says which share of the
variance of *one* run it is. In brackets stand 95 % intervals (bootstrap over worlds). Where an
interval is wider than {widest:.0f} percentage points, luck hides the share: it would take more
replications. An answer such as "deep rather than out" is the difference between two settings in the
same world on the same luck."""

AFTER_SHARES = """\
Three cautions. The shares belong to the priors: a wide prior explains more than a narrow one,
however honest both are. They are measured where the priors are filled evenly, before patterns rule
worlds out; among the worlds that are left numbers hang together, and shares of groups would no
longer add up. And variance is not everything: a number can explain much and still not turn the
answer round ([flip points](flips.md) say which do)."""

BEFORE_NUMBERS = """\
*Prior* is how likely the values are held to be before the model has run: *uniform* means every
value in the range is equally likely, *log-uniform* every magnitude, so that 0.01 to 0.02 is as
likely as 0.1 to 0.2. *Used for* says what the datum was used for: a source can specify the value
or only the rule, or be a check afterwards. No number is validated by a source; patterns calibrate
and validate the model as a whole. Where no source was found, the number is an assumption."""

BEFORE_SOURCES = """\
*Seen of it* is what was read of a source: the text, an abstract or an excerpt, or nothing. Places
and numbers marked "from memory" are to be checked by whoever cites them. *Calibration* and
*validation* are uses as patterns of the whole; a *limit* is a case with a known answer."""
