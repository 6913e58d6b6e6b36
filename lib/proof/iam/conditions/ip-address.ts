import { isIPv4, isIPv6 } from 'node:net';
import type { Point, Range, RangeOperator } from './operator';

// Both families on one line: IPv4 first, IPv6 far behind it.
const V6_FROM = 1n << 40n;

const operator = (negated: boolean): RangeOperator => ({ kind: 'range', line: 'address', negated, range: readBlock });

/**
 * @param value an IPv4 or IPv6 address
 * @returns its place on the line of addresses, if it is one
 */
export function readAddress(value: string): Point | undefined {
  if (isIPv4(value)) return value.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n);
  if (!isIPv6(value) || value.includes('%')) return undefined;
  const dotted = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(value);
  const hex = (high: string, low: string): string => (Number(high) * 256 + Number(low)).toString(16);
  const plain = dotted ? `${dotted[1]}${hex(dotted[2], dotted[3])}:${hex(dotted[4], dotted[5])}` : value;
  const [head, tail] = plain.split('::');
  const parts = (text: string | undefined): string[] => (text ? text.split(':') : []);
  const zeros = tail === undefined ? [] : new Array<string>(8 - parts(head).length - parts(tail).length).fill('0');
  return V6_FROM + [...parts(head), ...zeros, ...parts(tail)].reduce((sum, part) => sum * 65536n + BigInt(`0x${part}`), 0n);
}

/**
 * @param point a place on the line of addresses
 * @returns the address, as text
 */
export function spellAddress(point: bigint): string | undefined {
  if (point >= 0n && point < 1n << 32n) return [24n, 16n, 8n, 0n].map((shift) => String((point >> shift) & 255n)).join('.');
  const offset = point - V6_FROM;
  if (offset < 0n || offset >= 1n << 128n) return undefined;
  return Array.from({ length: 8 }, (_, index) => ((offset >> BigInt(112 - 16 * index)) & 0xffffn).toString(16)).join(':');
}

function readBlock(value: string): Range | undefined {
  const [text, length, ...rest] = value.split('/');
  const at = readAddress(text) as bigint | undefined;
  const bits = isIPv4(text) ? 32 : 128;
  if (at === undefined || rest.length > 0 || (length !== undefined && !/^\d{1,3}$/.test(length)) || Number(length ?? bits) > bits) return undefined;
  const base = bits === 32 ? 0n : V6_FROM;
  const size = 1n << BigInt(bits - Number(length ?? bits));
  const from = base + ((at - base) / size) * size;
  return { from, to: from + size - 1n };
}

/** IP address operators. */
export const IP_OPERATORS = { IpAddress: operator(false), NotIpAddress: operator(true) };
