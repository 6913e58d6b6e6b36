import { createHash } from 'node:crypto';
import { classOf } from '../authorization-data/cloudformation-types';
import type { Finding } from '../findings/finding';
import type { RawTemplate } from '../template/raw-template';
import { isObject } from '../template/value';

/** How many characters a fingerprint has. */
const LENGTH = 8;

/**
 * All in templates that decides who may do what: what is acknowledged is acknowledged for this, and for nothing that comes later.
 *
 * @param templates the templates that are deployed together
 * @returns a digest of it
 */
export function accessDigest(templates: readonly RawTemplate[]): string {
  return digest(templates.map(({ body }) => [
    ['Parameters', 'Mappings', 'Conditions', 'Transform'].map((section) => body[section] ?? null),
    Object.entries(isObject(body.Resources) ? body.Resources : {}).flatMap(([id, resource]) => {
      const kept = isObject(resource) ? decisivePart(resource) : resource;
      return kept === undefined ? [] : [[id, kept]];
    }),
  ]));
}

/**
 * Tells a violation from every other: the same promise that is broken in another way, or once the access in the templates has
 * changed, has another one.
 *
 * @param finding what is violated
 * @param access the digest of the templates
 * @returns the fingerprint
 */
export function fingerprintOf({ rule, title, promisedBy, resource, statement, counterexample }: Finding, access: string): string {
  return digest([rule, title, promisedBy, resource, statement ?? '', counterexample?.who ?? '', counterexample?.verb ?? '', counterexample?.request.action ?? '', access]).slice(0, LENGTH);
}

/** What of a resource can decide: a function's code cannot, its role can; of a type that is not known everything can. */
function decisivePart({ Type, Properties, Condition }: Readonly<Record<string, unknown>>): unknown {
  const type = typeof Type === 'string' ? Type : '';
  const properties = isObject(Properties) ? Properties : {};
  const known = isAboutAccess(type) ? undefined : classOf(type);
  if (known === undefined) return { Type, Properties, Condition };
  if (known.kind === 'inert') return undefined;
  const granting = known.kind === 'grants' ? known.properties.map(({ path }) => path.split(/[.[]/)[0]) : [];
  if (granting.includes('')) return { Type, Properties, Condition };
  const kept = Object.fromEntries(Object.entries(properties).filter(([name]) => granting.includes(name) || /role/i.test(name)));
  return { Type, Properties: kept, Condition };
}

const isAboutAccess = (type: string): boolean => /^AWS::(?:Cognito|IAM|CloudFormation)::/.test(type);

/** The order of keys means nothing in a template. */
function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value, (_key, part: unknown) => (isObject(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part))).digest('hex');
}
