import { Amplify } from 'aws-amplify';
import { parseAmplifyOutputs } from '@aws-amplify/core/internals/utils';

/** What `npx cdk-cognito-pools outputs` writes, as far as this page reads it. */
interface Outputs {
  readonly auth: {
    readonly aws_region: string;
    readonly identity_pool_id: string;
    readonly password_policy?: { readonly min_length: number; readonly require_numbers: boolean; readonly require_symbols: boolean; readonly require_uppercase: boolean };
  };
  readonly storage: { readonly bucket_name: string };
  readonly custom: {
    readonly clicks: string;
    /** Where the services are when they are not those of AWS. */
    readonly endpoint?: string;
  };
}

/** Where the page's own things are. */
export interface Settings {
  readonly region: string;
  readonly bucket: string;
  readonly clicks: string;
  readonly endpoint?: string;
  readonly passwordHint: string;
}

/** Reads the settings that lie beside the page, and tells Amplify. */
export async function loadSettings(): Promise<Settings> {
  const response = await fetch('./amplify_outputs.json');
  if (!response.ok) throw new Error('The settings of this page are missing: amplify_outputs.json');
  const outputs = await response.json() as Outputs;
  const { endpoint } = outputs.custom;
  const config = parseAmplifyOutputs(outputs);
  Object.assign(config.Auth!.Cognito, { allowGuestAccess: true, ...(endpoint && { userPoolEndpoint: endpoint, identityPoolEndpoint: endpoint }) });
  Amplify.configure(config);
  return { region: outputs.auth.aws_region, bucket: outputs.storage.bucket_name, clicks: outputs.custom.clicks, endpoint, passwordHint: hint(outputs.auth.password_policy) };
}

function hint(policy: Outputs['auth']['password_policy']): string {
  if (!policy) return '';
  const kinds = ['lower-case letters', policy.require_uppercase && 'capitals', policy.require_numbers && 'digits', policy.require_symbols && 'symbols'].filter(Boolean);
  return `At least ${policy.min_length} characters: ${kinds.join(', ').replace(/, ([^,]+)$/, ' and $1')}.`;
}
