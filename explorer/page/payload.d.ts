/**
 * What the page is given. Written by payload.py, read by unpack.js; a test holds them to each other.
 *
 * Days are ordinals as Python counts them: 1 is 1 January of the year 1. `party` is an index into `parties`, which
 * stand in the order of their lanes; `column` an index into `contacts`, which stand in the order of their columns.
 */

export type Range = [low: number, high: number];

export type Numbers = number[] | Int32Array;

/** Mark: how the arrow of a request ends at its receiver: half, filled, bar, chevron, cross or ring. */
export type Mark = "" | "half" | "filled" | "bar" | "chevron" | "cross" | "ring";

export interface Payload {
  version: number;
  /** What stands where a list of what the sources record is empty. */
  none: string;
  /** What each standing is called, and as 7 what was certainly on record elsewhere; says so where records are withheld. */
  standings: string[];
  /** Of contacts that were: "on record elsewhere with no recorded route to it". */
  elsewhere: string;
  title: string;
  marking: string;
  /** The case has days: without them there is no calendar axis. */
  firstDay: number | null;
  lastDay: number | null;
  sectors: SectorRecord[];
  kinds: KindRecord[];
  groups: GroupRecord[];
  parties: PartyRecord[];
  /** Other orders of the lanes, and groups of organisations that can be drawn as one lane. */
  orders: OrderRecord[];
  folds: FoldRecord[];
  contacts: ContactRecord[];
  bands: BandRecord[];
  totals: TotalRecord[];
  notes: NoteRecord[];
  sources: SourceRecord[];
  journeys: JourneyRecord[];
  holdings: HoldingRecord[];
  nobody: NobodyRecord[];
  /** Called for by a source, and matched by no contact on record. */
  expected: ExpectedRecord[];
  /** Records are held back: what seems absent may only have been. */
  isWithheld: boolean;
  /** Stands apart in the page, as `known-data`. */
  known?: KnownRecord;
  /** Stands apart in the page, as `network-data`. */
  network?: NetworkRecord;
}

export interface SectorRecord {
  id: string;
  label: string;
  light: string;
  dark: string;
  shape: string;
}

export interface KindRecord {
  id: string;
  label: string;
  verb: string;
  group: string;
  asks: boolean;
}

/** What became of a request, in the words of filters and legend. */
export interface GroupRecord {
  id: string;
  label: string;
  mark: Mark;
}

export interface PartyRecord {
  id: string;
  name: string;
  sector: number;
  isPerson: boolean;
  parent: string;
  area: string;
  aliases: string[];
}

export interface OrderRecord {
  id: string;
  label: string;
  lanes: number[];
}

export interface FoldRecord {
  id: string;
  label: string;
  groups: GroupOfLanes[];
}

export interface GroupOfLanes {
  id: string;
  label: string;
  lanes: number[];
}

export interface ContactRecord {
  id: string;
  kind: number;
  sender: number;
  senderName: string;
  arrows: ArrowRecord[];
  about: string[];
  /** The date in words; the lines over its column; the words of the source. */
  when: string;
  dateLines: string[];
  dateText: string;
  time: string;
  received: string;
  firstDay: number;
  latestStart: number;
  lastDay: number;
  /** Where the calendar axis draws it; null where no date is recorded. */
  day: number | null;
  isSure: boolean;
  isStretch: boolean;
  reach: Range;
  contactsSoFar: number;
  requestsSoFar: number;
  isCounted: boolean;
  isEvent: boolean;
  isKey: boolean;
  stroke: "strong" | "plain" | "dotted";
  basis: "recorded" | "reported" | "inferred";
  seen: string;
  summary: string;
  topics: string[];
  follows: number[];
  leadsTo: number[];
  journeys: number[];
  /** Ids of earlier contacts whose content was passed on; null where nothing is recorded of it. */
  shares: string[] | null;
  notes: number[];
  accounts: AccountRecord[];
  compared: ComparedRecord[];
}

