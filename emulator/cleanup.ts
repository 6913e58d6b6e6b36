/** What must not outlive this process, and the one place that ends it on a signal or a crash. */
type Cleanup = () => Promise<void>;

const pending = new Set<Cleanup>();
const signals = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;
let ending = false;

/** Registers what a signal or a crash must undo. The result takes it back, once it was undone in the ordinary way. */
export function undoAtEnd(cleanup: Cleanup): () => void {
  pending.add(cleanup);
  return () => pending.delete(cleanup);
}

/** Undoes everything that is registered, newest first; one failure does not keep the rest from being undone. */
export async function undoAll(): Promise<void> {
  for (const cleanup of [...pending].reverse()) {
    pending.delete(cleanup);
    await cleanup().catch((error: unknown) => console.error(`could not clean up: ${String(error)}`));
  }
}

/** Leaves nothing running when the process is interrupted, terminated, or crashes. Called once, by an entry script. */
export function endCleanly(): void {
  const end = (code: number) => {
    if (ending) return;
    ending = true;
    void undoAll().finally(() => process.exit(code));
  };
  for (const [signal, number] of Object.entries(signals)) {
    process.on(signal, () => {
      console.error(`\n${signal}: cleaning up`);
      end(128 + number);
    });
  }
  for (const event of ['uncaughtException', 'unhandledRejection']) {
    process.on(event, (error: unknown) => {
      console.error(error);
      end(1);
    });
  }
}
