import type { SearchSettings } from '../../configuration/searchSettings';
import { type ServerPlaceOptions, serverPlace } from '../../search/postgres/serverPlace';
import { holdsPassword, readAddress } from '../../search/postgres/storeAddress';
import { StoreError } from '../../search/postgres/storeError';
import { SearchService } from '../../search/searchService';
import { CommandError } from '../commandError';
import { printMessage } from '../console';

/**
 * Opens an index on a server. A password in the address is taken out of the list of processes as soon as it is read.
 * @throws CommandError
 */
export const openStore = async (
  address: string,
  root: string,
  settings: SearchSettings,
  options: Omit<ServerPlaceOptions, 'settings'> = {},
): Promise<SearchService> => {
  try {
    const read = readAddress(address);
    if (holdsPassword(address)) {
      // Linux and macOS show a process by this from now on, not by its arguments.
      process.title = 'surprisal';
      printMessage(
        "a password on the command line can be read by others on this machine, and stays in the shell's history; use PGPASSWORD, ~/.pgpass or a service file",
      );
    }
    const place = await serverPlace(read, { settings, ...options });
    const { stemmer } = place.store;
    return SearchService.over(place, root, { ...settings, stemmer }, { embedder: options.embedder });
  } catch (error) {
    if (error instanceof StoreError) throw new CommandError(error.message, { cause: error });
    throw error;
  }
};
