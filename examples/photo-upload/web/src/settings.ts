import { Amplify } from 'aws-amplify';
import type { ResourcesConfig } from 'aws-amplify';

/** What a password has to have. */
export interface PasswordPolicy {
  readonly min_length: number;
  readonly require_lowercase?: boolean;
  readonly require_uppercase?: boolean;
  readonly require_numbers?: boolean;
  readonly require_symbols?: boolean;
}

/** What `npx cdk-cognito-pools outputs` writes, as far as this page reads it. */
interface Outputs {
  readonly auth: { readonly aws_region: string; readonly password_policy?: PasswordPolicy };
  readonly storage: { readonly bucket_name: string };
  readonly custom: {
    readonly clicks: string;
    /** Where the services are when they are not those of AWS. */
    readonly endpoint?: string;
  };
}

/** Where the page's own things are. */
export interface Settings {
  /** For the client of any AWS service. */
  readonly aws: { readonly region: string; readonly endpoint?: string };
  readonly bucket: string;
  readonly clicks: string;
  readonly passwordPolicy?: PasswordPolicy;
}

/** Reads the settings that lie beside the page, and tells Amplify. Nothing in them is secret. */
export async function loadSettings(): Promise<Settings> {
  const response = await fetch('./amplify_outputs.json');
  if (!response.ok) throw new Error('The settings of this page are missing: amplify_outputs.json.');
  const outputs = await response.json() as Outputs;
  const { auth, storage, custom: { clicks, endpoint } } = outputs;
  Amplify.configure(outputs as unknown as ResourcesConfig);
  // Guests ask for credentials too: what they are answered is shown, not guessed.
  const Cognito = { ...Amplify.getConfig().Auth?.Cognito, allowGuestAccess: true, ...(endpoint && { userPoolEndpoint: endpoint, identityPoolEndpoint: endpoint }) };
  Amplify.configure({ Auth: { Cognito } as ResourcesConfig['Auth'] });
  return { aws: { region: auth.aws_region, ...(endpoint && { endpoint }) }, bucket: storage.bucket_name, clicks, passwordPolicy: auth.password_policy };
}
