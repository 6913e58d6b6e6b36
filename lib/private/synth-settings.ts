import type { IConstruct } from 'constructs';
import { CognitoPoolsError, shown } from './errors';

/** What becomes of what the proof finds violated. */
export type ProofMode = 'error' | 'warn' | 'off';

const CONTEXT_KEY = 'cdk-cognito-pools:proof';
const MODES: readonly string[] = ['error', 'warn', 'off'];
const ACKNOWLEDGED = 'aws:cdk:acknowledged-rules';
const ANNOUNCED = new WeakSet<IConstruct>();

/** What the app's context says about the proof. */
export function proofModeOf(app: IConstruct): ProofMode {
  const given = app.node.tryGetContext(CONTEXT_KEY) as unknown;
  if (given === undefined || given === null) return 'error';
  if (typeof given === 'string' && MODES.includes(given)) return given as ProofMode;
  throw new CognitoPoolsError({ code: 'unknown-proof-mode', received: `the context '${CONTEXT_KEY}' is ${shown(given)}`, fix: `give one of ${MODES.join(', ')}, or leave it out: 'error' is the default` }, app);
}

/** The acknowledgments of violated promises whose reason is empty. */
export function withoutReason(app: IConstruct, plugin: string): { id: string; at: string }[] {
  return app.node.findAll().flatMap((construct) => construct.node.metadata.filter(({ type }) => type === ACKNOWLEDGED).flatMap(({ data }) =>
    Object.entries((data ?? {}) as Record<string, unknown>)
      .filter(([id, reason]) => id.startsWith(`${plugin}::`) && id.endsWith(']') && (typeof reason !== 'string' || reason.trim() === ''))
      .map(([id]) => ({ id, at: construct.node.path }))));
}

/** Says how the proof went, once for each app; a test that synthesizes hundreds of apps is spared of it. */
export function announce(app: IConstruct | undefined, text: string): void {
  if (process.env.JEST_WORKER_ID !== undefined || (app !== undefined && ANNOUNCED.has(app))) return;
  if (app !== undefined) ANNOUNCED.add(app);
  console.error(`cdk-cognito-pools: ${text}`);
}
