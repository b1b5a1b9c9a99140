import model from 'wink-eng-lite-web-model';
import winkNLP, { type ItemToken } from 'wink-nlp';
import type { Token } from '../../../server/src/text/token';

/** Universal parts of speech (universaldependencies.org/u/pos). */
export type PartOfSpeech =
  | 'ADJ'
  | 'ADP'
  | 'ADV'
  | 'AUX'
  | 'CCONJ'
  | 'DET'
  | 'INTJ'
  | 'NOUN'
  | 'NUM'
  | 'PART'
  | 'PRON'
  | 'PROPN'
  | 'PUNCT'
  | 'SCONJ'
  | 'SYM'
  | 'VERB'
  | 'X';

const nlp = winkNLP(model, ['sbd', 'pos']);
const { its } = nlp;

/** Part of speech of each token. The tagger has tokens of its own: of several that one of ours holds (`does|n't`), the first counts. */
export function partsOfSpeech(text: string, tokens: readonly Token[]): PartOfSpeech[] {
  const tags: PartOfSpeech[] = [];
  let next = 0;
  let end = 0;
  const readable = text.replace(/\p{Co}/gu, 'X');
  nlp
    .readDoc(readable)
    .tokens()
    .each((word: ItemToken) => {
      const form = word.out();
      const start = readable.indexOf(form, end);
      if (start < 0) return;
      end = start + form.length;
      while (next < tokens.length && tokens[next]!.start < end) {
        const { kind } = tokens[next]!;
        tags.push(kind === 'placeholder' ? 'NOUN' : (word.out(its.pos) as PartOfSpeech));
        next++;
      }
    });
  while (tags.length < tokens.length) tags.push('X');
  return tags;
}
