import type { TemplateModel } from '../template/reader';

/** Who is not of the app: anybody may make an account of AWS, and in it identity pools that map any claim to any tag, or have a token of some provider. */
export type Stranger = 'account' | 'identity-pool' | 'token';

/** People know them by this. */
export const STRANGERS: Readonly<Record<Stranger, string>> = {
  'account': 'somebody with an account of AWS of their own',
  'identity-pool': 'somebody with an identity pool of their own',
  'token': 'somebody with a token of another provider',
};

/** The id of an identity pool of theirs: they choose the Region, and AWS chooses the rest. */
export function foreignPoolId(model: TemplateModel): string {
  const part = (key: string, shape: string): string => model.symbols.symbolFor(`their identity pool, ${key}`, 'their-identity-pool', shape, 'which identity pool it is, nobody knows before');
  return `${part('Region', 'region')}:${part('id', 'opaque')}`;
}
