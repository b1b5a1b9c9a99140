import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Finding } from '../../server/src/proofreading/finding';
import { messageOf } from '../../server/src/proofreading/message';

/** What another proofreader says of a text. Offsets are UTF-16 units. */
export interface PeerFinding {
  readonly start: number;
  readonly end: number;
  readonly replacements: readonly string[];
}

export interface PeerProofreader {
  readonly name: string;
  check(text: string, language: 'plaintext' | 'markdown'): Promise<PeerFinding[]>;
  /** Corrections of one word, best first. */
  suggest(word: string): Promise<readonly string[]>;
}

/** A peer's finding in the form of ours, so that one scorer judges both. */
export const asFinding = ({ start, end, replacements }: PeerFinding): Finding => ({
  start,
  end,
  kind: 'spelling',
  code: '',
  message: messageOf(''),
  confidence: 1,
  surprisalBits: 0,
  candidates: replacements.map((replacement) => ({ replacement, gain: 0 })),
  safe: false,
});

const installed = join(import.meta.dirname, 'peers', 'node_modules');

/** Loads a module of the peers' own manifest: their types are not ours to depend on. */
const load = async (path: string): Promise<Record<string, unknown>> =>
  (await import(pathToFileURL(join(installed, path)).href)) as Record<string, unknown>;

interface HarperLint {
  span(): { readonly start: number; readonly end: number };
  suggestions(): readonly { kind(): number; get_replacement_text(): string }[];
  free(): void;
}

interface HarperLinter {
  setup(): Promise<void>;
  lint(text: string, options: { language: 'plaintext' | 'markdown' }): Promise<HarperLint[]>;
}

async function harper(): Promise<PeerProofreader> {
  const { LocalLinter, Dialect } = (await load('harper.js/dist/index.js')) as {
    LocalLinter: new (options: { binary: unknown; dialect: number }) => HarperLinter;
    Dialect: { American: number };
  };
  const { binary } = await load('harper.js/dist/binary.js');
  const linter = new LocalLinter({ binary, dialect: Dialect.American });
  await linter.setup();
  const check: PeerProofreader['check'] = async (text, language) =>
    (await linter.lint(text, { language })).map((lint) => {
      const { start, end } = lint.span();
      const replacements = lint.suggestions().map((suggestion) => suggestion.get_replacement_text());
      lint.free();
      return { start, end, replacements };
    });
  return {
    name: 'Harper',
    check,
    suggest: async (word) => {
      const findings = await check(word, 'plaintext');
      return findings.find(({ start, end }) => start === 0 && end === word.length)?.replacements ?? [];
    },
  };
}

interface CspellIssue {
  readonly offset: number;
  readonly text: string;
  readonly suggestions?: readonly string[];
}

interface CspellLibrary {
  getDefaultSettings(useDefaultDictionaries: boolean): Promise<object>;
  spellCheckDocument(document: object, options: object, settings: object): Promise<{ issues: readonly CspellIssue[] }>;
}

async function cspell(): Promise<PeerProofreader> {
  const library = (await load('cspell-lib/dist/lib/index.js')) as unknown as CspellLibrary;
  const settings = await library.getDefaultSettings(true);
  const check: PeerProofreader['check'] = async (text, languageId) => {
    const document = { uri: 'file:///text.txt', text, languageId, locale: 'en' };
    const options = { generateSuggestions: true, noConfigSearch: true };
    const { issues } = await library.spellCheckDocument(document, options, settings);
    return issues.map(({ offset, text: word, suggestions }) => ({
      start: offset,
      end: offset + word.length,
      replacements: suggestions ?? [],
    }));
  };
  return {
    name: 'cspell',
    check,
    suggest: async (word) => (await check(word, 'plaintext')).find(({ start }) => start === 0)?.replacements ?? [],
  };
}

/** The peers that are installed; the others are named on standard error. */
export async function peerProofreaders(): Promise<PeerProofreader[]> {
  const known = { 'harper.js': harper, 'cspell-lib': cspell };
  const peers: PeerProofreader[] = [];
  for (const [name, make] of Object.entries(known)) {
    if (existsSync(join(installed, name))) peers.push(await make());
    else console.error(`${name} is left out: not installed (npm run bench:peers)`);
  }
  return peers;
}
