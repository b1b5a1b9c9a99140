import type { CancellationToken, Position } from 'vscode-languageserver/node';
import { DocumentWords } from '../../completion/documentWords';
import { type CaretProse, proseAt } from '../../completion/proseAt';
import { RecentWords } from '../../completion/recentWords';
import type { WordCompleter } from '../../completion/wordCompleter';
import type { DocumentSnapshot } from '../../text/documentSnapshot';
import type { MaskedDocument } from '../../text/maskedDocument';
import type { DocumentSession } from '../documentSession';
import { SLICE_MS, turn } from '../turn';
import { type CompletionSettingsSource, isReadOnly, type ResolvedCompletionSettings } from './completionSettingsSource';

/** Words of a text are counted when nobody has written on it for so long. */
const COUNT_AFTER_MS = 800;

export interface CompletionsPort {
  readonly settings: CompletionSettingsSource;
  readonly sessions: ReadonlyMap<string, DocumentSession>;
  loadWordCompleter(recent: RecentWords): Promise<WordCompleter>;
  pathOf(uri: string): string | undefined;
  now(): number;
  onFailed(error: unknown): void;
}

/** A caret where a completion may be offered. */
export interface Caret {
  readonly snapshot: DocumentSnapshot;
  readonly masked: MaskedDocument;
  readonly offset: number;
  readonly prose: CaretProse;
  readonly settings: ResolvedCompletionSettings;
}

/** What completions of all open documents share: the words of these, and the completer that knows them. */
export class Completions {
  private readonly recent = new RecentWords();
  private readonly words = new DocumentWords(this.recent);
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private loaded: Promise<WordCompleter> | undefined;

  constructor(private readonly port: CompletionsPort) {}

  settingsFor(uri: string): Promise<ResolvedCompletionSettings> {
    return this.port.settings.for(uri);
  }

  completer(): Promise<WordCompleter> {
    this.loaded ??= this.port.loadWordCompleter(this.recent);
    return this.loaded;
  }

  /**
   * Where a caret stands; undefined where nothing is to be offered by itself: outside of prose, within a word, in comments unless a setting says
   * so, in a file that nobody may write to, and when the text has moved on.
   * @param wanted the user asked for it: in comments too
   */
  async caretAt(
    uri: string,
    position: Position,
    token: CancellationToken,
    wanted: boolean,
  ): Promise<Caret | undefined> {
    const session = this.port.sessions.get(uri);
    if (session === undefined) return undefined;
    const settings = await this.port.settings.for(uri);
    const state = await session.masked(token);
    if (state?.masked === undefined || session.document.version !== state.snapshot.version) return undefined;
    const { snapshot, masked } = state;
    const offset = session.document.offsetAt(position);
    const prose = proseAt(masked, offset);
    if (prose === undefined || /^[\p{L}\p{M}\p{N}_]/u.test(prose.after)) return undefined;
    if (prose.block.kind === 'comment' && !settings.inComments && !wanted) return undefined;
    const path = this.port.pathOf(uri);
    if (path !== undefined && (await isReadOnly(path))) return undefined;
    return { snapshot, masked, offset, prose, settings };
  }

  /** A document was opened or changed: its words are counted once it is at rest. */
  follow(uri: string): void {
    clearTimeout(this.timers.get(uri));
    const timer = setTimeout(() => {
      this.timers.delete(uri);
      this.count(uri).catch((error: unknown) => this.port.onFailed(error));
    }, COUNT_AFTER_MS);
    timer.unref();
    this.timers.set(uri, timer);
  }

  close(uri: string): void {
    clearTimeout(this.timers.get(uri));
    this.timers.delete(uri);
    this.words.forget(uri);
  }

  dispose(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
  }

  private async count(uri: string): Promise<void> {
    const session = this.port.sessions.get(uri);
    const { words, inline } = await this.port.settings.for(uri);
    if (session === undefined || (!words && inline === 'off')) return;
    const state = await session.masked();
    if (state?.masked === undefined) return;
    const { version } = state.snapshot;
    const steps = this.words.update(uri, state.masked);
    for (let end = this.port.now() + SLICE_MS; steps.next().done !== true; ) {
      if (this.port.now() < end) continue;
      await turn();
      if (session.isClosed || session.document.version !== version) break;
      end = this.port.now() + SLICE_MS;
    }
    if (session.isClosed) this.words.forget(uri);
  }
}
