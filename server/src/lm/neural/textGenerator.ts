import type { GeneratedPiece, GenerateOptions, Openings } from '../languageModel';
import { ConstraintCompiler, isConstrained } from '../sampling/constraint/constraintCompiler';
import { entropyOf } from '../sampling/entropy';
import { OpeningMixture } from '../sampling/openingMixture';
import { Sampler } from '../sampling/sampler';
import { StopScanner } from '../sampling/stopScanner';
import type { ConstraintState } from '../sampling/tokenConstraint';
import { Copying } from './copying';
import { PromptLookup } from './promptLookup';
import { promptWindow, steppedStart } from './promptWindow';
import type { SubwordTokenizer } from './tokenizer';
import type { TokenPredictor } from './tokenPredictor';

/** By how many tokens the view moves on when a generation has filled it. */
const VIEW_STEP_TOKENS = 256;

export interface TextGeneratorParts {
  readonly tokenizer: SubwordTokenizer;
  readonly predictor: TokenPredictor;
}

/** Writes text token by token. Between two pieces the cache may be used for other texts: it is looked up again for every token. */
export class TextGenerator {
  readonly #parts: TextGeneratorParts;
  #constraints: ConstraintCompiler | undefined;
  #begins: Uint8Array | undefined;

  constructor(parts: TextGeneratorParts) {
    this.#parts = parts;
  }

