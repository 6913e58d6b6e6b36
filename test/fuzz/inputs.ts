import * as fc from 'fast-check';
import { LATER } from '../every-value/later';

export const text = fc.oneof(
  fc.string({ maxLength: 70, unit: 'binary' }), fc.string({ maxLength: 20 }), fc.webUrl(), fc.domain(), fc.constantFrom(...LATER),
  fc.constantFrom('', '*', '${x}', '{####}', 'https://x', 'http://localhost', 'aws', 'COGNITO', '__proto__', 'constructor', 'eu-west-1:00000000-0000-0000-0000-000000000000', 'eu-west-1_AbCdEf123'),
);

export const number = fc.oneof(fc.integer({ min: -5, max: 5000 }), fc.double({ noNaN: false }), fc.constant('<token>' as const));
