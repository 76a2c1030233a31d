/** Who the customers are: names, segments, sizes, owners and the story each one is given. */

import { CHANNELS, CSMS, INDUSTRIES, PLACES, type Region, type Segment, STEMS, USE_CASES } from './names.ts';
import { ASOF, addMonths, at, clamp, dayOf, type Rng, START, stream, toBusiness } from './rng.ts';
import { CHURN_REASONS, SILENT_REASONS } from './texts.ts';

export type StoryKind = 'steady' | 'growing' | 'declining-churn' | 'silent-churn' | 'at-risk' | 'watch' | 'false-alarm';
export type Channels = { usage: number; tickets: number; mood: number; touch: number; pay: number };
export type Story = {
  kind: StoryKind;
  /** First day of the trouble, days until it is full, last full day, days to recover. */
  onset: number;
  ramp: number;
  until: number;
  recover: number;
  channels: Channels;
};
export type Account = {
  id: string;
  name: string;
  domain: string;
  segment: Segment;
  industry: string;
  region: Region;
  country: string;
  csm: string;
  manager: string;
  plan: string;
  start: number;
  goLive: number;
  churn: number | undefined;
  reason: string;
  term: number;
  arr0: number;
  seats0: number;
  channel: string;
  useCase: string;
  size: string;
  parent: string | undefined;
  feed: 'wide' | 'events' | 'none';
  hasApi: boolean;
  hasData: boolean;
  community: boolean;
  answers: boolean;
  base: number;
  growth: number;
  key: number;
  story: Story;
};

export const PLAN_FEATURES: Readonly<Record<string, number>> = { Essential: 24, Business: 32, Enterprise: 40 };
const TOTAL = 412;
const NEW_ACCOUNTS = 42;
const FIRST_ID = 1001;

const weighted = <T extends { share: number }>(rng: Rng, list: readonly T[]): T => {
  let left = rng.next() * list.reduce((sum, item) => sum + item.share, 0);
  for (const item of list) {
    left -= item.share;
    if (left <= 0) {
      return item;
    }
  }
  return at(list, list.length - 1);
};

const channels = (rng: Rng, strength: number): Channels => {
  const part = (probability: number, low: number, high: number): number =>
    rng.chance(probability) ? strength * rng.between(low, high) : strength * 0.1;
  return {
    usage: part(0.88, 0.6, 1.3),
    tickets: part(0.55, 0.6, 1.3),
    mood: part(0.72, 0.6, 1.3),
    touch: part(0.6, 0.5, 1.2),
    pay: part(0.42, 0.6, 1.3),
  };
};

const QUIET: Channels = { usage: 0, tickets: 0, mood: 0, touch: 0, pay: 0 };
const quiet = (kind: StoryKind): Story => ({
  kind,
  onset: ASOF + 999,
  ramp: 1,
  until: ASOF + 999,
  recover: 1,
  channels: QUIET,
});

const churnStory = (rng: Rng, churn: number): Story => {
  const draw = rng.next();
  const lead = Math.round(draw < 0.5 ? rng.between(95, 215) : draw < 0.8 ? rng.between(60, 95) : rng.between(21, 60));
  const ramp = Math.round(
    draw < 0.5 ? lead * rng.between(0.35, 0.7) : draw < 0.8 ? rng.between(28, 50) : rng.between(10, 20),
  );
  return {
    kind: 'declining-churn',
    onset: churn - lead,
    ramp,
    until: churn + 999,
    recover: 1,
    channels: channels(rng, 1.3),
  };
};

const slug = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');

const segmentOf = (rng: Rng): Segment => {
  const draw = rng.next();
  return draw < 0.175 ? 'Enterprise' : draw < 0.545 ? 'Mid-Market' : 'SMB';
};

const arrOf = (rng: Rng, segment: Segment): number => {
  const spec = {
    Enterprise: [12.04, 0.4, 90_000, 400_000],
    'Mid-Market': [10.8, 0.36, 25_000, 90_000],
    SMB: [9.45, 0.38, 6_000, 25_000],
  }[segment];
  const value = Math.exp(at(spec, 0) + at(spec, 1) * rng.norm());
  return Math.round(clamp(value, at(spec, 2) * rng.between(1, 1.12), at(spec, 3) * rng.between(0.9, 1)) / 60) * 60;
};

