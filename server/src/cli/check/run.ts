import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ConfigurationFiles } from '../../platform/configurationFiles';
import { userDictionaries } from '../../platform/dictionaries';
import { DocumentFileError, readDocumentFile, readStandardInput, systemMessage } from '../../platform/documentFile';
import { type DocumentTarget, documentTargets } from '../../platform/documentTargets';
import { type DecodedText, encodeText } from '../../platform/encoding';
import { smallText, spareMemory } from '../../platform/memory';
import { languageOf } from '../../text/markup/languageOf';
import { CommandError, exitCodes } from '../commandError';
import { printDebug } from '../console';
import { inputName, standardInput } from '../inputText';
import { refuseWithoutProse } from '../languageOption';
import { Output } from '../output';
import { Progress } from '../progress';
import type { FailedDocument, ReportedFinding, Reporter } from '../report/reporter';
import type { Baseline } from './baseline';
import type { ChangedFiles } from './changedFiles';
import { failureTest } from './failureTest';
import { type Analyze, type CheckedPart, checkFile, type FileToCheck, fixFile } from './fileCheck';
import type { AppliedFix } from './fix';
import { Judges } from './judges';
import { type CheckOptions, flagLayer } from './options';
import { createReporter } from './reporters';
import { SettingsSource } from './settingsSource';

/** Repairs of one file that are told one by one. */
const shownFixes = 5;

/** Runs `surprisal check` on what the arguments name; the exit code comes back. */
export const runCheck = async (names: readonly string[], options: CheckOptions): Promise<number> => {
  if (names.length === 0)
    throw new CommandError('nothing to check; name files, directories or globs, or - for standard input');
  if (options.fix && names.includes(standardInput))
    throw new CommandError('--fix cannot write to standard input; name a file');
  if (options.updateBaseline && options.changedSince !== undefined)
    throw new CommandError('--update-baseline needs every finding; leave --changed-since out');
  if (options.language !== undefined) refuseWithoutProse(options.language);
  const progress = new Progress();
  const judges = await Judges.named(options.model, progress);
  const output = new Output(() => progress.clear());
  const reporter = await createReporter(options.format, (text) => output.write(text));
  const run = new CheckRun(options, await adoptionOf(options), reporter, output, progress, judges);
  try {
    return await run.check(names);
  } finally {
    judges.close();
  }
};

/** What is loaded only where an option asks for it. */
interface Adoption {
  readonly changedFiles?: ChangedFiles;
  readonly baseline?: Baseline;
  readonly fingerprintOf?: FileToCheck['fingerprintOf'];
}

const adoptionOf = async ({ format, changedSince, baseline, updateBaseline }: CheckOptions): Promise<Adoption> => {
  const remembers = baseline !== undefined || updateBaseline === true;
  const fingerprints = remembers || format === 'sarif' ? await import('../../platform/fingerprint') : undefined;
  const baselines = remembers ? await import('./baseline') : undefined;
  const changes = changedSince === undefined ? undefined : await import('./changedFiles');
  return {
    ...(changes && changedSince !== undefined && { changedFiles: new changes.ChangedFiles(changedSince) }),
    ...(baselines && { baseline: baselines.Baseline.open(baseline, updateBaseline) }),
    ...(fingerprints && { fingerprintOf: fingerprints.fingerprintOf }),
  };
};

class CheckRun {
  private readonly configurations: ConfigurationFiles;
  private readonly settings: SettingsSource;
  private readonly fails: ReturnType<typeof failureTest>;

  private readonly failures: FailedDocument[] = [];
  private files = 0;
  private characters = 0;
  private words = 0;
  private filesWithFindings = 0;
  private findings = 0;
  private safe = 0;
  private inBaseline = 0;
  private failed = false;

  constructor(
    private readonly options: CheckOptions,
    private readonly adoption: Adoption,
    private readonly reporter: Reporter,
    private readonly output: Output,
    private readonly progress: Progress,
    private readonly judges: Judges,
  ) {
    const { config } = options;
    const fixed = config === false ? null : typeof config === 'string' ? resolve(config) : undefined;
    this.configurations = new ConfigurationFiles(fixed);
    this.settings = new SettingsSource(
      this.configurations,
      flagLayer(options),
      config === false ? [] : userDictionaries(),
    );
    this.fails = failureTest(options.failOn);
  }

  async check(names: readonly string[]): Promise<number> {
    if (names.includes('')) throw new CommandError('an empty name names no file; write . for this directory');
    this.reporter.begin();
    const isWanted = async (target: DocumentTarget) => (await this.changedLines(target)) !== undefined;
    const planned = this.judges.planned(this.targets(names), isWanted, this.options.maxFileSize);
    for await (const target of planned) await this.checkTarget(target);
    this.progress.clear();
    const { files, words, filesWithFindings, findings, safe, inBaseline, failures } = this;
    this.reporter.end({ files, words, filesWithFindings, findings, safe, inBaseline, failures });
    await this.output.flush();
    if (this.options.updateBaseline) await this.writeBaseline();
    if (failures.length > 0) return exitCodes.error;
    return this.failed && !this.options.exitZero && !this.options.updateBaseline
      ? exitCodes.findings
      : exitCodes.nothingFound;
  }

