// What the server takes and gives; the Python side is app/web/messages.py and analysis/explorer.

export interface Meta {
  version: string; model: string;             // package version, first 12 hex digits of the model's source digest
  replications: { full: number; draft: number }; // 200, 200 or fewer
  most_replications: number; most_options: number; // 1000, 4
  upload_bytes: number;
  scenarios: { id: string; title: string; question: string; status: string }[]; // shipped, in the order of shipped_names()
  levers: Lever[];             // every parameter of the register with role "lever", in its order
  assumptions: Assumption[];   // every uncertainty
  monthly: Outcome[]; run: Outcome[];         // simulation.outcomes
  main: string[];              // keys of analysis.words.MAIN in order
  instruments: Instrument[];   // catalogue: instruments of the shipped bricks
  event_kinds: string[];       // simulation EVENTS
  worlds: number;              // how many plausible worlds are stored (index 0 holds the defaults)
  look: Record<string, string>; // colours: up,out,deep,reference,ink,faint,grid,paper,others (from analysis/pictures/style)
  threading: string;           // on how many cores the engine runs
}
export interface Lever { name: string; unit: string; low: number; high: number; default: number; whole: boolean; scheduled: boolean; group: string }
export interface Assumption { name: string; unit: string; low: number; high: number; default: number; whole: boolean; group: string; grade: string; by_magnitude: boolean }
export interface Outcome { name: string; unit: string; better: "higher" | "lower" | "neither" }
export interface Instrument { name: string; label: string; start_month: number; end_month: number | null; intensity: number; cost_eur_per_month: number; staff_fte: number; channels: Record<string, number> }
export interface EventInfo { kind: string; month: number; size: number; duration_months: number; place: string | null }

export interface ScenarioInfo {           // GET /api/scenarios/{id}; also the answer to an upload
  id: string; shipped: boolean; title: string; question: string; description: string; status: string;
  seed: number; reference: string; months: number;
  heavy: boolean;                  // a full answer takes longer than about 0.3 s: the page then says that drafts use fewer runs
  draft_replications: number;      // what the server will use for drafts of this scenario
  assumptions?: Record<string, number>; // the reference's value where some arm sets another than the default; worlds do not move these
  arms: ArmInfo[];                 // in the file's order
  places: { name: string; population: number; need: number; x: number; y: number }[]; // x, y in km from the west / from the NORTH (y grows south)
  organisations: { name: string; kind: string; home: number; coalition: string | null; joins_month: number }[]; // of the reference arm
  sources: Record<string, string>;
}
export interface ArmInfo { name: string; label: string; description: string;
  levers: Record<string, number>;                 // value of every lever at the start
  scheduled: Record<string, Record<string, number>>; // lever -> month -> value, where the arm's schedule changes it
  instruments: Record<string, Instrument>; events: Record<string, EventInfo> }

export interface Option {                 // a preset and what was changed in it
  arm: string;
  levers: Record<string, number>;  // moved levers; a moved lever loses its schedule
  instruments: Record<string, InstrumentChange | null>; // null: off; {}: on with its own or the catalogue's values
}
export interface InstrumentChange { start_month?: number; end_month?: number; intensity?: number }
export interface Circumstances {          // hold for ALL arms, the reference included
  events: Record<string, EventInfo | null>;  // null: does not happen; others replace or add
  assumptions: Record<string, number>;       // changed uncertainties, set in all arms
  world: number;                             // index of a plausible world; 0: the assumptions as they are. Moves only assumptions that no arm sets itself (analysis.worlds.open_assumptions)
}
export interface Question {               // what every computing request carries
  scenario: string; seed: number; replications: number; reference: string; // arm name
  options: Option[];               // 1 to 4
  circumstances: Circumstances;
}
// POST /api/answer  {...Question, draft: boolean}
export interface Answer {
  replications: number;            // really used: drafts of heavy scenarios use fewer
  seed: number; model: string; draft: boolean;
  milliseconds: { engine: number; total: number };
  months: number;
  arms: ArmAnswer[];               // the reference first, then the options in order
  warnings: Warning[];
}
export interface ArmAnswer {
  funding_months: number;
  bands: Record<string, Band>;     // every outcome in BANDS: reach, impact, unmet_need, trust, programmes, coverage_share, coverage_gini
  scarce: Record<string, number[]>; // staff, premises, money, know_how, demand: mean share of organisations, by month
  levels: Record<string, Level>;   // RUN outcomes that the page shows (at least all of MAIN, reach_final, coverage_share_final, impact_after_funding, unmet_need_mean, funding_eur, returned_eur)
  spent_eur: number;               // public money for scaling, mean (analysis.money)
  differences: Difference[] | null; // against the reference, all of MAIN plus unmet_need_mean, reach_final, impact_after_funding; null for the reference itself and in drafts
}
export interface Band { low: number[]; mean: number[]; high: number[] } // 10th percentile, mean, 90th percentile of runs: luck alone
export interface Level { mean: number; low: number | null; high: number | null }  // 95 % interval of the mean
export interface Difference { outcome: string; reference_mean: number; mean: number; difference: number; low: number | null; high: number | null;
  clear: boolean; better: "better" | "worse" | "neither" | "unclear"; slight: boolean;
  superiority: number | null; paired_superiority: number | null; replications: number; enough_replications: number | null;
  told: { value: number; low: number; high: number; decimals: number; unit: string } } // signed; as analysis.verdict scales it: unit "%", "percentage points", an outcome's unit or ""