/** One edge: a contact and one receiver. */
export interface ArrowRecord {
  party: number;
  name: string;
  mark: Mark;
  group: string;
  sentence: string;
  steps: StepRecord[];
}

export interface StepRecord {
  label: string;
  when: string;
  seen: string;
  summary: string;
  basis: string;
  sources: CitationRecord[];
}

export interface CitationRecord {
  source: number;
  locator: string;
}

export interface AccountRecord {
  source: number;
  locator: string;
  quote: string;
  basis: string;
  /** What this one of several accounts says, by heading; empty where it is the only one. */
  said: [heading: string, value: string][];
}

/** A field of which several accounts say something, and how what they say goes together. */
export interface ComparedRecord {
  field: string;
  grade: "agree" | "more precise" | "compatible" | "contradict";
  values: { source: string; value: string }[];
}

export interface BandRecord {
  label: string;
  first: number;
  last: number;
}

/** By the end of the day: how many have certainly, and possibly, begun. */
export interface TotalRecord {
  day: number;
  contacts: Range;
  requests: Range;
}

export interface NoteRecord {
  id: string;
  text: string;
  author: string;
  source: number;
  when: string;
  columns: number[];
  firstDay: number | null;
  lastDay: number | null;
}

export interface SourceRecord {
  id: string;
  title: string;
  publisher: string;
  when: string;
}

export interface JourneyRecord {
  root: number;
  columns: number[];
  /** How many contacts, organisations and handoffs, in words. */
  sum: string;
  /** A walk down the tree. */
  steps: JourneyStep[];
}

export interface JourneyStep {
  column: number;
  depth: number;
  /** Its wait, what else it follows, and where it stopped. */
  said: string[];
}

/** An organisation that had the case, or (`holds` is false) a request in hand, from the first day to the last. */
export interface HoldingRecord {
  party: number;
  subject: number;
  holds: boolean;
  column: number;
  certain: Range | null;
  possible: Range | null;
  basis: string;
}

/** The days on which no organisation of these sectors is recorded as holding the case. */
export interface NobodyRecord {
  subject: number;
  sectors: string;
  certain: Range[];
  possible: Range[];
}

export interface ExpectedRecord {
  id: string;
  sender: number;
  receiver: number;
  label: string;
  words: string;
}

/** From which day each standing holds. Standings are numbered in their order: 0 took part, 6 no recorded route. */
export interface KnownRecord {
  /** The day from which the days of arrivals are counted. */
  base: number;
  /** What a large record leaves to the command line, a sentence each. */
  limits: string[];
  /** Chains as pointers: by twos a column, and the number of the link before it or -1. */
  links: Numbers;
  knowers: KnowerRecord[];
  decisions: DecisionRecord[];
}

export interface KnowerRecord {
  party: number;
  /** By fours: column, standing, day from which it holds, last link of the chain or -1. */
  arrivals: Numbers;
}

/** A decision: of the party that made it, the standing with each contact, a digit a column; 9 where it is not asked. */
export interface DecisionRecord {
  party: number;
  column: number;
  words: string;
  grades: string;
  /** By twos: column, and the last link of its chain. */
  links: number[];
  /** Columns that were certainly, and possibly, on record elsewhere with no certain route to the decider. */
  blind: number[];
  possible: number[];
}

/** Straight from pyvis: positions are worked out, physics is off. */
export interface NetworkRecord {
  nodes: NetworkNode[];
  edges: NetworkEdge[];
  options: Record<string, unknown>;
}

export interface NetworkNode {
  id: number;
  label: string;
  shape: string;
  x: number;
  y: number;
  size: number;
  physics: boolean;
  /** Of pyvis; the page gives each node the colour of its sector. */
  color: string;
}

export interface NetworkEdge {
  id: string;
  from: number;
  to: number;
  column: number;
  mark: Mark;
  width: number;
  dashes: boolean | number[];
  smooth: { enabled: boolean; type: string; roundness: number };
  arrows: string;
}
