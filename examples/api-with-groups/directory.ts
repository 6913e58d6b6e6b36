import type { Deployment } from '../support';
import { HttpError } from '../support';

/** What the SAML directory says of a user. */
interface Assertion {
  readonly clientId: string;
  readonly provider: string;
  readonly nameId: string;
  readonly email: string;
}

const EMAIL = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress';
const CALLBACK = 'https://invoices.example.com/';

/** Signs in at managed login by way of the directory, which is played here; the ID token. On AWS the address is that of the pool's domain. */
export async function signInAtDirectory(deployment: Deployment, { clientId, provider, nameId, email }: Assertion): Promise<string> {
  const authorize = new URLSearchParams({ identity_provider: provider, client_id: clientId, redirect_uri: CALLBACK, response_type: 'code', scope: 'openid email' });
  const toDirectory = await redirected(`${deployment.endpoint}/oauth2/authorize?${authorize.toString()}`);
  const response = Buffer.from(`
    <samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"><saml:Assertion>
      <saml:Subject><saml:NameID>${nameId}</saml:NameID></saml:Subject>
      <saml:AttributeStatement><saml:Attribute Name="${EMAIL}"><saml:AttributeValue>${email}</saml:AttributeValue></saml:Attribute></saml:AttributeStatement>
    </saml:Assertion></samlp:Response>`.trim()).toString('base64');
  const form = new URLSearchParams({ SAMLResponse: response, RelayState: toDirectory.searchParams.get('RelayState') ?? '' });
  const back = await redirected(`${deployment.endpoint}/saml2/idpresponse`, form);
  const code = back.searchParams.get('code') ?? '';
  const body = new URLSearchParams({ grant_type: 'authorization_code', client_id: clientId, code, redirect_uri: CALLBACK });
  const tokens = await fetch(`${deployment.endpoint}/oauth2/token`, { method: 'POST', body });
  if (!tokens.ok) throw new HttpError(tokens.status, await tokens.text());
  return (await tokens.json() as { id_token: string }).id_token;
}

async function redirected(url: string, body?: URLSearchParams): Promise<URL> {
  const response = await fetch(url, { method: body ? 'POST' : 'GET', body, redirect: 'manual' });
  const location = response.headers.get('location');
  if (!location) throw new HttpError(response.status, await response.text());
  return new URL(location);
}
