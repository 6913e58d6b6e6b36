/** The part of amplify_outputs.json (schema version 1.4) that is about sign-in and storage. */
export interface AmplifyOutputs {
  readonly version: string;
  readonly auth: AmplifyAuth;
  readonly storage?: { readonly aws_region: string; readonly bucket_name: string };
  readonly custom?: { readonly [name: string]: unknown };
}

/** How users sign in. */
export interface AmplifyAuth {
  readonly aws_region: string;
  readonly user_pool_id: string;
  readonly user_pool_client_id: string;
  readonly identity_pool_id?: string;
  readonly unauthenticated_identities_enabled?: boolean;
  readonly password_policy?: {
    readonly min_length: number;
    readonly require_lowercase: boolean;
    readonly require_uppercase: boolean;
    readonly require_numbers: boolean;
    readonly require_symbols: boolean;
  };
  readonly oauth?: {
    readonly identity_providers: string[];
    readonly domain: string;
    readonly scopes: string[];
    readonly redirect_sign_in_uri: string[];
    readonly redirect_sign_out_uri: string[];
    readonly response_type: 'code';
  };
  readonly standard_required_attributes?: string[];
  readonly username_attributes?: string[];
  readonly user_verification_types?: string[];
  readonly mfa_configuration?: 'NONE' | 'OPTIONAL' | 'REQUIRED';
  readonly mfa_methods?: string[];
  readonly passwordless?: {
    readonly email_otp_enabled: boolean;
    readonly sms_otp_enabled: boolean;
    readonly web_authn?: { readonly relying_party_id?: string; readonly user_verification?: string };
  };
  readonly groups?: { readonly [name: string]: { readonly precedence?: number } }[];
}

/** The same for clients that are not Amplify: no nesting, names as the AWS clients call them. */
export function jsonSettings({ auth, storage, custom }: AmplifyOutputs): Record<string, unknown> {
  return {
    region: auth.aws_region,
    userPoolId: auth.user_pool_id,
    userPoolClientId: auth.user_pool_client_id,
    identityPoolId: auth.identity_pool_id,
    domain: auth.oauth?.domain,
    callbackUrls: auth.oauth?.redirect_sign_in_uri,
    logoutUrls: auth.oauth?.redirect_sign_out_uri,
    scopes: auth.oauth?.scopes,
    bucket: storage?.bucket_name,
    ...custom,
  };
}
