import type { Deployment } from '../support';

/** An e-mail that the emulator has not sent, but kept. */
interface Mail {
  readonly To: readonly string[];
  readonly Subject: string;
  readonly BodyText?: string;
  readonly BodyHtml?: string;
}

/** The code in the last e-mail to an address, which must have this subject, and this text before the code. */
export async function codeMailedTo({ endpoint }: Deployment, address: string, expected: { readonly subject: string; readonly before: string }): Promise<string> {
  const response = await fetch(`${endpoint}/_ministack/ses/messages`);
  const { messages: byAccount } = await response.json() as { messages: Readonly<Record<string, readonly Mail[]>> };
  const messages = Object.values(byAccount).flat();
  const mails = messages.filter(({ Subject, To }) => To.includes(address) && Subject === expected.subject);
  const text = mails.map(({ BodyText, BodyHtml }) => BodyText || BodyHtml || '').at(-1);
  const [, after] = text?.split(expected.before) ?? [];
  const code = /^\d{6}/.exec(after ?? '')?.[0];
  if (!code) throw new Error(`no code for ${address} among ${JSON.stringify(messages)}`);
  return code;
}
