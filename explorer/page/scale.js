/** Places along the two axes, ticks of the calendar, and the spreading of labels: pure numbers. */

/** @typedef {{ year: number, month: number, day: number }} Civil  month 1 to 12 */

const MONTHS = "January February March April May June July August September October November December".split(
  " ",
);
const EPOCH = 719163; // the ordinal of 1 January 1970
const ZERO = 3_000_000; // the ordinal of day 0, where days are counted from one (explorer/relative.py)

/** Is an ordinal a day counted from day 0, which has no date? @param {number} day */
const isCounted = (day) => day > ZERO - 100_000;

/**
 * Year, month and day of an ordinal, as Python counts them.
 * @param {number} ordinal
 * @returns {Civil}
 */
export function civil(ordinal) {
  const date = new Date((Math.floor(ordinal) - EPOCH) * 86_400_000);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/**
 * The ordinal of a day; a month past 12 runs on into the next years.
 * @param {number} year
 * @param {number} month
 * @param {number} day
 * @returns {number}
 */
export function ordinal(year, month, day) {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return Math.round(date.getTime() / 86_400_000) + EPOCH;
}

/**
 * @param {number} day
 * @returns {string} such as 5 December 2019, or day 14
 */
export function dayText(day) {
  if (isCounted(day)) return `day ${Math.floor(day) - ZERO}`;
  const { year, month, day: date } = civil(day);
  return `${date} ${MONTHS[month - 1]} ${year}`;
}

/**
 * @param {number} day
 * @returns {string} such as 2019-12-05, or day 14
 */
export function isoDay(day) {
  if (isCounted(day)) return dayText(day);
  const { year, month, day: date } = civil(day);
  return [String(year).padStart(4, "0"), ...[month, date].map((part) => String(part).padStart(2, "0"))].join(
    "-",
  );
}

/**
 * The days that are shown, in words; none where all are.
 * @param {number | null} from
 * @param {number | null} day  the last
 */
export function daysText(from, day) {
  if (from !== null && day !== null) return `${dayText(from)} to ${dayText(day)}`;
  if (from !== null) return `from ${dayText(from)}`;
  return day === null ? "" : `up to ${dayText(day)}`;
}

/** @typedef {{ from: number, to: number, label: string, short: string }} Tick  days, `to` not included */

/**
 * Steps of the calendar, coarse to fine: months in a step (0 is a day) and the room its label needs.
 * @type {{ months: number, room: number }[]}
 */
const STEPS = [
  { months: 1200, room: 40 },
  { months: 120, room: 40 },
  { months: 60, room: 40 },
  { months: 24, room: 40 },
  { months: 12, room: 40 },
  { months: 3, room: 54 },
  { months: 1, room: 32 },
  { months: 0, room: 20 },
];

const LEAST_TICK = 8; // pixels between ticks without a label

/**
 * The two rows of the calendar's head at a scale: the finest step whose labels have room, and the row above it;
 * where only years have room, a finer row without labels below.
 * @param {number} pixelsPerDay
 * @returns {[upper: number, lower: number]} months in a step; 0 is a day
 */
export function calendarSteps(pixelsPerDay) {
  const width = (/** @type {number} */ months) => (months ? months * 29 : 1) * pixelsPerDay;
  const lower = STEPS.filter((step) => width(step.months) >= step.room).at(-1)?.months ?? 1200;
  if (lower < 12) return [lower === 0 ? 1 : 12, lower];
  const bare = STEPS.filter((step) => step.months < lower && width(step.months) >= LEAST_TICK).at(-1);
  return [lower, bare?.months ?? lower];
}

/**
 * Ticks of one row, from the step that holds `first` to that which holds `last`.
 * @param {number} months  in a step; 0 is a day
 * @param {number} first
 * @param {number} last
 * @returns {Tick[]}
 */
export function ticks(months, first, last) {
  if (isCounted(first)) return countedTicks(COUNTED[months] ?? 1, first, last);
  /** @type {Tick[]} */
  const found = [];
  const start = civil(first);
  if (months === 0) {
    for (let day = Math.floor(first); day <= last; day += 1) {
      const label = String(civil(day).day);
      found.push({ from: day, to: day + 1, label, short: label });
    }
    return found;
  }
  let index = Math.floor((start.year * 12 + start.month - 1) / months) * months;
  for (let from = monthStart(index); from <= last; from = monthStart(index)) {
    const to = monthStart(index + months);
    found.push({ from, to, ...monthLabels(index, months) });
    index += months;
  }
  return found;
}

/** Days in a step where days are counted from day 0, by the months of the step of the calendar. @type {Record<number, number>} */
const COUNTED = { 0: 1, 1: 50, 3: 100, 12: 500, 24: 1000, 60: 2000, 120: 5000, 1200: 50000 };

/** @param {number} step  days @param {number} first @param {number} last */
function countedTicks(step, first, last) {
  /** @type {Tick[]} */
  const found = [];
  for (let day = Math.floor((first - ZERO) / step) * step; day + ZERO <= last; day += step) {
    const short = String(day);
    found.push({ from: day + ZERO, to: day + ZERO + step, label: step === 1 ? short : `day ${day}`, short });
  }
  return found;
}

/** @param {number} index  year times 12 plus month less 1 */
function monthStart(index) {
  return ordinal(Math.floor(index / 12), (index % 12) + 1, 1);
}

/**
 * @param {number} index
 * @param {number} months
 */
function monthLabels(index, months) {
  const year = Math.floor(index / 12);
  const name = MONTHS[index % 12] ?? "";
  const short = name.slice(0, 3);
  if (months === 1) return { label: `${name} ${year}`, short };
  if (months === 3) {
    const label = `${short}–${(MONTHS[(index + 2) % 12] ?? "").slice(0, 3)}`;
    return { label, short: label };
  }
  const label = months === 12 ? String(year) : `${year}–${year + months / 12 - 1}`;
  return { label, short: months === 12 ? label : String(year) };
}

/**
 * Places as near as can be to those wanted, in the same order, at least `gap` apart: least squares by pooling
 * neighbours. Linear in the number of places, which must be sorted.
 * @param {number[]} wanted
 * @param {number} gap
 * @param {number} [low]  no place lies below it
 * @param {number} [high]  no place lies above it, where there is room
 * @returns {number[]}
 */
export function spread(wanted, gap, low = Number.NEGATIVE_INFINITY, high = Number.POSITIVE_INFINITY) {
  /** @type {{ sum: number, count: number }[]} */
  const pools = [];
  wanted.forEach((place, index) => {
    pools.push({ sum: place - index * gap, count: 1 });
    for (;;) {
      const last = pools.at(-1);
      const before = pools.at(-2);
      if (!last || !before || before.sum / before.count <= last.sum / last.count) break;
      before.sum += last.sum;
      before.count += last.count;
      pools.pop();
    }
  });
  const ceiling = Math.max(low, high - (wanted.length - 1) * gap);
  /** @type {number[]} */
  const placed = [];
  for (const { sum, count } of pools) {
    const base = Math.min(ceiling, Math.max(low, sum / count));
    for (let index = 0; index < count; index += 1) placed.push(base + placed.length * gap);
  }
  return placed;
}

/**
 * Rows for spans so that none touches another in its row; a span that finds no row gets -1.
 * @param {[number, number][]} spans  sorted by start
 * @param {number} rows
 * @param {number} gap
 * @returns {number[]}
 */
export function pack(spans, rows, gap) {
  const ends = Array(rows).fill(Number.NEGATIVE_INFINITY);
  return spans.map(([start, end]) => {
    const row = ends.findIndex((taken) => taken + gap <= start);
    if (row >= 0) ends[row] = end;
    return row;
  });
}
