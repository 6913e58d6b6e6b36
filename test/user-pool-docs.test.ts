import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const read = (path: string) => readFileSync(join(__dirname, '..', path), 'utf8');
const page = read('docs/user-pool.md');

/** The files of lib with what people write for a user pool. */
const FACTORIES = [
  'sign-in', 'passwordless-sign-in', 'multi-factor-authentication', 'email-sender', 'message-text', 'user-pool-messages', 'custom-attribute', 'user-pool-provider', 'sign-in-domain',
  'managed-login-branding', 'branding-asset', 'user-pool-trigger', 'threat-protection', 'user-pool-web-acl', 'log-delivery',
].map((file) => `lib/identities/${file}.ts`);
const OPTIONS = [
  'lib/identities/user-pool-options.ts', 'lib/user-pool-only.ts', 'lib/imported-user-pool.ts', 'lib/identities/user-pool-quotas.ts', 'lib/identities/user-pool-protection.ts', 'lib/identities/log-delivery.ts',
];
const METHODS = ['lib/user-pool-base.ts', 'lib/user-pool-only.ts', 'lib/grants/user-administration-grants.ts'];

function names(files: string[], pattern: RegExp, part = read): string[] {
  return files.flatMap((file) => [...part(file).matchAll(pattern)].map(([, name]) => name)).filter((name) => !name.startsWith('_'));
}

function exportedInterfaces(file: string): string {
  return [...read(file).matchAll(/^export interface [^]*?^}/gm)].join('\n');
}

test.each([
  ['property', names(OPTIONS, /^ {2}readonly (\w+)\??:/gm, exportedInterfaces), 30],
  ['static factory', names(FACTORIES, /^ {2}public static (\w+)\(/gm), 40],
  ['method', names(METHODS, /^ {2}public (?:static )?(\w+)\(/gm), 15],
])('docs/user-pool.md knows every %s', (_what, all, least) => {
  expect(all.length).toBeGreaterThanOrEqual(least);
  expect([...new Set(all)].filter((name) => !new RegExp(`\\b${name}\\b`).test(page))).toEqual([]);
});
