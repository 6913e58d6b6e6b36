import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const read = (path: string) => readFileSync(join(__dirname, '..', path), 'utf8');
const page = read('docs/user-pool.md');

/** The files of lib with what users write for a user pool. */
const FACTORIES = [
  'sign-in/sign-in', 'sign-in/passwordless-sign-in', 'sign-in/multi-factor-authentication', 'user-pool/email-sender', 'user-pool/message-text', 'user-pool/user-pool-messages',
  'user-pool/custom-attribute', 'user-pool/user-pool-trigger', 'user-pool/threat-protection', 'user-pool/user-pool-web-acl', 'user-pool/log-delivery',
  'federation/user-pool-provider', 'managed-login/sign-in-domain', 'managed-login/managed-login-branding', 'managed-login/branding-asset',
].map((file) => `lib/${file}.ts`);
const OPTIONS = [
  'lib/user-pool/user-pool-options.ts', 'lib/user-pool-only-props.ts', 'lib/imported-user-pool.ts', 'lib/user-pool/user-pool-quotas.ts', 'lib/user-pool/log-delivery.ts',
];
const METHODS = ['lib/user-pool-base.ts', 'lib/new-user-pool.ts', 'lib/user-pool-only.ts', 'lib/grants/user-administration-grants.ts'];

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
