"""What to do when nobody knows which world is ours, in plain sentences, English or Bulgarian."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from .errors import AnalysisError
from .robustness import Better, Choice, Floats, Robustness, chosen_by, robustness
from .statistics import mean_interval, paired_differences, wilson
from .words import decimals_for, listed, number, rounded

Language = Literal["en", "bg"]
FIRM = 0.8
ROUNDING = 1e-9

# Names of the measures and whom they suit; the English ones stand with the measures.
BULGARIAN: Mapping[str, tuple[str, str]] = {
    "maximin": (
        "най-лош случай",
        "много предпазливи хора, за които и най-лошият свят трябва да е поносим",
    ),
    "maximax": (
        "най-добър случай",
        "хора, които могат да си позволят загуба и търсят най-голямата печалба",
    ),
    "hurwicz": (
        "по средата между най-лошия и най-добрия случай",
        "хора, които не са нито предпазливи, нито оптимисти и гледат крайностите",
    ),
    "laplace": (
        "средно за световете",
        "хора, които решават често, така че добрите и лошите светове се изравняват",
    ),
    "minimax_regret": (
        "най-голямо съжаление",
        "хора, които ще бъдат питани защо не са направили най-доброто",
    ),
    "regret_90": (
        "съжаление в 90 от 100 свята",
        "хора, които искат да пропуснат малко и не броят най-странните светове",
    ),
    "mean_variance": (
        "средно спрямо разсейване",
        "хора, които дават част от средното за по-малко разсейване",
    ),
    "undesirable_deviations": (
        "отклонения към лошото",
        "хора, които планират за средата и страдат от всичко под нея",
    ),
    "skewness": (
        "наклон към доброто",
        "хора, които искат повечето светове да са близо до добрия край",
    ),
    "peakedness": (
        "струпаност",
        "хора, които искат половината светове да са близо един до друг",
    ),
    "starr": (
        "дял на световете с достатъчен резултат",
        "хора, които се нуждаят от определен резултат и за които повече не значи много",
    ),
}

SENTENCES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "worlds": "The strategies were compared in {worlds} worlds, and nobody knows which of them"
        " is ours.",
        "one": "There is only one strategy, {strategy}, so there is nothing to choose.",
        "equal": "All {count} measures find {strategies} equally good.",
        "agree": "All {count} measures that can choose by themselves choose {strategies}: cautious"
        " and hopeful people can agree on it.",
        "disagree": "The {count} measures that can choose by themselves disagree; what to choose"
        " depends on what you fear and on what you hope for.",
        "group": "{strategy} is chosen by: {measures}. That suits {people}.",
        "caution": "The disagreement is about caution. In the mean over worlds {middle} is better"
        " than {safe} by {gain}; but its worst world is worse than that of {safe} by {loss}.",
        "unclear": "The disagreement is about caution. In the mean over worlds {middle} is not"
        " clearly better than {safe}: the difference is {gain}; and its worst world is worse than"
        " that of {safe} by {loss}.",
        "regret": "People who must not fall too low and people who must not miss too much choose"
        " differently: {floor} has the better worst case, {missed} misses less of what would have"
        " been best.",
        "hope": "Only the best case speaks for {strategies}.",
        "enough": "Enough, which is {bound} {threshold}, is reached most often with {strategies}:"
        " in {share} % of worlds ({low} to {high} % of the worlds of which these are a sample).",
        "worse": "{strategy} is worse than {other} in every one of these worlds.",
        "loose": "Not firm: if the worlds were drawn again, these measures would often choose"
        " otherwise (how often they would choose the same): {measures}.",
        "firm": "If the worlds were drawn again, every one of these measures would choose the same"
        " in at least {least} of 100 draws.",
        "certain": "If the worlds were drawn again, every one of these measures would choose the"
        " same each time.",
        "promise": "What holds up in these worlds may fail in ours; no measure promises a result.",
        "act": "Prefer what can be changed later, begin small where that is possible, and agree"
        " today which early signs would make you change course.",
        "at_least": "at least",
        "at_most": "at most",
        "to": "{low} to {high}",
        "and": " and ",
    },
    "bg": {
        "worlds": "Стратегиите са сравнени в {worlds} свята и никой не знае кой от тях е нашият.",
        "one": "Има само една стратегия, {strategy}, така че няма какво да се избира.",
        "equal": "Всичките {count} мерки намират {strategies} за еднакво добри.",
        "agree": "Всичките {count} мерки, които могат да избират сами, избират {strategies}:"
        " предпазливите и оптимистите могат да се съгласят.",
        "disagree": "Тези {count} мерки, които могат да избират сами, не са съгласни помежду си;"
        " изборът зависи от това от какво се боите и на какво се надявате.",
        "group": "{strategy} се избира според: {measures}. Това подхожда на: {people}.",
        "caution": "Несъгласието е за предпазливостта. Средно за световете {middle} е по-добра от"
        " {safe} с {gain}; но най-лошият ѝ свят е по-лош от този на {safe} с {loss}.",
        "unclear": "Несъгласието е за предпазливостта. Средно за световете {middle} не е ясно"
        " по-добра от {safe}: разликата е {gain}; а най-лошият ѝ свят е по-лош от този на {safe} с"
        " {loss}.",
        "regret": "Тези, които не бива да паднат твърде ниско, и тези, които не бива да пропуснат"
        " твърде много, избират различно: {floor} има по-добър най-лош случай, а {missed} пропуска"
        " по-малко от най-доброто възможно.",
        "hope": "Само най-добрият случай говори за {strategies}.",
        "enough": "Достатъчно, тоест {bound} {threshold}, се получава най-често с {strategies}: в"
        " {share} % от световете ({low} до {high} % от световете, от които тези са извадка).",
        "worse": "{strategy} е по-лоша от {other} във всеки един от тези светове.",
        "loose": "Несигурно: ако световете се изтеглят отново, тези мерки често биха избрали друго"
        " (колко често биха избрали същото): {measures}.",
        "firm": "Ако световете се изтеглят отново, всяка от тези мерки би избрала същото в поне"
        " {least} от 100 тегления.",
        "certain": "Ако световете се изтеглят отново, всяка от тези мерки би избрала същото всеки"
        " път.",
        "promise": "Каквото издържа в тези светове, може да не издържи в нашия; никоя мярка не"
        " обещава резултат.",
        "act": "Предпочитайте това, което може да се промени по-късно, започнете с малко, където"
        " е възможно, и се договорете още днес кои ранни знаци биха ви накарали да смените"
        " посоката.",
        "at_least": "поне",
        "at_most": "най-много",
        "to": "{low} до {high}",
        "and": " и ",
    },
}


@dataclass(frozen=True)
class _Speaker:
    """The words of one language."""

    language: Language

    def say(self, sentence: str, **parts: object) -> str:
        return SENTENCES[self.language][sentence].format(**parts)

    def number(self, text: str) -> str:
        """Return an English number as the language writes it: 12 345,6 in Bulgarian."""
        if self.language == "en":
            return text
        return text.replace(",", "\u00a0").replace(".", ",")

    def quoted(self, label: str) -> str:
        return f"\u201c{label}\u201d" if self.language == "en" else f"\u201e{label}\u201c"

    def listed(self, parts: Sequence[str]) -> str:
        return listed(list(parts)).replace(" and ", self.say("and"))

    def strategies(self, names: Sequence[str]) -> str:
        # Labels are put in after the list is made, since they may hold the word "and" themselves.
        places = self.listed([f"\0{place}\0" for place in range(len(names))])
        for place, name in enumerate(names):
            places = places.replace(f"\0{place}\0", self.quoted(name))
        return places

    def measure(self, key: str, english: str) -> str:
        return english if self.language == "en" else BULGARIAN[key][0]

    def people(self, key: str, english: str) -> str:
        return english if self.language == "en" else BULGARIAN[key][1]


def advice(
    values: npt.ArrayLike,
    strategies: Sequence[str],
    *,
    better: Better,
    threshold: float | None = None,
    unit: str = "",
    language: Language = "en",
    resamples: int = 1000,
    seed: int = 0,
) -> list[str]:
    """Return plain sentences on what to choose where nobody knows which world is ours.

    Where the measures of robustness agree, where they disagree and about what, how firm that is;
    and never a promise.  ``values`` are (strategy, world), ``unit`` is the outcome's.

    Raises
    ------
    AnalysisError   a language other than "en" and "bg", and the errors of ``robustness``

    >>> advice([[1.0, 9.0, 5.0]], ["only"], better="higher")[1]
    'There is only one strategy, “only”, so there is nothing to choose.'
    """
    if language not in SENTENCES:
        raise AnalysisError(f'language: got "{language}", expected "en" or "bg"')
    speaker = _Speaker(language)
    names = tuple(strategies)
    found = robustness(values, names, better=better, threshold=threshold)
    said = [speaker.say("worlds", worlds=speaker.number(number(found[0].worlds)))]
    if len(names) == 1:
        said.append(speaker.say("one", strategy=speaker.quoted(names[0])))
        return [*said, speaker.say("promise"), speaker.say("act")]
    # A measure that is undefined for these outcomes chooses nothing and is not counted.
    deciding = {one.measure.key: one for one in found if one.measure.alone and one.chosen}
    good = np.asarray(values, float) * (1.0 if better == "higher" else -1.0)
    said += _agreement(speaker, deciding, good, unit)
    if threshold is not None:
        bound = speaker.say("at_least" if better == "higher" else "at_most")
        enough = _with_unit(speaker.number(f"{threshold:,.6g}").replace("-", "\u2212"), unit)
        said.append(_enough(speaker, deciding["starr"], bound, enough))
    said += _worse_everywhere(speaker, names, good)
    choices = chosen_by(
        values, names, better=better, threshold=threshold, resamples=resamples, seed=seed
    )
    said += _firmness(speaker, [one for one in choices if one.measure.key in deciding])
    return [*said, speaker.say("promise"), speaker.say("act")]


def _agreement(
    speaker: _Speaker, deciding: Mapping[str, Robustness], good: Floats, unit: str
) -> list[str]:
    """Say what all measures choose, or who chooses what and why."""
    chosen = [set(one.chosen) for one in deciding.values()]
    names = next(iter(deciding.values())).strategies
    common = [name for name in names if all(name in one for one in chosen)]
    if common:
        all_equal = all(one == set(names) for one in chosen)
        return [
            speaker.say(
                "equal" if all_equal else "agree",
                count=len(deciding),
                strategies=speaker.strategies(common),
            )
        ]
    said = [speaker.say("disagree", count=len(deciding))]
    for name in names:
        own = [one.measure for one in deciding.values() if name in one.chosen]
        if own:
            said.append(
                speaker.say(
                    "group",
                    strategy=speaker.quoted(name),
                    measures=", ".join(speaker.measure(one.key, one.name) for one in own),
                    people="; ".join(speaker.people(one.key, one.suits) for one in own),
                )
            )
    return said + _about_what(speaker, deciding, good, unit)


def _about_what(
    speaker: _Speaker, deciding: Mapping[str, Robustness], good: Floats, unit: str
) -> list[str]:
    """Say what the disagreement is about: caution, regret, or hope."""
    said = []
    floor, middle = deciding["maximin"], deciding["laplace"]
    missed, top = deciding["minimax_regret"], deciding["maximax"]
    if not set(floor.chosen) & set(middle.chosen):
        safe, bold = (one.strategies.index(one.chosen[0]) for one in (floor, middle))
        gain, is_clear = _gain(speaker, good[safe], good[bold], unit)
        loss = speaker.number(rounded(float(good[safe].min() - good[bold].min())))
        said.append(
            speaker.say(
                "caution" if is_clear else "unclear",
                middle=speaker.quoted(middle.chosen[0]),
                safe=speaker.quoted(floor.chosen[0]),
                gain=gain,
                loss=_with_unit(loss, unit),
            )
        )
    if not set(floor.chosen) & set(missed.chosen):
        said.append(
            speaker.say(
                "regret",
                floor=speaker.strategies(floor.chosen),
                missed=speaker.strategies(missed.chosen),
            )
        )
    others = {name for key, one in deciding.items() if key != "maximax" for name in one.chosen}
    hoped = [name for name in top.chosen if name not in others]
    if hoped:
        said.append(speaker.say("hope", strategies=speaker.strategies(hoped)))
    return said


def _gain(speaker: _Speaker, safe: Floats, bold: Floats, unit: str) -> tuple[str, bool]:
    """Return the mean difference over worlds with its interval, and whether it is clear."""
    difference = paired_differences(safe, bold)
    mean, interval = float(difference.mean()), mean_interval(difference)
    low, high = float(interval.low), float(interval.high)
    half_width = (high - low) / 2
    # Whole tens, hundreds and so on where the interval leaves more than the last digit in doubt.
    place = min(0, -math.floor(math.log10(half_width))) if half_width > 0 else 0
    decimals = decimals_for(half_width, mean)
    size, *ends = (
        speaker.number(number(round(value, place) if place else value, decimals))
        for value in (mean, low, high)
    )
    return f"{_with_unit(size, unit)} ({speaker.say('to', low=ends[0], high=ends[1])})", low > 0


def _with_unit(size: str, unit: str) -> str:
    return f"{size} {unit}".strip()


def _enough(speaker: _Speaker, found: Robustness, bound: str, threshold: str) -> str:
    """Say which strategy gives enough most often, with the interval of that share of worlds."""
    best = found.strategies.index(found.chosen[0])
    share = float(found.values[best])
    ends = wilson(round(share * found.worlds), found.worlds)
    percent, low, high = (speaker.number(number(100 * part)) for part in (share, *ends))
    return speaker.say(
        "enough",
        bound=bound,
        threshold=threshold,
        strategies=speaker.strategies(found.chosen),
        share=percent,
        low=low,
        high=high,
    )


def _worse_everywhere(speaker: _Speaker, names: Sequence[str], good: Floats) -> list[str]:
    """Say which strategies another one beats in every world; the best of those that do."""
    said = []
    for place, name in enumerate(names):
        beaten_by = np.flatnonzero((good > good[place]).all(axis=1))
        if beaten_by.size:
            other = names[int(beaten_by[good[beaten_by].mean(axis=1).argmax()])]
            said.append(
                speaker.say("worse", strategy=speaker.quoted(name), other=speaker.quoted(other))
            )
    return said


def _firmness(speaker: _Speaker, choices: Sequence[Choice]) -> list[str]:
    """Say which measures would choose otherwise if the worlds were drawn again."""
    loose = [one for one in choices if one.stability < FIRM]
    if not loose:
        least = math.floor(100 * min(one.stability for one in choices) + ROUNDING)
        return [speaker.say("certain") if least == 100 else speaker.say("firm", least=least)]
    named = ", ".join(
        f"{speaker.measure(one.measure.key, one.measure.name)} ({100 * one.stability:.0f} %)"
        for one in loose
    )
    return [speaker.say("loose", measures=named)]
