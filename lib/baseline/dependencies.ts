import { METADATA_KEY } from '../private/intent';
import type { Template, TemplateResource } from './baseline';
import { isMap } from './changes';
import { IAM_PROVIDERS, STORES } from './kept-types';

/** Properties by which buckets and tables have a name of their own. */
const NAMES = ['BucketName', 'TableName'];

/**
 * Tells which resources users depend on. All of Cognito's; a bucket or a table where a grant of own things names it, and a
 * provider of IAM where an identity pool takes it, in whatever template of the app.
 */
export function dependenciesOf(templates: readonly Template[]): (logicalId: string, resource: TemplateResource) => boolean {
  const resources = templates.flatMap(({ Resources }) => Object.values(Resources ?? {})).filter(isMap);
  const owned = JSON.stringify(resources.map(({ Metadata }) => (Metadata?.[METADATA_KEY] as { readonly isolated?: unknown } | undefined)?.isolated));
  const pools = resources.filter(({ Type }) => Type === 'AWS::Cognito::IdentityPool').map(({ Properties }) => Properties ?? {});
  const providers = JSON.stringify(pools.map(({ OpenIdConnectProviderARNs, SamlProviderARNs }) => [OpenIdConnectProviderARNs, SamlProviderARNs]));
  return (logicalId, { Type, Properties = {} }) => {
    if (IAM_PROVIDERS.includes(Type)) return providers.includes(logicalId);
    if (!STORES.includes(Type)) return true;
    return [logicalId, ...NAMES.map((name) => Properties[name])].some((name) => typeof name === 'string' && owned.includes(name));
  };
}
