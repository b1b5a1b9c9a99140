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
 * What `auto` has the neural model read in one run, in bytes: 35,000 words, which take it about five minutes with the one thread that it has on two cores.
 */
const mostNeuralText = 200_000;
const tooMuchText = `that is more than ${mostNeuralText / 1000} kB of text; --model neural takes its time over it`;

/** Who judges in one run: the n-gram model, perhaps with one of the user's, and the neural model where it is wanted. */
export class Judges {
  private analyzer: Analyzer | undefined;
  private grammar: GrammarRun | undefined;

  private constructor(
    private readonly ownModel: NgramModel | undefined,
    private asksNeural: boolean,
    /** It may be left out. */
    private readonly isAuto: boolean,
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
    return new Judges(own, asksNeural, isAuto, progress);
  }

  /** Looks at the sizes first: `auto` does not begin with the neural model what would take it very long. */
  async *planned(
    targets: Iterable<DocumentTarget>,
    isWanted: (target: DocumentTarget) => Promise<boolean>,
  ): AsyncGenerator<DocumentTarget> {
    const rest = targets[Symbol.iterator]();
    const planned: DocumentTarget[] = [];
    let bytes = 0;
    while (this.asksNeural && this.isAuto) {
      const next = rest.next();
      if (next.done) break;
      planned.push(next.value);
      if (!(await isWanted(next.value))) continue;
      bytes += statSync(next.value.path, { throwIfNoEntry: false })?.size ?? 0;
      if (bytes > mostNeuralText) this.leaveNeuralOut(tooMuchText);
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
    if (this.asksNeural && this.isAuto && file.text.length > mostNeuralText) this.leaveNeuralOut(tooMuchText);
    if (!this.asksNeural) return (request) => analyzer.analyze(request);
    const { GrammarRun } = await import('./grammarRun');
    this.grammar ??= new GrammarRun(this.isAuto ? (reason) => this.leaveNeuralOut(reason) : undefined);
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

  private leaveNeuralOut(reason: string): void {
    this.asksNeural = false;
    this.grammar?.switchOff();
    this.progress.clear();
    printMessage(`the neural model is left out: ${reason}`);
  }
}

/** Whether it runs here, and was installed. */
const hasNeuralModel = async (): Promise<boolean> => {
  const [{ isSupported, thisPlatform }, { shippedModelPath }] = await Promise.all([
    import('../../inference/platforms'),
    import('../../inference/modelFiles'),
  ]);
  return isSupported(thisPlatform()) && existsSync(shippedModelPath());
};
