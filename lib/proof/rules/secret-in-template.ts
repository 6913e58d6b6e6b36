import { holdsSymbol } from '../symbols/symbol';
import { ofType } from '../template/of-type';
import type { TemplateModel } from '../template/reader';
import { textOf, type Value } from '../template/value';
import type { Judgement, Rule } from './rule';

/** Which details of an identity provider are secret. */
const SECRETS = ['client_secret', 'private_key'];

/** No secret of an identity provider stands in the template. */
export const secretInTemplate: Rule = {
  id: 'secret-in-template',
  title: 'no secret of an identity provider stands in the template',
  why: 'Templates are kept in repositories, in build logs and with CloudFormation, where many more can read them than should. Who has the secret can pass for the app with the provider.',
  fix: 'keep the secret in AWS Secrets Manager, and refer to it with {{resolve:secretsmanager:…}}',
  page: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-secretsmanager.html',
  severity: 'error',
  check: (context) => ofType(context.model, 'AWS::Cognito::UserPoolIdentityProvider').flatMap((provider): Judgement[] => {
    const details = provider.properties.entries('ProviderDetails');
    if (!details.known) return [{ about: provider, verdict: 'UNKNOWN', message: details.reason, location: 'Properties.ProviderDetails' }];
    return details.value.filter(([name]) => SECRETS.includes(name)).map(([name, value]): Judgement => {
      const about = { about: provider, subject: name, location: `Properties.ProviderDetails.${name}`, stands: 'whatever is added' as const };
      return stands(value, context.model)
        ? { ...about, verdict: 'VIOLATED', message: `${name} stands in the template, or is the default of a parameter` }
        : { ...about, verdict: 'PROVED', message: `${name} comes from elsewhere` };
    });
  }),
};

function stands(value: Value, { defaultOf }: TemplateModel): boolean {
  const text = textOf(value);
  const known = text === undefined ? undefined : defaultOf(text) ?? text;
  return known !== undefined && known !== '' && !holdsSymbol(known);
}
