import type { HtmlTagDescriptor } from 'vite' with { 'resolution-mode': 'import' };

/** What the page reads of `amplify_outputs.json` to know where its requests go. */
export interface PageSettings {
  readonly auth: { readonly aws_region: string };
  readonly storage: { readonly bucket_name: string };
  readonly custom: { readonly endpoint?: string };
}

/** A plugin of Vite, as far as it does something here. */
export interface PolicyPlugin {
  readonly name: string;
  readonly apply: 'build';
  readonly transformIndexHtml: () => HtmlTagDescriptor[];
}

/** The page needs nothing from elsewhere, so that nothing from elsewhere can get at the tokens that it keeps. */
const DIRECTIVES = "default-src 'self'; img-src 'self' blob: data:; base-uri 'none'; form-action 'self'";

/** The content security policy for a server to send with the page. */
export function policyHeader(settings: PageSettings): string {
  // A frame is refused by a header only: browsers ignore the directive in a page.
  return `${policyInPage(settings)}; frame-ancestors 'none'`;
}

/** Writes the policy into the built page, where it holds whatever server the page comes from. While Vite serves the sources it adds scripts of its own. */
export function policyPlugin(settings: PageSettings): PolicyPlugin {
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [{ tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', 'content': policyInPage(settings) }, injectTo: 'head-prepend' }],
  };
}

function policyInPage(settings: PageSettings): string {
  return `${DIRECTIVES}; connect-src ${["'self'", ...servicesOf(settings)].join(' ')}`;
}

/** The services by host, and the one bucket: with a wildcard, a script could send what it finds to a bucket of its author. */
function servicesOf({ auth: { aws_region: region }, storage: { bucket_name: bucket }, custom: { endpoint } }: PageSettings): string[] {
  if (endpoint !== undefined) return [endpoint];
  const suffix = `${region}.${region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'}`;
  return [...['cognito-idp', 'cognito-identity', 'kinesis'].map((service) => `https://${service}.${suffix}`), `https://${bucket}.s3.${suffix}`];
}
