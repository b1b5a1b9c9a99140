import { englishText, type Reason } from '../inferenceErrors';

/** A model behind an endpoint is not asked, or did not answer as it should. The message is one sentence for the user. */
export class EndpointError extends Error {
  override readonly name = 'EndpointError';

  constructor(
    readonly reason: Reason,
    options?: ErrorOptions,
  ) {
    super(englishText(reason), options);
  }
}
