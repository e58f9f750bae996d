import type { doubt as english } from '../en/doubt';
import type { Widen } from '../widen';

const worlds = (count: string): string => (count === '1' ? '1 свят' : `${count} свята`);

export const doubt: Widen<typeof english> = {
  title: 'Ами ако греша?',
  intro:
    'Никой не знае точно допусканията на този модел. Тук се вижда какво би променила една грешка в тях и какво не.',
  option: 'Възможност',
  outcome: 'Какво е важно',
  against: (option, reference) => `${option} спрямо ${reference}`,
  notReady: 'Тази част се отваря с първия отговор.',

  fourTitle: 'Променена политика или променени допускания?',
  fourIntro:
    'Четири линии при една и съща случайност: двете възможности при допусканията, каквито са, и двете при променени.',
  change: 'Промяна',
  aWorld: 'всички допускания: друг правдоподобен свят',
  oneAssumption: 'едно допускане',
  worldNumber: 'Правдоподобен свят',
  worldAt: (at, of) => `свят ${at} от ${of}`,
  anotherWorld: 'Друг свят',
  worldDetails: 'Какво се допуска в този свят',
  instead: (meaning, value, usual) => `${meaning} ${value} вместо ${usual}`,
  worldMost: (shown, all) => `Тези ${shown} от ${all} допускания са се преместили най-много в обхвата си:`,
  assumption: 'Допускане',
  value: 'Стойност',
  assumed: (value) => `допуснато: ${value}`,
  per: (what) => `на ${what}`,
  range: (low, high) => `смята се за възможно: от ${low} до ${high}`,
  backToAssumed: 'Обратно към допуснатата стойност',
  grade: (grade, meaning) => `Колко добре се знае: ${grade} (${meaning}).`,
  asTheyAre: 'както е допуснато',
  changed: 'при промяна',
  lineLabel: (label, which) => `${label}, ${which}`,
  computing: 'Изчислява се …',
  draft: (count) => `Чернова от ${count} симулации.`,
  four: (outcome, policy, wrong) =>
    `Промяната на политиката променя ${outcome} с ${policy}; грешката в допусканията – с около ${wrong}, дори политиката да остане същата.`,
  fourUnchanged: 'Още нищо не е променено: преместете стойността, за да видите какво прави.',
  does: { better: 'по-добре', worse: 'по-зле' },
  both: (option, noun, does) =>
    `И в двата случая ${option} е ${does} по отношение на ${noun}: отговорът издържа.`,
  bothUnclear: (noun) => `И в двата случая няма ясна разлика по отношение на ${noun}.`,
  turns: (option, noun, now, then) =>
    `Отговорът се обръща: по отношение на ${noun} ${option} е ${now}, както е допуснато, и ${then} при променените допускания.`,
  hides: (option, noun, now) =>
    `По отношение на ${noun} ${option} е ${now}, както е допуснато; при променените допускания няма ясна разлика.`,
  shows: (option, noun, then) =>
    `Както е допуснато, няма ясна разлика по отношение на ${noun}; при променените допускания ${option} е ${then}.`,
  differenceThen: (asAssumed, changed) =>
    `Разлика между възможностите, както е допуснато: ${asAssumed}; при променените допускания: ${changed}.`,

  start: 'Изчислете',
  again: 'Изчислете отново',
  stop: 'Спрете',
  progress: (done, total) => `${done} от ${total} стъпки`,
  waiting: 'Чака реда си …',
  notYet: 'Още няма какво да се покаже …',
  stopped: 'Спряно. Намереното дотук:',
  stoppedEmpty: 'Спряно, преди да се намери нещо.',
  failed: 'Това не можа да се изчисли.',
  busy: 'Много хора питат едновременно. Моля, опитайте пак след малко.',
  unreachable: 'Snowball не отговаря. Моля, опитайте пак.',
  belongs: (what, outcome, scenario) => `За ${what}, ${outcome}, в „${scenario}“.`,
  stale: 'Оттогава въпросът се промени. Това е за предишния:',

  worldsTitle: 'В колко правдоподобни свята е вярно?',
  worldsIntro:
    'В светове, които данните не изключват, един след друг двете възможности се сравняват при една и съща случайност.',
  holds: (better, count, share, interval, option, reference) =>
    `В ${better} от ${worlds(count)} (${share}; ${interval} от всички такива светове) ${option} е по-добре от ${reference}:`,
  clearly: (better, worse, hidden) =>
    `ясно по-добре в ${better}, ясно по-зле в ${worse}; в ${hidden} случайността скрива отговора.`,
  same: (count) => `В ${worlds(count)} няма никаква разлика.`,
  noProbability:
    'Делът на световете не е вероятност: той казва колко от световете, които не могат да се изключат, дават този отговор.',
  axis: (noun, unit) => `Разлика: ${noun}${unit ? `, ${unit}` : ''}`,
  luckShort: 'Само случайност',
  unknownShort: 'Неизвестното',
  luckBand: 'Само случайност (пунктир): 80 от 100 симулации, както е допуснато.',
  unknownBand: 'Неизвестното (плътно): 80 от 100 свята, по средното от симулациите им.',
  worldDots: 'Всяка точка е един свят.',
  worldsPicture: (luck, unknown) =>
    `Само случайността разпръсва разликата ${luck}; неизвестното я разпръсва ${unknown}.`,
  better: 'по-добре',
  worse: 'по-зле',


  flipsTitle: 'Какво би обърнало отговора?',
  flipsIntro:
    'Едно по едно допусканията обхождат всичко, което се смята за възможно; останалите са каквито са.',
  flipsNow: (difference) => `Разликата сега: ${difference}.`,
  flipsUnclear: 'Тя и сега не е ясна, затова нищо не може ясно да я обърне.',
  turnsAbove: (meaning, value) => `${meaning} Обръща се над ${value}`,
  turnsBelow: (meaning, value) => `${meaning} Обръща се под ${value}`,
  flipFacts: (assumed, low, high) =>
    `допуснато ${assumed}; смята се за възможно от ${low} до ${high}`,
  found: (count) =>
    count === '1' ? 'Едно допускане обръща отговора:' : `${count} допускания обръщат отговора:`,
  noneFound: (looked) =>
    `Нито едно допускане само не обръща ясно отговора. Разгледани: ${looked}, всяко през всичко, което се смята за възможно. Няколко заедно все пак могат.`,
  noneYet: (looked) => `Още не е намерено нито едно; дотук са разгледани ${looked}.`,
  lookedAt: (looked) => `Разгледани допускания: ${looked}.`,
  curve: 'Разликата според стойността на това допускане',
  curveOf: 'Покажете кривата на',
  curvePicture: (meaning, low, first, high, last) =>
    `${meaning} Разликата е ${first} при ${low} и ${last} при ${high}.`,
  curveLegend:
    'Линия: средната разлика; ивица: две нейни стандартни грешки (само случайност); отвесна линия: допуснатата стойност; пунктир: без разлика.',

  guessesTitle: 'Колко от това се крепи на предположения?',
  guessesIntro:
    'Всяко допускане има степен: колко добре се знае. Тук се вижда кои степени карат отговора да е различен в различните светове.',
  guessesSentence: (alone, total) =>
    `Предположенията сами обясняват ${alone} от това, което се мени от свят на свят в тази разлика, и участват в ${total}.`,
  guessesUnknown: 'Не може да се каже колко се крепи на предположения: световете почти не се различават или са разгледани твърде малко от тях.',
  guessesMeans:
    'Колкото по-голям е делът на предположенията, толкова повече и големината на това число е предположение. По-доброто им познаване би я стеснило най-много.',
  ofDifference: 'Разлика между възможностите',
  ofLevel: 'Равнище при възможността',
  alone: 'само по себе си',
  total: 'заедно с други',
  barText: (share, interval) => `${share} (${interval})`,
  assumptionsOf: (grade, count) => `${grade}: ${count} допускания`,
  gradesTitle: 'Допусканията и колко добре се знае всяко',
  assumedShort: (value, low, high) => `допуснато ${value}, смята се за възможно от ${low} до ${high}`,
};
