/** What passes between Python and the page of a cohort: see payload.py. A number that is not shown is -1. */

export interface Party {
  name: string;
  /** place among the sectors */
  sector: number;
  cases: number;
  /** in the flows that are shown, as are those received and those with no outcome recorded */
  made: number;
  received: number;
  noOutcome: number;
  x: number;
  y: number;
  r: number;
}

/** Columns, an entry a flow; parts in the order of the outcomes; waits: how many, median least and most, p90 least and most. */
export interface Flows {
  sender: number[];
  receiver: number[];
  referrals: number[];
  cases: number[];
  parts: number[][];
  waits: number[][];
}

/** Columns, an entry a flow and year; year 0: several are possible. */
export interface Yearly {
  flow: number[];
  year: number[];
  referrals: number[];
  parts: number[][];
}

export interface Trend {
  /** the first day of a month; '' where several are possible */
  period: string;
  referrals: number;
  noOutcome: number;
}

export interface Payload {
  version: number;
  title: string;
  marking: string;
  threshold: number;
  sentences: string[];
  sectors: { id: string; label: string; light: string; dark: string }[];
  outcomes: string[];
  parties: Party[];
  flows: Flows;
  yearly: Yearly;
  sectorFlows: Record<string, string | number>[];
  waits: Record<string, string | number>[];
  trends: Trend[];
  returns: Record<string, string | number>[];
  repeats: Record<string, string | number>[];
  cases: string[][];
  caseFolder: string;
  leftOut: Record<string, number>;
}
