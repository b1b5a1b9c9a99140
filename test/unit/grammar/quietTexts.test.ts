import assert from 'node:assert/strict';
import type { Analyzer } from '../../../server/src/analysis/analyzer';
import { GrammarTier } from '../../../server/src/analysis/grammarTier';
import { resolveSettings } from '../../../server/src/configuration/settings';
import type { InferenceClient } from '../../../server/src/inference/client';
import { shippedNeuralModel } from '../../../server/src/inference/neuralModel';
import { loadDictionary } from '../../../server/src/platform/dictionaries';
import { loadAnalyzer, loadGrammarChecker } from '../../../server/src/platform/models';

/** Texts that a likelier sentence is no better than: each a document, as its author wrote it. */
const texts: Readonly<Record<string, string>> = {
  'a sonnet': `Shall I compare thee to a summer's day?
Thou art more lovely and more temperate:
Rough winds do shake the darling buds of May,
And summer's lease hath all too short a date.`,
  'a poem with dashes and capitals of its own': `Because I could not stop for Death –
He kindly stopped for me –
The Carriage held but just Ourselves –
And Immortality.`,
  'a ballad': `It was many and many a year ago,
In a kingdom by the sea,
That a maiden there lived whom you may know
By the name of Annabel Lee.`,
  quotations: `> You don't know about me without you have read a book by the name of The Adventures of Tom Sawyer; but that ain't no matter.

As Lincoln said, "Four score and seven years ago our fathers brought forth on this continent, a new nation, conceived in Liberty."`,
  'terms of code': `Call \`useEffect\` after the first render. The \`for await\` loop reads from \`stdin\` until \`done\` is true.

- Set \`maxRetries\` to 3, or leave it undefined.
- A \`Promise<void>\` that rejects is passed to \`onError\`.

The parser returns null if the token is not an identifier, and the caller must free the buffer.`,
  French: `Les enfants jouent dans le jardin pendant que leur mère prépare le repas du soir.

Il faut que nous partions avant midi, sinon nous serons en retard.`,
  German: `Die Kinder spielen im Garten, während ihre Mutter das Abendessen kocht.

Wir müssen vor Mittag gehen, sonst kommen wir zu spät.`,
  Spanish: `Los niños juegan en el jardín mientras su madre prepara la cena.

Tenemos que salir antes del mediodía, si no llegaremos tarde.`,
  Greek: `Τα παιδιά παίζουν στον κήπο, ενώ η μητέρα τους ετοιμάζει το βραδινό.`,
  'names and titles': `Ludwig van Beethoven dedicated the Eroica to Prince Lobkowitz.

Les Misérables and La Bohème are both set in Paris.`,
};

describe('grammar in texts that are not to be bettered', function () {
  this.timeout(60_000);
  const dictionary = loadDictionary([], []);
  const { proofreading: settings } = resolveSettings([{}]);
  let analyzer: Analyzer;
  let model: InferenceClient;

  before(async () => {
    analyzer = await loadAnalyzer();
    model = shippedNeuralModel({ threads: 1 });
  });
  after(() => model.dispose());

  const grammarIn = async (text: string, tier: GrammarTier): Promise<string[]> => {
    const snapshot = { uri: 'file:///a', version: 0, languageId: 'markdown', text };
    const pass = analyzer.follow('markdown').start({ snapshot, settings, dictionary });
    while (pass.advance());
    await tier.judgeAll(pass.grammarSentences());
    return pass
      .report(tier)
      .findings.filter(({ kind }) => kind === 'grammar')
      .map(({ start, end, candidates: [best] }) => `${text.slice(start, end)} > ${best?.replacement}`);
  };

  for (const [name, neural] of [
    ['both models', () => model],
    ['n-grams alone', () => undefined],
  ] as const) {
    it(`is quiet where it is cautious: ${name}`, async () => {
      const tier = new GrammarTier(loadGrammarChecker(neural()));
      const found: Record<string, readonly string[]> = {};
      for (const [text, content] of Object.entries(texts)) found[text] = await grammarIn(content, tier);
      assert.deepEqual(found, Object.fromEntries(Object.keys(texts).map((text) => [text, []])));
    });

    it(`sees a mistake beside them: ${name}`, async () => {
      const tier = new GrammarTier(loadGrammarChecker(neural()));
      const mistaken = `${texts['terms of code']}\n\nHe wants to goes home.`;
      assert.deepEqual(await grammarIn(mistaken, tier), ['goes > go']);
    });
  }
});
