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
    "tables of p and q fitted to the curve of Bass (1969, from memory; tables undated)", 1969,
    "mostly products; countries not seen",
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
    "38 countries, from memory",
    "contact goes with less prejudice in 515 studies; mean correlation -0.21, from memory",
    "abstract",
)  # fmt: skip
DURLAK_DUPRE = Source(
    "Durlak & DuPre, American Journal of Community Psychology 41:327", 2008,
    "programmes for children and adolescents; countries not seen",
    "over 500 studies: good results at 60-80 % fidelity, nobody reaches 100 %", "abstract",
)  # fmt: skip
YOHROS_WELSH = Source(
    "Yohros & Welsh, Journal of Developmental and Life-Course Criminology 5:481", 2019,
    "USA and Norway",
    "0-50 % of the effect is lost at scale in six studies; one of them says negative to 71 %",
    "abstract",
)  # fmt: skip
GROSS_BERGSTROM = Source(
    "Gross & Bergstrom, PLOS Biology 17:e3000065", 2019, "theory, for research funding",
    "the effort of proposals may equal the value funded when few are funded", "abstract",
)  # fmt: skip
ISHAM = Source(
    "Isham, Narayan & Pritchett, World Bank Economic Review 9:175", 1995,
    "121 rural water projects in Asia, Africa and Latin America",
    "participation of beneficiaries causes better outcomes; size not seen", "abstract",
)  # fmt: skip
BEIERLE = Source(
    "Beierle, Risk Analysis 22:739", 2002, "239 environmental cases (USA, from memory)",
    "more intensive involvement goes with better decisions", "abstract",
)  # fmt: skip
OLIVER = Source(
    "Oliver et al., BMC Health Services Research 14:2", 2014,
    "145 studies, mostly of health policy; countries not seen",
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
    "DellaVigna & Linos, Econometrica 90:81", 2022, "126 trials (USA, from memory)",
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
    "Fischbacher & Gaechter, American Economic Review 100:541", 2010,
    "laboratory (Switzerland, from memory)",
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
    " leaving out transaction costs overstates it", "abstract",
)  # fmt: skip
CENTOLA_2018 = Source(
    "Centola et al., Science 360:1116", 2018, "online groups, 194 people",
    "a committed minority of about 25 % (10-40 % in other work) turns a norm", "abstract",
)  # fmt: skip
EUROSTAT = Source(
    "Eurostat, hourly labour costs, as reported by The Sofia Globe", 2024, "Bulgaria",
    "9.3 EUR an hour in 2023, the lowest of the EU", "abstract",
)  # fmt: skip
CONSTITUTION = Source(
    "Constitution of the Republic of Bulgaria, articles 138 and 139", 1991, "Bulgaria",
    "municipal councils and mayors are elected for four years", "text",
)  # fmt: skip
OPEN_SOCIETY_SOFIA = Source(
    "Open Society Institute Sofia, Democracy and civic participation, as reported by The Sofia"
    " Globe", 2017, "Bulgaria",
    "33 % trust non-governmental organisations, 44 % hospitals, 47 % the police, 32 % the courts",
    "abstract",
)  # fmt: skip
YAMATANI = Source(
    "Yamatani, Engel & Spjeldnes, Social Work 54:361", 2009, "child welfare in Pittsburgh, USA",
    "16 to 17 cases a month and worker are reasonable; some carried twice as many", "abstract",
)  # fmt: skip
SALAMON = Source(
    "Johns Hopkins Comparative Nonprofit Sector Project, press release", 1998, "22 countries",
    "fees are 47 %, government money 42 % and gifts 11 % of the revenue of nonprofits", "abstract",
)  # fmt: skip
OPPORTUNITY_KNOCKS = Source(
    "Opportunity Knocks, Nonprofit Retention and Vacancy Report, as reported by the Philanthropy"
    " Journal", 2008, "425 employers in the USA",
    "21 % of staff left in a year, 13 % in education to 37 % in work with the young", "abstract",
)  # fmt: skip
HERBERT = Source(
    "Herbert, Barnett, Clarke & Graves, BMJ Open 3:e002800", 2013,
    "medical researchers in Australia",
    "34 working days a proposal on average; 21 % were funded", "abstract",
)  # fmt: skip
NACUBO = Source(
    "NACUBO-Commonfund study of endowments, as reported by Pensions & Investments", 2015,
    "universities and colleges in the USA",
    "4.4 % of endowments paid out on average in 2014, 4.1 to 4.6 % by kind", "abstract",
)  # fmt: skip
FRANCO = Source(
    "Franco, Malhotra & Simonovits, Science 345:1502", 2014, "221 survey experiments in the USA",
    "65 % of null results were never written up and 20 % published; 60 % of strong ones published",
    "abstract",
)  # fmt: skip
BROWN = Source(
    "Brown et al., Journal of Economic Literature (doi 10.1257/jel.20221698)", 2024,
    "607 estimates from 150 articles, mostly Europe and North America",
    "losses weigh 1.955 times as much as gains (1.820 to 2.102)", "abstract",
)  # fmt: skip
