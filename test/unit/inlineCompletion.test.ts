import assert from 'node:assert/strict';
import fc from 'fast-check';
import { caretPlace } from '../../server/src/completion/caretPlace';
import { InlineWriter } from '../../server/src/completion/inlineWriter';
import { promptText } from '../../server/src/completion/promptText';
import { rankedTexts } from '../../server/src/completion/rankedTexts';
import { RecentWords } from '../../server/src/completion/recentWords';
import {
  confidentText,
  isRounded,
  repeatsBefore,
  withoutRepetition,
  writtenWords,
} from '../../server/src/completion/suggestedText';
import { templateRest } from '../../server/src/completion/template';
import type { WordCompleter } from '../../server/src/completion/wordCompleter';
import { entropyOf } from '../../server/src/lm/sampling/entropy';
import { OpeningMixture } from '../../server/src/lm/sampling/openingMixture';
import { loadWordCompleter } from '../../server/src/platform/models';
import { loadParsers } from '../../server/src/platform/parsers';
import { maskDocument } from '../../server/src/text/markup/maskDocument';

const piece = (text: string, probability: number, entropy = 1) => ({
  text,
  logProbability: Math.log(probability),
  entropy,
});

describe('a text that was written', () => {
  it('is put together to words, which begin where a space does', () => {
    const words = writtenWords([piece(' surpris', 0.5), piece('ing', 0.5), piece(' end', 0.1), piece('.', 0.9)]);
    assert.deepEqual(
      words.map(({ text, pieces }) => [text, pieces]),
      [
        [' surprising', 2],
        [' end.', 2],
      ],
    );
    assert.ok(Math.abs(Math.exp(words[0]!.logProbability) - 0.25) < 1e-12);
  });

  it('is shown up to the first word that is not sure, without one that may be cut', () => {
    const sure = { firstWord: 0.3, savedKeys: 0.5, laterWord: 0.4, entropy: 3 };
    const pieces = [piece('other', 0.5), piece(' hand', 0.9), piece(' it', 0.2), piece(' is', 0.9)];
    assert.equal(confidentText(pieces, sure, false), 'other hand');
    assert.equal(confidentText(pieces.slice(0, 2), sure, false), 'other');
    assert.equal(confidentText(pieces.slice(0, 2), sure, true), 'other hand');
    assert.equal(confidentText([piece('other', 0.2), piece(' hand', 0.9)], sure, true), '');
    assert.equal(confidentText([piece('other', 0.5, 4), piece(' hand', 0.9)], sure, true), '');
    // One key less than its letters, times its probability, has to be half a key.
    assert.equal(confidentText([piece('a', 0.9), piece(' dog', 0.9)], sure, true), '');
    assert.equal(confidentText([piece('it', 0.4), piece(' is', 0.9)], sure, true), '');
    assert.equal(confidentText([piece('it', 0.6), piece(' is', 0.9)], sure, true), 'it is');
    assert.equal(confidentText([], sure, true), '');
  });

  it('stops at the end of a sentence, or of a clause that is no single word', () => {
    for (const text of ['end.', ' it is so!', ' said "no."', ' when all is done,']) assert.ok(isRounded(text), text);
    for (const text of [' However,', ' it is', '']) assert.ok(!isRounded(text), text);
  });

  it('is cut where it would say again what follows', () => {
    assert.equal(withoutRepetition(' hand it is old', ' it is old.'), ' hand');
    assert.equal(withoutRepetition(' hand it is good. And more', ' it is good.'), ' hand');
    assert.equal(withoutRepetition(' model is', ' is good'), ' model');
    assert.equal(withoutRepetition('the house', ' the house is red'), '');
    assert.equal(withoutRepetition(' is', ' island'), ' is');
    assert.equal(withoutRepetition(' hand', ''), ' hand');
  });

  it('never ends as what follows begins', () => {
    const words = fc.array(fc.constantFrom('a', 'the', 'cat', 'sat', 'on'), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(words, words, (written, after) => {
        const kept = withoutRepetition(` ${written.join(' ')}`, ` ${after.join(' ')}`)
          .trim()
          .split(' ');
        for (let length = 1; length <= Math.min(kept.length, after.length); length++)
          assert.ok(
            kept.join(' ') === '' || kept.slice(-length).join(' ') !== after.slice(0, length).join(' '),
            kept.join(' '),
          );
      }),
    );
  });

  it('is known to repeat what was just said, or itself', () => {
    assert.ok(repeatsBefore(' on the other hand', 'He said that on the other hand'));
    assert.ok(repeatsBefore(' very very good', 'It is'));
    assert.ok(!repeatsBefore(' and good', 'It is large'));
  });
});

