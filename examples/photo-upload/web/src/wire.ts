/** What AWS clients call of how a request travels. */
export interface Wire {
  handle(request: WireRequest, options?: { readonly abortSignal?: AbortSignal }): Promise<{ response: WireResponse }>;
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

interface WireResponse {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body?: unknown;
}

/** Hears how much of an upload has left. */
export type OnProgress = (sent: number, total: number) => void;

/** `fetch` cannot tell how much of a body has left; XMLHttpRequest can, and sends the bodies that are files. */
export function tellingWire(usual: Wire, onProgress: OnProgress): Wire {
  return { handle: (request, options) => (request.body instanceof Blob ? send(request, request.body, onProgress, options?.abortSignal) : usual.handle(request, options)) };
}

function send({ method, headers, ...request }: WireRequest, body: Blob, onProgress: OnProgress, abort?: AbortSignal): Promise<{ response: WireResponse }> {
  return new Promise((resolve, reject) => {
    const wire = new XMLHttpRequest();
    wire.open(method, addressOf(request));
    for (const [name, value] of Object.entries(headers)) if (!/^(host|content-length)$/i.test(name)) wire.setRequestHeader(name, value);
    wire.responseType = 'blob';
    wire.upload.onprogress = ({ loaded, total }) => onProgress(loaded, total);
    wire.onerror = () => reject(new TypeError('Failed to fetch'));
    wire.onabort = () => reject(new DOMException('The upload was cancelled', 'AbortError'));
    wire.onload = () => resolve({ response: { statusCode: wire.status, headers: headersOf(wire), body: wire.response } });
    abort?.addEventListener('abort', () => wire.abort());
    wire.send(body);
  });
}

function addressOf({ protocol, hostname, port, path, query = {} }: Pick<WireRequest, 'protocol' | 'hostname' | 'port' | 'path' | 'query'>): URL {
  const url = new URL(`${protocol}//${hostname}${port ? `:${port}` : ''}${path}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value ?? ''));
  return url;
}

function headersOf(wire: XMLHttpRequest): Record<string, string> {
  const lines = wire.getAllResponseHeaders().trim().split(/\r?\n/).filter((line) => line !== '');
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]));
}
