import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Tokenizer } from '@huggingface/tokenizers';
import { loadParsers } from '../../../server/src/platform/parsers';
import { fileChunks } from '../../../server/src/search/chunking/fileChunks';
import { passageTokens } from '../../../server/src/search/chunking/section';
import { estimateTokens } from '../../../server/src/search/chunking/tokenEstimate';
import { passageText } from '../../../server/src/search/index/passageText';
import { languageOf } from '../../../server/src/text/markup/languageOf';

describe('estimated tokens', () => {
  const tokenizer = new Tokenizer(JSON.parse(readFileSync('models/minilm-l6-v2.tokenizer.json', 'utf8')), {});
  const tokensOf = (text: string) => tokenizer.encode(text, { add_special_tokens: false }).ids.length;

  it('of words, marks, numbers and ideographs are near those of the tokenizer', () => {
    for (const text of [
      'The index has one writer, and a lock that was left is taken over.',
      'const entry = this.entries.get(key) ?? createEntry(key, { now: Date.now() });',
      'readFileSync, getElementById, HTTPServer, snake_case_name, SCREAMING_CASE',
      'On 2026-11-27 at 19:05 it was 3.14159 or 1,000,000 or 0xdeadbeef.',
      '私は本を読みます。漢字とかな',
      'Это предложение написано по-русски.',
      'Die Gesellschaft für Übersetzungen öffnet früh.',
    ]) {
      const ratio = tokensOf(text) / estimateTokens(text);
      assert.ok(ratio > 0.7 && ratio < 1.35, `${ratio.toFixed(2)} ${text}`);
    }
    assert.equal(estimateTokens(''), 0);
    assert.equal(estimateTokens(' \n\t'), 0);
  });

  it('are those of a part of a text too', () => {
    const text = 'one (two) three';
    assert.equal(estimateTokens(text, 4, 9), estimateTokens('(two)'));
  });

  it('keep passages of documents and code within what the embedding model reads, and fill them', async () => {
    const files = ['server/docs', 'server/src/search/index', 'server/src/text/markup/latex'].flatMap((folder) =>
      readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isFile() && /\.(?:md|ts)$/.test(entry.name))
        .map(({ name }) => join(folder, name)),
    );
    const tokens: number[] = [];
    for (const path of files) {
      const languageId = languageOf(path)!;
      const chunks = fileChunks(readFileSync(path, 'utf8'), { path, languageId }, await loadParsers([languageId]));
      for (const chunk of chunks) tokens.push(tokenizer.encode(passageText(chunk, chunk.text)).ids.length);
    }
    const over = tokens.filter((count) => count > passageTokens);
    assert.ok(tokens.length > 400);
    assert.ok(over.length < tokens.length / 100, `${over.length} of ${tokens.length}: ${over.join()}`);
    assert.ok(tokens.reduce((sum, count) => sum + count, 0) / tokens.length > 100);
  });
});
