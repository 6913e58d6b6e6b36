/** Three-valued truth: `maybe` is what the template alone cannot decide. */
export type Tri = 'yes' | 'no' | 'maybe';

/** `yes` when all are, `no` when any is not. */
export function all(values: Iterable<Tri>): Tri {
  let result: Tri = 'yes';
  for (const value of values) {
    if (value === 'no') return 'no';
    if (value === 'maybe') result = 'maybe';
  }
  return result;
}

/** `yes` when any is, `no` when none is. */
export function any(values: Iterable<Tri>): Tri {
  let result: Tri = 'no';
  for (const value of values) {
    if (value === 'yes') return 'yes';
    if (value === 'maybe') result = 'maybe';
  }
  return result;
}

/** The opposite. */
export function not(value: Tri): Tri {
  return value === 'maybe' ? 'maybe' : value === 'yes' ? 'no' : 'yes';
}
