import { actionFacts, actionsMatching, isKnownService } from '../authorization-data/actions';
import { exampleArns, isOfNoService } from '../access-graph/example-arns';
import { evaluate } from '../iam/evaluate';
import type { AccessRequest } from '../iam/request';
import type { Counterexample, Subject, Proof } from '../solver';

/** Of all the actions that a pattern allows, a reader knows these. */
const FAMILIAR: { readonly [service: string]: readonly string[] } = {
  'appsync': ['GraphQL'],
  'cognito-idp': ['AdminGetUser', 'AdminUpdateUserAttributes', 'ListUsers'],
  'dynamodb': ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'Scan'],
  'execute-api': ['Invoke'],
  'firehose': ['PutRecord', 'PutRecordBatch'],
  'iam': ['CreateRole', 'PassRole', 'ListRoles'],
  'kinesis': ['GetRecords', 'PutRecord'],
  'kms': ['Decrypt', 'Encrypt', 'GenerateDataKey'],
  'lambda': ['InvokeFunction'],
  'logs': ['GetLogEvents', 'PutLogEvents'],
  's3': ['GetObject', 'PutObject', 'DeleteObject', 'ListBucket'],
  'secretsmanager': ['GetSecretValue'],
  'sns': ['Publish', 'Subscribe'],
  'sqs': ['ReceiveMessage', 'SendMessage'],
  'ssm': ['GetParameter'],
  'sts': ['AssumeRole'],
};

/** Where any service may be meant, those with whose actions one gets furthest come first. */
const OF_ANY_SERVICE = ['iam', ...Object.keys(FAMILIAR).filter((service) => service !== 'iam')];

/** Of a service that few readers know, so many actions are tried. */
const TRIED = 100;

/**
 * A wildcard in an action, or for a service, is witnessed by any text that it matches; of those, what exists says more. It is put in
 * only where the evaluator, asked again, allows it by the same statement.
 *
 * @param proof what the prover answered
 * @param people those whom it was asked about
 * @param breaks whether an action in place of that of the counterexample, and of its resource, breaks the promise too
 * @returns the same, with a familiar action in the counterexample where there is one
 */
export function readable(proof: Proof, people: readonly Subject[], breaks: (action: string, example: Counterexample) => boolean): Proof {
  const { counterexample: example } = proof;
  if (example === undefined) return proof;
  const { request } = example;
  const isSuch = (asked: AccessRequest): boolean => breaks(asked.action, { ...example, request: { ...request, resource: asked.resource } }) && people.some((person) => {
    if (person.title !== example.person) return false;
    const answer = evaluate(person.policies, asked);
    return answer.verdict === 'ALLOWED' && answer.statement === example.statement;
  });
  const candidates = actionsLike(request);
  const isFamiliar = candidates.some((candidate) => candidate.toLowerCase() === request.action.toLowerCase());
  const action = isFamiliar ? undefined : candidates.find((candidate) => isSuch({ ...request, action: candidate }));
  const shown = action === undefined ? request : { ...request, action };
  // A wildcard that stands for any service is witnessed by one that there is not.
  const resource = isOfNoService(request.resource) ? exampleArns(shown.action, request.resource).find((arn) => isSuch({ ...shown, resource: arn })) : undefined;
  return action === undefined && resource === undefined ? proof : { ...proof, counterexample: { ...example, request: resource === undefined ? shown : { ...shown, resource } } };
}

function actionsLike({ action, resource }: Counterexample['request']): string[] {
  const service = action.slice(0, action.indexOf(':')).toLowerCase();
  const familiar = Object.hasOwn(FAMILIAR, service) ? [service] : isKnownService(service) ? [] : OF_ANY_SERVICE;
  const onBucket = service === 's3' && /^[^/]*$/.test(resource);
  const names = familiar.flatMap((one) => FAMILIAR[one].map((name) => `${one}:${name}`)).filter((name) => !onBucket || name === 's3:ListBucket');
  return actionFacts(action) === undefined ? [...names, ...actionsMatching(`${service}:*`).slice(0, TRIED).map(({ name }) => name)] : names;
}
