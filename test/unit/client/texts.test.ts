import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { manifest } from '../../support/manifest';

type Texts = Readonly<Record<string, string>>;

const read = (name: string): Texts => JSON.parse(readFileSync(join(manifest.l10n, name), 'utf8')) as Texts;

const sources = ['client/src', 'server/src'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => ({ name: join(folder, name), source: readFileSync(join(folder, name), 'utf8') })),
);

const literal = String.raw`\s*(?:('|")((?:(?!\1)[^\\]|\\.)*)\1)?`;
/**
 * A call of `l10n.t` or of a `t` that was handed in, with its first argument where that is a literal. The messages of findings are the
 * exception: they are translated by a template that was written where the finding is made.
 */
const calls = new RegExp(String.raw`(?<![\w.])(?:l10n\.)?t\((?!template, \.\.\.values\))${literal}`, 'g');
const findingMessages = new RegExp(String.raw`(?<![\w.])messageOf\(${literal}`, 'g');
/** Why there is no neural model, in the same way. */
const reasons = new RegExp(String.raw`(?<!const )(?<![\w.])reasonOf\(${literal}`, 'g');

/** The messages of the sources, in English: their keys in the bundles. */
const messages = sources.flatMap(({ name, source }) =>
  [
    ...source.matchAll(calls),
    ...(name.startsWith(join('server', 'src', 'proofreading')) ? source.matchAll(findingMessages) : []),
    ...(name.startsWith(join('server', 'src', 'inference')) ? source.matchAll(reasons) : []),
  ].map(([call, quote, message]) => {
    assert.notEqual(quote, undefined, `${name}: ${call} has no literal, so no translation can be found for it`);
    return message!.replace(/\\(.)/g, '$1');
  }),
);

const placeholders = (text: string): string[] => (text.match(/\{\d+\}/g) ?? []).toSorted();
/** What must stay as it is: code, names of settings, and what links lead to. */
const fixedParts = (text: string): string[] => (text.match(/`[^`]+`|\(command:[^)]+\)/g) ?? []).toSorted();

describe('the texts of the extension', () => {
  const english = read('package.nls.json');
  const translations = readdirSync(manifest.l10n)
    .map((name) => /^package\.nls\.(.+)\.json$/.exec(name)?.[1])
    .filter((locale) => locale !== undefined);

  it('exist in Simplified Chinese', () => {
    assert.deepEqual(translations, ['zh-cn']);
    assert.ok(messages.length > 20);
  });

  it('of the manifest are all there, and none is left over', () => {
    const used = [...readFileSync('package.json', 'utf8').matchAll(/"%([\w.-]+)%"/g)].map(([, key]) => key!);
    assert.deepEqual(Object.keys(english).toSorted(), [...new Set(used)].toSorted());
  });

  it('of the manifest are not written out where a translation would miss them', () => {
    const written = JSON.stringify(manifest.contributes).match(
      /"(?:title|description|markdownDescription)":"(?!%)[^"]*"/g,
    );
    assert.equal(written, null);
  });

  for (const locale of translations) {
    describe(`in ${locale}`, () => {
      const nls = read(`package.nls.${locale}.json`);
      const bundle = read(`bundle.l10n.${locale}.json`);

      it('of the manifest are complete, and what is fixed in them is the same', () => {
        assert.deepEqual(Object.keys(nls).toSorted(), Object.keys(english).toSorted());
        for (const [key, text] of Object.entries(nls))
          assert.deepEqual(fixedParts(text), fixedParts(english[key]!), key);
      });

      it('of client and server are complete, none is left over, and they have the same placeholders', () => {
        assert.deepEqual(Object.keys(bundle).toSorted(), [...new Set(messages)].toSorted());
        for (const [message, text] of Object.entries(bundle))
          assert.deepEqual(placeholders(text), placeholders(message), message);
      });

      it('are translated, not copied', () => {
        for (const [key, text] of [...Object.entries(nls), ...Object.entries(bundle)])
          assert.match(text, /\p{Script=Han}/u, key);
      });
    });
  }
});
