import { remembered } from '../../lib/text/remembered';

describe('what a function makes of a text', () => {
  test('is made once', () => {
    const find = jest.fn((text: string) => ({ text }));
    const of = remembered(2, find);
    expect(of('a')).toBe(of('a'));
    expect(find).toHaveBeenCalledTimes(1);
  });

  test('is forgotten with all others when there is too much of it', () => {
    const find = jest.fn((text: string) => ({ text }));
    const of = remembered(2, find);
    ['a', 'b', 'c', 'c', 'a'].forEach(of);
    expect(find.mock.calls.map(([text]) => text)).toEqual(['a', 'b', 'c', 'a']);
  });
});
