import { EditCollector } from '../../../../server/src/proofreading/grammar/editCollector';
import type { EditClass } from '../../../../server/src/proofreading/grammar/grammarEdit';
import type { GrammarResources } from '../../../../server/src/proofreading/grammar/grammarResources';
import { type GrammarWord, grammarWords } from '../../../../server/src/proofreading/grammar/grammarWord';
import { initialSound } from '../../../../server/src/proofreading/mechanics/initialSound';
import type { Token } from '../../../../server/src/text/token';
import type { PartOfSpeech } from '../tagger';
import type { WordForms } from '../wordForms';
import type { Slip } from './slip';

/** A right sentence as the rules see it. Indices are of tokens; before the first and after the last there is nothing: ''. */
export class SlipSentence {
  readonly words: readonly GrammarWord[];

  constructor(
    readonly text: string,
    readonly tokens: readonly Token[],
    readonly tags: readonly PartOfSpeech[],
    private readonly resources: GrammarResources,
    readonly forms: WordForms,
    /** The sentence before it. */
    readonly leftContext = '',
  ) {
    this.words = grammarWords({ text, tokens, dialect: 'en' }, resources);
  }

  get length(): number {
    return this.tokens.length;
  }

  /** In small letters. */
  word(index: number): string {
    return this.words[index]?.lower ?? '';
  }

  tag(index: number): PartOfSpeech | '' {
    return this.tags[index] ?? '';
  }

  is(index: number, ...tags: readonly PartOfSpeech[]): boolean {
    const tag = this.tags[index];
    return tag !== undefined && tags.includes(tag);
  }

  /** A plain word that may be changed. */
  isEditable(index: number): boolean {
    return this.words[index]?.editable === true;
  }

  /** Logarithm of a word's relative frequency; -Infinity for one that the lexicon does not have. */
  frequency(word: string): number {
    const { lexicon } = this.resources;
    const index = lexicon.indexOf(word);
    return index < 0 ? Number.NEGATIVE_INFINITY : lexicon.frequency(index);
  }

  /** The indefinite article that goes before a word. */
  indefinite(index: number): 'a' | 'an' {
    const token = this.tokens[index];
    return token !== undefined && initialSound(token, false) === 'vowel' ? 'an' : 'a';
  }

  /** Index of the noun that a noun phrase ends with whose first word, behind its determiner, is at `index`; -1 where there is none. */
  head(index: number): number {
    let head = -1;
    for (let i = index; i < Math.min(this.length, index + 5); i++) {
      if (this.is(i, 'NOUN', 'PROPN')) head = i;
      else if (head >= 0 || !this.is(i, 'ADJ', 'ADV', 'NUM', 'VERB')) break;
    }
    return head;
  }

  /** Words [first, last) become `written`, words apart by spaces; nothing where there is none. */
  replace(
    first: number,
    last: number,
    written: string | undefined,
    editClass: EditClass,
    sure = true,
  ): Slip | undefined {
    if (written === undefined) return undefined;
    return this.slip((edits) => edits.replace(first, last, written, editClass), sure);
  }

  insert(index: number, written: string | undefined, editClass: EditClass, sure = true): Slip | undefined {
    if (written === undefined) return undefined;
    return this.slip((edits) => edits.insert(index, written, editClass), sure);
  }

  /** The word at `index`, which is not the first, is written twice. */
  double(index: number, sure = true): Slip | undefined {
    const { end } = this.tokens[index - 1]!;
    return this.rewrite(end, end, ` ${this.word(index)}`, 'repetition', sure);
  }

  insertMark(index: number, mark: string, editClass: EditClass, sure = true): Slip | undefined {
    return this.slip((edits) => edits.insertMark(index, mark, editClass), sure);
  }

  drop(first: number, last: number, editClass: EditClass, sure = true): Slip | undefined {
    return this.slip((edits) => edits.delete(first, last, editClass), sure);
  }

  /** The very characters [start, end) become `replacement`. */
  rewrite(
    start: number,
    end: number,
    replacement: string | undefined,
    editClass: EditClass,
    sure = true,
  ): Slip | undefined {
    if (replacement === undefined) return undefined;
    return this.slip((edits) => edits.add({ start, end, replacement, editClass }), sure);
  }

  private slip(make: (edits: EditCollector) => void, sure: boolean): Slip | undefined {
    const edits = new EditCollector(this.text, this.words, this.resources.lexicon);
    make(edits);
    const [edit] = edits.edits();
    return edit === undefined ? undefined : { ...edit, sure };
  }
}
