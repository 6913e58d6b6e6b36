import { join } from 'node:path';
import { CfnElement, Stack, Stage } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

/** A record of intent that stands on a resource. */
export interface RecordedPromise {
  /** The template's file. */
  readonly templateFile: string;
  /** The resource that holds it; empty for the template as a whole. */
  readonly logicalId: string;
  /** The construct of that resource, or the stack. */
  readonly constructPath: string;
  /** Whether it turns out to say anything. */
  readonly isMade: () => boolean;
}

const RECORDS = new WeakMap<IConstruct, () => unknown>();

/** Remembers that a resource or a stack holds a record, for as long as the record turns out to have something in it. */
export function rememberRecord(holder: CfnElement | Stack, produce: () => unknown): void {
  RECORDS.set(holder, produce);
}

/** What the constructs of an app have recorded, or may have, at the time of the synth. */
export function recordedPromises(app: IConstruct): RecordedPromise[] {
  return app.node.findAll().flatMap((construct) => {
    const produce = RECORDS.get(construct);
    if (produce === undefined) return [];
    const stack = Stack.of(construct);
    const templateFile = join(Stage.of(stack)?.outdir ?? '', stack.templateFile);
    return [{ templateFile, logicalId: CfnElement.isCfnElement(construct) ? stack.resolve(construct.logicalId) as string : '', constructPath: construct.node.path, isMade: () => produce() !== undefined }];
  });
}
