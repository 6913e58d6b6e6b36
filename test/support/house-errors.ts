import { CognitoPoolsError } from '../../lib/private/errors';
import { QuestionError } from '../../lib/proof/queries/question';

const LATE = 'Validation failed with the following errors:\n';
/** A code, what was received, the fix. */
const FORMAT = /^[a-z-]+: .+; .+/s;

/** An error of the house format, also as one of several that a synth reports; no marker of a token in it. */
export function expectOurs(error: unknown): void {
  const { message, name } = error as Error;
  if (name === 'ValidationFailed') return; // what the proof found, in words of its own
  const isLate = message.startsWith(LATE);
  if (!isLate && !(error instanceof CognitoPoolsError) && !(error instanceof QuestionError)) throw error;
  expect(message).not.toMatch(/Token\[[\w.]+\]|1\.888\d+e\+289/);
  if (isLate) expect(message.slice(LATE.length)).toMatch(/^ {2}\[[^\]]+\] [a-z-]+: .+; .+/s);
  else expect(message).toMatch(FORMAT);
}

/** Whether an error says which construct it is about. */
export function isLocated(error: unknown): boolean {
  const { message } = error as Error;
  return message.startsWith(LATE) || (error as Error).name === 'ValidationFailed' || / \[at [^\]]+\]$/.test(message);
}
