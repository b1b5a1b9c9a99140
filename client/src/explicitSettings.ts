/** What VS Code's `inspect` tells of one setting; the defaults are left out on purpose. */
export interface InspectedSetting {
  readonly globalValue?: unknown;
  readonly workspaceValue?: unknown;
  readonly workspaceFolderValue?: unknown;
  readonly globalLanguageValue?: unknown;
  readonly workspaceLanguageValue?: unknown;
  readonly workspaceFolderLanguageValue?: unknown;
}

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The value that somebody set, undefined when nobody did. A default must not win over `.surprisal.json`, so `get` will not do.
 * As in VS Code, narrower scopes win, those of a language win over all others, and objects are merged.
 */
export const explicitValue = (inspected: InspectedSetting | undefined): unknown => {
  if (inspected === undefined) return undefined;
  let result: unknown;
  for (const value of [
    inspected.globalValue,
    inspected.workspaceValue,
    inspected.workspaceFolderValue,
    inspected.globalLanguageValue,
    inspected.workspaceLanguageValue,
    inspected.workspaceFolderLanguageValue,
  ]) {
    if (value === undefined) continue;
    result = isPlainObject(result) && isPlainObject(value) ? { ...result, ...value } : value;
  }
  return result;
};

/** Of some settings those that somebody set, by name. */
export const explicitValues = (
  names: readonly string[],
  inspect: (name: string) => InspectedSetting | undefined,
): Record<string, unknown> =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = explicitValue(inspect(name));
      return value === undefined ? [] : [[name, value]];
    }),
  );
