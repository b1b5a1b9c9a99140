import { readFileSync } from 'node:fs';

export interface ManifestSetting {
  readonly type: string;
  readonly scope: string;
  readonly default: unknown;
  readonly enum?: readonly string[];
  readonly markdownEnumDescriptions?: readonly string[];
  readonly markdownDescription: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<
    Record<string, { readonly enum: readonly string[]; readonly minimum?: number; readonly maximum?: number }>
  >;
  readonly additionalProperties?: boolean;
}

export interface Manifest {
  readonly main: string;
  readonly icon: string;
  readonly l10n: string;
  readonly keywords: readonly string[];
  readonly activationEvents: readonly string[];
  readonly extensionKind: readonly string[];
  readonly capabilities: Readonly<
    Record<
      'untrustedWorkspaces' | 'virtualWorkspaces',
      {
        readonly supported: unknown;
        readonly description: string;
        readonly restrictedConfigurations?: readonly string[];
      }
    >
  >;
  readonly contributes: {
    readonly commands: readonly {
      readonly command: string;
      readonly category: string;
      readonly title: string;
      readonly enablement?: string;
    }[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when?: string }[]>>;
    readonly views: Readonly<Record<string, readonly { readonly id: string; readonly when?: string }[]>>;
    readonly chatParticipants: readonly { readonly id: string }[];
    readonly languageModelTools: readonly {
      readonly name: string;
      readonly toolReferenceName: string;
      readonly modelDescription: string;
      readonly when: string;
      readonly inputSchema: {
        readonly properties: Readonly<Record<string, unknown>>;
        readonly required: readonly string[];
      };
    }[];
    readonly configuration: readonly {
      readonly title: string;
      readonly properties: Readonly<Record<string, ManifestSetting>>;
    }[];
    readonly colors: readonly { readonly id: string; readonly defaults: Readonly<Record<string, string>> }[];
    readonly walkthroughs: readonly {
      readonly steps: readonly {
        readonly id: string;
        readonly media: { readonly markdown: string };
        readonly completionEvents: readonly string[];
      }[];
    }[];
  };
}

/** The extension's manifest, as it is written. */
export const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;

/** Every setting by its full name. */
export const manifestSettings: Readonly<Record<string, ManifestSetting>> = Object.assign(
  {},
  ...manifest.contributes.configuration.map(({ properties }) => properties),
);
