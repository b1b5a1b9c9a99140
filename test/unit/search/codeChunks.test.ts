import assert from 'node:assert/strict';
import fc from 'fast-check';
import { loadParsers } from '../../../server/src/platform/parsers';
import type { Chunk } from '../../../server/src/search/chunk';
import { fileChunks } from '../../../server/src/search/chunking/fileChunks';
import { estimateTokens } from '../../../server/src/search/chunking/tokenEstimate';
import { grammars, sourceLanguages } from '../../../server/src/text/markup/sourceCode/sourceCodeGrammars';

/** So many lines that they are a passage of their own; `#` is the line's number. */
const filled = (line: string, count = 14): string =>
  Array.from({ length: count }, (_, at) => line.replaceAll('#', String(at))).join('\n');

/** A class with two methods, the first under a comment, and a function after it. Their names are `Shop`, `sell`, `refund` and `main`. */
const samples: Readonly<Record<string, string>> = {
  typescript: `/** Sells. */
export class Shop extends Base {
  /** A sale. */
  sell(item: Item): void {
${filled('    this.ledger.add(item, #);')}
  }

  refund = async (item: Item) => {
${filled('    await this.ledger.remove(item, #);')}
  };
}

export const main = () => {
${filled('  shops.push(new Shop(#));')}
};
`,
  javascript: `class Shop {
  // A sale.
  sell(item) {
${filled('    this.ledger.add(item, #);')}
  }

  refund(item) {
${filled('    this.ledger.remove(item, #);')}
  }
}

function main() {
${filled('  shops.push(new Shop(#));')}
}
`,
  python: `class Shop(Base):
    # A sale.
    @checked
    def sell(self, item):
${filled('        self.ledger.add(item, number=#)')}

    def refund(self, item):
${filled('        self.ledger.remove(item, number=#)')}


def main():
${filled('    shops.append(Shop(number=#))')}
`,
  java: `public class Shop extends Base {
  /** A sale. */
  @Override
  public void sell(Item item) {
${filled('    this.ledger.add(item, number(#));')}
  }

  void refund(Item item) {
${filled('    this.ledger.remove(item, number(#));')}
  }
}

class main {
${filled('  int field# = value(#, "of a field");')}
}
`,
  cpp: `class Shop : public Base {
  // A sale.
  void sell(const Item &item) {
${filled('    this->ledger.add(item, number(#));')}
  }

  int *refund(const Item &item) {
${filled('    this->ledger.remove(item, number(#));')}
  }
};

int main(int argc, char **argv) {
${filled('  shops.push_back(Shop(number(#)));')}
}
`,
  csharp: `namespace Trade;

public class Shop : Base
{
    /// <summary>A sale.</summary>
    [Checked]
    public void sell(Item item)
    {
${filled('        this.Ledger.Add(item, Number(#));')}
    }

    int refund(Item item)
    {
${filled('        this.Ledger.Remove(item, Number(#));')}
    }
}

static class main
{
${filled('    static int field# = Value(#, "of a field");')}
}
`,
  go: `package trade

// Sells.
type Shop struct {
${filled('\tField# string // what is called number #')}
}

// A sale.
func (s *Shop) sell(item Item) {
${filled('\ts.ledger.Add(item, number(#))')}
}

func (s Shop) refund(item Item) {
${filled('\ts.ledger.Remove(item, number(#))')}
}

func main() {
${filled('\tshops = append(shops, Shop{number(#)})')}
}
`,
  rust: `impl Shop {
    /// A sale.
    #[inline]
    pub fn sell(&mut self, item: Item) {
${filled('        self.ledger.add(item, number(#));')}
    }

    fn refund(&mut self, item: Item) {
${filled('        self.ledger.remove(item, number(#));')}
    }
}

fn main() {
${filled('    shops.push(Shop::new(number(#)));')}
}
`,
  ruby: `class Shop < Base
  # A sale.
  def sell(item)
${filled('    @ledger.add(item, number(#))')}
  end

  def refund(item)
${filled('    @ledger.remove(item, number(#))')}
  end
end

def main
${filled('  shops << Shop.new(number(#))')}
end
`,
  php: `<?php
class Shop extends Base
{
    /** A sale. */
    public function sell(Item $item)
    {
${filled('        $this->ledger->add($item, number(#));')}
    }

    private function refund(Item $item)
    {
${filled('        $this->ledger->remove($item, number(#));')}
    }
}

function main()
{
${filled('    $shops[] = new Shop(number(#));')}
}
`,
};

const namesOf = (chunks: readonly Chunk[]): string[] => [
  ...new Set(chunks.map(({ headings }) => headings.join(' > '))),
];

