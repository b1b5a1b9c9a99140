// A program for client.test.ts that uses the model as the command line does. Arguments: the child's program, then the texts to score.
import { InferenceClient } from '../../../server/src/inference/client';
import { UnavailableError } from '../../../server/src/inference/inferenceErrors';

const main = async ([childPath, ...texts]: readonly string[]): Promise<void> => {
  const client = new InferenceClient({ id: 'test', descriptionPath: 'well', childPath: childPath! });
  await client.load();
  console.log(client.processId);
  for (const text of texts) {
    try {
      const [score] = await client.score([text]);
      console.log(score!.logProbability);
    } catch (error) {
      if (!(error instanceof UnavailableError)) throw error;
      console.log(error.kind);
    }
  }
  // Nobody disposes of the client.
};

void main(process.argv.slice(2));
