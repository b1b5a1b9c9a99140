// Indexes a folder and embeds its passages by words, telling of each batch, so that a test can kill it anywhere.
// usage: embeddingProgram.ts ROOT INDEX
import { defaultSearchSettings } from '../../server/src/configuration/searchSettings';
import { SearchService } from '../../server/src/search/searchService';
import { wordEmbedder } from './wordEmbedder';

const [root, index] = process.argv.slice(2) as [string, string];
const embedder = wordEmbedder({ before: () => new Promise((resolve) => setImmediate(resolve)) });
const service = SearchService.open(root, index, defaultSearchSettings, { embedder });
process.stdout.write('index\n');
await service.index();
process.stdout.write('embed\n');
await service.embed({ onEmbedded: (count) => process.stdout.write(`${count}\n`) });
await service.close();
