import { KinesisClient } from '@aws-sdk/client-kinesis';
import { S3Client } from '@aws-sdk/client-s3';
import { fetchAuthSession } from 'aws-amplify/auth';
import type { Settings } from './settings';

/** What the clients call of how a request travels. */
interface Wire {
  handle(request: WireRequest, options?: unknown): Promise<{ response: { statusCode: number; headers: Record<string, string>; body?: unknown } }>;
}

interface WireRequest {
  readonly method: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** The credentials of whoever is signed in, or of a guest; Amplify renews them. */
async function credentials() {
  const session = await fetchAuthSession();
  if (!session.credentials) throw new Error('You have no AWS credentials');
  return session.credentials;
}

/** The bucket's client. `onProgress` hears of the bytes of an upload as they leave. */
export function s3({ region, endpoint }: Settings, onProgress?: (sent: number, total: number) => void): S3Client {
  const client = new S3Client({ region, endpoint, forcePathStyle: endpoint !== undefined, credentials, requestChecksumCalculation: 'WHEN_REQUIRED' });
  if (onProgress) {
    const usual = client.config.requestHandler as unknown as Wire;
    const wire: Wire = { handle: (request, options) => (request.body instanceof Blob ? send(request, request.body, onProgress) : usual.handle(request, options)) };
    client.config.requestHandler = wire as unknown as typeof client.config.requestHandler;
  }
  return client;
}

/** The click stream's client. */
export function kinesis({ region, endpoint }: Settings): KinesisClient {
  return new KinesisClient({ region, endpoint, credentials });
}

/** `fetch` cannot tell how much of a body has left; XMLHttpRequest can. */
function send({ method, protocol, hostname, port, path, query = {}, headers }: WireRequest, body: Blob, onProgress: (sent: number, total: number) => void): ReturnType<Wire['handle']> {
  const url = new URL(`${protocol}//${hostname}${port ? `:${port}` : ''}${path}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value ?? ''));
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    for (const [name, value] of Object.entries(headers)) if (!/^(host|content-length)$/i.test(name)) request.setRequestHeader(name, value);
    request.responseType = 'blob';
    request.upload.onprogress = ({ loaded, total }) => onProgress(loaded, total);
    request.onerror = () => reject(new Error('The upload was interrupted'));
    request.onload = () => resolve({ response: { statusCode: request.status, headers: headersOf(request), body: request.response } });
    request.send(body);
  });
}

function headersOf(request: XMLHttpRequest): Record<string, string> {
  const lines = request.getAllResponseHeaders().trim().split(/\r?\n/).filter((line) => line !== '');
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]));
}
