"""Every phrase about a claim, in English and Bulgarian, under one name."""

from __future__ import annotations

from .shape import LANGUAGES

PHRASES: dict[str, tuple[str, str]] = {
    # verdicts
    "always-yes": ("Not refuted", "Не е опровергано"),
    "always-no": ("No guarantee", "Не е гаранция"),
    "always-open": ("Not shown, not refuted", "Нито показано, нито опровергано"),
    "usually-yes": ("Stands", "Потвърждава се"),
    "usually-no": ("Does not stand", "Не се потвърждава"),
    "usually-open": ("Open", "Остава открито"),
    "none": ("The model cannot judge", "Моделът не може да прецени"),
    "nearly-always": ("holds in nearly all worlds", "вярно е в почти всички светове"),
    "usually": ("holds in most worlds", "вярно е в повечето светове"),
    "depends": ("it depends", "зависи"),
    "rarely": ("rarely holds", "рядко е вярно"),
    "hardly-ever": ("hardly ever holds", "почти никога не е вярно"),
    "luck": (
        "luck hides the answer in most worlds",
        "в повечето светове случайността скрива отговора",
    ),
    "few-worlds": (
        "too few worlds meet the conditions",
        "твърде малко светове отговарят на условията",
    ),
    "claims-always": ("It is said to be so always.", "Твърди се, че е така винаги."),
    "claims-usually": ("It is said to be so as a rule.", "Твърди се, че по правило е така."),
    "claims-more_often_than_not": (
        "It is said to be possible, taken here as more often than not.",
        "Твърди се, че може да е така; тук – по-често да, отколкото не.",
    ),
    "lesson": ("Lesson of the report", "Поука от доклада"),
    "counter-claim": ("What others say against it", "Какво възразяват други"),
    "lessons": ("Lessons of the report", "Поуки от доклада"),
    "counter-claims": ("What others say against it", "Какво възразяват други"),
    # sentences
    "share": (
        "It holds in {share} of {worlds} worlds ({interval}): clearly in {holds}, clearly not in"
        " {fails}, and in {unclear} luck hides the answer.",
        "Вярно е в {share} от {worlds} свята ({interval}): ясно вярно в {holds}, ясно невярно в"
        " {fails}, а в {unclear} случайността скрива отговора.",
    ),
    "same": (
        "In {same} the two arms do not differ at all.",
        "В {same} от световете двете възможности изобщо не се различават.",
    ),
    "margin": (
        "Only a difference beyond {margin} counts.", "Брои се само разлика над {margin}."
    ),
    "of-level": ("{share} of the level", "{share} от равнището"),
    "effect": (
        "“{arm}” against “{other}”, {outcome}: {middle} {unit} in the middle world; between {low}"
        " and {high} in nine worlds of ten.",
        "„{arm}“ спрямо „{other}“, {outcome}: {middle} {unit} в средния свят; между {low} и {high}"
        " в девет от десет свята.",
    ),
    "relative": (
        "In percent of the level: {middle} %, between {low} and {high} %.",
        "В проценти от равнището: {middle} %, между {low} и {high} %.",
    ),
    "start-holds": (
        "At the usual assumptions it holds: {difference}.",
        "При обичайните допускания е вярно: {difference}.",
    ),
    "start-fails": (
        "At the usual assumptions it fails: {difference}.",
        "При обичайните допускания не е вярно: {difference}.",
    ),
    "start-unclear": (
        "At the usual assumptions luck hides the answer: {difference}.",
        "При обичайните допускания случайността скрива отговора: {difference}.",
    ),
    "start-same": (
        "At the usual assumptions both choices come out the same in every run: {difference}.",
        "При обичайните допускания двете възможности излизат еднакви във всяка симулация:"
        " {difference}.",
    ),
    "without-margin": (
        "Without this hurdle it would hold in {share} of worlds.",
        "Без този праг щеше да е вярно в {share} от световете.",
    ),
    "turn": ("{meaning} ({name}): at about {values}", "{meaning} ({name}): при около {values}"),
    "turns": (
        "The answer turns round when a single assumption passes one of these values, all others"
        " as usual:",
        "Отговорът се обръща, когато едно-единствено допускане премине някоя от тези стойности, а"
        " всички останали са обичайните:",
    ),
    "no-turn": (
        "No single assumption was found that clearly turns the answer round by itself.",
        "Не се намери нито едно допускане, което само да обръща ясно отговора.",
    ),
    "left-out": (
        "{count} more that might were not looked at closely.",
        "Още {count}, които може би го обръщат, не бяха разгледани отблизо.",
    ),
    "box-fails": (
        "It fails in {density} of the worlds with all of the following, against {base} of all"
        " worlds ({held} in worlds that the search had not seen); {coverage} of the worlds in which"
        " it fails are of this kind:",
        "Не е вярно в {density} от световете с всичко следващо при {base} от всички светове"
        " ({held} в светове, които търсенето не е виждало); {coverage} от световете, в които не е"
        " вярно, са такива:",
    ),
    "box-holds": (
        "It holds in {density} of the worlds with all of the following, against {base} of all"
        " worlds ({held} in worlds that the search had not seen); {coverage} of the worlds in which"
        " it holds are of this kind:",
        "Вярно е в {density} от световете с всичко следващо при {base} от всички светове ({held} в"
        " светове, които търсенето не е виждало); {coverage} от световете, в които е вярно, са"
        " такива:",
    ),
    "no-box": (
        "No combination of a few assumptions tells in advance in which worlds.",
        "Няма съчетание от няколко допускания, което предварително да подсказва в кои светове.",
    ),
    "at-most": ("{meaning} is at most {high}", "{meaning} е най-много {high}"),
    "at-least": ("{meaning} is at least {low}", "{meaning} е поне {low}"),
    "within": ("{meaning} is {low} to {high}", "{meaning} е от {low} до {high}"),
    "against": (
        "The nearest counter-example changes only this:",
        "Най-близкият контрапример променя само следното:",
    ),
    "there": (
        "There: {difference}, from {level}.", "Там: {difference}, при изходно равнище {level}."
    ),
    "against-start": (
        "The usual assumptions themselves are the counter-example: {difference}, from {level}.",
        "Самите обичайни допускания са контрапримерът: {difference}, при"
        " изходно равнище {level}.",
    ),
    "in-favour": (
        "The nearest world in which it holds changes only this:",
        "Най-близкият свят, в който е вярно, променя само следното:",
    ),
    "against-nowhere": (
        "There is no counter-example among these worlds that luck would not explain.",
        "Сред тези светове няма контрапример, който да не се обяснява със случайността.",
    ),
    "against-not confirmed": (
        "What looked like a counter-example was not confirmed on fresh luck.",
        "Това, което приличаше на контрапример, не се потвърди с нова случайност.",
    ),
    "in-favour-nowhere": (
        "There is no world among these in which it clearly holds.",
        "Сред тези светове няма такъв, в който ясно да е вярно.",
    ),
    "in-favour-not confirmed": (
        "A world in which it seemed to hold was not confirmed on fresh luck.",
        "Свят, в който изглеждаше вярно, не се потвърди с нова случайност.",
    ),
    "change": ("{meaning}: {value} instead of {usual}", "{meaning}: {value} вместо {usual}"),
    "replay": ("To replay it:", "За да го повторите:"),
    "plausible": (
        "The evidence does not rule this world out.", "Данните не изключват такъв свят."
    ),
    "implausible": (
        "On the way to few changes it left the worlds that the evidence does not rule out.",
        "По пътя към малко промени той излезе от световете, които данните не изключват.",
    ),
    "others": (
        "By other measures “{arm}” is better in so many worlds:",
        "По други мерки „{arm}“ е по-добре в толкова от световете:",
    ),
    "guesses": (
        "{guesses} of the {all} assumptions named here are guesses.",
        "{guesses} от {all} допускания, споменати тук, са предположения.",
    ),
    # headings of the page
    "question": (
        "Which lessons hold, and where do they fail?", "Кои поуки издържат и къде не са верни?"
    ),
    "how": ("How it is put to the model", "Как го задаваме на модела"),
    "caution": (
        "How far this is the model's own assumption", "Доколко това е допускане на самия модел"
    ),
    "source": ("Who says it", "Кой го казва"),
    "more": ("Where it fails, and on what it hangs", "Къде не е вярно и от какво зависи"),
    "limits": ("Before you use this", "Преди да го използвате"),
    "method": ("How this was made", "Как е направено"),
    "holds-clearly": ("clearly holds", "ясно е вярно"),
    "clearly-fails": ("clearly fails", "ясно не е вярно"),
    "luck-hides": ("luck hides it", "скрито от случайността"),
    "no-difference": ("no difference at all", "никаква разлика"),
}  # fmt: skip
METHOD = (
    (
        "{worlds} worlds that the evidence does not rule out, {replications} runs of each choice"
        " in each of them, seed {seed}; both choices of a claim meet the same luck and spend the"
        " same public money for scaling.",
        "A claim holds in a world if the mean difference is beyond its margin; the share of such"
        " worlds stands first, with its 95 % interval. Where the interval of the difference lies"
        " wholly on one side of the margin, it clearly holds or clearly fails; in between luck"
        " hides the answer, which pulls shares towards a half. Where both choices came out the"
        " same in every run there is no difference at all, and the claim does not hold.",
        "“Holds in nearly all worlds” means at least 95 %, “in most” at least two thirds, “it"
        " depends” between one third and two thirds, “rarely” at most one third, “hardly ever” at"
        " most 5 %. A claim that something is always so is refuted by a single world in which it"
        " clearly fails, and fails again on fresh luck.",
        "The claim stands if that share is above two thirds (said as a rule) or one half (said to"
        " be possible), does not stand if it is below, and is open where the interval holds that"
        " number or luck hides the answer in most worlds.",
        "A share of worlds is no probability: it says how many of the worlds that we cannot rule"
        " out give this answer.",
    ),
    (
        "{worlds} свята, които данните не изключват, с по {replications} симулации на всяка"
        " възможност във всеки свят, начално число {seed}; двете възможности на едно твърдение"
        " срещат една и съща случайност и харчат еднакво публични средства за мащабиране.",
        "Твърдението е вярно в един свят, ако средната разлика надхвърля прага му; най-напред стои"
        " делът на тези светове с 95-процентния му интервал. Когато интервалът на разликата е"
        " изцяло от едната страна на прага, твърдението ясно е или ясно не е вярно; помежду"
        " случайността скрива отговора и това приближава дела към половината. Когато двете"
        " възможности излизат еднакви във всяка симулация, разлика изобщо няма и твърдението не е"
        " вярно.",
        "„В почти всички светове“ значи поне 95 %, „в повечето“ – поне две трети, „зависи“ – между"
        " една и две трети, „рядко“ – най-много една трета, „почти никога“ – най-много 5 %."
        " Твърдение, че нещо е винаги така, се опровергава от един-единствен свят, в който ясно не"
        " е вярно и отново не е вярно при нова случайност.",
        "Твърдението се потвърждава, ако делът е над две трети (казано по правило) или над"
        " половината (казано като възможност), не се потвърждава, ако е под тях, и остава открито,"
        " когато интервалът съдържа тази граница или случайността скрива отговора в повечето"
        " светове.",
        "Делът на световете не е вероятност: той казва колко от световете, които не можем да"
        " изключим, дават този отговор.",
    ),
)
LIMITS = (
    "Snowball проучва, а не предсказва: никое число тук не казва какво ще стане на едно истинско"
    " място.",
    "Не оставяйте моделът сам да решава кой получава пари и кой – не, и никога не го използвайте,"
    " за да съдите отделна организация, общност или човек.",
    "Повечето числа в модела са предположения и са отбелязани като такива.",
    "Въздействието брои обслужените хора според качеството на услугата; дали животът им е станал"
    " по-добър, моделът не вижда.",
    "Двата истински случая са успехи и са избрани затова: те са разкази, които моделът може да"
    " разкаже, а не доказателство, че е прав.",
)


def phrase(name: str, language: str, /, **values: object) -> str:
    """Return a phrase in a language with its values filled in.

    >>> phrase("of-level", "en", share="5 %")
    '5 % of the level'
    """
    return PHRASES[name][LANGUAGES.index(language)].format(**values)
