// "See it happen": the map, the network, the player, the story.
const YEARS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];

/** "1 place", "3 places": the number comes as text, already formatted. */
const some = (text: string, one: string, many: string) => `${text} ${text === '1' ? one : many}`;

export const happen = {
  title: 'See it happen',
  one_run: (replications: string) =>
    `This is one run, the one nearest to the median of ${replications}. Another would look different; what usually happens stands in the answer.`,
  choose_run: 'Whose run?',
  loading: 'Fetching a typical run …',
  failed: 'The run could not be fetched.',
  again: 'Try again',
  waiting: 'As soon as the answer is there, one typical run can be watched here.',

  month: (month: string) => `month ${month}`,
  month_of: (month: string, year: number) =>
    `month ${month} · ${YEARS[year - 1] ? `${YEARS[year - 1]} year` : `year ${year}`}`,
  player: 'Months',
  play: 'Play',
  pause: 'Pause',
  first: 'First month',
  back: 'One month back',
  forward: 'One month on',
  last: 'Last month',
  speed: 'Speed',
  speeds: { slow: 'slow', normal: 'normal', fast: 'fast' },
  no_motion: 'Your device asks for less motion: the months change only when you step.',
  funded: 'funding runs',
  after_funding: 'after the funding',
  served_of: (served: string, need: string) => `${served} of ${some(need, 'person', 'people')} in need served`,
  programmes: (count: string) => some(count, 'place with a municipal programme', 'places with a municipal programme'),
  at_work: (count: string) => some(count, 'organisation at work', 'organisations at work'),
  in_coalitions: (count: string) => `${count} of them in a coalition`,
  sites: (count: string) => some(count, 'site', 'sites'),
  scarcest: (input: string) => `scarcest for most organisations: ${input}`,
  nothing_scarce: 'no organisation is at work',
  mixed_scarce: 'no single thing is scarcest for most organisations: different ones lack different things',

  map: 'Map of the places',
  map_title: (label: string) => `Places served, one typical run of “${label}”`,
  map_how: 'Circles are places: the area grows with the people in need, darker means more of them are served, white nobody.',
  show_on_map: 'Show on the map',
  layers: { sites: 'ways to sites', partners: 'partners', coalitions: 'coalitions' },
  legend: {
    served: 'People in need who are served',
    nobody: 'nobody',
    programme: 'municipal programme',
    formal: 'programme with a formal agreement',
    site: 'site that serves people',
    member: 'organisation in a coalition',
    alone: 'organisation on its own',
    way: 'from an organisation to its site in another place',
    partners: 'partners',
    coalition: 'members of one coalition meet here',
    fresh: 'founded less than three months ago',
    closed: 'closed',
    not_yet: 'not founded yet',
    same_place: 'at home in the same place',
  },
  network: 'Who works with whom',
  network_title: (label: string) => `Who works with whom, one typical run of “${label}”`,
  network_how: 'Each square is an organisation; those of one place stand side by side.',
  numbers: 'The numbers are those of the list of organisations below.',

  what_is: 'What is meant by:',

  scarcity: 'What is scarce when',
  scarcity_title: (label: string) => `What is scarce when: “${label}”`,
  scarcity_how: (replications: string) =>
    `Share of organisations for which this is scarcest, by month; mean of ${replications} runs. The line marks the month of the player.`,
  share: '% of organisations',
  months: 'Month',
  inputs: { staff: 'staff', premises: 'premises', money: 'money', know_how: 'know-how', demand: 'people who come', nothing: 'nothing' },
  scarce_now: (label: string, month: string, list: string) => `${label}, month ${month}: ${list}.`,
  nobody_at_work: 'no organisation at work',
  funding_ends: 'funding ends',

  places_table: 'The places of this month as a table',
  organisations_table: 'The organisations of this month as a table',
  columns: {
    place: 'Place', need: 'People in need', served: 'Served', programme: 'Programme', sites: 'Sites',
    organisation: 'Organisation', home: 'Home', state: 'State', coalition: 'Coalition', partners: 'Partners',
  },
  programme_states: { none: 'none', informal: 'without formal agreement', formal: 'formal agreement' },
  states: { member: 'at work, in a coalition', alone: 'at work, on its own', closed: 'closed', not_yet: 'not founded yet' },
  newcomer: (name: string) => `newcomer ${name}`,

  story: 'The story of this run',
  story_hint: 'A month takes you there.',
  now: 'now',
  tell: {
    begin: (served: string, need: string) => `It begins: ${served} of ${some(need, 'person', 'people')} in need are served.`,
    policy_makers_involved: 'Policy makers are involved from now on.',
    communities_involved: 'Communities are involved from now on.',
    influx: (size: string, place: string) =>
      `Many people arrive${place ? ` in ${place}` : ''}: ${size} for every 100 in need at the start.`,
    funding_cut: (size: string) => `The funding is cut: ${size} % of what was still to come is gone.`,
    election: (place: string) => `An early election is held${place ? ` in ${place}` : ' everywhere'}.`,
    premises_loss: (size: string, place: string) =>
      `Organisations${place ? ` in ${place}` : ''} lose ${size} % of their premises.`,
    first_site: (place: string, organisation: string) =>
      organisation ? `${organisation} opens the first site in another place: ${place}.` : `The first site in another place opens: ${place}.`,
    reach_peak: (served: string) => `More people are served than in any other month: ${served}.`,
    scarce_since: (input: string, months: string) =>
      `From now on ${input} are what most organisations lack, for ${some(months, 'month', 'months')}.`,
    scarce_one: (input: string, months: string) =>
      `From now on ${input} is what most organisations lack, for ${some(months, 'month', 'months')}.`,
    scarce_demand: (months: string) =>
      `From now on most organisations could serve more people than come, for ${some(months, 'month', 'months')}.`,
    scarce_mixed: (months: string) =>
      `From now on no single thing is what most organisations lack: different ones lack different things, for ${some(months, 'month', 'months')}.`,
    first_programme: (place: string) => `The first municipal programme starts, in ${place}.`,
    programme_lost: (place: string) => `${place} drops its programme.`,
    programmes_lost: (place: string, count: string) =>
      `${place} drops its programme, the first of ${count} programmes dropped in this run.`,
    first_agreement: (place: string) => `The first programme is laid down in a formal agreement, in ${place}.`,
    member_left: (organisation: string, left: string) =>
      `${organisation} leaves its coalition; ${some(left, 'organisation is', 'organisations are')} still in one.`,
    coalition_ended: 'The last coalition has no members left.',
    organisation_closed: (organisation: string) => `${organisation} closes.`,
    organisations_closed: (organisation: string, count: string) => `${organisation} closes, the first of ${count} in this run.`,
    organisation_founded: (organisation: string) => `A new organisation is founded: ${organisation}.`,
    organisations_founded: (organisation: string, count: string) =>
      `A new organisation is founded: ${organisation}, the first of ${count} in this run.`,
    funding_ended: (served: string) => `The funding ends. ${some(served, 'person is', 'people are')} served.`,
    end: (served: string, need: string, programmes: string) =>
      `In the end ${served} of ${some(need, 'person', 'people')} in need are served, and ${some(programmes, 'place has', 'places have')} a programme.`,
  },
};
