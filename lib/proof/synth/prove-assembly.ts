import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { PolicyValidationPluginReport } from 'aws-cdk-lib/core';
import { errorPage } from '../../text/pages';
import { AuthorNames } from '../author-names';
import type { Finding } from '../findings/finding';
import { examineTemplates, forSynth } from '../prove';
import { isTooLarge } from '../solver';
import { joinedByNames } from '../template/assemblies';
import { loadFiles, loadTemplate, type LoadedTemplate } from '../template/load';
import { loadNested } from '../template/nested';
import { METADATA_KEY } from '../template/records';
import type { RawTemplate } from '../template/raw-template';
import { accessDigest, fingerprintOf } from './fingerprint';
import { reportOf, summaryOf, type Mode, type Reported } from './report';
import { isObject, TemplateError } from '../template/value';

/** A record of intent that a construct makes. */
export interface RecordedPromise {
  /** The file of the template that has to hold it. */
  readonly templateFile: string;
  /** The resource that holds it; empty for the template as a whole. */
  readonly logicalId: string;
  /** The construct of that resource. */
  readonly constructPath: string;
  /** Whether it turns out to say anything; asked only where the template does not hold it. */
  readonly isMade: () => boolean;
}

/** A statement of a policy in a template that breaks a promise. */
export interface BlamedStatement {
  /** The file of the template. */
  readonly templateFile: string;
  /** The resource that holds it. */
  readonly logicalId: string;
  /** The statement as the template has it. */
  readonly statement: Readonly<Record<string, unknown>>;
  /** The action that breaks the promise. */
  readonly action: string | undefined;
}

/** What a synth knows beyond its templates. */
export interface SynthRun {
  /** The files of the templates. */
  readonly templatePaths: readonly string[];
  /** What becomes of what is violated. */
  readonly mode: Mode;
  /** What the constructs of the app recorded, or may have. */
  readonly recorded: readonly RecordedPromise[];
  /** Finds the line of the author's program that granted what a statement allows. */
  readonly lineOf?: (blamed: BlamedStatement) => string | undefined;
  /** Acknowledgments of violated promises that give no reason: their ids and where they stand. */
  readonly withoutReason: readonly { readonly id: string; readonly at: string }[];
}

/** What came of a synth. */
export interface SynthResult {
  /** The report for the CDK. */
  readonly report: PolicyValidationPluginReport;
  /** That in one line. */
  readonly summary: string;
}

/**
 * Decides every promise of the templates of an app. Those of one (nested) assembly stand in one directory and belong together,
 * and those of several where one names what another has. What keeps a promise from being decided fails the synth as what breaks it does.
 *
 * @param run the templates, and what the synth knows beyond them
 * @returns what came of it
 */
export function proveAssembly(run: SynthRun): SynthResult {
  const groups = new Map<string, string[]>();
  for (const path of new Set(run.templatePaths)) groups.set(dirname(path), [...(groups.get(dirname(path)) ?? []), path]);
  const read = [...groups.values()].map((files) => loaded(files, run.recorded));
  const assemblies = joinedByNames(read.flatMap(({ templates }) => (templates === undefined ? [] : [templates])));
  const findings = [...run.withoutReason.map(unexplained), ...read.flatMap(({ findings: unread }) => unread), ...assemblies.flatMap((templates) => findingsOf(templates, run))];
  return { report: reportOf(findings, run.mode), summary: summaryOf(findings, run.mode) };
}

/** Files that cannot be read are a finding of their own: nothing is decided then. */
function loaded(files: readonly string[], recorded: readonly RecordedPromise[]): { readonly templates?: LoadedTemplate[]; readonly findings: Reported[] } {
  try {
    return { templates: loadFiles(files), findings: [] };
  } catch (error) {
    return { findings: undecided(error, files, recorded) };
  }
}

function findingsOf(templates: readonly LoadedTemplate[], { recorded, lineOf }: SynthRun): Reported[] {
  const files = templates.map(({ file }) => file);
  try {
    const findings = forSynth(examineTemplates(templates)).map((finding) => (finding.rule.endsWith('-intent') || isTooLarge(finding.message) ? { ...finding, failsSynth: true } : finding));
    const lost = missing(templates, promisedIn(files, recorded));
    // What is proved is not shown.
    if (findings.every(({ verdict }) => verdict === 'PROVED')) return [...lost, ...findings];
    const digest = findings.some(isBrokenPromise) ? accessDigest(templates) : '';
    const names = AuthorNames.of(templates, loadNested);
    return [...lost, ...findings.map((finding) => {
      const blamed = finding.verdict === 'VIOLATED' ? blamedIn(templates, finding) : undefined;
      const line = blamed && lineOf?.(blamed);
      return { ...finding, names, ...(line !== undefined && { line }), ...(isBrokenPromise(finding) && { fingerprint: fingerprintOf(finding, digest) }) };
    })];
  } catch (error) {
    return undecided(error, files, recorded);
  }
}

