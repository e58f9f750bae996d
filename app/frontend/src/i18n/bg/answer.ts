import type { answer as english } from '../en/answer';
import type { Widen } from '../widen';

const list = (parts: string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} и ${parts.at(-1)}`;
const runs = (count: string): string => (count === '1' ? '1 симулация' : `${count} симулации`);

export const answer: Widen<typeof english> = {
  title: 'Отговорът',
  waiting: 'Първият отговор идва …',
  quoted: (label) => `„${label}“`,
  listed: list,
  draft: (count) =>
    `Чернова от ${runs(count)} на всеки вариант. Пълният отговор идва, щом пуснете.`,
  lastAnswer: 'Последният пълен отговор беше:',
  unknown: 'не е известно',

  between: (low, high) => `от ${low} до ${high}`,
  span: (low, high) => `${low} до ${high}`,
  justOver: (high) => `малко над 0 до ${high}`,
  lessThan: (least) => `по-малко от ${least}`,
  noInterval: 'интервалът не е известен',
  units: {
    '%': '%',
    'percentage points': 'процентни пункта',
    people: 'души',
    'person-months': 'човекомесеца',
    EUR: '€',
    'EUR/person-month': '€ на човекомесец',
    municipalities: 'места',
    share: '',
    '0-1': '',
    '': '',
  },

  brings: (arm, size, moved, reference, range) =>
    `В този модел ${arm} дава с ${size} ${moved} от ${reference} (${range}).`,
  bringsSlightly: (arm, size, moved, reference, range) =>
    `В този модел ${arm} дава малко ${moved} от ${reference}: с ${size} (${range}).`,
  noClear: (arm, reference, range) =>
    `В този модел няма ясна разлика във въздействието между ${arm} и ${reference} (${range}).`,
  sameInEvery: (arm, reference) =>
    `В този модел ${arm} и ${reference} имат еднакво въздействие във всяка симулация.`,
  oneRun: 'Една-единствена симулация не може да отличи разликата от случайността.',
  compared: (reference, parts) => `В този модел, в сравнение с ${reference}: ${parts}.`,
  withArms: (what, arms) => `${what} при ${arms}`,
  moreImpact: 'по-голямо въздействие',
  lessImpact: 'по-малко въздействие',
  noClearImpact: 'няма ясна разлика във въздействието',
  slightly: (what) => `малко ${what}`,
  lasting: (left, later) =>
    `Три години след края на финансирането от услугата през най-добрата ѝ година с финансиране остава ${left}. Въздействието след края на финансирането е ${later}.`,
  leftMore: 'повече',
  leftLess: 'по-малко',
  leftUnclear: 'без ясна разлика',
  grown: (left, later) =>
    `Три години след края на финансирането услугата, като дял от най-добрата ѝ година с финансиране, е ${left}. Въздействието след края на финансирането е ${later}.`,
  larger: 'по-голяма',
  smaller: 'по-малка',
  higher: 'по-голямо',
  lower: 'по-малко',
  notClearly: 'без ясна разлика',
  levelOf: (reference, served, need, kept) =>
    `При ${reference} през последните три месеца услугата стига до ${served} от ${need} нуждаещи се, а ${kept}.`,
  fewerThanOne: 'по-малко от един',
  keptShare: (share) =>
    `три години след края на финансирането остават ${share} от услугата през най-добрата ѝ година с финансиране`,
  keptGrown: (share) =>
    `три години след края на финансирането услугата е нараснала до ${share} от най-добрата си година с финансиране`,

  listTitle: 'Какво се различава',
  listOf: (arm, reference) => `${arm} спрямо ${reference}`,
  groups: {
    better: 'По-добре',
    worse: 'По-зле',
    neither: 'Различно',
    unclear: 'Без ясна разлика',
  },
  judged: {
    better: 'по-добре',
    worse: 'по-зле',
    neither: 'различно',
    unclear: 'без ясна разлика',
  },
  noDifference: 'никаква разлика',
  everyRun: 'еднакво във всяка симулация',
  wouldTell: (count) => `около ${count} симулации вероятно биха показали разлика`,
  hardlyTell: (count) => `дори ${count} симулации едва ли биха показали разлика`,
  intervals:
    'В скоби: 95-процентни интервали. Те обхващат само случайността, а не неизвестното в допусканията, и около един от двадесет не улучва. Всичко това важи в този модел, при тези допускания.',
  told: (size, direction, range) => `с ${size} ${direction} (${range})`,
  toldSlight: (size, direction, range) => `малко ${direction}, с ${size} (${range})`,
  levelMoved: (level, range, direction) => `${level} (с ${range} ${direction})`,
  levelSlight: (level, range, direction) => `${level} (малко ${direction}, с ${range})`,
  instead: (here, there) => `${here} вместо ${there}`,
  hasGrown: (levels) => `е нараснала до ${levels}`,
  is: (levels) => `е ${levels}`,
  outcomes: {
    impact_total: {
      short: 'Въздействие', noun: 'въздействието',
      more: 'по-голямо въздействие', less: 'по-малко въздействие',
      level: (_) => '', above: (_) => '',
    },
    impact_after_funding: {
      short: 'Въздействие след финансирането', noun: 'въздействието след края на финансирането',
      more: 'по-голямо въздействие след края на финансирането',
      less: 'по-малко въздействие след края на финансирането',
      level: (_) => '', above: (_) => '',
    },
    sustainability_12: {
      short: 'Остава година след финансирането',
      noun: 'това, което работи година след края на финансирането',
      more: 'повече', less: 'по-малко',
      level: (levels) =>
        `година след края на финансирането работят ${levels} от услугата през най-добрата ѝ година с финансиране`,
      above: (levels) =>
        `година след края на финансирането услугата ${levels} от най-добрата си година с финансиране`,
    },
    sustainability_36: {
      short: 'Остава три години след финансирането',
      noun: 'това, което работи три години след края на финансирането',
      more: 'повече', less: 'по-малко',
      level: (levels) =>
        `три години след края на финансирането работят ${levels} от услугата през най-добрата ѝ година с финансиране`,
      above: (levels) =>
        `три години след края на финансирането услугата ${levels} от най-добрата си година с финансиране`,
    },
    coverage_gini_final: {
      short: 'Неравенство между местата', noun: 'неравенството между местата',
      more: 'по-високо', less: 'по-ниско',
      level: (levels) => `неравенството между местата е ${levels} по скала от 0 до 1`,
      above: (_) => '',
    },
    trust_final: {
      short: 'Доверие', noun: 'доверието', more: 'по-високо', less: 'по-ниско',
      level: (levels) => `доверието е ${levels} по скала от 0 до 1`,
      above: (_) => '',
    },
    cost_per_impact_eur: {
      short: 'Разход за единица въздействие', noun: 'разхода за единица въздействие',
      more: 'по-висок разход за единица въздействие',
      less: 'по-нисък разход за единица въздействие',
      level: (_) => '', above: (_) => '',
    },
    programmes_final: {
      short: 'Места с програма', noun: 'местата с програма',
      more: 'повече места с програма средно', less: 'по-малко места с програма средно',
      level: (_) => '', above: (_) => '',
    },
    unmet_need_mean: {
      short: 'Нуждаещи се без услуга', noun: 'броя на нуждаещите се без услуга',
      more: 'повече нуждаещи се без услуга', less: 'по-малко нуждаещи се без услуга',
      level: (_) => '', above: (_) => '',
    },
    reach_final: {
      short: 'Обслужени хора накрая', noun: 'броя на обслужените хора накрая',
      more: 'повече обслужени хора накрая', less: 'по-малко обслужени хора накрая',
      level: (_) => '', above: (_) => '',
    },
  },

  warnings: {
    ends_early: (months) =>
      `Симулацията свършва ${months === '1' ? '1 месец' : `${months} месеца`} след края на финансирането. Където тук се говори за година или три години след него, става дума за последните месеци на симулацията.`,
    unequal_money: (sums) =>
      `Вариантите не са изхарчили еднакво публични средства за мащабиране: ${sums}. Част от разликите може да идва оттам.`,
    few_replications: (count, fewest) =>
      count === '1'
        ? `Една-единствена симулация не може да отличи разликата от случайността; нужни са поне ${fewest}.`
        : `Само ${count} симулации: твърде малко, за да се вярва на интервалите; нужни са поне ${fewest}.`,
    books_open: (largest) =>
      `Сметките не излизат: най-голямата разлика е ${largest}. Не използвайте тези резултати.`,
  },
  warningTitle: 'Внимание',

  pictures: {
    reach: { title: 'Обслужени хора', unit: 'души' },
    impact: { title: 'Въздействие: обслужени според качеството', unit: 'човекомесеца на месец' },
    unmet_need: { title: 'Нуждаещи се без услуга', unit: 'души' },
    trust: { title: 'Доверие в услугите и институциите', unit: '0 = никакво, 1 = пълно' },
    programmes: { title: 'Места с програма', unit: 'места' },
    coverage_share: { title: 'Обхват', unit: '% от нуждаещите се' },
    coverage_gini: { title: 'Неравенство между местата', unit: '0 = поравно, 1 = всичко на едно място' },
  },
  overMonths: 'През месеците',
  month: 'месец',
  monthAt: (month) => `Месец ${month}`,
  readMonth: 'Вижте стойностите за един месец',
  reference: 'за сравнение',
  bandMeans: (count) =>
    `Линии: средното от ${runs(count)}. Ивици: вътре са 80 от 100 симулации; само случайност, не и неизвестното.`,
  pooledMeans: 'Плътни знаци: ресурсите са обединени; празни: всеки е поотделно.',
  legend: 'Легенда',
  describe: (title, months, lines) =>
    `${title}, линейна графика за ${months} месеца. През последния месец: ${lines}.`,
  describeLine: (label, mean, low, high) =>
    `${label} ${mean} (80 от 100 симулации: от ${low} до ${high})`,
  table: 'Числата в таблица',
  tableOf: (title, unit) => `${title} (${unit}): средно и къде са 80 от 100 симулации`,
  fundingEnds: 'край на финансирането',
  lanes: {
    funding: 'Финансиране',
    policyMakers: 'Включени управляващи',
    communities: 'Включени общности',
  },
  events: {
    influx: 'Пристигат хора',
    funding_cut: 'Съкратено финансиране',
    election: 'Предсрочни избори',
    premises_loss: 'Загубени помещения',
  },

  numbersTitle: 'Какво остава, колко струва и кой го получава',
  strips: {
    sustainability_12: {
      title: 'Остава година след финансирането', unit: '% от най-добрата година с финансиране',
    },
    sustainability_36: {
      title: 'Остава три години след финансирането', unit: '% от най-добрата година с финансиране',
    },
    cost_per_impact_eur: {
      title: 'Разход за един човек, обслужен един месец с пълно качество', unit: '€, който и да плаща',
    },
    coverage_gini_final: {
      title: 'Неравенство между местата накрая',
      unit: '0: навсякъде е обслужен еднакъв дял от хората; 1: цялата услуга е на малко места',
    },
    spent_eur: { title: 'Публични средства за мащабиране', unit: '€, без върнатото' },
  },
  stripNote:
    'Знак: средното; линия: 95-процентен интервал на средното, само случайност. Пунктир: за сравнение.',

  sideTitle: 'Един до друг',
  sideCaption: 'Основните резултати при всеки вариант и с какво се различава от този за сравнение',
  outcome: 'Резултат',
  sideUnits: {
    share: '', 'person-months': 'човекомесеца', 'EUR/person-month': '€', municipalities: '', '0-1': '',
    people: 'души',
  },

  madeTitle: 'Как е направено',
  made: (count, seed, version) =>
    `${runs(count)} на всеки вариант, всички с една и съща случайност; начално число ${seed}; Snowball ${version}.`,
  money: (parts) => `Изхарчени публични средства за мащабиране: ${parts}.`,
  moneyOf: (label, sum) => `${label} ${sum}`,
  engine: (model, engine, total, cores) =>
    `Модел ${model}. Изчислено за ${engine} мс, ${total} мс заедно с пътя дотам и обратно. Ядра на процесора: ${cores}.`,
  details: 'За проверяващите',
};
