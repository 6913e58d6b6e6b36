import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { work } from '../../emulator/paths';
import type { Deployment } from '../support';

/** The page where it is served. */
export interface ServedPage {
  readonly url: string;
  close(): Promise<void>;
}

/** The bucket takes uploads from a page of this origin, which is also that of Vite while one works on the page. */
const PORT = 5173;
/** The page needs nothing from elsewhere, so that nothing from elsewhere can get at what it keeps. */
const POLICY = "default-src 'self'; img-src 'self' blob: data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json' };

/** Builds the page with Vite and serves it, with the settings of the deployed stack beside it. */
export async function servePage(deployment: Deployment): Promise<ServedPage> {
  const folder = join(work, 'photo-upload-page');
  const { build } = await import('vite');
  await build({
    root: join(__dirname, 'web'), base: './', configFile: false, logLevel: 'warn',
    build: { outDir: folder, emptyOutDir: true, chunkSizeWarningLimit: 1000, target: 'es2022' },
  });
  // A browser takes localhost by its name for a secure place, which Amplify needs.
  const endpoint = deployment.endpoint.replace('127.0.0.1', 'localhost');
  const settings = settingsFor(deployment, endpoint);
  const headers = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff', 'Content-Security-Policy': `${POLICY}; connect-src 'self' ${endpoint}` };
  const server = createServer((request, response) => {
    answer(folder, settings, request.url ?? '/').then(({ status, type, body }) => {
      response.writeHead(status, { 'Content-Type': type, ...headers }).end(body);
    }, () => response.writeHead(500).end());
  });
  await listen(server);
  return {
    url: `http://localhost:${PORT}/`,
    close: () => new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    }),
  };
}

/** What the stack puts out, and where the services are. */
function settingsFor(deployment: Deployment, endpoint: string): string {
  const settings = JSON.parse(deployment.outputs.ClientSettings) as { custom: Record<string, string> };
  return JSON.stringify({ ...settings, custom: { ...settings.custom, endpoint } });
}

async function answer(folder: string, settings: string, url: string): Promise<{ status: number; type: string; body: string | Buffer }> {
  const { pathname } = new URL(url, 'http://localhost');
  if (pathname === '/amplify_outputs.json') return { status: 200, type: TYPES['.json'], body: settings };
  const file = normalize(join(folder, pathname === '/' ? 'index.html' : decodeURIComponent(pathname)));
  if (!file.startsWith(folder + sep) || !existsSync(file)) return { status: 404, type: 'text/plain', body: 'There is nothing here.' };
  return { status: 200, type: TYPES[extname(file)] ?? 'application/octet-stream', body: await readFile(file) };
}

async function listen(server: Server): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.on('error', (error: NodeJS.ErrnoException) => reject(error.code === 'EADDRINUSE' ? new Error(`port ${PORT} is in use: the page of the example needs it, since its bucket allows that origin`) : error));
    server.listen(PORT, 'localhost', resolve);
  });
}