function blamedIn(templates: readonly LoadedTemplate[], { file, resource, location, counterexample }: Finding): BlamedStatement | undefined {
  const template = templates.find((one) => one.file === file);
  const path = ['Resources', resource, ...location.split(/[.[\]]+/).filter((part) => part !== '')];
  const statement = path.reduce<unknown>((value, key) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined), template?.body);
  return isObject(statement) && 'Effect' in statement ? { templateFile: file, logicalId: resource, statement, action: counterexample?.request.action } : undefined;
}

function undecided(error: unknown, files: readonly string[], recorded: readonly RecordedPromise[]): Reported[] {
  const failsSynth = promisedIn(files, recorded).some(({ isMade }) => isMade()) || files.some((file) => textIn(file).includes(`"${METADATA_KEY}"`));
  return [{ ...(error instanceof TemplateError ? unreadable(error) : failed(error, files[0] ?? '')), failsSynth }];
}

const promisedIn = (files: readonly string[], recorded: readonly RecordedPromise[]): RecordedPromise[] => recorded.filter(({ templateFile }) => files.some((file) => dirname(file) === dirname(templateFile)));

const isBrokenPromise = ({ verdict, severity }: Finding): boolean => verdict === 'VIOLATED' && severity === undefined;

function unreadable({ code, file, where, why }: TemplateError): Omit<Reported, 'failsSynth'> {
  return {
    ...nothingDecided(code, file), page: errorPage(code), title: 'the template can be read', subject: basename(file),
    message: `${why}${where === '' ? '' : `, at ${where}`}`, resource: /^Resources\.([^.]+)/.exec(where)?.[1] ?? '', location: where.replace(/^Resources\.[^.]+\.?/, ''),
  };
}

function failed(error: unknown, file: string): Finding {
  return {
    ...nothingDecided('prover-failed', file), title: 'the prover comes to an end', subject: basename(file), message: error instanceof Error ? error.message : String(error),
    fix: `report it with the template; until it is mended, the context ${METADATA_KEY}:proof=warn lets the synth pass`,
  };
}

/** What an aspect or an override took out of the template is promised all the same. */
function missing(templates: readonly LoadedTemplate[], expected: readonly RecordedPromise[]): Reported[] {
  const read = new Map<string, RawTemplate | undefined>(templates.map((template) => [template.file, template]));
  return expected.filter(({ templateFile, logicalId, isMade }) => {
    // The templates of nested stacks are none of the synth's list.
    if (!read.has(templateFile)) read.set(templateFile, existsSync(templateFile) ? loadTemplate(templateFile) : undefined);
    const template = read.get(templateFile);
    return (template === undefined || !holdsRecord(template, logicalId)) && isMade();
  }).map(({ templateFile, logicalId, constructPath }) => ({
    ...nothingDecided('missing-promise', templateFile), title: 'what the constructs promise stands in the template', subject: constructPath, resource: logicalId, location: 'Metadata', failsSynth: true,
    message: `the metadata '${METADATA_KEY}' of ${logicalId === '' ? 'the stack' : logicalId} are not in the template: an aspect or an override took them out`,
    fix: `leave Metadata.${METADATA_KEY} where the constructs put it: without it nothing is proved`,
  }));
}

function holdsRecord({ body }: RawTemplate, logicalId: string): boolean {
  const resources = isObject(body.Resources) ? body.Resources : {};
  const holder = logicalId === '' ? body : resources[logicalId];
  return isObject(holder) && isObject(holder.Metadata) && holder.Metadata[METADATA_KEY] !== undefined;
}

function unexplained({ id, at }: { readonly id: string; readonly at: string }): Reported {
  return {
    ...nothingDecided('acknowledgment-without-reason', ''), title: 'what is acknowledged has a reason', subject: id,
    message: `'${id}' is acknowledged without a reason [at ${at === '' ? 'the app' : at}]`, failsSynth: true, fix: 'say in the reason why it may stand',
  };
}

const nothingDecided = (rule: string, file: string): Omit<Finding, 'title' | 'subject' | 'message'> =>
  ({ rule, verdict: 'UNKNOWN', promisedBy: file, resource: '', stack: '', file, location: '', assumptions: [] });

function textIn(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}
