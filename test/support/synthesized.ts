import type { AppProps } from 'aws-cdk-lib';
import { App } from 'aws-cdk-lib';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Report {
  readonly pluginReports: readonly { readonly violations: readonly { readonly ruleName: string; readonly description: string; readonly severity: string; readonly violatingConstructs: readonly { readonly constructPath: string }[] }[] }[];
}

/** What an app was synthesized to. */
export interface Synthesized {
  /** The templates, by the names of their files. */
  readonly templates: ReadonlyMap<string, object>;
  /** What rules have found, but for what they only tell: the rule, and its text with the constructs. */
  readonly violations: readonly (readonly [rule: string, text: string])[];
}

/**
 * Synthesizes an app into a folder that is gone afterwards.
 *
 * @param fill makes the app
 * @param props its settings
 * @returns its templates and what the rules say of them; none of either where the synth is refused before rules look at it
 */
export function synthesized(fill: (app: App) => void, props: AppProps = {}): Synthesized {
  const outdir = mkdtempSync(join(tmpdir(), 'synthesized-'));
  const report = join(outdir, 'validation-report.json');
  try {
    const app = new App({ ...props, outdir });
    fill(app);
    try {
      app.synth();
    } catch (error) {
      // What rules have found ends the synth too, and is in the report.
      if (!existsSync(report) && !isRefusal(error)) throw error;
    }
    return existsSync(report) ? { templates: templatesIn(outdir), violations: violationsIn(report) } : { templates: new Map(), violations: [] };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** An error of ours, or several that validations of constructs have reported. */
function isRefusal(error: unknown): boolean {
  const { message, name } = error as Error;
  return name === 'CognitoPoolsError' || message.startsWith('Validation failed with the following errors:');
}

function templatesIn(folder: string): Map<string, object> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.template.json'));
  return new Map(files.map((file) => [file, JSON.parse(readFileSync(join(folder, file), 'utf8')) as object]));
}

function violationsIn(report: string): [rule: string, text: string][] {
  const { pluginReports } = JSON.parse(readFileSync(report, 'utf8')) as Report;
  return pluginReports.flatMap(({ violations }) => violations.filter(({ severity }) => severity !== 'info')
    .map(({ ruleName, description, violatingConstructs }): [string, string] => [ruleName, `${description} [${violatingConstructs.map(({ constructPath }) => constructPath).join(', ')}]`]));
}
