import type { WordSet } from '../lexicon/wordSet';
import type { Finding } from '../proofreading/finding';
import { isChecked } from '../proofreading/grammar/checkedSentences';
import { mergedFindings } from '../proofreading/mergedFindings';
import type { ProofreadingSettings } from '../proofreading/settings';
import type { Directives } from '../proofreading/suppressions';
import { readDirectives } from '../proofreading/suppressions';
import { refutedFindings, unconfirmedWords } from '../proofreading/unconfirmedWords';
import { contentKey } from '../text/contentKey';
import { GenerationalMap } from '../text/generationalMap';
import { maskDocument, repeatedMask } from '../text/markup/maskDocument';
import type { Parsers } from '../text/markup/parsers';
import type { RepeatedMask } from '../text/markup/repeatedMask';
import type { MaskedDocument, ProseBlock } from '../text/maskedDocument';
import type { Span } from '../text/span';
import type { AnalysisPass, AnalysisReport, AnalysisRequest, DocumentAnalysis } from './analyzer';
import type { BlockJudgement, Judging } from './blockJudgement';
import type { BlockProofreader } from './blockProofreader';
import { declaredWords } from './declaredWords';
import { type GrammarSentence, grammarSentences, settingsKey } from './grammarSentences';
import type { GrammarFindings } from './grammarTier';
import { noGrammar, ReportBuilder } from './reportBuilder';
import { SentenceMemory } from './sentenceMemory';
import { shiftedFindings } from './shiftedFindings';

/** A longer document is not masked whole before something is found in what is first: that takes a tenth of a second. */
const LONG_DOCUMENT = 400_000;

const blankLine = /\r?\n[ \t]*\r?\n/g;

/** Cached blocks between two chances to stop: they take microseconds each. */
const KNOWN_BLOCKS_A_STEP = 256;

/** What is remembered beyond what the present text needs, for undone edits. */
const SPARE_ENTRIES = 512;

/** Everything that was judged with the same settings, dictionary and words. */
class Memory {
  readonly blocks = new GenerationalMap<BlockJudgement>();
  readonly sentences = new SentenceMemory();
  /** A text was judged to its end. */
  filled = false;

  constructor(
    private readonly settings: ProofreadingSettings,
    private readonly dictionary: WordSet,
    private readonly words: string,
  ) {}

  isOf(settings: ProofreadingSettings, dictionary: WordSet, words: string): boolean {
    return this.settings === settings && this.dictionary === dictionary && this.words === words;
  }

  /** Forgets what long was not needed. */
  trim(blocks: number, sentences: number): void {
    if (this.blocks.size > 2 * blocks + SPARE_ENTRIES) this.blocks.turn();
    if (this.sentences.size > 2 * sentences + SPARE_ENTRIES) this.sentences.turn();
  }
}

/** One document through its edits: masks by block of source, findings by block and by sentence, all found again by content. */
export class IncrementalAnalysis implements DocumentAnalysis {
  private readonly mask: RepeatedMask;
  private memory: Memory | undefined;

  constructor(
    private readonly proofreader: BlockProofreader,
    private readonly parsers: Parsers,
    languageId: string,
  ) {
    this.mask = repeatedMask(languageId, parsers);
  }

  start(request: AnalysisRequest, first: readonly Span[] = []): AnalysisPass {
    const { snapshot, settings, dictionary } = request;
    const directives = readDirectives(snapshot.text);
    const words = directives.declared.join(' ');
    if (this.memory?.isOf(settings, dictionary, words) !== true) this.memory = new Memory(settings, dictionary, words);
    const judging: Judging = {
      settings,
      dictionary: declaredWords(dictionary, directives),
      ...(!settings.disabledKinds.has('grammar') && { grammarSeed: settingsKey(settings) }),
    };
    return new Pass(this.proofreader, this.parsers, this.mask, this.memory, request, judging, directives, first);
  }
}

const everywhere: readonly Span[] = [{ start: 0, end: Number.POSITIVE_INFINITY }];

class Pass implements AnalysisPass {
  masked: MaskedDocument | undefined;
  firstDone = false;
  private readonly steps: Generator<void, void>;
  /** By block of the mask it was made for. */
  private judgements: (BlockJudgement | undefined)[] = [];
  /** What they were made of. */
  private source: MaskedDocument | undefined;

  constructor(
    private readonly proofreader: BlockProofreader,
    private readonly parsers: Parsers,
    private readonly mask: RepeatedMask,
    private readonly memory: Memory,
    private readonly request: AnalysisRequest,
    private readonly judging: Judging,
    private readonly directives: Directives,
    private readonly first: readonly Span[],
  ) {
    this.steps = this.run();
  }

  advance(): boolean {
    return this.steps.next().done !== true;
  }

