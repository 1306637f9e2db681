import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CommandLine, openWithRoster } from './command-line.ts';

let line: CommandLine;
let text: string;
beforeAll(async () => {
  line = await openWithRoster();
  text = line.file('plan.txt', 'V/v trực bão\n\nCác đơn vị trực 24/24 giờ.');
});
afterAll(() => line.close());

const termsOf = async (...words: string[]) => {
  const { id } = await line.json('issue', text, '--to', 'TL', ...words);
  return (await line.office.read.directives.get(id)).terms;
};

test('a directive asks for a commitment, a question, all pages, or nothing but a press', async () => {
  expect(await termsOf()).toMatchObject({ mode: 'plain', allPages: false });
  expect(await termsOf('--commitment', 'Tôi cam kết', '--all-pages')).toEqual({
    mode: 'commitment',
    commitment: 'Tôi cam kết',
    question: null,
    allPages: true,
  });
  const file = line.file('q.json', '\ufeff{"question": "Trực mấy giờ?", "answers": ["24/24 giờ", "8 giờ"]}');
  expect(await termsOf('--question', file)).toMatchObject({
    mode: 'question',
    question: { ask: 'Trực mấy giờ?', answers: ['24/24 giờ', '8 giờ'] },
  });
});

test('what is no question is refused in words, and both at once is wrong usage', async () => {
  const bad = line.file('bad.json', '{"question": 1}');
  const issue = (...words: string[]) => line.run('issue', text, '--to', 'TL', ...words);
  expect(await issue('--question', bad)).toMatchObject({ status: 1, err: expect.stringContaining('No question') });
  expect(await issue('--question', 'nowhere.json')).toMatchObject({ status: 1 });
  const one = line.file('one.json', '{"question": "?", "answers": ["a"]}');
  expect(await issue('--question', one)).toMatchObject({ status: 1, err: expect.stringContaining('2 to 4') });
  expect(await issue('--question', bad, '--commitment', 'x')).toMatchObject({ status: 2 });
  expect(await issue('--commitment', ' ')).toMatchObject({ status: 1, err: expect.stringContaining('wording') });
});
