import type { Finding } from '../findings/finding';
import type { CheckContext } from '../analysis/check-context';
import { exclusive } from './exclusive';
import { guarded } from './guarded';
import { isolated } from './isolated';
import { limited } from './limited';
import { serverOnly } from './server-only';
import { statedProperties } from './stated-properties';
import { unforgeable } from './unforgeable';

/**
 * Decides every promise that the templates record (docs/adr/0002).
 *
 * @param context what is reachable and what is recorded
 * @returns one finding a promise
 */
export function decidePromises(context: CheckContext): Finding[] {
  return [...malformed(context), ...isolated(context), ...statedProperties(context), ...limited(context), ...guarded(context), ...exclusive(context), ...unforgeable(context), ...serverOnly(context)];
}

function malformed(context: CheckContext): Finding[] {
  return context.records.malformed.map(({ resource, where, why, outdated }) => context.finding(
    { rule: outdated ? 'outdated-intent' : 'malformed-intent', title: 'what is promised can be read', subject: resource.id === '' ? `${resource.stack}, ${where}` : `${resource.id}, ${where}`, resource },
    {
      verdict: 'UNKNOWN',
      message: `${where}: ${why}`,
      blame: resource,
      location: 'Metadata.cdk-cognito-pools',
      fix: outdated ? 'synthesized by 0.1: synth again' : 'leave the metadata as the constructs write it; the format is that of the version of the library that proves it',
    },
  ));
}
