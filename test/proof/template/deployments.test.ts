import { inEveryDeployment, type Readable } from '../../../lib/proof/template/deployments';

interface Read {
  readonly isDefault: boolean;
  readonly isOneCase: boolean;
  readonly defaults: readonly string[];
}

/** Eight cases, of which each takes so long that they are not all read. */
function inquire(decides: (read: Read) => boolean, each = 10_000): { decided: boolean; given: readonly string[] } {
  let effort = 0;
  let given: readonly string[] = [];
  const set: Readable<Read> = {
    read: (visit, { parameters = 'any', choices } = {}) => [visit({ isDefault: parameters === 'default', isOneCase: choices !== undefined, defaults: parameters === 'default' ? ['parameter A keeps its default'] : [] })],
    splits: () => Array.from({ length: 8 }, (_one, i) => [{ subject: 'a', label: 'a', is: String(i), not: [] }]),
    hasDefaults: () => true,
  };
  const decided = inEveryDeployment(set, {
    visit: (read) => {
      effort += each;
      return decides(read);
    },
    combine: (found) => found.every((one) => one),
    isDecided: (result) => result,
    refine: (first, second, taken) => {
      if (!first && second) given = taken;
      return first || second;
    },
    effort: () => effort,
  });
  return { decided, given };
}

test('what defaults decide is decided, where telling all cases apart besides would take too long', () => {
  expect(inquire(({ isDefault }) => isDefault)).toEqual({ decided: true, given: ['parameter A keeps its default'] });
});

test('what only the cases decide stays open where these take too long', () => {
  expect(inquire(({ isDefault, isOneCase }) => isDefault && isOneCase)).toEqual({ decided: false, given: [] });
});

test('what took too long already is not asked by the defaults', () => {
  expect(inquire(({ isDefault }) => isDefault, 40_000)).toEqual({ decided: false, given: [] });
});

test('what any values decide rests on no default', () => {
  expect(inquire(() => true)).toEqual({ decided: true, given: [] });
});
