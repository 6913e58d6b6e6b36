import type { PlainPolicy, PlainRequest } from '../../test/proof/soundness/plain-iam';

interface Disagreement {
  /** What the other program does, what this library does, and the page that decides. */
  readonly reason: string;
  /** Whether policies and request have what it takes; the policies are JSON. */
  readonly concerns: (policies: string, request: PlainRequest) => boolean;
}

const GUIDE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide';
const valueOf = ({ context }: PlainRequest, key: string): unknown => context[key.toLowerCase()];
const variablesOf = (policies: string): string[] => [...policies.matchAll(/\$\{([^},]+:[^},]+)[,}]/g)].map(([, key]) => key);

/** Each is as narrow as its cause, so that what is new is seen. */
const DOCUMENTED: readonly Disagreement[] = [
  {
    reason: `an Action that holds "[" is read as a regular expression there; only * and ? are wildcards (${GUIDE}/reference_policies_elements_action.html)`,
    concerns: (policies) => policies.includes('s3:[GP]*'),
  },
  {
    reason: `a "*" in the resource asked for is a wildcard there; here a request is for one resource, and its text is literal (${GUIDE}/reference_policies_elements_resource.html)`,
    concerns: (_, { resource }) => resource.includes('*'),
  },
  {
    reason: `an empty tag counts as missing there; here it is a value, as AWS STS takes it (https://docs.aws.amazon.com/STS/latest/APIReference/API_Tag.html)`,
    concerns: (policies, request) => variablesOf(policies).some((key) => valueOf(request, key) === ''),
  },
  {
    reason: `a variable without a value, or with a default in a form that is not documented, makes a negated comparison false there; here nothing is equal to what has no value, so it is true (${GUIDE}/reference_policies_variables.html)`,
    concerns: (policies, request) => policies.includes('StringNot') && (/\$\{[^},]+,'/.test(policies) || variablesOf(policies).some((key) => valueOf(request, key) === undefined)),
  },
];

/**
 * @param policies the policies
 * @param request the request
 * @returns why the two programs may differ on it; `undefined`: they may not
 */
export function reasonFor(policies: readonly PlainPolicy[], request: PlainRequest): string | undefined {
  const text = JSON.stringify(policies);
  return DOCUMENTED.find(({ concerns }) => concerns(text, request))?.reason;
}
