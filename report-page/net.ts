// What the evaluator uses of Node's module `net`, for a browser.

/** Whether a text is an IPv4 address. */
export function isIPv4(text: string): boolean {
  const fields = text.split('.');
  return fields.length === 4 && fields.every((field) => /^(0|[1-9]\d{0,2})$/.test(field) && Number(field) <= 255);
}

/** Whether a text is an IPv6 address. */
export function isIPv6(text: string): boolean {
  const [, address] = /^([\da-fA-F:.]+)(?:%[0-9a-zA-Z.:-]+)?$/.exec(text) ?? [];
  if (address === undefined) return false;
  const last = address.slice(address.lastIndexOf(':') + 1);
  const plain = last.includes('.') ? isIPv4(last) && address.includes(':') ? `${address.slice(0, -last.length)}0:0` : '' : address;
  const halves = plain.split('::');
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  if (plain === '' || halves.length > 2 || !groups.every((group) => /^[\da-fA-F]{1,4}$/.test(group))) return false;
  return halves.length === 2 ? groups.length < 8 : groups.length === 8;
}