describe('the likeliest text', () => {
  const confidence = { firstWord: 0.3, savedKeys: 0, laterWord: 0.4, entropy: 5 };
  const options = { maxTokens: 16, constraint: {}, limits: {} };
  const where = { prompt: 'We went to the ', place: caretPlace('We went to the '), after: '' };
  let completer: WordCompleter;
  before(async () => {
    completer = await loadWordCompleter(new RecentWords());
  });

  /** What a model writes that has these tokens to say, and how many of them were asked for. */
  const writing = async (tokens: readonly [string, number][], enough: () => boolean) => {
    let asked = 0;
    async function* write() {
      for (const [text, probability] of tokens) {
        asked++;
        yield piece(text, probability);
      }
    }
    const text = await new InlineWriter({ completer, write }).likeliest(where, options, confidence, enough);
    return { text, asked };
  };
  const sure: [string, number][] = [
    ['super', 0.9],
    ['market', 0.9],
    [' and', 0.8],
    [' back', 0.8],
    ['.', 0.9],
    [' Then', 0.9],
  ];

  it('goes on to the end of the sentence while there is time, and no further', async () => {
    assert.deepEqual(await writing(sure, () => false), { text: 'supermarket and back.', asked: 5 });
  });

  it('has its first word whole, however little time there is', async () => {
    assert.deepEqual(await writing(sure, () => true), { text: 'supermarket', asked: 3 });
  });

  it('is given up as soon as it will not be shown', async () => {
    assert.deepEqual(await writing([['perhaps', 0.1], ...sure], () => false), { text: '', asked: 1 });
  });
});

describe('several texts', () => {
  const isWord = (word: string) => !word.includes('q');
  const drawn = (text: string, perToken: number, following?: number) => ({
    text,
    logProbability: perToken * 2,
    tokens: 2,
    ...(following !== undefined && { following }),
  });

  it('come by their probability a token, each once, without beginnings of better ones', () => {
    const texts = [drawn(' b', -2), drawn(' a c', -1), drawn(' a', -1.5), drawn(' a c', -1), drawn('', -0.1)];
    assert.deepEqual(rankedTexts(texts, 'so', isWord), [' a c', ' b']);
  });

  it('lose by words that are none, by repetition, and by what follows being improbable after them', () => {
    assert.deepEqual(rankedTexts([drawn('qq', -1), drawn('ab', -2)], 'so ', isWord), ['ab', 'qq']);
    assert.deepEqual(rankedTexts([drawn(' a a', -1), drawn(' a b', -2)], 'so', isWord), [' a b', ' a a']);
    assert.deepEqual(rankedTexts([drawn(' c', -1, -2), drawn(' d', -2, 0)], 'so', isWord), [' d', ' c']);
  });
});

describe('a template', () => {
  const templates = ['Dear {name|team}, thank you for {}.'];
  const rest = (line: string) => {
    const pattern = templateRest(templates, line);
    return pattern === undefined ? undefined : new RegExp(`^(?:${pattern})$`, 'u');
  };

  it('goes on as it stands from wherever it has come to', () => {
    assert.ok(rest('Dear t')?.test('eam, thank you for your letter.'));
    assert.ok(!rest('Dear t')?.test('om, thank you for your letter.'));
    assert.ok(rest('Dear team, thank you for your')?.test(' letter.'));
    assert.ok(!rest('Dear team, thank you for your')?.test(' letter. And'));
  });

  it('holds for no line that begins otherwise, is too short to tell, or is whole', () => {
    for (const line of ['De', 'Dears', 'My dear t', 'Dear team, thank you for it.', ''])
      assert.equal(rest(line), undefined);
  });

  it('takes back what is typed of a word', () => {
    const pattern = new RegExp(`^(?:${templateRest(templates, 'Dear te', 'te')})$`, 'u');
    assert.ok(pattern.test('team, thank you for all.'));
  });
});

