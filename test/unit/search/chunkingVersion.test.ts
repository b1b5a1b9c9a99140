import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { defaultSearchSettings } from '../../../server/src/configuration/searchSettings';
import { chunkKey } from '../../../server/src/search/chunk';
import { chunkingVersion } from '../../../server/src/search/chunking/chunkingVersion';
import { loadingChunker } from '../../../server/src/search/chunking/loadChunker';
import { folderPlace } from '../../../server/src/search/indexPlace';
import { SearchService } from '../../../server/src/search/searchService';
import { languageOf } from '../../../server/src/text/markup/languageOf';
import { folderWith } from '../../support/program';
import { wordEmbedder } from '../../support/wordEmbedder';

/** Of each version a hash of where the files below are cut, and under which headings. A new one is added; one that was released is never changed. */
const cutsOfVersion: Readonly<Record<number, string>> = {
  1: 'cc1483551f09f125',
};

/** More than a passage, so that it is cut within. */
const told = (topic: string): string =>
  Array.from(
    { length: 24 },
    (_, at) =>
      `Sentence ${at} about ${topic} tells what number ${at * 7} of them does not say${at % 5 ? '.' : '.\n\n'}`,
  ).join(' ');
const lines = (line: string, count = 40): string =>
  Array.from({ length: count }, (_, at) => line.replaceAll('#', String(at))).join('\n');
const cell = (type: string, source: string) => ({ cell_type: type, metadata: {}, source, outputs: [] });

/** Sentences of words of all lengths, always the same, and so many that a rule which differs a little cuts somewhere else. */
const varied = (sentences: number): string => {
  let state = 1;
  const next = (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 1;
    return state % below;
  };
  const word = () =>
    'abcdefghijklmnopqrstuvwxyz'.slice(next(8)).slice(0, 1 + next(14)) + (next(9) === 0 ? next(1e5) : '');
  const sentence = () => `${Array.from({ length: 3 + next(20) }, word).join(' ')}.`;
  return Array.from({ length: sentences }, () => sentence() + (next(6) === 0 ? '\n\n' : ' ')).join('');
};

const files: Readonly<Record<string, string>> = {
  'guide.md': `---\ntitle: Guide\n---\n\n# Locks\n\n${told('locks')}\n\n## Tea\n\n${lines('- leaf #', 12)}\n\n\`\`\`sh\n# no heading\n${lines('echo #')}\n\`\`\`\n`,
  'book.adoc': `= Book\n\n${told('books')}\n\n== Part\n\n${told('parts')}\n`,
  'paper.tex': `\\section{One}\n${told('papers')}\n\\subsection{Two}\n${told('figures')}\n`,
  'notes.rst': `Notes\n=====\n\n${told('notes')}\n\nMore\n----\n\n${told('more')}\n`,
  'page.html': `<h1>Page</h1><p>${told('pages')}</p><h2>Part</h2><ul>${lines('<li>item #</li>')}</ul>`,
  'letter.txt': `${told('letters')}\n\n${told('envelopes')}`.replaceAll('\n\n', ' '),
  'varied.md': `# Varied\n\n${varied(1500)}\n\n## More\n\n${varied(400)}\n`,
  'table.csv': `name,price\n${lines('thing #,#', 200)}\n`,
  'work.ipynb': JSON.stringify({
    cells: [cell('markdown', `# Work\n\n${told('work')}`), cell('code', lines('print(#)', 90))],
  }),
  'settings.yaml': `first:\n${lines('  key#: value #', 60)}\nsecond:\n${lines('  - item #', 60)}\n`,
  'style.css': lines('.rule# {\n  color: red;\n  margin: #px;\n}\n', 30),
  'shop.ts': `/** Sells. */\nexport class Shop {\n  sell(): void {\n${lines('    this.add(#);', 60)}\n  }\n\n  refund = () => {\n${lines('    this.remove(#);', 12)}\n  };\n}\n\nexport const main = () => {\n${lines('  shops.push(#);')}\n};\n`,
  'shop.py': `class Shop(Base):\n    # A sale.\n    def sell(self, item):\n${lines('        self.add(item, #)', 60)}\n\n    def refund(self, item):\n${lines('        self.remove(item, #)', 12)}\n\n\ndef main():\n${lines('    shops.append(#)')}\n`,
  'shop.go': `package shop\n\n// Sell sells.\nfunc (s *Shop) Sell() {\n${lines('\ts.Add(#)', 60)}\n}\n\nfunc main() {\n${lines('\tprintln(#)', 12)}\n}\n`,
  'shop.lua': `function sell(item)\n${lines('  add(item, #)', 60)}\nend\n\nfunction main()\n${lines('  print(#)', 12)}\nend\n`,
};

describe('the version of chunking', () => {
  it('is another one where files are cut otherwise', async () => {
    const chunker = loadingChunker();
    const cuts: unknown[] = [];
    for (const [path, text] of Object.entries(files)) {
      const languageId = languageOf(path, '') ?? 'plaintext';
      const chunks = await chunker(text, { path, languageId });
      assert.ok(chunks.length > 1, path);
      cuts.push([path, chunks.map(({ start, end, headings, key }) => [start, end, headings, key])]);
    }
    const cut = createHash('sha256').update(JSON.stringify(cuts)).digest('hex').slice(0, 16);
    assert.equal(
      cut,
      cutsOfVersion[chunkingVersion],
      `files are cut otherwise: raise chunkingVersion, and put ${cut} beside the new number here`,
    );
  });

  it('has files read anew that were cut by another, and passages that come out as they were keep their vectors', async () => {
    const text = '# Locks\n\nA lock is taken.\n\n# Tea\n\nWater is poured.\n';
    const root = folderWith({ 'a.md': text });
    const index = folderWith();
    const embedded: string[] = [];
    const embedder = wordEmbedder({
      before: (texts, { kind }) => {
        if (kind === 'passage') embedded.push(...texts);
      },
    });
    const updated = async () => {
      const service = SearchService.open(root, index, defaultSearchSettings, { embedder });
      await service.index();
      await service.embed();
      const { hits } = await service.search('water', { mode: 'vector', limit: 1 });
      await service.close();
      return hits.map(({ headings, snippet }) => [headings, snippet]);
    };
    const expected = [[['Tea'], '# Tea\n\nWater is poured.']];
    assert.deepEqual(await updated(), expected);
    assert.equal(embedded.length, 2);

    const { store } = folderPlace(root, index, defaultSearchSettings, embedder);
    const whole = { headings: [], start: 0, end: text.length - 1, startLine: 1, endLine: 7, text: text.trimEnd() };
    const file = (await store.files()).get('a.md')!;
    await store.putFile({ ...file, chunkingVersion: chunkingVersion - 1 }, [
      { ...whole, key: chunkKey(whole.headings, whole.text) },
    ]);
    await store.commit();
    await store.close();
    assert.deepEqual(await updated(), expected);
    assert.equal(embedded.length, 2);
  });
});
