/** A template without what changes for reasons of its own: the hashes of assets. */
export function normalizedTemplate(template: unknown): unknown {
  return JSON.parse(JSON.stringify(template).replace(/[0-9a-f]{64}/g, '<asset hash>'));
}
