import type { TestCore } from './testing.ts';

/**
 * Makes and fills a workspace: three accounts over 28 weeks up to `now`, A1 in steady use, A2 with tickets and late invoices,
 * A3 hardly used in the last month.
 */
export async function fillWorkspace(core: TestCore, now: number): Promise<void> {
  const day = (back: number): string => new Date(now - back * 86_400_000).toISOString().slice(0, 10);
  await core.call('workspace.create', { name: 'Three', currency: 'EUR' });
  const accounts =
    'account_id,name,segment,arr,seats,features_available,start_date,renewal_date\nA1,Acme,SMB,30000,10,10,2024-01-01,2027-03-01\nA2,Bolt,Enterprise,20000,10,10,2024-01-01,2026-08-01\nA3,Cork,SMB,10000,10,10,2024-01-01,2026-07-20\n';
  const usage = [
    'account_id,date,logins,active_users,session_minutes,features_used,key_actions_started,key_actions_completed',
  ];
  for (let back = 200; back >= 1; back--) {
    usage.push(`A1,${day(back)},20,8,300,9,20,18`, `A2,${day(back)},10,6,90,6,10,7`);
    usage.push(back > 30 ? `A3,${day(back)},10,9,100,8,10,9` : `A3,${day(back)},1,2,5,2,4,1`);
  }
  const tickets = ['ticket_id,account_id,opened_at,closed_at,csat,escalated'];
  for (let n = 1; n <= 40; n++)
    tickets.push(
      `T${n},A${(n % 3) + 1},${day(n * 4)},${day(n * 4 - 2)},${n % 3 === 1 ? 1 : 5},${n % 3 === 1 ? 'true' : 'false'}`,
    );
  const invoices = ['invoice_id,account_id,issued_at,due_at,paid_at,amount,status'];
  for (const id of ['A1', 'A2', 'A3'])
    for (let month = 6; month >= 1; month--)
      invoices.push(
        `I${id}${month},${id},${day(month * 30)},${day(month * 30 - 14)},${id === 'A2' && month < 3 ? '' : day(month * 30 - 10)},500,${id === 'A2' && month < 3 ? 'open' : 'paid'}`,
      );
  const sources = [
    await core.source('accounts.csv', accounts),
    await core.source('usage.csv', `${usage.join('\n')}\n`),
    await core.source('tickets.csv', `${tickets.join('\n')}\n`),
    await core.source('invoices.csv', `${invoices.join('\n')}\n`),
  ];
  await core.done('import.run', { sources });
}
