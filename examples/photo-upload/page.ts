import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { work } from '../../emulator/paths';
import type { Deployment } from '../support';
import { policyHeader, policyPlugin, type PageSettings } from './policy';

/** The page where it is served. */
export interface ServedPage {
  readonly url: string;
  close(): Promise<void>;
}

/** The bucket takes uploads from a page of this origin, which is also that of Vite while one works on the page. */
const PORT = 5173;
const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json' };

/** Builds the page with Vite and serves it, with the settings of the deployed stack beside it. */
export async function servePage(deployment: Deployment): Promise<ServedPage> {
  const folder = join(work, 'photo-upload-page');
  const { build } = await import('vite');
  await build({
    root: join(__dirname, 'web'), base: './', configFile: false, logLevel: 'warn', plugins: [policyPlugin(settingsOf(deployment))],
    build: { outDir: folder, emptyOutDir: true, chunkSizeWarningLimit: 1000, reportCompressedSize: false, target: 'es2022' },
  });
  const server = createServer(pageListener(folder, deployment));
  await listen(server);
  return {
    url: `http://localhost:${PORT}/`,
    close: () => new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    }),
  };
}

/** Answers with the files of a built page, and with its settings: what the stack puts out, and where the services are. */
export function pageListener(folder: string, deployment: Deployment): RequestListener {
  const settings = settingsOf(deployment);
  const headers = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff', 'Content-Security-Policy': policyHeader(settings) };
  return (request, response) => {
    answer(folder, JSON.stringify(settings), request.url ?? '/').then(
      ({ type, body }) => response.writeHead(200, { 'Content-Type': type, ...headers }).end(body),
      () => response.writeHead(404, { 'Content-Type': 'text/plain', ...headers }).end('There is nothing here.'));
  };
}

/** What the stack puts out, and where the services are. */
function settingsOf({ endpoint, outputs: { ClientSettings } }: Deployment): PageSettings {
  const outputs = JSON.parse(ClientSettings) as PageSettings;
  // A browser takes localhost by its name for a secure place, which Amplify needs.
  return { ...outputs, custom: { ...outputs.custom, endpoint: endpoint?.replace('127.0.0.1', 'localhost') } };
}

async function answer(folder: string, settings: string, url: string): Promise<{ type: string; body: string | Buffer }> {
  const { pathname } = new URL(url, 'http://localhost');
  if (pathname === '/amplify_outputs.json') return { type: TYPES['.json'], body: settings };
  const file = normalize(join(folder, pathname === '/' ? 'index.html' : decodeURIComponent(pathname)));
  if (!file.startsWith(folder + sep)) throw new Error(`'${pathname}' is outside of the page`);
  return { type: TYPES[extname(file)] ?? 'application/octet-stream', body: await readFile(file) };
}

async function listen(server: Server): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.on('error', (error: NodeJS.ErrnoException) => reject(error.code === 'EADDRINUSE' ? new Error(`port ${PORT} is in use: the page of the example needs it, since its bucket allows that origin`) : error));
    server.listen(PORT, 'localhost', resolve);
  });
}
