import { CognitoPoolsError } from '../../lib/private/errors';

/** An error of the house format, also as one of several that a synth reports. */
export function expectOurs(error: unknown): void {
  const { message } = error as Error;
  if ((error as Error).name === 'ValidationFailed') return; // what the proof found, in words of its own
  const late = message.startsWith('Validation failed with the following errors:\n') ? message.split('\n').slice(1) : undefined;
  if (late === undefined && !(error instanceof CognitoPoolsError)) throw error;
  if (late === undefined) expect(message).toMatch(/^[a-z-]+: .+; .+/s);
  else expect(late.join('\n')).toMatch(/^ {2}\[[^\]]+\] [a-z-]+: .+; .+/s);
}
