import type { Verdict } from '../../../../lib/proof/findings/finding';
import { at, list, statements, trust, type Template } from '../../photo-app';
import { arn, document, inBucket, ref } from '../plain-app';

/** A change to the plain app, in place. */
export type Change = (template: Template) => void;

/** What a finding says to do, and that done. */
export interface Mended {
  readonly fix: string;
  readonly after: Change;
}

/** A rule, a name, a change to the plain app, the verdict and the resource to blame; for what is not proved also what mends it. */
export type RuleCase = readonly [rule: string, name: string, change: Change, verdict: Verdict, resource: string, mended?: Mended];

export const properties = (template: Template, id: string): Record<string, unknown> => at(template, `${id}/Properties`);
export const set = (id: string, change: Record<string, unknown>): Change => (t) => Object.assign(properties(t, id), change);
export const unset = (id: string, property: string): Change => (t) => { delete properties(t, id)[property]; };
export const add = (id: string, ...added: object[]): Change => (t) => { statements(t, id).push(...(added as Record<string, unknown>[])); };
export const all = (...changes: Change[]): Change => (t) => changes.forEach((change) => change(t));
export const asItIs: Change = () => undefined;

/** Takes the last statement of a policy out, and puts others in its place. */
export const instead = (id: string, ...others: object[]): Change => (t) => { statements(t, id).splice(-1, 1, ...(others as Record<string, unknown>[])); };
/** Changes one statement of a policy. */
export const statement = (id: string, index: number, change: Record<string, unknown>): Change => (t) => Object.assign(statements(t, id)[index], change);
/** Puts a condition of a role's trust policy in the place of what it has of that operator. */
export const trusting = (id: string, operator: string, key: 'aud' | 'amr', value: unknown): Change => (t) => {
  const trusted = at(t, `${id}/Properties/AssumeRolePolicyDocument/Statement/0`);
  trusted.Condition = { ...(trusted.Condition as object | undefined), [operator]: { [`cognito-identity.amazonaws.com:${key}`]: value } };
};
export const pinned = (id: string): Change => trusting(id, 'StringEquals', 'aud', ref('IdentityPool'));
export const methods = (id: string, amr: string): Change => trusting(id, 'ForAnyValue:StringLike', 'amr', amr);
export const role = (id: string, amr: string): Change => (t) => { t.Resources[id] = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust(amr) } }; };
export const classic = set('IdentityPool', { AllowClassicFlow: true });
export const unmapped: Change = (t) => { delete properties(t, 'Attachment').RoleMappings; };
export const managed = (id: string, name: string): Change => set(id, { ManagedPolicyArns: [`arn:aws:iam::aws:policy/${name}`] });
export const writable: Change = (t) => { list(t, 'Client/Properties/WriteAttributes').push('custom:tenant'); };
export const listed = (...attributes: string[]): Change => set('Client', { WriteAttributes: attributes });
/** A bucket policy that lets the role of everybody who signed in do something. */
export const opened = (action: string, resource: unknown): Change => (t) => {
  t.Resources.Opened = { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: ref('Photos'), PolicyDocument: document({ Effect: 'Allow', Action: action, Resource: resource, Principal: { AWS: arn('AuthRole') } }) } };
};
export const without = (id: string): Change => (t) => { delete t.Resources[id]; };
export { arn, at, document, inBucket, list, ref, statements, trust };
export type { Template };
