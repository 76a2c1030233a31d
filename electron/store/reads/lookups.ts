import type { ReadDb } from '../open.ts';

/** A key that belongs to one account, or null when several accounts share it: then it decides nothing. */
type Shared = Map<string, number | null>;

/**
 * Keys by which rows find their account. Values are surrogate ids; accounts and contacts by natural key. What few files
 * need is read when first asked for.
 */
export type Lookups = {
  readonly account: Map<string, number>;
  readonly subscription: Map<string, number>;
  /** Contact key → surrogate contact id and its account. */
  readonly contact: Map<string, { readonly id: number; readonly account: number }>;
  /** Account of an exact e-mail address, else of its domain where that is one company's own. */
  byEmail(email: string): number | null;
  /** Account of a company's domain or web address. */
  byDomain(domain: string): number | null;
  byTicket(ticketId: string): number | null;
  /** Account of that name, without regard to case, accents' encoding, kinds of dash and repeated spaces. */
  byName(name: string): number | null;
  /** The account whose Salesforce id is the other spelling (15 or 18 characters) of this one. */
  bySalesforceId(id: string): number | null;
  /** Accounts, contacts or tickets were written: what was read for the other keys is read again when asked for. */
  forget(): void;
  /** A hidden account is back: so are the contacts and subscriptions it had. */
  revive(account: number): void;
};

export function readLookups(db: ReadDb): Lookups {
  const account = new Map<string, number>();
  for (const row of db
    .prepare<[], { id: number; natural_key: string }>('SELECT id, natural_key FROM account WHERE present = 1')
    .iterate())
    account.set(row.natural_key, row.id);
  const subscription = new Map<string, number>();
  for (const row of db
    .prepare<[], { subscription_id: string; account: number }>(
      'SELECT s.subscription_id, s.account FROM subscription AS s JOIN account AS a ON a.id = s.account WHERE a.present = 1',
    )
    .iterate())
    subscription.set(row.subscription_id, row.account);
  const contact = new Map<string, { id: number; account: number }>();
  for (const row of db
    .prepare<[], { id: number; natural_key: string; account: number }>(
      'SELECT c.id, c.natural_key, c.account FROM contact AS c JOIN account AS a ON a.id = c.account WHERE c.present = 1 AND a.present = 1',
    )
    .iterate())
    contact.set(row.natural_key, { id: row.id, account: row.account });

  let emails: Shared | null = null;
  let domains: Shared | null = null;
  let tickets: Map<string, number> | null = null;
  let names: Shared | null = null;
  let salesforce: Shared | null = null;
  const domainOf = (domain: string): number | null => {
    domains ??= readDomains(db);
    return domains.get(domain) ?? null;
  };
  return {
    account,
    subscription,
    contact,
    byEmail: (email) => {
      emails ??= readEmails(db);
      const key = email.trim().toLowerCase();
      const exact = emails.get(key);
      return exact === undefined ? domainOf(key.slice(key.lastIndexOf('@') + 1)) : exact;
    },
    byDomain: (domain) => domainOf(bareDomain(domain)),
    byTicket: (ticketId) => {
      tickets ??= readTickets(db);
      return tickets.get(ticketId) ?? null;
    },
    byName: (name) => {
      names ??= readNames(db);
      return names.get(foldName(name)) ?? null;
    },
    bySalesforceId: (id) => {
      const short = salesforceShort(id);
      if (short === null) return null;
      salesforce ??= readSalesforce(account);
      return salesforce.get(short) ?? null;
    },
    forget: () => {
      emails = domains = tickets = names = salesforce = null;
    },
    revive: (id) => {
      for (const row of db
        .prepare<[number], { id: number; natural_key: string }>(
          'SELECT id, natural_key FROM contact WHERE account = ? AND present = 1',
        )
        .all(id))
        contact.set(row.natural_key, { id: row.id, account: id });
      for (const row of db
        .prepare<[number], { subscription_id: string }>('SELECT subscription_id FROM subscription WHERE account = ?')
        .all(id))
        subscription.set(row.subscription_id, id);
    },
  };
}

function share(map: Shared, key: string, account: number): void {
  const known = map.get(key);
  map.set(key, known === undefined || known === account ? account : null);
}

