import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const PAGE = join(__dirname, '../../docs/pipelines.md');

/** A file that the page shows. */
export interface PipelineFile {
  readonly name: string;
  readonly text: string;
}

/** The YAML files of docs/pipelines.md, by the name in their first line. */
export function pipelineFiles(): PipelineFile[] {
  return blocksOf('yaml').map((text) => ({ name: /^# (\S+)\n/.exec(text)?.[1] ?? '', text }));
}

/** The shell lines of the page: its own, and those that its YAML files run. */
export function shellLines(): string[] {
  return [...blocksOf('sh'), ...pipelineFiles().flatMap(({ text }) => commandsIn(parse(text)))];
}

function blocksOf(language: string): string[] {
  return [...readFileSync(PAGE, 'utf8').matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'gm'))].map(([, text]) => text);
}

/** Commands stand under these keys in pipelines of all kinds. */
const COMMANDS = ['run', 'script', 'commands', 'entry'];

function commandsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(commandsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => (COMMANDS.includes(key) ? [inner].flat().map(String) : commandsIn(inner)));
}
