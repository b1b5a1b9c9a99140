import assert from 'node:assert/strict';
import { scoreGrammar } from '../../server/src/evaluation/grammar';
import { InsertionIntercepts } from '../../server/src/evaluation/insertionIntercepts';
import { differingWords } from '../../server/src/evaluation/lengthHandling';
import { detokenize, readM2, toTokenEdit } from '../../server/src/evaluation/m2';
import { oracleRecall } from '../../server/src/evaluation/oracleRecall';
import { pairAccuracy, readSentencePairs } from '../../server/src/evaluation/sentencePairs';
import { readMisspeltSentences, scoreSpellingInContext } from '../../server/src/evaluation/spellingInContext';
import type { Finding } from '../../server/src/proofreading/finding';
import { messageOf } from '../../server/src/proofreading/message';

const finding = (start: number, end: number, ...replacements: string[]): Finding => ({
  start,
  end,
  kind: 'spelling',
  code: 'test',
  message: messageOf(''),
  confidence: 1,
  surprisalBits: 0,
  candidates: replacements.map((replacement) => ({ replacement, gain: 0 })),
  safe: false,
});

const m2 = `S He do n't likes cat .
A 1 3|||R:VERB:SVA|||does n't|||REQUIRED|||-NONE-|||0
A 3 4|||R:VERB:FORM|||like|||REQUIRED|||-NONE-|||0
A 4 5|||R:NOUN:NUM|||cats|||REQUIRED|||-NONE-|||0

S All is well .
A -1 -1|||noop|||-NONE-|||REQUIRED|||-NONE-|||0
`;

describe('M2 files', () => {
  it('hold sentences, edits and annotators', () => {
    const [first, second] = readM2(m2);
    assert.deepEqual(first?.tokens, ['He', 'do', "n't", 'likes', 'cat', '.']);
    assert.deepEqual(first?.annotations[0]?.[1], { start: 3, end: 4, type: 'R:VERB:FORM', correction: 'like' });
    assert.deepEqual(second?.annotations, [[]]);
  });

  it('are refused by line where an annotation has no sentence', () => {
    assert.throws(() => readM2('A 0 1|||R|||x|||REQUIRED|||-NONE-|||0'), /line 1/);
  });

  it('read as ordinary text, with each token where it stands', () => {
    const { text, offsets } = detokenize(['"', 'Well', ',', '"', 'he', 'did', "n't", 'say', '(', 'so', ')', '.']);
    assert.equal(text, '"Well," he didn\'t say (so).');
    assert.deepEqual(
      offsets.map(([start, end]) => text.slice(start, end)).join(' '),
      '" Well , " he did n\'t say ( so ) .',
    );
  });

  it('take edits of characters as edits of tokens, trimmed to what changes', () => {
    const tokens = ['He', 'do', "n't", 'likes', 'cat', '.'];
    const text = detokenize(tokens);
    assert.equal(text.text, "He don't likes cat.");
    assert.deepEqual(toTokenEdit(tokens, text, { start: 3, end: 8, replacement: "doesn't" }), {
      start: 1,
      end: 2,
      correction: 'does',
    });
    assert.deepEqual(toTokenEdit(tokens, text, { start: 14, end: 14, replacement: ' a' }), {
      start: 4,
      end: 4,
      correction: 'a',
    });
    assert.equal(toTokenEdit(tokens, text, { start: 0, end: 2, replacement: 'He' }), undefined);
  });
});

describe('sentences of different length', () => {
  const intercepts = new InsertionIntercepts({ replaced: 0.5, byWord: { the: 2 }, others: 5 });
  const sentence = (text: string, logProbability: number, logUnigrams = 0) => ({
    words: text.split(' '),
    logProbability,
    logUnigrams,
    scored: text.split(' ').length + 1,
  });

  it('are compared with what each word more is given back, names of object members too', () => {
    assert.equal(intercepts.of(['the', 'constructor']), 7);
    assert.equal(intercepts.advantage(sentence('see the ship', -12), sentence('see ship', -11)), 1);
    assert.equal(intercepts.advantage(sentence('see ship', -11), sentence('see see ship', -12)), -4);
  });

  it('are compared with a part of the frequency of replaced words taken off', () => {
    assert.equal(intercepts.advantage(sentence('a ship', -12, -20), sentence('a ships', -11, -16)), 1);
  });
});

