// "What if I am wrong?": other assumptions on the same luck, worlds, flip points, guesses.
const worlds = (count: string): string => (count === '1' ? '1 world' : `${count} worlds`);

export const doubt = {
  title: 'What if I am wrong?',
  intro:
    'Nobody knows the assumptions of this model exactly. Here you see what being wrong about them would change, and what it would not.',
  option: 'Option',
  outcome: 'What counts',
  against: (option: string, reference: string) => `${option} against ${reference}`,
  notReady: 'This opens with the first answer.',

  // four lines
  fourTitle: 'Changed policy, or changed assumptions?',
  fourIntro:
    'Four lines on the same luck: both choices under the assumptions as they are, and both under changed ones.',
  change: 'Change',
  aWorld: 'all assumptions: another plausible world',
  oneAssumption: 'one assumption',
  worldNumber: 'Plausible world',
  worldAt: (at: string, of: string) => `world ${at} of ${of}`,
  anotherWorld: 'Another world',
  worldDetails: 'What is assumed in this world',
  instead: (meaning: string, value: string, usual: string) => `${meaning} ${value} instead of ${usual}`,
  worldMost: (shown: string, all: string) => `The ${shown} of ${all} assumptions that moved farthest in their range:`,
  assumption: 'Assumption',
  value: 'Value',
  assumed: (value: string) => `assumed: ${value}`,
  per: (what: string) => `per ${what}`,
  range: (range: string) => `held possible: ${range}`,
  backToAssumed: 'Back to the assumed value',
  grade: (grade: string, meaning: string) => `How well it is known: ${grade} (${meaning}).`,
  asTheyAre: 'as assumed',
  changed: 'changed',
  lineLabel: (label: string, which: string) => `${label}, ${which}`,
  computing: 'Computing …',
  draft: (count: string) => `Draft from ${count} runs.`,
  four: (outcome: string, policy: string, wrong: string) =>
    `Changing the policy changes ${outcome} by ${policy}; being wrong about this changes it by about ${wrong}, even if the policy stays as it is.`,
  fourUnchanged: 'Nothing is changed yet: move the value to see what it does.',
  does: { better: 'better', worse: 'worse' },
  both: (option: string, noun: string, does: string) =>
    `Under both, ${option} does ${does} in ${noun}: the answer holds.`,
  bothUnclear: (noun: string) => `Under both, there is no clear difference in ${noun}.`,
  turns: (option: string, noun: string, now: string, then: string) =>
    `The answer turns round: in ${noun} ${option} does ${now} as assumed, and ${then} under the changed assumptions.`,
  hides: (option: string, noun: string, now: string) =>
    `In ${noun} ${option} does ${now} as assumed; under the changed assumptions there is no clear difference.`,
  shows: (option: string, noun: string, then: string) =>
    `As assumed there is no clear difference in ${noun}; under the changed assumptions ${option} does ${then}.`,
  differenceThen: (asAssumed: string, changed: string) =>
    `Difference between the choices as assumed: ${asAssumed}; under the changed assumptions: ${changed}.`,

  // jobs
  start: 'Compute',
  again: 'Compute again',
  stop: 'Stop',
  progress: (done: string, total: string) => `${done} of ${total} steps`,
  waiting: 'Waiting for its turn …',
  notYet: 'Nothing to show yet …',
  stopped: 'Stopped. What was found so far:',
  stoppedEmpty: 'Stopped before anything was found.',
  failed: 'This could not be computed.',
  busy: 'Many people are asking at the same time. Please try again in a moment.',
  unreachable: 'Snowball does not answer. Please try again.',
  belongs: (what: string, outcome: string, scenario: string) => `For ${what}, ${outcome}, in “${scenario}”.`,
  stale: 'The question has changed since. This belongs to the earlier one:',

  // worlds
  worldsTitle: 'In how many plausible worlds does it hold?',
  worldsIntro:
    'In worlds that the evidence does not rule out, one after the other, the two choices are compared on equal luck.',
  holds: (better: string, count: string, share: string, interval: string, option: string, reference: string) =>
    `In ${better} of ${worlds(count)} (${share}; ${interval} of all such worlds) ${option} does better than ${reference}:`,
  clearly: (better: string, worse: string, hidden: string) =>
    `clearly better in ${better}, clearly worse in ${worse}; luck hides the answer in ${hidden}.`,
  same: (count: string) => `In ${worlds(count)} nothing differs at all.`,
  noProbability:
    'A share of worlds is no probability: it says how many of the worlds that cannot be ruled out give this answer.',
  axis: (noun: string, unit: string) => `Difference in ${noun}${unit ? `, ${unit}` : ''}`,
  luckShort: 'Luck alone',
  unknownShort: 'What is unknown',
  luckBand: 'Luck alone (dashed): 80 of 100 runs, as assumed.',
  unknownBand: 'What is unknown (filled): 80 of 100 worlds, with the luck of their runs taken out.',
  worldDots: 'Every dot is one world, by the mean of its runs; luck still moves it, so dots may lie wider than the band.',
  worldsPicture: (luck: string, unknown: string) =>
    `Luck alone spreads the difference over ${luck}; what is unknown spreads it over ${unknown}.`,
  better: 'better',
  worse: 'worse',


  // flip points
  flipsTitle: 'What would turn the answer round?',
  flipsIntro:
    'One assumption at a time moves over all that is held possible; all others stay as they are.',
  flipsNow: (difference: string) => `The difference now: ${difference}.`,
  flipsUnclear:
    'In the runs of this search it is not clear which choice is better now; below stands where it changes from clearly the one to clearly the other.',
  turnsAbove: (meaning: string, value: string) => `${meaning} Turns round above ${value}`,
  turnsBelow: (meaning: string, value: string) => `${meaning} Turns round below ${value}`,
  flipFacts: (assumed: string, range: string) => `assumed ${assumed}; held possible ${range}`,
  found: (count: string) =>
    count === '1' ? 'One assumption turns the answer round:' : `${count} assumptions turn the answer round:`,
  noneFound: (looked: string) =>
    `No single assumption clearly turns the answer round. Looked at: ${looked}, each over all that is held possible. Several together still may.`,
  noneYet: (looked: string) => `None found yet; looked at ${looked} so far.`,
  lookedAt: (looked: string) => `Looked at ${looked} assumptions.`,
  curve: 'Difference, by the value of this assumption',
  curveOf: 'Show the curve of',
  curvePicture: (meaning: string, low: string, first: string, high: string, last: string) =>
    `${meaning} The difference is ${first} at ${low} and ${last} at ${high}.`,
  curveLegend: 'Line: mean difference; band: twice its standard error (luck alone); upright line: the assumed value; dashed: no difference.',

  // guesses
  guessesTitle: 'How much of this rests on guesses?',
  guessesIntro:
    'Each assumption has a grade: how well it is known. Here you see which grades make the answer differ from world to world.',
  guessesSentence: (alone: string, total: string) =>
    `Guesses by themselves explain ${alone} of what differs from world to world in this difference, and have a hand in ${total}.`,
  guessesUnknown: 'How much rests on guesses cannot be told: the worlds hardly differ, or too few of them were run.',
  guessesMeans:
    'The larger the share of guesses, the more the size of this number is a guess as well. Better knowledge of them would narrow it most.',
  ofDifference: 'Difference between the choices',
  ofLevel: 'Level with the option',
  alone: 'by itself',
  total: 'together with others',
  barText: (share: string, interval: string) => `${share} (${interval})`,
  assumptionsOf: (grade: string, count: string) => `${grade}: ${count} assumptions`,
  gradesTitle: 'The assumptions and how well each is known',
  assumedShort: (value: string, range: string) => `assumed ${value}, held possible ${range}`,
};