  private *targets(names: readonly string[]): Generator<DocumentTarget> {
    const observer = {
      onSkipped: (path: string, reason: string) => this.progress.tell(`skipped ${path}: ${reason}`),
      onFailed: (path: string, reason: string) => this.fail(path, reason),
      ignores: (path: string, isDirectory: boolean) => this.configurations.ignores(path, isDirectory),
    };
    let rest: string[] = [];
    for (const name of names) {
      if (name !== standardInput) {
        rest.push(name);
        continue;
      }
      yield* documentTargets(rest, process.cwd(), observer);
      rest = [];
      const path = this.options.stdinPath ?? standardInput;
      yield { path: resolve(path), name: path, explicit: true, standardInput: true };
    }
    yield* documentTargets(rest, process.cwd(), observer);
  }

  private changedLines({ standardInput, path }: DocumentTarget): Promise<FileToCheck['changed'] | undefined> {
    const { changedFiles } = this.adoption;
    return standardInput || !changedFiles ? Promise.resolve('all') : changedFiles.linesOf(path);
  }

  private async checkTarget(target: DocumentTarget): Promise<void> {
    const { baseline, fingerprintOf } = this.adoption;
    const changed = await this.changedLines(target);
    if (changed === undefined) return;
    this.progress.show(`${this.files} checked, now ${target.name}`);
    const source = this.read(target);
    if (source === undefined) return;
    this.characters += source.text.length;
    if (this.characters > smallText) await spareMemory();
    const settings = this.settings.for(target.path);
    if (settings === undefined) {
      this.failures.push({ path: target.name, reason: 'its configuration has errors' });
      return;
    }
    const firstLine = /^.*/.exec(source.text)?.[0];
    const { options } = this;
    const file: FileToCheck = {
      uri: pathToFileURL(target.path).href,
      name: target.name,
      text: source.text,
      languageId: options.language ?? languageOf(target.path, firstLine) ?? 'plaintext',
      settings,
      byLine: options.lines === true,
      changed,
      ...(fingerprintOf && { fingerprintOf }),
      // What is to be remembered must be found first.
      ...(baseline && !options.updateBaseline && { allowance: () => baseline.allowanceFor(target.path) }),
    };
    try {
      const analyze = await this.judges.analysis(file, (sentences) =>
        this.progress.show(`${this.files} checked, now ${target.name}: ${sentences}`),
      );
      const fixed = options.fix ? await this.fix(analyze, file, source, target.path) : file;
      await this.report(target, checkFile(analyze, fixed));
    } catch (error) {
      if (error instanceof CommandError) throw error;
      printDebug(error);
      this.fail(target.name, `could not be checked: ${(error as Error).message}`);
    }
  }

  private read(target: DocumentTarget): DecodedText | undefined {
    const { maxFileSize } = this.options;
    try {
      return target.standardInput ? readStandardInput(maxFileSize) : readDocumentFile(target.path, maxFileSize);
    } catch (error) {
      if (!(error instanceof DocumentFileError)) throw error;
      const name = target.standardInput ? inputName(standardInput) : target.name;
      // Nobody asked for a picture or an archive that happens to lie in a folder.
      const mere = !target.explicit && (error.problem === 'binary' || error.problem === 'tooLarge');
      if (mere) this.progress.tell(`skipped ${name}: ${error.message}`);
      else this.fail(name, error.message);
      return undefined;
    }
  }

  private async fix(analyze: Analyze, file: FileToCheck, source: DecodedText, path: string): Promise<FileToCheck> {
    const { text, applied, changed } = await fixFile(analyze, file);
    if (applied.length === 0) return file;
    const { writeAtomically } = await import('../../platform/atomicWrite');
    try {
      await writeAtomically(path, encodeText(text, source));
    } catch (error) {
      this.fail(file.name, `cannot be written: ${systemMessage(error)}`);
      return file;
    }
    this.progress.tell(`fixed ${applied.length} in ${file.name}: ${fixesText(applied)}`);
    return { ...file, text, changed };
  }

  private async report(target: DocumentTarget, parts: AsyncIterable<CheckedPart>): Promise<void> {
    const found: ReportedFinding[] = [];
    for await (const { document, words, inBaseline } of parts) {
      this.words += words;
      this.inBaseline += inBaseline;
      for (const finding of document.findings) {
        if (finding.safe && finding.candidates.length > 0) this.safe++;
        this.failed ||= this.fails(finding);
      }
      this.findings += document.findings.length;
      if (this.options.updateBaseline || document.findings.length > 0) found.push(...document.findings);
      if (!this.options.updateBaseline) await this.reporter.document(document);
      await this.output.flushWhenLong();
    }
    this.files++;
    if (found.length > 0) this.filesWithFindings++;
    if (this.options.updateBaseline) this.adoption.baseline?.remember(target.path, found);
    await this.output.flush();
  }

  private async writeBaseline(): Promise<void> {
    const { baseline } = this.adoption;
    if (baseline === undefined) return;
    await baseline.write();
    this.progress.tell(
      `${baseline.name} holds ${baseline.size} findings; check with --baseline ${baseline.name} to see new ones only`,
    );
  }

  private fail(path: string, reason: string): void {
    this.failures.push({ path, reason });
    this.progress.tell(`${path}: ${reason}`);
  }
}

const fixesText = (applied: readonly AppliedFix[]): string => {
  const shown = applied.slice(0, shownFixes).map(({ before, after }) => `“${before}” to “${after}”`);
  const more = applied.length - shown.length;
  return shown.join(', ') + (more > 0 ? ` and ${more} more` : '');
};
