/** One kind of request that belongs to an owner; `${owner}` stands for the owner's value. docs/adr/0002 has the format. */
export interface Slice {
  /** IAM actions, with wildcards. */
  readonly actions: string[];
  /** An ARN pattern. */
  readonly resource: string;
  /** The context key by which requests are told apart where the resource does not. */
  readonly key?: string;
  /** The pattern of the values of `key`. */
  readonly value?: string;
  /** The key has many values, of which any one makes the request belong. */
  readonly each?: boolean;
  /** The key is the prefix of a listing, which shows all that begins with it. */
  readonly prefixes?: boolean;
}

/** Whose slice it is, as recorded. */
export type RecordedOwner = { kind: 'identity-id' } | { kind: 'session-tag'; tag: string; alphabet: string; enforced: true };

/** What an isolation is about. */
export interface IsolationOptions {
  /** The promise in words, as reports show it. */
  readonly title: string;
  /** What is divided, as messages call it. */
  readonly where: string;
  /** What tells users apart. */
  readonly owner: RecordedOwner;
  /** What belongs to each of them. */
  readonly slices: Slice[];
}

/** The promise that a slice of a resource belongs to its owner alone, save for the exceptions that were granted by name. */
export class Isolation {
  private readonly exceptions = new Map<string, Set<string>>();
  private promised = false;

  constructor(private readonly options: IsolationOptions) {}

  public get where(): string {
    return this.options.where;
  }

  /** The ARN of something that is divided. */
  public get resource(): string {
    return this.options.slices[0].resource;
  }

  /** Whether some principal owns something: without that there is nothing to except from. */
  public get isPromised(): boolean {
    return this.promised;
  }

  public promise(): void {
    this.promised = true;
  }

  public except(principal: string, actions: string[]): void {
    const all = this.exceptions.get(principal) ?? new Set<string>();
    actions.forEach((action) => all.add(action));
    this.exceptions.set(principal, all);
  }

  public record(identityPool: string): Record<string, unknown> {
    const { title, owner, slices } = this.options;
    const except = [...this.exceptions].map(([principal, actions]) => ({ principal, actions: [...actions] }));
    return { identityPool, title, owner, slices, ...(except.length > 0 && { except }) };
  }
}

/** The promises of one identity pool by what they are about, so that grants and exceptions may come in any order. */
export class Isolations {
  private readonly all = new Map<string, Isolation>();

  public about(key: string, make: () => Isolation): Isolation {
    const isolation = this.all.get(key) ?? make();
    this.all.set(key, isolation);
    return isolation;
  }
}
