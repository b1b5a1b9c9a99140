import * as l10n from '@vscode/l10n';
import type { WritingModel } from '../../answering/ports';
import type { EndpointSettings } from '../../configuration/endpointSettings';

export interface EndpointWriter {
  /** Undefined where none is set, or it may not be used. */
  readonly writer?: WritingModel | undefined;
  /** Why it may not be used, in one sentence. */
  readonly problem?: string;
}

/** The larger model that a user has set to write answers. Nothing is connected before it writes. */
export const endpointWriter = async (settings: EndpointSettings): Promise<EndpointWriter> => {
  if (settings.url === '') return {};
  const [{ openEndpoint }, { EndpointError }] = await Promise.all([
    import('../../inference/endpoint/endpointModel'),
    import('../../inference/endpoint/endpointError'),
  ]);
  try {
    return { writer: openEndpoint(settings) };
  } catch (error) {
    if (!(error instanceof EndpointError)) throw error;
    const { template, values } = error.reason;
    return { problem: l10n.t(template, ...values) };
  }
};
