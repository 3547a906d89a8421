import { use, type Leak } from './planted-leak.ts';

/** The leaks of consumers, of the room that runs them, and of processes. */
export const consumerLeaks: readonly Leak[] = [
  {
    files: {
      'consumers/billing/invoice.ts':
        use('../email/mail.ts') +
        "import type {} from '../../domain/order/index.ts';\nimport type {} from '../../application/streams/commit.ts';\n",
    },
    breaks: [
      'consumers-see-contracts-only: consumers/billing/invoice.ts -> application/streams/commit.ts',
      'consumers-see-contracts-only: consumers/billing/invoice.ts -> consumers/email/mail.ts',
      'consumers-see-contracts-only: consumers/billing/invoice.ts -> domain/order/index.ts',
    ],
  },
  {
    files: { 'functions/http/get-mails.ts': "import type {} from '../../consumers/email/mail.ts';\n" },
    breaks: ['nobody-leans-on-a-consumer: functions/http/get-mails.ts -> consumers/email/mail.ts'],
  },
  {
    files: { 'adapters/email/mails.ts': use('../../consumers/email/mail.ts', '../../consumers/billing/invoice.ts') },
    breaks: ['adapters-serve-their-own-consumer: adapters/email/mails.ts -> consumers/billing/invoice.ts'],
  },
  {
    files: {
      'application/consumers/run-consumer.ts':
        use('../messages/cloud-event.ts', '../undeliverable.ts') + "import type {} from '../feed/deliver.ts';\n",
    },
    breaks: ['consumers-stand-on-messages: application/consumers/run-consumer.ts -> application/feed/deliver.ts'],
  },
  {
    files: {
      'application/processes/carry-out.ts':
        use('../commands/handle.ts') + "import type {} from '../views/project.ts';\n",
    },
    breaks: ['processes-stand-on-commands: application/processes/carry-out.ts -> application/views/project.ts'],
  },
];