/** What is left of a gap between chunks without what is too long to be a word. */
const wordsIn = (gap: string): string => gap.replace(/[\w+/=-]{100,}["',;]*/g, '').trim();
const checkCover = (text: string, chunks: readonly Chunk[]) => {
  let [start, end] = [0, 0];
  for (const chunk of chunks) {
    assert.ok(chunk.start >= start && chunk.end > end);
    assert.equal(wordsIn(text.slice(end, chunk.start)), '');
    assert.equal(text.slice(chunk.start, chunk.end), chunk.text);
    assert.equal(text.slice(0, chunk.start).split('\n').length, chunk.startLine);
    assert.equal(text.slice(0, chunk.end).split('\n').length, chunk.endLine);
    assert.ok(estimateTokens(chunk.text) < 256);
    ({ start, end } = chunk);
  }
  assert.equal(wordsIn(text.slice(end)), '');
};

describe('chunks of source code', () => {
  const chunksOf = async (text: string, languageId: string) =>
    fileChunks(text, { path: 'file', languageId }, await loadParsers([languageId]));

  for (const [languageId, source] of Object.entries(samples))
    it(`of ${languageId} stand under the names of what they are in, with the comments before`, async () => {
      const chunks = await chunksOf(source, languageId);
      assert.deepEqual(
        namesOf(chunks).filter((names) => names !== '' && names !== 'Shop'),
        ['Shop > sell', 'Shop > refund', 'main'],
      );
      const sale = chunks.find(({ headings }) => headings.at(-1) === 'sell');
      assert.match(sale!.text, /A sale\./);
      assert.match(sale!.text, /sell/);
    });

  it('of C++ know methods outside of their class, and of C functions by what they return', async () => {
    const source = `void Shop::sell(Item item) {\n${filled('  ledger.add(item, number(#));')}\n}\n\nstatic char *(*name(int a))(int) {\n${filled('  call(a, number(#));', 20)}\n}\n`;
    assert.deepEqual(namesOf(await chunksOf(source, 'cpp')), ['Shop > sell', 'name']);
  });

  it('of tests are named by their titles', async () => {
    const source = `describe('a shop', () => {\n  it('sells', async () => {\n${filled('    assert.equal(await shop.sell(#), true);')}\n  });\n\n  it('refunds', () => {\n${filled('    assert.equal(shop.refund(#), true);')}\n  });\n});\n`;
    assert.deepEqual(namesOf(await chunksOf(source, 'typescript')), ['a shop > sells', 'a shop > refunds']);
  });

  it('begin after a comment at the end of a line', async () => {
    const source = `const one = 1; // of them\nfunction main() {\n${filled('  call(#, value.of(#), one);')}\n}\n`;
    const chunks = await chunksOf(source, 'javascript');
    assert.deepEqual(
      chunks.map(({ headings, startLine }) => [headings, startLine]),
      [[['main'], 1]],
    );
    const required = filled('const a# = require("package#"); // of them');
    assert.deepEqual(namesOf(await chunksOf(`${required}\n${source}`, 'javascript')), ['', 'main']);
  });

  it('of shell scripts are functions', async () => {
    const source = `#!/bin/sh\n# A sale.\nsell() {\n${filled('  echo "item $1 is sold for #" >&2')}\n}\n`;
    assert.deepEqual(namesOf(await chunksOf(source, 'shellscript')), ['sell']);
  });

  it('hold small neighbours together and cut long functions between statements', async () => {
    const small = Array.from({ length: 4 }, (_, at) => `def get${at}(self):\n    return self.value${at}\n`).join('\n');
    assert.equal((await chunksOf(small, 'python')).length, 1);
    const statements = filled('    result = collect(\n        first=#,\n    )', 40);
    const long = await chunksOf(`def gather(self):\n${statements}\n`, 'python');
    assert.ok(long.length >= 3);
    for (const { headings, text } of long.slice(1)) {
      assert.deepEqual(headings, ['gather']);
      assert.match(text, /^ {4}result = collect\(\n/);
      assert.match(text, /\n {4}\)$/);
    }
  });

  const languages = [...Object.keys(sourceLanguages), 'html', 'plaintext'];

  it('hold all of any text, however broken, with a parser and without', async () => {
    const parsers = await loadParsers(languages);
    for (const grammar of grammars) assert.ok(parsers[grammar] !== undefined);
    const lines = Object.values(samples).flatMap((source) => source.split('\n'));
    const line = fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...lines) },
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(
        '',
        '<h2>Part</h2>',
        '<p>a</p>',
        '"""',
        '`',
        '/*',
        '*/',
        `f(${'a, '.repeat(400)})`,
        'x'.repeat(2000),
      ),
    );
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 120 }),
        fc.constantFrom(...languages),
        fc.constantFrom('file', 'file.json', 'file.kt'),
        fc.boolean(),
        (parts, languageId, path, withParsers) => {
          const text = parts.join('\n');
          checkCover(text, fileChunks(text, { path, languageId }, withParsers ? parsers : {}));
        },
      ),
      { numRuns: 150 },
    );
  }).timeout(60_000);

  it('are made of nonsense at once, and none is too long', async () => {
    const nonsense: readonly (readonly [languageId: string, text: string])[] = [
      ['typescript', '(\n'.repeat(100_000)],
      ['typescript', 'f(a, b);'.repeat(100_000)],
      ['typescript', '`${\n'.repeat(50_000)],
      ['python', '"""\n'.repeat(50_000)],
      ['cpp', 'a<b<c<\n'.repeat(30_000)],
      ['ruby', '<<A\n'.repeat(50_000)],
      ['html', '<div>'.repeat(50_000)],
      ['plaintext', '{"a":\n'.repeat(50_000)],
      ['plaintext', Array.from({ length: 2000 }, (_, at) => `${' '.repeat(at)}a {`).join('\n')],
    ];
    for (const [languageId, text] of nonsense) {
      const chunks = fileChunks(text, { path: 'file.json', languageId }, await loadParsers([languageId]));
      assert.equal(chunks.at(-1)!.end, text.trimEnd().length);
      for (const chunk of chunks) assert.ok(estimateTokens(chunk.text) < 256);
    }
  }).timeout(60_000);

  it('change near an edit alone', async () => {
    const functions = Array.from(
      { length: 30 },
      (_, at) => `function name${at}() {\n${filled(`  call${at}(#, value.of(#));`, 4 + ((at * 7) % 40))}\n}\n`,
    );
    const keys = async (parts: readonly string[]) =>
      new Set((await chunksOf(parts.join('\n'), 'javascript')).map(({ key }) => key));
    const before = await keys(functions);
    assert.ok(before.size > 30);
    for (let at = 0; at < functions.length; at++) {
      const edited = functions[at]!.replace('{\n', '{\n  added(one, more, statement);\n');
      const changed = [...(await keys(functions.with(at, edited)))].filter((key) => !before.has(key));
      assert.ok(changed.length <= 4, `${changed.length} of ${before.size}`);
    }
  });

  it('are much the same without a parser, by layout', () => {
    for (const [languageId, source] of Object.entries(samples)) {
      assert.deepEqual(
        namesOf(fileChunks(source, { path: 'file', languageId })).filter(
          (names) => !['', 'Shop', 'Trade'].includes(names),
        ),
        ['Shop > sell', 'Shop > refund', 'main'],
        languageId,
      );
    }
  });
});

