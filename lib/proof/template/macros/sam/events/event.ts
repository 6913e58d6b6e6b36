import { isRawMap, ref, scalar, type RawMap } from '../../raw';
import { NotExpanded, required, type Expansion, type Source } from '../expansion';
import type { Target } from '../function';

/** One event of a function. */
export interface FunctionEvent {
  /** The logical id that is made of those of the function and of the event. */
  readonly id: string;
  /** The name of the event. */
  readonly name: string;
  /** Its type. */
  readonly type: string;
  /** Its properties. */
  readonly properties: RawMap;
  /** The function. */
  readonly source: Source;
  /** What it calls. */
  readonly runs: Target;
}

/**
 * Reads the property `Events`.
 *
 * @param source a function or state machine
 * @returns the name, type and properties of each event
 */
export function eventsOf(source: Source): { readonly name: string; readonly type: string; readonly properties: RawMap }[] {
  const events = required(source.properties, 'Events', `'Events' of '${source.id}'`);
  return Object.entries(events).map(([name, event]) => {
    const type = isRawMap(event) ? scalar(event.Type) : undefined;
    if (!isRawMap(event) || type === undefined) throw new NotExpanded(`its event '${name}' states no type`);
    return { name, type, properties: required(event, 'Properties', `the event '${name}' of '${source.id}'`) };
  });
}

/**
 * Permits a service to call the function.
 *
 * @param event the event
 * @param expansion what the template comes to
 * @param properties properties of the permission besides the function and the action
 * @param suffix what the logical id ends with, after `Permission`
 * @returns the logical id of the permission
 */
export function permit(event: FunctionEvent, expansion: Expansion, properties: RawMap, suffix = ''): string {
  return expansion.add(`${event.id}Permission${suffix}`, 'AWS::Lambda::Permission', { Action: 'lambda:InvokeFunction', FunctionName: ref(event.runs.id), ...properties }, event.source);
}
