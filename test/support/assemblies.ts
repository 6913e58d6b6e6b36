import type { Stage } from 'aws-cdk-lib';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Finding } from '../../lib/proof/findings/finding';
import { proveFiles } from '../../lib/proof/prove';

interface Template {
  readonly Parameters?: Record<string, unknown>;
  readonly Conditions?: Record<string, unknown>;
  readonly Resources?: Record<string, unknown>;
}

/** The templates that a stage or an app synthesizes, those of nested stacks among them, by file name. */
export function templatesOf(stage: Stage): Map<string, Template> {
  const { directory } = stage.synth({ force: true });
  const files = readdirSync(directory).filter((file) => file.endsWith('.template.json'));
  return new Map(files.map((file) => [file, JSON.parse(readFileSync(join(directory, file), 'utf8')) as Template]));
}

/**
 * What templates refer to that is not in them, in properties, outputs, conditions and metadata: CloudFormation refuses each.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/metadata-section-structure.html
 */
export function danglingIn(templates: Map<string, Template>): string[] {
  return [...templates].flatMap(([file, template]) => {
    const { Parameters = {}, Resources = {}, Conditions = {} } = template;
    const isThere = (id: string): boolean => id.startsWith('AWS::') || id in Parameters || id in Resources;
    const found: string[] = [];
    const visit = (value: unknown, where: string): void => {
      if (Array.isArray(value)) value.forEach((item, i) => visit(item, `${where}[${i}]`));
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
      for (const [key, item] of Object.entries(value) as [string, unknown][]) {
        const names = referredTo(key, item).filter((name) => !isThere(name));
        if (key === 'Condition' && typeof item === 'string' && !(item in Conditions)) names.push(item);
        found.push(...names.map((name) => `${file}: ${name} at ${where}.${key}`));
        visit(item, `${where}.${key}`);
      }
    };
    visit(template, '');
    return found;
  });
}

function referredTo(key: string, argument: unknown): string[] {
  if (key === 'Ref' && typeof argument === 'string') return [argument];
  if (key === 'DependsOn') return [argument].flat() as string[];
  if (key === 'Fn::GetAtt') return [typeof argument === 'string' ? argument.split('.')[0] : String([argument].flat()[0])];
  if (key !== 'Fn::Sub') return [];
  const [text, own = {}] = [argument].flat() as [string, object?];
  return [...text.matchAll(/\$\{([^!}][^}]*)\}/g)].map(([, name]) => name.split('.')[0].trim()).filter((name) => !(name in own));
}

/** The resources of each template that need themselves, which CloudFormation refuses. */
export function cyclesIn(templates: Map<string, Template>): string[] {
  return [...templates].flatMap(([file, { Resources = {} }]) => {
    const needs = new Map(Object.entries(Resources as Record<string, { Properties?: unknown; DependsOn?: unknown }>)
      .map(([id, { Properties, DependsOn }]) => [id, neededBy(Properties, DependsOn).filter((other) => other in Resources)]));
    const done = new Set<string>();
    const found: string[] = [];
    const visit = (id: string, path: readonly string[]): void => {
      if (path.includes(id)) found.push(`${file}: ${[...path.slice(path.indexOf(id)), id].join(' > ')}`);
      if (path.includes(id) || done.has(id)) return;
      needs.get(id)?.forEach((other) => visit(other, [...path, id]));
      done.add(id);
    };
    [...needs.keys()].forEach((id) => visit(id, []));
    return found;
  });
}

function neededBy(properties: unknown, dependsOn: unknown): string[] {
  const text = JSON.stringify([properties]);
  const references = [...text.matchAll(/"Ref":"([^"]+)"|"Fn::GetAtt":\["([^"]+)"|\$\{(\w+)/g)].map(([, ref, attribute, sub]) => ref ?? attribute ?? sub);
  return [...references, ...([] as unknown[]).concat(dependsOn ?? []).map(String)];
}

/** What is decided of the promises and rules of a stage or an app, as the synth decides it. */
export function findingsOf(stage: Stage): Finding[] {
  const { stacks } = stage.synth({ force: true });
  const files = stacks.map(({ templateFullPath }) => templateFullPath).filter((file) => existsSync(file));
  return [...new Set(files.map((file) => dirname(file)))].flatMap((folder) => proveFiles(files.filter((file) => dirname(file) === folder)));
}

/** Findings that are not proved, as tests show them. */
export function openFindings(stage: Stage, findings = findingsOf(stage)): string[] {
  return findings.filter(({ verdict }) => verdict !== 'PROVED').map(({ rule, verdict, subject, message }) => `${rule} ${verdict} ${subject}: ${message}`);
}
