/** Contacts, and the vendor's touchpoints with them. */
import { FEATURES, PLACES, ROLES, SPONSORS } from './names.ts';
import { ASOF, at, clamp, isBusiness, iso, type Rng, START, stamp, stream, toBusiness, weekOf } from './rng.ts';
import type { Life } from './story.ts';
import { NO_SHOW_NOTES, TOUCH_NOTES } from './texts.ts';
import type { Cell, Table } from './write.ts';

export type Contact = {
  id: string;
  account: string;
  name: string;
  email: string;
  role: string;
  department: string;
  sponsor: boolean;
  champion: boolean;
  admin: boolean;
  created: number;
  left: number | undefined;
  lastLogin: string | undefined;
  activity: number;
};

export const buildContacts = (lives: readonly Life[]): readonly Contact[] => {
  const all: Contact[] = [];
  for (const life of lives) {
    const a = life.account;
    const rng = stream(`contacts/${a.key}`);
    const place = PLACES.find((p) => p.region === a.region) ?? at(PLACES, 0);
    const used = new Set<string>();
    const add = (created: number, title: { role: string; department: string }, kind: Partial<Contact>): void => {
      let name = '';
      do {
        name = `${rng.pick(place.first)} ${rng.pick(place.last)}`;
      } while (used.has(name));
      used.add(name);
      const mail = name.toLowerCase().replaceAll(/[^a-z]+/g, '.');
      const contact: Contact = {
        id: `C-${20001 + all.length}`,
        account: a.id,
        name,
        email: `${mail}@${a.domain}`,
        ...title,
        sponsor: false,
        champion: false,
        admin: false,
        created: Math.max(a.start, toBusiness(Math.min(created, life.last))),
        left: undefined,
        lastLogin: undefined,
        activity: rng.between(0.5, 1.4),
        ...kind,
      };
      contact.lastLogin = lastLogin(rng, life, contact);
      all.push(contact);
    };
    const count =
      { Enterprise: rng.int(5, 9), 'Mid-Market': rng.int(3, 6), SMB: rng.int(2, 4) }[a.segment] +
      (a.feed === 'events' ? 3 : 0);
    const sponsorTitle = { role: rng.pick(SPONSORS), department: 'Management' };
    const missing = rng.chance(0.06);
    if (!missing) {
      add(a.start, sponsorTitle, { sponsor: true, left: life.sponsorLeft, activity: 0.25 });
    }
    add(a.start, at(ROLES, 0), { champion: true, left: life.championLeft, activity: 1.5 });
    for (let i = 2; i < count; i += 1) {
      add(a.start + (i < 4 ? rng.int(0, 30) : rng.int(20, 500)), at(ROLES, rng.int(1, ROLES.length - 1)), {
        admin: i === 2,
      });
    }
    // Two thirds of the people who leave get a successor.
    if (life.championLeft !== undefined && rng.chance(0.66)) {
      add(Math.min(life.last, life.championLeft + rng.int(10, 60)), at(ROLES, 1), { champion: true, activity: 1.2 });
    }
    if (life.sponsorLeft !== undefined && rng.chance(0.6)) {
      add(
        Math.min(life.last, life.sponsorLeft + rng.int(15, 70)),
        { role: rng.pick(SPONSORS), department: 'Management' },
        { sponsor: true, activity: 0.25 },
      );
    }
  }
  return all;
};

const lastLogin = (rng: Rng, life: Life, c: Contact): string | undefined => {
  const end = Math.min(life.last, c.left === undefined ? life.last : c.left - 1);
  if (life.account.goLive > end || c.created > end) {
    return undefined;
  }
  const trouble = at(life.stress, weekOf(end)) * life.account.story.channels.usage;
  const away = Math.floor(
    (1.2 / c.activity) * Math.exp(1.1 * trouble) * rng.next() * 8 + (rng.chance(0.08) ? rng.int(15, 70) : 0),
  );
  const day = toBusiness(Math.max(c.created, end - away));
  return stamp(day, rng.int(380, 1010), rng.int(0, 59));
};

/** `seen` holds the last login of people whose sign-ins are known from product events. */
export const contactsTable = (contacts: readonly Contact[], seen: ReadonlyMap<string, string>): Table => ({
  file: 'contacts.csv',
  header: [
    'contact_id',
    'account_id',
    'name',
    'email',
    'role',
    'department',
    'is_sponsor',
    'is_champion',
    'is_admin',
    'created_at',
    'last_login_at',
    'left_at',
  ],
  rows: contacts.map((c): readonly Cell[] => [
    ...[c.id, c.account, c.name, c.email, c.role, c.department, c.sponsor, c.champion, c.admin],
    ...[iso(c.created), seen.get(c.id) ?? c.lastLogin, c.left === undefined ? undefined : iso(c.left)],
  ]),
});

