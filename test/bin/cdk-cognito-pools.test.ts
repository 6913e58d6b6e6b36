import { main } from '../../bin/cdk-cognito-pools';

let out: jest.SpyInstance;
let err: jest.SpyInstance;
beforeEach(() => {
  out = jest.spyOn(console, 'log').mockImplementation();
  err = jest.spyOn(console, 'error').mockImplementation();
});
afterEach(() => jest.restoreAllMocks());

test('without a command it says how it is used, and fails', async () => {
  expect(await main([])).toBe(2);
  expect(out).toHaveBeenCalledWith(expect.stringMatching(/^usage: cdk-cognito-pools <.*prove.*> \.\.\.$/));
});

test('--help says the same, and does not fail', async () => {
  expect(await main(['--help'])).toBe(0);
  expect(out).toHaveBeenCalledWith(expect.stringMatching(/^usage: /));
});

test.each(['guess', '../app', 'constructor'])("a command that is not there (%s) is refused, with those that are", async (name) => {
  expect(await main([name])).toBe(2);
  expect(err).toHaveBeenCalledWith(expect.stringMatching(new RegExp(`^there is no command '${name.replaceAll('.', '\\.')}'; there are: .*prove`)));
});

test('the arguments after its name are those of the command', async () => {
  expect(await main(['prove', 'no-such.template.json'])).toBe(2);
  expect(err).toHaveBeenCalledWith(expect.stringContaining('no-such.template.json'));
});
