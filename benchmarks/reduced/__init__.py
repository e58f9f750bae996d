"""A reduced model (uptake and pooling only), written three times.

Ten organisations hold staff, premises, money and know-how unevenly, all given in the people
that each could serve.  They pool a share of them, which shrinks month by month.  In ten places
people hear of the service by themselves and from those who are served.

Every month, in this order:

1. Each organisation gets back a twelfth of what accidents took.  With a small chance it loses
   half of its staff or half of its premises.
2. It gives the share c of each input to the pool: a little less than all gave on average last
   month, and half of that if it had an accident.  With the rest it serves alone:
   (1 - c) CES(inputs), with the elasticity that the full model has by default: 1/2, which
   makes it the harmonic mean.
3. The pool serves 0.9 CES(what was given), in equal parts where the organisations are at home.
4. In each place some give up waiting and some are replaced by others; then people hear of the
   service, by chance 1 - exp(-trust (seeking + word of mouth x share served)); those who seek
   it get what is offered.

Random are the endowments, the trust in each place and the accidents.  The three ways draw
different numbers from the same laws, so that their results agree in distribution and not run
by run: `tests/benchmarks` tests that.
"""
