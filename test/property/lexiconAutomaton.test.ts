import assert from 'node:assert/strict';
import fc from 'fast-check';
import { buildAutomaton, CompactAutomaton } from '../../server/src/lexicon/compactAutomaton';

const word = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'b', 'é', "'"), maxLength: 6 }),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
);

const automatonOf = (words: Iterable<string>): CompactAutomaton => CompactAutomaton.read(buildAutomaton(words));

describe('compact automaton', () => {
  it('is a numbered set: every word has the number of its place, every number its word, and nothing else is in it', () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 60 }), fc.array(word, { maxLength: 20 }), (words, others) => {
        const sorted = [...new Set(words)].sort();
        const automaton = automatonOf(sorted);
        assert.deepEqual([...automaton.words()], sorted);
        sorted.forEach((each, index) => {
          assert.equal(automaton.indexOf(each), index);
        });
        for (const other of others) assert.equal(automaton.indexOf(other), sorted.indexOf(other));
      }),
    );
  });

  it('has no two nodes with the same words below them', () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 60 }), (words) => {
        const automaton = automatonOf([...new Set(words)].sort());
        const languages = new Set<string>();
        const below: string[][] = [];
        for (let node = 0; node <= automaton.root; node++) {
          const language = automaton.isFinal(node) ? [''] : [];
          for (let arc = automaton.firstArc(node); arc < automaton.endArc(node); arc++) {
            const label = String.fromCharCode(automaton.label(arc));
            language.push(...below[automaton.target(arc)]!.map((rest) => label + rest));
          }
          below.push(language);
          languages.add(JSON.stringify(language));
        }
        assert.equal(languages.size, below.length);
      }),
    );
  });
});