type Draft = Omit<Account, 'id'>;

const draft = (key: number, used: Set<string>): Draft => {
  const rng = stream(`account/${key}`);
  const segment = segmentOf(rng);
  const trade = weighted(rng, INDUSTRIES);
  const place = weighted(rng, PLACES);
  let name = '';
  do {
    name = `${rng.pick(STEMS)} ${rng.pick(trade.suffixes)}`;
  } while (used.has(name));
  used.add(name);
  const owners = CSMS.filter((c) => c.segments.includes(segment) && c.regions.includes(place.region));
  const owner = rng.pick(owners.length > 0 ? owners : CSMS.filter((c) => c.segments.includes(segment)));
  const arr0 = arrOf(rng, segment);
  const seatPrice = { Enterprise: 640, 'Mid-Market': 760, SMB: 840 }[segment] * rng.between(0.85, 1.2);
  const plan =
    segment === 'Enterprise'
      ? 'Enterprise'
      : segment === 'SMB'
        ? rng.chance(0.75)
          ? 'Essential'
          : 'Business'
        : rng.chance(0.8)
          ? 'Business'
          : 'Essential';
  const isNew = key >= TOTAL - NEW_ACCOUNTS;
  const fresh = key - (TOTAL - NEW_ACCOUNTS);
  const start = isNew
    ? toBusiness(fresh < 5 ? ASOF - at([9, 19, 31, 44, 56], fresh) : START + Math.round(rng.between(20, 640)))
    : toBusiness(dayOf(2024, 6, 20) - Math.round(rng.next() * rng.next() * 2300));
  const churns =
    rng.next() < { Enterprise: 0.14, 'Mid-Market': 0.21, SMB: 0.285 }[segment] && (!isNew || start < dayOf(2025, 3, 1));
  const silent = rng.chance(0.24);
  const base = (churns ? (silent ? -0.1 : -0.55) : 0) + 0.85 * rng.norm();
  const term = segment === 'Enterprise' ? (rng.chance(0.25) ? 24 : 12) : 12;
  const result: Draft = {
    key,
    name,
    domain: `${slug(name)}.example`,
    segment,
    industry: trade.industry,
    region: place.region,
    country: rng.pick(place.countries),
    csm: owner.name,
    manager: owner.manager,
    plan,
    start,
    goLive: toBusiness(start + Math.round(rng.between(10, 38))),
    churn: undefined,
    reason: '',
    term,
    arr0,
    seats0: Math.max(5, Math.round(arr0 / seatPrice)),
    channel: rng.pick(CHANNELS),
    useCase: rng.pick(USE_CASES),
    size:
      segment === 'Enterprise'
        ? rng.pick(['1001-5000', '5000+', '1001-5000'])
        : segment === 'SMB'
          ? rng.pick(['11-50', '51-200'])
          : rng.pick(['201-500', '501-1000']),
    parent: undefined,
    feed: 'wide',
    hasApi: rng.chance({ Enterprise: 0.75, 'Mid-Market': 0.5, SMB: 0.25 }[segment]),
    hasData: rng.chance(0.62),
    community: rng.chance(0.55),
    answers: rng.chance(0.9),
    base,
    growth: 0.05 + 0.1 * rng.norm() + 0.04 * base,
    story: quiet('steady'),
  };
  if (churns) {
    giveChurn(rng, result, silent, isNew);
  } else {
    giveStory(rng, result, isNew);
  }
  return result;
};

