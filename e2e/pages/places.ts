import type { RunningApp } from '../support/fixtures.ts';
import { askCore } from './core.ts';
import { VIEWS } from './shell.ts';

export type Place = { readonly name: string; readonly hash: string };

/** Every view of an open workspace that has something to show, an account and the preview of one included. */
export async function places(app: RunningApp): Promise<readonly Place[]> {
  const { topAtRisk, tiers } = await askCore(app, 'portfolio.summary', {});
  const account = topAtRisk[0]?.accountId ?? '';
  const unscored = await askCore(app, 'accounts.list', { filters: { state: ['none'], status: ['active'] }, limit: 1 });
  const { contacts } = await askCore(app, 'accounts.get', { accountId: account });
  return [
    ...VIEWS.map(({ name, hash }) => ({ name: name.toLowerCase(), hash })),
    {
      name: 'cohorts-segment',
      hash: '#/cohorts?by=segment&metric=gross&on=2026-01-11&touched=SMB',
    },
    { name: 'cohorts-health', hash: '#/cohorts?by=industry&metric=health' },
    { name: 'what-if-history', hash: '#/what-if?tab=history' },
    { name: 'what-if-sensitivity', hash: '#/what-if?tab=sensitivity' },
    { name: 'what-if-compare', hash: '#/what-if?tab=compare&a=001-five@1&b=003-signal@1' },
    { name: 'what-if-scenarios', hash: '#/what-if?tab=scenarios' },
    { name: 'data-quality', hash: '#/data?tab=quality' },
    { name: 'data-mappings', hash: '#/data?tab=mappings' },
    { name: 'data-export', hash: '#/data?tab=export' },
    { name: 'portfolio-filtered', hash: `#/portfolio?tier=${tiers.at(-1)?.name}` },
    { name: 'accounts-preview', hash: '#/accounts?preview=1' },
    { name: 'accounts-grouped', hash: '#/accounts?group=segment&sort=arr:desc' },
    { name: 'accounts-monitoring', hash: '#/accounts?saved=monitoring' },
    { name: 'account', hash: `#/account/${account}` },
    { name: 'contact', hash: `#/contact/${contacts[0]?.contactId}` },
    { name: 'contact-unknown', hash: '#/contact/nobody' },
    { name: 'validation-reviews', hash: '#/validation?tab=reviews' },
    { name: 'overrides', hash: '#/overrides' },
    { name: 'account-unscored', hash: `#/account/${unscored.accounts[0]?.accountId}` },
    { name: 'account-unknown', hash: '#/account/nobody' },
  ];
}
