export { templatesAt, versionsAt } from '../lib/proof/template/together';

/** The options of every command that reads templates: those of `templatesAt`. */
export const TEMPLATE_OPTIONS = {
  environment: { type: 'string', multiple: true },
  nested: { type: 'string', multiple: true },
  parameter: { type: 'string', multiple: true },
  parameters: { type: 'string' },
} as const;
