import { AccessModel, type AccessRequestOptions } from '../../../lib';
import { photoApp, statements, type Template } from '../photo-app';

const OWN = '${cognito-identity.amazonaws.com:sub}';

function reasonOf(action: string, resource: string, options?: AccessRequestOptions, change: (template: Template) => void = () => undefined): string {
  const template = photoApp();
  change(template);
  const { verdict, reason } = AccessModel.fromTemplate(template).user().can(action, resource, options);
  return `${verdict}: ${reason}`;
}

describe('what is denied because nothing allows it says what is nearest', () => {
  test('a condition key that is missing, or has another value', () => {
    const wanted = `; would be allowed with s3:prefix=users/${OWN}/`;
    expect(reasonOf('s3:ListBucket', '${Photos.Arn}')).toMatch(/^DENIED: no policy of the role allows it \(role AuthRole /);
    expect(reasonOf('s3:ListBucket', '${Photos.Arn}')).toContain(wanted);
    expect(reasonOf('s3:ListBucket', '${Photos.Arn}', { context: { 's3:prefix': 'users/' } })).toContain(wanted);
  });

  test('another resource, the one that is most alike', () => {
    expect(reasonOf('s3:GetObject', '${Photos.Arn}/users/eu-west-1:other/a.jpg')).toMatch(/; would be allowed on \S*Photos\S*\/users\/\$\{cognito-identity\.amazonaws\.com:sub\}\/\*$/);
  });

  test('another action on the same resource', () => {
    expect(reasonOf('s3:GetObjectAcl', `\${Photos.Arn}/users/${OWN}/a.jpg`)).toMatch(/; what is allowed there is s3:[GP]etObject$|; what is allowed there is s3:PutObject$/);
  });

  test('and nothing where nothing is near, or a statement denies it', () => {
    expect(reasonOf('sqs:SendMessage', 'arn:aws:sqs:eu-west-1:111122223333:queue')).not.toContain('allowed with');
    const denied = reasonOf('s3:GetObject', `\${Photos.Arn}/users/${OWN}/a.jpg`, undefined, (t) => statements(t, 'AuthPolicy').push({ Effect: 'Deny', Action: 's3:*', Resource: '*' }));
    expect(denied).toMatch(/^DENIED: AuthPolicy\.Statement\[\d\] denies it/);
    expect(denied).not.toMatch(/would be allowed|what is allowed/);
  });
});
