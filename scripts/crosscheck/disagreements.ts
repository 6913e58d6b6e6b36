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
    reason: `a default value without a blank before it is not read there; here the blank is optional (${GUIDE}/reference_policies_variables.html#policy-vars-default-values)`,
    concerns: (policies) => /\$\{[^},]+,'/.test(policies),
  },
  {
    reason: `an empty tag counts as missing there; here it is a value, as AWS STS takes it (https://docs.aws.amazon.com/STS/latest/APIReference/API_Tag.html)`,
    concerns: (policies, request) => variablesOf(policies).some((key) => valueOf(request, key) === ''),
  },
  {
    reason: `a variable without a value makes a negated comparison false there; here nothing is equal to it, so it is true (${GUIDE}/reference_policies_variables.html)`,
    concerns: (policies, request) => policies.includes('StringNot') && variablesOf(policies).some((key) => valueOf(request, key) === undefined),
  },
  {
    reason: `a list of one value fails every operator without ForAllValues or ForAnyValue there; here it is compared like a single value (${GUIDE}/reference_policies_condition-single-vs-multi-valued-context-keys.html)`,
    concerns: (policies, request) => Array.isArray(valueOf(request, 'dynamodb:LeadingKeys')) && /"String[A-Za-z]+":\{[^}]*"dynamodb:leadingkeys"/i.test(policies),
  },
  {
    reason: `ForAnyValue with IfExists is false there without the key; here IfExists makes it true (${GUIDE}/reference_policies_elements_condition_operators.html#Conditions_IfExists)`,
    concerns: (policies, request) => [...policies.matchAll(/"ForAnyValue:[A-Za-z]+IfExists":\{([^]*?)\]\}/g)].some(([, keys]) => [...keys.matchAll(/"([^"]+)":\[/g)].some(([, key]) => valueOf(request, key) === undefined)),
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