describe('chunks of HTML and data', () => {
  it('stand under the headings of a page', async () => {
    const page = `<!doctype html><html><head><title>T</title></head><body><h1>Shop <em>one</em></h1><p>Sells.</p>\n<div><h2>Hours</h2><ul><li>nine</li></ul></div><h1>End</h1>text</body></html>`;
    const chunks = fileChunks(page, { path: 'a.html', languageId: 'html' }, await loadParsers(['html']));
    assert.deepEqual(namesOf(chunks), ['Shop one', 'Shop one > Hours', 'End']);
  });

  it('stand under the keys of JSON and YAML', () => {
    const values = (indent: string) => filled(`${indent}"key#": "a value of the key number #",`, 12);
    const json = `{\n  "scripts": {\n${values('    ')}\n    "last": {}\n  },\n  "files": [\n${filled('    "a/path/to/a/file-#.txt",', 16)}\n    "last"\n  ]\n}\n`;
    assert.deepEqual(
      namesOf(fileChunks(json, { path: 'a.json', languageId: 'plaintext' })).filter((name) => name !== ''),
      ['scripts', 'files'],
    );
    const yaml = `jobs:\n  build:\n${filled('    step#: "runs the command number #"')}\n  test:\n${filled('    step#: "tests the command number #"')}\n`;
    assert.deepEqual(namesOf(fileChunks(yaml, { path: 'a.yml', languageId: 'plaintext' })), [
      'jobs > build',
      'jobs > test',
    ]);
  });

  it('of a notebook are its cells, under the headings above them, without encoded images', () => {
    const cell = (cell_type: string, source: readonly string[], more: object = {}) => ({
      cell_type,
      metadata: {},
      ...more,
      source,
    });
    const code = Array.from({ length: 12 }, (_, at) => `value = compute(${at}, "some text")\n`);
    const notebook = {
      cells: [
        cell('markdown', ['# Sales\n', 'What was sold.\n']),
        cell('code', code, { outputs: [{ data: { 'image/png': 'iVBORw0KGgo'.repeat(2000) } }] }),
        cell('markdown', ['## By month\n', 'More.\n']),
        cell('code', code, { outputs: [] }),
      ],
      metadata: { kernelspec: { name: 'python3' } },
      nbformat: 4,
    };
    const text = JSON.stringify(notebook, undefined, 1);
    const chunks = fileChunks(text, { path: 'a.ipynb', languageId: 'plaintext' });
    assert.ok(chunks.length < 12);
    const first = chunks.find(({ text }) => text.includes('compute(0'));
    assert.deepEqual(first!.headings, ['Sales']);
    assert.deepEqual(chunks.findLast(({ text }) => text.includes('compute(0'))!.headings, ['Sales', 'By month']);
    checkCover('['.repeat(20_000), fileChunks('['.repeat(20_000), { path: 'a.ipynb', languageId: 'plaintext' }));
  });

  it('of a table are rows under the first', () => {
    const table = `name,price\n${filled('thing number #,# euros', 60)}\n`;
    const chunks = fileChunks(table, { path: 'a.csv', languageId: 'plaintext' });
    assert.ok(chunks.length > 1);
    for (const { headings, text } of chunks) {
      assert.deepEqual(headings, ['name,price']);
      assert.match(text, /^(?:name|thing)[\s\S]*euros$/);
    }
  });
});
