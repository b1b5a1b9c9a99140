/** One run of one suite in one VS Code. All paths are absolute; the folders are this run's own. */
export interface Launch {
  /** The folder that `install.sh` filled. */
  readonly dependencies: string;
  /** The packed extension: it is installed as a user would. */
  readonly vsix: string;
  /** The extension under development: it holds nothing but a manifest. */
  readonly runner: string;
  /** A CommonJS module that exports `run(): Promise<void>`. */
  readonly suite: string;
  readonly workspace: string;
  /** Settings of the user, the extensions folder and whatever VS Code keeps. */
  readonly state: string;
  /** Off: VS Code asks nobody and grants nothing, so the window is in restricted mode. */
  readonly trusted: boolean;
  readonly pictures: string;
  /** What the suite finds in its environment. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Why a launcher cannot run here, in one sentence. It is told, and counted, as skipped. */
export class Unavailable extends Error {}

export interface Launcher {
  readonly name: string;
  /** True when every test passed. Throws `Unavailable`. */
  launch(launch: Launch): Promise<boolean>;
}

/** The longest that a suite may take, in milliseconds. */
export const launchTimeoutMs = 600_000;
