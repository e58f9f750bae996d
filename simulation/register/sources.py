"""Where numbers and patterns come from, each source written once.

``known_from`` says what was seen of it: the *text* itself, its *abstract* or an excerpt, or
nothing but *memory*.  What is known from memory alone is never shown as a citation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

KnownFrom = Literal["text", "abstract", "memory", "nothing"]


@dataclass(frozen=True)
class Source:
    """One publication, report, law or assumption, with its year and the place that it is about."""

    name: str
    year: int
    place: str
    finding: str
    known_from: KnownFrom

    def __str__(self) -> str:
        """Show it as it is cited; what is only remembered says so."""
        return f"{self.name} (from memory)" if self.known_from == "memory" else self.name


ASSUMPTION = Source("assumption of the model", 2026, "none", "nothing was found", "nothing")
CHOICE = Source("a choice", 2026, "none", "somebody decides it", "nothing")
REPORT = Source(
    "SI PLUS report, activity 4.1 (Sofia Development Association)", 2022, "Sofia",
    "two cases, both of them successes, and the lessons learned from them", "text",
)  # fmt: skip
BASS_TABLES = Source(
    "Bass diffusion, tables of fitted p and q", 1999, "USA, mostly products",
    "p 0.03 and q 0.38 a year on average; hybrid corn p near 0 and q 0.80, artificial insemination"
    " 0.014 and 0.437, tractors 0.007 and 0.118; none for social programmes", "text",
)  # fmt: skip
CENTOLA_MACY = Source(
    "Centola & Macy, American Journal of Sociology 113:702", 2007, "theory",
    "what needs several sources travels worse over long ties", "abstract",
)  # fmt: skip
ECKLES = Source(
    "Eckles, Mossel, Rahimian & Sen, Nature Human Behaviour (arXiv 1810.03579)", 2024, "theory",
    "a small chance to adopt below the threshold makes long ties faster again", "abstract",
)  # fmt: skip
GRANOVETTER = Source(
    "Granovetter, American Journal of Sociology 83:1420", 1978, "theory",
    "thresholds 0 to 99: everybody follows; one threshold of 1 moved to 2: one person alone",
    "memory",
)  # fmt: skip
PETTIGREW_TROPP = Source(
    "Pettigrew & Tropp, Journal of Personality and Social Psychology 90:751", 2006,
    "38 countries, from memory", "contact goes with less prejudice in 515 studies", "abstract",
)  # fmt: skip
DURLAK_DUPRE = Source(
    "Durlak & DuPre, American Journal of Community Psychology 41:327", 2008, "mostly USA",
    "over 500 studies: good results at 60-80 % fidelity, nobody reaches 100 %", "abstract",
)  # fmt: skip
YOHROS_WELSH = Source(
    "Yohros & Welsh, Journal of Developmental and Life-Course Criminology 5:481", 2019,
    "mostly USA", "0-50 % of the effect is lost at scale over six studies (one estimate 71 %)",
    "abstract",
)  # fmt: skip
GROSS_BERGSTROM = Source(
    "Gross & Bergstrom, PLOS Biology 17:e3000065", 2019, "USA, theory",
    "the effort of proposals may equal the value funded when few are funded", "abstract",
)  # fmt: skip
ISHAM = Source(
    "Isham, Narayan & Pritchett, World Bank Economic Review 9:175", 1995,
    "121 rural water projects in many countries",
    "participation of beneficiaries causes better outcomes; size not seen", "abstract",
)  # fmt: skip
BEIERLE = Source(
    "Beierle, Risk Analysis 22:739", 2002, "239 cases in the USA",
    "more intensive involvement goes with better decisions", "abstract",
)  # fmt: skip
OLIVER = Source(
    "Oliver et al., BMC Health Services Research 14:2", 2014, "145 studies, many countries",
    "good evidence in time and relationships decide what policy makers use", "abstract",
)  # fmt: skip
BEZERRA_JUNQUEIRA = Source(
    "Bezerra & Junqueira, Brazilian Political Science Review", 2022, "Brazil",
    "participatory budgeting was given up with its champions and changes of government",
    "abstract",
)  # fmt: skip
AVRITZER_WAMPLER = Source(
    "Avritzer & Wampler, report on participatory budgeting", 2008, "Brazil",
    "13, 53, 112, 190 and 201 municipalities in 1992, 1996, 2000, 2004 and 2008", "abstract",
)  # fmt: skip
SHIPAN_VOLDEN = Source(
    "Shipan & Volden, American Journal of Political Science 52:840", 2008, "675 cities of the USA",
    "learning, imitation of larger cities, competition and pressure from above spread policies",
    "abstract",
)  # fmt: skip
DELLAVIGNA_LINOS = Source(
    "DellaVigna & Linos, Econometrica 90:81", 2022, "USA, 126 trials",
    "8.7 points in journals, 1.4 at scale; 70 % of the gap by selective publication", "abstract",
)  # fmt: skip
STEVENS_PEIKES = Source(
    "Stevens & Peikes, Evaluation and Program Planning 29:153", 2006,
    "112 co-funded projects in the USA",
    "92 % lived at least a year after the grant, 80 % years later; 34 % copied elsewhere",
    "abstract",
)  # fmt: skip
ZELMER = Source(
    "Zelmer, Experimental Economics 6:299", 2003, "27 laboratory studies",
    "contributions rise with return and communication, fall with unequal endowments", "abstract",
)  # fmt: skip
FISCHBACHER_GAECHTER = Source(
    "Fischbacher & Gaechter, American Economic Review 100:541", 2010, "laboratory, Switzerland",
    "contributions decay because people give a little less than the others", "abstract",
)  # fmt: skip
COX = Source(
    "Cox, Arnold & Villamayor-Tomas, Ecology and Society 15(4):38", 2010, "91 studies",
    "the design principles of commons, monitoring and voice among them, are well supported",
    "abstract",
)  # fmt: skip
PROVAN_KENIS = Source(
    "Provan & Kenis, Journal of Public Administration Research and Theory 18:229", 2008, "theory",
    "the larger a network, the more it needs a lead or administrative organisation", "abstract",
)  # fmt: skip
WITESMAN_HEISS = Source(
    "Witesman & Heiss, Voluntas", 2016, "theory, simulation",
    "pooling helps where resources are rare and the objective widely shared, else it does worse;"
    " leaving out transaction costs overstates it", "text",
)  # fmt: skip
CENTOLA_2018 = Source(
    "Centola et al., Science 360:1116", 2018, "online groups, 194 people",
    "a committed minority of about 25 % (10-40 % in other work) turns a norm", "abstract",
)  # fmt: skip
