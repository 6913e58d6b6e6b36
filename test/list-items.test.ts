import { CfnParameter, Stack, Token } from 'aws-cdk-lib';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { AccessProperty, ClaimMatch, ClientSettings, SignInDomain, UserPoolOnly, UserPoolPlusIdentityPool, UserPoolProvider } from '../lib';
import { stackOf } from './support/stacks';

/** What nobody sees of an item until the CDK writes the template: it has no words for where it came from then. */
const given: Record<string, (item: string, stack: Stack) => unknown> = {
  'the id of a rule': (item, stack) => {
    const auth = new UserPoolPlusIdentityPool(stack, 'Auth');
    return auth.addRoleMappingRule(item, auth.users, ClaimMatch.equalTo('cognito:username', 'admin'));
  },
  'why a rule is safe': (reason, stack) => {
    const auth = new UserPoolPlusIdentityPool(stack, 'Auth');
    return auth.addRoleMappingRule('rule', auth.users, ClaimMatch.contains('email', 'shop'), { acknowledgment: { reason } });
  },
  'a further setting of clients': (item, stack) => {
    const auth = new UserPoolOnly(stack, 'Auth');
    auth.addSinglePageAppClient('web');
    return ClientSettings.fromUserPool(auth, 'web', { custom: { api: item } });
  },
  'the name of a provider that is there': (item, stack) => UserPoolOnly.fromUserPool(stack, 'Auth', UserPool.fromUserPoolId(stack, 'Pool', 'us-east-1_AbCdEf123'), { providers: [UserPoolProvider.fromProviderName(item)] }),
  'the prefix of a domain that is there': (item, stack) => UserPoolOnly.fromUserPool(stack, 'Auth', UserPool.fromUserPoolId(stack, 'Pool', 'us-east-1_AbCdEf123'), { domains: [SignInDomain.prefix(item)] }),
  'the title of a property': (title) => AccessProperty.unreachable({ title, actions: ['s3:GetObject'], resources: ['*'] }),
};

test.each(Object.keys(given))('an item of a list that is known only at deploy time is refused as %s', (what) => {
  const stack = stackOf('us-east-1');
  for (const item of [Token.asList({ resolve: () => ['a'] })[0], new CfnParameter(stack, 'List', { type: 'CommaDelimitedList' }).valueAsList[0]]) {
    expect(() => given[what](item, new Stack(stack.node.root, `Of${stack.node.root.node.children.length}`, { env: { account: '111122223333', region: 'us-east-1' } }))).toThrow(/^literal-required: .* is a token|^literal-required: an item of a list/);
  }
});
