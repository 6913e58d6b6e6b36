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

/** The CDK's own classes say in words of their own what they do not take; what fails within this library is ours to say. */
export function isOfTheCdk(error: unknown): boolean {
  const frames = [...((error as Error).stack ?? '').matchAll(/^\s+((?:at |\.\.\.)[^\n]*)/gm)].map(([, frame]) => frame);
  const first = frames.find((frame) => !/<anonymous>|node:/.test(frame)) ?? '';
  return /node_modules|in aws-cdk-lib|[\\/]test[\\/]/.test(first) || /^(Resolution error: )*Supplied properties not correct/.test((error as Error).message);
}
