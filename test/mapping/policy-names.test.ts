import { createHash } from 'node:crypto';
import { App, NestedStack, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { IdentityPoolOnly } from '../../lib';
import { resourcesOf, stackOf, Template } from '../support/stacks';

/** The name of the only policy of principals in a stack, by its logical id. */
function namedIn(stack: Stack): [string, unknown] {
  const all = Object.entries(resourcesOf(stack, 'AWS::IAM::Policy'));
  expect(all).toHaveLength(1);
  return [all[0][0], all[0][1].Properties.PolicyName];
}

describe('in the stack of the pool, the name is the logical id', () => {
  const granted = (id: string) => {
    const stack = stackOf();
    new IdentityPoolOnly(stack, id).authenticated.addToPrincipalPolicy(new PolicyStatement({ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::news/*'] }));
    return namedIn(stack);
  };

  test('all of it', () => {
    const [id, name] = granted('Auth');
    expect(id).toMatch(/^AuthAuthenticatedPolicy/);
    expect(name).toBe(id);
  });

  test('its end, which no other has, where IAM does not take all', () => {
    const [id, name] = granted('A'.repeat(150));
    expect(id.length).toBeGreaterThan(128);
    expect(name).toBe(id.slice(-128));
  });
});

describe('in another stack, the name begins with that stack', () => {
  const env = { account: '111122223333', region: 'eu-west-1' };
  const granted = (stackName: string, inRegion?: typeof env, place: (stack: Stack) => Stack = (stack) => stack) => {
    const app = new App();
    const { authenticated } = new IdentityPoolOnly(new Stack(app, 'Auth', { env: inRegion }), 'Pool');
    const web = place(new Stack(app, 'Web', { stackName, env: inRegion }));
    new Bucket(web, 'News').grantRead(authenticated, 'news/*');
    return namedIn(web);
  };

  test('and its Region', () => {
    const [id, name] = granted('shop', env);
    expect(id).toMatch(/^IdentityPoolGrantsAuthPoolAuthenticated/);
    expect(name).toBe(`eu-west-1-shop-${id}`);
  });

  test('of which only the deployment may know', () => {
    const [id, name] = granted('shop');
    expect(name).toEqual({ 'Fn::Join': ['', [{ Ref: 'AWS::Region' }, `-shop-${id}`]] });
  });

  test('a nested one with the stack around it', () => {
    const nested: NestedStack[] = [];
    const [id, name] = granted('s', env, (stack) => {
      nested.push(new NestedStack(stack, 'Outer'));
      nested.push(new NestedStack(nested[0], 'Inner'));
      return nested[1];
    });
    const path = ['s', ...nested.map((stack) => stack.nestedStackParent?.resolve(stack.nestedStackResource?.logicalId) as string), id].join('-');
    expect(name).toBe(`eu-west-1-${path.slice(0, 94)}-${createHash('sha256').update(path).digest('hex').slice(0, 12)}`);
  });

  test('as long as IAM takes it in every Region, and else a part and a hash', () => {
    const [id] = granted('shop', env);
    const longest = 128 - 'ap-southeast-99-long'.length - 1;
    const fitting = 's'.repeat(longest - id.length - 1);
    expect(granted(fitting, env)[1]).toBe(`eu-west-1-${fitting}-${id}`);
    const path = `${fitting}s-${id}`;
    const [, shortened] = granted(`${fitting}s`, env);
    expect(shortened).toBe(`eu-west-1-${path.slice(0, longest - 13)}-${createHash('sha256').update(path).digest('hex').slice(0, 12)}`);
    expect((shortened as string).length).toBe('eu-west-1-'.length + longest);
  });
});

test('a statement that IAM would not take is found at synth', () => {
  const stack = stackOf();
  new IdentityPoolOnly(stack, 'Auth').authenticated.addToPrincipalPolicy(new PolicyStatement({ actions: ['s3:GetObject'] }));
  expect(() => Template.fromStack(stack)).toThrow(/A PolicyStatement used in an identity-based policy must specify at least one resource/);
});
