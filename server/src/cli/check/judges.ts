import { existsSync, statSync } from 'node:fs';
import type { Analyzer } from '../../analysis/analyzer';
import type { NgramModel } from '../../lm/ngram/ngramModel';
import type { DocumentTarget } from '../../platform/documentTargets';
import { loadAnalyzer } from '../../platform/models';
import { asCommandError } from '../commandError';
import { printMessage } from '../console';
import type { Progress } from '../progress';
import type { Analyze, FileToCheck } from './fileCheck';
import type { GrammarRun } from './grammarRun';

/**
 * Whose grammar is looked at in one run unless the neural model is asked for by name, in bytes: 35,000 words, which take it about five minutes with the one
 * thread that it has on two cores, and n-grams ten seconds.
 */
const mostGrammarText = 200_000;
const tooMuchText = `that is more than ${mostGrammarText / 1000} kB of text; --model neural takes its time over it`;

/** Who judges in one run: the n-gram model, perhaps with one of the user's, and the neural model where it is wanted. */
export class Judges {
  private analyzer: Analyzer | undefined;
  private grammar: GrammarRun | undefined;

  private constructor(
    private readonly ownModel: NgramModel | undefined,
    /** Who looks at grammar. */
    private grammarBy: 'neural' | 'ngram' | undefined,
    /** The neural model was asked for by name. */
    private readonly insists: boolean,
    private readonly progress: Progress,
  ) {}

  /**
   * Asked for before files are: a name that means no model is told at once.
   * @param name as `--model` has it
   * @throws CommandError
   */
  static async named(name: string, progress: Progress): Promise<Judges> {
    const isAuto = name === 'auto';
    const asksNeural = name === 'neural' || (isAuto && (await hasNeuralModel()));
    const isShipped = isAuto || name === 'ngram' || name === 'neural';
    const own = isShipped ? undefined : await (await import('../languageModel')).openOwnModel(name);
    const grammarBy = asksNeural ? 'neural' : isShipped ? 'ngram' : undefined;
    return new Judges(own, grammarBy, name === 'neural', progress);
  }

  /** Looks at the sizes first: nobody begins with the grammar of what would take very long. */
  async *planned(
    targets: Iterable<DocumentTarget>,
    isWanted: (target: DocumentTarget) => Promise<boolean>,
    maxFileSize: number,
  ): AsyncGenerator<DocumentTarget> {
    const rest = targets[Symbol.iterator]();
    const planned: DocumentTarget[] = [];
    let bytes = 0;
    while (this.grammarBy !== undefined && !this.insists) {
      const next = rest.next();
      if (next.done) break;
      planned.push(next.value);
      if (next.value.standardInput || !(await isWanted(next.value))) continue;
      const size = sizeOf(next.value.path);
      // What is larger will be refused.
      if (size <= maxFileSize) bytes += size;
      if (bytes > mostGrammarText) this.leaveGrammarOut();
    }
    yield* planned;
    for (let next = rest.next(); !next.done; next = rest.next()) yield next.value;
  }

  /** @param onJudged is told how far the neural model has come with a document */
  async analysis(
    file: Pick<FileToCheck, 'languageId' | 'text'>,
    onJudged: (sentences: string) => void,
  ): Promise<Analyze> {
    this.analyzer ??= await loadAnalyzer(this.ownModel).catch(asCommandError);
    const { analyzer } = this;
    await analyzer.prepare([file.languageId]);
    // What comes from standard input has no size before it is read.
    if (this.grammarBy !== undefined && !this.insists && file.text.length > mostGrammarText) this.leaveGrammarOut();
    if (this.grammarBy === undefined) return (request) => analyzer.analyze(request);
    const { GrammarRun } = await import('./grammarRun');
    this.grammar ??= new GrammarRun(
      this.grammarBy === 'neural',
      this.insists ? undefined : (reason) => this.tell(`the neural model is left out: ${reason}`),
    );
    const { grammar } = this;
    return (request, spans) =>
      grammar.analyze(analyzer, request, spans, (judged, sentences) =>
        onJudged(`grammar of ${judged} of ${sentences} sentences`),
      );
  }

  /** Ends what was started for the run. */
  close(): void {
    this.grammar?.close();
  }

  private leaveGrammarOut(): void {
    this.tell(`${this.grammarBy === 'neural' ? 'the neural model' : 'grammar'} is left out: ${tooMuchText}`);
    this.grammarBy = undefined;
    this.grammar?.switchOff();
  }

  private tell(message: string): void {
    this.progress.clear();
    printMessage(message);
  }
}

/** In bytes; what cannot be looked at is named when it is to be read. */
const sizeOf = (path: string): number => {
  try {
    return statSync(path).size;
  } catch {
    return 0;
  }
};

/** Whether it runs here, and was installed. */
const hasNeuralModel = async (): Promise<boolean> => {
  const [{ isSupported, thisPlatform }, { shippedModelPath }] = await Promise.all([
    import('../../inference/platforms'),
    import('../../inference/modelFiles'),
  ]);
  return isSupported(thisPlatform()) && existsSync(shippedModelPath());
};
