import { App, Duration, SecretValue, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AccountRecovery } from 'aws-cdk-lib/aws-cognito';
import * as fc from 'fast-check';
import { expectOurs } from '../support/house-errors';
import { givenOf, laterNumber, laterText } from '../every-value/later';
import { pathsIn, siteOf } from '../every-value/site';
import { TRIES } from '../every-value/values';
import { number, text } from './inputs';
import type { PoolSpec } from './user-pool-arbitrary';
import { buildPool, poolSpec } from './user-pool-arbitrary';

const numRuns = Number(process.env.FUZZ_RUNS ?? 400);

type Resources = Record<string, { Type: string; Properties: Record<string, unknown>; DeletionPolicy?: string }>;

function resourcesOf(stack: Stack): Resources {
  return (Template.fromStack(stack).toJSON() as { Resources: Resources }).Resources;
}

function ofType(resources: Resources, type: string) {
  return Object.values(resources).filter(({ Type }) => Type === `AWS::Cognito::${type}`);
}

/** A client that offers a provider where users may start offers SAML providers alone; any other offers all others, or none. */
function checkOffered(spec: PoolSpec, offered: (string | object)[], resources: Resources): void {
  const own = spec.externalOnly ? [] : ['COGNITO'];
  const details = ({ Properties }: Resources[string]) => ({ saml: Properties.ProviderType === 'SAML', starting: (Properties.ProviderDetails as { IDPInit?: boolean }).IDPInit === true });
  const chosen = offered.filter((name) => typeof name !== 'string').map((name) => details(resources[(name as { Ref: string }).Ref]));
  if (chosen.some(({ starting }) => starting)) {
    expect(offered).toHaveLength(chosen.length);
    expect(chosen.every(({ saml }) => saml)).toBe(true);
  } else {
    const others = ofType(resources, 'UserPoolIdentityProvider').filter((provider) => !details(provider).starting);
    expect(offered.slice(0, own.length)).toEqual(own);
    expect([0, others.length]).toContain(chosen.length);
  }
}

/** What must hold of every pool, whatever was asked for in whatever order. */
function checkInvariants(spec: PoolSpec, resources: Resources): void {
  const [{ Properties: pool, DeletionPolicy }] = ofType(resources, 'UserPool');
  const clients = ofType(resources, 'UserPoolClient').map(({ Properties }) => Properties);
  const branded = ofType(resources, 'ManagedLoginBranding').map(({ Properties }) => JSON.stringify(Properties.ClientId));
  expect(DeletionPolicy).toBe(spec.destroy ? 'Delete' : 'Retain');
  for (const client of clients) {
    const writable = client.WriteAttributes as string[];
    expect(writable).not.toContain('custom:tenantId');
    expect(writable).not.toContain('custom:role');
    expect(writable).toContain('custom:nick');
    expect(client.AllowedOAuthFlows ?? []).not.toContain('implicit');
    expect(client.PreventUserExistenceErrors).toBe('ENABLED');
    expect(client.EnableTokenRevocation).toBe(true);
    const flows = client.ExplicitAuthFlows as string[];
    const offered = client.SupportedIdentityProviders as (string | object)[] | undefined;
    expect(flows.includes('ALLOW_USER_PASSWORD_AUTH')).toBe(spec.steps.includes('migration') && (offered?.includes('COGNITO') ?? false));
    expect(flows.includes('ALLOW_REFRESH_TOKEN_AUTH')).toBe(client.RefreshTokenRotation === undefined);
    if (offered) checkOffered(spec, offered, resources);
  }
  const factors = ((pool.Policies as { SignInPolicy?: { AllowedFirstAuthFactors: string[] } }).SignInPolicy?.AllowedFirstAuthFactors) ?? [];
  if (pool.MfaConfiguration === 'ON') {
    expect(factors.filter((factor) => factor.endsWith('_OTP'))).toEqual([]);
    if (factors.includes('WEB_AUTHN')) expect(pool.WebAuthnFactorConfiguration).toBe('MULTI_FACTOR_WITH_USER_VERIFICATION');
  }
  const smsUsed = spec.recovery === AccountRecovery.EMAIL_AND_PHONE_WITHOUT_MFA || spec.recovery === AccountRecovery.PHONE_WITHOUT_MFA_AND_EMAIL || factors.includes('SMS_OTP') || (pool.EnabledMfas as string[] | undefined)?.includes('SMS_MFA') || (pool.AutoVerifiedAttributes as string[] | undefined)?.includes('phone_number');
  expect(pool.SmsConfiguration !== undefined).toBe(smsUsed ?? false);
  expect(pool.UserPoolTier === 'PLUS').toBe(spec.pinned || spec.threatProtection !== undefined);
  if (pool.UserPoolTier === 'LITE') expect([factors, ofType(resources, 'ManagedLoginBranding'), spec.history]).toEqual([[], [], 0]);
  if (ofType(resources, 'UserPoolDomain').length > 0) {
    const withPages = Object.entries(resources).filter(([, { Type, Properties }]) => Type === 'AWS::Cognito::UserPoolClient' && Properties.CallbackURLs);
    for (const [id] of withPages) expect(branded).toContain(JSON.stringify({ Ref: id }));
  }
  expect(Object.values(resources).filter(({ Type }) => Type.startsWith('Custom::') || Type === 'AWS::CloudFormation::CustomResource')).toEqual([]);
}

test(`${numRuns} random pools synthesize and keep what every pool promises`, () => {
  fc.assert(fc.property(poolSpec, (spec) => checkInvariants(spec, resourcesOf(buildPool(spec)))), { numRuns });
}, 600_000);

beforeEach(() => {
  jest.spyOn(console, 'error').mockImplementation(); // where the CDK prints what the proof found
});

/** Ids of constructs are held to the rules of the CDK, in its words: no two alike, and none empty. */
const isIdOfConstruct = (place: string): boolean => /^(new |LambdaAuthorization\.|\w+\.from).*\(id\)/.test(place);

/** A duration that there can be. */
function durationOf(amount: number): Duration {
  return Duration.seconds(Math.abs(Math.trunc(amount)) || 0);
}

test(`${numRuns} random inputs, tokens among them, give a template or an error of ours, and leave nothing half made`, () => {
  fc.assert(fc.property(fc.constantFrom(...[...TRIES.keys()].filter((place) => !isIdOfConstruct(place))), text, number, (place, word, amount) => {
    const stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'us-east-1' } });
    const site = siteOf(stack);
    const given = laterText(stack, word);
    const [wanted, duration] = amount === '<token>' ? [laterNumber(stack, '<lazy>'), Duration.minutes(5)] : [amount, durationOf(amount)];
    const before = pathsIn(stack);
    try {
      TRIES.get(place)!(site, givenOf({ text: given, list: [given], number: wanted, duration, secret: SecretValue.unsafePlainText(given) }));
    } catch (error) {
      expectOurs(error);
      expect(pathsIn(stack)).toEqual(before);
      return;
    }
    try {
      resourcesOf(stack);
    } catch (error) {
      expectOurs(error);
    }
  }), { numRuns });
}, 1_200_000);