export interface Warning { code: "ends_early" | "unequal_money" | "few_replications" | "books_open"; numbers: Record<string, number> }

// POST /api/typical {...Question, at: number}  at: 0 the reference, 1.. the options
export interface Typical {
  replicate: number; months: number; funding_months: number;
  need: number[][];                // [place][month] whole people
  served: number[][];              // [place][month] whole percent of people in need served (sites and programme), at most 100
  organisations: { name: string; home: number; founded: boolean }[];
  alive: Span[];                   // one: organisation; two: -1
  sites: Span[];                   // one: organisation, two: place
  partners: Span[];                // one, two: organisations
  members: Span[];                 // one: organisation, two: coalition number
  programmes: Span[];              // one: place, two: 1 if formal in that span else 0
  scarce: string[];                // by month: what is scarcest for more than half of the organisations at work: staff | premises | money | know_how | demand; mixed: nothing is; nothing: nobody is at work
  story: StoryEvent[];             // by month
}
export interface Span { one: number; two: number; from: number; until: number } // months [from, until)
export interface StoryEvent { month: number; code: string; numbers: Record<string, number>; words: Record<string, string> }
// codes: begin(served, need) | policy_makers_involved | communities_involved | event(kind, size: what it did) | first_site(place) | reach_peak(served)
//  | scarce_since(input, months) | first_programme(place) | programme_lost(place, count) | first_agreement(place) | member_left(organisation, left) | coalition_ended
//  | organisation_closed(organisation) | organisation_founded(organisation) | funding_ended(served) | end(served, need, programmes)

// jobs for "What if I am wrong?": POST /api/jobs {kind, ...Question, outcome} -> {id}; GET /api/jobs/{id} -> Job; DELETE /api/jobs/{id}
export interface Job { id: string; kind: "worlds" | "flips" | "guesses"; state: "waiting" | "running" | "done" | "failed" | "stopped"; done: number; total: number; result: Worlds | Flips | Guesses | null } // result grows while it runs
export interface Worlds { outcome: string; worlds: number; better: number; clearly_better: number; clearly_worse: number; nothing_differs: number;
  share: Level;                    // share of worlds in which the first option is better, Wilson interval
  luck: { low: number; high: number }; // 10-90 % of paired differences over runs, at the assumptions as they are
  unknown: { low: number; high: number }; // 10-90 % of mean differences over worlds
  points: { world: number; difference: number; error: number }[] }
export interface Flips { outcome: string; at: number /* difference now */; error: number; flips: { assumption: string; values: number[] }[]; curves: Record<string, { values: number[]; differences: number[]; errors: number[] }>; looked_at: number }
export interface Guesses { outcome: string; level: GradeShare[]; difference: GradeShare[] } // shares of the variance over worlds of the first option's level, and of its difference
export interface GradeShare { grade: string; assumptions: number; alone: Share; total: Share } // explained by themselves, and together with others
export interface Share { mean: number | null; low: number | null; high: number | null } // null: not known yet

// GET /api/worlds/{k} -> { world: k, values: Record<string, number> }
// POST /api/upload: body text/yaml (raw) -> ScenarioInfo, or 422 {code: "bad_file", problems: Problem[]}
export interface Problem { file: string; line: number | null; place: string; got: string; expected: string; nearest: string | null; text: string }
// POST /api/csv {...Question} -> text/csv; POST /api/scenario-file {...Question} -> application/yaml (arms: reference and options, loads with `snowball compare`)
// GET /api/brief? none: the page prints itself.
// every error: {code: string, ...} with codes bad_request (422, with problems), not_found 404, gone 404 (an uploaded scenario that was dropped: upload again),
//   too_large 413 (upload or work), busy 503 (with Retry-After)
