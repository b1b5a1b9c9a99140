// Speed of masking, on Markdown made here and on a folder's: `tsx test/bench/markup.ts [FOLDER]`.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GFM, parser } from '@lezer/markdown';
import { parse } from 'parse5';
import { loadParsers } from '../../server/src/platform/parsers';
import { maskHtml } from '../../server/src/text/markup/html/html';
import { maskMarkdown } from '../../server/src/text/markup/markdown/markdown';
import { maskPlainText } from '../../server/src/text/markup/plainText/plainText';
import { maskSourceCode } from '../../server/src/text/markup/sourceCode/sourceCode';
import { markdownTable, median } from './table';

const vocabulary =
  'the of and a to in is it that was for on with as his they be at one have this from or had by hot but some what there we can out other were all your when up use word how said an each she which do their time if will way about many then them would write like so these her long make thing see him two has look more day could go come did my sound no most number who over know water than call first people may down side been now find any new work part take get place made live where after back little only round man year came show every good me give our under name very through just form much great think say help low line before turn cause same mean differ move right boy old too does tell sentence set three want air well also play small end put home read hand port large spell add even land here must big high such follow act why ask men change went light kind off need house picture try us again animal point mother world near build self earth father'.split(
    ' ',
  );

/** Park and Miller's minimal standard generator: the same text on every machine. */
const generator = (seed: number): ((below: number) => number) => {
  let state = seed;
  return (below) => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
};

/** Markdown of about `length` characters with what documentation is made of. */
const generatedMarkdown = (length: number): string => {
  const random = generator(20);
  const word = (): string => vocabulary[random(vocabulary.length)] ?? '';
  const words = (count: number): string => Array.from({ length: count }, word).join(' ');
  const span = (): string => {
    const kinds = [`*${words(2)}*`, `**${word()}**`, `\`${word()}()\``, `[${words(3)}](https://example.org/${word()})`];
    return random(4) === 0 ? (kinds[random(kinds.length)] ?? '') : words(4 + random(8));
  };
  const sentence = (): string => `T${Array.from({ length: 1 + random(4) }, span).join(' ')}.`;
  const wrapped = (text: string): string => text.replace(/(.{60,80}) /g, '$1\n');
  const paragraph = (): string => wrapped(Array.from({ length: 2 + random(5) }, sentence).join(' '));
  const blocks: readonly (() => string)[] = [
    paragraph,
    paragraph,
    paragraph,
    paragraph,
    () => `## ${words(3)}`,
    () => Array.from({ length: 4 }, () => `- ${sentence()}`).join('\n'),
    () => `\`\`\`js\n${Array.from({ length: 8 }, () => `const ${word()} = ${word()}(${word()});`).join('\n')}\n\`\`\``,
    () => `> ${paragraph().replaceAll('\n', '\n> ')}`,
    () => `| ${word()} | ${word()} |\n| --- | --- |\n${`| \`${word()}\` | ${words(6)} |\n`.repeat(4)}`,
  ];
  const parts: string[] = [];
  for (let total = 0; total < length; ) {
    const block = blocks[random(blocks.length)]?.() ?? '';
    parts.push(block);
    total += block.length + 2;
  }
  return parts.join('\n\n');
};

const folderMarkdown = (folder: string): string =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n\n');

/** Megabytes a second of processor time: the first run in the process, and the median of those that follow. */
const measure = (text: string, run: (text: string) => unknown): readonly [string, string] => {
  const megabytes = Buffer.byteLength(text) / 1e6;
  const rates: number[] = [];
  for (let i = 0; i < 8; i++) {
    const before = process.cpuUsage();
    run(text);
    rates.push(megabytes / (process.cpuUsage(before).user / 1e6));
  }
  return [`${(rates[0] ?? 0).toFixed(1)} MB/s`, `${median(rates.slice(1)).toFixed(1)} MB/s`];
};

/**
 * A table of masking speeds.
 * @param proseFolder a folder of Markdown files to measure on as well
 */
export const benchMarkup = async (proseFolder: string | undefined): Promise<string> => {
  const made = generatedMarkdown(1_000_000);
  const html = `<p>${made.slice(0, 500_000).replaceAll('<', '&lt;').replaceAll('\n\n', '</p>\n<p>')}</p>`;
  const lezer = parser.configure(GFM);
  const parsers = await loadParsers(['python']);
  const commented = (lines: number): string => '# All is well in this line.\n'.repeat(lines);
  const maskPython = (text: string) => maskSourceCode(text, parsers, 'python');
  const rows = [
    ['Markdown made here', ...measure(made, maskMarkdown), '5 MB/s'],
    ...(proseFolder === undefined
      ? []
      : [['Markdown of the folder', ...measure(folderMarkdown(proseFolder), maskMarkdown), '5 MB/s']]),
    ['the same as MDX', ...measure(made, (text) => maskMarkdown(text, true)), ''],
    ['Lezer’s parser of GFM alone', ...measure(made, (text) => lezer.parse(text)), ''],
    ['plain text', ...measure(made, maskPlainText), ''],
    // Four times the lines must not take longer a line.
    ['10,000 lines of comment in Python', ...measure(commented(10_000), maskPython), ''],
    ['40,000 lines of comment in Python', ...measure(commented(40_000), maskPython), ''],
    ['HTML', ...measure(html, (text) => maskHtml(text, (page) => parse(page, { sourceCodeLocationInfo: true }))), ''],
  ];
  return markdownTable(['masking', 'first', 'then, median', 'bar'], rows);
};

if (process.argv[1] === import.meta.filename) process.stdout.write(await benchMarkup(process.argv[2]));
