import type { PresenceOperator } from './operator';

const presence: PresenceOperator = { kind: 'presence' };

/** `Null`. */
export const PRESENCE_OPERATORS = { Null: presence };
