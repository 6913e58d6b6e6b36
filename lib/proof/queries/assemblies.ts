import { QuestionError } from './question';

/** Strongest first: somebody may choose among the identity pools of all assemblies. */
const VERDICTS = ['ALLOWED', 'UNKNOWN', 'DENIED'];

/**
 * What one assembly does not know another may: a question is wrong where it is wrong in each.
 *
 * @param questions asks each assembly
 * @returns the answer that is best for whoever asks
 * @throws QuestionError when the question is wrong everywhere
 */
export function strongestAmong<T extends { readonly verdict: string }>(questions: readonly (() => T)[]): T {
  const answers = questions.map(attempt);
  const found = answers.filter((answer): answer is T => !(answer instanceof QuestionError)).sort((a, b) => VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict));
  if (found.length === 0) throw answers[0] as QuestionError;
  return found[0];
}

function attempt<T>(produce: () => T): T | QuestionError {
  try {
    return produce();
  } catch (error) {
    if (error instanceof QuestionError) return error;
    throw error;
  }
}
