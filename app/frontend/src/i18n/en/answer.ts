// The answer in words: the wording rules are those of the reports (analysis/verdict.py, words.py).
const list = (parts: string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
const runs = (count: string): string => (count === '1' ? '1 run' : `${count} runs`);

export const answer = {
  title: 'The answer',
  waiting: 'The first answer is on its way …',
  quoted: (label: string) => `“${label}”`,
  listed: list,
  draft: (count: string) =>
    `Draft from ${runs(count)} of each choice. The full answer comes when you let go.`,
  lastAnswer: 'The last full answer was:',
  unknown: 'not known',

  // numbers and intervals
  between: (low: string, high: string) => `${low} to ${high}`,
  span: (low: string, high: string) => `${low} to ${high}`,
  justOver: (high: string) => `just over 0 to ${high}`,
  lessThan: (least: string) => `less than ${least}`,
  noInterval: 'interval not known',
  units: {
    '%': '%',
    'percentage points': 'percentage points',
    people: 'people',
    'person-months': 'person-months',
    EUR: '€',
    'EUR/person-month': '€ per person-month',
    municipalities: 'places',
    share: '',
    '0-1': '',
    '': '',
  },

  // the sentence
  brings: (arm: string, size: string, moved: string, reference: string, range: string) =>
    `In this model, ${arm} brings ${size} ${moved} than ${reference} (${range}).`,
  bringsSlightly: (arm: string, size: string, moved: string, reference: string, range: string) =>
    `In this model, ${arm} brings slightly ${moved} than ${reference}: ${size} (${range}).`,
  noClear: (arm: string, reference: string, range: string) =>
    `In this model, there is no clear difference in impact between ${arm} and ${reference} (${range}).`,
  sameInEvery: (arm: string, reference: string) =>
    `In this model, ${arm} and ${reference} have the same impact in every run.`,
  oneRun: 'A single run cannot tell a difference from luck.',
  compared: (reference: string, parts: string) =>
    `In this model, compared with ${reference}: ${parts}.`,
  withArms: (what: string, arms: string) => `${what} with ${arms}`,
  moreImpact: 'more impact',
  lessImpact: 'less impact',
  noClearImpact: 'no clear difference in impact',
  slightly: (what: string) => `slightly ${what}`,
  lasting: (left: string, later: string) =>
    `Of the service of its best year with funding, three years after the funding there is ${left}. Impact after the funding is ${later}.`,
  leftMore: 'more left',
  leftLess: 'less left',
  leftUnclear: 'no clear difference',
  grown: (left: string, later: string) =>
    `Three years after the funding the service, as a share of its best year with funding, is ${left}. Impact after the funding is ${later}.`,
  larger: 'larger',
  smaller: 'smaller',
  higher: 'higher',
  lower: 'lower',
  notClearly: 'not clearly different',
  levelOf: (reference: string, served: string, need: string, kept: string) =>
    `With ${reference} ${served} of ${need} people in need are served in the last three months, and ${kept}.`,
  fewerThanOne: 'fewer than one',
  keptShare: (share: string) =>
    `${share} of the service of its best year with funding is left three years after the funding`,
  keptGrown: (share: string) =>
    `three years after the funding its service has grown to ${share} of its best year with funding`,

  // the list of the main outcomes
  listTitle: 'What differs',
  listOf: (arm: string, reference: string) => `${arm} against ${reference}`,
  groups: {
    better: 'Better',
    worse: 'Worse',
    neither: 'Differs',
    unclear: 'No clear difference',
  },
  judged: {
    better: 'better',
    worse: 'worse',
    neither: 'differs',
    unclear: 'no clear difference',
  },
  noDifference: 'no difference',
  everyRun: 'the same in every run',
  wouldTell: (count: string) => `about ${count} runs would probably tell`,
  hardlyTell: (count: string) => `even ${count} runs would hardly tell`,
  intervals:
    'In brackets: 95 % intervals. They cover luck alone, not what is unknown about the assumptions, and about one in twenty misses by chance. All this holds in this model, under these assumptions.',
  told: (size: string, direction: string, range: string) => `${size} ${direction} (${range})`,
  toldSlight: (size: string, direction: string, range: string) =>
    `slightly ${direction}, ${size} (${range})`,
  levelMoved: (level: string, range: string, direction: string) =>
    `${level} (${range} ${direction})`,
  levelSlight: (level: string, range: string, direction: string) =>
    `${level} (slightly ${direction}, ${range})`,
  instead: (here: string, there: string) => `${here} instead of ${there}`,
  hasGrown: (levels: string) => `has grown to ${levels}`,
  is: (levels: string) => `is ${levels}`,
  outcomes: {
    impact_total: {
      short: 'Impact', noun: 'impact', more: 'more impact', less: 'less impact',
      level: (_: string) => '', above: (_: string) => '',
    },
    impact_after_funding: {
      short: 'Impact after the funding', noun: 'impact after the funding',
      more: 'more impact after the funding', less: 'less impact after the funding',
      level: (_: string) => '', above: (_: string) => '',
    },
    sustainability_12: {
      short: 'Still served a year after the funding', noun: 'what still runs a year after the funding',
      more: 'more', less: 'less',
      level: (levels: string) =>
        `${levels} of the service of its best year with funding still runs a year after the funding`,
      above: (levels: string) =>
        `a year after the funding its service ${levels} of its best year with funding`,
    },
    sustainability_36: {
      short: 'Still served three years after the funding',
      noun: 'what still runs three years after the funding',
      more: 'more', less: 'less',
      level: (levels: string) =>
        `${levels} of the service of its best year with funding still runs three years after the funding`,
      above: (levels: string) =>
        `three years after the funding its service ${levels} of its best year with funding`,
    },
    coverage_gini_final: {
      short: 'Inequality between places', noun: 'inequality between places',
      more: 'more', less: 'less',
      level: (levels: string) => `inequality between places is ${levels} on a scale from 0 to 1`,
      above: (_: string) => '',
    },
    trust_final: {
      short: 'Trust', noun: 'trust', more: 'more', less: 'less',
      level: (levels: string) => `trust is ${levels} on a scale from 0 to 1`,
      above: (_: string) => '',
    },
    cost_per_impact_eur: {
      short: 'Cost per unit of impact', noun: 'cost per unit of impact',
      more: 'higher cost per unit of impact', less: 'lower cost per unit of impact',
      level: (_: string) => '', above: (_: string) => '',
    },
    programmes_final: {
      short: 'Places with a programme', noun: 'places with a programme',
      more: 'more places with a programme on average',
      less: 'fewer places with a programme on average',
      level: (_: string) => '', above: (_: string) => '',
    },
    unmet_need_mean: {
      short: 'People in need not served', noun: 'people in need not served',
      more: 'more people in need not served', less: 'fewer people in need not served',
      level: (_: string) => '', above: (_: string) => '',
    },
    reach_final: {
      short: 'People served at the end', noun: 'people served at the end',
      more: 'more people served at the end', less: 'fewer people served at the end',
      level: (_: string) => '', above: (_: string) => '',
    },
  },

  // warnings
  warnings: {
    ends_early: (months: string) =>
      `The run ends ${months === '1' ? '1 month' : `${months} months`} after the funding. Where this speaks of a year or three years after the funding, it means the last months of the run.`,
    unequal_money: (sums: string) =>
      `The choices did not spend the same public money for scaling: ${sums}. Part of any difference may come from that.`,
    few_replications: (count: string, fewest: string) =>
      count === '1'
        ? `A single run cannot tell a difference from luck; use at least ${fewest}.`
        : `Only ${count} runs: too few to trust the intervals; use at least ${fewest}.`,
    books_open: (largest: string) =>
      `The books do not close: the largest gap is ${largest}. Do not use these results.`,
  },
  warningTitle: 'Take care',

  // pictures
  pictures: {
    reach: { title: 'People served', unit: 'people' },
    impact: { title: 'Impact: served, by quality', unit: 'person-months each month' },
    unmet_need: { title: 'People in need not served', unit: 'people' },
    trust: { title: 'Trust in services and institutions', unit: '0 = none, 1 = full' },
    programmes: { title: 'Places with a programme', unit: 'places' },
    coverage_share: { title: 'Coverage', unit: '% of people in need' },
    coverage_gini: { title: 'Inequality between places', unit: '0 = equal, 1 = all in one place' },
  },
  overMonths: 'Over the months',
  month: 'month',
  monthAt: (month: string) => `Month ${month}`,
  readMonth: 'Read the values of a month',
  reference: 'reference',
  bandMeans: (count: string) =>
    `Lines: mean of ${runs(count)}. Bands: 80 of 100 runs lie inside; luck alone, not what is unknown.`,
  pooledMeans: 'Filled marks: means are pooled; outlined: each on its own.',
  legend: 'Legend',
  describe: (title: string, months: string, lines: string) =>
    `${title}, line chart over ${months} months. In the last month: ${lines}.`,
  describeLine: (label: string, mean: string, low: string, high: string) =>
    `${label} ${mean} (80 of 100 runs: ${low} to ${high})`,
  table: 'Numbers as a table',
  tableOf: (title: string, unit: string) => `${title} (${unit}): mean, and where 80 of 100 runs lie`,
  fundingEnds: 'funding ends',
  lanes: {
    funding: 'Funding',
    policyMakers: 'Policy makers involved',
    communities: 'Communities involved',
  },
  events: {
    influx: 'People arrive',
    funding_cut: 'Funding cut',
    election: 'Early election',
    premises_loss: 'Premises lost',
  },

  // numbers
  numbersTitle: 'What remains, what it costs, who gets it',
  strips: {
    sustainability_12: {
      title: 'Still served a year after the funding', unit: '% of the best year with funding',
    },
    sustainability_36: {
      title: 'Still served three years after the funding', unit: '% of the best year with funding',
    },
    cost_per_impact_eur: {
      title: 'Cost of one person served for a month at full quality', unit: '€, whoever pays',
    },
    coverage_gini_final: {
      title: 'Inequality between places at the end',
      unit: '0: the same share of people served everywhere; 1: all service in few places',
    },
    spent_eur: { title: 'Public money spent for scaling', unit: '€, less what came back' },
  },
  stripNote: 'Mark: mean; line: 95 % interval of the mean, luck alone. Dashed: the reference.',

  // side by side
  sideTitle: 'Side by side',
  sideCaption: 'The main outcomes of every choice, and how each differs from the reference',
  outcome: 'Outcome',
  sideUnits: {
    share: '', 'person-months': 'person-months', 'EUR/person-month': '€', municipalities: '', '0-1': '',
    people: 'people',
  },

  // how it was made
  madeTitle: 'How this was made',
  made: (count: string, seed: string, version: string) =>
    `${runs(count)} of each choice, all with the same luck; seed ${seed}; Snowball ${version}.`,
  money: (parts: string) => `Public money spent for scaling: ${parts}.`,
  moneyOf: (label: string, sum: string) => `${label} ${sum}`,
  engine: (model: string, engine: string, total: string, cores: string) =>
    `Model ${model}. Computed in ${engine} ms, ${total} ms with the way there and back. Processor cores: ${cores}.`,
  details: 'For those who check',
};
