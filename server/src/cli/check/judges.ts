import { existsSync, statSync } from 'node:fs';
import type { Analyzer } from '../../analysis/analyzer';
import type { DocumentTarget } from '../../platform/documentTargets';
import type { Progress } from '../progress';
import { CheckModels } from './checkModels';
import type { Analyze, FileToCheck } from './fileCheck';
import type { GrammarRun } from './grammarRun';
import { finishPass } from './turns';

/**
 * Whose grammar is looked at in one run unless the neural model is asked for by name, in bytes: 35,000 words, which take it about five minutes with the one
 * thread that it has on two cores, and n-grams ten seconds.
 */
const mostGrammarText = 200_000;
const tooMuchText = `that is more than ${mostGrammarText / 1000} kB of text; --model neural takes its time over it`;

/** Who judges in one run: the n-gram model, perhaps with one of the user's, and the neural model where it is wanted. */
export class Judges {
  private grammar: GrammarRun | undefined;

  private constructor(
    private readonly models: CheckModels,
    /** Who looks at grammar. */
    private grammarBy: 'neural' | 'ngram' | undefined,
    /** The neural model was asked for by name. */
    private readonly insists: boolean,
    private readonly progress: Pick<Progress, 'tell'>,
  ) {}

  /**
   * Asked for before files are: a name that means no model is told at once.
   * @param name as `--model` has it
   * @param models where other runs share them; they are ours then
   * @throws CommandError
   */
  static async named(name: string, progress: Pick<Progress, 'tell'>, models?: CheckModels): Promise<Judges> {
    const isAuto = name === 'auto';
    const asksNeural = name === 'neural' || (isAuto && (await hasNeuralModel()));
    const isShipped = isAuto || name === 'ngram' || name === 'neural';
    const own = isShipped ? undefined : await (await import('../languageModel')).openOwnModel(name);
    const grammarBy = asksNeural ? 'neural' : isShipped ? 'ngram' : undefined;
    return new Judges(models ?? new CheckModels(own), grammarBy, name === 'neural', progress);
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

  /**
   * @param onJudged is told how far the grammar of a document has been judged
   * @param signal where others may have a turn while a document is judged, and the judging may be given up
   */
  async analysis(
    file: Pick<FileToCheck, 'languageId' | 'text'>,
    onJudged: (sentences: string) => void,
    signal?: AbortSignal,
  ): Promise<Analyze> {
    const analyzer = await this.models.analyzer();
    await analyzer.prepare([file.languageId]);
    // What comes from standard input has no size before it is read.
    if (this.grammarBy !== undefined && !this.insists && file.text.length > mostGrammarText) this.leaveGrammarOut();
    if (this.grammarBy === undefined) return analysisWithoutGrammar(analyzer, signal);
    const { GrammarRun } = await import('./grammarRun');
    this.grammar ??= new GrammarRun(
      await this.models.grammar(),
      this.grammarBy === 'neural',
      this.insists ? undefined : (reason) => this.progress.tell(`the neural model is left out: ${reason}`),
    );
    const { grammar } = this;
    const judging = {
      onJudged: (judged: number, sentences: number) => onJudged(`grammar of ${judged} of ${sentences} sentences`),
      signal,
    };
    return (request, spans) => grammar.analyze(analyzer, request, spans, judging);
  }

  /** Ends what was started for the run. */
  close(): void {
    this.models.close();
  }

  private leaveGrammarOut(): void {
    this.progress.tell(`${this.grammarBy === 'neural' ? 'the neural model' : 'grammar'} is left out: ${tooMuchText}`);
    this.grammarBy = undefined;
    this.grammar?.switchOff();
  }
}

const analysisWithoutGrammar = (analyzer: Analyzer, signal: AbortSignal | undefined): Analyze => {
  if (signal === undefined) return (request) => analyzer.analyze(request);
  return async (request) => {
    const pass = analyzer.follow(request.snapshot.languageId).start(request);
    await finishPass(pass, signal);
    return pass.report();
  };
};

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