describe('grammar scores', () => {
  it('are those computed by hand: two of three edits, one false alarm', () => {
    // He don't likes cat.  (0-2, 3-8, 9-14, 15-18)
    const system = [[finding(9, 14, 'like'), finding(15, 18, 'cats')], [finding(0, 3, 'Every')]];
    const { tp, fp, fn, P, R, F05, flaggedClean } = scoreGrammar(readM2(m2), system);
    assert.deepEqual([tp, fp, fn, P, R, F05, flaggedClean], [2, 1, 1, 66.67, 66.67, 66.67, 100]);
  });

  it('count a finding without a candidate as wrong', () => {
    const { tp, fp } = scoreGrammar(readM2(m2), [[finding(9, 14)], []]);
    assert.deepEqual([tp, fp], [0, 1]);
  });
});

describe('misspelt sentences', () => {
  it('are found when a finding touches, first when its first candidate makes the correction', () => {
    const line = JSON.stringify({ orig: 'teh', cor: 'the', bad: 'In teh end .', good: 'In the end .' });
    const items = readMisspeltSentences(`${line}\n${line}\n`);
    assert.deepEqual([items[0]?.start, items[0]?.end], [3, 6]);
    const score = scoreSpellingInContext(items, [[finding(3, 6, 'the')], [finding(3, 6, 'tea', 'the')]]);
    assert.deepEqual(score, { items: 2, found: 1, first: 0.5, firstFive: 1 });
  });
});

describe('sentence pairs', () => {
  it('count as the mean over groups, and over all', () => {
    const pairs = readSentencePairs(
      ['a', 'a', 'a', 'b'].map((paradigm) => JSON.stringify({ good: 'x', bad: 'y', paradigm })).join('\n'),
    );
    const { accuracy, overall } = pairAccuracy(pairs, (index) => index < 3);
    assert.deepEqual([accuracy, overall], [0.5, 0.75]);
  });

  it('are read as ordinary text, also where they come in tokens', () => {
    const [parted, ordinary] = readSentencePairs(
      [
        { good: "He does n't know , I think .", bad: "He do n't know , I think .", type: 'R:VERB:SVA' },
        { good: 'See ( a - b ) here.', bad: 'See ( a - b ) hear.', type: 'R:SPELL' },
      ]
        .map((pair) => JSON.stringify(pair))
        .join('\n'),
    );
    assert.deepEqual([parted?.good, parted?.bad], ["He doesn't know, I think.", "He don't know, I think."]);
    assert.equal(ordinary?.good, 'See ( a - b ) here.');
  });

  it('differ between their common beginning and end', () => {
    assert.deepEqual(differingWords(['a', 'b', 'c'], ['a', 'c']), [['b'], []]);
    assert.deepEqual(differingWords(['a', 'a'], ['a']), [['a'], []]);
    assert.deepEqual(differingWords(['a', 'x', 'c'], ['a', 'y', 'c']), [['x'], ['y']]);
  });
});

describe('oracle recall', () => {
  const sentences = readM2(`S He depend of his informations .
A 1 3|||R:OTHER|||depends on|||REQUIRED|||-NONE-|||0
A 4 5|||R:NOUN:NUM|||information|||REQUIRED|||-NONE-|||0
A 0 1|||UNK|||He|||REQUIRED|||-NONE-|||0
`);
  const text = 'He depend of his informations.';
  const edit = (old: string, replacement: string) => ({
    start: text.indexOf(old),
    end: text.indexOf(old) + old.length,
    replacement,
  });

  it('counts what one candidate makes exactly, and what several make that do not overlap', () => {
    const offered = [edit('depend', 'depends'), edit('of', 'on'), edit('informations', 'information')];
    const { all, typed, byType, candidates, tokens, missed } = oracleRecall(sentences, [offered]);
    assert.deepEqual(byType['R:NOUN:NUM'], { of: 1, byOne: 1, byFew: 1 });
    assert.deepEqual(byType['R:OTHER'], { of: 1, byOne: 0, byFew: 1 });
    assert.deepEqual(all, { of: 3, byOne: 1, byFew: 2 });
    assert.deepEqual(typed, { of: 2, byOne: 1, byFew: 1 });
    assert.deepEqual([candidates, tokens], [3, 6]);
    assert.deepEqual(missed, ['UNK:  -> ']);
  });

  it('takes no edit that does more or less', () => {
    const offered = [edit('depend', 'depended'), edit('his informations', 'information'), edit('of', 'on')];
    assert.deepEqual(oracleRecall(sentences, [offered]).all, { of: 3, byOne: 0, byFew: 0 });
    assert.deepEqual(oracleRecall(sentences, []).all, { of: 3, byOne: 0, byFew: 0 });
  });
});
