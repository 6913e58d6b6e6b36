import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A template of a case: its body, or its text where that is the matter. */
export interface CaseTemplate {
  readonly file: string;
  readonly body?: unknown;
  readonly text?: string;
  readonly stackName?: string;
  readonly account?: string;
  readonly region?: string;
}

/** Whether somebody may do something. */
export interface CanQuestion {
  readonly as: 'guest' | 'user';
  readonly action: string;
  readonly resource: string;
  readonly groups?: readonly string[];
  readonly claims?: Readonly<Record<string, string>>;
  readonly tags?: Readonly<Record<string, string>>;
  readonly context?: Readonly<Record<string, string>>;
}

/**
 * A question on templates, and each answer that is right. `templatesOf`: those of another case. `decided`: the answer is DECIDED where every
 * finding is PROVED or VIOLATED, save those of the rules in `open`.
 */
export interface AccessCase {
  readonly id: string;
  readonly title: string;
  readonly templates?: readonly CaseTemplate[];
  readonly templatesOf?: string;
  readonly question: {
    readonly can?: CanQuestion;
    readonly rule?: string;
    readonly resource?: string;
    readonly decided?: boolean;
    readonly open?: readonly string[];
  };
  readonly expected: readonly string[];
  readonly why?: string;
}

/**
 * Writes the templates of a case into a folder of its own, with a manifest where their stacks have names or places.
 *
 * @param one the case
 * @param every the cases that it may name
 * @param folder where to
 * @returns the path that a command is given
 */
export function writeCase(one: AccessCase, every: readonly AccessCase[], folder: string): string {
  const templates = templatesOf(one, every);
  const place = join(folder, one.id);
  mkdirSync(place);
  for (const { file, body, text } of templates) writeFileSync(join(place, file), text ?? JSON.stringify(body));
  if (templates.length === 1 && templates[0].stackName === undefined) return join(place, templates[0].file);
  const artifacts = templates.map(({ file, stackName, account = 'unknown-account', region = 'unknown-region' }) => {
    const id = file.replace(/\..*/, '');
    return [id, { type: 'aws:cloudformation:stack', environment: `aws://${account}/${region}`, properties: { templateFile: file, stackName: stackName ?? id } }];
  });
  writeFileSync(join(place, 'manifest.json'), JSON.stringify({ version: '36.0.0', artifacts: Object.fromEntries(artifacts) as object }));
  return place;
}

function templatesOf({ templates, templatesOf: other }: AccessCase, every: readonly AccessCase[]): readonly CaseTemplate[] {
  return templates ?? templatesOf(every.find(({ id }) => id === other)!, every);
}
