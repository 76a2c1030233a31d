import type { Command } from 'commander';
import type { ContactDetail } from '#shared/contract/contacts.ts';
import { number, pairs, show, table } from '../output.ts';
import { withSession } from '../session.ts';
import { windowLink, withLink } from '../window-link.ts';

function readable(contact: ContactDetail): string {
  const { health } = contact;
  const recent = contact.usage.map(({ name, weeks }) => ({ name, weeks: weeks.slice(-4) }));
  return [
    pairs([
      ['Contact', `${contact.name ?? contact.contactId} (${contact.contactId})`],
      ['Account', `${contact.accountName} (${contact.accountId})`],
      ['Role', [contact.role, contact.department, ...contact.marks].filter(Boolean).join(', ') || null],
      ['Health', health.score === null ? null : `${number(health.score)} ${health.tier} (0 to 100)`],
      ['Last seen', `${contact.lastLogin ?? '–'}${contact.dormant ? ', dormant key user' : ''}`],
      ['Left', contact.leftAt],
      ['As of', contact.asOf],
    ]),
    table(health.parts, [
      { title: 'Health part', of: (part) => part.name },
      { title: 'Points', of: (part) => number(part.points), right: true },
      { title: 'Of', of: (part) => part.max, right: true },
      { title: 'Measured', of: (part) => part.value },
    ]),
    ...(recent.length === 0
      ? []
      : [
          table(recent, [
            { title: 'Last four weeks', of: (row) => row.name },
            ...[0, 1, 2, 3].map((week) => ({
              title: recent[0]?.weeks[week]?.date ?? '',
              of: (row: (typeof recent)[number]) => number(row.weeks[week]?.value ?? null),
              right: true,
            })),
          ]),
        ]),
    ...(contact.features.length === 0
      ? []
      : [`Features of a year: ${contact.features.map(({ name, uses }) => `${name} ${uses}`).join(', ')}`]),
    ...(contact.timeline.length === 0
      ? []
      : [
          table(contact.timeline, [
            { title: 'Date', of: (item) => item.date },
            { title: 'What', of: (item) => item.title },
            { title: 'Detail', of: (item) => item.detail },
          ]),
        ]),
  ].join('\n\n');
}

export function addContact(program: Command): void {
  program
    .command('contact <workspace> <id>')
    .description('One contact: health with its parts, use of the product, tickets, surveys and touchpoints.')
    .option('--as-of <date>', 'as of the snapshot at or before this date')
    .option('--json', 'print one JSON document')
    .action(async (workspace: string, id: string, options: { readonly asOf?: string; readonly json?: boolean }) => {
      const contact = await withSession(workspace, (session) =>
        session.call('contacts.get', {
          contactId: id,
          ...(options.asOf === undefined ? {} : { asOf: options.asOf }),
        }),
      );
      await show(options.json ?? false, contact, (data) =>
        withLink(readable(data), windowLink(workspace, { view: 'contact', id: data.contactId }, options, data.asOf)),
      );
    });
}
