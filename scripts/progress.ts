// Of the CDK CLI's lines, those that say something twice or nothing about the examples.
const noise = /_IN_PROGRESS|: (start|success): |^Supply a stack id|feature flags are not configured|Stack ARN:|^arn:aws:cloudformation|npm warn|^\s*$/;

/** Prints what is going on, with the time since the start. */
export class Progress {
  private readonly begin = Date.now();

  constructor(private readonly write: (line: string) => void) {}

  /** Seconds since the start. */
  get seconds(): number {
    return (Date.now() - this.begin) / 1000;
  }

  /** A step of its own. */
  heading(text: string): void {
    this.write(`\n[${this.seconds.toFixed(0).padStart(3)} s] ${text}`);
  }

  /** A line of the step's own. */
  line = (text: string): void => {
    this.write(text);
  };

  /** A line of a tool that the step runs. */
  tool = (text: string): void => {
    if (!noise.test(text)) this.write(`    | ${text}`);
  };
}