function readEmails(db: ReadDb): Shared {
  const emails: Shared = new Map();
  for (const row of db
    .prepare<[], { email: string; account: number }>(
      'SELECT c.email, c.account FROM contact AS c JOIN account AS a ON a.id = c.account WHERE c.present = 1 AND a.present = 1 AND c.email IS NOT NULL',
    )
    .iterate())
    share(emails, row.email.trim().toLowerCase(), row.account);
  return emails;
}

/** Mail providers whose domain says nothing about the company. */
const PROVIDERS =
  /^(?:gmail|googlemail|yahoo|ymail|hotmail|outlook|live|msn|icloud|me|mac|aol|gmx|web|t-online|proton|protonmail|mail|qq|163|126|yandex|zoho|fastmail|orange|wanadoo|free|libero|comcast|verizon)\.[a-z.]{2,6}$/;

/** Domains of the accounts' own web addresses, and of their contacts' e-mail addresses. */
function readDomains(db: ReadDb): Shared {
  const domains: Shared = new Map();
  const own: Shared = new Map();
  for (const row of db
    .prepare<[], { account: number; value: string }>(
      `SELECT t.account, t.value FROM account_attribute AS t JOIN account AS a ON a.id = t.account
       WHERE a.present = 1 AND lower(t.name) IN ('domain', 'website', 'web site', 'company domain name', 'website url', 'url')`,
    )
    .iterate()) {
    const domain = bareDomain(row.value);
    if (domain.includes('.')) share(own, domain, row.account);
  }
  for (const row of db
    .prepare<[], { email: string; account: number }>(
      'SELECT c.email, c.account FROM contact AS c JOIN account AS a ON a.id = c.account WHERE c.present = 1 AND a.present = 1 AND c.email IS NOT NULL',
    )
    .iterate()) {
    const domain = bareDomain(row.email);
    if (domain.includes('.') && !PROVIDERS.test(domain)) share(domains, domain, row.account);
  }
  // What the account itself says goes before what its contacts' addresses suggest.
  for (const [domain, account] of own) domains.set(domain, account);
  return domains;
}

/** `https://www.Acme.com/about` and `ann@acme.com` are both `acme.com`. */
function bareDomain(text: string): string {
  const lower = text.trim().toLowerCase();
  const host = lower.slice(lower.lastIndexOf('@') + 1).replace(/^[a-z]+:\/\//, '');
  return (host.split(/[/?#:]/)[0] ?? '').replace(/^www\./, '');
}

function readTickets(db: ReadDb): Map<string, number> {
  const tickets = new Map<string, number>();
  for (const row of db
    .prepare<[], { natural_key: string; account: number }>(
      'SELECT t.natural_key, t.account FROM ticket AS t JOIN account AS a ON a.id = t.account WHERE a.present = 1',
    )
    .iterate())
    tickets.set(row.natural_key, row.account);
  return tickets;
}

function readNames(db: ReadDb): Shared {
  const names: Shared = new Map();
  for (const row of db
    .prepare<[], { id: number; name: string }>('SELECT id, name FROM account WHERE present = 1')
    .iterate())
    share(names, foldName(row.name), row.id);
  return names;
}

/** One spelling for names that people see as the same: case, Unicode form, kinds of dash and spaces do not count. */
export function foldName(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/\p{Pd}/gu, '-')
    .replaceAll(/[\p{Zs}\s]+/gu, ' ')
    .trim();
}

function readSalesforce(account: ReadonlyMap<string, number>): Shared {
  const ids: Shared = new Map();
  for (const [key, id] of account) {
    const short = salesforceShort(key);
    if (short !== null) share(ids, short, id);
  }
  return ids;
}

const SUFFIX = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/**
 * The 15 characters (where case counts) of a Salesforce id of 15 or 18 characters; null for anything else. The last three
 * of 18 encode which of the others are capitals: a suffix that does not fit is no Salesforce id.
 */
function salesforceShort(id: string): string | null {
  if (!/^(?=.*\d)[A-Za-z0-9]{15}(?:[A-Z0-5]{3})?$/.test(id)) return null;
  const short = id.slice(0, 15);
  if (id.length === 15) return short;
  let suffix = '';
  for (let block = 0; block < 3; block += 1) {
    let bits = 0;
    for (let at = 0; at < 5; at += 1) if (/[A-Z]/.test(short[block * 5 + at] ?? '')) bits += 1 << at;
    suffix += SUFFIX[bits];
  }
  return id.slice(15) === suffix ? short : null;
}
