import { App, CfnWaitConditionHandle, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { FeaturePlan, ManagedLoginVersion, UserPool } from 'aws-cdk-lib/aws-cognito';
import { IdentityPool } from 'aws-cdk-lib/aws-cognito-identitypool';
import { Role } from 'aws-cdk-lib/aws-iam';
import * as fc from 'fast-check';
import type { IExtensibleUserPool, IIdentityPoolWithPrincipals, ImportedIdentityPool } from '../../lib';
import {
  CustomAttribute, IdentityPoolOnly, IdentityPoolProvider, ImportedIdentityPoolRoles, SignInDomain, UserPoolOnly, UserPoolPlusIdentityPool, UserPoolProvider,
} from '../../lib';
import { appSteps } from './app-steps';
import { LATER, laterText } from '../every-value/later';
import { text } from './inputs';

const US = { account: '111122223333', region: 'us-east-1' };
const EU = { account: '111122223333', region: 'eu-west-1' };
const ROLE = 'arn:aws:iam::111122223333:role/';

/** Where the pools are, and where is what they reach and what uses them. */
interface Layout {
  readonly root: Stage;
  readonly auth: Stack;
  readonly app: Stack;
}

const layouts: Record<string, (root: App) => Layout> = {
  'one stack': (root) => {
    const auth = new Stack(root, 'Auth', { env: US });
    return { root, auth, app: auth };
  },
  'two stacks': (root) => ({ root, auth: new Stack(root, 'Auth', { env: US }), app: new Stack(root, 'Web', { env: US }) }),
  'without environments': (root) => ({ root, auth: new Stack(root, 'Auth'), app: new Stack(root, 'Web') }),
  'nested application': (root) => {
    const auth = new Stack(root, 'Auth', { env: US });
    return { root, auth, app: new NestedStack(auth, 'Inner') };
  },
  'nested pools': (root) => {
    const app = new Stack(root, 'Web', { env: US });
    return { root, auth: new NestedStack(app, 'Inner'), app };
  },
  'nested side by side': (root) => {
    const outer = new Stack(root, 'Outer', { env: US });
    return { root, auth: new NestedStack(outer, 'Auth'), app: new NestedStack(outer, 'Web') };
  },
  'stage': (root) => {
    const stage = new Stage(root, 'Test', { env: US });
    return { root: stage, auth: new Stack(stage, 'Auth'), app: new Stack(stage, 'Web') };
  },
  'two Regions': (root) => ({ root, auth: new Stack(root, 'Auth', { env: US, crossRegionReferences: true }), app: new Stack(root, 'Web', { env: EU, crossRegionReferences: true }) }),
};

/** The pools that steps are taken on. */
export interface Pools {
  readonly users: IExtensibleUserPool;
  readonly identities: IIdentityPoolWithPrincipals;
  /** As a provider of the identity pool. */
  readonly provider?: IdentityPoolProvider;
}

type Text = (usual: string) => string;

const classic = (prefix: string): SignInDomain => SignInDomain.prefix(prefix, { managedLoginVersion: ManagedLoginVersion.CLASSIC_HOSTED_UI });

function existingUserPool(scope: Stack, given: Text): IExtensibleUserPool {
  return UserPoolOnly.fromUserPool(scope, 'Existing', UserPool.fromUserPoolId(scope, 'ById', `${scope.region.startsWith('$') ? 'us-east-1' : scope.region}_AbCdEf123`), {
    domains: [classic(given('there'))], groups: { [given('staff')]: { precedence: 3, role: Role.fromRoleArn(scope, 'Staff', `${ROLE}staff`) }, admins: {} }, providers: [UserPoolProvider.fromProviderName(given('Google'))],
    resourceServers: { [given('orders')]: [given('read')] }, featurePlan: FeaturePlan.ESSENTIALS, passwordless: true, customAttributes: { [given('tenantId')]: CustomAttribute.string() },
  });
}

const kinds: Record<string, (layout: Layout, given: Text) => Pools> = {
  'both pools': ({ auth }, given) => {
    const both = new UserPoolPlusIdentityPool(auth, 'Pools', {
      domain: classic(given('shop')), groups: [given('staff'), 'admins'], customAttributes: { tenantId: CustomAttribute.string() }, identityPoolName: given('people'),
    });
    return { users: both, identities: both, provider: both.users };
  },
  'taken up again': (layout, given) => {
    const { identities, provider, users } = kinds['both pools'](layout, given);
    return { users: UserPoolOnly.fromUserPool(layout.app, 'Again', (users as UserPoolPlusIdentityPool).userPool), identities, provider };
  },
  'existing user pool': ({ app, auth }, given) => {
    const users = existingUserPool(app, given);
    const client = users.addSinglePageAppClient(given('known'));
    const provider = IdentityPoolProvider.userPool((users as ReturnType<typeof UserPoolOnly.fromUserPool>).userPool, [client]);
    return { users, provider, identities: new IdentityPoolOnly(auth, 'Identities', { providers: [provider] }) };
  },
  'existing identity pool, roles retained': ({ app, auth }, given) => ({
    users: new UserPoolOnly(auth, 'Users', { domain: classic('shop') }),
    identities: IdentityPoolOnly.fromIdentityPoolId(app, 'Identities', given(`${app.region.startsWith('$') ? 'us-east-1' : app.region}:00000000-0000-0000-0000-000000000000`), ImportedIdentityPoolRoles.retain({
      authenticatedRole: Role.fromRoleArn(app, 'Known', `${ROLE}everybody`), unauthenticatedRole: Role.fromRoleArn(app, 'Guest', `${ROLE}guests`), sessionTags: [given('tenant')],
    })),
  }),
  'existing identity pool, roles attached': ({ app, auth }) => {
    const google = IdentityPoolProvider.google('1-a.apps.googleusercontent.com');
    return {
      users: new UserPoolOnly(auth, 'Users', { domain: classic('shop') }), provider: google,
      identities: IdentityPoolOnly.fromIdentityPoolId(app, 'Identities', `${app.region.startsWith('$') ? 'us-east-1' : app.region}:00000000-0000-0000-0000-000000000000`, ImportedIdentityPoolRoles.attach({ providers: [google] })),
    };
  },
  'identity pool of the CDK': ({ app, auth }) => {
    const l2 = new IdentityPool(auth, 'L2', { allowUnauthenticatedIdentities: true, authenticationProviders: { google: { clientId: '1-a.apps.googleusercontent.com' } } });
    const identities: ImportedIdentityPool = IdentityPoolOnly.fromIdentityPool(app, 'Identities', l2);
    return { users: new UserPoolOnly(auth, 'Users', { domain: classic('shop') }), identities };
  },
};

/** An app as plain data, so that a failure shows what it was about. */
export const appSpec = fc.record({
  layout: fc.constantFrom(...Object.keys(layouts)),
  kind: fc.constantFrom(...Object.keys(kinds)),
  steps: fc.uniqueArray(fc.constantFrom(...Object.keys(appSteps)), { minLength: 1, maxLength: 10 }),
});

/** Which of the texts of an app are something else, by the order in which they are given. */
export const otherTexts = fc.array(fc.record({ at: fc.nat({ max: 40 }), word: fc.oneof(fc.constantFrom(...LATER), text) }), { maxLength: 2 });

export type AppSpec = typeof appSpec extends fc.Arbitrary<infer Spec> ? Spec : never;
export type OtherTexts = typeof otherTexts extends fc.Arbitrary<infer Others> ? Others : never;

/** Builds the app; what a step is refused with is handed on, and the next is taken. */
export function buildApp({ layout, kind, steps }: AppSpec, others: OtherTexts, refused: (error: unknown, step: string) => void, root = new App({ context: { 'cdk-cognito-pools:proof': 'warn' } })): Stage {
  const place = layouts[layout](root);
  for (const stack of new Set([place.auth, place.app])) new CfnWaitConditionHandle(stack, 'Something'); // no stack may be empty
  let count = 0;
  const given = (usual: string): string => {
    const other = others.find(({ at }) => at === count);
    count++;
    return other ? laterText(place.auth, other.word) : usual;
  };
  let pools: Pools;
  try {
    pools = kinds[kind](place, given);
  } catch (error) {
    refused(error, kind);
    return place.root;
  }
  for (const step of steps) {
    try {
      appSteps[step]({ ...place, pools, given });
    } catch (error) {
      refused(error, step);
    }
  }
  return place.root;
}
