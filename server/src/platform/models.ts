import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Analyzer } from '../analysis/analyzer';
import { DocumentAnalyzer } from '../analysis/documentAnalyzer';
import type { RecentWords } from '../completion/recentWords';
import type { WordCompleter } from '../completion/wordCompleter';
import { Inflections } from '../lexicon/inflections';
import { capitalize } from '../lexicon/letterCase';
import { Lexicon } from '../lexicon/lexicon';
import { CharacterModel } from '../lm/characterModel';
import type { LanguageModel } from '../lm/languageModel';
import type { MixedLanguageModel, MixtureSettings } from '../lm/mixture';
import type { OpenWordModel } from '../lm/ngram/interpolatedWordModel';
import { ModelWords } from '../lm/ngram/modelWords';
import { NgramLanguageModel } from '../lm/ngram/ngramLanguageModel';
import { NgramModel } from '../lm/ngram/ngramModel';
import { withClasses } from '../lm/ngram/withClasses';
import { OpenVocabulary } from '../lm/openVocabulary';
import type { WordModel } from '../lm/wordModel';
import type { UsualCase } from '../lm/writtenForms';
import { ConfusionFactors } from '../proofreading/confusion/confusionFactors';
import { GrammarChecker } from '../proofreading/grammar/grammarChecker';
import type { GrammarModels } from '../proofreading/grammar/grammarModels';
import type { EditScorer } from '../proofreading/grammar/grammarRequest';
import type { GrammarResources } from '../proofreading/grammar/grammarResources';
import { type GrammarArtefact, GrammarWeights } from '../proofreading/grammar/grammarWeights';
import { Proofreader } from '../proofreading/proofreader';
import { readErrorModel } from '../proofreading/spelling/errorModelFile';
import { SpellingCorrector } from '../proofreading/spelling/spellingCorrector';
import { SuggestionMemory } from '../proofreading/spelling/suggestionMemory';
import { shippedModelsFolder } from './modelFolders';
import { loadParsers } from './parsers';

const readModel = (name: string): Buffer => {
  const path = join(shippedModelsFolder(), name);
  try {
    return readFileSync(path);
  } catch (error) {
    throw new Error(
      `the model ${path} cannot be read (${(error as NodeJS.ErrnoException).code}); install Surprisal again`,
    );
  }
};

const readJson = (name: string): unknown => JSON.parse(readModel(name).toString('utf8'));

const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};

/** Words and numbers of English with their dialects and frequencies. */
export const loadLexicon = once(() => Lexicon.read(readModel('lexicon-en.bin')));

const loadNgramModel = once(() => NgramModel.read(readModel('ngram-en.bin')));

/** Suggestions for a misspelt word out of context. */
export const loadCorrector = once(
  () => new SpellingCorrector(loadLexicon(), readErrorModel(readModel('spelling-errors-en.bin'))),
);

/** Remembered for the spelling and the grammar of a text alike. */
const loadSuggestions = once(() => new SuggestionMemory(loadCorrector));

const loadConfusions = once(() => ConfusionFactors.from(readJson('confusions-en.json')));

/** The share of unknown words among the unknown ones of the model: its vocabulary's spelling and the lexicon's frequencies. */
const openVocabulary = (ngram: NgramModel, lexicon: Lexicon): OpenVocabulary => {
  const unknown = new Int32Array([0]);
  return new OpenVocabulary(
    () => CharacterModel.fromCounts(ngram.letterTrigrams),
    (word) => {
      const index = lexicon.indexOf(word);
      return index < 0 ? undefined : lexicon.frequency(index);
    },
    ngram.logProbabilityAt(unknown, 0),
  );
};

const interpolated = async (own: OpenWordModel, shipped: OpenWordModel): Promise<WordModel> => {
  const { InterpolatedWordModel } = await import('../lm/ngram/interpolatedWordModel');
  return new InterpolatedWordModel(own, shipped);
};

/**
 * The analyzer over the shipped models.
 * @param own judges together with the shipped n-gram model; confidences and bounds stay those measured with the shipped one
 */
export const loadAnalyzer = async (own?: NgramModel): Promise<Analyzer> => {
  const lexicon = loadLexicon();
  const ngram = loadNgramModel();
  const open = openVocabulary(ngram, lexicon);
  const words =
    own === undefined
      ? ngram
      : await interpolated({ words: own, open: openVocabulary(own, lexicon) }, { words: ngram, open });
  const proofreader = new Proofreader({
    lexicon,
    words,
    modelWords: new ModelWords(words),
    open,
    suggestions: loadSuggestions(),
    confusions: loadConfusions(),
  });
  return new DocumentAnalyzer(proofreader, loadParsers);
};

/** Completes words by the shipped n-gram model and those of the texts at hand. */
export const loadWordCompleter = async (recent: RecentWords): Promise<WordCompleter> => {
  const { WordCompleter } = await import('../completion/wordCompleter');
  const lexicon = loadLexicon();
  return new WordCompleter({
    model: withClasses(loadNgramModel()),
    recent,
    // A lower-case entry is the usual word, also where a name is written alike.
    writtenForm: (word) =>
      lexicon.indexOf(word) < 0 && lexicon.indexOf(capitalize(word)) >= 0 ? capitalize(word) : word,
  });
};

/** What candidate edits of grammar are made from. */
export const loadGrammarResources = once(
  (): GrammarResources => ({
    lexicon: loadLexicon(),
    inflections: Inflections.read(readModel('inflections-en.bin')),
    suggestions: loadSuggestions(),
    confusions: loadConfusions(),
  }),
);

/** What candidate edits of grammar are made from and judged by, but for the neural model. */
export const loadGrammarModels = once((): GrammarModels => {
  const words = loadNgramModel();
  const open = openVocabulary(words, loadLexicon());
  return { resources: loadGrammarResources(), words, modelWords: new ModelWords(words), open };
});

/** What decides which edits are right. */
export const loadGrammarWeights = once(() => new GrammarWeights(readJson('grammar-en.json') as GrammarArtefact));

/**
 * The checker of grammar over the shipped models.
 * @param neural without one, n-grams judge alone
 */
export const loadGrammarChecker = (neural?: EditScorer): GrammarChecker =>
  new GrammarChecker(loadGrammarModels(), loadGrammarWeights(), neural);

/** How a word of letters is usually written, in what the lexicon has of it. */
export const usualCaseIn =
  (lexicon: Lexicon): UsualCase =>
  (form) => {
    if (lexicon.indexOf(form) >= 0) return 'lower';
    if (lexicon.indexOf(capitalize(form)) >= 0) return 'capitalized';
    return lexicon.indexOf(form.toUpperCase()) >= 0 ? 'upper' : undefined;
  };

/** The shipped n-gram model mixed with a neural one. */
export const loadMixture = async (neural: LanguageModel): Promise<MixedLanguageModel> => {
  const [{ MixedLanguageModel }, { WrittenForms }] = await Promise.all([
    import('../lm/mixture'),
    import('../lm/writtenForms'),
  ]);
  const { neuralWeights, written } = readJson('mixture-en.json') as MixtureSettings;
  return new MixedLanguageModel(
    await loadNgram(),
    neural,
    new WrittenForms(written, usualCaseIn(loadLexicon())),
    neuralWeights,
  );
};

/** The shipped n-gram model as a language model. */
export const loadNgram = async (): Promise<NgramLanguageModel> =>
  new NgramLanguageModel(withClasses(loadNgramModel()), openVocabulary(loadNgramModel(), loadLexicon()));
