import { isCall, isRawMap, mapAt, scalar, type RawMap } from '../raw';

const SECTIONS: { readonly [section: string]: string } = {
  Function: 'AWS::Serverless::Function',
  Api: 'AWS::Serverless::Api',
  HttpApi: 'AWS::Serverless::HttpApi',
  SimpleTable: 'AWS::Serverless::SimpleTable',
  StateMachine: 'AWS::Serverless::StateMachine',
  LayerVersion: 'AWS::Serverless::LayerVersion',
  CapacityProvider: 'AWS::Serverless::CapacityProvider',
  WebSocketApi: 'AWS::Serverless::WebSocketApi',
};

/**
 * Merges the section `Globals` into the resources.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html
 *
 * @param resources the resources of the template
 * @param globals the section
 * @returns the resources, each with what the section states for its type
 */
export function withGlobals(resources: RawMap, globals: unknown): RawMap {
  return Object.fromEntries(Object.entries(resources).map(([id, raw]) => {
    const section = isRawMap(raw) ? Object.keys(SECTIONS).find((name) => SECTIONS[name] === scalar(raw.Type)) : undefined;
    if (section === undefined || !isRawMap(raw)) return [id, raw];
    const shared = mapAt(globals, section);
    return [id, Object.keys(shared).length === 0 ? raw : { ...raw, Properties: merged(shared, raw.Properties ?? {}) }];
  }));
}

/** Maps are merged, lists begin with the shared items, everything else is replaced. */
function merged(shared: unknown, own: unknown): unknown {
  if (Array.isArray(shared) && Array.isArray(own)) return [...(shared as unknown[]), ...(own as unknown[])];
  if (!isRawMap(shared) || !isRawMap(own) || isCall(shared) || isCall(own)) return own;
  const keys = new Set([...Object.keys(shared), ...Object.keys(own)]);
  return Object.fromEntries([...keys].map((key) => {
    if (!Object.hasOwn(own, key)) return [key, shared[key]];
    return [key, Object.hasOwn(shared, key) ? merged(shared[key], own[key]) : own[key]];
  }));
}