const byAccount = (contacts: readonly Contact[]): ReadonlyMap<string, readonly Contact[]> => {
  const map = new Map<string, Contact[]>();
  for (const c of contacts) {
    map.set(c.account, [...(map.get(c.account) ?? []), c]);
  }
  return map;
};

/** Draws a contact who is there on that day. */
export const contactPicker = (
  contacts: readonly Contact[],
): ((rng: Rng, account: string, day: number) => Contact | undefined) => {
  const map = byAccount(contacts);
  return (rng, account, day) => {
    const here = (map.get(account) ?? []).filter((c) => c.created <= day && (c.left === undefined || c.left > day));
    return here.length === 0 ? undefined : rng.pick(here);
  };
};

const noteFor = (rng: Rng, life: Life, day: number): string | undefined => {
  const m = life.mood(day) + 0.7 * rng.norm();
  if (!rng.chance(0.42)) {
    return undefined;
  }
  const text = rng.pick(TOUCH_NOTES[m > 0.55 ? 'good' : m < -0.75 ? 'bad' : 'neutral']);
  return text
    .replace('{f}', rng.pick(FEATURES).toLowerCase().replace('api', 'API').replace('sso', 'SSO'))
    .replace('{i}', life.account.industry.toLowerCase());
};

export const touchpointsTable = (lives: readonly Life[], contacts: readonly Contact[]): Table => {
  const pick = contactPicker(contacts);
  const rows: { day: number; cells: readonly Cell[] }[] = [];
  for (const life of lives) {
    const a = life.account;
    const rng = stream(`touch/${a.key}`);
    const monthly = { Enterprise: 2.5, 'Mid-Market': 1.5, SMB: 0.7 }[a.segment];
    const qbrEvery = { Enterprise: 91, 'Mid-Market': 182, SMB: 364 }[a.segment];
    const qbrDays = new Set<number>();
    for (let day = START + rng.int(0, qbrEvery - 1); day <= ASOF; day += qbrEvery) {
      qbrDays.add(toBusiness(day + rng.int(-9, 9)));
    }
    const trainer = clamp(0.7 + 0.07 * a.base + 0.16 * rng.norm(), 0.15, 0.98);
    const opener = clamp(0.42 + 0.1 * rng.norm(), 0.1, 0.8);
    const add = (day: number, type: string): void => {
      const s = at(life.stress, weekOf(day));
      const show = clamp(0.84 + 0.06 * at(life.health, weekOf(day)) - 0.4 * a.story.channels.touch * s, 0.1, 0.98);
      const meets = ['meeting', 'qbr', 'executive', 'onboarding', 'webinar'].includes(type);
      const attended =
        type === 'training'
          ? rng.chance(trainer * (1 - 0.4 * s))
          : meets
            ? rng.chance(type === 'webinar' ? show * 0.6 : show)
            : undefined;
      const opened = type === 'email' ? rng.chance(clamp(opener * (1 - 0.5 * s) + 0.15, 0, 1)) : undefined;
      const responded =
        type === 'email' ? opened === true && rng.chance(show * 0.6) : type === 'call' ? rng.chance(show) : undefined;
      const who = pick(rng, a.id, day);
      const written = type === 'email' || type === 'community' ? undefined : noteFor(rng, life, day);
      const note = written !== undefined && attended === false ? rng.pick(NO_SHOW_NOTES) : written;
      rows.push({
        day,
        cells: [
          a.id,
          iso(day),
          type,
          attended,
          responded,
          opened,
          who?.id,
          type === 'community' ? undefined : a.csm,
          note,
        ],
      });
    };
    const newcomer = a.start > START - 40;
    for (let day = life.first; day <= life.last; day += 1) {
      if (!isBusiness(day)) {
        continue;
      }
      const w = weekOf(day);
      const keen = Math.exp(0.12 * at(life.health, w) - 1.3 * a.story.channels.touch * at(life.stress, w));
      if (rng.chance((monthly * keen) / 21)) {
        add(day, rng.pick(['call', 'meeting', 'email', 'email', 'email', 'meeting']));
      }
      if (rng.chance((0.27 * (newcomer && day < a.goLive + 60 ? 4 : 1)) / 21)) {
        add(day, 'training');
      }
      if (rng.chance(0.11 / 21)) {
        add(day, 'webinar');
      }
      if (a.community && rng.chance((0.62 * keen) / 21)) {
        add(day, 'community');
      }
      if (qbrDays.has(day) && day > a.start + 60) {
        add(day, 'qbr');
      }
      if (a.segment === 'Enterprise' && rng.chance(0.14 / 21)) {
        add(day, 'executive');
      }
      if (newcomer && day < a.start + 70 && rng.chance(3 / 21)) {
        add(day, 'onboarding');
      }
    }
  }
  rows.sort((x, y) => x.day - y.day);
  return {
    file: 'touchpoints.csv',
    header: ['account_id', 'date', 'type', 'attended', 'responded', 'opened', 'contact_id', 'csm', 'notes'],
    rows: rows.map((r) => r.cells),
  };
};