describe('what the model reads before a caret', () => {
  const promptOf = async (marked: string) => {
    const offset = marked.indexOf('|');
    const text = marked.replace('|', '');
    const snapshot = { uri: 'a', version: 0, languageId: 'markdown', text };
    return promptText(text, maskDocument(snapshot, await loadParsers(['markdown'])), offset);
  };

  it('is the text before it', async () => {
    assert.equal(await promptOf('# One\n\nFirst.\n\nSecond goes| on.'), 'One\n\nFirst.\n\nSecond goes');
  });

  it('begins with the headings above, where they lie further up than is read', async () => {
    const long = Array.from({ length: 60 }, (_, index) => `Paragraph number ${index} is one of many that stand here.`);
    const text = `# Book\n\n## Old\n\nGone.\n\n## New\n\n### Part\n\n${long.join('\n\n')}\n\nThe end|`;
    const prompt = await promptOf(text);
    assert.ok(prompt.startsWith('Book\n\nNew\n\nPart\n\nParagraph number'), prompt.slice(0, 60));
    assert.ok(prompt.endsWith('\n\nThe end') && prompt.length < 2100, `${prompt.length}`);
  });

  it('begins alike while somebody writes, but for a step now and then', async () => {
    const long = Array.from({ length: 80 }, (_, index) => `Paragraph number ${index} is one of many that stand here.`);
    let steps = 0;
    let before = '';
    for (let count = 40; count < 80; count++) {
      const prompt = await promptOf(`# Book\n\n${long.slice(0, count).join('\n\n')}|`);
      if (!prompt.startsWith(before)) steps++;
      before = prompt;
    }
    assert.ok(steps >= 1 && steps <= 3, `${steps}`);
  });
});

describe('the entropy of logits', () => {
  it('is that of their softmax', () => {
    const logits = Float32Array.from([0.5, -1, 2, Number.NEGATIVE_INFINITY]);
    const weights = [...logits].map(Math.exp);
    const sum = weights.reduce((a, b) => a + b);
    const expected = -weights.map((w) => w / sum).reduce((all, p) => all + (p > 0 ? p * Math.log(p) : 0), 0);
    assert.ok(Math.abs(entropyOf(logits) - expected) < 1e-6);
    assert.equal(entropyOf(Float32Array.from([3, Number.NEGATIVE_INFINITY])), 0);
  });
});

describe('a first word that two models mix', () => {
  // Tokens: 0 and 1 begin words, 2 and 3 go on with them.
  const begins = Uint8Array.from([1, 1, 0, 0]);
  const own = [0.4, 0.3, 0.2, 0.1];
  const row = () => Float32Array.from(own, Math.log);
  const mixed = (mixture: OpeningMixture) => {
    const logits = row();
    mixture.mix(logits);
    return [...logits].map(Math.exp);
  };

  it('has the probabilities that a linear mixture of both gives to whole words', () => {
    // Words of the other model: 0, 0 2 and 1 3, with .5, .3 and .2.
    const paths = [
      { tokens: [0], probability: 0.5 },
      { tokens: [0, 2], probability: 0.3 },
      { tokens: [1, 3], probability: 0.2 },
    ];
    const mixture = new OpeningMixture(paths, 0.25, begins);
    const first = mixed(mixture);
    assert.ok(Math.abs(first[0]! - (0.75 * 0.4 + 0.25 * 0.8)) < 1e-6);
    assert.ok(Math.abs(first[1]! - (0.75 * 0.3 + 0.25 * 0.2)) < 1e-6);
    assert.ok(Math.abs(first.reduce((a, b) => a + b) - 1) < 1e-6);
    mixture.advance(0);
    const second = mixed(mixture);
    // 0 2 as a whole: .75 .4 .2 of the one and .25 .3 of the other.
    assert.ok(Math.abs(first[0]! * second[2]! - (0.75 * 0.4 * 0.2 + 0.25 * 0.3)) < 1e-6);
    // After the whole word 0, the other model's share of it begins a new word as the first model does.
    assert.ok(Math.abs(first[0]! * second[1]! - (0.75 * 0.4 * 0.3 + 0.25 * 0.5 * (0.3 / 0.7))) < 1e-6);
    assert.ok(Math.abs(second.reduce((a, b) => a + b) - 1) < 1e-6);
    mixture.advance(1);
    assert.ok(mixture.isOver);
  });

  it('leaves out what may not come', () => {
    const mixture = new OpeningMixture([{ tokens: [1], probability: 1 }], 0.5, begins);
    const logits = row();
    logits[1] = Number.NEGATIVE_INFINITY;
    mixture.mix(logits);
    assert.equal(logits[1], Number.NEGATIVE_INFINITY);
  });
});