  report(grammar?: GrammarFindings): AnalysisReport {
    const { source } = this;
    const report = new ReportBuilder(this.request.snapshot.text, this.directives, source?.names);
    let count = 0;
    for (const [index, judgement] of this.judgements.entries()) {
      if (judgement === undefined || source === undefined) continue;
      const { start } = source.blocks[index]!;
      const known: Finding[] = [];
      const unconfirmed = new Set<Finding>();
      if (grammar !== undefined)
        for (const sentence of grammarSentences(source, index, judgement, this.judging)) {
          const judged = grammar.of(sentence.key);
          if (judged === undefined) continue;
          count++;
          const offset = sentence.start - start;
          const here = shiftedFindings(judged.findings, offset);
          known.push(...here);
          if (!grammar.isNeural || sentence.found.length === 0) continue;
          for (const word of this.unconfirmedWords(sentence, here)) unconfirmed.add(word);
          for (const one of refutedFindings(sentence.found, judged.refuted, offset)) unconfirmed.add(one);
        }
      const { findings } = judgement;
      const byNgrams = unconfirmed.size === 0 ? findings : findings.filter((one) => !unconfirmed.has(one));
      report.add(judgement, mergedFindings(byNgrams, known), start);
    }
    if (grammar === undefined || this.judging.grammarSeed === undefined)
      return report.report(this.proofreader.modelId, noGrammar);
    const { modelId } = this.proofreader;
    return report.report(grammar.isNeural ? `${modelId}+${grammar.modelId}` : modelId, { judged: count });
  }

  /** Of one sentence; offsets of findings are counted from the block's start. */
  private unconfirmedWords(sentence: GrammarSentence, grammar: readonly Finding[]): readonly Finding[] {
    // What the neural model confirms depends on how sure grammar must be.
    const { operatingPoint, grammarPoint = operatingPoint } = this.judging.settings;
    const words = unconfirmedWords(sentence.found, grammar, grammarPoint);
    // Where there is no sentence to read, nobody could confirm anything.
    return words.length > 0 && isChecked(sentence.request()) ? words : [];
  }

  *grammarSentences(spans: readonly Span[] = everywhere): Generator<GrammarSentence> {
    const { source } = this;
    if (source === undefined) return;
    for (const { start, end } of spans) {
      const { blocks } = source;
      for (let index = firstBlockAfter(blocks, start); index < blocks.length && blocks[index]!.start < end; index++) {
        const judgement = this.judgements[index];
        if (judgement === undefined) continue;
        for (const sentence of grammarSentences(source, index, judgement, this.judging))
          if (sentence.start < end && start < sentence.end) yield sentence;
      }
    }
  }

  private *run(): Generator<void, void> {
    const { snapshot } = this.request;
    const firstEnd = Math.max(0, ...this.first.map(({ end }) => end));
    // Once it has been judged whole, what an edit leaves to do is as quickly done.
    const fresh = !this.memory.filled;
    if (fresh && snapshot.text.length > LONG_DOCUMENT && firstEnd < LONG_DOCUMENT) yield* this.judgeBeginning(firstEnd);
    const masked = yield* this.mask.update(snapshot.text);
    this.masked = masked;
    if (this.first.length > 0) {
      yield* this.judge(masked, this.first);
      this.firstDone = true;
      yield;
    }
    yield* this.judge(masked, [{ start: 0, end: masked.text.length }]);
    let sentences = 0;
    for (const judgement of this.judgements) sentences += judgement?.sentences ?? 0;
    this.firstDone = true;
    this.memory.filled = true;
    this.memory.trim(masked.blocks.length, sentences);
  }

  /** What is first in a long document, masked as if the document ended soon after it. */
  private *judgeBeginning(firstEnd: number): Generator<void, void> {
    const { snapshot } = this.request;
    blankLine.lastIndex = firstEnd;
    const end = Math.min(blankLine.exec(snapshot.text)?.index ?? firstEnd, firstEnd + LONG_DOCUMENT);
    const masked = maskDocument({ ...snapshot, text: snapshot.text.slice(0, end) }, this.parsers);
    yield;
    yield* this.judge(masked, this.first.length > 0 ? this.first : [{ start: 0, end: LONG_DOCUMENT / 40 }]);
    this.firstDone = true;
    yield;
  }

  private *judge(source: MaskedDocument, spans: readonly Span[]): Generator<void, void> {
    const { text, blocks } = source;
    if (this.source !== source) {
      this.source = source;
      this.judgements = new Array<BlockJudgement | undefined>(blocks.length);
    }
    let known = 0;
    for (const { start, end } of spans) {
      for (let index = firstBlockAfter(blocks, start); index < blocks.length && blocks[index]!.start < end; index++) {
        if (this.judgements[index] !== undefined) continue;
        const block = blocks[index]!;
        const key = contentKey(text, block.start, block.end, contentKey(block.kind, 0, block.kind.length));
        let judgement = this.memory.blocks.get(key);
        if (judgement === undefined) {
          const prose = text.slice(block.start, block.end);
          judgement = this.proofreader.judge(block.kind, prose, this.judging, this.memory.sentences);
          this.memory.blocks.set(key, judgement);
          this.judgements[index] = judgement;
          yield;
        } else {
          this.judgements[index] = judgement;
          if (++known % KNOWN_BLOCKS_A_STEP === 0) yield;
        }
      }
    }
  }
}

/** The first block that ends after `offset`. */
const firstBlockAfter = (blocks: readonly ProseBlock[], offset: number): number => {
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (blocks[middle]!.end <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
};