/** Most customers leave at the end of a term, so the start date follows from the day they left. */
const giveChurn = (rng: Rng, a: Draft, silent: boolean, isNew: boolean): void => {
  const early = a.start + 150;
  if (isNew) {
    a.term = 12;
    a.churn = addMonths(a.start, 12);
    if (a.churn > ASOF - 5 || rng.chance(0.15)) {
      a.churn = toBusiness(Math.round(rng.between(early, ASOF - 8)));
    }
  } else {
    const wanted = toBusiness(Math.round(rng.between(START + 50, ASOF - 6)));
    if (rng.chance(0.88)) {
      const terms = Math.max(1, Math.ceil((wanted - a.start) / (30.4 * a.term)));
      a.start = addMonths(wanted, -a.term * terms);
      if (a.start > START - 15) {
        a.start = addMonths(a.start, -a.term);
      }
      a.goLive = toBusiness(a.start + 25);
    }
    a.churn = wanted;
  }
  a.story = silent ? quiet('silent-churn') : churnStory(rng, a.churn);
  a.reason = rng.pick(silent ? SILENT_REASONS : CHURN_REASONS);
};

const giveStory = (rng: Rng, a: Draft, isNew: boolean): void => {
  const draw = rng.next();
  if (isNew && a.start > ASOF - 200) {
    return;
  }
  if (draw < 0.15) {
    // In trouble today. A few large ones renew within 90 days.
    const onset = ASOF - Math.round(rng.between(28, 105));
    a.story = {
      kind: 'at-risk',
      onset,
      ramp: Math.round(rng.between(20, 60)),
      until: ASOF + 999,
      recover: 1,
      channels: channels(rng, 1.75),
    };
    a.base -= 0.35;
    if (!isNew && (a.segment === 'Enterprise' || rng.chance(0.35))) {
      a.term = 12;
      a.start = addMonths(toBusiness(ASOF + Math.round(rng.between(14, 88))), -12 * rng.int(3, 6));
      a.goLive = toBusiness(a.start + 30);
    }
  } else if (draw < 0.22) {
    const onset = ASOF - Math.round(rng.between(14, 75));
    a.story = {
      kind: 'watch',
      onset,
      ramp: Math.round(rng.between(20, 45)),
      until: ASOF + 999,
      recover: 1,
      channels: channels(rng, 0.8),
    };
  } else if (draw < 0.37) {
    const onset = Math.round(rng.between(START + 120, ASOF - 110));
    a.story = {
      kind: 'false-alarm',
      onset,
      ramp: Math.round(rng.between(8, 16)),
      until: onset + Math.round(rng.between(36, 58)),
      recover: 14,
      channels: channels(rng, 1.3),
    };
  } else if (draw < 0.57) {
    a.story = quiet('growing');
    a.growth += 0.14;
    a.base += 0.3;
  }
};

/** The whole book, ids in order of the start date. */
export const buildAccounts = (): readonly Account[] => {
  const used = new Set<string>();
  const drafts = Array.from({ length: TOTAL }, (_, key) => draft(key, used));
  drafts.sort((x, y) => x.start - y.start || x.key - y.key);
  const accounts = drafts.map((d, index): Account => ({ id: `FH-${FIRST_ID + index}`, ...d }));
  const rng = stream('book');
  const active = accounts.filter((a) => a.churn === undefined && a.start < START);
  // Five small customers whose activity arrives as product events, seven that run without a usage feed.
  const small = active.filter((a) => a.segment === 'SMB' && a.seats0 <= 16 && a.story.kind !== 'at-risk');
  for (const [i, a] of small.entries()) {
    if (i % 9 === 3 && accounts.filter((x) => x.feed === 'events').length < 5) {
      a.feed = 'events';
    }
  }
  const dark = active.filter(
    (a) => a.feed === 'wide' && ['Public sector', 'Financial services', 'Energy'].includes(a.industry),
  );
  for (const [i, a] of dark.entries()) {
    if (i % 5 === 2 && accounts.filter((x) => x.feed === 'none').length < 7) {
      a.feed = 'none';
    }
  }
  // A few subsidiaries below enterprise parents.
  const parents = active.filter((a) => a.segment === 'Enterprise');
  const children = active.filter((a) => a.segment === 'Mid-Market');
  for (let i = 0; i < 9; i += 1) {
    const parent = at(parents, i * 4 + 1);
    const child =
      children.find((c) => c.parent === undefined && c.industry === parent.industry && c.region !== parent.region) ??
      at(children, rng.int(0, children.length - 1));
    child.parent = parent.id;
    child.industry = parent.industry;
    child.name = `${parent.name} ${child.country}`;
    child.domain = parent.domain;
  }
  return accounts;
};
