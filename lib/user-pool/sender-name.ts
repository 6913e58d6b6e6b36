/** The most bytes whose Base64 fits into one encoded word with its frame: words of a header have 75 characters at most (RFC 2047). */
const BYTES_OF_A_WORD = 45;

/**
 * Writes the name of a sender as headers of e-mails have it (RFC 5322): as it is where it consists of plain words, in quotes where it
 * has signs with a meaning there, such as a comma, and as encoded words (RFC 2047) where it has letters beyond ASCII.
 *
 * @param name the name, without control characters
 * @returns what stands before the address
 */
export function senderName(name: string): string {
  if (!/^[\x20-\x7e]*$/.test(name)) return chunks(name).map((chunk) => `=?UTF-8?B?${Buffer.from(chunk, 'utf8').toString('base64')}?=`).join(' ');
  const plain = /^[\w !#$%&'*+\-/=?^`{|}~]+$/.test(name) && !name.includes('=?');
  return plain || /^"(?:[^\\"]|\\.)*"$/.test(name) ? name : `"${name.replace(/[\\"]/g, (sign) => `\\${sign}`)}"`;
}

/** Pieces of whole characters. */
function chunks(name: string): string[] {
  const pieces = [''];
  for (const character of name) {
    const longer = pieces.at(-1) + character;
    if (Buffer.byteLength(longer) > BYTES_OF_A_WORD) pieces.push(character);
    else pieces[pieces.length - 1] = longer;
  }
  return pieces;
}
