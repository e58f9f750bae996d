// A run month by month, where things stand on the map and the circle, and the story in sentences.
import { describe, expect, it } from 'vitest';
import { bg } from '../src/i18n/bg';
import { en } from '../src/i18n/en';
import type { Words } from '../src/i18n/words.svelte';
import type { Typical } from '../src/lib/types';
import { layOutCircle, shortened } from '../src/parts/happen/circle';
import { years } from '../src/parts/happen/clock';
import { layOut, project, radius, rings, seats } from '../src/parts/happen/layout';
import { courseOf, held, momentOf, totals } from '../src/parts/happen/moment';
import type { Teller } from '../src/parts/happen/names';
import { tellerOf } from '../src/parts/happen/names';
import { INPUTS, shareAt, stack } from '../src/parts/happen/scarcity';
import { shade, steps, topOf } from '../src/parts/happen/shade';
import { spokenOf } from '../src/parts/happen/spoken';
import { latestAt, storyOf, tell } from '../src/parts/happen/story';

const run: Typical = {
  replicate: 3, months: 4, funding_months: 3,
  need: [[100, 100, 200, 400], [50, 50, 50, 50]],
  served: [[0, 10, 10, 20], [0, 0, 100, 0]],
  organisations: [
    { name: 'One', home: 0, founded: false },
    { name: 'Two', home: 1, founded: false },
    { name: 'newcomer 1', home: 0, founded: true },
  ],
  alive: [
    { one: 0, two: -1, from: 0, until: 4 },
    { one: 1, two: -1, from: 0, until: 2 },
    { one: 2, two: -1, from: 2, until: 4 },
  ],
  sites: [
    { one: 0, two: 1, from: 1, until: 2 },
    { one: 0, two: 1, from: 3, until: 4 },
    { one: 0, two: 0, from: 0, until: 4 },
  ],
  partners: [{ one: 0, two: 1, from: 1, until: 2 }],
  members: [{ one: 0, two: 0, from: 0, until: 2 }],
  programmes: [
    { one: 0, two: 0, from: 1, until: 3 },
    { one: 0, two: 1, from: 3, until: 4 },
  ],
  scarce: ['staff', 'staff', 'money', 'nothing'],
  story: [],
};
const places = [{ x: 0, y: 0 }, { x: 30, y: 10 }];

describe('a month of a run', () => {
  it('joins the months of a site that closed and came back', () => {
    expect(held(run.sites)).toHaveLength(2);
    expect(held(run.sites)[0]!.when).toEqual([{ from: 1, until: 2 }, { from: 3, until: 4 }]);
  });

  it('says who is there, with whom, and what the places have', () => {
    const course = courseOf(run);
    const [first, second, third, last] = [0, 1, 2, 3].map((month) => momentOf(course, month));
    expect(first!.states).toEqual(['member', 'alone', 'not_yet']);
    expect(second!.partners).toEqual([true]);
    expect(second!.programmes).toEqual(['informal', 'none']);
    expect(second!.sitesIn).toEqual([1, 1]);
    expect(third!.states).toEqual(['alone', 'closed', 'alone']);
    expect(third!.fresh).toEqual([false, false, true]);
    expect(third!.sitesIn).toEqual([1, 0]);
    expect(last!.programmes).toEqual(['formal', 'none']);
    expect(last!.coalitions).toEqual([-1, -1, -1]);
  });

  it('adds people up over places', () => {
    const course = courseOf(run);
    expect(totals(momentOf(course, 2))).toEqual({ need: 250, served: 70 });
    expect(totals(momentOf(course, 0))).toEqual({ need: 150, served: 0 });
  });

  it('is told in one sentence, in both languages', () => {
    const course = courseOf(run);
    expect(spokenOf(course, momentOf(course, 1), en.happen, 'en')).toBe(
      '10 of 150 people in need served; 1 place with a municipal programme; 2 organisations at work; 1 of them in a coalition; 2 sites; scarcest for most organisations: staff; funding runs',
    );
    expect(spokenOf(course, momentOf(course, 3), bg.happen, 'bg')).toBe(
      'обслужени 80 от 450 нуждаещи се; 1 място с общинска програма; 2 работещи организации; 0 от тях в коалиция; 2 пункта; няма работеща организация; след края на финансирането',
    );
  });

  it('names nothing where no single thing is scarcest for most', () => {
    const mixed = courseOf({ ...run, scarce: run.scarce.map(() => 'mixed') });
    expect(spokenOf(mixed, momentOf(mixed, 1), en.happen, 'en')).toContain('; no single thing is scarcest for most organisations: different ones');
    expect(spokenOf(mixed, momentOf(mixed, 1), bg.happen, 'bg')).toContain('; няма едно нещо, което');
  });

  it('counts years from one', () => {
    expect([0, 11, 12, 83].map(years)).toEqual([1, 1, 2, 7]);
  });
});

