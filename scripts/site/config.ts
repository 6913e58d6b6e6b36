import type { Page } from './pages';

/** The groups of the side bar, by what the paths of their pages begin with. */
const GROUPS: readonly (readonly [title: string, isOf: (path: string) => boolean])[] = [
  ['Guides', (path) => path.startsWith('guides/') || path.startsWith('moving-in/')],
  ['Constructs', (path) => ['user-pool.md', 'identity-pool.md', 'authorizers.md', 'languages.md', 'upgrades.md', 'comparison.md'].includes(path)],
  ['Proof', (path) => ['proof.md', 'rules.md', 'access-properties.md', 'diff.md', 'pipelines.md', 'field-notes.md', 'authorization-data.md'].includes(path)],
  ['Examples', (path) => path.startsWith('examples/')],
  ['Reference', (path) => path === 'errors.md' || path === 'reference/index.md'],
  ['Project', (path) => !path.includes('/') && path !== 'index.md'],
  ['Decisions', (path) => path.startsWith('adr/')],
];

/** The generator's own theme, with more contrast where it has too little. */
export const THEME: Readonly<Record<string, string>> = {
  'index.mjs': "import DefaultTheme from 'vitepress/theme';\nimport './contrast.css';\n\nexport default DefaultTheme;\n",
  'contrast.css': '[class*="language-"] > span.lang { display: none; }\n.DocSearch-Button-Keys { display: none !important; }\n.vp-doc code, .vp-doc a, .vp-doc td { overflow-wrap: anywhere; }\n',
};

/**
 * The configuration of the generator.
 *
 * @param pages the pages
 * @param repository where the project is on the web
 * @returns the text of its file
 */
export function configurationOf(pages: readonly Page[], repository: string): string {
  const placed = new Set<Page>();
  const sidebar = GROUPS.map(([text, isOf]) => {
    const items = pages.filter((page) => !placed.has(page) && isOf(page.path));
    items.forEach((page) => placed.add(page));
    return { text, items: items.map(({ path, title }) => ({ text: title, link: `/${path.replace(/(^|\/)index\.md$/, '$1').replace(/\.md$/, '')}` })) };
  });
  const configuration = {
    title: 'cdk-cognito-pools', description: 'Amazon Cognito user pools and identity pools for the AWS CDK, with a proof of the access that they give', lang: 'en-US', cleanUrls: false,
    themeConfig: {
      nav: [{ text: 'Guides', link: '/guides/' }, { text: 'Reference', link: '/reference/' }, { text: 'Errors', link: '/errors' }, { text: 'Rules', link: '/rules' }, { text: 'A report', link: '/report.html', target: '_self' }],
      sidebar, search: { provider: 'local', options: { translations: { button: { buttonText: 'Search', buttonAriaLabel: 'Search' } } } }, outline: [2, 3], socialLinks: [{ icon: 'github', link: repository, ariaLabel: 'repository' }],
    },
    // Types in braces are no attributes.
    markdown: { attrs: { disable: true }, theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' } },
    // The report is no page of the generator.
    ignoreDeadLinks: ['/report', '/report.html'],
  };
  return `export default ${JSON.stringify(configuration, null, 2)};\n`;
}
