import { worstOf, type Finding } from '../../../lib/proof/findings/finding';
import { renderFinding } from '../../../lib/proof/findings/render';
import { reportOf } from '../../../lib/proof/synth/report';

const broken: Finding = {
  rule: 'isolated', verdict: 'VIOLATED', title: 'tenants are isolated', subject: 'arn:aws:s3:::docs/${owner}/*', message: 'the tag alphabet allows "/"',
  promisedBy: 'Stack/AuthPolicy', resource: 'AuthPolicy', stack: 'Stack', file: '/out/Stack.template.json', location: 'Properties.PolicyDocument.Statement[0]',
  statement: 'AuthPolicy.Statement[0]', assumptions: [], fix: 'constrain the claim to [A-Za-z0-9-]+, or use immutable ids',
  counterexample: {
    who: 'signed-in user, tenant="a", role AuthRole (Roles.authenticated), enhanced flow', verb: 'reads', what: 'arn:aws:s3:::docs/a/b/x   owner tenant="a/b"',
    by: 'AuthPolicy.Statement[0]  docs/${aws:PrincipalTag/tenant}/*', request: { action: 's3:GetObject', resource: 'arn:aws:s3:::docs/a/b/x', context: {} }, replayed: true,
  },
};
const proved: Finding = { ...broken, counterexample: undefined, fix: undefined, verdict: 'PROVED', message: 'no statement reaches another', assumptions: ['the stack is in the partition aws'] };

test('a counterexample reads as who, what, by which statement, why, and what to do', () => {
  expect(renderFinding(broken)).toBe(`VIOLATED  tenants are isolated (s3:GetObject)
who    signed-in user, tenant="a", role AuthRole (Roles.authenticated), enhanced flow
reads  arn:aws:s3:::docs/a/b/x   owner tenant="a/b"
by     AuthPolicy.Statement[0]  docs/\${aws:PrincipalTag/tenant}/*
why    the tag alphabet allows "/"      replayed by the evaluator: yes
fix    constrain the claim to [A-Za-z0-9-]+, or use immutable ids`);
});

test('a proof says what it rests on', () => {
  expect(renderFinding(proved)).toBe(`PROVED    tenants are isolated (arn:aws:s3:::docs/\${owner}/*)
by     AuthPolicy.Statement[0]
why    no statement reaches another
given  the stack is in the partition aws`);
});

test('of one promise under several circumstances the worst verdict counts', () => {
  const unknown: Finding = { ...proved, verdict: 'UNKNOWN' };
  expect(worstOf([[proved], [broken], [unknown]]).map(({ verdict }) => verdict)).toEqual(['VIOLATED']);
  expect(worstOf([[proved, { ...proved, subject: 'another' }], [unknown]]).map(({ verdict }) => verdict)).toEqual(['UNKNOWN', 'PROVED']);
});

test('the report fails by what is violated, warns of what is not known, and counts what is proved', () => {
  const report = reportOf([proved, { ...proved, verdict: 'NOT_PROVED' }, broken]);
  expect(report).toMatchObject({
    success: false,
    metadata: { proved: '1', promises: '3' },
    violations: [
      {
        ruleName: 'isolated', severity: 'error', fix: broken.fix,
        violatingResources: [{ resourceLogicalId: 'AuthPolicy', templatePath: '/out/Stack.template.json', locations: ['Properties.PolicyDocument.Statement[0]'] }],
      },
      { ruleName: 'isolated', severity: 'warning', description: expect.stringContaining('NOT PROVED  tenants are isolated') as string },
      { ruleName: 'proved', severity: 'info', description: '1 promise proved, 2 open', violatingResources: [] },
    ],
  });
  expect(reportOf([proved])).toMatchObject({ success: true, violations: [{ ruleName: 'proved', severity: 'info' }] });
});
