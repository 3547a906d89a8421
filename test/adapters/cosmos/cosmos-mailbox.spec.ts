import { cosmosMailbox } from '../../../adapters/cosmos/index.ts';
import { useLocalCosmos } from '../../support/local-cosmos.ts';
import { mailboxContract } from '../contracts/mailbox.contract.ts';

const cosmos = useLocalCosmos();

mailboxContract('The Cosmos mailbox', async () => cosmosMailbox(await cosmos.freshDatabase()));