  /**
   * @throws RangeError for sampling options without a meaning
   * @throws ConstraintError for a constraint that cannot be read or met
   */
  async *generate(prompt: string, options: GenerateOptions): AsyncGenerator<GeneratedPiece, void, undefined> {
    const { tokenizer, predictor } = this.#parts;
    const { endTokens } = tokenizer;
    const otherControl = tokenizer.controlTokens.filter((id) => !endTokens.includes(id));
    const sampler = new Sampler(options);
    const scanner = new StopScanner(options.stop ?? []);
    const decoder = new TextDecoder();
    const tokens = this.#promptTokens(prompt, options);
    // Spaces at the end of the prompt are the beginning of the next word's token.
    const spaces = takeTrailingSpaces(tokenizer, tokens);
    let state = this.#constraint(options, prompt, spaces);
    const { typed = '', openings } = options;
    const healed = heal(tokenizer, spaces, typed);
    for (const id of healed.certain) {
      tokens.push(id);
      state = state?.advance(id);
    }
    let owed = healed.owed;
    const mixture = openings && this.#mixture(openings, spaces, healed.certain);
    if (options.maxTokens < 1 || state?.complete) {
      yield { text: '', logProbability: 0, finishReason: state?.complete ? 'complete' : 'length' };
      return;
    }
    const copying = this.#copying(options);
    const lookup = new PromptLookup();
    let draft: readonly number[] = [];
    /** Logits after the tokens so far, and after each of the draft that has come true. */
    let rows: Float32Array[] = [];
    let checking = false;
    let pending = 0;
    let pendingEntropy = 0;
    const entropy = () => (options.entropy === true ? { entropy: pendingEntropy } : {});
    for (let written = 0; ; written++) {
      // The prompt gives the same whatever was read before, so that a seed does.
      if (written === 0) rows = [...(await predictor.logits(this.#inView(tokens)))];
      if (rows.length === 0) {
        const room =
          owed.length === 0 && mixture?.isOver !== false
            ? Math.min(predictor.maxDrafted, options.maxTokens - written - 1)
            : 0;
        draft = lookup.draft(tokens, room);
        rows = [...(await predictor.logitsAlong(this.#inView([...tokens, ...draft]), draft.length))];
        checking = draft.length > 0;
      }
      const logits = rows.shift()!;
      // Some models have more logits than tokens, to a round number.
      logits.fill(Number.NEGATIVE_INFINITY, tokenizer.size);
      for (const id of otherControl) logits[id] = Number.NEGATIVE_INFINITY;
      if (owed.length > 0 && (state === undefined || typed !== ''))
        keepOnly(logits, written === 0 && typed !== '' ? healed.first : tokensOfText(tokenizer, owed));
      if (mixture?.isOver === false) mixture.mix(logits);
      copying?.raise(logits, tokens);
      if (options.entropy === true) pendingEntropy += entropyOf(logits);
      const { id, logProbability } = sampler.sample(logits, tokens, state, options.maxTokens - written);
      pending += logProbability;
      if (endTokens.includes(id)) {
        yield { text: scanner.flush(), logProbability: pending, ...entropy(), finishReason: 'stop' };
        return;
      }
      const expected = rows.length > 0 && draft[draft.length - rows.length] === id;
      if (checking) lookup.learn(expected);
      checking = false;
      if (!expected) rows = [];
      copying?.advance(tokens, id);
      tokens.push(id);
      state = state?.advance(id);
      mixture?.advance(id);
      const bytes = tokenizer.bytes(id)!;
      const skipped = Math.min(owed.length, bytes.length);
      owed = owed.subarray(skipped);
      const { text, stopped } = scanner.push(decoder.decode(bytes.subarray(skipped), { stream: true }));
      const complete = state?.complete === true;
      const last = stopped || complete || written === options.maxTokens - 1;
      if (!last && text === '') continue;
      const finishReason = stopped ? 'stop' : complete ? 'complete' : 'length';
      const rest = last && !stopped ? scanner.flush() : '';
      yield { text: text + rest, logProbability: pending, ...entropy(), ...(last && { finishReason }) };
      if (last) return;
      pending = 0;
      pendingEntropy = 0;
    }
  }

  /** A turn of a chat is cut as a prompt is; what stands around it is not. */
  #promptTokens(prompt: string, { promptTokens, turn }: GenerateOptions): number[] {
    const { tokenizer, predictor } = this.#parts;
    const before = tokenizer.encodeWithControl(turn?.before ?? '');
    const after = tokenizer.encodeWithControl(turn?.after ?? '');
    const around = before.length + after.length;
    const most = promptTokens && Math.max(1, Math.min(promptTokens, predictor.view) - around);
    return [...before, ...promptWindow(tokenizer, prompt, most), ...after];
  }

  #copying({ copied }: GenerateOptions): Copying | undefined {
    if (copied === undefined) return undefined;
    const { tokenizer } = this.#parts;
    const decoder = new TextDecoder();
    const ends = (token: number) => /[.!?]\s*$/.test(decoder.decode(tokenizer.bytes(token)));
    return new Copying(tokenizer.encode(copied.text).ids, copied.bonus, ends);
  }

  #constraint(options: GenerateOptions, prompt: string, owed: string): ConstraintState | undefined {
    if (!isConstrained(options)) return undefined;
    const { tokenizer } = this.#parts;
    this.#constraints ??= new ConstraintCompiler({
      bytes: Array.from({ length: tokenizer.size }, (_, id) => tokenizer.bytes(id)),
      endTokens: tokenizer.endTokens,
    });
    return this.#constraints.compile(options, prompt, owed);
  }

  #mixture({ words, share }: Openings, spaces: string, certain: readonly number[]): OpeningMixture {
    const { tokenizer } = this.#parts;
    this.#begins ??= tokenizer.beginsWord();
    const paths = words.flatMap(({ text, probability }) => {
      const { ids } = tokenizer.encode(spaces + text);
      const fits = certain.every((id, index) => ids[index] === id);
      return fits ? [{ tokens: ids.slice(certain.length), probability }] : [];
    });
    return new OpeningMixture(paths, share, this.#begins);
  }

  #inView(tokens: readonly number[]): readonly number[] {
    return tokens.slice(steppedStart(tokens.length, this.#parts.predictor.view, VIEW_STEP_TOKENS));
  }
}

/** Takes tokens that are spaces alone off the end; gives the spaces. */
function takeTrailingSpaces(tokenizer: SubwordTokenizer, tokens: number[]): string {
  const bytes = tokenizer.bytes(tokens.at(-1) ?? -1);
  if (bytes === undefined || bytes.some((byte) => byte !== 0x20)) return '';
  tokens.pop();
  return ' '.repeat(bytes.length);
}

/** How a half-typed word is gone on with. */
interface HealedWord {
  /** Tokens of its beginning that are taken as they are, since none begins as all of it does. */
  readonly certain: readonly number[];
  /** Bytes that the tokens to come have to begin with. */
  readonly owed: Uint8Array;
  /** Tokens that begin so. */
  readonly first: readonly number[];
}

/**
 * Takes back as much of a half-typed word, spaces before it included, as some token begins with: ` infor` is no token, and ` information`, which is,
 * would never come after tokens of it.
 */
function heal(tokenizer: SubwordTokenizer, spaces: string, typed: string): HealedWord {
  const encoder = new TextEncoder();
  if (typed === '') return { certain: [], owed: encoder.encode(spaces), first: [] };
  const { ids, ends } = tokenizer.encode(spaces + typed);
  for (let kept = 0; kept < ids.length; kept++) {
    const owed = (spaces + typed).slice(kept === 0 ? 0 : ends[kept - 1]);
    const bytes = encoder.encode(owed);
    const first = tokenizer.idsBeginningWith(owed).filter((id) => tokenizer.bytes(id)!.length >= bytes.length);
    if (first.length > 0) return { certain: ids.slice(0, kept), owed: bytes, first };
  }
  return { certain: ids, owed: new Uint8Array(0), first: [] };
}

const tokensOfText = (tokenizer: SubwordTokenizer, bytes: Uint8Array): readonly number[] =>
  tokenizer.idsBeginningWith(new TextDecoder().decode(bytes));

function keepOnly(logits: Float32Array, ids: readonly number[]): void {
  const kept = ids.map((id) => logits[id]!);
  logits.fill(Number.NEGATIVE_INFINITY);
  for (const [index, id] of ids.entries()) logits[id] = kept[index]!;
}
