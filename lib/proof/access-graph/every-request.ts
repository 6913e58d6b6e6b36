import type { Binding } from '../solver';
import { KEYS_OF_ACTIONS } from './keys-of-actions';

/** Time does not run backwards: no request is made before this day. Milliseconds since 1970. */
export const EARLIEST = Date.UTC(2026, 10, 1);

/**
 * What requests have, whoever makes them, and what of it is known.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export const OF_EVERY_REQUEST: Readonly<Record<string, Binding>> = {
  ...KEYS_OF_ACTIONS,
  'aws:CurrentTime': { kind: 'present', from: EARLIEST },
  'aws:EpochTime': { kind: 'present', from: EARLIEST },
  'aws:SecureTransport': { kind: 'free', domain: { kind: 'values', values: ['true', 'false'] } },
  'aws:RequestedRegion': { kind: 'free', domain: { kind: 'region' } },
};
