/** Reads the lists of numbers, and of records, that numbers.py writes. */

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const VALUES = new Uint8Array(128);
for (const [value, digit] of [...DIGITS].entries()) VALUES[digit.charCodeAt(0)] = value;

/**
 * @param {string} text
 * @returns {number[]}
 */
export function unpackedNumbers(text) {
  const numbers = [];
  let number = 0;
  let place = 1;
  for (let at = 0; at < text.length; at++) {
    const value = VALUES[text.charCodeAt(at)] ?? 0;
    number += (value & 31) * place;
    place *= 32;
    if (value & 32) continue;
    numbers.push(number);
    number = 0;
    place = 1;
  }
  return numbers;
}

/** Numbers written as steps from one to the next. @param {string} text */
export function unpackedSteps(text) {
  let sum = 0;
  return unpackedNumbers(text).map((step) => {
    sum += step;
    return sum;
  });
}

/** The number of either sign that `unsigned` in numbers.py made of it. @param {number} number */
export const signed = (number) => (number % 2 ? -(number + 1) / 2 : number / 2);

/**
 * The records that `packed_records` in numbers.py told field by field.
 * @param {{ count: number, fields: Record<string, unknown[] | { values: unknown[], at: string }> }} packed
 * @param {Record<string, any>} [usual]  what each holds where it tells nothing else: `null` tells nothing then
 * @returns {Record<string, any>[]}
 */
export function unpackedRecords({ count, fields }, usual) {
  const records = Array.from({ length: count }, () => ({ ...usual }));
  for (const [name, field] of Object.entries(fields)) {
    const told = Array.isArray(field) ? field : unpackedNumbers(field.at).map((place) => field.values[place]);
    for (let index = 0; index < count; index++) {
      const value = told[index];
      if (value === null && usual) continue;
      /** @type {Record<string, any>} */ (records[index])[name] = value;
    }
  }
  return records;
}
