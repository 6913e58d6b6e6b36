import { snippetsOf } from '../../scripts/test/documents-step';

const page = `# A page

\`\`\`ts
const auth = new UserPoolOnly(this, 'Auth');
auth.addSinglePageAppClient('web');
\`\`\`

\`\`\`sh
npm test
\`\`\`

\`\`\`ts
import { Duration as Time } from 'aws-cdk-lib';

new UserPoolOnly(this, 'Auth', { passwordPolicy: { tempPasswordValidity: Time.days(2) } });
auth.addWebsite('web');
\`\`\`
`;

test('the TypeScript blocks of a page are its snippets, each with the line of its first code', () => {
  expect(snippetsOf('docs/page.md', page).map(({ line, code }) => [line, code.split('\n')[0]])).toEqual([
    [4, "const auth = new UserPoolOnly(this, 'Auth');"],
    [13, "import { Duration as Time } from 'aws-cdk-lib';"],
  ]);
});
