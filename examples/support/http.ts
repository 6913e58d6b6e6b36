import type { Deployment } from './example-run';

/** An answer that says no, or that something is wrong. */
export class HttpError extends Error {
  readonly name = 'HttpError';

  constructor(readonly status: number, body: string) {
    super(`HTTP ${status}: ${body.slice(0, 200)}`);
  }
}

/** The address of an API where it runs, from the one that its stack puts out (`https://<id>.execute-api.<region>.amazonaws.com/<stage>/`). */
export function apiAddress(deployment: Deployment, url: string): string {
  if (deployment.endpoint === undefined) return url;
  const { hostname, pathname } = new URL(url);
  const [apiId, service] = hostname.split('.');
  if (service !== 'execute-api') throw new Error(`'${url}' is not the address of an API`);
  return `${deployment.endpoint}/_aws/execute-api/${apiId}${pathname}`;
}

/** Calls an address, with a token when there is one; the parsed JSON, or an HttpError with the status. */
export async function getJson(url: string, token?: string): Promise<unknown> {
  const response = await fetch(url, { headers: token === undefined ? {} : { Authorization: token } });
  const body = await response.text();
  if (!response.ok) throw new HttpError(response.status, body);
  return JSON.parse(body);
}
