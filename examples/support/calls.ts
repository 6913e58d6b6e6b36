import type { Credentials } from './clients';
import { refusalReason } from './refusal';

/** Whose credentials they are. */
export interface Caller {
  readonly identityId: string;
  /** The ID token of a user of a user pool. @default none: a guest, or a user of an outside provider */
  readonly idToken?: string;
  /** Whether anybody has signed in. */
  readonly isGuest: boolean;
}

/** One call with the credentials of an identity, and what became of it. */
export interface Call {
  readonly accessKeyId: string;
  /** Such as `S3Client`. */
  readonly client: string;
  /** Such as `GetObjectCommand`. */
  readonly command: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly outcome: 'allowed' | 'refused';
}

interface Logged {
  readonly clientName: string;
  readonly commandName: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** Refusals that are not about what the caller may do: the credentials were not right. */
const WRONG_CREDENTIALS = ['SignatureDoesNotMatch', 'InvalidSignatureException', 'InvalidClientTokenId', 'UnrecognizedClientException'];

/** What the clients of an example have called with the credentials of identities, and IAM has decided, by the log of the AWS SDK. */
export class CallLog {
  private readonly calls = new Map<string, Call>();
  private readonly callers = new Map<string, { readonly caller: Caller; readonly credentials: Credentials }>();

  /** Whose credentials these are. */
  knows(credentials: Credentials, caller: Caller): void {
    this.callers.set(credentials.accessKeyId, { caller, credentials });
  }

  /** The credentials whose caller is known. */
  get credentials(): Credentials[] {
    return [...this.callers.values()].map(({ credentials }) => credentials);
  }

  /** Of credentials that nobody was named for it is not known whose they are. */
  callerOf({ accessKeyId }: Call): Caller | undefined {
    return this.callers.get(accessKeyId)?.caller;
  }

  /** Each call once: of one that was tried again the end counts. */
  get all(): Call[] {
    return [...this.calls.values()];
  }

  /** What a client of the AWS SDK tells of its calls. */
  loggerFor({ accessKeyId }: Credentials) {
    const add = ({ clientName: client, commandName: command, input }: Logged, outcome: Call['outcome']): void => {
      this.calls.set(JSON.stringify([accessKeyId, client, command, input], (_key, value: unknown) => (value instanceof Uint8Array ? '…' : value)), { accessKeyId, client, command, input, outcome });
    };
    const none = (): void => undefined;
    return {
      trace: none, debug: none, warn: none,
      info: (entry: unknown) => add(entry as Logged, 'allowed'),
      error: (entry: unknown) => {
        const reason = refusalReason((entry as { readonly error: unknown }).error);
        if (reason !== undefined && !WRONG_CREDENTIALS.includes(reason)) add(entry as Logged, 'refused');
      },
    };
  }
}