describe('the map', () => {
  it('keeps a kilometre as long in both directions and north at the top', () => {
    const { points, height } = project([{ x: 0, y: 0 }, { x: 100, y: 0 }, { x: 0, y: 60 }], 500);
    const [a, east, south] = points;
    expect((east!.x - a!.x) / 100).toBeCloseTo((south!.y - a!.y) / 60, 6);
    expect(south!.y).toBeGreaterThan(a!.y);
    for (const { x, y } of points) {
      expect(x).toBeGreaterThan(0);
      expect(x).toBeLessThan(500);
      expect(y).toBeGreaterThan(0);
      expect(y).toBeLessThan(height);
    }
  });

  it('draws circles whose area grows with need', () => {
    const layout = layOut(courseOf(run), places, ['Sofia', 'Varna'], 600);
    expect(radius(layout, 400) / radius(layout, 100)).toBeCloseTo(2, 6);
    expect(radius(layout, 0)).toBe(layout.smallest);
  });

  it('keeps the homes of many organisations of one place in the picture', () => {
    const organisations = Array.from({ length: 24 }, (_, at) => ({ name: `O${at}`, home: 0, founded: false }));
    const alive = organisations.map((_, one) => ({ one, two: -1, from: 0, until: 4 }));
    for (const width of [260, 390, 800]) {
      const layout = layOut(courseOf({ ...run, organisations, alive }), places, ['Sofia', 'Varna'], width);
      for (const { x, y } of layout.homes) {
        expect(x - layout.square).toBeGreaterThanOrEqual(0);
        expect(x + layout.square).toBeLessThanOrEqual(width);
        expect(y - layout.square).toBeGreaterThanOrEqual(0);
        expect(y + layout.square).toBeLessThanOrEqual(layout.height);
      }
      const spots = new Set(layout.homes.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`));
      expect(spots.size).toBe(24);
    }
  });

  it('stands a single place, and places on one spot, without dividing by zero', () => {
    for (const few of [[{ x: 5, y: 5 }], [{ x: 5, y: 5 }, { x: 5, y: 5 }]]) {
      const typical = { ...run, need: few.map(() => [10, 10, 10, 10]), served: few.map(() => [0, 0, 0, 0]), organisations: [], alive: [], sites: [], partners: [], members: [], programmes: [] };
      const layout = layOut(courseOf(typical), few, few.map(() => 'Here'), 300);
      expect(layout.places.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))).toBe(true);
    }
  });

  it('lets no two names overlap', () => {
    const many = Array.from({ length: 60 }, (_, at) => ({ x: (at * 37) % 101, y: (at * 53) % 67 }));
    const typical = { ...run, need: many.map((_, at) => Array(4).fill(10 + at)), served: many.map(() => [0, 0, 0, 0]), organisations: [], alive: [], sites: [], partners: [], members: [], programmes: [] };
    const layout = layOut(courseOf(typical), many, many.map((_, at) => `Town number ${at}`), 700);
    expect(layout.names.length).toBeGreaterThan(4);
    const boxes = layout.names.map(({ place, x, y, anchor }) => {
      const wide = `Town number ${place}`.length * 6;
      const left = anchor === 'start' ? x : anchor === 'end' ? x - wide : x - wide / 2;
      return { left, right: left + wide, top: y - 9, bottom: y + 2 };
    });
    boxes.forEach((a, i) => boxes.slice(i + 1).forEach((b) => {
      expect(a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom).toBe(false);
    }));
  });

  it('gives seats back to those who come later', () => {
    expect(seats([
      { group: 1, from: 0, until: 5 }, { group: 1, from: 2, until: 9 },
      { group: 1, from: 5, until: 9 }, { group: 2, from: 0, until: 9 },
    ])).toEqual([0, 1, 0, 0]);
  });

  it('fills rings without two points closer than asked', () => {
    const points = rings({ x: 0, y: 0 }, 20, 10, 40);
    expect(points).toHaveLength(40);
    points.forEach((a, i) => points.slice(i + 1).forEach((b) => {
      expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(7);
    }));
  });
});

describe('the colours', () => {
  const grey = (colour: string) =>
    [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
      .reduce((sum, part, at) => sum + part * [0.299, 0.587, 0.114][at]!, 0);

  it('get darker with every percent, on grey paper too, and white is nobody', () => {
    expect(shade(0, 40)).toBe('#ffffff');
    let before = grey('#ffffff');
    for (let percent = 1; percent <= 40; percent += 1) {
      const now = grey(shade(percent, 40));
      expect(now).toBeLessThan(before);
      before = now;
    }
    expect(shade(90, 40)).toBe(shade(40, 40));
  });

  it('reach their darkest above all that occurs', () => {
    expect(topOf([[0, 3]])).toBe(10);
    expect(topOf([[0, 11], [38]])).toBe(40);
    expect(topOf([[100]])).toBe(100);
    expect(steps(20).map(({ percent }) => percent)).toEqual([0, 5, 10, 15, 20]);
  });
});

describe('the circle', () => {
  it('puts organisations of one place side by side and numbers them around', () => {
    const layout = layOutCircle(courseOf(run), 600);
    expect(layout.numbers).toEqual([1, 3, 2]);
    expect(layout.shared).toEqual([[0, 2]]);
    const distance = (a: number, b: number) =>
      Math.hypot(layout.seats[a]!.x - layout.seats[b]!.x, layout.seats[a]!.y - layout.seats[b]!.y);
    expect(distance(0, 2)).toBeLessThan(distance(0, 1));
    expect(layout.labelled).toBe(true);
    expect(layOutCircle(courseOf(run), 320).labelled).toBe(false);
  });

  it('stands without any organisation, and with one', () => {
    const nobody = { ...run, organisations: [], alive: [], sites: [], partners: [], members: [] };
    expect(layOutCircle(courseOf(nobody), 300).seats).toEqual([]);
    const one = { ...nobody, organisations: [run.organisations[0]!] };
    expect(Number.isFinite(layOutCircle(courseOf(one), 300).seats[0]!.x)).toBe(true);
  });

  it('cuts long names', () => {
    expect(shortened('Short')).toBe('Short');
    expect(shortened('A name that goes on and on and on', 12)).toBe('A name that…');
  });
});

describe('what is scarce', () => {
  const scarce = { staff: [0.5, 0], premises: [0.25, 0.2], money: [0.25, 0], know_how: [0, 0], demand: [0, 0.6] };

  it('stacks up to the whole', () => {
    const areas = stack(scarce, (month) => month * 10, (share) => 100 - 100 * share);
    expect(areas.map(({ input }) => input)).toEqual([...INPUTS]);
    expect(areas[0]!.path).toBe('M0 50L10 100L10 100L0 100Z');
    expect(areas[1]!.path).toBe('M0 25L10 80L10 100L0 50Z');
    expect(areas.at(-1)!.path.startsWith('M0 0L10 20')).toBe(true);
  });

  it('names the most common first and leaves out what nobody lacks', () => {
    expect(shareAt(scarce, 1)).toEqual([{ input: 'demand', share: 0.6 }, { input: 'premises', share: 0.2 }]);
    expect(shareAt(scarce, 9)).toEqual([]);
    expect(stack({}, Number, Number).every(({ path }) => path === '')).toBe(true);
  });
});

describe('the story', () => {
  const teller = (words: Words, language: 'en' | 'bg'): Teller => ({
    words, language, place: (name) => name, organisation: (name) => name,
  });
  const both = [teller(en, 'en'), teller(bg, 'bg')];
  const event = (code: string, numbers = {}, words = {}) => ({ month: 1, code, numbers, words });
  const codes = [
    event('begin', { served: 0, need: 2480 }), event('policy_makers_involved'), event('communities_involved'),
    event('event', { size: 1.5, duration_months: 3 }, { kind: 'influx' }),
    event('event', { size: 0.4 }, { kind: 'funding_cut' }),
    event('event', { size: 1 }, { kind: 'election', place: 'Varna' }),
    event('event', { size: 0.5 }, { kind: 'premises_loss', place: 'Varna' }),
    event('first_site', {}, { place: 'Varna', organisation: 'Care' }), event('first_site', {}, { place: 'Varna' }),
    event('reach_peak', { served: 1200 }),
    ...['staff', 'premises', 'money', 'know_how', 'demand', 'mixed'].map((input) => event('scarce_since', { months: 8 }, { input })),
    event('first_programme', {}, { place: 'Varna' }), event('programme_lost', { count: 1 }, { place: 'Varna' }),
    event('programme_lost', { count: 3 }, { place: 'Varna' }), event('first_agreement', {}, { place: 'Varna' }),
    event('member_left', { left: 4 }, { organisation: 'Care' }), event('coalition_ended'),
    event('organisation_closed', { count: 2 }, { organisation: 'Care' }),
    event('organisation_founded', { count: 1 }, { organisation: 'newcomer 1' }),
    event('funding_ended', { served: 1 }), event('end', { served: 756, need: 6200, programmes: 5 }),
  ];

  it('tells every code in both languages, without a gap', () => {
    for (const one of both) {
      for (const code of codes) {
        const text = tell(code, one);
        expect(text, code.code).toMatch(/\S.*[.]$/u);
        expect(text, code.code).not.toMatch(/undefined|null|NaN|\s\s|\s[.,]/u);
      }
    }
  });

  it('says numbers, places and who', () => {
    const [english, bulgarian] = both as [Teller, Teller];
    expect(tell(codes[0]!, english)).toBe('It begins: 0 of 2,480 people in need are served.');
    expect(tell(codes[3]!, english)).toBe('Many people arrive: 150 for every 100 in need at the start.');
    expect(tell(codes[3]!, bulgarian)).toBe('Пристигат много хора: по 150 на всеки 100 нуждаещи се в началото.');
    expect(tell(event('first_programme', {}, { place: 'Варна' }), bulgarian)).toContain('във Варна');
    expect(tell(event('first_programme', {}, { place: 'София' }), bulgarian)).toContain('в София');
    const mixed = event('scarce_since', { months: 34 }, { input: 'mixed' });
    expect(tell(mixed, english)).toContain('different ones lack different things, for 34 months.');
    expect(tell(mixed, bulgarian)).toContain('различни неща – в продължение на 34 месеца.');
    expect(tell(event('funding_ended', { served: 1 }), english)).toContain('1 person is served');
  });

  it('leaves out codes, events and inputs that it has no words for', () => {
    for (const one of both) {
      expect(tell(event('something_new'), one)).toBeNull();
      expect(tell(event('event', {}, { kind: 'meteor' }), one)).toBeNull();
      expect(tell(event('scarce_since', { months: 3 }, { input: 'nothing' }), one)).toBeNull();
      expect(tell(event('constructor'), one)).toBeNull();
    }
  });

  it('is ordered by month and knows where it is', () => {
    const story = storyOf([
      { ...event('coalition_ended'), month: 9 }, { ...event('policy_makers_involved'), month: 2 },
      { ...event('something_new'), month: 4 },
    ], both[0]!);
    expect(story.map(({ month }) => month)).toEqual([2, 9]);
    expect([0, 2, 8, 9, 50].map((month) => latestAt(story, month))).toEqual([-1, 0, 0, 1, 1]);
  });

  it('calls those founded during the run by their number, in the language of the page', () => {
    const view = { info: null, question: { scenario: '', seed: 1, replications: 1, reference: '', options: [], circumstances: { events: {}, assumptions: {}, world: 0 } }, names: [] };
    expect(tellerOf(view, en, 'en').organisation('newcomer 2')).toBe('newcomer 2');
    expect(tellerOf(view, bg, 'bg').organisation('newcomer 2')).toBe('нова организация 2');
    expect(tellerOf(view, bg, 'bg').place('Sofia')).toBe('София');
  });
});
