import type { Case } from '../promises/case';
import { partitionOf } from '../template/partition';
import type { Session } from '../reach/sessions';
import type { Judgement, Rule } from './rule';
import { allSessions, byRole, findForbidden, type Forbidden } from './support/sessions';

/** By which somebody gives more access to themselves than they have. */
const OF_IAM = [
  'iam:AttachRolePolicy', 'iam:AttachUserPolicy', 'iam:AttachGroupPolicy', 'iam:PutRolePolicy', 'iam:PutUserPolicy', 'iam:PutGroupPolicy', 'iam:CreatePolicyVersion', 'iam:SetDefaultPolicyVersion',
  'iam:UpdateAssumeRolePolicy', 'iam:CreateAccessKey', 'iam:CreateLoginProfile', 'iam:UpdateLoginProfile', 'iam:AddUserToGroup', 'iam:DeleteRolePermissionsBoundary', 'iam:PutRolePermissionsBoundary',
  'iam:CreateUser', 'iam:CreateRole', 'iam:DeleteRolePolicy', 'iam:DetachRolePolicy',
];

/** Nobody raises their own access. */
export const privilegeEscalation: Rule = {
  id: 'privilege-escalation',
  title: 'nobody with credentials of the identity pool gives themselves more access',
  why: 'Whoever may write policies, take any role, pass any role to a service, or replace the code of functions has all access that these have. One stolen session of a web page is then the whole account.',
  fix: 'take the action out of the role; let a function of your own do the one thing that is needed',
  page: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html',
  severity: 'error',
  check: (facts) => {
    const sessions = allSessions(facts).filter(({ role }) => role.resource !== undefined);
    return byRole(sessions).map((group) => judge(facts, group));
  },
};

function judge(facts: Case, sessions: readonly Session[]): Judgement {
  const { pool, role } = sessions[0];
  const about = role.resource ?? pool.resource;
  const roles = `arn:${partitionOf(pool.resource.region)}:iam::${pool.resource.account}:role/`;
  const forbidden: Forbidden[] = [
    { actions: OF_IAM, resources: ['*'], means: 'the statement lets users write what IAM allows them' },
    { actions: ['sts:AssumeRole', 'iam:PassRole'], resources: [`${roles}named-in-no-template`], means: 'the statement reaches every role of the account' },
    { actions: ['lambda:UpdateFunctionCode', 'lambda:CreateFunction'], resources: ['*'], means: 'the statement lets users run their code with the role of a function' },
  ];
  const chained: Forbidden = { actions: ['sts:AssumeRole'], resources: ['*'], means: '' };
  const found = findForbidden(facts, sessions, forbidden);
  if (found !== undefined) return { about, ...found };
  const chain = findForbidden(facts, sessions, [chained]);
  if (chain !== undefined) {
    return { about, verdict: 'NOT_PROVED', message: 'users may take another role on; what that role allows is not followed', ...(chain.statement !== undefined && { statement: chain.statement }) };
  }
  return { about, verdict: 'PROVED', message: 'no statement lets users write policies, take or pass roles, or replace code' };
}
